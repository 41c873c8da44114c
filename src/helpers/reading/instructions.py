"""Instructions: what wave.yml says of how one survey's file is read."""

from __future__ import annotations

import codecs
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
    how = fill(Instructions, given, what, shown, problems, header=())
    if how is None:
        return Instructions()
    found = _value_problems(given | {"header": header}, what, shown)
    found += _mapping_problems(given, what, shown)
    problems += found
    if found:
        return Instructions()
    separator = SEPARATORS.get(how.separator, "")
    return Instructions(**{**vars(how), "header": tuple(header), "separator": separator})


def _value_problems(given: dict[str, Any], what: str, shown: str) -> list[Problem]:
    rows = given["header"]
    numbered = isinstance(rows, list) and all(type(row) is int and row > 0 for row in rows)
    known = ((given.get("separator"), SEPARATORS), (given.get("read_by"), READ_BY))
    problems = [
        Problem(shown, f"{what} has the {key} {value!r}", f"use {', '.join(map(repr, allowed))}")
        for key, (value, allowed) in zip(("separator", "read_by"), known, strict=True)
        if value is not None and value not in allowed
    ]
    if not numbered or list(rows) != sorted(set(rows)):
        todo = "give the row of the names, or that of each header row: [1, 2]"
        problems.append(Problem(shown, f"{what} has the header {rows!r}", todo))
    if given.get("decimal") not in (None, ".", ","):
        found = f"{what} has the decimal {given['decimal']!r}"
        problems.append(Problem(shown, found, "use '.' or ','"))
    if "encoding" in given and not _is_encoding(given["encoding"]):
        found = f"{what} has the encoding {given['encoding']!r}"
        problems.append(Problem(shown, found, "use utf-8, utf-16 or windows-1252"))
    return problems


def _is_encoding(name: str) -> bool:
    try:
        # Such as base64 is a codec of bytes, and no encoding of texts.
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _mapping_problems(given: dict[str, Any], what: str, shown: str) -> list[Problem]:
    """Keys and values that YAML read as yes or no, and items whose codes are no mapping."""
    problems, mappings = [], {"special": given.get("special", {})}
    for item, mapping in given.get("codes", {}).items():
        if isinstance(mapping, dict):
            mappings[f"codes of {item}"] = mapping
        else:
            found = f"{what} has as codes of {item} {mapping!r}"
            problems.append(Problem(shown, found, "write {delivered: code, ...}"))
    for name, mapping in mappings.items():
        for part in [part for pair in mapping.items() for part in pair]:
            if isinstance(part, bool):
                found = f"{what} has in {name} a word that YAML reads as {part}"
                problems.append(Problem(shown, found, "put it in quotation marks"))
            elif not isinstance(part, str | int | float):
                problems.append(Problem(shown, f"{what} has in {name} {part!r}", "put a text"))
    return problems
