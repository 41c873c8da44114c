"""Comparison: two waves' books, number by number, verdict by verdict, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helpers.building.build import Progress
from helpers.building.inline_text import written
from helpers.building.processes import Processes
from helpers.comparing.named_items import NamedItems
from helpers.comparing.pages_of_wave import Page, pages_of_wave
from helpers.comparing.shown_tables import ASTERISK, UNSTARRED, captions, table_cells
from helpers.comparing.wording import crossed, plain, without_numbers
from helpers.entries import read_yaml
from helpers.errors import InputError, Problem
from helpers.harmonisation import why_not_comparable
from helpers.project import known_wave
from helpers.publication import Publication, read_publication
from helpers.questionnaire import load_questionnaire


@dataclass(frozen=True)
class Row:
    """One number or clause of a page in both waves; None where a wave does not have it.

    `where` is a section or a table's caption, `what` an expression, or a row and a column;
    `apart` names the items behind it that cannot be compared.
    """

    page: str
    where: str
    what: str
    old: str | None
    new: str | None
    apart: str = ""

    @property
    def in_both(self) -> bool:
        return self.old is not None and self.new is not None

    @property
    def differs(self) -> bool:
        """Whether both waves have it and it is not the same."""
        return self.in_both and self.old != self.new

    @property
    def crossed(self) -> str:
        """How its verdict changed; "" where it did not."""
        return crossed(self.old, self.new) if self.in_both else ""


@dataclass(frozen=True)
class Sentence:
    """A sentence whose words are not the same in both waves, beyond its numbers."""

    page: str
    where: str
    old: str
    new: str


@dataclass
class Comparison:
    """All that two waves' books have in common or not."""

    old: Publication
    new: Publication
    rows: list[Row] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    apart: dict[str, str] = field(default_factory=dict)
    only: list[tuple[str, str]] = field(default_factory=list)

    @cached_property
    def everything(self) -> list[Row]:
        """Expressions, then cells of tables."""
        return [*self.rows, *self.cells]

    @cached_property
    def crossed(self) -> list[Row]:
        """Those whose verdict crossed significance."""
        return [row for row in self.everything if row.crossed]


def compare_waves(root: Path, old: str, new: str, progress: Progress | None = None) -> Comparison:
    """The books of two waves compared; nothing is written beside the build's memory.

    Raises InputError for waves that are unknown, the same, or have inputs that cannot be used,
    and BuildError where a chapter fails.
    """
    old, new = known_wave(root, old), known_wave(root, new)
    if old == new:
        raise InputError(Problem("data/waves", f"{old} cannot be compared with itself"))
    progress = progress or Progress()
    found = Comparison(read_publication(root, old), read_publication(root, new))
    items = _items_apart(root, old, new)
    found.apart = {phrase: why for phrase, why in items.values() if why}
    found.only += _surveys_apart(root, old, new)
    with Processes() as processes:
        before, after = (pages_of_wave(root, one, processes, progress) for one in (old, new))
        _compare_pages(found, before, after, items)
    return found


def _items_apart(root: Path, old: str, new: str) -> dict[str, tuple[str, str]]:
    """Phrase of each item of either wave by its name, and why it cannot be compared, or ""."""
    items = {}
    for wave in sorted((old, new)):
        items |= load_questionnaire(root, wave).items
    return {n: (item.phrase, why_not_comparable(item, old, new)) for n, item in items.items()}


def _surveys_apart(root: Path, old: str, new: str) -> list[tuple[str, str]]:
    files = {wave: f"data/waves/{wave}/wave.yml" for wave in (old, new)}
    surveys = {wave: read_yaml(root / file, file)["surveys"] for wave, file in files.items()}
    return [
        (here, f"survey: {entry['title']}")
        for here, there in ((old, new), (new, old))
        for name, entry in surveys[here].items()
        if name not in surveys[there]
    ]


def _compare_pages(found: Comparison, before: list[Page], after: list[Page], items) -> None:
    ours, theirs = ({page.name: page for page in pages} for pages in (before, after))
    for wave, here, there in ((found.old.wave, ours, theirs), (found.new.wave, theirs, ours)):
        found.only += [(wave, f"page: {here[name].title}") for name in here if name not in there]
    for name in (name for name in theirs if name in ours):
        _compare_page(found, ours[name], theirs[name], items)


def _compare_page(found: Comparison, old: Page, new: Page, items) -> None:
    apart = _Apart(old, new, items)
    for wave, here, there in ((found.old.wave, old, new), (found.new.wave, new, old)):
        gone = {here.sections[cell] for cell in here.cells if cell not in there.cells}
        kept = {there.sections[cell] for cell in there.cells}
        found.only += [(wave, f"section of {here.title}: {s}") for s in sorted(gone - kept)]
    ours, theirs = _texts(old, new), _texts(new, old)
    for key in dict.fromkeys([*theirs, *ours]):
        where, what = key[1:]
        found.rows.append(
            Row(new.title, where, what, ours.get(key), theirs.get(key), apart.of(what))
        )
    for cell in (cell for cell in new.texts if cell in old.texts):
        found.sentences += _sentences(old, new, cell)
    found.cells += _table_rows(old, new, apart)


def _texts(page: Page, other: Page) -> dict[tuple[str, str, str], str]:
    """Texts by cell, section and expression.

    What stands in a cell that the other wave does not have, because a wave with other surveys is
    told of in other words, is looked for in all of such cells of the section.
    """
    return {
        (cell if cell in other.cells else "", page.sections[cell], what): text
        for cell, texts in page.texts.items()
        for what, text in texts.items()
    }


class _Apart:
    """Tells of code which items behind it cannot be compared."""

    def __init__(self, old: Page, new: Page, items: dict[str, tuple[str, str]]):
        self.items = items
        self.named = [NamedItems(page.chapter, set(items)) for page in (old, new)]

    def of(self, code: str) -> str:
        names = set().union(*(named.of(code) for named in self.named))
        return ", ".join(sorted(name for name in names if self.items[name][1]))


def _sentences(old: Page, new: Page, cell: str) -> list[Sentence]:
    """Sentences of a cell, one a line, that differ in more than numbers."""
    lines = [page.cells[cell]["source"].splitlines() for page in (old, new)]
    if len(lines[0]) != len(lines[1]):
        return []
    told = []
    for ours, theirs in zip(*lines, strict=True):
        pair = written(ours, old.texts[cell]), written(theirs, new.texts[cell])
        if without_numbers(pair[0]) != without_numbers(pair[1]):
            told.append(Sentence(new.title, new.sections[cell], *map(plain, pair)))
    return told


def _table_rows(old: Page, new: Page, apart: _Apart) -> list[Row]:
    ours, theirs = table_cells(old), table_cells(new)
    _fill_asterisks(ours, theirs)
    _fill_asterisks(theirs, ours)
    names = captions(old) | captions(new)
    rows = []
    for key in dict.fromkeys([*theirs, *ours]):
        cell, number, row, column = key
        source = (new if cell in new.cells else old).cells[cell]["source"]
        what = f"{row}: {column}"
        pair = ours.get(key), theirs.get(key)
        rows.append(Row(new.title, names[cell, number], what, *pair, apart.of(source)))
    return rows


def _fill_asterisks(one: dict, other: dict) -> None:
    """Say of rows without an asterisk that they have none, where the other wave's have one."""
    rows = {key[:3] for key in one}
    wanted = (key for key in other if key[3] == ASTERISK and key[:3] in rows)
    for key in wanted:
        one.setdefault(key, UNSTARRED)
