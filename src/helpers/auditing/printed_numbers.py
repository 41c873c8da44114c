"""Printed numbers read as they stand: "83%", "83.0%", "£1.4m", "three or four", "more than 90%"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: number for number, word in enumerate(UNITS)}
WORDS |= {word: 10 * number for number, word in enumerate(TENS, 2)}
WORDS |= {"none": 0, "no": 0, "hundred": 100}

# How a number is bounded by the words before it; "about" leaves it open on both sides.
BOUNDS = {
    "over": ("just over", "more than", "over", "above"),
    "at least": ("at least", "no fewer than", "no less than"),
    "under": ("just under", "fewer than", "less than", "under", "below", "nearly", "almost"),
    "at most": ("at most", "up to", "no more than"),
    "about": ("approximately", "around", "roughly", "about", "circa", "c."),
}
SCALES = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9}
NUMBER = re.compile(r"([-−]?)[£$€]?([\d,]*\d(?:\.\d+)?)(k|m|bn)?(?:th|st|nd|rd)?(?: ?%)?")
SEVERAL = re.compile(r"^(?:between )?(.+?)(?: to | and | or |[-–])(.+)$")


@dataclass(frozen=True)
class Printed:
    """A number in print: from `low` to `high` (the same but for "three or four").

    `step` is the worth of its last printed digit, `bound` one of BOUNDS or empty.
    """

    text: str
    low: Fraction
    high: Fraction
    step: Fraction
    bound: str = ""

    @property
    def decimals(self) -> int:
        """Decimals that are printed: 0 of "83%", 1 of "83.0%"."""
        return max(len(str(self.step.denominator)) - 1, 0)

    @property
    def exact(self) -> bool:
        """Whether it is one number, said without "around", "more than" or the like."""
        return not self.bound and self.low == self.high


def read_number(text: str) -> Printed | None:
    """The number that a text prints, or None where it prints none."""
    bound, rest = _bounded(" ".join(text.split()).lower())
    found = _single(rest)
    if found:
        return Printed(text, found[0], found[0], found[1], bound)
    several = SEVERAL.match(rest)
    ends = [_single(part) for part in several.groups()] if several else [None]
    if None in ends or ends[0][0] > ends[1][0]:
        return None
    return Printed(text, ends[0][0], ends[1][0], max(ends[0][1], ends[1][1]), bound)


def _bounded(text: str) -> tuple[str, str]:
    for bound, words in BOUNDS.items():
        for word in words:
            if text.startswith(f"{word} "):
                return bound, text.removeprefix(word).strip()
    return "", text


def _single(text: str) -> tuple[Fraction, Fraction] | None:
    """Value and step of one number in figures or words."""
    text = text.strip()
    match = NUMBER.fullmatch(text)
    if match:
        sign, figures, scale = match.groups()
        figures = figures.replace(",", "")
        worth = SCALES[scale or ""]
        decimals = len(figures.partition(".")[2])
        value = Fraction(figures) * worth
        return (-value if sign else value), Fraction(worth, 10**decimals)
    tens, _, unit = text.partition("-")
    if text in WORDS:
        return Fraction(WORDS[text]), Fraction(1)
    if tens in TENS and unit in UNITS[1:10]:
        return Fraction(WORDS[tens] + WORDS[unit]), Fraction(1)
    return None
