"""Intake: a wave's folder is made whole or not at all, from files in any format."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from book import ROOT, report, small_project
from told import without_line
from written_files import (
    typed,
    write_dta,
    write_ods,
    write_parquet,
    write_sav,
    write_xls,
    write_xlsx,
)

from helpers.analysis import Analysis
from helpers.errors import InputError
from helpers.intake.check import check
from helpers.intake.intake import take_in
from helpers.project import wave_names
from helpers.waves import load_wave

OLD, NEW = "2001-02", "2002-03"
SMALL = Path(__file__).parent / "small"
EXAMPLE = ROOT / "data/examples/2021-22"
BASELINE = """\
respondent,year,phase,b1,b2
B1,3,1,2,5
B2,3,1,3,4
B3,4,1,97,1
"""
WRITERS = {
    "csv": None,
    "xlsx": write_xlsx,
    "ods": write_ods,
    "xls": write_xls,
    "sav": write_sav,
    "zsav": write_sav,
    "dta": write_dta,
    "parquet": write_parquet,
}
FIELDWORK = {"start": "2002-09-02", "end": "2002-09-30"}


@pytest.fixture
def root(tmp_path):
    """A small project with one wave of the years before, beside a folder for deliveries."""
    root = tmp_path / "project"
    shutil.copytree(SMALL, root)
    (root / "data/waves/first").rename(root / "data/waves" / OLD)
    (tmp_path / "sent").mkdir()
    return root


def rows(text: str = BASELINE) -> list[list]:
    header, *below = [line.split(",") for line in text.splitlines()]
    return [header, *([typed(cell) for cell in row] for row in below)]


def sent(root: Path, ending="csv", text=BASELINE, name="before", **options) -> Path:
    path = root.parent / "sent" / f"{name}.{ending}"
    if ending == "csv":
        path.write_text(text, encoding="utf-8")
    else:
        WRITERS[ending](path, rows(text), **options)
    return path


def facts(root: Path, wave=NEW) -> dict:
    return yaml.safe_load((root / f"data/waves/{wave}/wave.yml").read_text(encoding="utf-8"))


def write(root: Path, content: dict, wave=NEW) -> None:
    path = root / f"data/waves/{wave}/wave.yml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def about(entries: list[dict]) -> list[tuple]:
    """What undecided entries are about, without their words."""
    return [(e.get("survey"), e.get("item") or e.get("key") or e.get("column")) for e in entries]


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def refused(root: Path, files: dict, wave=NEW, given=None) -> list[str]:
    """Problems of an intake that leaves everything as it was."""
    before, folders = snapshot(root.parent), sorted(root.rglob("*"))
    with pytest.raises(InputError) as caught:
        take_in(root, wave, files, given)
    assert snapshot(root.parent) == before and sorted(root.rglob("*")) == folders
    return list(map(str, caught.value.problems))


# --- what is written ------------------------------------------------------------------------


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_answers_in_any_format_are_taken_in_alike(root, ending):
    path = sent(root, ending)
    taken = take_in(root, NEW, {"baseline": path})
    copied = taken.folder / path.name
    assert taken.folder == root / "data/waves" / NEW
    assert copied.read_bytes() == path.read_bytes()
    found = facts(root)
    entry = found["surveys"]["baseline"]
    assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (entry["file"], entry["respondents"]) == (path.name, 3)
    assert entry["title"] == "Baseline survey" and "columns" not in entry
    assert (found["academic_year"], found["design"]) == ("2002/03", "independent")
    assert "reconstructed" not in found and "notice" not in found
    assert about(found["undecided"]) == [(None, "interviews"), ("baseline", "fieldwork")]


def test_when_nothing_is_undecided_the_wave_is_read(root):
    take_in(root, NEW, {"baseline": sent(root)})
    found = facts(root)
    with pytest.raises(InputError) as caught:
        load_wave(root, NEW)
    said = list(map(without_line, caught.value.problems))
    assert len(said) == 2 and said[1].startswith(
        f"data/waves/{NEW}/wave.yml: undecided: survey baseline: no file tells its first and last "
        "day; write fieldwork: {start: YEAR-MONTH-DAY, end: YEAR-MONTH-DAY}; then delete"
    )
    del found["undecided"]
    found["surveys"]["baseline"]["fieldwork"] = {
        key: pd.Timestamp(day).date() for key, day in FIELDWORK.items()
    }
    write(root, found)
    frame = load_wave(root, NEW).surveys["baseline"]
    assert list(frame.index) == ["B1", "B2", "B3"]
    assert frame["interest"].tolist() == ["2", "3", "dont_know"]
    assert frame["misconceptions"].tolist() == ["5", "4", "1"]


def test_a_raw_file_that_changes_is_told(root):
    take_in(root, NEW, {"baseline": sent(root)})
    path = root / f"data/waves/{NEW}/before.csv"
    path.write_text(path.read_text().replace("B1,3,1,2", "B1,3,1,3"))
    with pytest.raises(InputError) as caught:
        load_wave(root, NEW)
    assert [str(p) for p in caught.value.problems if "SHA-256" in p.found] == [
        f"data/waves/{NEW}/before.csv: was changed since the wave was taken in: its SHA-256 begins "
        f"{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}, and wave.yml has "
        f"{hashlib.sha256(BASELINE.encode()).hexdigest()[:12]} for survey baseline; put the file "
        "back as it was delivered, or take the wave in again"
    ]


def test_what_is_decided_beforehand_is_not_asked_again(root):
    path = root.parent / "sent/before.csv"
    path.write_text("Id;year;phase;Q1;b2;When,exactly\nB1;3;1;2;5;a,b\nB2;4;1;97;1;c,d\n")
    (problem,) = refused(root, {"baseline": path})
    assert problem.startswith(f"{path}: may be separated by ")
    given = {
        "separator": ";",
        "columns": {"respondent": "Id", "interest": "Q1"},
        "ignore": ["When,exactly"],
    }
    take_in(root, NEW, {"baseline": path}, {"baseline": given})
    found = facts(root)
    assert about(found["undecided"]) == [(None, "interviews"), ("baseline", "fieldwork")]
    assert {key: found["surveys"]["baseline"][key] for key in given} == given


def test_the_table_is_written_beside_the_wave(root):
    text = BASELINE.replace("b2", "something").replace("b1", "b1,hours")
    text = text.replace(",1,", ",1,1,")
    taken = take_in(root, NEW, {"baseline": sent(root, text=text)})
    page = (taken.folder / "intake.md").read_text(encoding="utf-8")
    assert "## Matches: 3" in page and "| baseline | phase | phase |  |" in page
    assert "## New: 2" in page and "| baseline |  | something |  |" in page
    assert "## Gone: 3" in page and "| baseline | misconceptions |  |  |" in page
    assert "| end_of_linking |  |  | the survey of 2001-02 was not delivered |" in page
    assert "## Undecided: 5" in page


# --- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wave", ["../2002-03", "2002-03/..", "..", "", "2002", "next", "2002-03 ", "2002-03\n", "/tmp"]
)
def test_a_name_that_is_none_writes_nothing(root, wave):
    assert refused(root, {"baseline": sent(root)}, wave) == [
        f"data/waves: {wave!r} is no name of a wave; name it by its years, such as YEAR-YY"
    ]


@pytest.mark.parametrize("there", ["folder", "file", "link"])
def test_a_wave_that_is_there_is_never_overwritten(root, there):
    path = root / "data/waves" / NEW
    if there == "folder":
        path.mkdir()
    elif there == "file":
        path.write_text("mine")
    else:
        os.symlink("elsewhere", path)
    (problem,) = refused(root, {"baseline": sent(root)})
    assert problem.startswith(f"data/waves/{NEW}: is there already; take it away first")


def test_every_file_that_cannot_be_read_is_told_at_once(root):
    whole = sent(root, "sav", name="whole").read_bytes()
    short = root.parent / "sent/short.sav"
    short.write_bytes(whole[: len(whole) // 2])
    locked = write_ods(root.parent / "sent/locked.ods", rows(), locked=True)
    files = {"baseline": short, "end_of_linking": locked, "comparison": Path("nowhere.sav")}
    one, two, three = refused(root, files)
    assert f"{short}: is damaged: " in one
    assert two == f"{locked}: has a password; save it without one"
    assert three == "nowhere.sav: there is no such file; name the file as it was delivered"


def test_merged_cells_of_the_header_are_refused(root):
    def merge(book, sheet):
        sheet.merge_range(0, 3, 0, 4, "b1")

    path = sent(root, "xlsx", more=merge)
    (problem,) = refused(root, {"baseline": path})
    assert str(path) in problem and "is merged with others" in problem


def test_columns_that_nobody_can_tell_apart_are_refused(root):
    path = root.parent / "sent/before.csv"
    path.write_text(BASELINE.replace("b2", "b1"))
    assert refused(root, {"baseline": path}) == [
        f"{path}, column b1: the column stands twice; ask for an export without it"
    ]


def test_files_of_one_name_and_unknown_keys_are_refused(root):
    one = sent(root)
    (root.parent / "sent/again").mkdir()
    two = shutil.copy(one, root.parent / "sent/again/BEFORE.csv")
    said = refused(root, {"baseline": one, "comparison": two}, given={"baseline": {"sheets": "a"}})
    assert said[0] == f"{two}: has the same name as {one}; give each survey a file of its own name"
    assert said[1].startswith("--read: has the unknown key 'sheets'; keys are: columns, ")
    assert refused(root, {}) == ["data/waves: no survey file was named; name one or more"]


def test_a_full_disk_leaves_nothing(root, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.intake.intake._settle", full)
    before, path = snapshot(root), sent(root)
    with pytest.raises(OSError, match="No space"):
        take_in(root, NEW, {"baseline": path})
    assert snapshot(root) == before
    assert [p.name for p in (root / "data/waves").iterdir()] == [OLD]


KILLED = """
import os, signal, sys
from pathlib import Path
from helpers.intake import intake
intake._settle = lambda folder: os.kill(os.getpid(), signal.SIGKILL)
intake.take_in(Path(sys.argv[1]), sys.argv[2], {"baseline": Path(sys.argv[3])})
"""


@pytest.mark.parametrize("then", ["new", "check"])
def test_what_a_killed_intake_left_is_swept_by_the_next_command(root, then):
    path, before = sent(root), snapshot(root)
    ran = subprocess.run([sys.executable, "-c", KILLED, str(root), NEW, str(path)])
    assert ran.returncode == -signal.SIGKILL
    (left,) = (root / "data/waves").glob(".new-*")
    assert (left / NEW / "wave.yml").is_file() and not (root / "data/waves" / NEW).exists()
    assert wave_names(root) == [OLD]
    if then == "check":
        assert check(root, OLD) and snapshot(root) == before
    else:
        take_in(root, NEW, {"baseline": path})
        assert sorted(p.name for p in (root / "data/waves").iterdir()) == [OLD, NEW]


def test_an_intake_under_way_is_not_swept(root, monkeypatch):
    done = []

    def settle(folder):
        check(root, OLD)
        done.append((folder / "wave.yml").is_file())

    monkeypatch.setattr("helpers.intake.intake._settle", settle)
    take_in(root, NEW, {"baseline": sent(root)})
    assert done == [True]


def test_a_file_that_may_not_be_read_is_said(root, monkeypatch):
    def forbidden(*_):
        raise PermissionError

    path = sent(root)
    monkeypatch.setattr("helpers.intake.intake.shutil.copyfile", forbidden)
    assert refused(root, {"baseline": path}) == [f"{path}: may not be read; ask for its rights"]


# --- the commands ------------------------------------------------------------------------------


def test_the_commands_take_in_and_check(root):
    path = sent(root)
    ran = report(root, "wave", "new", NEW, "--baseline", str(path))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Matches: 4" in ran.stdout
    assert f"Wrote data/waves/{NEW}/wave.yml and data/waves/{NEW}/intake.md" in ran.stdout
    assert "1. undecided: interviews: the wave first had interviews" in ran.stdout
    first, *_ = (root / f"data/waves/{NEW}/wave.yml").read_text(encoding="utf-8").splitlines()
    assert first.endswith("$schema=../../schemas/wave.schema.json")
    again = report(root, "wave", "new", NEW, "--baseline", str(path))
    assert again.returncode == 2 and "is there already" in again.stderr
    checked = report(root, "wave", "check")
    assert checked.returncode == 2 and "2 problems in the inputs" in checked.stderr
    last = report(root, "wave", "check", OLD)
    assert last.returncode == 0
    assert "end_of_linking: end_of_linking.csv, 8 respondents, 8 items" in last.stdout


@pytest.mark.parametrize("given", ["end", "end.separator", ".x=1", "end.=1", "end.header=[1"])
def test_a_reading_needs_survey_key_and_value(root, given):
    ran = report(root, "wave", "new", NEW, "--end", "x.csv", "--read", given)
    assert ran.returncode == 2 and "Traceback" not in ran.stderr
    assert "is not SURVEY.KEY=VALUE" in ran.stderr or "cannot be read as YAML" in ran.stderr


def test_a_separator_can_be_given_on_the_command_line(root):
    path = root.parent / "sent/before.csv"
    path.write_text("respondent;year;phase;b1;b2;a,b\nB1;3;1;2;5;x,y\nB2;4;1;2;5;x,y\n")
    options = ["--read", "baseline.separator=;", "--read", "baseline.ignore=['a,b']"]
    ran = report(root, "wave", "new", NEW, "--baseline", str(path), *options)
    assert ran.returncode == 0, ran.stderr
    assert facts(root)["surveys"]["baseline"]["separator"] == ";"


# --- shipped files as a new wave, and the example ----------------------------------------------


def shipped(tmp_path: Path, patched=False) -> Path:
    root = tmp_path / "shipped"
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "_config.yml", root)
    if patched:
        patch = "data/examples/2021-22/questionnaire.patch"
        subprocess.run(["git", "apply", patch], cwd=root, check=True)
    return root


def test_the_shipped_files_match_in_everything_but_the_facts(tmp_path):
    root = shipped(tmp_path)
    files = {s: root / f"data/waves/2020-21/{s}.csv" for s in facts(root, "2020-21")["surveys"]}
    taken = take_in(root, "2021-22", files)
    assert {row.kind for row in taken.findings} == {"matches"}
    items = load_wave(root, "2020-21").questionnaire
    assert len(taken.findings) == sum(len(items.of_survey(survey)) for survey in files)
    found = facts(root, "2021-22")
    assert about(found["undecided"]) == [
        (None, "interviews"),
        *((survey, "fieldwork") for survey in files),
    ]
    del found["undecided"]
    for survey in files:
        found["surveys"][survey]["fieldwork"] = facts(root, "2020-21")["surveys"][survey][
            "fieldwork"
        ]
    write(root, found, "2021-22")
    again, wave = (load_wave(root, name).surveys for name in ("2021-22", "2020-21"))
    for survey in files:
        pd.testing.assert_frame_equal(pd.DataFrame(again[survey]), pd.DataFrame(wave[survey]))


def example_files(root: Path) -> dict[str, Path]:
    finished = yaml.safe_load((EXAMPLE / "wave.yml").read_text(encoding="utf-8"))["surveys"]
    return {s: root / "data/examples/2021-22" / entry["file"] for s, entry in finished.items()}


@pytest.mark.slow
def test_the_example_is_proposed_as_it_was_finished_by_hand(tmp_path):
    root = shipped(tmp_path, patched=True)
    files = example_files(root)
    taken = take_in(root, "2021-22", files)
    found = facts(root, "2021-22")
    finished = yaml.safe_load((EXAMPLE / "wave.yml").read_text(encoding="utf-8"))
    for survey, entry in found["surveys"].items():
        wanted = dict(finished["surveys"][survey]["columns"])
        del wanted["respondent"]
        assert entry["columns"] == wanted
        assert entry["respondents"] == finished["surveys"][survey]["respondents"]
    kinds = {(row.kind, row.item) for row in taken.findings if not row.survey}
    assert kinds == {
        ("new", "enjoyment"),
        ("gone", "exchange_materials"),
        ("changed", "confidence_affluence"),
        ("changed", "misconceptions"),
        ("changed", "reflection"),
    }
    decided(root, found, finished)
    lines = check(root, "2021-22")
    assert "in baseline and in end_of_linking: 473 identifiers" in lines
    assert "in comparison_baseline and in comparison: 220 identifiers" in lines
    wave = load_wave(root, "2021-22")
    by_hand = root / "data/waves/2022-23"
    shutil.copytree(EXAMPLE, by_hand)
    other = load_wave(root, "2022-23")
    for survey in files:
        one, two = wave.surveys[survey], other.surveys[survey]
        pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(two))


def decided(root: Path, found: dict, finished: dict) -> None:
    """Decide what the proposal left open, and nothing else, as the finished wave.yml has it."""
    read_by_labels = {"comparison", "comparison_baseline"}
    for entry in found.pop("undecided"):
        survey, item = entry.get("survey"), entry.get("item")
        if survey is None:
            if entry["key"] in finished:
                found[entry["key"]] = finished[entry["key"]]
            continue
        here, there = found["surveys"][survey], finished["surveys"][survey]
        if "key" in entry:
            here.update({key: there[key] for key in entry["key"].split(", ")})
        elif item == "respondent":
            assert entry["candidates"] == ["RESPID"]
            here["columns"]["respondent"] = "RESPID"
        elif entry.get("column") == "DURATION":
            here["ignore"] = ["DURATION"]
        elif item:
            here.setdefault("codes", {})[item] = there["codes"][item]
        elif survey in read_by_labels:
            here["read_by"] = "labels"
        else:
            named = [name for name in ("year_group", "gender") if f"{name} (" in entry["found"]]
            here.setdefault("codes", {}).update({n: there["codes"][n] for n in named})
    write(root, found, "2021-22")


def listed(column) -> str:
    return ", ".join(column) if isinstance(column, list) else column


def test_the_example_against_the_questionnaire_as_it_was(tmp_path):
    root = shipped(tmp_path)
    take_in(root, "2021-22", example_files(root))
    found = {
        (e["survey"], e.get("item") or listed(e["column"])): e
        for e in facts(root, "2021-22")["undecided"]
        if e.get("survey") and "key" not in e and e.get("column") != "DURATION"
    }
    assert {what for survey, what in found if survey == "end_of_linking"} == {
        "respondent", "source", "linking_area", "interest", "misconceptions", "resources_used",
        "exchange_materials", "confidence_affluence", "E_PUP_05", "reflection",
        "misconception_example", "E_YEARGRP, E_GENDER",
    }  # fmt: skip
    assert "51 cells" in found["end_of_linking", "reflection"]["found"]
    assert found["end_of_linking", "confidence_affluence"]["candidates"] == ["E_MIX_5"]
    assert "asked_until: 2020-21" in found["end_of_linking", "exchange_materials"]["write"]
    assert "Very often" in found["baseline", "misconceptions"]["found"]
    assert found["comparison_baseline", "C1_PUP_02"]["candidates"] == ["interest"]


@pytest.mark.slow
def test_the_book_is_built_when_nothing_is_undecided_and_not_before(tmp_path):
    expression = "{eval}`Analysis(wave, phase='primary')['interest'].followup`"
    imports = "from helpers.analysis import Analysis"
    root = small_project(tmp_path, ("code", imports), ("markdown", f"It is {expression}."))
    files = {s: root / f"data/waves/2020-21/{s}.csv" for s in ("baseline", "end_of_linking")}
    files["comparison"] = root / "data/waves/2020-21/comparison.csv"
    take_in(root, "2021-22", files)
    refused_build = report(root, "build", "--wave", "2021-22")
    assert refused_build.returncode == 2
    assert ": undecided: survey comparison: no file tells" in refused_build.stderr
    assert not (root / "book/_build/html").exists()
    found, before = facts(root, "2021-22"), facts(root, "2020-21")
    del found["undecided"]
    for survey in files:
        found["surveys"][survey]["fieldwork"] = before["surveys"][survey]["fieldwork"]
    write(root, found, "2021-22")
    built = report(root, "build", "--wave", "2021-22")
    assert built.returncode == 0, built.stderr
    text = (root / "book/_build/html/notebooks/chapter.html").read_text(encoding="utf-8")
    assert str(Analysis("2020-21", phase="primary", root=root)["interest"].followup) in text


def test_a_wave_can_be_new_without_a_wave_before(root):
    taken = take_in(root, "2000-01", {"baseline": sent(root)})
    found = facts(root, "2000-01")
    assert ("baseline", "label, group, title, description") in about(found["undecided"])
    assert "title" not in found["surveys"]["baseline"]
    assert {row.kind for row in taken.findings} == {"matches"}
