"""Survey designs: the strata and clusters that wave.yml declares of a survey, as its Design."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.declared import declared
from helpers.design import Design
from helpers.errors import InputError, Problem
from helpers.questionnaire import Questionnaire

KEYS = ("strata", "clusters")
KINDS = ("category", "ordinal", "text")


def survey_design(
    questionnaire: Questionnaire,
    survey: str,
    entry: dict[str, Any],
    answers: pd.DataFrame,
    weights: pd.Series,
    shown: str,
) -> Design:
    """Design of a whole survey; `entry` are its facts in the wave.yml of the folder `shown`.

    Raises InputError as `declared`, and where a key names no item that could be meant.
    """
    problems, labels = [], {}
    for key in [key for key in KEYS if key in entry]:
        problem = _item_problem(questionnaire, survey, key, entry[key])
        if problem:
            at = "surveys", survey, key
            problems.append(Problem(f"{shown}/wave.yml", *problem, at=at))
        else:
            labels[key] = _labels(questionnaire, entry[key], answers)
    nested = entry.get("nested", False)
    if type(nested) is not bool:
        found = f"survey {survey} has the nested {nested!r}"
        at, todo = ("surveys", survey, "nested"), "put true or false there"
        problems.append(Problem(f"{shown}/wave.yml", found, todo, at=at))
    if problems:
        raise InputError(problems)
    return declared(weights, **labels, nested=nested, shown=f"{shown}/{entry['file']}")


def design_problems(questionnaire, survey: str, entry: dict, answers, shown: str) -> list[Problem]:
    """What is wrong with the strata and clusters of a survey, as `survey_design` says it."""
    weights = pd.Series(1.0, index=answers.index)
    try:
        survey_design(questionnaire, survey, entry, answers, weights, shown)
    except InputError as error:
        return error.problems
    return []


def _item_problem(questionnaire: Questionnaire, survey: str, key: str, name: Any):
    """What is wrong with an item as strata or clusters, and what to do."""
    if not isinstance(name, str) or name not in questionnaire.items:
        return f"survey {survey} has as {key} {name!r}", "name an item of data/questionnaire.yml"
    item = questionnaire.items[name]
    if survey not in item.columns:
        return f"survey {survey} has as {key} {name}, which it does not ask", "name one it asks"
    if item.kind not in KINDS:
        found = f"survey {survey} has as {key} {name}, which is of the kind {item.kind}"
        return found, f"name an item of the kind {', '.join(KINDS)}"
    return None


def _labels(questionnaire: Questionnaire, name: str, answers: pd.DataFrame) -> pd.Series:
    """Response of each respondent; don't know and the like are none."""
    item, given = questionnaire.items[name], answers[name]
    if item.kind == "text":
        return given.where(~given.isin(list(questionnaire.special)))
    return given.where(given.isin(list(item.scale.responses)))
