"""Check of a wave: what it has, in lines."""

import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from helpers.errors import InputError
from helpers.intake.check import check

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SMALL, tmp_path / "small")
    return tmp_path / "small"


def changed(root: Path, **facts) -> None:
    path = root / "data/waves/first/wave.yml"
    content = yaml.safe_load(path.read_text()) | facts
    path.write_text(yaml.safe_dump({k: v for k, v in content.items() if v is not None}))


def sha(root: Path, name: str) -> str:
    return hashlib.sha256((root / "data/waves/first" / name).read_bytes()).hexdigest()


def test_what_a_wave_has(root):
    digests = {s: sha(root, f"{s}.csv") for s in ("baseline", "end_of_linking", "comparison")}
    surveys = yaml.safe_load((root / "data/waves/first/wave.yml").read_text())["surveys"]
    surveys["comparison"]["sha256"] = digests["comparison"]
    path = root / "data/waves/first/wave.yml"
    content = yaml.safe_load(path.read_text()) | {"surveys": surveys}
    path.write_text(yaml.safe_dump(content, sort_keys=False))
    assert check(root, "first") == [
        "Wave first (2001/02), design independent",
        f"baseline: baseline.csv, 6 respondents, 4 items, "
        f"SHA-256 {digests['baseline']}, not recorded",
        f"end_of_linking: end_of_linking.csv, 8 respondents, 8 items, "
        f"SHA-256 {digests['end_of_linking']}, not recorded",
        f"comparison: comparison.csv, 6 respondents, 5 items, "
        f"SHA-256 {digests['comparison']}, as recorded",
        "surveys that this wave does not have: comparison_baseline, pupils",
        "in baseline and in end_of_linking: 0 identifiers",
        "answers: reconstructed, and no record of what any teacher answered",
    ]


def test_what_a_wave_lacks(root):
    surveys = yaml.safe_load((root / "data/waves/first/wave.yml").read_text())["surveys"]
    changed(root, surveys={"baseline": surveys["baseline"]}, interviews=None)
    assert check(root, "first")[-3:] == [
        "items that this wave does not ask: fsm, years_teaching, resources, example",
        "interviews: none",
        "answers: reconstructed, and no record of what any teacher answered",
    ]


def test_identifiers_that_are_the_same_by_chance_are_not_used(root):
    path = root / "data/waves/first/end_of_linking.csv"
    path.write_text(path.read_text().replace("E1,", "B1,").replace("E2,", "B2,"))
    said = "in baseline and in end_of_linking: 2 identifiers"
    assert f"{said}, which is not used" in check(root, "first")
    changed(root, design="linked")
    assert said in check(root, "first")


def test_everything_that_is_wrong_is_told_at_once(root):
    changed(root, design="other", undecided=[{"survey": "baseline", "column": "b1", "found": "?"}])
    path = root / "data/waves/first/baseline.csv"
    path.write_text(path.read_text().replace("B1,3,1,2,5", "B1,3,1,7,7"))
    with pytest.raises(InputError) as caught:
        check(root, "first")
    assert [(problem.file, problem.column) for problem in caught.value.problems] == [
        ("data/waves/first/wave.yml", None),
        ("data/waves/first/wave.yml", None),
        ("data/waves/first/baseline.csv", "b2"),
    ]
