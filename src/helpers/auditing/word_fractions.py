"""Fractions and multiples in words ("around two-thirds", "twice") against their figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from helpers.auditing.printed_numbers import BOUNDS, WORDS
from helpers.auditing.rounding_rules import Interval

# What is within habit: a fraction this near to its percentage, a multiple this near to its ratio.
NEAR_SHARE, NEAR_MULTIPLE = Fraction(5, 100), Fraction(1, 10)
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
MULTIPLES = {"once": 1, "twice": 2, "double": 2, "doubled": 2, "treble": 3, "trebled": 3}
FRACTION = re.compile(r"(?:(a|an|\w+)[ -])?(half|third|quarter|fifth|sixth|eighth|tenth)s?")
IN_HOW_MANY = re.compile(r"(\w+) in (\w+)")
TIMES = re.compile(r"(\w+) times")


@dataclass(frozen=True)
class InWords:
    """A fraction of all or a multiple in words; `bound` is one of BOUNDS or empty."""

    value: Fraction
    multiple: bool
    bound: str

    def within_habit(self, figure: Interval) -> bool:
        """Whether a reader may be told the figure (a share or a ratio) in these words.

        "over" and "nearly" need a figure that can lie on that side; all but a plain
        "over", "under" and the like need one that is near.
        """
        near = self.value * NEAR_MULTIPLE if self.multiple else NEAR_SHARE
        if self.bound in ("over", "at least"):
            return figure.high > self.value or (self.bound == "at least" and self.value in figure)
        if self.bound in ("under", "at most"):
            side = figure.low < self.value or (self.bound == "at most" and self.value in figure)
            return side and figure.high >= self.value - near
        return figure.meets(Interval(self.value - near, self.value + near))


def read_words(text: str) -> InWords | None:
    """The fraction or multiple that a text says, or None where it says none."""
    bound, rest = "", " ".join(text.split()).lower()
    for name, words in BOUNDS.items():
        for word in words:
            if rest.startswith(f"{word} ") and not bound:
                bound, rest = name, rest.removeprefix(word).strip()
    found = _share(rest)
    if found is not None:
        return InWords(found, False, bound)
    found = _multiple(rest)
    return None if found is None else InWords(found, True, bound)


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return {"a": 1, "an": 1, "": 1}.get(word, WORDS.get(word))


def _share(text: str) -> Fraction | None:
    match = FRACTION.fullmatch(text)
    if match:
        above, below = _number(match[1] or ""), PARTS[match[2]]
    else:
        match = IN_HOW_MANY.fullmatch(text)
        above, below = (_number(match[1]), _number(match[2])) if match else (None, None)
    return Fraction(above, below) if above is not None and below and above <= below else None


def _multiple(text: str) -> Fraction | None:
    text = text.removesuffix(" as many").removesuffix(" as likely")
    match = TIMES.fullmatch(text)
    found = _number(match[1]) if match else MULTIPLES.get(text)
    return None if found is None else Fraction(found)
