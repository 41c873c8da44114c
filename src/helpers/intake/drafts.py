"""Draft: what is written down of one file while it is held against the questionnaire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from helpers.items import Item
from helpers.questionnaire import Questionnaire

MATCHES, CHANGED, NEW, GONE = "matches", "changed", "new", "gone"
LISTED = 3  # columns that a row names at most


@dataclass(frozen=True)
class Finding:
    """A row of the table: which column of which survey holds which item, and what is to say."""

    kind: str
    survey: str
    item: str
    column: str
    text: str = ""


@dataclass(frozen=True)
class Context:
    """What a file is held against.

    `known` are the items of all waves; `before` is the survey's entry in the wave `last`, {} and
    "" where there is none.
    """

    questionnaire: Questionnaire
    known: dict[str, Item]
    wave: str
    last: str
    before: dict[str, Any]


@dataclass
class Proposal:
    """Entry of a survey in wave.yml, what is undecided, and rows for the table."""

    survey: str
    entry: dict[str, Any]
    undecided: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    respondents: int = 0
    by_labels: bool = False

    def changed(self, item: str, columns: list[str], text: str) -> None:
        """Add a row for an item that is otherwise than in the questionnaire."""
        named = ", ".join(columns)
        if len(columns) > LISTED:
            named = f"{columns[0]} to {columns[-1]}"
        self.findings.append(Finding(CHANGED, self.survey, item, named, text))
