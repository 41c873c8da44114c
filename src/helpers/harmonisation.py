"""Harmonisation: what an item was in each wave, and which waves of it may be compared."""

from __future__ import annotations

from typing import Any

from helpers.entries import fill
from helpers.errors import Problem
from helpers.items import Item, Revision

REVISED = ("wording", "scale", "routing")


def entries_of_wave(entries: dict[str, Any], wave: str) -> dict[str, Any]:
    """Entries of the questionnaire's items as a wave asked them; others are left out.

    Entries that are no items, or name no proper waves, come through for others to refuse.
    """
    asked = {n: entry for n, entry in entries.items() if _is_asked(entry, wave)}
    gone = set(entries) - set(asked)
    return {name: _without(_before(entry, wave), gone) for name, entry in asked.items()}


def dropped_before(entries: dict[str, Any], wave: str) -> list[str]:
    """Names of the items that were asked until an earlier wave."""
    untils = {n: e.get("asked_until") for n, e in entries.items() if isinstance(e, dict)}
    return [name for name, until in untils.items() if isinstance(until, str) and until < wave]


def why_not_comparable(item: Item, first: str, second: str) -> str:
    """Why answers of two waves cannot be compared, as a clause; "" where they can be.

    The item is that of the later wave: an item knows what changed up to its own wave.
    """
    old, new = sorted((first, second))
    for wave in (old, new):
        if not item.asked_from <= wave <= (item.asked_until or wave):
            return f"it was not asked in {wave}"
    barriers = [r for r in item.revisions if old < r.wave <= new and not r.comparable]
    return " and ".join(f"its {r.what} changed in {r.wave} ({r.why})" for r in barriers)


def revisions_of(
    entries: Any, what: str, file: str, problems: list[Problem], at: tuple[str | int, ...] = ()
) -> tuple:
    """Revisions of an item in the order of waves; what is wrong with them joins `problems`."""
    if not isinstance(entries, list | tuple):
        found = f"{what} has the revisions {entries!r}"
        problems.append(Problem(file, found, "put a list there", at=at))
        return ()
    found = [
        fill(Revision, entry, f"{what}: a revision", file, problems, (*at, number))
        for number, entry in enumerate(entries)
    ]
    made = sorted((one for one in found if one), key=lambda one: one.wave)
    for one in made:
        if one.what not in REVISED:
            todo = f"use {', '.join(REVISED)}"
            found = f"{what} has a revision of its {one.what!r}"
            problems.append(Problem(file, found, todo, at=at))
    return tuple(made)


def _is_asked(entry: Any, wave: str) -> bool:
    if not isinstance(entry, dict):
        return True
    first, last = entry.get("asked_from") or wave, entry.get("asked_until") or wave
    return not (isinstance(first, str) and isinstance(last, str)) or first <= wave <= last


def _before(entry: Any, wave: str) -> Any:
    """An entry with the keys that it had before all revisions of later waves."""
    if not isinstance(entry, dict) or not isinstance(entry.get("revisions"), list):
        return entry
    whole = [
        r for r in entry["revisions"] if isinstance(r, dict) and isinstance(r.get("was"), dict)
    ]
    later = [r for r in whole if str(r.get("wave")) > wave]
    for revision in sorted(later, key=lambda r: str(r["wave"]), reverse=True):
        entry = entry | revision["was"]
    return entry


def _without(entry: Any, gone: set[str]) -> Any:
    """An entry whose routing leaves out items that the wave does not ask."""
    if not isinstance(entry, dict) or not isinstance(entry.get("asked"), dict) or not gone:
        return entry
    return entry | {"asked": {k: v for k, v in entry["asked"].items() if k not in gone}}
