"""Marks: asterisks, "significant" and every other word of a verdict match the tests.

The p-value that the annex prints for a figure and measure decides. Where a book has no annex,
the note under the chart does. Each asterisk, each sentence about the difference and each list
of measures that differ, or do not, is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from helpers.checking import tested
from helpers.checking.context import Context
from helpers.checking.differences import told_of
from helpers.checking.facts import Facts, Row, facts_of
from helpers.checking.findings import Finding
from helpers.checking.quantities import END

NAME = "marks"
TODO = "Let mark and words come from the same difference; build again with --force"
NEGATIVE = re.compile(r"\bnot statistically significant")
POSITIVE = re.compile(r"\bstatistically significant")
UNTESTED = re.compile(r"could not be tested|not testable|not shown|not compared")
MEANS = "; mean score "
VERDICT_FORMS = {"", "verdict"}
Key = tuple[str, str, str]  # edition, item, kind of difference


@dataclass(frozen=True)
class Verdict:
    """Whether a difference is significant, and what says so: "p 0.0035 in Table C.17"."""

    significant: bool
    source: str

    @property
    def words(self) -> str:
        return f"{'significant' if self.significant else 'not significant'} ({self.source})"


def findings(context: Context) -> list[Finding]:
    """Marks and words that do not follow from the tests."""
    facts = facts_of(context)
    level = level_of(facts)
    known = verdicts_of(facts)
    return [
        *of_cells(context, level),
        *of_verdict_columns(context, level),
        *of_charts(facts, known, level),
        *of_sentences(facts, known),
        *of_lists(facts, known),
    ]


def level_of(facts: Facts) -> Fraction:
    """Significance level of the report, from its settings."""
    return Fraction(str(facts.questionnaire.settings.significance_level))


def read_verdict(text: str) -> bool | None:
    """What a text says of a test: significant or not; None where it says neither."""
    if UNTESTED.search(text):
        return None
    if NEGATIVE.search(text):
        return False
    return True if POSITIVE.search(text) else None


def verdicts_of(facts: Facts) -> dict[Key, Verdict]:
    """Verdict on each difference that a chart shows."""
    printed = tested.verdicts(facts.context.published)
    found: dict[Key, Verdict] = {}
    for row in _ends(facts):
        key = row.shown.edition, row.item, row.shown.kind
        p = printed.get(facts.measure(row))
        if p and (under := tested.is_under(p[0], level_of(facts))) is not None:
            found[key] = Verdict(under, f"p {p[0]} in {p[1]}")
        elif (said := _noted(facts, row)) is not None:
            found.setdefault(key, Verdict(said, f"note under {row.chart.name}"))
    return found


def _ends(facts: Facts) -> list[Row]:
    """Bars that an asterisk marks where their difference is significant."""
    return [row for row in facts.rows if row.shown.kind and row.survey == END]


def _note(facts: Facts, row: Row) -> tuple[str, str]:
    """What the note under a chart tells of a measure, the part about mean scores apart."""
    told = told_of(facts, row.chart.figure, row.shown.items).get(row.item, "")
    difference, _, means = told.partition(MEANS)
    return difference, means


def _noted(facts: Facts, row: Row) -> bool | None:
    return read_verdict(_note(facts, row)[0])


def of_cells(context: Context, level: Fraction) -> Iterator[Finding]:
    """p-values with an asterisk and over the level, or without and under it."""
    for cell in tested.p_cells(context.published):
        under = cell.is_under(level)
        if under is not None and under != cell.marked:
            found = f"row {cell.measure!r}, column {cell.column!r}: {cell.text!r} "
            found += "lacks its asterisk" if under else "has an asterisk"
            yield Finding(NAME, cell.table.page, cell.table.name, found, TODO)


def of_verdict_columns(context: Context, level: Fraction) -> Iterator[Finding]:
    """Verdicts in words that the p-value beside them does not give."""
    for table in tested.tables(context.published):
        for row, p, word in tested.worded(table):
            under = tested.is_under(p, level)
            if under is not None and under != tested.WORDS[word]:
                found = f"row {row!r}: {word!r} where p is {p}"
                yield Finding(NAME, table.page, table.name, found, TODO)


def of_charts(facts: Facts, known: dict[Key, Verdict], level: Fraction) -> Iterator[Finding]:
    """Bars, notes and mean scores that are marked otherwise than the tests say."""
    printed = tested.tests(facts.context.published)
    for row in _ends(facts):
        place = row.chart.page, row.chart.name
        verdict = known.get((row.shown.edition, row.item, row.shown.kind))
        if verdict and row.bar.marked != verdict.significant:
            found = f"bar {row.bar.name!r} of {row.item}: the difference is {verdict.words}"
            yield Finding(NAME, *place, found, TODO)
        said = _noted(facts, row)
        if verdict and said is not None and said != verdict.significant:
            found = f"the note on {row.item} says the contrary: it is {verdict.words}"
            yield Finding(NAME, *place, found, TODO)
        yield from _of_mean(facts, row, printed, level)


def _of_mean(facts: Facts, row: Row, printed: dict, level: Fraction) -> Iterator[Finding]:
    rule = row.chart.figure.notes.get("Note", "")
    names = (test for words, test in tested.MEAN_TESTS.items() if words in rule)
    p = printed.get((facts.measure(row), next(names, "")))
    under = tested.is_under(p[0], level) if p else None
    if under is None or not row.bar.mean:
        return
    said = read_verdict(_note(facts, row)[1])
    for wrong, what in (
        (row.bar.mean.endswith("*") != under, f"mean {row.bar.mean!r}"),
        (said is not None and said != under, "the note on the mean scores"),
    ):
        if wrong:
            found = f"{what} of {row.item}: the test has p {p[0]} in {p[1]}"
            yield Finding(NAME, row.chart.page, row.chart.name, found, TODO)


def of_sentences(facts: Facts, known: dict[Key, Verdict]) -> Iterator[Finding]:
    """Sentences that say of a difference what its test does not."""
    for saying, quantity in facts.sayings:
        if quantity and quantity.of == "difference" and quantity.form in VERDICT_FORMS:
            verdict = known.get((quantity.edition, quantity.item, quantity.survey))
            said = read_verdict(saying.text)
            if verdict and said is not None and said != verdict.significant:
                found = f"{quantity.item}: {saying.text!r}; it is {verdict.words}"
                yield Finding(NAME, saying.page, saying.line, found, TODO)


def of_lists(facts: Facts, known: dict[Key, Verdict]) -> Iterator[Finding]:
    """Lists of measures that differ, or do not, with one that belongs to the other list."""
    for listed in facts.listed:
        verdict = known.get((listed.family.edition, listed.item, listed.family.survey))
        wanted = listed.family.form != "not_significant"
        if verdict and verdict.significant != wanted:
            found = f"{listed.item} is in this list: the difference is {verdict.words}"
            yield Finding(NAME, listed.page, listed.line, found, TODO)
