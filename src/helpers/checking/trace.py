"""Trace: a number of the report followed back to its item, base, weight, test, code and files."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.building.chapters import Chapter
from helpers.building.origin_words import Note, lines
from helpers.checking.context import Context
from helpers.checking.findings import EXCEPTIONS, read_exceptions
from helpers.checking.may_be_typed import without
from helpers.checking.passages import Passage, passages
from helpers.checking.resolved import uses
from helpers.checking.shown_texts import ShownText, shown_texts
from helpers.digests import file_digest
from helpers.entries import read_yaml
from helpers.errors import InputError, Problem

NEAREST, OTHERS = 5, 8  # texts that are offered instead; places where the same stands
FEW = 4  # estimates up to which a text tells of one quantity, and of no family of them
NAME = "report trace"
Known = list[tuple[ShownText, frozenset[tuple]]]  # texts with the quantities that they tell of


@dataclass(frozen=True)
class Traced:
    """What is told of one text: where it is, and the lines beneath; `files` it rests on."""

    where: str
    lines: tuple[str, ...]
    files: tuple[str, ...] = ()


def trace(
    context: Context, wanted: str | None, page: str | None = None, expression: str | None = None
) -> list[Traced]:
    """What is known of each text that is or holds the one wanted, or that an expression gives.

    `page` is the name of a chapter, such as "outcomes". Raises InputError with the nearest
    texts where there is none, BuildError where the chapters' results are not kept.
    """
    if not (wanted if expression is None else expression).strip():
        raise InputError(Problem(NAME, "is given no number", "say one as a page shows it: 83%"))
    pages = _pages(context, page)
    everything = list(shown_texts(context))
    here = [shown for shown in everything if shown.page in pages]
    if expression is not None:
        keys = {page: _resolved(context.chapters[page], expression) for page in pages}
        found = [shown for shown in here if _is_given_by(shown, expression, keys[shown.page])]
    else:
        found = [shown for shown in here if shown.has(wanted)]
    typed = [] if expression is not None else list(_typed(context, wanted, page))
    if not found and not typed:
        raise InputError(_nothing(here, wanted, expression))
    known = [(shown, quantities(shown.notes)) for shown in everything]
    return [_traced(shown, known, context.root) for shown in found] + typed


def digests(root: Path, traced: list[Traced]) -> dict[str, str]:
    """SHA-256 of every file that traced texts rest on, by its path in the project."""
    files = dict.fromkeys(file for one in traced for file in one.files)
    return {file: file_digest(root / file) for file in files}


def told(root: Path, traced: list[Traced]) -> list[str]:
    """What was traced as lines for a screen, with the files and their SHA-256 at the end."""
    found = []
    for one in traced:
        found += [one.where, *(f"  {line}" for line in one.lines)]
        if one.files:
            found.append(f"  Files: {', '.join(one.files)}")
        found.append("")
    files = [f"  {file}: {digest}" for file, digest in digests(root, traced).items()]
    return found + (["SHA-256 of these files", *files] if files else [])


def _pages(context: Context, page: str | None) -> list[str]:
    if page is None:
        return list(context.chapters)
    stems = {Path(path).stem: path for path in context.chapters}
    if (name := Path(page).stem) not in stems:
        found = f"there is no chapter {page!r}"
        raise InputError(Problem("--page", found, f"chapters are: {', '.join(stems)}"))
    return [stems[name]]


def _resolved(chapter: Chapter, expression: str) -> str:
    """The expression with the names of a chapter replaced by what they were given last."""
    last = {"cell_type": "markdown", "id": NAME, "source": f"{{eval}}`{expression}`"}
    cells = [*chapter.content["cells"], last]
    found = uses(Chapter(chapter.path, chapter.content | {"cells": cells}))[0]
    return found[-1].key if found and found[-1].written == expression else ""


def _is_given_by(shown: ShownText, expression: str, resolved: str) -> bool:
    """Whether a text is of the expression, or of a part of what it gives, such as `.words`."""
    if _same(expression) == _same(shown.expression):
        return True
    rest = shown.resolved.removeprefix(resolved) if resolved else shown.resolved
    return rest != shown.resolved and rest[:1] in ("", ".", "[")


def _same(expression: str) -> str:
    """The expression as Python writes it, whichever quotation marks it has."""
    try:
        return ast.unparse(ast.parse(expression.strip(), mode="eval"))
    except SyntaxError:
        return expression.strip()


def _nothing(here: list[ShownText], wanted: str | None, expression: str | None) -> Problem:
    if expression is not None:
        known, found = {shown.expression for shown in here}, f"no page uses {expression!r}"
    else:
        known, found = {shown.text for shown in here}, f"no page shows {wanted!r}"
    near = difflib.get_close_matches(expression or wanted, sorted(known), NEAREST, 0.3)
    nearest = f"nearest are: {'; '.join(near)}" if near else "see the built pages for what they say"
    return Problem(NAME, found, nearest)


def _traced(shown: ShownText, known: Known, root: Path) -> Traced:
    notes = list(shown.notes)
    said = [f"Code: {shown.expression}"]
    if shown.resolved and shown.resolved != shown.expression:
        said.append(f"In full: {shown.resolved}")
    said += lines(shown.names, notes) or [reason(shown)]
    asked = dict.fromkeys(note["item"] for note in notes if note.get("item"))
    if len(asked) <= FEW:
        said += [f"Question ({item}): {shown.names.wording(item)}" for item in asked]
    if others := _elsewhere(shown, known):
        said.append(f"The same quantity also stands in: {'; '.join(others)}")
    return Traced(f"{_quoted(shown.text)} in {shown.where}", tuple(said), _files(root, shown))


def _quoted(text: str) -> str:
    return f"\u201c{text}\u201d" if len(text) <= 200 else f"\u201c{text[:200]}\u2026\u201d"


def reason(shown: ShownText) -> str:
    """Why a text has no origin that the report's own estimates and tests could tell."""
    return f"Worked out by the code of cell {shown.cell} alone: no estimate, test or fact is in it"


