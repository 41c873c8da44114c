"""Screen: a comparison as lines of text, the summary first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from helpers.comparing.comparison import Comparison, Row
from helpers.comparing.tallies import notices, remark, shown, tallies

WIDTH, INDENT = 100, "    "


def lines(found: Comparison, everything: bool = False) -> Iterator[str]:
    """What `report compare` prints; `everything` adds changed sentences and all rows."""
    old, new = found.old.wave, found.new.wave
    yield f"{old} against {new}"
    for wave, notice in notices(found):
        yield from _wrapped(f"{wave}: {notice}")
    yield ""
    for what, number in tallies(found):
        yield f"{what}: {number}"
    yield from _crossed("sentences", [row for row in found.rows if row.crossed])
    yield from _listed("Items that could not be compared", [*found.apart.items()])
    yield from _listed("In one wave only", found.only)
    if not everything:
        yield ""
        yield "All numbers and changed sentences: report compare --all, or --html FILE"
        return
    yield from _heading("Sentences whose words changed")
    for one in found.sentences:
        yield f"  {one.page}, {one.where}"
        yield from _pair(old, one.old, new, one.new)
    yield from _crossed("tables", [row for row in found.cells if row.crossed])
    for title, rows in (("Sentences", found.rows), ("Tables", found.cells)):
        yield from _heading(f"Numbers in {title.lower()}")
        yield from _rows(rows, old, new)


def _crossed(kind: str, rows: list[Row]) -> Iterator[str]:
    yield from _heading(f"Verdicts in {kind} that crossed significance")
    for row in rows:
        yield f"  {row.page}, {row.where}: {row.what}"
        yield from _wrapped(remark(row), INDENT)
    if not rows:
        yield "  None."


def _listed(title: str, pairs: list[tuple[str, str]]) -> Iterator[str]:
    yield from _heading(title)
    for name, why in pairs:
        yield from _wrapped(f"{name}: {why}", "  ")
    if not pairs:
        yield "  None."


def _rows(rows: list[Row], old: str, new: str) -> Iterator[str]:
    place = None
    for row in rows:
        if place != (row.page, row.where):
            place = row.page, row.where
            yield f"  {row.page}, {row.where}"
        said = f" [{remark(row)}]" if remark(row) else ""
        if row.in_both and not row.differs:
            yield f"{INDENT}{row.what}: {row.old} in both{said}"
            continue
        yield f"{INDENT}{row.what}: {shown(row.old)} -> {shown(row.new)}{said}"


def _pair(old: str, before: str, new: str, after: str) -> Iterator[str]:
    yield from _wrapped(f"{old}: {before}", INDENT)
    yield from _wrapped(f"{new}: {after}", INDENT)


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    return iter(textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  "))
