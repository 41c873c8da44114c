"""Small cells: bases under the threshold that are shown, hidden numbers that a table gives away.

What can be had from several tables or editions together is looked for in `small_groups`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.checking.shown_tables import (
    HIDDEN,
    NOT_APPLICABLE,
    Shown,
    parsed,
    tables_in,
    tables_of,
    whole,
)
from helpers.checking.small_groups import of_editions, of_nested_groups
from helpers.project import AREAS
from helpers.questionnaire import load_questionnaire

NAME = "small cells"
FILES = "book/_build/edition"
HIDE = "Hide it: a number on so small a base is not shown"
TOGETHER = "Hide another cell with it, or the whole row"
BASE_IN_TEXT = re.compile(r"\b[Bb]ases?:? (\d[\d,]*)(?: and (\d[\d,]*))?")
# A number of respondents in the note on the base stands after a colon or a comma.
BASE_IN_NOTE = re.compile(r"[:,] (\d[\d,]*)(?: to (\d[\d,]*))? (?=[a-z])")


def findings(context: Context) -> list[Finding]:
    """Everything shown that rests on too few, or from which what is hidden can be worked out."""
    threshold = load_questionnaire(context.root).settings.suppress_below
    book, editions = list(_tables(context, context.site)), []
    for folder in sorted((context.root / AREAS).glob("*/")):
        editions += _tables(context, folder)
    editions += _pages_tables(context, (context.root / AREAS).glob("*.html"))
    files = [t for p in sorted((context.root / FILES).rglob("*.csv")) for t in _file(context, p)]
    found = [each for table in [*book, *editions, *files] for each in of_table(table, threshold)]
    found += of_nested_groups(book, threshold)
    found += of_editions(editions, threshold)
    for folder in (context.site, context.root / AREAS):
        found += [
            each for path in _drawings(folder) for each in _of_drawing(context, path, threshold)
        ]
    return [Finding(NAME, *each) for each in dict.fromkeys(found)]


def of_table(table: Shown, threshold: int) -> Iterator[tuple[str, str, str, str]]:
    """What one table shows and should not: page, place, what was found, what to do."""
    rules = (_small_bases, _numbers_of_hidden_bases, _one_hidden_share, _hidden_mean, _hidden_part)
    for rule in rules:
        for found, todo in rule(table, threshold):
            yield table.page, f"table {table.title!r}", found, todo
    for low, high in BASE_IN_NOTE.findall(table.notes.get("Base", "")):
        for number in _small((low, high), threshold):
            yield table.page, f"table {table.title!r}", f"the note has a base of {number}", HIDE


def _small(numbers: Iterable[str], threshold: int) -> list[int]:
    given = [int(number.replace(",", "")) for number in numbers if number]
    return [number for number in given if 0 < number < threshold]


def _small_bases(table: Shown, threshold: int) -> Iterator[tuple[str, str]]:
    """Bases under the threshold in a column, in a row, or as pairs of two groups."""
    cells = []
    for n in (n for n, name in enumerate(table.header) if name in ("Base", "Bases")):
        cells += [(row[0], row[n]) for row in table.rows if n < len(row)]
    for row in table.rows:
        if row[0].startswith("Base:") or row[0] == "Base":
            cells += list(zip(table.header[1:], row[1:], strict=False))
    for name, cell in cells:
        for number in _small(re.findall(r"\d[\d,]*", cell), threshold):
            yield f"a base of {number} is shown for {name!r}", HIDE


def _numbers_of_hidden_bases(table: Shown, threshold: int) -> Iterator[tuple[str, str]]:
    """Shares beside a base that is hidden, or too small."""
    base = table.column("Base")
    if base is None:
        return
    for row in table.rows:
        few = row[base] == HIDDEN or 0 < (whole(row[base]) or 0) < threshold
        shown = [cell for n, cell in enumerate(row) if n != base and re.match(r"\d+%", cell)]
        if few and shown:
            yield f"{shown[0]} of {row[0]!r} is shown on a base of too few", HIDE


def _one_hidden_share(table: Shown, _: int) -> Iterator[tuple[str, str]]:
    """One share of a bar that is hidden, which is what the others leave of 100%."""
    for row in table.rows:
        cells = [row[n] for n in table.answers if n < len(row) and row[n] != NOT_APPLICABLE]
        shown = [cell for cell in cells if cell.endswith("%")]
        if cells.count(HIDDEN) == 1 and len(shown) == len(cells) - 1 and shown:
            yield f"the hidden share of {row[0]!r} is what the others leave of 100%", TOGETHER


def _hidden_mean(table: Shown, _: int) -> Iterator[tuple[str, str]]:
    """A mean that is hidden beside the shares that it is the mean of."""
    mean = table.column("Mean")
    for row in table.rows if mean is not None and table.answers else ():
        shares = [row[n] for n in table.answers]
        if row[mean].startswith(HIDDEN) and HIDDEN not in shares:
            yield f"the hidden mean of {row[0]!r} follows from the shares beside it", TOGETHER


def _hidden_part(table: Shown, _: int) -> Iterator[tuple[str, str]]:
    """One number of a column that is hidden although the column has a total."""
    totals = [row for row in table.rows if row[0].casefold() in ("total", "all")]
    parts = [row for row in table.rows if row not in totals]
    for n, name in list(enumerate(table.header))[1:] if totals else ():
        cells = [row[n] for row in parts]
        rest = [cell for cell in cells if cell != HIDDEN]
        if cells.count(HIDDEN) == 1 and all(
            whole(cell) is not None for cell in [*rest, totals[0][n]]
        ):
            yield f"the hidden number under {name!r} is the total less the others", TOGETHER


def _tables(context: Context, folder: Path) -> Iterator[Shown]:
    return _pages_tables(context, folder.rglob("*.html"))


def _pages_tables(context: Context, paths: Iterable[Path]) -> Iterator[Shown]:
    for path in sorted(paths):
        yield from tables_of(_place(context, path), parsed(path))


def _file(context: Context, path: Path) -> Iterator[Shown]:
    return tables_in(_place(context, path), path)


def _place(context: Context, path: Path) -> str:
    return path.relative_to(context.root).as_posix()


def _drawings(folder: Path) -> Iterator[Path]:
    """Drawings, and the pages that have text alternatives of drawings."""
    yield from sorted(folder.rglob("*.svg"))
    yield from sorted(folder.rglob("*.html"))


def _of_drawing(
    context: Context, path: Path, threshold: int
) -> Iterator[tuple[str, str, str, str]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        alternatives = re.findall(r'<img\b[^>]*\balt="([^"]*)"', text)
        parts = [("a text alternative", alternative) for alternative in alternatives]
    else:
        parts = [("the drawing", text)]
    for what, said in parts:
        for pair in BASE_IN_TEXT.findall(said):
            for number in _small(pair, threshold):
                yield _place(context, path), what, f"{what} tells a base of {number}", HIDE
