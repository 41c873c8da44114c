"""Difference screen: what differs between two sites as lines of text, the summary first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from helpers.comparing.difference_words import (
    FRAME,
    KINDS,
    NOTHING,
    differing,
    framed,
    named,
    notices,
    shown,
    tallies,
    told,
    where,
)
from helpers.comparing.edited_words import CAME, MOVED, Edit
from helpers.comparing.site_difference import Cell, PageDifference, SiteDifference

WIDTH, INDENT = 100, "    "


def lines(found: SiteDifference) -> Iterator[str]:
    """What `report diff` prints."""
    for which, site in named(found):
        yield f"{which}: {site}"
    for which, notice in notices(found):
        yield from _wrapped(f"{which}: {notice}")
    if found.is_none:
        yield NOTHING
    else:
        yield ""
        for what, number in tallies(found):
            yield f"{what}: {number}"
    for title, pairs in (("Pages of one site only", found.single), ("Other files", found.files)):
        if pairs:
            yield from ("", title, *(f"  {how}: {name}" for how, name in pairs))
    if found.built:
        yield from ("", "What the sites say they were built of")
        yield from _cells(found.built)
    for page in differing(found):
        yield from _page(page)
    if pages := framed(found):
        yield from ("", FRAME)
        for page in pages:
            yield from _wrapped(f"{page.title}. Why: {'; '.join(told(page))}", "  ")


def _page(page: PageDifference) -> Iterator[str]:
    yield from ("", f"{page.title} [{page.name}]")
    for number, reason in enumerate(told(page)):
        yield from _wrapped(f"{'Why: ' if number == 0 else '     '}{reason}", "  ")
    for kind, said in KINDS.items():
        if edits := [edit for edit in page.sentences if edit.kind == kind]:
            yield f"  {said}"
            for edit in edits:
                yield from _edit(edit)
    if page.cells:
        yield "  Cells of tables"
        yield from _cells(page.cells)
    if page.figures:
        yield "  Figures"
    for figure in page.figures:
        yield f"{INDENT}{figure.name}, {figure.what}"
        yield from _pair(figure.old, figure.new)


def _edit(edit: Edit) -> Iterator[str]:
    yield from _wrapped(f"under: {edit.where}", INDENT)
    if edit.kind in (CAME, MOVED):
        yield from _wrapped(f"+ {edit.new}", INDENT)
        return
    yield from _pair(edit.old, edit.new)


def _pair(old: str, new: str) -> Iterator[str]:
    if old:
        yield from _wrapped(f"- {old}", INDENT)
    if new:
        yield from _wrapped(f"+ {new}", INDENT)


def _cells(cells: list[Cell]) -> Iterator[str]:
    table = None
    for cell in cells:
        if cell.table != table:
            table = cell.table
            yield from _wrapped(f"in: {table}", INDENT)
        yield from _wrapped(f"{where(cell)}: {shown(cell.old)} -> {shown(cell.new)}", f"{INDENT}  ")


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    return iter(textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  "))
