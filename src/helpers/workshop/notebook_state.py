"""State of a notebook: what of it is kept in git, and what JupyterLab would leave behind."""

from __future__ import annotations

import json
import re
from pathlib import Path

from helpers.errors import InputError, Problem
from helpers.workshop.cell_names import is_name, named
from helpers.workshop.sentences import one_a_line

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# The version of Python that somebody wrote with is no part of the report.
ABOUT = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
CELL = ("attachments", "cell_type", "id", "metadata", "source")
TWICE = "holds two versions of a passage, which a merge left to you"
MARKER = re.compile(r"^(<{7}|>{7}|={7})( |$)", re.MULTILINE)


def cleaned(notebook: dict, given: dict[str, str] | None = None) -> dict:
    """The notebook as it is stored: sources with their tags, and nothing that a run changes.

    Outputs, counts and metadata are left out; each sentence of a paragraph has a line; a new
    cell has a name in the place of a random identifier. `given` remembers such names for as
    long as JupyterLab knows a cell by its own (see `cell_names.named`).
    """
    cells = [_cell(cell) for cell in notebook["cells"]]
    for cell, name in zip(cells, named(cells, {} if given is None else given), strict=True):
        cell["id"] = name
    return {"cells": cells, "metadata": ABOUT, "nbformat": 4, "nbformat_minor": 5}


def _cell(cell: dict) -> dict:
    kept = {key: cell[key] for key in CELL if key in cell}
    kept["source"] = "".join(cell["source"])
    tags = cell.get("metadata", {}).get("tags")
    kept["metadata"] = {"tags": list(tags)} if tags else {}
    if kept["cell_type"] == "code":
        kept |= {"execution_count": None, "outputs": []}
    elif kept["cell_type"] == "markdown":
        kept["source"] = one_a_line(kept["source"])
    if not kept.get("attachments"):
        kept.pop("attachments", None)
    return kept


def as_stored(notebook: dict) -> str:
    """Text of a notebook's file: a line of its source a line, keys in order, one space deep."""
    cells = [
        cell | {"source": "".join(cell["source"]).splitlines(keepends=True)}
        for cell in notebook["cells"]
    ]
    content = notebook | {"cells": cells}
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def state_problems(path: Path, shown: str = "", text: str | None = None) -> list[Problem]:
    """Everything in a notebook's file that is not kept in git; empty where there is nothing.

    `shown` is the file's name in messages; `text` stands for its content where that is not
    what the disk has, such as what is about to be committed.
    """
    shown = shown or path.name
    try:
        text = path.read_text(encoding="utf-8") if text is None else text
        notebook = json.loads(text)
        found = _found(notebook)
        stored = as_stored(cleaned(notebook))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        said = TWICE
        if not MARKER.search(text or ""):
            said = f"cannot be read as a notebook ({' '.join(str(error).split())})"
        return [Problem(shown, said, "mend it as text, or take it from git again")]
    if not found and text != stored:
        found = ["is not laid out as it is stored"]
    todo = f"run: report tidy {shown}"
    problems = [Problem(shown, said, todo) for said in found]
    return problems + [
        Problem(shown, f"cell {name!r} {TWICE}", "keep one of them and take out the marks")
        for name in unmerged(notebook)
    ]


def _found(notebook: dict) -> list[str]:
    found, names = [], []
    for cell in notebook["cells"]:
        name = cell.get("id", "")
        where = f"cell {name!r}"
        if cell.get("outputs"):
            found.append(f"{where} has outputs")
        if cell.get("execution_count") is not None:
            found.append(f"{where} has the number of its last run")
        if extra := sorted(set(cell.get("metadata", {})) - {"tags"}):
            found.append(f"{where} has metadata: {', '.join(extra)}")
        if not is_name(name):
            found.append(f"{where} has an identifier that says nothing")
        if name in names:
            found.append(f"{where} has the identifier of another cell")
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and one_a_line(source) != source:
            found.append(f"{where} has two sentences on one line")
        names.append(name)
    if notebook["metadata"] != ABOUT:
        found.append("has metadata of the machine that it was written on")
    return found


def unmerged(notebook: dict) -> list[str]:
    """Names of cells that hold two versions of a passage, between the marks of a merge."""
    return [
        cell.get("id", "")
        for cell in notebook["cells"]
        if {"<" * 7, "=" * 7, ">" * 7} <= {m[0] for m in MARKER.findall("".join(cell["source"]))}
    ]


def tidy(path: Path, shown: str = "") -> bool:
    """Store a notebook as it is kept; whether that changed the file.

    Raises InputError where it is no notebook.
    """
    text = path.read_text(encoding="utf-8")
    try:
        stored = as_stored(cleaned(json.loads(text)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(state_problems(path, shown)) from None
    if stored != text:
        path.write_text(stored, encoding="utf-8", newline="\n")
    return stored != text
