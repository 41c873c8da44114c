"""The questionnaire as data: items, their scales and responses, and the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import InputError, Problem

KINDS = ("ordinal", "category", "multiple", "number", "text")
FILE = "data/questionnaire.yml"


@dataclass(frozen=True)
class Response:
    """One answer that can be given: its key, code in the files, label and score.

    `exclusive` marks an answer such as "None of these" that is no answer among others.
    """

    key: str
    code: int
    label: str
    score: float | None = None
    exclusive: bool = False


@dataclass(frozen=True)
class Band:
    """A range of a number, both ends included."""

    key: str
    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Scale:
    """How an item is answered."""

    name: str
    kind: str
    responses: dict[str, Response] = field(default_factory=dict)
    bands: dict[str, Band] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 1
    unit: str = ""


@dataclass(frozen=True)
class Item:
    """One question of the surveys."""

    name: str
    wording: str
    label: str
    scale: Scale
    columns: dict[str, Any]
    phrase: str
    headline: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reversed: bool = False
    figures: tuple[str, ...] = ()
    published: str = ""

    @property
    def kind(self) -> str:
        return self.scale.kind

    @cached_property
    def scores(self) -> dict[str, float]:
        """Score of each response key; a reversed item counts from the other end."""
        given = {k: r.score for k, r in self.scale.responses.items() if r.score is not None}
        if not self.reversed:
            return given
        turn = max(given.values()) + min(given.values())
        return {key: turn - score for key, score in given.items()}

    @property
    def top2(self) -> tuple[str, ...]:
        """The two response keys with the highest scores."""
        return tuple(sorted(self.scores, key=self.scores.get, reverse=True)[:2])

    @property
    def bottom2(self) -> tuple[str, ...]:
        """The two response keys with the lowest scores."""
        return tuple(sorted(self.scores, key=self.scores.get)[:2])

    def file_columns(self, survey: str) -> dict[str, str]:
        """Column of the survey's file by name in the sample (`item` or `item.response`)."""
        columns = self.columns.get(survey)
        if columns is None:
            return {}
        if self.kind == "multiple":
            return {f"{self.name}.{response}": name for response, name in columns.items()}
        return {self.name: columns}


@dataclass(frozen=True)
class Settings:
    """What the statistics follow: level, base thresholds, weighting, adjustment."""

    significance_level: float
    interval_level: float
    flag_below: int
    suppress_below: int
    weighting: dict[str, Any]
    adjustment: tuple[str, ...]


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


def load_questionnaire(root: Path) -> Questionnaire:
    """Questionnaire of a project folder.

    Raises InputError with every key that is unknown, missing or contradictory.
    """
    path = root / FILE
    if not path.is_file():
        raise InputError(Problem(FILE, "there is no such file", "restore it from version control"))
    raw = read_yaml(path, FILE)
    problems: list[Problem] = []
    special = {key: Response(key, **entry) for key, entry in raw["special"].items()}
    scales = {name: _scale(name, entry, problems) for name, entry in raw["scales"].items()}
    items = {}
    for name, entry in raw["items"].items():
        item = _item(name, entry, scales, special, problems)
        if item:
            items[name] = item
    problems += _unknown_conditions(items)
    if problems:
        raise InputError(problems)
    return Questionnaire(items, special, _settings(raw["settings"], items))


def read_yaml(path: Path, shown: str) -> dict[str, Any]:
    """Content of a YAML file; raises InputError with the line where it cannot be read."""
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        content = yaml.load(path.read_text(encoding="utf-8"), loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = mark.line + 1 if mark else None
        raise InputError(
            Problem(shown, f"cannot be read as YAML: {getattr(error, 'problem', error)}", row=row)
        ) from None
    if not isinstance(content, dict):
        raise InputError(Problem(shown, "holds no keys", "compare it with docs/questionnaire.md"))
    return content


def _scale(name: str, entry: dict, problems: list[Problem]) -> Scale:
    entry = dict(entry)
    responses = {k: Response(k, **v) for k, v in entry.pop("responses", {}).items()}
    bands = {k: Band(k, **v) for k, v in entry.pop("bands", {}).items()}
    if entry.get("kind") not in KINDS:
        problems.append(
            Problem(FILE, f"scale {name} has kind {entry.get('kind')!r}", f"use {', '.join(KINDS)}")
        )
    codes = [r.code for r in responses.values()]
    for key in (*responses, *bands):
        if not isinstance(key, str):
            found = f"scale {name} has the response {key!r}, which YAML reads as a number"
            problems.append(Problem(FILE, found, "put it in quotation marks"))
    if entry.get("kind") in ("ordinal", "category") and len(set(codes)) < len(codes):
        problems.append(Problem(FILE, f"scale {name} gives one code to two responses"))
    return Scale(name, responses=responses, bands=bands, **entry)


def _item(name, entry, scales, special, problems) -> Item | None:
    known = set(Item.__dataclass_fields__) - {"name"}
    unknown, missing = set(entry) - known, {"wording", "label", "scale", "columns"} - set(entry)
    for key in sorted(unknown):
        problems.append(Problem(FILE, f"item {name} has the unknown key {key!r}"))
    for key in sorted(missing):
        problems.append(Problem(FILE, f"item {name} has no {key!r}"))
    if unknown or missing:
        return None
    if entry["scale"] not in scales:
        problems.append(Problem(FILE, f"item {name} names the unknown scale {entry['scale']!r}"))
        return None
    scale = scales[entry["scale"]]
    strange = set(entry.get("special", ())) - set(special)
    strange |= set(entry.get("headline", ())) - set(scale.responses) - set(scale.bands)
    for key in sorted(strange):
        problems.append(Problem(FILE, f"item {name} names the unknown response {key!r}"))
    values = dict(entry, scale=scale, phrase=entry.get("phrase", entry["label"].lower()))
    for key in ("headline", "special", "figures"):
        values[key] = tuple(entry.get(key, ()))
    values["asked"] = {k: tuple(v) for k, v in entry.get("asked", {}).items()}
    return Item(name, **values)


def _unknown_conditions(items: dict[str, Item]) -> list[Problem]:
    problems = []
    for item in items.values():
        for condition, allowed in item.asked.items():
            responses = items[condition].scale.responses if condition in items else {}
            for key in allowed:
                if key not in responses:
                    found = f"item {item.name} is asked where {condition} is {key!r}"
                    problems.append(Problem(FILE, found, "name an item and one of its responses"))
    return problems


def _settings(raw: dict[str, Any], items: dict[str, Item]) -> Settings:
    unknown = [name for name in raw["adjustment"] if name not in items]
    if raw["weighting"]["variable"] not in items:
        unknown.append(raw["weighting"]["variable"])
    if unknown:
        raise InputError([Problem(FILE, f"settings name the unknown item {n!r}") for n in unknown])
    return Settings(
        significance_level=raw["significance_level"],
        interval_level=raw["interval_level"],
        flag_below=raw["base"]["flag_below"],
        suppress_below=raw["base"]["suppress_below"],
        weighting=raw["weighting"],
        adjustment=tuple(raw["adjustment"]),
    )
