"""Two small built sites, the same but for what a test edits, and what they are made of."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from small_site import small_site

from helpers.building.changes import MADE_OF
from helpers.comparing.site_difference import SiteDifference, difference

ONE, TWO = "notebooks/one.html", "book/two.html"
MADE: dict[str, Any] = {
    "form": 1,
    "book": {
        "parameters": {"wave": "first"},
        "tools": {"Python": "3.11.0", "packages": "p"},
        "settings of the book": "s",
        "table of contents": "t",
        "styles and templates": "l",
        "programs that make pages": "m",
    },
    "modules": {"estimates": "e", "phrases": "f", "annex.fills": "g"},
    "pages": {
        "book/index": {"prose": "a"},
        "book/two": {"prose": "b"},
        "notebooks/one": {
            "prose": "c",
            "code": "d",
            "modules": ["estimates", "phrases"],
            "data": {"answers of end_of_linking": "1", "questionnaire": "2"},
            "settings": "3",
        },
    },
}


def made(*edits: tuple[str, Any]) -> dict[str, Any]:
    """What a site is made of, with edits such as ("book/tools/Python", "3.12.0")."""
    found = copy.deepcopy(MADE)
    for path, value in edits:
        place = found
        *parts, last = path.split("|")
        for part in parts:
            place = place[part]
        place[last] = value
    return found


def site(folder: Path, *edits: tuple[str, str, str], of: dict[str, Any] | None = MADE) -> Path:
    """A small site in which pieces of files are others: (file, old, new)."""
    small_site(folder)
    for file, old, new in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} in {file}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    if of is not None:
        (folder / MADE_OF).write_text(json.dumps(of), encoding="utf-8")
    return folder


def compared(folder: Path, *edits: tuple[str, str, str], of: dict[str, Any] = MADE):
    """Difference of the small site and one with edits, made of other things where it is said."""
    found: SiteDifference = difference(site(folder / "old"), site(folder / "new", *edits, of=of))
    return found
