"""Difference page: what differs between two sites as one HTML file that asks for nothing else."""

from __future__ import annotations

import html
from pathlib import Path

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
from helpers.comparing.edited_words import MOVED
from helpers.comparing.html_document import Sections, document, table_or_none, write_whole
from helpers.comparing.site_difference import Cell, PageDifference, SiteDifference
from helpers.html_table import table

SIDES = ["Old", "New"]


def write_page(found: SiteDifference, path: Path) -> None:
    """Write a difference as a page; raises InputError where the file cannot be written."""
    write_whole(page(found), path)


def page(found: SiteDifference) -> str:
    """HTML document of a difference."""
    sections: Sections = {
        "summary": ("Summary", _summary(found)),
        "reasons": ("Why pages differ", _reasons(found)),
        "built": ("What the sites say they were built of", _built(found)),
        "only": ("Pages of one site only, and other files", _single(found)),
    }
    for number, one in enumerate(differing(found), start=1):
        sections[f"page-{number}"] = (one.title, _page(one))
    sections["framed"] = ("Pages that differ only around their content", _framed(found))
    said = "".join(
        f'<p class="notice"><strong>{which}.</strong> {html.escape(notice)}</p>'
        for which, notice in notices(found)
    )
    return document(f"{found.new.title}: two sites side by side", sections, said)


def _summary(found: SiteDifference) -> str:
    nothing = f"<p>{NOTHING}</p>" if found.is_none else ""
    sites = [list(pair) for pair in named(found)]
    counts = [list(pair) for pair in tallies(found)]
    return (
        nothing
        + table("The two sites", ["Which", "Folder and title"], sites)
        + table("What differs", ["What", "Number"], counts)
    )


def _reasons(found: SiteDifference) -> str:
    rows = [[one.title, reason] for one in differing(found) for reason in told(one)]
    return table_or_none("Pages and what they come from that differs", ["Page", "Why"], rows)


def _built(found: SiteDifference) -> str:
    return table_or_none("What differs of it", ["What", *SIDES], _cells(found.built))


def _single(found: SiteDifference) -> str:
    rows = [[f"Page: {title}", how] for how, title in found.single]
    rows += [[f"File: {name}", how] for how, name in found.files]
    return table_or_none("Pages and files", ["What", "How"], rows)


def _framed(found: SiteDifference) -> str:
    rows = [[one.title, "; ".join(told(one))] for one in framed(found)]
    return f"<p>{FRAME}.</p>" + table_or_none("These pages", ["Page", "Why"], rows)


def _page(one: PageDifference) -> str:
    why = "".join(f"<li>{html.escape(reason)}</li>" for reason in told(one))
    parts = [f"<p>Why:</p><ul>{why}</ul>"]
    for kind, said in KINDS.items():
        edits = [edit for edit in one.sentences if edit.kind == kind]
        rows = [[edit.where or one.title, shown(edit.old or None), shown(edit.new or None)]
                for edit in edits]  # fmt: skip
        if kind == MOVED:
            rows = [[edit.where, "elsewhere on the page", edit.new] for edit in edits]
        parts += [table(said, ["Under", *SIDES], rows)] if rows else []
    if one.cells:
        parts.append(table("Cells of tables", ["Table, row and column", *SIDES], _cells(one.cells)))
    if one.figures:
        rows = [[f"{f.name}, {f.what}", shown(f.old or None), shown(f.new or None)]
                for f in one.figures]  # fmt: skip
        parts.append(table("Figures", ["Figure", *SIDES], rows))
    return "".join(parts)


def _cells(cells: list[Cell]) -> list[list[str]]:
    return [[f"{c.table}: {where(c)}", shown(c.old), shown(c.new)] for c in cells]
