"""Rounded: the exact shares that a printed percentage can stand for, and nothing beyond.

A whole per cent p stands for a share from p - 0.5 up to, but not with, p + 0.5, since the report
rounds half up; no share lies under 0 or over 100. So n printed shares of one item may add up to
anything that differs from 100 by at most n x 0.5, and the difference of two printed ends may be
printed with 1 more or less. Where nobody is weighted, a share is a whole number of respondents
in the base, which leaves fewer shares still: 31% of 75 can only be 23 respondents.
"""

from __future__ import annotations

import math
from fractions import Fraction

from helpers.auditing.rounding_rules import Interval

HALF = Fraction(1, 2)
ALL = 100
Text = str


def percentage(text: str) -> int | None:
    """The whole number of a text such as "64%", None for marks."""
    return int(text[:-1]) if text.endswith("%") and text[:-1].isdigit() else None


def share_of(percent: int, base: int | None = None) -> Interval | None:
    """Exact shares, in per cent, that are printed so; None where `base` people can give none.

    `base` is the number of respondents who count alike, or None where they are weighted.
    """
    low, high = max(Fraction(percent) - HALF, Fraction(0)), min(percent + HALF, Fraction(ALL))
    if base is None:
        return Interval(low, high, True, high == ALL)
    counts = [k for k in range(_first(low, base), base + 1) if Fraction(ALL * k, base) < high]
    counts += [base] if percent == ALL and base not in counts else []
    if not counts:
        return None
    return Interval(Fraction(ALL * counts[0], base), Fraction(ALL * counts[-1], base))


def _first(low: Fraction, base: int) -> int:
    return math.ceil(low * base / ALL)


def total(parts: list[Interval]) -> Interval:
    """Exact sums of shares."""
    whole = Interval(Fraction(0), Fraction(0))
    for part in parts:
        whole = whole + part
    return whole


def is_printed(percent: int, of: Interval) -> bool:
    """Whether one of the exact shares is printed as this whole number."""
    return share_of(percent).meets(of)


def printed(of: Interval) -> range:
    """Whole numbers that the exact shares, which may be under 0, are printed as."""
    low = math.floor(of.low + HALF)
    high = math.floor(of.high + HALF)
    return range(low, high + (of.high_in or of.high + HALF != high))


def differences(here: Interval, there: Interval) -> range:
    """Whole points that may be printed for the difference of two ends.

    Both habits are allowed: the exact difference rounded, and the difference of the printed ends.
    """
    exact = printed(here - there)
    heres, theres = printed(here), printed(there)
    low = min(exact[0], heres[0] - theres[-1])
    return range(low, max(exact[-1], heres[-1] - theres[0]) + 1)
