"""The questionnaire: all items and settings, read from one file and held against each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.entries import fill, read_yaml, unknown_key
from helpers.entry_lines import with_lines
from helpers.errors import InputError, Problem
from helpers.harmonisation import entries_of_wave, revisions_of
from helpers.items import (
    KINDS,
    NO_ANSWER,
    Band,
    Item,
    Response,
    Scale,
    Settings,
)
from helpers.reads import Noting
from helpers.settings import FILE, read_settings, unknown_conditions, wrong
from helpers.survey_names import SURVEYS

PARTS = ("settings", "special", "scales", "items")


@dataclass(frozen=True)
class Questionnaire:
    """All items of the surveys with the settings beside them."""

    items: dict[str, Item]
    special: dict[str, Response]
    settings: Settings

    def item(self, name: str) -> Item:
        """The item of that name; raises InputError that lists near names."""
        if name in self.items:
            return self.items[name]
        near = [n for n in self.items if name.lower() in n or n in name.lower()] or self.items
        raise InputError(
            Problem(FILE, f"there is no item {name!r}", f"items are: {', '.join(near)}")
        )

    def of_survey(self, survey: str) -> list[Item]:
        """Items that the survey asks, in the questionnaire's order."""
        return [item for item in self.items.values() if survey in item.columns]


def load_questionnaire(root: Path, wave: str | None = None) -> Questionnaire:
    """Questionnaire of a project folder, as it stands or as a wave asked it.

    Raises InputError with every key that is unknown, missing or contradictory.
    """
    raw = read_yaml(root / FILE, FILE)
    todo = "restore it from version control"
    missing = [part for part in PARTS if not isinstance(raw.get(part), dict)]
    problems = [wrong((part,), f"has no {part!r}", todo) for part in missing]
    problems += [unknown_key(FILE, "", key, PARTS) for key in raw if key not in PARTS]
    if missing:
        raise InputError(with_lines(problems, root))
    special = _parts(Response, raw["special"], "special", ("special",), problems)
    if NO_ANSWER not in special:
        problems.append(wrong(("special",), f"special has no {NO_ANSWER!r}", "give it a code"))
    scales = {name: _scale(name, entry, problems) for name, entry in raw["scales"].items()}
    asked = raw["items"] if wave is None else entries_of_wave(raw["items"], wave)
    items = {n: _item(n, entry, scales, special, problems) for n, entry in asked.items()}
    # What points to an item is looked at when all items are known to be sound.
    if not problems:
        problems += [problem for item in items.values() for problem in _conditions_of(item, items)]
        settings = read_settings(raw["settings"], items, problems)
    if problems:
        raise InputError(with_lines(problems, root))
    return Questionnaire(Noting("item", items), special, settings)


def _parts(shape: type, entries: Any, what: str, at: tuple, problems: list) -> dict[str, Any]:
    if not isinstance(entries, dict):
        problems.append(wrong(at, f"{what} holds {entries!r}", "put keys with values there"))
        return {}
    for key in entries:
        if not isinstance(key, str):
            read = "yes or no" if isinstance(key, bool) else "a number"
            found = f"{what} has the response {key!r}, which YAML reads as {read}"
            problems.append(wrong((*at, key), found, "put it in quotation marks"))
    named = {
        k: fill(shape, v, f"{what}: {k}", FILE, problems, (*at, k), key=k)
        for k, v in entries.items()
    }
    return {key: part for key, part in named.items() if part}


def _scale(name: str, entry: Any, problems: list[Problem]) -> Scale | None:
    what, at = f"scale {name}", ("scales", name)
    scale = fill(Scale, entry, what, FILE, problems, at, name=name)
    if scale is None:
        return None
    responses = _parts(Response, scale.responses, what, (*at, "responses"), problems)
    bands = _parts(Band, scale.bands, what, (*at, "bands"), problems)
    scale = replace(scale, responses=responses, bands=bands)
    if scale.kind not in KINDS:
        found = f"{what} has kind {scale.kind!r}"
        problems.append(wrong((*at, "kind"), found, f"use {', '.join(KINDS)}"))
    codes = [r.code for r in responses.values()]
    if scale.kind in ("ordinal", "category") and len(set(codes)) < len(codes):
        problems.append(wrong(at, f"{what} gives one code to two responses"))
    if scale.kind == "ordinal" and len([r for r in responses.values() if r.score is not None]) < 2:
        problems.append(wrong(at, f"{what} is ordinal and has fewer than two scores"))
    if scale.kind == "number" and None in (scale.minimum, scale.maximum):
        problems.append(wrong(at, f"{what} is a number and has no minimum and maximum"))
    return scale


