"""Published claims: one printed figure a row of a CSV file, with what it can be held against."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from helpers.auditing.printed_dates import PrintedDate, read_date
from helpers.auditing.printed_numbers import Printed, read_number
from helpers.auditing.rounding_rules import EITHER, EXACT, Interval, values_of
from helpers.auditing.word_fractions import InWords, read_words

PERCENTAGE, COUNT, AMOUNT, MEAN = "percentage", "count", "amount", "mean"
TOTAL, CHANGE, RATIO, FRACTION = "total", "change", "ratio", "fraction"
DATE, ORDER, STATEMENT = "date", "order", "statement"
KINDS = {
    PERCENTAGE: "a share of a base, in per cent",
    COUNT: "how many there are, a whole number",
    AMOUNT: "a number that may be rounded: money, minutes, years",
    MEAN: "a mean of whole numbers, such as the ratings of a scale",
    TOTAL: "what parts must add up to; exact, such as 100%",
    CHANGE: "how much larger `to` is than `from`, in their unit, or in per cent of `from`",
    RATIO: "`to` divided by `from`, in figures or in words (`twice`)",
    FRACTION: "a fraction in words (`two-thirds`) for the figure in `same_as`",
    DATE: "a date, or a part of one",
    ORDER: "numbers or dates, in `parts`, of which none is lower than the one before",
    STATEMENT: "anything else in print; nothing is worked out from it",
}
NUMBERS = (PERCENTAGE, COUNT, AMOUNT, MEAN, TOTAL, CHANGE)
# Columns that hold identifiers of other claims, several with a semicolon between them.
LINKS = ("parts", "whole", "from", "to", "same_as")
NEEDED = ("id", "kind", "value")
COLUMNS = (
    *NEEDED, "unit", "count", "base", "base_low", "base_high", "group", *LINKS, "scale_low",
    "scale_high", "sd", "items", "rounding", "weighted", "derived", "assumption", "line", "page",
    "place", "about", "note",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Claim:
    """One row of a file of claims; `cells` are its texts by column, `row` its place."""

    row: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def id(self) -> str:
        """What other rows call it by."""
        return self["id"]

    @property
    def kind(self) -> str:
        """One of KINDS."""
        return self["kind"]

    @property
    def weighted(self) -> bool:
        """Whether it comes from weighted answers, so that it is no share of whole respondents."""
        return self["weighted"] == "yes"

    @property
    def derived(self) -> bool:
        """Whether it follows from what is printed and is not itself printed."""
        return self["derived"] == "yes"

    @cached_property
    def number(self) -> Printed | None:
        """The number that it prints, or None (dates, words, statements)."""
        return read_number(self["value"]) if self.kind in (*NUMBERS, RATIO) else None

    @cached_property
    def date(self) -> PrintedDate | None:
        """The date that it prints, or None."""
        return read_date(self["value"]) if self.kind == DATE else None

    @cached_property
    def words(self) -> InWords | None:
        """The fraction or multiple that it says in words, or None."""
        return read_words(self["value"]) if self.kind in (FRACTION, RATIO) else None

    @property
    def rule(self) -> str:
        """How it was rounded; counts and totals are exact."""
        return self["rounding"] or (EXACT if self.kind in (COUNT, TOTAL) else EITHER)

    @cached_property
    def values(self) -> Interval | None:
        """The exact values that it can stand for, or None where it may be any."""
        return values_of(self.number, self.rule) if self.number else None

    @property
    def per_cent(self) -> bool:
        """Whether its number is in per cent."""
        return self["unit"] == "%" or self["value"].rstrip().endswith("%")

    def ids(self, column: str) -> list[str]:
        """Identifiers in one of the columns LINKS."""
        return [name.strip() for name in self[column].split(";") if name.strip()]

    def whole(self, column: str) -> int | None:
        """Whole number in a column such as `base`, or None where the cell is empty."""
        return int(self[column].replace(",", "")) if self[column] else None

    @property
    def said(self) -> str:
        """Its value with its unit, as a reader of the publication sees it."""
        value, unit = self["value"], self["unit"]
        if unit == "%":
            return value if value.endswith("%") or self.kind == FRACTION else f"{value}%"
        return f"{value} {unit}" if unit else value


@dataclass(frozen=True)
class Claims:
    """The claims of one publication, in the order of their file."""

    name: str
    all: tuple[Claim, ...]

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """Claims by identifier."""
        return {claim.id: claim for claim in self.all}

    def __getitem__(self, name: str) -> Claim:
        return self.by_id[name]

    def linked(self, claim: Claim, column: str) -> list[Claim]:
        """The claims that one names in a column."""
        return [self[name] for name in claim.ids(column)]

    @cached_property
    def groups(self) -> dict[str, list[Claim]]:
        """Claims on the same respondents by the name of their group; "" has no group."""
        found: dict[str, list[Claim]] = {}
        for claim in self.all:
            if claim["group"]:
                found.setdefault(claim["group"], []).append(claim)
        return found
