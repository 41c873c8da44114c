"""Tested: the p-values and verdicts that the tables of the annex print, by figure and measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from helpers.checking.published import Published, Table

MEASURE, TEST, P, VERDICT = "Figure and measure", "Test", "p", "Verdict"
ONE_OF = re.compile(r"(?:.*; p )?(?P<p><?0\.\d{3,4}|1\.0000)\*?$")
CHECKED = re.compile(r"(?P<p><?0\.\d{3,4}|1\.0000), (?P<word>.+)")  # of proportional odds
MEANS = "t-test of the mean score"
ADJUSTED = ", profile held equal"
# By the rule of the asterisk under a chart: the test of its mean scores.
MEAN_TESTS = {"two independent samples": MEANS, "profile into account": MEANS + ADJUSTED}
# Words of a verdict, and whether the p-value beside them is under the level.
WORDS = {"significant": True, "not significant": False, "does not hold": True, "holds": False}


@dataclass(frozen=True)
class Cell:
    """A cell with a p-value: whether an asterisk marks it, and where it stands."""

    table: Table
    measure: str
    column: str
    text: str

    @property
    def marked(self) -> bool:
        return "*" in self.text

    @property
    def p(self) -> str:
        """The p-value as it is printed, such as "<0.001"."""
        return ONE_OF.match(self.text)["p"]

    def is_under(self, level: Fraction) -> bool | None:
        """Whether the p-value is under a level; None where its rounding does not tell."""
        return is_under(self.p, level)


def is_under(p: str, level: Fraction) -> bool | None:
    """Whether a printed p-value ("0.0123", "<0.001") is under a level; None where unclear."""
    value = Fraction(p.removeprefix("<"))
    half = Fraction(1, 2 * 10 ** len(p.partition(".")[2]))
    if p.startswith("<"):
        return True if value <= level else None
    if value + half <= level:
        return True
    return False if value - half >= level else None


def p_cells(published: Published) -> Iterator[Cell]:
    """Cells of p-values in tables that mark those under the level with an asterisk.

    A table in which no p-value has an asterisk may be one that says its verdicts in words.
    """
    for table in tables(published):
        cells = [
            Cell(table, row[0], name, text)
            for row in table.rows
            for name, text in zip(table.header[1:], row[1:], strict=True)
            if ONE_OF.match(text)
        ]
        if VERDICT not in table.header or any(cell.marked for cell in cells):
            yield from cells


def worded(table: Table) -> Iterator[tuple[str, str, str]]:
    """Row, p-value and word of each verdict that stands beside its p-value."""
    beside = {P, VERDICT} <= set(table.header)
    for row in table.rows:
        p = ONE_OF.match(row[table.column(P)]) if beside else None
        if p and row[table.column(VERDICT)] in WORDS:
            yield row[0], p["p"], row[table.column(VERDICT)]
        for found in filter(None, map(CHECKED.fullmatch, row)):
            if found["word"] in WORDS:
                yield row[0], found["p"], found["word"]


def tables(published: Published) -> list[Table]:
    """Tables with a row a figure and measure."""
    return [table for table in published.tables if table.header[:1] == [MEASURE]]


def verdicts(published: Published) -> dict[str, tuple[str, str]]:
    """By figure and measure: the p-value of the test that a chapter tells, and where it stands."""
    found = {}
    for table in tables(published):
        if P in table.header and VERDICT in table.header and TEST not in table.header:
            for row in table.rows:
                if cell := ONE_OF.match(row[table.column(P)]):
                    found[row[0]] = cell["p"], table.name
    return found


def tests(published: Published) -> dict[tuple[str, str], tuple[str, str]]:
    """The same of every test by its name, by (figure and measure, test)."""
    found = {}
    for table in tables(published):
        if {TEST, P} <= set(table.header):
            for row in table.rows:
                if cell := ONE_OF.match(row[table.column(P)]):
                    found.setdefault((row[0], row[table.column(TEST)]), (cell["p"], table.name))
    return found
