"""Everywhere: the same number is the same in sentence, chart, table and text alternative.

What was computed (the results that the last build kept) is held against what the pages say:
expressions against their sentences, outputs against tables, drawings against pictures. Then the
pages are held against themselves: a share of a sentence against the cell of its chart's table,
bars of one item in several charts against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from bs4 import BeautifulSoup

from helpers.building.chapters import Results
from helpers.checking import rounded
from helpers.checking.context import Context
from helpers.checking.facts import Facts, Row, facts_of
from helpers.checking.findings import Finding
from helpers.checking.mean_scores import of_means
from helpers.checking.published import Page, Table, plain, read_table
from helpers.checking.rankings import of_rankings

NAME = "same everywhere"
ALL_OF_IT = "Build again with --force; if it stays, something changes pages after they are made"
WHICH = "Let both come from expressions of the same item, survey and edition"


def findings(context: Context) -> list[Finding]:
    """Numbers that stand on the pages in two ways."""
    facts = facts_of(context)
    return [
        *as_computed(facts),
        *(found for page in context.chapters for found in outputs(context, page)),
        *in_cells(facts),
        *in_charts(facts),
        *of_rankings(facts, NAME),
        *of_means(facts, NAME),
    ]


def as_computed(facts: Facts) -> Iterator[Finding]:
    """Expressions whose sentence says something else than what was computed."""
    for saying, _ in facts.sayings:
        if saying.said is None:
            found = f"the page has no such sentence with {saying.use.written!r}, which is "
            found += repr(saying.computed)
            todo = "Build again; or let the sentence hold plain words, emphasis and links only"
            yield Finding(NAME, saying.page, saying.line, found, todo)
        elif saying.said != saying.computed:
            found = f"the page says {saying.said!r} for {saying.use.written!r}, which is "
            found += repr(saying.computed)
            yield Finding(NAME, saying.page, saying.line, found, ALL_OF_IT)


def outputs(context: Context, page: str) -> Iterator[Finding]:
    """Tables, text alternatives and drawings that are not those that were computed."""
    results, published = context.results[page], context.published.pages.get(page)
    if published is None:
        found = "the built book has no such page"
        yield Finding(NAME, page, "page", found, "Build again, of this wave")
        return
    shown = list(published.tables)
    for computed in computed_tables(results, page):
        same = [t for t in shown if (t.kind, t.number, t.title) == _label(computed)]
        if not same:
            found = f"the page has no table {computed.title!r}, which was computed"
            yield Finding(NAME, page, computed.name, found, ALL_OF_IT)
            continue
        shown.remove(same[0])
        yield from _cells(computed, same[0])
    yield from _lines(results, published)
    for figure in published.figures:
        if figure.shown != figure.number:
            found = f"the page calls it Figure {figure.shown}, its table Figure {figure.number}"
            todo = "Keep a figure in every wave, or give the figures after it other numbers"
            yield Finding(NAME, page, f"Figure {figure.number}", found, todo)
    pictures = {figure.number: figure.drawing for figure in published.figures}
    for name, drawing in results.drawings.items():
        number = _number(name)
        if number in pictures and pictures[number] != drawing:
            found = "its drawing is not the one that was computed"
            yield Finding(NAME, page, f"Figure {number}", found, ALL_OF_IT)


def _lines(results: Results, page: Page) -> Iterator[Finding]:
    """Lines of lists, such as the notes under a chart, that the page has in another way."""
    blocks = set(page.blocks)
    for text in _texts(results):
        soup = BeautifulSoup(text[text.find("<ul") :], "html.parser") if "<ul" in text else None
        lines = [plain(tag) for tag in soup.select("ul.figure-notes > li")] if soup else []
        lines += [plain(line[2:]) for line in text.splitlines() if line.startswith("- ")]
        for line in lines:
            if line not in blocks:
                near = get_close_matches(line, blocks, 1, 0.9)
                found = f"the page has no line {line!r}, which was computed"
                found += f", but {near[0]!r}" if near else ""
                yield Finding(NAME, page.path, "list", found, ALL_OF_IT)


def _texts(results: Results) -> Iterator[str]:
    for output in (output for cell in results.outputs for output in cell):
        yield "".join(output.get("data", {}).get("text/markdown", ""))


def computed_tables(results: Results, page: str) -> Iterator[Table]:
    """Tables among the outputs of a chapter that were kept."""
    for text in _texts(results):
        if "<table" in text:
            soup = BeautifulSoup(text[text.index("<") :], "html.parser")
            yield from (read_table(tag, page) for tag in soup.find_all("table"))


def _label(table: Table) -> tuple[str, str, str]:
    return table.kind, table.number, table.title


def _number(name: str) -> str:
    """Number of a figure by the name of its drawing: "6.1" of figures/fig-6-1.svg."""
    return ".".join(name.rpartition("fig-")[2].removesuffix(".svg").split("-")).upper()


def _cells(computed: Table, shown: Table) -> Iterator[Finding]:
    rows = [computed.header, *computed.rows], [shown.header, *shown.rows]
    if [len(row) for row in rows[0]] != [len(row) for row in rows[1]]:
        found = "the table has other rows or columns than were computed"
        yield Finding(NAME, shown.page, shown.name, found, ALL_OF_IT)
        return
    for was, now in zip(*rows, strict=True):
        for name, cell, text in zip(computed.header, was, now, strict=True):
            if cell != text:
                found = f"row {was[0]!r}, column {name!r}: {text!r}, computed as {cell!r}"
                yield Finding(NAME, shown.page, shown.name, found, ALL_OF_IT)


def in_cells(facts: Facts) -> Iterator[Finding]:
    """Shares of sentences that the chart of their item has in another way."""
    for said in facts.said:
        labels = facts.labels(said.quantity.item, said.quantity.part)
        for row in facts.rows_of(said.quantity) if len(labels) == 1 else ():
            cell = row.bar.shares.get(labels[0], f"{said.percent}%")
            if rounded.percentage(cell) not in (None, said.percent):
                found = f"{said.percent}% here, {cell} in {_where(row)}, {labels[0]!r}"
                yield Finding(NAME, said.page, said.line, found, WHICH)
    yield from _repeated(facts)


def _repeated(facts: Facts) -> Iterator[Finding]:
    """Shares that two sentences print with two values, where no chart could tell."""
    first: dict[tuple, tuple[int, str, str]] = {}
    for said in facts.said:
        of = said.quantity
        linked = of.linked and facts.is_linked
        key = of.edition, of.item, of.survey, tuple(facts.labels(of.item, of.part)), linked
        percent, page, line = first.setdefault(key, (said.percent, said.page, said.line))
        if percent != said.percent:
            found = f"{of.item} is {said.percent}% here and {percent}% in {page}, {line}"
            yield Finding(NAME, said.page, said.line, found, WHICH)


def in_charts(facts: Facts) -> Iterator[Finding]:
    """Bars of one item and survey that two charts show with two values."""
    for rows in facts.by_key.values():
        for other in rows[1:]:
            yield from _other(rows[0], other)


def _other(row: Row, other: Row) -> Iterator[Finding]:
    told, first = (
        {**r.bar.shares, "base": r.bar.base, "mean": r.bar.mean.rstrip("*")} for r in (other, row)
    )
    for name, text in told.items():
        if text and first.get(name) and text != first[name]:
            found = f"{name} is {text} here and {first[name]} in {_where(row)}"
            yield Finding(NAME, other.chart.page, other.chart.name, found, WHICH)


def _where(row: Row) -> str:
    return f"{row.chart.name}, bar {row.bar.plain_name!r}"
