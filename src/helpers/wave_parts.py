"""Wave parts: what a wave has that a section can need, told without reading any answer."""

from __future__ import annotations

from pathlib import Path

from helpers.errors import InputError, Problem
from helpers.project import wave_names
from helpers.questionnaire import load_questionnaire, read_yaml

NEEDS, LACKS = "needs-", "lacks-"
LINKED, INTERVIEWS, WAVES, ITEM = "linked", "interviews", "waves", "item-"


def parts_of(root: Path, wave: str) -> set[str]:
    """Names of the parts that a wave has: its surveys, `linked`, `interviews`, `waves`, items.

    An item NAME is the part `item-NAME` where a survey of the wave asks it; `waves` is there
    where the project has an earlier wave. Raises InputError where its files cannot be used.
    """
    shown = f"data/waves/{wave}/wave.yml"
    facts = read_yaml(root / shown, shown)
    surveys = facts.get("surveys")
    if not isinstance(surveys, dict):
        raise InputError(Problem(shown, "names no surveys", "list each survey with its file"))
    items = load_questionnaire(root, wave).items.values()
    asked = {f"{ITEM}{item.name}" for item in items if set(item.columns) & set(surveys)}
    others = {
        LINKED: facts.get("design") == LINKED,
        INTERVIEWS: bool(facts.get("interviews")),
        WAVES: any(name < wave for name in wave_names(root)),
    }
    return {*surveys, *asked, *(name for name, has in others.items() if has)}


def is_met(tags: list[str], parts: set[str]) -> bool:
    """Whether a wave with these parts has what a cell's tags need, and lacks what they say."""
    needed = {tag.removeprefix(NEEDS) for tag in tags if tag.startswith(NEEDS)}
    lacked = {tag.removeprefix(LACKS) for tag in tags if tag.startswith(LACKS)}
    return needed <= parts and not lacked & parts