def _item(name, entry, scales, special, problems) -> Item | None:
    at = "items", name
    item = fill(Item, entry, f"item {name}", FILE, problems, at, name=name)
    if item is None:
        return None
    named = entry["scale"]
    if not isinstance(named, str) or named not in scales:
        found = f"item {name} names the unknown scale {named!r}"
        problems.append(wrong((*at, "scale"), found))
        return None
    scale = scales[named]
    if scale is None:
        return None
    asked = {condition: tuple(allowed) for condition, allowed in item.asked.items()}
    item = replace(
        item,
        scale=scale,
        asked=asked,
        phrase=item.phrase or item.label.lower(),
        revisions=revisions_of(item.revisions, f"item {name}", FILE, problems, (*at, "revisions")),
    )
    strange = set(item.special) - set(special)
    strange |= set(item.headline) - set(scale.responses) - set(scale.bands)
    for key in sorted(strange):
        within = "headline" if key in item.headline else "special"
        problems.append(wrong((*at, within), f"item {name} names the unknown response {key!r}"))
    if scale.kind in ("ordinal", "category") and not item.headline:
        problems.append(wrong(at, f"item {name} has no 'headline'", "name its responses"))
    if item.reversed and not item.scores:
        found = f"item {name} is reversed and its scale has no scores"
        problems.append(wrong((*at, "reversed"), found))
    problems += _column_problems(item) + _code_problems(item, special)
    return item


def _column_problems(item: Item) -> list[Problem]:
    """Columns that are no name, or for a multiple response not one name a response."""
    problems = []
    for survey, columns in item.columns.items():
        what, at = f"item {item.name} has for {survey}", ("items", item.name, "columns", survey)
        names = columns if item.kind == "multiple" else {item.name: columns}
        if survey not in SURVEYS:
            found = f"item {item.name} has columns of the unknown survey {survey!r}"
            problems.append(wrong(at, found, f"surveys are: {', '.join(SURVEYS)}"))
        elif not isinstance(names, dict) or not all(isinstance(n, str) for n in names.values()):
            problems.append(wrong(at, f"{what} the columns {columns!r}", "name its columns"))
        elif item.kind == "multiple" and set(names) != set(item.scale.responses):
            keys = ", ".join(sorted(set(names) ^ set(item.scale.responses), key=str))
            found = f"{what} other columns than its scale has responses: {keys}"
            problems.append(wrong(at, found, "name one column a response"))
    return problems


def _code_problems(item: Item, special: dict[str, Response]) -> list[Problem]:
    """Codes that mean an answer and, say, don't know at once."""
    scale = item.scale
    codes = {r.code for r in scale.responses.values()}
    if scale.kind == "number" and None not in (scale.minimum, scale.maximum):
        codes = range(math.ceil(scale.minimum), math.floor(scale.maximum) + 1)
    what, at = f"item {item.name} has the code", ("items", item.name)
    return [
        wrong(at, f"{what} {r.code} both as an answer and as {key!r}")
        for key, r in special.items()
        if key in (*item.special, NO_ANSWER) and r.code in codes
    ]


def _conditions_of(item: Item, items: dict[str, Item]) -> list[Problem]:
    before = list(items)[: list(items).index(item.name)]
    at = "items", item.name, "asked"
    problems = unknown_conditions(f"item {item.name} is asked", item.asked, at, items)
    for condition in item.asked:
        if condition in items and condition not in before:
            found = f"item {item.name} stands before {condition}, on which it depends"
            problems.append(wrong((*at, condition), found, f"move it below {condition}"))
    return problems
