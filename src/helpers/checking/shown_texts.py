"""Shown texts: every computed text of the pages, and every cell of their tables, with its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag

from helpers.building.chapters import Chapter, Results, place
from helpers.building.inline_text import EXPRESSION
from helpers.building.origin_words import Names, Note
from helpers.checking.context import Context
from helpers.checking.resolved import Use, uses

TABLE = re.compile(r'<div class="table-scroll".*?</table></div>', re.DOTALL)
ALT = re.compile(r':alt: "(.*)"$', re.MULTILINE)


@dataclass(frozen=True)
class ShownText:
    """A text as readers see it: where it stands, the code that gave it, and what that noted.

    `resolved` is the expression with every name of the notebook replaced by what it was given;
    `part` says where in an exhibit the text is, "" for one in a sentence.
    """

    text: str
    page: str
    cell: str
    expression: str
    resolved: str
    notes: tuple[Note, ...]
    names: Names
    part: str = ""

    @property
    def where(self) -> str:
        """Page, cell and part."""
        return ", ".join(filter(None, (self.page, f"cell {self.cell}", self.part)))

    def has(self, wanted: str) -> bool:
        """Whether the text is the one wanted, or holds it as a number or words of its own."""
        start = r"(?<![\w.,])" if wanted[:1].isalnum() else ""
        end = r"(?![\w%]|[.,]\d)" if wanted[-1:].isalnum() else ""
        return re.search(start + re.escape(wanted) + end, self.text) is not None


def shown_texts(context: Context) -> Iterator[ShownText]:
    """Texts of all chapters in the order of their pages; raises BuildError as results do."""
    for page, chapter in context.chapters.items():
        yield from _of_chapter(page, chapter, context.results[page])


def _of_chapter(page: str, chapter: Chapter, results: Results) -> Iterator[ShownText]:
    names, found = Names(results.origins), uses(chapter)[0]
    resolved = {(use.before, use.written): use.key for use in found}
    for before, cell in chapter.cells:
        if cell["cell_type"] == "code":
            yield from _of_cell(page, before, cell, results, names, found)
            continue
        for expression in EXPRESSION.findall(cell["source"]):
            at = place(before, expression)
            notes = names.notes(results.origins.get("texts", {}).get(at, ()))
            key = resolved.get((before, expression), "")
            given = expression, key, tuple(notes), names
            yield ShownText(results.texts[at], page, cell["id"], *given)


def _of_cell(
    page: str, before: int, cell: dict, results: Results, names: Names, found: list[Use]
) -> Iterator[ShownText]:
    numbers = results.origins.get("cells", {}).get(str(before), ())
    notes = names.notes(numbers)
    use = next((u for u in found if u.shown and u.place.startswith(f"cell {cell['id']}, ")), None)
    code = (use.written, use.key) if use else (cell["source"].strip(), "")
    for markdown in map(_markdown, results.outputs[before]):
        for part, text, headings in _parts(markdown):
            kept = tuple(_fitting(notes, names, headings))
            yield ShownText(text, page, cell["id"], *code, kept, names, part)


def _markdown(output: dict[str, Any]) -> str:
    return "".join(output.get("data", {}).get("text/markdown", ""))


def _parts(markdown: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each text of an output with what it is a part of, and the words that it is headed by."""
    for table in TABLE.findall(markdown):
        yield from _cells(BeautifulSoup(table, "html.parser"))
    for alt in ALT.findall(markdown):
        yield "text alternative", alt, [alt]
    rest = BeautifulSoup(ALT.sub("", TABLE.sub("", markdown)), "html.parser").get_text("\n")
    for line in filter(None, map(str.strip, rest.splitlines())):
        yield "beside the exhibit", line, [line]


def _cells(table: BeautifulSoup) -> Iterator[tuple[str, str, list[str]]]:
    caption = table.caption.get_text() if isinstance(table.caption, Tag) else "table"
    header = [cell.get_text() for cell in table.select("thead tr > *")]
    for row in table.select("tbody tr"):
        cells = [cell.get_text() for cell in row.find_all(["th", "td"])]
        words = [text for text in cells if not re.match(r"[\d\[]", text)]
        for heading, text in list(zip(header, cells, strict=False))[1:]:
            yield f"{caption}: {', '.join(words)}, column {heading}", text, words


def _fitting(notes: list[Note], names: Names, headings: list[str]) -> list[Note]:
    """Notes of the item and the survey that a table's row is headed by, else all of them."""
    said = [heading.removesuffix(" *").casefold() for heading in headings]
    items = names.origins.get("items", {})
    wanted = {name for name, facts in items.items() if _heads(facts, said)}
    found = [note for note in notes if note.get("item") in wanted] or notes
    surveys = {
        survey
        for wave in names.origins.get("waves", {}).values()
        for kind in ("surveys", "groups")
        for survey, label in wave[kind].items()
        if label.casefold() in said
    }
    return [note for note in found if note.get("survey") in surveys] or found


def _heads(facts: dict[str, Any], said: list[str]) -> bool:
    """Whether words name an item: a heading by its label, a line by its phrase."""
    phrase = facts["phrase"].casefold()
    return facts["label"].casefold() in said or (phrase and any(phrase in line for line in said))
