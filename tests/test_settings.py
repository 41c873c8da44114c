"""Settings: read with the items beside them, or every reason with its place."""

import yaml

from helpers.questionnaire import load_questionnaire
from helpers.settings import AREA, FILE, WEIGHTING, read_settings, unknown_conditions, wrong


def raw(project) -> dict:
    return yaml.safe_load(project.questionnaire.read_text(encoding="utf-8"))["settings"]


def test_settings_that_are_sound_are_read(project, questionnaire):
    problems = []
    settings = read_settings(raw(project), questionnaire.items, problems)
    assert problems == [] and settings == load_questionnaire(project.root).settings


def test_every_reason_has_its_place(project, questionnaire):
    given = raw(project) | {"interval": "wald", "interval_level": 95, "adjustment": ["fms"]}
    given["weighting"] = given["weighting"] | {"target": "end", "among": {"phase": ["infant"]}}
    given["area"] = {"item": "phase", "surveys": ["pupils"]}
    problems = []
    read_settings(given, questionnaire.items, problems)
    assert {problem.at for problem in problems} == {
        ("settings", "interval"), ("settings", "interval_level"), ("settings", "adjustment"),
        (*WEIGHTING, "target"), (*WEIGHTING, "among", "phase"), (*AREA, "surveys"),
    }  # fmt: skip
    assert {problem.file for problem in problems} == {FILE}


def test_settings_that_lack_something_are_none(project, questionnaire):
    given, problems = raw(project), []
    del given["weighting"]
    assert read_settings(given, questionnaire.items, problems) is None
    assert [problem.found for problem in problems] == ["settings has no 'weighting'"]


def test_conditions_name_items_with_one_answer_and_their_responses(questionnaire):
    said = unknown_conditions(
        "asked", {"phase": ["primary", "infant"], "resources": ["books"]}, ("x",),
        questionnaire.items,
    )  # fmt: skip
    assert [(problem.found, problem.at) for problem in said] == [
        ("asked where phase is 'infant'", ("x", "phase")),
        ("asked where resources is 'books'", ("x", "resources")),
    ]


def test_a_problem_is_one_of_the_questionnaire():
    problem = wrong(("items", "x"), "is odd", "mend it")
    assert str(problem) == "data/questionnaire.yml: is odd; mend it"