def _files(root: Path, shown: ShownText) -> tuple[str, ...]:
    """Survey files as they were delivered, and the others, as paths in the project."""
    found = [_survey_file(root, *of) for of in shown.names.surveys(shown.notes)]
    return (*found, *shown.names.files(shown.notes))


@lru_cache
def _survey_file(root: Path, wave: str, survey: str) -> str:
    folder = f"data/waves/{wave}"
    facts = read_yaml(root / folder / "wave.yml", f"{folder}/wave.yml")
    return f"{folder}/{facts['surveys'][survey]['file']}"


def _elsewhere(shown: ShownText, known: Known) -> list[str]:
    own = quantities(shown.notes)
    if not own or len(own) > FEW:
        return []
    places: dict[str, None] = {}
    for other, theirs in known:
        if other.where == shown.where and other.expression == shown.expression:
            continue
        same = own & theirs and len(theirs) <= FEW if not other.part else own & theirs
        if same and other.part:
            places[f"{other.page}, {other.expression.split('(')[0]} in cell {other.cell}"] = None
        elif same:
            places[f"{other.page}, {other.expression} ({_short(other.text)})"] = None
    found = list(places)
    more = [f"and {len(found) - OTHERS} more"] if len(found) > OTHERS else []
    return found[:OTHERS] + more


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}\u2026"


def quantities(notes: tuple[Note, ...]) -> frozenset[tuple]:
    """What notes tell of: an item's response in a survey, of whom; in tables each response."""
    found = set()
    for note in notes:
        key = tuple(note.get(name) for name in ("wave", "survey", "item", "group", "linked"))
        if note["kind"] == "estimate":
            found.add((*key, note["response"]))
        elif note["kind"] == "shares":
            found |= {(*key, response) for response in (*note["response"], "headline")}
    return frozenset(found)


def _typed(context: Context, wanted: str, page: str | None) -> Iterator[Traced]:
    """Sentences in which an author typed the text wanted, and why it may stand there."""
    stem = Path(page).stem if page else None
    for passage in passages(context):
        if stem and Path(passage.page).stem != stem:
            continue
        if ShownText(passage.text, "", "", "", "", (), None).has(wanted):
            said = f"Typed in prose: {_why_typed(context, passage, wanted)}"
            where = f"{_quoted(wanted)} in {passage.page}, {passage.line}"
            yield Traced(where, (f"Sentence: {_quoted(passage.text)}", said))


def _why_typed(context: Context, passage: Passage, wanted: str) -> str:
    if passage.cited:
        return "allowed, because the sentence names the publication that it is from"
    allowed = read_exceptions(context.root)
    for exception in allowed:
        if exception.page == passage.page and exception.found in passage.text:
            return f"allowed in {EXCEPTIONS} by {exception.name}: {exception.reason}"
    if not ShownText(without(passage.text), "", "", "", "", (), None).has(wanted):
        return "allowed as a date, the number of a part, a point of a scale or a name"
    return "no expression gives it; `report check` says whether it may stand"
