"""Instructions: what wave.yml says of how one survey's file is read."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from helpers.entries import fill
from helpers.errors import Problem

SEPARATORS = {",": ",", ";": ";", "|": "|", "tab": "\t", "\t": "\t"}
READ_BY = ("codes", "labels")


@dataclass(frozen=True)
class Instructions:
    """What cannot be told from a file; docs/survey-files.md explains each key."""

    columns: dict[str, Any] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    codes: dict[str, Any] = field(default_factory=dict)
    special: dict[str, Any] = field(default_factory=dict)
    read_by: str = ""
    sheet: str = ""
    header: Any = ()
    separator: str = ""
    encoding: str = ""
    decimal: str = ""


KEYS = tuple(key.name for key in fields(Instructions))


def instructions_of(
    entry: dict[str, Any], survey: str, shown: str, problems: list[Problem]
) -> Instructions:
    """Instructions in a survey's entry of wave.yml; what is wrong is added to `problems`."""
    given = {key: entry[key] for key in KEYS if key in entry}
    what = f"survey {survey}"
    header = given.pop("header", [])
    header = [header] if type(header) is int else header
    at = "surveys", survey
    how = fill(Instructions, given, what, shown, problems, at, header=())
    if how is None:
        return Instructions()
    found = _value_problems(given | {"header": header}, what, shown, at)
    found += _mapping_problems(given, what, shown, at)
    problems += found
    if found:
        return Instructions()
    separator = SEPARATORS.get(how.separator, "")
    return Instructions(**{**vars(how), "header": tuple(header), "separator": separator})


def _value_problems(given: dict[str, Any], what: str, shown: str, at: tuple) -> list[Problem]:
    rows = given["header"]
    numbered = isinstance(rows, list) and all(type(row) is int and row > 0 for row in rows)
    known = ((given.get("separator"), SEPARATORS), (given.get("read_by"), READ_BY))
    problems = [
        _use(shown, f"{what} has the {key} {value!r}", map(repr, allowed), (*at, key))
        for key, (value, allowed) in zip(("separator", "read_by"), known, strict=True)
        if value is not None and value not in allowed
    ]
    if not numbered or list(rows) != sorted(set(rows)):
        todo = "give the row of the names, or that of each header row: [1, 2]"
        found = f"{what} has the header {rows!r}"
        problems.append(Problem(shown, found, todo, at=(*at, "header")))
    if given.get("decimal") not in (None, ".", ","):
        found = f"{what} has the decimal {given['decimal']!r}"
        problems.append(Problem(shown, found, "use '.' or ','", at=(*at, "decimal")))
    if "encoding" in given and not _is_encoding(given["encoding"]):
        found = f"{what} has the encoding {given['encoding']!r}"
        todo = "use utf-8, utf-16 or windows-1252"
        problems.append(Problem(shown, found, todo, at=(*at, "encoding")))
    return problems


def _use(shown: str, found: str, allowed: Iterable[str], at: tuple) -> Problem:
    return Problem(shown, found, f"use {', '.join(allowed)}", at=at)


def _is_encoding(name: str) -> bool:
    try:
        # Such as base64 is a codec of bytes, and no encoding of texts.
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _mapping_problems(given: dict[str, Any], what: str, shown: str, at: tuple) -> list[Problem]:
    """Keys and values that YAML read as yes or no, and items whose codes are no mapping."""
    problems, mappings = [], {("special",): given.get("special", {})}
    for item, mapping in given.get("codes", {}).items():
        if isinstance(mapping, dict):
            mappings["codes", item] = mapping
        else:
            found = f"{what} has as codes of {item} {mapping!r}"
            todo = "write {delivered: code, ...}"
            problems.append(Problem(shown, found, todo, at=(*at, "codes", item)))
    for keys, mapping in mappings.items():
        name, place = " of ".join(map(str, keys)), (*at, *keys)
        for part in [part for pair in mapping.items() for part in pair]:
            if isinstance(part, bool):
                found = f"{what} has in {name} a word that YAML reads as {part}"
                problems.append(Problem(shown, found, "put it in quotation marks", at=place))
            elif not isinstance(part, str | int | float):
                found = f"{what} has in {name} {part!r}"
                problems.append(Problem(shown, found, "put a text", at=place))
    return problems
