"""The questionnaire: all items and settings, read from one file and held against each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helpers.entries import fill, read_yaml
from helpers.errors import InputError, Problem
from helpers.harmonisation import entries_of_wave, revisions_of
from helpers.items import (
    INTERVALS,
    KINDS,
    NO_ANSWER,
    AreaRule,
    Band,
    Item,
    Response,
    Scale,
    Settings,
    Weighting,
)
from helpers.reads import Noting

FILE = "data/questionnaire.yml"


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
    raw, problems = read_yaml(root / FILE, FILE), []
    for part in ("settings", "special", "scales", "items"):
        if not isinstance(raw.get(part), dict):
            problems.append(Problem(FILE, f"has no {part!r}", "restore it from version control"))
    if problems:
        raise InputError(problems)
    special = _parts(Response, raw["special"], "special", problems)
    if NO_ANSWER not in special:
        problems.append(Problem(FILE, f"special has no {NO_ANSWER!r}", "give it a code"))
    scales = {name: _scale(name, entry, problems) for name, entry in raw["scales"].items()}
    asked = raw["items"] if wave is None else entries_of_wave(raw["items"], wave)
    items = {n: _item(n, entry, scales, special, problems) for n, entry in asked.items()}
    # What points to an item is looked at when all items are known to be sound.
    if not problems:
        problems += [problem for item in items.values() for problem in _conditions_of(item, items)]
        settings = _settings(raw["settings"], items, problems)
    if problems:
        raise InputError(problems)
    return Questionnaire(Noting("item", items), special, settings)


def _parts(shape: type, entries: Any, what: str, problems: list[Problem]) -> dict[str, Any]:
    if not isinstance(entries, dict):
        problems.append(Problem(FILE, f"{what} holds {entries!r}", "put keys with values there"))
        return {}
    for key in entries:
        if not isinstance(key, str):
            read = "yes or no" if isinstance(key, bool) else "a number"
            found = f"{what} has the response {key!r}, which YAML reads as {read}"
            problems.append(Problem(FILE, found, "put it in quotation marks"))
    named = {k: fill(shape, v, f"{what}: {k}", FILE, problems, key=k) for k, v in entries.items()}
    return {key: part for key, part in named.items() if part}


def _scale(name: str, entry: Any, problems: list[Problem]) -> Scale | None:
    what = f"scale {name}"
    scale = fill(Scale, entry, what, FILE, problems, name=name)
    if scale is None:
        return None
    responses = _parts(Response, scale.responses, what, problems)
    bands = _parts(Band, scale.bands, what, problems)
    scale = replace(scale, responses=responses, bands=bands)
    if scale.kind not in KINDS:
        found = f"{what} has kind {scale.kind!r}"
        problems.append(Problem(FILE, found, f"use {', '.join(KINDS)}"))
    codes = [r.code for r in responses.values()]
    if scale.kind in ("ordinal", "category") and len(set(codes)) < len(codes):
        problems.append(Problem(FILE, f"{what} gives one code to two responses"))
    if scale.kind == "ordinal" and len([r for r in responses.values() if r.score is not None]) < 2:
        problems.append(Problem(FILE, f"{what} is ordinal and has fewer than two scores"))
    if scale.kind == "number" and None in (scale.minimum, scale.maximum):
        problems.append(Problem(FILE, f"{what} is a number and has no minimum and maximum"))
    return scale


def _item(name, entry, scales, special, problems) -> Item | None:
    item = fill(Item, entry, f"item {name}", FILE, problems, name=name)
    if item is None:
        return None
    named = entry["scale"]
    if not isinstance(named, str) or named not in scales:
        problems.append(Problem(FILE, f"item {name} names the unknown scale {named!r}"))
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
        revisions=revisions_of(item.revisions, f"item {name}", FILE, problems),
    )
    strange = set(item.special) - set(special)
    strange |= set(item.headline) - set(scale.responses) - set(scale.bands)
    for key in sorted(strange):
        problems.append(Problem(FILE, f"item {name} names the unknown response {key!r}"))
    if scale.kind in ("ordinal", "category") and not item.headline:
        problems.append(Problem(FILE, f"item {name} has no 'headline'", "name its responses"))
    if item.reversed and not item.scores:
        problems.append(Problem(FILE, f"item {name} is reversed and its scale has no scores"))
    problems += _column_problems(item) + _code_problems(item, special)
    return item


def _column_problems(item: Item) -> list[Problem]:
    """Columns that are no name, or for a multiple response not one name a response."""
    problems = []
    for survey, columns in item.columns.items():
        what = f"item {item.name} has for {survey}"
        names = columns if item.kind == "multiple" else {item.name: columns}
        if not isinstance(names, dict) or not all(isinstance(n, str) for n in names.values()):
            problems.append(Problem(FILE, f"{what} the columns {columns!r}", "name its columns"))
        elif item.kind == "multiple" and set(names) != set(item.scale.responses):
            keys = ", ".join(sorted(set(names) ^ set(item.scale.responses), key=str))
            found = f"{what} other columns than its scale has responses: {keys}"
            problems.append(Problem(FILE, found, "name one column a response"))
    return problems


def _code_problems(item: Item, special: dict[str, Response]) -> list[Problem]:
    """Codes that mean an answer and, say, don't know at once."""
    scale = item.scale
    codes = {r.code for r in scale.responses.values()}
    if scale.kind == "number" and None not in (scale.minimum, scale.maximum):
        codes = range(math.ceil(scale.minimum), math.floor(scale.maximum) + 1)
    return [
        Problem(FILE, f"item {item.name} has the code {r.code} both as an answer and as {key!r}")
        for key, r in special.items()
        if key in (*item.special, NO_ANSWER) and r.code in codes
    ]


