"""Words: what can be written of a measure, each with a line of help and its present text."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.answers import Text
from helpers.errors import InputError
from helpers.html_table import table

# What a method gives back that can stand in the report; others only work something out.
SAID = ("str", "Family", "Markdown")
# What a word raises where the wave, or the item, does not have it.
NOT_THERE = (InputError, KeyError, AttributeError, ValueError, TypeError)


@dataclass(frozen=True)
class Word:
    """One attribute of something that stands in a sentence."""

    name: str
    signature: str  # of a method, such as "(whom)"; else empty
    help: str
    text: str  # what it gives at present; empty of a method, and of what is not there
    missing: str = ""  # why it is not there

    @property
    def written(self) -> str:
        """The word with the brackets of a method: "of(whom)"."""
        return self.name + self.signature

    @property
    def shown(self) -> str:
        """Its present text, or why there is none."""
        return self.text or (f"not there: {self.missing}" if self.missing else "")


def words_of(thing: Text) -> list[Word]:
    """Words of a measure, of answers, a change, a family ...: those that give a text.

    In the order in which they are defined, the thing's own class before what it inherits.
    """
    found = (_word(thing, name, member) for name, member in _members(type(thing)))
    return [word for word in found if word]


def word_of(thing: Text, name: str) -> Word | None:
    """One word by its name, without working out the others; None where it is no word."""
    member = dict(_members(type(thing))).get(name)
    return _word(thing, name, member) if member else None


def _members(kind: type) -> Iterator[tuple[str, object]]:
    """Public properties and methods of a class, each once."""
    seen = set()
    for base in kind.__mro__[:-1]:
        for name, member in vars(base).items():
            if not name.startswith("_") and name not in seen and _is_member(member):
                seen.add(name)
                yield name, getattr(kind, name)


def _is_member(member: object) -> bool:
    return isinstance(member, property | cached_property) or inspect.isfunction(member)


def _word(thing: Text, name: str, member: object) -> Word | None:
    said = (inspect.getdoc(member) or "").partition("\n")[0].strip()
    if inspect.isfunction(member):
        given_back = inspect.signature(member).return_annotation
        if getattr(given_back, "__name__", given_back) not in SAID:
            return None
        inputs = list(inspect.signature(member).parameters.values())[1:]
        shown = inspect.Signature([p.replace(annotation=p.empty) for p in inputs])
        return Word(name, str(shown), said, "")
    try:
        value = getattr(thing, name)
        text = str(value) if isinstance(value, str | Text) else None
    except NOT_THERE as error:
        return Word(name, "", said, "", _reason(error))
    return None if text is None else Word(name, "", said, text)


def _reason(error: Exception) -> str:
    if isinstance(error, InputError):
        return error.problems[0].found
    return str(error.args[0] if error.args else error)


def words_table(thing: Text, written: str) -> str:
    """Accessible HTML table of all words of a thing, named as it was written in the cell."""
    rows = [[f".{word.written}", word.shown, word.help] for word in words_of(thing)]
    return table(f"{written}: {thing}", ["Write after it", "It gives", "What it is"], rows)


def words_list(thing: Text, written: str) -> str:
    """The same as plain text, a word a line."""
    lines = [f"{written}: {thing}", ""]
    for word in words_of(thing):
        lines += [f".{word.written}  {word.shown}".rstrip(), f"    {word.help}"]
    return "\n".join(lines)
