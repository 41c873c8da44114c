"""Comparison page: a comparison as one HTML file that asks for nothing else."""

from __future__ import annotations

import html
from itertools import groupby
from pathlib import Path

from helpers.comparing.comparison import Comparison, Row
from helpers.comparing.html_document import document, table_or_none, write_whole
from helpers.comparing.tallies import notices, remark, shown, tallies
from helpers.html_table import table


def write_page(found: Comparison, path: Path) -> None:
    """Write a comparison as a page; raises InputError where the file cannot be written."""
    write_whole(page(found), path)


def page(found: Comparison) -> str:
    """HTML document of a comparison."""
    title = f"{found.old.wave} against {found.new.wave}"
    sections = {
        "summary": ("Summary", _summary(found)),
        "crossed": ("Verdicts that crossed significance", _crossed(found)),
        "apart": ("Items that could not be compared", _apart(found)),
        "only": ("In one wave only", _only(found)),
        "words": ("Sentences whose words changed", _sentences(found)),
        "sentences": ("Numbers in sentences", _by_page(found.rows, found)),
        "tables": ("Numbers in tables", _by_page(found.cells, found)),
    }
    told = "".join(
        f'<p class="notice"><strong>{html.escape(wave)}.</strong> {html.escape(notice)}</p>'
        for wave, notice in notices(found)
    )
    return document(f"{found.new.title}: {title}", sections, told)


def _summary(found: Comparison) -> str:
    rows = [[what, number] for what, number in tallies(found)]
    return table("What was compared", ["What", "Number"], rows)


def _crossed(found: Comparison) -> str:
    return _table("Verdicts on either side of the level of significance", found.crossed, found)


def _apart(found: Comparison) -> str:
    rows = [[name, why] for name, why in found.apart.items()]
    return table_or_none("Items and why", ["Item", "Why"], rows)


def _only(found: Comparison) -> str:
    rows = [[what, wave] for wave, what in found.only]
    return table_or_none("What one of the waves does not have", ["What", "Wave that has it"], rows)


def _sentences(found: Comparison) -> str:
    header = ["Where", found.old.wave, found.new.wave]
    rows = [[f"{one.page}: {one.where}", one.old, one.new] for one in found.sentences]
    return table_or_none("Sentences in both waves", header, rows)


def _by_page(rows: list[Row], found: Comparison) -> str:
    """A folded table a page."""
    parts = []
    for name, group in groupby(rows, key=lambda row: row.page):
        part = list(group)
        differ = sum(row.differs for row in part)
        head = html.escape(f"{name}: {len(part):,}, {differ:,} of them differ")
        inner = _table(name, part, found)
        parts.append(f"<details><summary>{head}</summary>{inner}</details>\n")
    return "".join(parts) or "<p>None.</p>"


def _table(caption: str, rows: list[Row], found: Comparison) -> str:
    header = ["What", "Where", found.old.wave, found.new.wave, "Remark"]
    cells = [
        [row.what, f"{row.page}: {row.where}", shown(row.old), shown(row.new), remark(row)]
        for row in rows
    ]
    return table_or_none(caption, header, cells)
