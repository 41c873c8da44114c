"""Printed dates, read as far as they are given: "7th July", "06/07/2021", "March 2018"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
IN_FIGURES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
IN_WORDS = re.compile(r"(?:[a-z]+day )?(?:(\d{1,2})(?:st|nd|rd|th)? ?)?([a-z]+)?(?: ?(\d{4}))?")


@dataclass(frozen=True)
class PrintedDate:
    """A day, a month or a year; what is not printed is None."""

    year: int | None
    month: int | None
    day: int | None

    def differs(self, other: PrintedDate) -> bool:
        """Whether something that both give is not the same."""
        pairs = zip(self._parts, other._parts, strict=True)
        return any(a is not None and b is not None and a != b for a, b in pairs)

    def is_after(self, other: PrintedDate) -> bool:
        """Whether it is certainly the later one; where too little is given it is not."""
        for a, b in zip(self._parts, other._parts, strict=True):
            if a is None or b is None:
                return False
            if a != b:
                return a > b
        return False

    @property
    def _parts(self) -> tuple[int | None, ...]:
        return self.year, self.month, self.day


def read_date(text: str) -> PrintedDate | None:
    """The date that a text prints, or None where it prints none (such as "summer term")."""
    text = " ".join(text.split()).lower()
    figures = IN_FIGURES.fullmatch(text)
    if figures:
        day, month, year = map(int, figures.groups())
        return _checked(year, month, day)
    words = IN_WORDS.fullmatch(text)
    if not text or not words:
        return None
    day, month, year = words.groups()
    if month and month not in MONTHS:
        return None
    return _checked(int(year) if year else None, MONTHS.get(month), int(day) if day else None)


def _checked(year: int | None, month: int | None, day: int | None) -> PrintedDate | None:
    if month is not None and not 1 <= month <= 12:
        return None
    # A day without its year may be the 29th of February.
    longest = 31 if month is None else calendar.monthrange(year or 2000, month)[1]
    if day is not None and not 1 <= day <= longest:
        return None
    return None if (year, month, day) == (None, None, None) else PrintedDate(year, month, day)
