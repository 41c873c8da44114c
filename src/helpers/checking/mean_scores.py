"""Mean scores: those of sentences and notes are those of the bars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.checking.differences import told_of
from helpers.checking.facts import Facts, Row
from helpers.checking.findings import Finding
from helpers.checking.quantities import ENDS, Quantity

CHANGED = re.compile(r"from (\d+\.\d) to (\d+\.\d) out of")
AGAINST = re.compile(r"(\d+\.\d) among [\w -]+ against (\d+\.\d) among")
TODO = "Let both come from expressions of the same item, survey and edition"


def of_means(facts: Facts, check: str) -> Iterator[Finding]:
    """Findings of every mean score that is printed beside a chart, told as those of a check."""
    for saying, quantity in facts.sayings:
        if quantity and quantity.of == "mean":
            for row in facts.rows_of(quantity):
                if found := _other(saying.text, row):
                    yield Finding(check, saying.page, saying.line, found, TODO)
        elif quantity and quantity.of == "difference" and quantity.form == "mean":
            for found in _ends(facts, quantity, saying.text):
                yield Finding(check, saying.page, saying.line, found, TODO)
    for row in {id(row.chart): row for row in facts.rows if row.shown.kind}.values():
        told = told_of(facts, row.chart.figure, row.shown.items)
        for item, text in told.items():
            quantity = Quantity("difference", row.shown.edition, (item,), row.shown.kind)
            for found in _ends(facts, quantity, text):
                yield Finding(check, row.chart.page, row.chart.name, found, TODO)


def _ends(facts: Facts, quantity: Quantity, text: str) -> Iterator[str]:
    """Mean scores of both ends that their bars have in another way."""
    changed, against = CHANGED.search(text), AGAINST.search(text)
    pair = changed.groups() if changed else against.groups()[::-1] if against else ()
    linked = quantity.survey == "change"
    for survey, mean in zip(ENDS[quantity.survey], pair, strict=False):
        end = Quantity("mean", quantity.edition, quantity.items, survey, linked=linked)
        yield from filter(None, (_other(mean, row) for row in facts.rows_of(end)))


def _other(text: str, row: Row) -> str:
    if not row.bar.mean or row.bar.mean.rstrip("*") == text:
        return ""
    return f"mean {text} here, {row.bar.mean} in {row.chart.name}, bar {row.bar.plain_name!r}"
