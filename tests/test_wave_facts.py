"""Wave facts: what wave.yml must say and may say, and every fault of it with its place."""

import pytest
import yaml

from helpers.errors import InputError
from helpers.wave_facts import INTERVIEW_KEYS, KEYS, SURVEY_KEYS, fact_problems

SURVEY = {
    "file": "a.csv", "label": "A", "group": "some", "title": "T", "description": "D",
    "fieldwork": {"start": "2001-02-03", "end": "2001-02-04"},
}  # fmt: skip


def facts(**more) -> dict:
    """Sound facts, as YAML reads them."""
    made = {"academic_year": "2001/02", "design": "linked", "surveys": {"baseline": SURVEY}} | more
    return yaml.safe_load(yaml.safe_dump(made).replace("'", ""))


def said(**more) -> list[tuple]:
    return [(p.found, p.at) for p in fact_problems(facts(**more), "wave.yml")]


def test_sound_facts_have_no_problems():
    assert said() == []
    assert said(reconstructed=True, notice="N", notes="x", wave="first") == []


def test_every_key_is_known_at_its_place():
    assert {"surveys", "undecided", "reconstructed", "example"} <= set(KEYS)
    assert {"file", "sha256", "strata", "nested", "separator", "fieldwork"} <= set(SURVEY_KEYS)
    assert len(set(SURVEY_KEYS)) == len(SURVEY_KEYS) and len(set(KEYS)) == len(KEYS)


@pytest.mark.parametrize(
    ("more", "found", "at"),
    [
        ({"desing": "linked"}, "has the unknown key 'desing'", ("desing",)),
        ({"design": "panel"}, "has the design 'panel'", ("design",)),
        ({"academic_year": None}, "has no 'academic_year'", ()),
        ({"reconstructed": True}, "has no 'notice'", ()),
        ({"example": 1, "notice": "N"}, "has example: 1", ("example",)),
        ({"surveys": {"before": SURVEY}}, "names the unknown survey 'before'",
         ("surveys", "before")),
        ({"surveys": {"baseline": "a.csv"}}, "survey baseline is 'a.csv'",
         ("surveys", "baseline")),
        ({"surveys": {"baseline": SURVEY | {"clusers": "x"}}},
         "survey baseline has the unknown key 'clusers'", ("surveys", "baseline", "clusers")),
        ({"surveys": {"baseline": SURVEY | {"fieldwork": {"start": "2001-02-03"}}}},
         "survey baseline has no 'fieldwork' with its first and last day",
         ("surveys", "baseline", "fieldwork")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(more, found, at):
    assert said(**more) == [(found, at)]


def test_interviews_are_whole_or_not_there():
    whole = dict.fromkeys(INTERVIEW_KEYS, 1) | {"title": "T", "description": "D"}
    whole["fieldwork"] = SURVEY["fieldwork"]
    assert said(interviews=whole) == [] == said(interviews=None)
    assert [found for found, _ in said(interviews=whole | {"achieved": "eight"})] == [
        "interviews have the achieved 'eight'"
    ]
    assert said(interviews=whole | {"fieldwork": "May"}) == [
        ("interviews have no 'fieldwork' with its first and last day", ("interviews", "fieldwork"))
    ]
    assert len(said(interviews=["a"])) == len(INTERVIEW_KEYS)
    assert said(interviews=whole | {"held": 1}) == [
        ("interviews: has the unknown key 'held'", ("interviews", "held"))
    ]


@pytest.mark.parametrize("surveys", [None, {}, ["baseline"]])
def test_facts_without_surveys_are_refused(surveys):
    with pytest.raises(InputError, match="wave.yml: names no surveys"):
        fact_problems(facts(surveys=surveys), "wave.yml")
