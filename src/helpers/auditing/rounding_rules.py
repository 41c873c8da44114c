"""Rounding rules: the exact values that a printed number can stand for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from helpers.auditing.printed_numbers import Printed

# Where a claim does not say how it was rounded, half up and half even are both allowed.
EITHER, HALF_UP, HALF_EVEN = "either", "half_up", "half_even"
DOWN, UP, EXACT = "down", "up", "exact"
RULES = (EITHER, HALF_UP, HALF_EVEN, DOWN, UP, EXACT)


@dataclass(frozen=True)
class Interval:
    """Values between two ends, each of which belongs to it or not."""

    low: Fraction | float
    high: Fraction | float
    low_in: bool = True
    high_in: bool = True

    def __contains__(self, value) -> bool:
        above = value >= self.low if self.low_in else value > self.low
        return above and (value <= self.high if self.high_in else value < self.high)

    def __add__(self, other: Interval) -> Interval:
        ends = self.low + other.low, self.high + other.high
        return Interval(*ends, self.low_in and other.low_in, self.high_in and other.high_in)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_in, self.low_in)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def over(self, other: Interval) -> Interval:
        """Quotients of a positive interval by another one."""
        low = self.low / other.high if other.high != math.inf else Fraction(0)
        high = self.high / other.low if other.low else math.inf
        return Interval(low, high, self.low_in and other.high_in, self.high_in and other.low_in)

    def times(self, factor: int | Fraction) -> Interval:
        """The interval of `factor` (above 0) times each value."""
        return Interval(self.low * factor, self.high * factor, self.low_in, self.high_in)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not self.is_below(other) and not other.is_below(self)

    def is_below(self, other: Interval) -> bool:
        """Whether every value of it is smaller than every value of the other."""
        if self.high == other.low:
            return not (self.high_in and other.low_in)
        return self.high < other.low

    def whole_numbers(self) -> range:
        """The whole numbers in it."""
        first = math.ceil(self.low)
        last = math.floor(self.high)
        first += first == self.low and not self.low_in
        last -= last == self.high and not self.high_in
        return range(first, last + 1)


def values_of(printed: Printed, rule: str = EITHER) -> Interval | None:
    """Exact values that are printed like this; None for "around ..." which may be any near it."""
    if printed.bound == "about":
        return None
    if printed.bound in ("over", "at least"):
        return Interval(printed.low, math.inf, printed.bound == "at least", False)
    if printed.bound in ("under", "at most"):
        return Interval(-math.inf, printed.high, False, printed.bound == "at most")
    if rule == EXACT or printed.low != printed.high:
        return Interval(printed.low, printed.high)
    rounded = _rounded(abs(printed.low), printed.step, rule)
    if not printed.low:
        return Interval(-rounded.high, rounded.high, rounded.high_in, rounded.high_in)
    return -rounded if printed.low < 0 else rounded


def _rounded(size: Fraction, step: Fraction, rule: str) -> Interval:
    if rule == DOWN:
        return Interval(size, size + step, True, False)
    if rule == UP:
        return Interval(size - step, size, False, True)
    even = (size / step) % 2 == 0
    low_in = rule in (HALF_UP, EITHER) or even
    high_in = rule in (HALF_EVEN, EITHER) and even
    return Interval(size - step / 2, size + step / 2, low_in, high_in)


def shown(value: Fraction, decimals: int = 2) -> str:
    """A value with at most so many decimals: "38.63", or "39" where it is whole."""
    shift = 10**decimals
    rounded = math.floor(abs(value) * shift + Fraction(1, 2))
    whole, part = divmod(rounded, shift)
    tail = f"{part:0{decimals}d}".rstrip("0") if decimals else ""
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{whole:,}" + (f".{tail}" if tail else "")
