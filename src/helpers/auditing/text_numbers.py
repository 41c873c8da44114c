"""Numbers of a text, line by line, in figures and words, so that none is passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.auditing.printed_numbers import TENS, UNITS

ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)
FRACTIONS = ("half", "halves", "thirds", "quarter", "quarters", "fifths", "tenths")
MULTIPLES = ("twice", "double", "doubled", "doubling", "hundred", "none")
WORDS = "|".join((*UNITS, *TENS, *ORDINALS, *FRACTIONS, *MULTIPLES))
FOUND = re.compile(rf"\d(?:[\d,]*\d)?(?:\.\d+)?|\b(?:{WORDS})\b", re.IGNORECASE)


@dataclass(frozen=True)
class TextNumber:
    """A number in a text: its line, which of the line's numbers it is, and as it stands."""

    line: int
    place: int
    number: str


def numbers_in(text: str) -> list[TextNumber]:
    """Every number of a text in order; the marks of footnotes are none."""
    return [
        TextNumber(line, place, match.group())
        for line, content in enumerate(text.splitlines(), 1)
        for place, match in enumerate(FOUND.finditer(content), 1)
    ]
