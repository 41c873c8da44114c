"""Waves: the surveys of one round of the evaluation, with the facts of wave.yml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.digests import file_digest
from helpers.entries import read_yaml
from helpers.errors import InputError, Problem
from helpers.project import find_root, known_wave, wave_names
from helpers.publication import NO_RECORD
from helpers.questionnaire import Questionnaire, load_questionnaire
from helpers.reads import Respondents
from helpers.survey_designs import design_problems
from helpers.survey_files import ID, SurveyReader
from helpers.survey_names import (
    BASELINE,
    COMPARISON,
    COMPARISON_BASELINE,
    DESIGNS,
    END,
    INDEPENDENT,
    LINKED,
    SURVEYS,
)
from helpers.wave_record import changed_files, not_told, undecided_problems

__all__ = ["BASELINE", "COMPARISON", "COMPARISON_BASELINE", "END", "ID", "SURVEYS"]
__all__ += ["DESIGNS", "INDEPENDENT", "LINKED"]
__all__ += ["Wave", "find_root", "load_wave", "wave_names"]

# What wave.yml says of each survey beside its fieldwork.
TEXTS = ("file", "label", "group", "title", "description")


@dataclass(frozen=True)
class Wave:
    """One round of the evaluation: its surveys, one row a respondent, and its facts.

    `surveys[name]` has one column an item (`item.response` for a multiple response),
    values are response keys, NA where a respondent was not asked; numbers are floats,
    NaN where none was given, with what was said instead in the column `item.said`.
    """

    name: str
    root: Path
    questionnaire: Questionnaire
    facts: dict[str, Any]
    surveys: dict[str, pd.DataFrame]

    @cached_property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of every file that the wave was read from, by its path in the project."""
        folder = self.root / "data/waves" / self.name
        files = [self.root / "data/questionnaire.yml", folder / "wave.yml"]
        files += [folder / self.facts["surveys"][s]["file"] for s in self.surveys]
        return {path.relative_to(self.root).as_posix(): file_digest(path) for path in files}


def load_wave(root: Path, name: str) -> Wave:
    """Wave of that name, validated.

    Raises InputError that lists every problem of every file with its row and column, and all
    that is undecided.
    """
    name = known_wave(root, name)
    questionnaire = load_questionnaire(root, name)
    folder = root / "data/waves" / name
    shown = f"data/waves/{name}"
    facts = read_yaml(folder / "wave.yml", f"{shown}/wave.yml")
    problems, surveys = _fact_problems(facts, f"{shown}/wave.yml"), {}
    for survey, file in _files(facts).items():
        entry = facts["surveys"][survey]
        reader = SurveyReader(questionnaire, survey, f"{shown}/{file}", entry)
        surveys[survey] = reader.read(folder / file)
        problems += reader.problems
        if not reader.problems:
            frame = surveys[survey]
            problems += _count_problems(survey, entry, frame, shown)
            problems += design_problems(questionnaire, survey, entry, frame, shown)
    undecided = undecided_problems(facts, f"{shown}/wave.yml")
    problems = not_told(problems, facts, shown, questionnaire.items)
    problems = [*changed_files(folder, facts, shown), *problems]
    if undecided or problems:
        raise InputError([*undecided, *problems])
    tracked = {survey: Respondents.of(survey, frame) for survey, frame in surveys.items()}
    return Wave(name, root, questionnaire, facts, tracked)


def _files(facts: dict[str, Any]) -> dict[str, str]:
    """File of each survey that can be read, whatever else is wrong with its facts."""
    return {
        survey: entry["file"]
        for survey, entry in facts["surveys"].items()
        if survey in SURVEYS and isinstance(entry, dict) and isinstance(entry.get("file"), str)
    }


def _fact_problems(facts: dict[str, Any], shown: str) -> list[Problem]:
    if not isinstance(facts.get("surveys"), dict) or not facts["surveys"]:
        raise InputError(Problem(shown, "names no surveys", "list each survey with its file"))
    said = [key for key in NO_RECORD if facts.get(key)]
    needed = ("academic_year", "notice") if said else ("academic_year",)
    problems = [Problem(shown, f"has no {key!r}") for key in needed if not facts.get(key)]
    problems += _record_problems(facts, said, shown)
    problems += _interview_problems(facts, shown)
    if facts.get("design") not in DESIGNS:
        found = f"has the design {facts.get('design')!r}"
        problems.append(Problem(shown, found, f"designs are: {', '.join(DESIGNS)}"))
    for survey, entry in facts["surveys"].items():
        if survey not in SURVEYS:
            found = f"names the unknown survey {survey!r}"
            problems.append(Problem(shown, found, f"surveys are: {', '.join(SURVEYS)}"))
        elif not isinstance(entry, dict):
            problems.append(Problem(shown, f"survey {survey} is {entry!r}", "list its facts"))
        else:
            problems += _survey_problems(survey, entry, shown)
    return problems


def _record_problems(facts: dict[str, Any], said: list[str], shown: str) -> list[Problem]:
    problems = [
        Problem(shown, f"has {key}: {facts[key]!r}", "put true there, or leave the key out")
        for key in said
        if facts[key] is not True
    ]
    if len(said) > 1:
        found = f"says both {' and '.join(said)}"
        problems.append(Problem(shown, found, "leave one of them out"))
    return problems


def _count_problems(survey: str, entry: dict[str, Any], sample: pd.DataFrame, shown: str):
    wanted = entry.get("respondents")
    if wanted is None or wanted == len(sample):
        return []
    found = f"survey {survey} has {wanted} respondents, and {entry['file']} has {len(sample)}"
    return [Problem(f"{shown}/wave.yml", found, "mend the number or export the survey again")]


def _interview_problems(facts: dict[str, Any], shown: str) -> list[Problem]:
    entry = facts.get("interviews")
    if entry is None:
        return []
    needed = ("title", "description", "achieved", "target", "minutes", "fieldwork")
    missing = [key for key in needed if not isinstance(entry, dict) or key not in entry]
    return [Problem(shown, f"interviews have no {key!r}", "put it there") for key in missing]


def _survey_problems(survey: str, entry: dict[str, Any], shown: str) -> list[Problem]:
    problems = [
        Problem(shown, f"survey {survey} has no {key!r}", "put a text there")
        for key in TEXTS
        if not isinstance(entry.get(key), str)
    ]
    days = entry.get("fieldwork")
    days = [days.get("start"), days.get("end")] if isinstance(days, dict) else []
    if not days or not all(isinstance(day, date) for day in days):
        found = f"survey {survey} has no 'fieldwork' with its first and last day"
        todo = "write {start: YEAR-MONTH-DAY, end: YEAR-MONTH-DAY}"
        problems.append(Problem(shown, found, todo))
    return problems
