"""Waves: the surveys of one round of the evaluation, with the facts of wave.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.digests import file_digest
from helpers.entries import read_yaml
from helpers.entry_lines import with_lines
from helpers.errors import InputError, Problem
from helpers.project import find_root, known_wave, wave_names
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
from helpers.wave_facts import TEXTS, fact_problems
from helpers.wave_record import changed_files, not_told, undecided_problems

__all__ = ["BASELINE", "COMPARISON", "COMPARISON_BASELINE", "END", "ID", "SURVEYS"]
__all__ += ["DESIGNS", "INDEPENDENT", "LINKED", "TEXTS"]
__all__ += ["Wave", "find_root", "load_wave", "wave_names"]


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
    problems, surveys = fact_problems(facts, f"{shown}/wave.yml"), {}
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
        raise InputError(with_lines([*undecided, *problems], root))
    tracked = {survey: Respondents.of(survey, frame) for survey, frame in surveys.items()}
    return Wave(name, root, questionnaire, facts, tracked)


def _files(facts: dict[str, Any]) -> dict[str, str]:
    """File of each survey that can be read, whatever else is wrong with its facts."""
    return {
        survey: entry["file"]
        for survey, entry in facts["surveys"].items()
        if survey in SURVEYS and isinstance(entry, dict) and isinstance(entry.get("file"), str)
    }


def _count_problems(survey: str, entry: dict[str, Any], sample: pd.DataFrame, shown: str):
    wanted = entry.get("respondents")
    if wanted is None or wanted == len(sample):
        return []
    found = f"survey {survey} has {wanted} respondents, and {entry['file']} has {len(sample)}"
    todo = "mend the number or export the survey again"
    return [Problem(f"{shown}/wave.yml", found, todo, at=("surveys", survey, "respondents"))]
