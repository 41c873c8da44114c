"""Names of cells: what an author made gets one that says something in place of random signs."""

from __future__ import annotations

import re

NAME = re.compile(r"[a-z][a-z0-9-]+")
# What JupyterLab and nbformat give: a UUID, or the first eight signs of one.
RANDOM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*[0-9])[0-9a-f]{8}")
ROLE = re.compile(r"\{\w+\}`[^`]*`")
ASSIGNED = re.compile(r"^\s*([A-Za-z_]\w*)\s*(?:[,=]|\+=)")
SHOWN = re.compile(r"\b((?:figure|table)\w*)\(\s*\"([\d.]+)\"")
WORDS = 3


def is_name(identifier: object) -> bool:
    """Whether an identifier of a cell says something."""
    text = str(identifier)
    return bool(NAME.fullmatch(text)) and not RANDOM.fullmatch(text)


def named(cells: list[dict], given: dict[str, str]) -> list[str]:
    """Names of the cells in order, each once; those that have one keep it.

    `given` has the names that were given before, by the identifier they stand for, and is
    added to: a cell that JupyterLab still knows by its own keeps the name of its first save.
    """
    taken = {cell["id"] for cell in cells if is_name(cell.get("id"))} | set(given.values())
    names: list[str] = []
    for cell in cells:
        own = cell.get("id", "")
        if is_name(own) and own not in names:
            names.append(own)
            continue
        if own not in given or given[own] in names:
            name = _free(_said(cell), taken)
            taken.add(name)
            if own and not is_name(own):
                given[own] = name
            names.append(name)
        else:
            names.append(given[own])
    return names


def _said(cell: dict) -> str:
    """What a cell begins with: its heading or first words, what it assigns, or its figure."""
    source = "".join(cell.get("source", ""))
    if cell.get("cell_type") == "code":
        if shown := SHOWN.search(source):
            return f"{shown[1].split('_')[0]}-{shown[2].replace('.', '-')}"
        found = ASSIGNED.match(source)
        return _slug(found[1]) if found else "code"
    return _slug(ROLE.sub(" ", source)) or "text"


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))
    while words and not words[0][0].isalpha():
        words.pop(0)
    slug = "-".join(words[:WORDS])
    return slug if is_name(slug) else ""


def _free(name: str, taken: set[str]) -> str:
    name, number = name or "cell", 2
    if name not in taken:
        return name
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
