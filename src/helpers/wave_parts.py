"""Wave parts: what a wave has that a section can need, told without reading any answer."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

from helpers.entries import read_yaml
from helpers.errors import InputError, Problem
from helpers.harmonisation import dropped_before, entries_of_wave
from helpers.project import wave_names
from helpers.survey_names import LINKED, SURVEYS

NEEDS, LACKS = "needs-", "lacks-"
INTERVIEWS, WAVES, DROPPED = "interviews", "waves", "dropped"
ITEM, WAVE = "item-", "wave-"
PUBLISHED = "published"
YEAR = r"wave-[0-9]{4}-[0-9]{2}"
QUESTIONS = "data/questionnaire.yml"
PRINT = "data/published"


def parts_of(root: Path, wave: str) -> set[str]:
    """Names of the parts that a wave has: its surveys, `linked`, `interviews`, `waves`, items.

    An item NAME is the part `item-NAME` where a survey of the wave asks it; `waves` is there
    where the project has an earlier wave, `dropped` where an item was asked until then,
    `published` where there are numbers of the wave in print, and `wave-NAME` in NAME alone.
    Raises InputError where its files cannot be used.
    """
    shown = f"data/waves/{wave}/wave.yml"
    facts = read_yaml(root / shown, shown)
    surveys = facts.get("surveys")
    if not isinstance(surveys, dict):
        raise InputError(Problem(shown, "names no surveys", "list each survey with its file"))
    items = entries_of_wave(_items(root), wave)
    asked = {f"{ITEM}{name}" for name, entry in items.items() if _columns(entry) & set(surveys)}
    others = {
        LINKED: facts.get("design") == LINKED,
        INTERVIEWS: bool(facts.get("interviews")),
        WAVES: any(name < wave for name in wave_names(root)),
        DROPPED: bool(dropped_before(_items(root), wave)),
        PUBLISHED: (root / PRINT / f"{wave}.csv").is_file(),
        f"{WAVE}{wave}": True,
    }
    return {*surveys, *asked, *(name for name, has in others.items() if has)}


def known_parts(root: Path) -> set[str]:
    """Names of all parts that a wave of the project could have."""
    items = {f"{ITEM}{name}" for name in _items(root)}
    waves = {f"{WAVE}{name}" for name in wave_names(root)}
    return {*SURVEYS, LINKED, INTERVIEWS, WAVES, DROPPED, PUBLISHED, *items, *waves}


def is_met(tags: list[str], parts: set[str]) -> bool:
    """Whether a wave with these parts has what a cell's tags need, and lacks what they say."""
    return _named(tags, NEEDS) <= parts and not _named(tags, LACKS) & parts


def tag_problems(tags: list[str], known: set[str], shown: str) -> list[Problem]:
    """What is wrong with the tags of the cell `shown`: parts that no wave could have."""
    problems = []
    for tag in tags:
        start = next((start for start in (NEEDS, LACKS) if tag.startswith(start)), "")
        part = tag.removeprefix(start)
        # A section may be of a wave that this copy of the project does not have.
        if start and part not in known and not re.fullmatch(YEAR, part):
            near = difflib.get_close_matches(part, known, n=3) or sorted(known - _many(known))
            todo = f"a part of a wave is: {', '.join(near)}"
            problems.append(Problem(shown, f"has the tag {tag!r}, which names nothing", todo))
    return problems


def _named(tags: list[str], start: str) -> set[str]:
    return {tag.removeprefix(start) for tag in tags if tag.startswith(start)}


def _many(known: set[str]) -> set[str]:
    return {part for part in known if part.startswith((ITEM, WAVE))}


def _items(root: Path) -> dict[str, Any]:
    items = read_yaml(root / QUESTIONS, QUESTIONS).get("items")
    return items if isinstance(items, dict) else {}


def _columns(entry: Any) -> set[str]:
    columns = entry.get("columns") if isinstance(entry, dict) else None
    return set(columns) if isinstance(columns, dict) else set()
