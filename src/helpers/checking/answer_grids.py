"""Answer grids: the answers of single respondents in each form in which they could leak.

As delivered, in the order of the file; and as a notebook has them, by keys and by labels.
"""

from __future__ import annotations

import math
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.delivered_waves import Column, Delivered, as_text, delivered_surveys
from helpers.digests import file_digest
from helpers.entries import read_yaml
from helpers.errors import InputError
from helpers.items import Item
from helpers.project import wave_names
from helpers.waves import Wave, load_wave

LEAST_ID = 4  # characters of an identifier that no other word has by chance
LEAST_WORDS = 4  # of an open answer that can be told from other words
LABEL = 3  # times that the same words are given where they are the label of a response


@dataclass(frozen=True)
class Grid:
    """Answers of a survey: a row a respondent, a cell "" where there is no answer."""

    shown: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @cached_property
    def bits(self) -> list[dict[str, float]]:
        """By column, how much each answer tells: -log2 of the share that gave it."""
        total = len(self.rows)
        return [
            {cell: -math.log2(count / total) for cell, count in Counter(column).items()}
            for column in zip(*self.rows, strict=True)
        ]


@dataclass(frozen=True)
class Answers:
    """All that is known of single respondents of a project's surveys."""

    grids: list[Grid]
    identifiers: frozenset[str]
    spoken: frozenset[str]  # open answers
    counts: frozenset[int]  # respondents of each survey


def survey_digests(root: Path) -> dict[str, str]:
    """Path of each survey file of a project by its SHA-256."""
    found = {}
    for wave in wave_names(root):
        shown = f"data/waves/{wave}"
        surveys = read_yaml(root / shown / "wave.yml", f"{shown}/wave.yml").get("surveys") or {}
        for entry in surveys.values():
            path = f"{shown}/{entry.get('file', '')}"
            if (root / path).is_file():
                found[file_digest(root / path)] = path
    return found


def answers(root: Path, wave: str) -> Answers:
    """Answers of every wave as delivered, and of one wave as its notebooks have them."""
    grids, spoken, identifiers = [], set(), set()
    for name in wave_names(root):
        for delivered in delivered_surveys(root, name).values():
            grid, texts, ids = _as_delivered(delivered)
            grids.append(grid)
            spoken |= texts
            identifiers |= ids
    counts = frozenset(len(grid.rows) for grid in grids)
    # A wave that cannot be read is searched for as it was delivered.
    with suppress(InputError):
        grids += _as_read(load_wave(root, wave))
    return Answers(grids, frozenset(identifiers), frozenset(spoken), counts)


def _as_delivered(delivered: Delivered) -> tuple[Grid, set[str], set[str]]:
    """Answers of a file without its identifiers, its open answers, and its identifiers."""
    spoken, identifiers, kept = set(), set(), []
    for column in delivered.columns:
        filled = [cell for cell in column.cells if cell]
        if _is_identifier(column, filled):
            identifiers |= set(filled)
            continue
        kept.append(column)
        often = Counter(filled)
        said = {cell for cell in often if len(cell.split()) >= LEAST_WORDS}
        spoken |= {cell for cell in said - set(column.labels.values()) if often[cell] < LABEL}
    cells = ([_no_text(cell, spoken) for cell in column.cells] for column in kept)
    names = tuple(column.name for column in kept)
    grid = Grid(delivered.shown, names, tuple(zip(*cells, strict=True)))
    return grid, spoken, {one for one in identifiers if _is_told(one)}


def _no_text(cell: str | None, spoken: set[str]) -> str:
    """A cell, or nothing in the place of an open answer, which is searched by itself."""
    return "" if cell is None or cell in spoken else cell


def _is_identifier(column: Column, filled: list[str]) -> bool:
    """Whether each respondent has a value of his own, which is no text and no number by chance."""
    if len(filled) < 2 or len(set(filled)) < len(filled) or any(" " in cell for cell in filled):
        return False
    return column.kind not in ("date", "number") or all(cell.isdigit() for cell in filled)


def _is_told(identifier: str) -> bool:
    """Whether an identifier can be told from other words: it has digits, and letters or six."""
    digits = sum(map(str.isdigit, identifier))
    mixed = digits and any(map(str.isalpha, identifier))
    return len(identifier) >= LEAST_ID and bool(mixed or digits > 5)


def _as_read(wave: Wave) -> list[Grid]:
    """Answers by keys and by labels, without open ones and as notebooks have their columns."""
    grids = []
    for survey, frame in wave.surveys.items():
        names = [str(name) for name in frame.columns]
        items = [wave.questionnaire.items.get(name.partition(".")[0]) for name in names]
        asked = [item is None or item.kind != "text" for item in items]
        cells = [
            [_key(cell) if shown else "" for cell, shown in zip(row, asked, strict=True)]
            for row in frame.to_numpy(dtype=object)
        ]
        labels = [_labels(item) for item in items]
        told = ([by.get(c, c) for c, by in zip(row, labels, strict=True)] for row in cells)
        for rows in (cells, told):
            shown = tuple(tuple(row) for row in rows)
            grids.append(Grid(f"the answers of {survey}", tuple(names), shown))
    return grids


def _key(cell: object) -> str:
    return "" if str(cell) in ("<NA>", "None", "nan") else as_text(cell)


def _labels(item: Item | None) -> dict[str, str]:
    return {key: response.label for key, response in item.scale.responses.items()} if item else {}
