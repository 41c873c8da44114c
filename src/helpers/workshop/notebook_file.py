"""Notebook files: read, made of cells, and written in one step so that nobody finds half of one."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers.errors import InputError, Problem
from helpers.workshop.notebook_state import ABOUT

TODO = "mend it, or take it from version control"


def read_notebook(path: Path, shown: str) -> dict[str, Any]:
    """Content of a notebook file; raises InputError where it is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if all("cell_type" in cell and "source" in cell for cell in content["cells"]):
            return content
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise InputError(Problem(shown, "is no notebook", TODO))


def new_notebook(cells: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Content of a notebook of these cells."""
    return {"cells": list(cells), "metadata": ABOUT, "nbformat": 4, "nbformat_minor": 5}


def markdown(name: str, lines: Iterable[str], tags: Iterable[str] = ()) -> dict[str, Any]:
    """A Markdown cell with its identifier; one sentence a line."""
    return {
        "cell_type": "markdown",
        "id": name,
        "metadata": _tagged(tags),
        "source": _source(lines),
    }


def code(name: str, lines: Iterable[str], tags: Iterable[str] = ()) -> dict[str, Any]:
    """A code cell that has not been run."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": _tagged(tags),
        "outputs": [],
        "source": _source(lines),
    }


def text_of(cell: dict[str, Any]) -> str:
    """Source of a cell as one text."""
    return "".join(cell["source"])


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file in one step: nobody ever finds half of it."""
    beside = _written_beside(path, text)
    try:
        os.chmod(beside, path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def create_file(path: Path, text: str) -> None:
    """Write a new file in one step; raises FileExistsError where there is one."""
    beside = _written_beside(path, text)
    try:
        os.chmod(beside, 0o644)
        os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _written_beside(path: Path, text: str) -> Path:
    # Hidden, and not called as notebooks are: a build that starts meanwhile passes it over.
    number, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".part", dir=path.parent)
    with open(number, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return Path(name)


def _tagged(tags: Iterable[str]) -> dict[str, Any]:
    return {"tags": list(tags)} if tags else {}


def _source(lines: Iterable[str]) -> list[str]:
    return "\n".join(lines).splitlines(keepends=True)
