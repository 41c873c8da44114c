"""The example wave: made the same each time, read as it was meant, marked as made up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import documented
import pandas as pd
import pyreadstat
import pytest
import yaml

from helpers.analysis import Analysis
from helpers.edition import Edition
from helpers.harmonisation import why_not_comparable
from helpers.publication import read_publication
from helpers.questionnaire import load_questionnaire
from helpers.waves import load_wave, wave_names

ROOT = Path(__file__).parents[1]
OLD, NEW = "2020-21", "2021-22"
EXAMPLE = ROOT / "data/examples" / NEW
PLAN = yaml.safe_load((EXAMPLE / "made.yml").read_text(encoding="utf-8"))
FILES = [facts["file"] for facts in PLAN["surveys"].values()]
DOUBLE = ["interest", "awareness", "assumption", "opportunities"]
DOUBLE += [
    f"confidence_{who}" for who in ("religion", "locality", "ethnicity", "send", "affluence")
]


def commands() -> list[str]:
    """The commands of the README that come before the one that builds."""
    text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    block = documented.commands(documented.section(text, "Make a book of it"))
    assert block[-1] == f".venv/bin/report build --wave {NEW}"
    return block[:-1]


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """A project with both waves, made by the commands of the README."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "_config.yml", root)
    for command in commands():
        subprocess.run(command.split(), cwd=root, check=True)
    return root


@pytest.fixture(scope="module")
def wave(root):
    return load_wave(root, NEW)


@pytest.fixture(scope="module")
def primary(root):
    return Analysis(NEW, phase="primary", root=root)


def raw(name: str, folder: Path = EXAMPLE):
    return pyreadstat.read_sav(folder / name, user_missing=True)


# --- how it is shipped ------------------------------------------------------------------


def test_the_shipped_project_has_one_wave():
    assert wave_names(ROOT) == [OLD]


def test_the_files_are_made_with_the_same_bytes_and_hold_what_is_shipped(tmp_path):
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        shutil.copy(EXAMPLE / "made.yml", tmp_path / name)
        command = [sys.executable, ROOT / "scripts/make_example_wave.py", tmp_path / name]
        subprocess.run(command, check=True)
        made.append({file: (tmp_path / name / file).read_bytes() for file in FILES})
    assert made[0] == made[1]
    for file in FILES:
        (shipped, facts), (again, others) = raw(file), raw(file, tmp_path / "first")
        pd.testing.assert_frame_equal(shipped, again)
        assert facts.variable_value_labels == others.variable_value_labels
        assert facts.missing_ranges == others.missing_ranges
        assert facts.column_names_to_labels == others.column_names_to_labels


def test_the_script_says_what_it_needs(tmp_path):
    command = [sys.executable, ROOT / "scripts/make_example_wave.py", tmp_path]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 1 and ended.stderr.startswith("usage: ")


def test_the_files_are_as_an_agency_delivers_them():
    cells, about = raw("linking_after.sav")
    assert about.file_label.startswith("EXAMPLE, made up")
    assert about.column_names_to_labels["E_PUP_02"] == "My pupils are interested in other cultures"
    assert about.variable_value_labels["E_PUP_02"][1.0] == "Very much"
    assert about.variable_value_labels["E_PUP_01"][5.0] == "5 - Very much"
    assert about.missing_ranges["E_PUP_02"] == [{"lo": -9.0, "hi": -7.0}]
    assert {-9.0, -8.0, -7.0} <= set(cells.filter(regex="^E_").select_dtypes("number").stack())
    assert set(cells["E_RES_1"].dropna()) == {-9.0, 0.0, 1.0}
    assert raw("comparison_after.sav")[1].variable_value_labels["C2_PUP_02"][1.0] == "5 - Very much"


