"""Sums: shares of an item add up to 100 within rounding, boxes equal their parts, means theirs.

Each printed share stands for a small range of exact shares (`rounded` says which). What must
hold is held against all of them: n printed shares may add up to 100 and n x 0.5 points more or
less, a box of n responses may differ from its printed parts as much, and never more. Where the
note under a chart says that nobody is weighted, only ranges that whole respondents of the base
can give count, which is narrower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from helpers.auditing.rounding_rules import Interval
from helpers.checking import rounded
from helpers.checking.context import Context
from helpers.checking.facts import Facts, Row, facts_of
from helpers.checking.findings import Finding
from helpers.checking.published import Table

NAME = "sums"
WHOLE = re.compile(r"\d[\d,]*")
TENTH = Fraction(1, 20)  # a mean is printed to one decimal
TODO = {
    "total": "Look which share is wrong in the data table, or which response is missing from it",
    "box": "Let both come from expressions of the same item, survey and edition",
    "mean": "Look whether the shares or the mean are of another survey",
    "table": "Let the last row be the total of the rows above it",
}


def findings(context: Context) -> list[Finding]:
    """Shares that do not add up, boxes that are not their parts, totals of tables."""
    facts = facts_of(context)
    return [
        *(found for row in facts.rows for found in of_row(facts, row)),
        *boxes(facts),
        *(found for table in context.published.tables for found in totals(table)),
    ]


def of_row(facts: Facts, row: Row) -> Iterator[Finding]:
    """Findings of one bar: its total, and its mean score."""
    if row.bar.hidden or not row.bar.shares:
        return
    if facts.item(row.item).kind != "multiple" and not _adds_up(facts, row):
        percents = [rounded.percentage(text) for text in row.bar.shares.values()]
        at_most = f"{len(percents) / 2:g}"
        found = f"{_bar(row)}: {len(percents)} shares add up to {sum(percents)}% (base "
        found += f"{row.bar.base}), where rounding can make a difference of {at_most} at most"
        yield Finding(NAME, row.chart.page, row.chart.name, found, TODO["total"])
    elif row.bar.mean and not _mean_fits(facts, row):
        found = f"{_bar(row)}: its shares cannot have the mean {row.bar.mean}"
        yield Finding(NAME, row.chart.page, row.chart.name, found, TODO["mean"])


def _bar(row: Row) -> str:
    return f"bar {row.bar.plain_name!r}" if row.bar.name else "bars"


def _adds_up(facts: Facts, row: Row) -> bool:
    exact = facts.exact(row, list(row.bar.shares))
    # A share that its base cannot give is a finding of the check of bases.
    return exact is None or Fraction(rounded.ALL) in exact


def _mean_fits(facts: Facts, row: Row) -> bool:
    """Whether some exact shares have the printed mean: the highest and lowest that they allow.

    The mean lies over a number exactly if the shares, each times its score less that number,
    add up to more than nothing; so it is enough to take each share at one of its ends.
    """
    printed = re.fullmatch(r"(\d+)\.(\d)\*?", row.bar.mean)
    responses = facts.item(row.item).scale.responses
    scores = facts.item(row.item).scores
    by_label = {responses[key].label: score for key, score in scores.items() if key in responses}
    scored = {label: by_label[label] for label in row.bar.shares if label in by_label}
    shares = {label: facts.exact(row, [label]) for label in scored}
    if not printed or not shares or None in shares.values():
        return True
    middle = Fraction(f"{printed[1]}.{printed[2]}")
    highest = _most(scored, shares, middle - TENTH)
    lowest = _most(scored, shares, middle + TENTH, lowest=True)
    return highest >= 0 and lowest <= 0


def _most(scores: dict, shares: dict[str, Interval], at: Fraction, lowest=False) -> Fraction:
    steps = {label: Fraction(str(score)) - at for label, score in scores.items()}
    return sum(
        (step * (shares[label].high if (step > 0) != lowest else shares[label].low)
         for label, step in steps.items()),
        Fraction(0),
    )  # fmt: skip


def boxes(facts: Facts) -> Iterator[Finding]:
    """Shares of several responses together that the printed parts cannot give."""
    for said in facts.said:
        labels = facts.labels(said.quantity.item, said.quantity.part)
        for row in facts.rows_of(said.quantity) if len(labels) > 1 else ():
            exact = facts.exact(row, labels)
            if exact and not rounded.is_printed(said.percent, exact):
                parts = " + ".join(f"{label} {row.bar.shares[label]}" for label in labels)
                found = f"{said.percent}% is not {parts} of {row.chart.name}, {_bar(row)}"
                yield Finding(NAME, said.page, said.line, found, TODO["box"])


def totals(table: Table) -> Iterator[Finding]:
    """Columns of whole numbers whose last row, "Total", is not the sum of those above it."""
    if not table.rows or table.rows[-1][0].casefold() != "total":
        return
    for number, name in enumerate(table.header[1:], 1):
        cells = [row[number] for row in table.rows]
        if all(WHOLE.fullmatch(cell) for cell in cells):
            *parts, total = (int(cell.replace(",", "")) for cell in cells)
            if sum(parts) != total:
                found = f"column {name!r} adds up to {sum(parts):,}, and its total is {total:,}"
                yield Finding(NAME, table.page, table.name, found, TODO["table"])
