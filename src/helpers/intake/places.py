"""Places: which column of a delivered file holds which item, and which are only candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from helpers.intake.wordings import asks, nearness, texts_of, wording_of
from helpers.items import Item
from helpers.reading.delivered import Column, Delivered
from helpers.reading.placing import RESPONDENT
from helpers.reading.spellings import fold

SHOWN = 3  # candidates that are named at most
# An item, and the response that a column of several is about.
Target = tuple[str, str | None]


@dataclass
class Places:
    """Columns of a file by what they hold.

    `placed` is certain; `candidates` are columns of items that have no certain one, best first;
    `shared` columns that fit several items, `left` those that fit none.
    """

    placed: dict[Target, Column] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    several: dict[Target, list[Column]] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)
    candidates: dict[str, list[Column]] = field(default_factory=dict)
    left: list[Column] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """Names that the columns of a survey's items may have: `here` is what wave.yml says."""

    survey: str
    here: dict[str, Any]
    before: dict[str, Any]

    def of(self, item: Item, response: str | None) -> set[str]:
        """Names of one column, folded."""
        known = [item.columns.get(self.survey), self.before.get(item.name), item.name]
        if response is None:
            names = [name for name in known if isinstance(name, str)]
        else:
            names = [name[response] for name in known[:2] if _has(name, response)]
        return {fold(name) for name in names}

    def given(self, item: Item, response: str | None) -> str | None:
        """The name that a person has given."""
        name = self.here.get(item.name)
        if response is not None:
            return name[response] if _has(name, response) else None
        return name if isinstance(name, str) else None


def _has(name: Any, response: str) -> bool:
    return isinstance(name, dict) and isinstance(name.get(response), str)


def find_places(delivered: Delivered, items: list[Item], names: Names) -> Places:
    """Where the items of a survey stand in its file; nothing near is taken for certain."""
    places, free = Places(), list(delivered.columns)
    _take_sets(delivered, items, places, free)
    targets = [
        (item, response)
        for item in items
        if item.name not in places.sets
        for response in (*(item.scale.responses if item.kind == "multiple" else ()), None)
    ]
    fits = {
        (item.name, response): _fitting(free, item, response, names, targets)
        for item, response in targets
    }
    _keep_parts(items, fits)
    holders: dict[str, list[Target]] = {}
    for target, columns in fits.items():
        for column in columns:
            holders.setdefault(column.name, []).append(target)
    for target, columns in fits.items():
        shared = [c.name for c in columns if len(holders[c.name]) > 1]
        if len(columns) > 1:
            places.several[target] = columns
        elif columns and shared:
            places.shared[shared[0]] = sorted({item for item, _ in holders[shared[0]]})
        elif columns:
            places.placed[target] = columns[0]
    taken = set(holders)
    free = [c for c in free if c.name not in taken and fold(c.name) != RESPONDENT]
    _near(free, items, names, places)
    return places


def _fitting(
    columns: list[Column], item: Item, response: str | None, names: Names, targets
) -> list[Column]:
    given = names.given(item, response)
    if given is not None:
        return [column for column in columns if column.name == given]
    own = names.of(item, response)
    others = [
        (other, part) for other, part in targets if (other.name, part) != (item.name, response)
    ]
    found = []
    for column in columns:
        named = fold(column.name) in own
        if (named and not wording_of(column)) or (asks(column, item, response) and named):
            found.append(column)
        elif asks(column, item, response):
            strange = {name for other in others for name in names.of(*other)}
            found += [column] * (fold(column.name) not in strange)
    return found


def _keep_parts(items: Iterable[Item], fits: dict[Target, list[Column]]) -> None:
    """Of several answers either the columns of each response count, or the one of all."""
    for item in items:
        parts = [t for t in fits if t[0] == item.name and t[1] is not None]
        whole = (item.name, None)
        if not parts or whole not in fits:
            continue
        if all(fits[part] for part in parts) or not fits[whole]:
            fits[whole] = []
        else:
            for part in parts:
                fits[part] = [c for c in fits[part] if c not in fits[whole]]


def _take_sets(delivered: Delivered, items: list[Item], places: Places, free: list[Column]) -> None:
    """Items whose answers are a set of the file, with the wording of the question."""
    for answers in delivered.sets:
        members = [c for c in delivered.columns if c.name in answers.columns]
        for item in items:
            wanted = {fold(response.label) for response in item.scale.responses.values()}
            whole = answers.counted is None or {fold(c.wording) for c in members} == wanted
            if item.kind == "multiple" and fold(answers.wording) in texts_of(item, None) and whole:
                places.sets[item.name] = answers.name
                free[:] = [column for column in free if column not in members]


def _near(free: list[Column], items: list[Item], names: Names, places: Places) -> None:
    """Candidates of the items without a certain column, and the columns that nothing is near to."""
    found = {name for name, _ in (*places.placed, *places.several)} | set(places.sets)
    found |= {item for items_of in places.shared.values() for item in items_of}
    near: set[str] = set()
    for item in [item for item in items if item.name not in found]:
        own = names.of(item, None)
        scores = {c.name: nearness(c, item, own) for c in free if _may_hold(c, item, own)}
        best = sorted((c for c in free if scores.get(c.name)), key=lambda c: -scores[c.name])
        if best:
            places.candidates[item.name] = best[:SHOWN]
            near |= {column.name for column in best[:SHOWN]}
    places.left = [column for column in free if column.name not in near]


def _may_hold(column: Column, item: Item, names: set[str]) -> bool:
    """Whether a column whose values have labels has one that the item's scale knows."""
    if fold(column.name) in names or item.kind not in ("ordinal", "category"):
        return True
    answers = item.scale.responses.values()
    known = {fold(text) for r in answers for text in (r.label, r.key, f"{r.code} {r.label}")}
    return not column.labels or any(fold(label) in known for label in column.labels.values())
