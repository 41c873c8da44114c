"""Settings: what the statistics follow, read from the questionnaire and held against its items."""

from __future__ import annotations

from typing import Any

from helpers.entries import fill
from helpers.errors import Problem
from helpers.items import INTERVALS, AreaRule, Item, Settings, Weighting

FILE = "data/questionnaire.yml"
AT = ("settings",)
NOWHERE = ", which no item has"
WEIGHTING, AREA = (*AT, "weighting"), (*AT, "area")


def wrong(at: tuple[str, ...], found: str, todo: str = "") -> Problem:
    """Problem of the questionnaire, of the entry that the keys `at` lead to."""
    return Problem(FILE, found, todo, at=at)


def unknown_conditions(
    what: str, conditions: dict, at: tuple[str, ...], items: dict[str, Item]
) -> list[Problem]:
    """What is wrong with conditions: items that nobody has, or that have no such response."""
    problems = []
    for condition, allowed in conditions.items():
        one_answer = condition in items and items[condition].kind in ("ordinal", "category")
        responses = items[condition].scale.responses if one_answer else {}
        for key in allowed:
            if key not in responses:
                found = f"{what} where {condition} is {key!r}"
                todo = "name an item and one of its responses"
                problems.append(wrong((*at, condition), found, todo))
    return problems


def read_settings(raw: dict[str, Any], items: dict[str, Item], problems: list) -> Settings | None:
    """Settings of the questionnaire, or None with the reasons added to `problems`."""
    raw = dict(raw)
    base = raw.pop("base", {})
    flat = raw | (base if isinstance(base, dict) else {"base": base})
    settings = fill(Settings, flat, "settings", FILE, problems, AT)
    if settings is None:
        return None
    rule = fill(Weighting, settings.weighting, "weighting", FILE, problems, WEIGHTING)
    names = [((*AT, "adjustment"), name) for name in settings.adjustment]
    names += [((*WEIGHTING, "variable"), rule.variable)] if rule else []
    for place, name in names:
        if name not in items:
            problems.append(wrong(place, f"settings name the unknown item {name!r}"))
        elif items[name].kind in ("multiple", "text"):
            problems.append(wrong(place, f"settings name {name}, which is no single answer"))
    for key in ("significance_level", "interval_level"):
        if not 0 < getattr(settings, key) < 1:
            found = f"settings have the {key} {getattr(settings, key)}"
            problems.append(wrong((*AT, key), found, "put a number between 0 and 1 there"))
    if settings.interval not in INTERVALS:
        found = f"settings have the interval {settings.interval!r}"
        problems.append(wrong((*AT, "interval"), found, f"use {' or '.join(INTERVALS)}"))
    if rule:
        problems += _weighting_problems(rule, items)
    if settings.area and (area := fill(AreaRule, settings.area, "area", FILE, problems, AREA)):
        problems += _area_problems(area, items)
    return settings


def _area_problems(rule: AreaRule, items: dict[str, Item]) -> list[Problem]:
    """What is wrong with the item that says the area, the surveys that ask it, or the phase."""
    item, surveys = items.get(rule.item), (*AREA, "surveys")
    if item is None or item.kind != "category":
        found = f"area names {rule.item!r} as its item"
        return [wrong((*AREA, "item"), found, "name an item of the kind category")]
    problems = [
        wrong(surveys, f"area names the survey {s!r}, which does not ask {rule.item}", "mend it")
        for s in rule.surveys
        if s not in item.columns
    ]
    if not rule.surveys:
        problems.append(wrong(AREA, "area names no surveys", f"name those with {rule.item}"))
    among = {"phase": _phases(rule)}
    return problems + unknown_conditions("area looks at those", among, AREA, items)


def _phases(rule: AreaRule) -> tuple[str, ...]:
    return (rule.phase,) if rule.phase else ()


def _weighting_problems(rule: Weighting, items: dict[str, Item]) -> list[Problem]:
    surveys = {survey for item in items.values() for survey in item.columns}
    problems = [
        wrong(
            (*WEIGHTING, key),
            f"weighting names the survey {s!r}, which no item has",
            "mend its name",
        )
        for key, s in (("survey", rule.survey), ("target", rule.target))
        if s not in surveys
    ]
    among = (*WEIGHTING, "among")
    return problems + unknown_conditions("weighting looks at those", rule.among, among, items)
