"""Survey identifiers: what in a survey file could identify somebody: columns, answers, notes.

No finding shows the words that were found: it says where they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from helpers.checking.file_notes import named, notes
from helpers.checking.identifying import identifiers
from helpers.delivered_waves import Column, Delivered, delivered_surveys

Found = tuple[str, str, str, str]  # file, place, what was found, what to do
# What columns with identifiers are called. Words of a name stand between _ or capitals.
COLUMN_WORDS = {
    "email", "emails", "telephone", "phone", "mobile", "postcode", "postcodes", "surname",
    "forename", "firstname", "lastname", "fullname", "username", "ipaddress", "latitude",
    "longitude", "dob", "birthdate", "twitter", "instagram", "facebook", "linkedin", "upn", "nino",
    "recipient", "contact",
}  # fmt: skip
COLUMN_PAIRS = (
    r"e mail|post code|ip address|(?:first|last|full|given|family|teacher|respondent|pupil|person)"
    r" name|school name|name of school|date of birth|birth date|(?:home|postal|street) address|"
    r"phone number|recipient \w+|external reference|external data reference|location l\w+"
)
ALONE = {"name", "names", "address", "ip", "tel", "mail"}
WORDING = re.compile(
    r"\b(?:your|their) (?:(?:full|first|last|own) )?(?:name|e-?mail|email address|telephone|phone|"
    r"mobile|postcode|address|date of birth)\b|\bname of (?:your|the) school\b|"
    r"\b(?:your )?school'?s? (?:name|postcode|address)\b|\bIP address\b",
    re.IGNORECASE,
)
TAKE_OUT = "Take it out of the file or ask for one without it, and take the wave in again"


def of_surveys(root: Path, wave: str) -> Iterator[Found]:
    """Everything in the survey files of a wave by which somebody could be identified."""
    for delivered in delivered_surveys(root, wave).values():
        path = root / delivered.shown
        yield from _of_columns(delivered)
        for where, text in notes(path):
            for kind, _ in identifiers(text, spoken=True):
                yield delivered.shown, where, f"{kind} in {where}", TAKE_OUT
        for where, _ in named(path):
            found = f"somebody is named as {where} of the file"
            yield delivered.shown, f"property {where}", found, TAKE_OUT


def _of_columns(delivered: Delivered) -> Iterator[Found]:
    for column in delivered.columns:
        place = f"column {column.name}"
        if any(column.cells) and (said := _asks(column)):
            found = f"the column {column.name} is filled and is called {said}"
            yield delivered.shown, place, found, TAKE_OUT
        for text in (column.name, column.wording, *column.labels.values()):
            for kind, _ in identifiers(text):
                yield delivered.shown, place, f"{kind} in the labels of {column.name}", TAKE_OUT
        for kind, rows in _in_cells(column, delivered.rows).items():
            more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
            found = f"{kind} in the column {column.name}, row {rows[0]}{more}"
            yield delivered.shown, f"{place}, row {rows[0]}", found, TAKE_OUT


def _asks(column: Column) -> str:
    """By which words a column's name or wording says that it identifies; "" where none does."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", column.name)
    words = re.sub(r"[\W_\d]+", " ", spaced).casefold().split()
    joined = " ".join(words)
    if joined in ALONE or COLUMN_WORDS & set(words):
        return next((word for word in words if word in COLUMN_WORDS), joined)
    if match := re.search(rf"\b(?:{COLUMN_PAIRS})\b", joined):
        return match[0]
    match = WORDING.search(column.wording)
    return match[0] if match else ""


def _in_cells(column: Column, rows: tuple[int, ...]) -> dict[str, list[int]]:
    """Rows by the kind of what stands in their cells."""
    kinds = {
        cell: {kind for kind, _ in identifiers(cell, True)} for cell in set(column.cells) if cell
    }
    found: dict[str, list[int]] = defaultdict(list)
    for row, cell in zip(rows, column.cells, strict=True):
        for kind in sorted(kinds.get(cell, ())):
            found[kind].append(row)
    return found
