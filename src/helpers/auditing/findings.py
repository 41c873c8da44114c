"""Findings: figures in print that cannot all be right, each with its arithmetic in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from helpers.auditing.claims import Claim
from helpers.auditing.rounding_rules import DOWN, UP, Interval, shown, values_of

KINDS = {
    "rounded down": "rounded down where rounding gives the next number",
    "rounded up": "rounded up where rounding gives the number below",
    "another value": "its own counts give another number",
    "no count": "no whole count of the base gives it",
    "no base": "no base gives all of the group together",
    "no mean": "no whole numbers have this mean",
    "no deviation": "no whole numbers have this mean and standard deviation",
    "sum": "the parts add up to another number",
    "part": "a part is more than its whole",
    "change": "the two ends differ by another number",
    "ratio": "the two ends stand in another ratio",
    "two values": "the same is said with two values",
    "order": "it falls where it may not",
    "words": "the words are far from the figure",
}


@dataclass(frozen=True)
class Finding:
    """Something that cannot be: `claims` begins with the one at which it was found.

    `arithmetic` is a sentence without its full stop; `fits` says what would be consistent,
    where that can be told. With an `assumption` it holds only if that does.
    """

    kind: str
    claims: tuple[Claim, ...]
    arithmetic: str
    fits: str = ""

    @property
    def claim(self) -> Claim:
        """The claim at which it was found."""
        return self.claims[0]

    @property
    def assumption(self) -> str:
        """What must hold for it, in words; empty where nothing has to."""
        return next((c["assumption"] for c in self.claims if c["assumption"]), "")

    @property
    def lines(self) -> list[int]:
        """Lines of the publication's text, in order."""
        return sorted({c.whole("line") for c in self.claims if c["line"]})

    @property
    def places(self) -> list[str]:
        """Sections, figures and tables, each once, in the order of the claims."""
        return list(dict.fromkeys(claim["place"] for claim in self.claims if claim["place"]))

    @property
    def printed(self) -> str:
        """What is printed at the claim, and what it is about."""
        values = [self.claim.said]
        if self.kind == "two values":
            values = list(dict.fromkeys(claim.said for claim in self.claims))
        said, about = " and ".join(filter(None, values)), self.claim["about"]
        return f"{said} ({about})" if said and about else said or about


# One check made: the claim that was held against others, and what was found.
Checked = tuple[Claim, Finding | None]


def how_rounded(exact: Fraction, claim: Claim) -> str | None:
    """Kind of finding for an exact value that a claim should print, or None where it does."""
    if exact in claim.values:
        return None
    for rule, kind in ((DOWN, "rounded down"), (UP, "rounded up")):
        if claim.number.exact and exact in values_of(claim.number, rule):
            return kind
    return "another value"


def surely_more(one: Claim, other: Claim) -> bool:
    """Whether a claim's value is more than another's, however they were rounded.

    One way to round gives one number, so that of figures with the same decimals the larger
    one is more, even if both could stand for what lies between them.
    """
    if not (one.values and other.values):
        return False
    if one.number.exact and other.number.exact and one.number.step == other.number.step:
        return one.number.low > other.number.low
    return other.values.is_below(one.values)


def sign(claim: Claim) -> str:
    """The sign behind numbers of a claim's unit: "%" or nothing."""
    return "%" if claim.per_cent else ""


def between(values: Interval, decimals: int, mark: str = "") -> str:
    """ "88% to 90%", "84%" where there is only one value, "more than 90%" without an end."""
    if not math.isfinite(values.high):
        return f"more than {shown(Fraction(values.low), decimals)}{mark}"
    if not math.isfinite(values.low):
        return f"less than {shown(Fraction(values.high), decimals)}{mark}"
    low, high = (shown(Fraction(end), decimals) + mark for end in (values.low, values.high))
    return low if low == high else f"{low} to {high}"


def runs(numbers: Iterable[int]) -> str:
    """Whole numbers in order as "85, 86 or 90 to 95"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    said = []
    for first, last in found:
        near = last - first < 2
        said += [f"{n:,}" for n in range(first, last + 1)] if near else [f"{first:,} to {last:,}"]
    return ", ".join(said[:-1]) + " or " + said[-1] if len(said) > 1 else "".join(said)


def written(claim: Claim) -> str:
    """A number as it stands in a sum: "£612,702", "51%", or in figures where it is a word."""
    text, figure = claim["value"], shown(claim.number.low, claim.number.decimals)
    return text if text[-1:].isdigit() and not text[0].isalpha() else f"{figure}{sign(claim)}"


def made(checks: Iterator[Checked]) -> tuple[int, list[Finding]]:
    """How many checks were made, and what they found."""
    all_checks = list(checks)
    return len(all_checks), [finding for _, finding in all_checks if finding]
