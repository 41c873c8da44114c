"""Contents: which chapters of _toc.yml have which number, and a new one named among them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from helpers.building.wave_chapters import chapters_of
from helpers.entries import read_yaml
from helpers.errors import InputError, Problem
from helpers.project import TOC, known_wave

NOTEBOOKS = "notebooks"


def numbers(root: Path) -> dict[str, int]:
    """Number of each chapter as the newest wave has it, by its page ("notebooks/change").

    Where no part of the contents is numbered, all chapters count from the first on.
    """
    gone = chapters_of(root, known_wave(root)).left_out
    listed = [entry["file"] for entry in _entries(read_yaml(root / TOC, TOC))]
    pages = [page for page in listed if page not in gone]
    return {page: number for number, page in enumerate(pages, start=1)}


def chapter_page(root: Path, name: str | None) -> str:
    """Page of the chapter of that name, the last that has a number where none is named.

    Raises InputError where there is no such chapter, or it has no number.
    """
    pages = [page for page in numbers(root) if page.startswith(f"{NOTEBOOKS}/")]
    names = {page.partition("/")[2]: page for page in pages}
    if not names:
        raise InputError(Problem(TOC, "numbers no notebook", "begin one: report new chapter TITLE"))
    if name is None:
        return pages[-1]
    name = Path(name).name.removesuffix(".ipynb")
    if name not in names:
        near = difflib.get_close_matches(name, names, 3) or list(names)
        found = f"there is no chapter {name!r} with a number"
        raise InputError(Problem(TOC, found, f"chapters are: {', '.join(near)}"))
    return names[name]


def with_page(text: str, page: str) -> str:
    """Text of _toc.yml with a page after the last numbered chapter, and all else as it was.

    Raises InputError where that cannot be done in one line; it says what to write.
    """
    before = list(_entries(yaml.safe_load(text)))
    last = re.escape(before[-1]["file"]) if before else ""
    made = re.sub(rf"^( *- file: )({last}) *\n", rf"\1\2\n\1{page}\n", text, flags=re.MULTILINE)
    after = list(_entries(yaml.safe_load(made))) if before else []
    if after != [*before, {"file": page}]:
        found = f"has no simple place for {page}"
        raise InputError(Problem(TOC, found, f"name it there yourself, as `- file: {page}`"))
    return made


def _entries(contents) -> Iterator[dict]:
    """Entries of all chapters that have a number, in order."""
    parts = contents.get("parts") or [contents]
    marked = [part for part in parts if part.get("numbered")] or parts
    for part in marked:
        yield from (entry for entry in part.get("chapters") or [] if "file" in entry)
