"""Origin list: where the numbers of a page come from, as HTML at its end, and their entries."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from helpers.building.chapters import Chapter, Results, place
from helpers.building.inline_text import expressions
from helpers.building.origin_words import Names, lines

LIST = ".origins.html"  # ends the name of the file that holds it
TITLE = "Where the numbers of this page come from"
INTRODUCTION = (
    "Each entry is a number, or words that follow from one, in the order of the page, "
    "with what it was computed from. Bases are unweighted."
)
DIGESTS = "The page about this build gives the SHA-256 of each."
OWN_CODE = "Worked out by the code alone: no estimate, test or fact is in it."


def entries(chapter: Chapter) -> dict[str, int]:
    """Number of the entry of each place of a chapter, from 1, in the order of the page."""
    found: dict[str, int] = {}
    for before, cell in chapter.cells:
        for expression in _expressions(cell):
            found.setdefault(place(before, expression), len(found) + 1)
    return found


def origin_list(chapter: Chapter, results: Results) -> str:
    """HTML of the list, folded; "" for a chapter without an expression."""
    names, cells = Names(results.origins), _cells(chapter)
    told = "".join(
        _entry(number, results.texts[at], _said(names, results, at), at, cells[at])
        for at, number in entries(chapter).items()
    )
    if not told:
        return ""
    asked = {note["item"] for note in _notes(names, results) if note.get("item")}
    questions = [[names.item(item), names.wording(item)] for item in sorted(asked)]
    return (
        f'<details class="origins" id="origins"><summary>{TITLE}</summary>'
        f"<p>{INTRODUCTION}</p><dl>{told}</dl>{_questions(questions)}{_files(names, results)}"
        "</details>"
    )


def _expressions(cell: dict[str, Any]) -> list[str]:
    return expressions(cell["source"]) if cell["cell_type"] == "markdown" else []


def _cells(chapter: Chapter) -> dict[str, str]:
    """Id of the first cell that each place stands in."""
    found: dict[str, str] = {}
    for before, cell in chapter.cells:
        for expression in _expressions(cell):
            found.setdefault(place(before, expression), cell["id"])
    return found


def _said(names: Names, results: Results, at: str) -> list[str]:
    notes = names.notes(results.origins.get("texts", {}).get(at, ()))
    return lines(names, notes) or [OWN_CODE]


def _entry(number: int, text: str, said: Iterable[str], at: str, cell: str) -> str:
    told = "".join(f"<dd>{escape(line)}</dd>" for line in said)
    code = at.partition(" ")[2]
    return (
        f'<dt id="origin-{number}"><a href="#number-{number}">{escape(text)}</a></dt>{told}'
        f"<dd>Code: <code>{escape(code)}</code>, cell {escape(cell)}.</dd>"
    )


def _notes(names: Names, results: Results) -> list[dict[str, Any]]:
    known = results.origins.get("texts", {})
    return names.notes(dict.fromkeys(number for numbers in known.values() for number in numbers))


def _questions(rows: list[list[str]]) -> str:
    if not rows:
        return ""
    told = "".join(f"<dt>{escape(item)}</dt><dd>{escape(asked)}</dd>" for item, asked in rows)
    return f'<p class="origins-part">Questions</p><dl>{told}</dl>'


def _files(names: Names, results: Results) -> str:
    """Which answers and files the page rests on, but not in which format they came."""
    notes = _notes(names, results)
    told = [f"answers of {names.survey(*of)}" for of in names.surveys(notes)] + names.files(notes)
    if not told:
        return ""
    return f"<p>Computed from: {escape('; '.join(told))}. {DIGESTS}</p>"
