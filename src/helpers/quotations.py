"""Quotations: what a report quotes, each illustrative or with its consent and its reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpers.entries import fill, read_yaml
from helpers.errors import InputError, Problem

QUOTES = "data/quotes.yml"  # of no wave in particular
OF_WAVE = "data/waves/{}/quotes.yml"  # what teachers of a wave said; it need not be there
LABEL = "illustrative: written for this report, not said by a teacher"
MARKS = "consent: true, reviewed_by: NAME and reviewed_on: DAY"


@dataclass(frozen=True)
class Quotation:
    """Words in a report: `name` in the file `kept_in`.

    An illustrative one was written for the report. Any other was said or written by somebody
    who consents to its use, and read by the reviewer on the day `reviewed_on`.
    """

    kept_in: str
    name: str
    text: str
    attribution: str
    illustrates: str = ""
    illustrative: bool = False
    consent: bool = False
    reviewed_by: str = ""
    reviewed_on: Any = None

    @property
    def label(self) -> str:
        """What stands after its attribution, in brackets; "" for somebody's own words."""
        return LABEL if self.illustrative else ""


def quotations(root: Path, wave: str) -> dict[str, Quotation]:
    """Quotations by name: those of data/quotes.yml, then those of the wave's own quotes.yml.

    Raises InputError with every entry that may not be quoted as it stands.
    """
    found, problems = read_quotations(root, wave)
    if problems:
        raise InputError(problems)
    return found


def read_quotations(root: Path, wave: str) -> tuple[dict[str, Quotation], list[Problem]]:
    """Quotations by name that may be used, and why each other entry may not."""
    found: dict[str, Quotation] = {}
    problems: list[Problem] = []
    for file in quotation_files(root, wave):
        entries = read_yaml(root / file, file).get("quotes")
        if not isinstance(entries, dict):
            problems.append(Problem(file, "has no 'quotes'", "put each quotation under its name"))
            continue
        for name, entry in entries.items():
            if name in found:
                reason = f"has the quotation {name}, which {found[name].kept_in} has too"
                problems.append(Problem(file, reason, "give one of them another name"))
            elif (made := _read(str(name), entry, file, problems)) is not None:
                found[str(name)] = made
    return found, problems


def quotation_files(root: Path, wave: str) -> list[str]:
    """Files with quotations of a wave's report, as paths in the project."""
    own = OF_WAVE.format(wave)
    return [QUOTES, own] if (root / own).is_file() else [QUOTES]


def _read(name: str, entry: Any, file: str, problems: list[Problem]) -> Quotation | None:
    before = len(problems)
    made = fill(Quotation, entry, f"the quotation {name}", file, problems, kept_in=file, name=name)
    if made is not None:
        problems += [Problem(file, f"the quotation {name} {f}", todo) for f, todo in _wrong(made)]
    return made if len(problems) == before else None


def _wrong(made: Quotation) -> list[tuple[str, str]]:
    """What is found of an entry that may not be used, and what to do."""
    wrong = [
        (f"has an empty {key}", "say it in words")
        for key in ("text", "attribution")
        if not getattr(made, key).strip()
    ]
    marked = made.consent or made.reviewed_by or made.reviewed_on is not None
    if made.illustrative and marked:
        todo = "leave illustrative out where somebody said it, and the others where nobody did"
        return [*wrong, ("is illustrative, and has consent or a reviewer too", todo)]
    if made.illustrative:
        return wrong
    if not made.consent:
        todo = f"do not quote it; or ask, and put {MARKS}; or illustrative: true if nobody said it"
        wrong.append(("has no consent", todo))
    if not made.reviewed_by.strip():
        todo = "have somebody read it for what could tell who said it, and put reviewed_by: NAME"
        wrong.append(("has no reviewer", todo))
    if not isinstance(made.reviewed_on, date):
        found = "no day of review" if made.reviewed_on is None else f"the day {made.reviewed_on!r}"
        wrong.append((f"has {found}", "put reviewed_on: DAY, such as 2000-01-31"))
    return wrong
