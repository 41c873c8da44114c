"""Entries of a YAML file: read, and held against the fields that they may and must have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import InputError, Problem


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _are_lists(value: Any) -> bool:
    return isinstance(value, dict) and all(_are_texts(texts) for texts in value.values())


# What fits each kind of field, and how to say so. True and False are no numbers.
FITS = {
    "str": (lambda value: isinstance(value, str), "put text there, in quotation marks"),
    "int": (lambda value: type(value) is int, "put a whole number there"),
    "float": (lambda value: type(value) in (int, float), "put a number there"),
    "float | None": (lambda value: type(value) in (int, float), "put a number there"),
    "bool": (lambda value: type(value) is bool, "put true or false there"),
    "tuple[str, ...]": (_are_texts, 'put a list of texts there, such as ["5", "4"]'),
    "dict[str, Any]": (lambda value: isinstance(value, dict), "put keys with values there"),
    "dict[str, tuple[str, ...]]": (_are_lists, "put a key with a list there, such as {a: [b]}"),
}


def read_yaml(path: Path, shown: str) -> dict[str, Any]:
    """Content of a YAML file; raises InputError, with the line, where it cannot be read."""
    if not path.is_file():
        raise InputError(Problem(shown, "there is no such file", "restore it from version control"))
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        content = yaml.load(path.read_text(encoding="utf-8"), loader)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        todo = "save it as UTF-8"
        raise InputError(Problem(shown, "is not UTF-8 text", todo, line=line)) from None
    # A day that no calendar has, such as 31 June, is a ValueError.
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        found = f"cannot be read as YAML: {getattr(error, 'problem', None) or error}"
        raise InputError(Problem(shown, found, line=mark.line + 1 if mark else None)) from None
    if not isinstance(content, dict):
        raise InputError(Problem(shown, "holds no keys", "restore it from version control"))
    return content


def fill(
    shape: type,
    entry: Any,
    what: str,
    file: str,
    problems: list[Problem],
    at: tuple[str | int, ...] = (),
    **given,
) -> Any:
    """Instance of a dataclass from an entry, or None with the reasons added to `problems`.

    `what` names the entry in a reason and `at` are the keys that lead to it in the file; `given`
    are fields that the entry does not hold.
    """
    if not isinstance(entry, dict):
        todo = "put keys with values there"
        problems.append(Problem(file, f"{what} is {entry!r}", todo, at=at))
        return None
    wanted = {field.name: field for field in fields(shape) if field.name not in given}
    found = [unknown_key(file, what, key, wanted, at) for key in entry if key not in wanted]
    found += [
        Problem(file, f"{what} has no {field.name!r}", at=at)
        for field in wanted.values()
        if field.name not in entry and _is_needed(field)
    ]
    for key, value in entry.items():
        fits, todo = FITS.get(wanted[key].type, (None, "")) if key in wanted else (None, "")
        if fits and not fits(value):
            found.append(Problem(file, f"{what} has the {key} {value!r}", todo, at=(*at, key)))
    problems += found
    return None if found else shape(**given, **{k: _frozen(v) for k, v in entry.items()})


def unknown_key(file: str, what: str, key: Any, known: Iterable[str], at: tuple = ()) -> Problem:
    """What is said of a key that an entry must not have; `what` names the entry, "" the file."""
    found = f"{what} has the unknown key {key!r}".strip()
    return Problem(file, found, f"keys are: {', '.join(known)}", at=(*at, key))


def _is_needed(field: Field) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