def test_everything_that_can_say_so_says_that_it_was_made_up(root):
    for name in ("README.md", "about.md", "wave.yml", "made.yml", "questionnaire.patch"):
        text = (EXAMPLE / name).read_text(encoding="utf-8")
        assert "made up" in text.lower(), name
    found = read_publication(root, NEW)
    assert found.is_example and found.heading == "Example data" and found.version == "draft"
    assert "made up" in found.notice and "nothing in it tells anything about" in found.notice
    source = Edition(NEW, root=root).source(["baseline", "comparison"])
    assert source.endswith("2021/22. Made up as an example; not the answers of any teacher")
    assert "econstructed" not in source


# --- how it is read ------------------------------------------------------------------------


def test_respondents_by_survey_phase_and_area(wave):
    phases = {name: frame["phase"].value_counts().to_dict() for name, frame in wave.surveys.items()}
    assert phases == {
        "baseline": {"primary": 568},
        "end_of_linking": {"primary": 776, "secondary": 51},
        "comparison_baseline": {"primary": 245, "secondary": 40},
        "comparison": {"primary": 300, "secondary": 60},
    }
    end = wave.surveys["end_of_linking"]
    areas = end[end["phase"] == "primary"]["linking_area"].value_counts()
    assert areas.to_dict() == {area: numbers[0] for area, numbers in PLAN["linking"].items()}
    assert len(areas) == 25
    assert ((areas >= 40).sum(), areas.between(30, 39).sum(), (areas < 30).sum()) == (9, 5, 11)
    assert wave.surveys["baseline"]["linking_area"].nunique() == 25


def test_who_answered_twice_is_the_same_person_both_times(wave, primary):
    assert len(primary.linked_pairs["baseline"]) == 473
    for before, after, area, both in (
        ("baseline", "end_of_linking", "linking_area", 473),
        ("comparison_baseline", "comparison", "comparison_area", 220),
    ):
        first, second = wave.surveys[before], wave.surveys[after]
        assert first.index.is_unique and second.index.is_unique
        linked = first.index.intersection(second.index)
        assert len(linked) == both
        for item in ("phase", "year_group", area):
            assert (first.loc[linked, item] == second.loc[linked, item]).all()
    teachers, others = wave.surveys["end_of_linking"], wave.surveys["comparison"]
    assert not set(teachers.index) & set(others.index)


@pytest.mark.parametrize("survey", PLAN["surveys"])
def test_every_answer_is_read_as_it_was_made(wave, survey):
    """Shares of each response are those of the plan, of all who were asked."""
    for name, entry in PLAN["items"].items():
        if survey in entry.get("answers", {}):
            given = wave.surveys[survey][name].dropna()
            keys = PLAN["scales"][entry["scale"]]["keys"]
            planned = dict(zip(keys, entry["answers"][survey], strict=True))
            counts = given.value_counts().reindex(keys, fill_value=0)
            assert counts.sum() == len(given)
            for key, share in planned.items():
                assert abs(counts[key] - share * len(given) / 100) < 1, (name, key)


def test_the_base_of_each_item_is_who_was_asked(wave):
    end = wave.surveys["end_of_linking"]
    primary = end["phase"] == "primary"
    iap = primary & (end["source"] == "iap")
    routed = {"misconceptions": primary, "misconception_example": primary}
    routed |= {name: iap for name in PLAN["items"] if name.startswith("change_")}
    for item in wave.questionnaire.of_survey("end_of_linking"):
        for column in item.file_columns("end_of_linking"):
            column = f"{column}.said" if item.kind == "number" else column
            asked = end[column].notna()
            if item.kind == "number":
                asked |= end[item.name].notna()
            assert asked.equals(routed.get(item.name, pd.Series(True, end.index))), item.name
    assert end["reflection"].notna().sum() == 827


