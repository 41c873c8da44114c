"""Wave facts: what wave.yml may and must say of a wave, its surveys and its interviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from helpers import survey_designs
from helpers.entries import unknown_key
from helpers.errors import InputError, Problem
from helpers.publication import NO_RECORD
from helpers.reading import instructions
from helpers.survey_names import DESIGNS, SURVEYS
from helpers.wave_record import SHA, UNDECIDED

KEYS = ("wave", "academic_year", "design", *NO_RECORD, "notice", "surveys", "interviews")
KEYS += ("notes", UNDECIDED)
# What must be said of each survey beside its fieldwork.
TEXTS = ("file", "label", "group", "title", "description")
SURVEY_KEYS = (*TEXTS, "fieldwork", "mode", "population", "respondents", "source", SHA)
SURVEY_KEYS += (*survey_designs.KEYS, "nested", *instructions.KEYS)
DAYS = "write {start: YEAR-MONTH-DAY, end: YEAR-MONTH-DAY}"
INTERVIEW_KEYS = ("title", "description", "achieved", "target", "minutes", "fieldwork")


def fact_problems(facts: dict[str, Any], shown: str) -> list[Problem]:
    """What is wrong with the facts of a wave, whose file messages call `shown`.

    Raises InputError where they name no surveys.
    """
    if not isinstance(facts.get("surveys"), dict) or not facts["surveys"]:
        raise InputError(Problem(shown, "names no surveys", "list each survey with its file"))
    said = [key for key in NO_RECORD if facts.get(key)]
    needed = ("academic_year", "notice") if said else ("academic_year",)
    problems = [Problem(shown, f"has no {key!r}") for key in needed if not facts.get(key)]
    problems += [unknown_key(shown, "", key, KEYS) for key in facts if key not in KEYS]
    problems += [
        Problem(shown, f"has the {key} {facts[key]!r}", "put text there", at=(key,))
        for key in needed
        if facts.get(key) and not isinstance(facts[key], str)
    ]
    problems += _record_problems(facts, said, shown)
    problems += _interview_problems(facts.get("interviews"), shown)
    if facts.get("design") not in DESIGNS:
        found = f"has the design {facts.get('design')!r}"
        todo = f"designs are: {', '.join(DESIGNS)}"
        problems.append(Problem(shown, found, todo, at=("design",)))
    for survey, entry in facts["surveys"].items():
        problems += _survey_problems(survey, entry, shown)
    return problems


def _record_problems(facts: dict[str, Any], said: list[str], shown: str) -> list[Problem]:
    todo = "put true there, or leave the key out"
    problems = [
        Problem(shown, f"has {key}: {facts[key]!r}", todo, at=(key,))
        for key in said
        if facts[key] is not True
    ]
    if len(said) > 1:
        found = f"says both {' and '.join(said)}"
        problems.append(Problem(shown, found, "leave one of them out", at=(said[0],)))
    return problems


def _interview_problems(entry: Any, shown: str) -> list[Problem]:
    at = ("interviews",)
    if entry is None:
        return []
    known = entry if isinstance(entry, dict) else {}
    problems = [
        Problem(shown, f"interviews have no {key!r}", "put it there", at=at)
        for key in INTERVIEW_KEYS
        if key not in known
    ]
    problems += [
        unknown_key(shown, "interviews:", key, INTERVIEW_KEYS, at)
        for key in known
        if key not in INTERVIEW_KEYS
    ]
    todo = "put a whole number there"
    problems += [
        Problem(shown, f"interviews have the {key} {known[key]!r}", todo, at=(*at, key))
        for key in ("achieved", "target", "minutes")
        if key in known and type(known[key]) is not int
    ]
    if "fieldwork" in known and not _are_days(known["fieldwork"]):
        found = "interviews have no 'fieldwork' with its first and last day"
        problems.append(Problem(shown, found, DAYS, at=(*at, "fieldwork")))
    return problems


def _survey_problems(survey: str, entry: Any, shown: str) -> list[Problem]:
    at, what = ("surveys", survey), f"survey {survey}"
    if survey not in SURVEYS:
        found = f"names the unknown survey {survey!r}"
        return [Problem(shown, found, f"surveys are: {', '.join(SURVEYS)}", at=at)]
    if not isinstance(entry, dict):
        return [Problem(shown, f"{what} is {entry!r}", "list its facts", at=at)]
    problems = [
        Problem(shown, f"{what} has no {key!r}", "put a text there", at=at)
        for key in TEXTS
        if not isinstance(entry.get(key), str)
    ]
    problems += [
        unknown_key(shown, what, key, SURVEY_KEYS, at) for key in entry if key not in SURVEY_KEYS
    ]
    if not _are_days(entry.get("fieldwork")):
        found = f"{what} has no 'fieldwork' with its first and last day"
        problems.append(Problem(shown, found, DAYS, at=(*at, "fieldwork")))
    return problems


def _are_days(period: Any) -> bool:
    days = [period.get("start"), period.get("end")] if isinstance(period, dict) else [None]
    return all(isinstance(day, date) for day in days)
