"""Delivered: a survey file as it came, column by column, with the rows that a person finds."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from helpers.errors import Problem

# Above this a float no longer tells one whole number from the next.
WHOLE = 2**53
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?")


def as_text(value: Any) -> str:
    """Text of a cell: 5.0 is "5", a date is ISO's, TRUE or FALSE, and "" where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value).strip()
    if math.isnan(number):
        return ""
    return str(int(number)) if number.is_integer() and abs(number) < WHOLE else repr(number)


def with_decimals(values: Iterable[Any]) -> frozenset[str]:
    """Texts of the numbers among the values that are not whole."""
    return frozenset(as_text(v) for v in values if isinstance(v, float) and not v.is_integer())


@dataclass(frozen=True)
class Missing:
    """What a file marks as missing in one column: single values and ranges, ends included."""

    values: frozenset[str] = frozenset()
    ranges: tuple[tuple[float, float], ...] = ()

    def holds(self, cell: str) -> bool:
        """Whether the cell is marked as missing."""
        if cell in self.values:
            return True
        try:
            number = float(cell)
        except ValueError:
            return False
        return any(low <= number <= high for low, high in self.ranges)


@dataclass(frozen=True)
class Column:
    """One column: its cells as texts, "" where a cell is empty, None where it is spoilt.

    `wording` is the question as the file has it, `labels` what it calls its values, `numbers`
    the cells with decimals that the file holds as numbers and not as texts.
    """

    name: str
    cells: tuple[str | None, ...]
    wording: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    missing: Missing = Missing()
    numbers: frozenset[str] = frozenset()

    @cached_property
    def kind(self) -> str:
        """What the filled cells are: number, date, truth, text, mixed; or empty."""
        kinds = {_kind(cell) for cell in set(self.cells) if cell}
        return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else "empty"


def _kind(cell: str) -> str:
    if _NUMBER.fullmatch(cell):
        return "number"
    if _DATE.fullmatch(cell):
        return "date"
    return "truth" if cell.upper() in ("TRUE", "FALSE") else "text"


@dataclass(frozen=True)
class AnswerSet:
    """Columns of one question with several answers.

    `counted` is the value that means yes, or None where the columns name the answers.
    """

    name: str
    columns: tuple[str, ...]
    wording: str = ""
    counted: str | None = None


@dataclass(frozen=True)
class Delivered:
    """A survey file: columns in its order, `rows` as a person finds them in the file.

    `format` is csv, tsv, xlsx, xls, ods, sav, zsav, dta or parquet. `problems` tells of
    rows that could not be read and are in no column.
    """

    shown: str
    format: str
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    header: int | None = None
    separator: str = ""
    sets: tuple[AnswerSet, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order; a name can stand twice."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column | None:
        """The first column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)

    def counted(self, name: str) -> str | None:
        """The value that means yes in a column of a set of answers, or None."""
        return next((s.counted for s in self.sets if name in s.columns), None)
