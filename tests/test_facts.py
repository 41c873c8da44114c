"""Facts: taken over from the last wave, told by the files, or undecided."""

import pytest

from helpers.intake.drafts import Proposal
from helpers.intake.facts import survey_facts, wave_facts

BEFORE = {
    "file": "old.csv",
    "label": "Baseline",
    "group": "Teachers",
    "title": "Survey",
    "description": "Online",
    "fieldwork": {"start": "x"},
    "respondents": 5,
    "codes": {"a": {}},
}


def made(**ids) -> list[Proposal]:
    return [Proposal(survey, {}, ids=frozenset(who)) for survey, who in ids.items()]


def keys(undecided) -> list[str]:
    return [entry["key"] for entry in undecided]


@pytest.mark.parametrize(
    ("before", "ids", "design"),
    [
        ("independent", {"baseline": "ab", "end_of_linking": "cd"}, "independent"),
        ("linked", {"baseline": "ab", "end_of_linking": "bc"}, "linked"),
        ("independent", {"baseline": "ab", "end_of_linking": "bc"}, None),
        ("linked", {"baseline": "ab", "end_of_linking": "cd"}, None),
        ("linked", {"end_of_linking": "cd"}, "independent"),
        (None, {"baseline": "ab", "end_of_linking": "cd"}, None),
    ],
)
def test_the_design_is_that_of_the_last_wave_where_identifiers_bear_it_out(before, ids, design):
    facts, undecided = wave_facts("2001-02", {"design": before}, made(**ids))
    assert facts == {"wave": "2001-02", "academic_year": "2001/02"} | (
        {"design": design} if design else {}
    )
    assert keys(undecided) == ([] if design else ["design"])


def test_how_many_stand_in_both_is_said():
    ids = {
        "baseline": "abc",
        "end_of_linking": "bcd",
        "comparison_baseline": "x",
        "comparison": "x",
    }
    _, (entry,) = wave_facts("2001-02", {}, made(**ids))
    assert entry["found"].startswith(
        "2 identifiers stand both in baseline and in end_of_linking; "
        "1 identifiers stand both in comparison_baseline and in comparison"
    )


def test_that_answers_are_no_record_is_never_taken_over():
    last = {"design": "independent", "reconstructed": True, "notice": "x", "interviews": {"a": 1}}
    facts, undecided = wave_facts("2001-02", last, made(comparison="a"))
    assert set(facts) == {"wave", "academic_year", "design"} and keys(undecided) == ["interviews"]


def test_facts_of_a_survey():
    facts, undecided = survey_facts("baseline", "new.sav", "d1", 7, BEFORE, "2000-01")
    assert facts == {
        "file": "new.sav",
        "sha256": "d1",
        "label": "Baseline",
        "group": "Teachers",
        "title": "Survey",
        "description": "Online",
        "respondents": 7,
    }
    assert keys(undecided) == ["fieldwork"]


def test_a_survey_without_one_before_and_a_sample_with_strata():
    _, undecided = survey_facts("baseline", "f", "d", 1, {}, "")
    assert keys(undecided) == ["fieldwork", "label, group, title, description"]
    facts, undecided = survey_facts("baseline", "f", "d", 1, BEFORE | {"strata": "area"}, "2000-01")
    assert "strata" not in facts and keys(undecided) == ["fieldwork", "strata"]
