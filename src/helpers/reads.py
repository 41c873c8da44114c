"""Reads: which answers, items and quotations a chapter's numbers came from.

The survey frames and the questionnaire note what is asked of them, so that a chapter's
results can be kept for as long as just that is unchanged.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pandas as pd

_noted: set[str] = set()


def note(kind: str, *names: str) -> None:
    """Remember that something was read, as "column end_of_linking q9"."""
    _noted.add(" ".join((kind, *names)))


def noted() -> list[str]:
    """Everything that was read in this process, in order."""
    return sorted(_noted)


def forget() -> None:
    """Start again with nothing noted."""
    _noted.clear()


class Respondents(pd.DataFrame):
    """A survey's answers that note each column that is taken from them."""

    _metadata = ["survey_name"]

    @classmethod
    def of(cls, survey: str, answers: pd.DataFrame) -> Respondents:
        """The answers of a survey, from now on noting what is taken."""
        tracked = cls(answers)
        tracked.survey_name = survey
        return tracked

    @property
    def _constructor(self):
        return Respondents

    def __getitem__(self, key):
        if isinstance(key, str):
            note("column", self._name, key)
        elif isinstance(key, list) and all(isinstance(name, str) for name in key):
            for name in key:
                note("column", self._name, name)
        return super().__getitem__(key)

    @property
    def _name(self) -> str:
        return getattr(self, "survey_name", None) or "unknown"


class Noting(dict):
    """A dictionary that notes which of its entries are taken."""

    def __init__(self, kind: str, entries: dict[str, Any]):
        super().__init__(entries)
        self.kind = kind

    def __getitem__(self, key):
        note(self.kind, key)
        return super().__getitem__(key)


def column_digest(column: pd.Series) -> str:
    """SHA-256 of a column's values with the respondents that they belong to."""
    pairs = json.dumps([list(map(str, column.index)), list(map(str, column))])
    return hashlib.sha256(pairs.encode()).hexdigest()
