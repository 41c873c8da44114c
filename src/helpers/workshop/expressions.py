"""Expressions: what can be written of an item in a sentence, told from the classes themselves.

An attribute's help is the first line of its docstring, and its text what it gives for the wave.
Attributes that give yes, no or a bare number are for programs, and those that the item or the
wave does not have are left out.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.answers import Answers, Mean, Text
from helpers.differences import Change, Difference
from helpers.edition import Edition
from helpers.errors import InputError
from helpers.items import Item
from helpers.measures import Measure

# Whose attributes are shown too where they are found within which class.
OPENED = {Measure: (Answers, Difference), Answers: (Mean,)}
# What a method is given in an example, by the name of its parameter.
GIVEN = {"whom": '"teachers"', "first": "1", "test": '"t"'}
# What says that an item or a wave has no such thing: no rating, no baseline, no headline.
NOT_THERE = (InputError, AttributeError, KeyError, ValueError)
EVERYONE = "everyone"


@dataclass(frozen=True)
class Expression:
    """Something to write between backticks: its code, one line of help, and its present text."""

    code: str
    help: str
    text: str

    @property
    def role(self) -> str:
        """As it stands in a sentence, ready to paste."""
        return f"{{eval}}`{self.code}`"


def phase_of(edition: Edition, item: Item) -> str | None:
    """The phase of whose teachers chapters speak when they use an item; None for all of them.

    It is the one whose teachers alone are asked, or to which the weighted survey is weighted.
    """
    rule = edition.settings.weighting
    asked = item.asked.get("phase") or ()
    if not asked and rule["survey"] in item.columns:
        asked = rule["among"].get("phase") or ()
    return asked[0] if len(asked) == 1 else None


def expressions_of(edition: Edition, name: str) -> list[Expression]:
    """All expressions of an item that the wave of an edition has.

    The edition is called by its phase, or `everyone`. Raises InputError for an unknown item.
    """
    measure = edition[name]
    code = f'{edition.phase or EVERYONE}["{name}"]'
    return [Expression(code, _help(Measure), str(measure)), *_parts(measure, code, measure.item)]


def _parts(value: Text, code: str, item: Item) -> Iterator[Expression]:
    for name, member in _members(type(value)):
        call = _call(name, member)
        found = _given(lambda call=call: eval(f"it.{call}", {"it": value})) if call else None
        if found is None:
            continue
        text, part = found
        yield Expression(f"{code}.{call}", _help(member), text)
        if _is_opened(value, part):
            yield from _parts(part, f"{code}.{call}", item)
    yield from _of_responses(value, code, item)


def _members(kind: type) -> Iterator[tuple[str, object]]:
    """Public members of a class and those it is made from, in the order in which they stand."""
    names = dict.fromkeys(n for base in reversed(kind.__mro__) for n in vars(base))
    for name in names:
        member = inspect.getattr_static(kind, name)
        if not name.startswith("_") and getattr(member, "__doc__", None):
            yield name, member


def _call(name: str, member: object) -> str:
    """How a member is written, "" where it is none that a sentence can use."""
    if isinstance(member, property | cached_property):
        return name
    if not inspect.isfunction(member):
        return ""
    _, *parameters = inspect.signature(member).parameters.values()
    needed = [p.name for p in parameters if p.default is p.empty]
    known = needed and all(parameter in GIVEN for parameter in needed)
    return f"{name}({', '.join(GIVEN[p] for p in needed)})" if known else ""


def _given(found) -> tuple[str, object] | None:
    """Text that something gives, with itself; None where it is not there, empty or no text."""
    try:
        value = found()
        text = str(value) if isinstance(value, str | Text) else ""
        return (text, value) if text else None
    except NOT_THERE:
        return None


def _of_responses(value: Text, code: str, item: Item) -> Iterator[Expression]:
    """Shares of single responses, and the change of one."""
    keys = {k: part.label for k, part in (item.scale.responses | item.scale.bands).items()}
    if isinstance(value, Change):
        keys = dict.fromkeys(item.headline[:1], _help(type(value).__getitem__))
    elif not isinstance(value, Answers):
        return
    for key, said in keys.items():
        found = _given(lambda key=key: value[key])
        if found:
            yield Expression(f'{code}["{key}"]', said, found[0])


def _is_opened(value: Text, part: object) -> bool:
    return any(isinstance(value, kind) and isinstance(part, OPENED[kind]) for kind in OPENED)


def _help(member: object) -> str:
    return inspect.getdoc(member).splitlines()[0].strip()
