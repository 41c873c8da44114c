"""Quantities: what an expression or a figure of a notebook is about: item, survey, responses."""

from __future__ import annotations

import ast
from dataclasses import dataclass

BASELINE, END, COMPARISON = "baseline", "end_of_linking", "comparison"
SURVEYS = {"baseline": BASELINE, "followup": END, "comparison": COMPARISON}
ENDS = {"change": (BASELINE, END), "contrast": (COMPARISON, END)}
SIDES = {"before": 0, "after": 1}
FAMILIES = {"changes": "change", "contrasts": "contrast"}
IN_WORDS = {"words", "Words", "of", "Of", "headline"}
BOXES = {"top2", "bottom2"}
HEADLINE, MEAN = "headline", "mean"


@dataclass(frozen=True)
class Quantity:
    """What is said: `of` is share, mean, base, difference, family or ranking.

    `edition` is how the notebook calls the edition; `items` holds one item but for families and
    rankings (none: every item of the family); `part` names responses, or the headline or a box;
    `survey` is that of a share, and "change" or "contrast" of a difference or family; `form` is
    the last attribute that was asked for. `linked` says that a share is one end of a change.
    """

    of: str
    edition: str
    items: tuple[str, ...]
    survey: str
    part: tuple[str, ...] = (HEADLINE,)
    form: str = ""
    linked: bool = False

    @property
    def item(self) -> str:
        return self.items[0]


@dataclass(frozen=True)
class Shown:
    """A chart as a cell asks for it: its number, and the (item, survey) of each bar in order."""

    edition: str
    number: str
    bars: list[tuple[str, str]]
    kind: str = ""  # "change" or "contrast" where the two surveys of each item are tested

    @property
    def items(self) -> list[str]:
        return list(dict.fromkeys(item for item, _ in self.bars))


def quantity_of(node: ast.expr | None) -> Quantity | None:
    """What an expression of a sentence prints; None where it is no number about an item."""
    if node is None:
        return None
    edition, steps = _chain(node)
    if not edition.startswith("Edition(") or not steps:
        return None
    first = steps[0]
    if first.key is not None and len(steps) > 1 and isinstance(first.key, str):
        return _of_measure(edition, first.key, steps[1:])
    if first.name in FAMILIES:
        return _of_family(edition, FAMILIES[first.name], steps[1:])
    if first.name == "shares" and len(first.given) == 2:
        items, survey = first.given
        if isinstance(items, list | tuple):
            form = _end(steps)
            return Quantity("ranking", edition, tuple(items), str(survey), form=form)
    return None


def shown_of(node: ast.expr | None) -> Shown | None:
    """The chart that a code cell shows; None where it shows something else."""
    edition, steps = _chain(node) if node is not None else ("", [])
    if not edition.startswith("Edition(") or len(steps) != 1:
        return None
    name, given = steps[0].name, steps[0].given
    if not name.startswith("figure_") or len(given) < 3:
        return None
    number, items = str(given[0]), given[1] if isinstance(given[1], list | tuple) else [given[1]]
    kind = name.removeprefix("figure_")
    if kind == "change":
        bars = [(item, survey) for item in items for survey in (BASELINE, END)]
    elif kind == "contrast":
        bars = [(item, survey) for item in items for survey in (END, COMPARISON)]
    elif kind in ("items", "profile", "bars"):
        bars = [(item, str(given[2])) for item in items]
    else:
        return None
    return Shown(edition, number, bars, kind if kind in ENDS else "")


def listed_of(node: ast.expr | None) -> Quantity | None:
    """The family that a code cell lists in bullets."""
    found = quantity_of(node)
    return found if found and found.of == "family" and found.form == "bullets" else None


@dataclass(frozen=True)
class _Step:
    """An attribute or a call by name with what it was given, or what stands in brackets."""

    name: str = ""
    given: tuple = ()
    key: object = None
    called: bool = False


def _chain(node: ast.expr) -> tuple[str, list[_Step]]:
    steps: list[_Step] = []
    while True:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = tuple(_value(argument) for argument in node.args)
            steps.append(_Step(node.func.attr, given, called=True))
            node = node.func.value
        elif isinstance(node, ast.Attribute):
            steps.append(_Step(node.attr))
            node = node.value
        elif isinstance(node, ast.Subscript):
            steps.append(_Step(key=_value(node.slice)))
            node = node.value
        else:
            return ast.unparse(node), steps[::-1]


def _value(node: ast.expr):
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.unparse(node)


def _end(steps: list[_Step]) -> str:
    return steps[-1].name


def _of_measure(edition: str, item: str, steps: list[_Step]) -> Quantity | None:
    first, rest = steps[0].name, steps[1:]
    if first in SURVEYS:
        return _of_answers(edition, item, SURVEYS[first], rest, False)
    if first not in ENDS:
        return None
    if rest and rest[0].name in SIDES:
        return _of_answers(edition, item, ENDS[first][SIDES[rest[0].name]], rest[1:], True)
    part = (HEADLINE,)
    if rest and rest[0].key is not None:
        part, rest = _keys(rest[0].key), rest[1:]
    return Quantity("difference", edition, (item,), first, part, rest[-1].name if rest else "")


def _of_answers(edition, item, survey, steps: list[_Step], linked: bool) -> Quantity | None:
    part, of = (HEADLINE,), "share"
    for step in steps:
        if step.key is not None:
            part = _keys(step.key)
        elif step.name in BOXES:
            part = (step.name,)
        elif step.name in (MEAN, "base"):
            of = step.name
        elif step.name not in IN_WORDS:
            return None
    return Quantity(of, edition, (item,), survey, part, linked=linked)


def _of_family(edition: str, kind: str, steps: list[_Step]) -> Quantity | None:
    items: tuple = ()
    if steps and steps[0].name == "of" and steps[0].called:
        items, steps = steps[0].given, steps[1:]
    form = steps[-1].name if steps else "summary"
    return Quantity("family", edition, tuple(sorted(items)), kind, form=form)


def _keys(key) -> tuple[str, ...]:
    return tuple(map(str, key)) if isinstance(key, tuple | list) else (str(key),)
