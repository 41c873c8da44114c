"""Chapters: a notebook's code apart from its prose, and results put back between them."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.building.inline_text import expressions, written
from helpers.building.number_marks import marked
from helpers.digests import digest
from helpers.errors import BuildError
from helpers.wave_parts import is_met


@dataclass(frozen=True)
class Results:
    """What an execution gave: outputs by code cell, texts by place, drawings by name.

    A place is the number of code cells before an expression, and the expression. `reads`
    names what the numbers came from; `origins` holds the notes of helpers.origins ("notes",
    "items", "waves") and their numbers by place ("texts") and code cell ("cells").
    """

    outputs: list[list[dict[str, Any]]]
    texts: dict[str, str]
    drawings: dict[str, str] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    origins: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Chapter:
    """A notebook file as cells."""

    path: Path
    content: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> Chapter:
        """Chapter of a notebook file; raises BuildError where it cannot be read."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            for cell in content["cells"]:
                cell["source"] = "".join(cell["source"])
            return cls(path, content)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BuildError(f"notebooks/{path.name}: cannot be read: {error}") from None

    def for_wave(self, parts: set[str]) -> Chapter:
        """The chapter without the cells that a wave with these parts is not to have."""
        kept = [cell for cell in self.content["cells"] if is_met(tags_of(cell), parts)]
        return Chapter(self.path, self.content | {"cells": kept})

    def is_of_wave(self, parts: set[str]) -> bool:
        """Whether a wave with these parts has the chapter: one without its title is left out."""
        titles = [cell for _, cell in self.cells if cell["source"].startswith("# ")]
        prose = [cell for cell in titles if cell["cell_type"] == "markdown"]
        return not prose or any(is_met(tags_of(cell), parts) for cell in prose)

    @cached_property
    def cells(self) -> list[tuple[int, dict[str, Any]]]:
        """Each cell with the number of code cells before it."""
        cells, before = [], 0
        for cell in self.content["cells"]:
            cells.append((before, cell))
            before += cell["cell_type"] == "code"
        return cells

    @cached_property
    def code_key(self) -> str:
        """SHA-256 of what is executed: code cells, and expressions with their places."""
        code = [cell["source"] for _, cell in self.cells if cell["cell_type"] == "code"]
        return digest(self.path.name, code, sorted(self.places))

    def key(self, given: dict[str, str]) -> str:
        """SHA-256 of what is executed with these parameters."""
        return digest(self.code_key, sorted(given.items()))

    @property
    def length(self) -> int:
        """How many code cells it has."""
        return sum(cell["cell_type"] == "code" for _, cell in self.cells)

    @cached_property
    def places(self) -> set[str]:
        """Place of every expression."""
        return {
            place(before, expression)
            for before, cell in self.cells
            if cell["cell_type"] == "markdown"
            for expression in expressions(cell["source"])
        }

    def with_results(
        self, results: Results, entries: dict[str, int] | None = None
    ) -> dict[str, Any]:
        """Notebook as a page is made of it: prose with its numbers, and outputs.

        `entries` says by place which texts are marked, and for which entry of a list.
        """
        page = copy.deepcopy(self.content)
        before = 0
        for cell in page["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = copy.deepcopy(results.outputs[before])
                before += 1
                cell["execution_count"] = before
            elif cell["cell_type"] == "markdown":
                texts = {
                    expression: _shown(results, place(before, expression), entries or {})
                    for expression in expressions(cell["source"])
                }
                cell["source"] = written(cell["source"], texts)
        return page


def _shown(results: Results, at: str, entries: dict[str, int]) -> str:
    text = results.texts[at]
    return marked(text, entries[at]) if at in entries else text


def tags_of(cell: dict[str, Any]) -> list[str]:
    """Tags of a notebook's cell."""
    return list(cell.get("metadata", {}).get("tags", []))


def place(before: int, expression: str) -> str:
    """Where an expression stands: after how many code cells."""
    return f"{before} {expression}"