def test_numbers_texts_and_several_answers(wave):
    end, cells = wave.surveys["end_of_linking"], raw("linking_after.sav")[0].set_index("RESPID")
    years, school = end["years_teaching"], end["years_school"]
    assert (years.min(), years.max() <= 38) == (0.5, True) and (school.dropna() >= 0.5).all()
    assert (school <= years).where(years.notna() & school.notna(), True).all()
    assert (end["years_teaching.said"] == "no_answer").sum() == 17
    assert (end["exchanges.said"] == "dont_know").sum() == (cells["E_NEXCH"] == -8).sum() > 0
    for response, (number, label) in PLAN["scales"]["resources_used"]["columns"].items():
        given = end[f"resources_used.{response}"]
        assert (given == "yes").equals((cells[f"E_RES_{number}"] == 1).loc[given.index]), label
    none = end["resources_used.none_of_these"] == "yes"
    others = end.filter(regex=r"^resources_used\.(?!none)")
    assert none.any() and not (others[none] == "yes").any(axis=None)
    texts = end["misconception_example"].dropna()
    written = texts[texts != "no_answer"]
    assert len(written) == 10 and written.str.startswith("[Illustrative] ").all()


# --- the questionnaire of both waves ----------------------------------------------------------


def test_the_wave_before_is_read_as_it_was(root):
    changed, shipped = load_wave(root, OLD), load_wave(ROOT, OLD)
    for survey, frame in shipped.surveys.items():
        pd.testing.assert_frame_equal(pd.DataFrame(changed.surveys[survey]), pd.DataFrame(frame))
    old, new = shipped.questionnaire.items, changed.questionnaire.items
    assert list(new) == list(old)
    for name, item in old.items():
        for key in ("wording", "label", "headline", "special", "asked", "reversed", "scores"):
            assert getattr(new[name], key) == getattr(item, key), (name, key)
        for survey, columns in item.columns.items():
            assert new[name].columns[survey] == columns
    measured = (Analysis(OLD, phase="primary", root=r)["misconceptions"] for r in (root, ROOT))
    one, two = (str(measure.change) for measure in measured)
    assert one == two != ""


def test_items_that_are_new_dropped_or_changed(root):
    old, new = (load_questionnaire(root, name).items for name in (OLD, NEW))
    assert set(new) - set(old) == {"enjoyment"} and set(old) - set(new) == {"exchange_materials"}
    assert new["confidence_affluence"].wording != old["confidence_affluence"].wording
    assert (old["misconceptions"].scale.name, new["misconceptions"].scale.name) == (
        "extent",
        "how_often",
    )
    assert (old["reflection"].asked, new["reflection"].asked) == ({"phase": ("primary",)}, {})
    barred = {name: why_not_comparable(new[name], OLD, NEW) for name in new}
    assert {name for name, why in barred.items() if why} == {
        "enjoyment",
        "confidence_affluence",
        "misconceptions",
    }
    assert barred["enjoyment"] == "it was not asked in 2020-21"
    assert barred["misconceptions"].startswith("its scale changed in 2021-22 (the answers now")


# --- what can be said of it ---------------------------------------------------------------------


def test_changes_go_up_down_and_nowhere(primary):
    def found(name: str) -> tuple[bool, bool]:
        rows = primary.tests(primary.questionnaire.item(name), "baseline").frame
        row = rows[rows["test"] == "signed_rank"].iloc[0]
        assert row["base"] > 440
        return bool(row["significant"]), row["estimate"] > 0

    assert found("interest") == found("opportunities") == found("misconceptions") == (True, True)
    assert found("confidence_send") == (True, False)
    assert not found("assumption")[0] and not found("confidence_locality")[0]


def test_two_changes_can_be_compared(primary):
    double = [m.item.name for m in primary.contrasts.measures if primary.has_double(m.item)]
    assert sorted(double) == sorted(DOUBLE)
    verdicts = {}
    for name in ("interest", "assumption"):
        rows = primary.tests(primary.questionnaire.item(name), "comparison").frame
        row = rows[rows["test"] == "double_t"].iloc[0]
        assert row["reason"] == ""
        verdicts[name] = bool(row["significant"])
    assert verdicts == {"interest": True, "assumption": False}
