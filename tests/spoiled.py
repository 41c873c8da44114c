"""The report as it stands, and the same report with one fault planted in it, without a build."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from zlib import crc32

from helpers.building.chapters import Chapter, Results, place
from helpers.checking.context import Context
from helpers.checking.page_claims import number_of
from helpers.checking.resolved import uses

ROOT = Path(__file__).parents[1]


@cache
def report() -> Context:
    """The project's own pages; a text for each expression, the same for the same number."""
    context = Context.of(ROOT)
    context.__dict__["results"] = {p: results(c) for p, c in context.chapters.items()}
    return context


def results(chapter: Chapter) -> Results:
    """Results of a chapter that was not executed: each number has a percentage of its own."""
    texts = {}
    for use in uses(chapter)[0]:
        if number := number_of(use):
            texts[place(use.before, use.written)] = f"{crc32(number.encode())}%"
    return Results([], texts)


def only(page: str, chapter: Chapter | None = None, text: str | None = None) -> Context:
    """A report of one page: its notebook as given, or its text."""
    made = Context(ROOT, report().wave)
    made.__dict__["notebooks"] = {page: chapter} if chapter else {}
    made.__dict__["pages"] = {} if chapter else {page: text}
    return made


def chapter(*cells: tuple[str, str], name: str = "chapter") -> Chapter:
    """A notebook of (kind, source) cells; ids are cell-0, cell-1, ..."""
    made = [
        {"cell_type": kind, "id": f"cell-{n}", "metadata": {}, "source": source}
        for n, (kind, source) in enumerate(cells)
    ]
    return Chapter(Path(f"{name}.ipynb"), {"cells": made})


def report_of(**chapters: Chapter) -> Context:
    """A report of hand-made chapters by name, with texts of its own."""
    made = Context(ROOT, report().wave)
    pages = {f"notebooks/{name}.ipynb": chapter for name, chapter in chapters.items()}
    made.__dict__.update(chapters=pages, notebooks=pages, pages={})
    made.__dict__["results"] = {page: results(c) for page, c in made.chapters.items()}
    return made


def with_cell(page: str, kind: str, source: str) -> Context:
    """The report with one more cell at the end of a notebook."""
    return changed(page, lambda cells: cells.append(_cell(kind, source)))


def with_text(page: str, old: str, new: str) -> Context:
    """The report with one piece of a notebook's text replaced, which must stand there once."""

    def replace(cells):
        assert sum(cell["source"].count(old) for cell in cells) == 1, f"{old!r} in {page}"
        for cell in cells:
            cell["source"] = cell["source"].replace(old, new)

    return changed(page, replace)


def changed(page: str, change) -> Context:
    """The report with a notebook whose cells `change` has edited, and results to go with it."""
    was = report().chapters[page]
    content = copy.deepcopy(was.content)
    change(content["cells"])
    chapters = report().chapters | {page: Chapter(was.path, content)}
    return _made(chapters, {p: results(c) for p, c in chapters.items()})


def with_value(page: str, expression: str, value: str) -> Context:
    """The report with another text for one expression of a page."""
    texts = dict(report().results[page].texts)
    named = [where for where in texts if where.partition(" ")[2] == expression]
    assert named, f"{expression!r} is not in {page}"
    texts |= dict.fromkeys(named, value)
    return _made(report().chapters, report().results | {page: Results([], texts)})


def _made(chapters: dict, found: dict) -> Context:
    made = Context(ROOT, report().wave)
    notebooks = report().notebooks | {
        page: chapter
        for page, chapter in chapters.items()
        if chapter is not report().chapters[page]
    }
    made.__dict__.update(
        chapters=chapters, notebooks=notebooks, pages=report().pages, results=found
    )
    return made


def _cell(kind: str, source: str) -> dict:
    return {"cell_type": kind, "id": "planted", "metadata": {}, "source": source}