def _conditions_of(item: Item, items: dict[str, Item]) -> list[Problem]:
    before = list(items)[: list(items).index(item.name)]
    problems = _unknown_conditions(f"item {item.name} is asked", item.asked, items)
    for condition in item.asked:
        if condition in items and condition not in before:
            found = f"item {item.name} stands before {condition}, on which it depends"
            problems.append(Problem(FILE, found, f"move it below {condition}"))
    return problems


def _unknown_conditions(what: str, conditions: dict, items: dict[str, Item]) -> list[Problem]:
    problems = []
    for condition, allowed in conditions.items():
        one_answer = condition in items and items[condition].kind in ("ordinal", "category")
        responses = items[condition].scale.responses if one_answer else {}
        for key in allowed:
            if key not in responses:
                found = f"{what} where {condition} is {key!r}"
                problems.append(Problem(FILE, found, "name an item and one of its responses"))
    return problems


def _settings(raw: dict[str, Any], items: dict[str, Item], problems: list) -> Settings | None:
    raw = dict(raw)
    base = raw.pop("base", {})
    flat = raw | (base if isinstance(base, dict) else {"base": base})
    settings = fill(Settings, flat, "settings", FILE, problems)
    if settings is None:
        return None
    rule = fill(Weighting, settings.weighting, "weighting", FILE, problems)
    names = [*settings.adjustment, *([rule.variable] if rule else [])]
    for name in [name for name in names if name not in items]:
        problems.append(Problem(FILE, f"settings name the unknown item {name!r}"))
    for name in [n for n in names if n in items and items[n].kind in ("multiple", "text")]:
        problems.append(Problem(FILE, f"settings name {name}, which is no single answer"))
    for key in ("significance_level", "interval_level"):
        if not 0 < getattr(settings, key) < 1:
            found = f"settings have the {key} {getattr(settings, key)}"
            problems.append(Problem(FILE, found, "put a number between 0 and 1 there"))
    if settings.interval not in INTERVALS:
        found = f"settings have the interval {settings.interval!r}"
        problems.append(Problem(FILE, found, f"use {' or '.join(INTERVALS)}"))
    if rule:
        problems += _weighting_problems(rule, items)
    if settings.area and (area := fill(AreaRule, settings.area, "area", FILE, problems)):
        problems += _area_problems(area, items)
    return settings


def _area_problems(rule: AreaRule, items: dict[str, Item]) -> list[Problem]:
    """What is wrong with the item that says the area, the surveys that ask it, or the phase."""
    item = items.get(rule.item)
    if item is None or item.kind != "category":
        found = f"area names {rule.item!r} as its item"
        return [Problem(FILE, found, "name an item of the kind category")]
    problems = [
        Problem(FILE, f"area names the survey {s!r}, which does not ask {rule.item}", "mend it")
        for s in rule.surveys
        if s not in item.columns
    ]
    if not rule.surveys:
        problems.append(Problem(FILE, "area names no surveys", f"name those with {rule.item}"))
    return problems + _unknown_conditions("area looks at those", {"phase": _phases(rule)}, items)


def _phases(rule: AreaRule) -> tuple[str, ...]:
    return (rule.phase,) if rule.phase else ()


def _weighting_problems(rule: Weighting, items: dict[str, Item]) -> list[Problem]:
    surveys = {survey for item in items.values() for survey in item.columns}
    problems = [
        Problem(FILE, f"weighting names the survey {s!r}, which no item has", "mend its name")
        for s in (rule.survey, rule.target)
        if s not in surveys
    ]
    return problems + _unknown_conditions("weighting looks at those", rule.among, items)
