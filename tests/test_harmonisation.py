"""Harmonisation: an item wave by wave, and which waves of it may be compared."""

import pytest
import yaml
from book import small_project

from helpers.errors import InputError, Problem
from helpers.harmonisation import (
    dropped_before,
    entries_of_wave,
    revisions_of,
    why_not_comparable,
)
from helpers.questionnaire import load_questionnaire

OLD, NEW, LAST = "2020-21", "2021-22", "2022-23"
REWORDED = {"wave": NEW, "what": "wording", "comparable": True, "why": "a typing error was mended"}
RESCALED = {"wave": LAST, "what": "scale", "comparable": False, "why": "four points, not five"}
REVISED = [RESCALED | {"was": {"scale": "extent"}}, REWORDED | {"was": {"wording": "How offen?"}}]


def test_a_wave_has_the_items_that_it_asked():
    entries = {
        "always": {},
        "new": {"asked_from": NEW},
        "gone": {"asked_until": OLD},
        "once": {"asked_from": NEW, "asked_until": NEW},
    }
    assert list(entries_of_wave(entries, OLD)) == ["always", "gone"]
    assert list(entries_of_wave(entries, NEW)) == ["always", "new", "once"]
    assert list(entries_of_wave(entries, LAST)) == ["always", "new"]
    assert dropped_before(entries | {"none": 3}, OLD) == []
    assert dropped_before(entries, NEW) == ["gone"]
    assert dropped_before(entries, LAST) == ["gone", "once"]


@pytest.mark.parametrize(
    ("wave", "wording", "scale"),
    [(OLD, "How offen?", "extent"), (NEW, "How often?", "extent"), (LAST, "How often?", "four")],
)
def test_an_item_is_what_it_was_in_each_wave(wave, wording, scale):
    entry = {"wording": "How often?", "scale": "four", "revisions": REVISED}
    made = entries_of_wave({"item": entry}, wave)["item"]
    assert (made["wording"], made["scale"]) == (wording, scale)


def test_who_is_asked_does_not_depend_on_an_item_that_is_not_asked():
    entries = {"old": {"asked_until": OLD}, "item": {"asked": {"old": ["yes"], "phase": ["p"]}}}
    assert entries_of_wave(entries, NEW)["item"]["asked"] == {"phase": ["p"]}
    assert set(entries_of_wave(entries, OLD)["item"]["asked"]) == {"old", "phase"}


def test_what_is_no_entry_is_left_for_others_to_refuse():
    entries = {"text": "words", "first": {"asked_from": 2021}, "list": {"revisions": "none"}}
    assert entries_of_wave(entries, NEW) == entries


@pytest.fixture
def project(tmp_path):
    return small_project(tmp_path)


def with_item(project, **keys):
    path = project / "data/questionnaire.yml"
    raw = yaml.safe_load(path.read_text())
    raw["items"]["interest"] |= keys
    path.write_text(yaml.safe_dump(raw, sort_keys=False))
    return lambda wave: load_questionnaire(project, wave).items.get("interest")


def test_waves_are_compared_unless_a_revision_between_them_forbids_it(project):
    item = with_item(project, revisions=REVISED)
    assert why_not_comparable(item(NEW), OLD, NEW) == ""
    said = "its scale changed in 2022-23 (four points, not five)"
    assert why_not_comparable(item(LAST), NEW, LAST) == said
    assert why_not_comparable(item(LAST), LAST, OLD) == said


def test_a_wave_that_did_not_ask_cannot_be_compared(project):
    item = with_item(project, asked_from=NEW)
    assert item(OLD) is None
    assert why_not_comparable(item(NEW), OLD, NEW) == "it was not asked in 2020-21"
    assert why_not_comparable(item(NEW), NEW, LAST) == ""


def test_an_earlier_wave_is_read_with_the_scale_of_the_time(project):
    was = {"scale": "extent", "headline": ["5", "4"]}
    usual = load_questionnaire(project).item("interest")
    item = with_item(
        project,
        scale="usefulness",
        headline=["very_useful"],
        revisions=[REWORDED | {"what": "scale", "was": was}],
    )
    assert item(OLD).scores == usual.scores
    assert list(item(NEW).scores) == [
        "very_useful", "fairly_useful", "not_very_useful", "not_at_all_useful",
    ]  # fmt: skip


def test_faults_of_revisions_are_told_at_once(project):
    item = with_item(project, revisions=[{"wave": NEW, "what": "colour", "why": 1}, "words"])
    with pytest.raises(InputError) as error:
        item(NEW)
    said = "\n".join(map(str, error.value.problems))
    assert "no 'comparable'" in said and "no 'was'" in said and "'words'" in said


def test_only_what_can_be_revised_is():
    problems: list[Problem] = []
    revisions_of([REWORDED | {"what": "colour", "was": {}}], "item x", "file", problems)
    (problem,) = problems
    assert "'colour'" in str(problem) and "wording, scale, routing" in str(problem)
    revisions_of("none", "item x", "file", problems)
    assert len(problems) == 2
