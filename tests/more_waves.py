"""More waves of the tests' small project, each a copy of the first with answers of its own."""

from __future__ import annotations

import csv
from pathlib import Path
from shutil import copy, copytree

import yaml
from book import ROOT

from helpers import analysis

END = "end_of_linking"


def add_wave(root: Path, name: str, year: str, **columns: list) -> Path:
    """A further wave, with columns of the end of Linking survey as given, E1 first."""
    folder = copytree(root / "data/waves/first", root / "data/waves" / name)
    copy(ROOT / "_config.yml", root)
    facts(folder, academic_year=year, wave=name)
    for column, cells in columns.items():
        put(folder / f"{END}.csv", column, cells)
    return folder


def take_out(folder: Path, *columns: str) -> None:
    """Take columns out of a wave's survey files, for an item that it does not ask."""
    for path in folder.glob("*.csv"):
        comment, *lines = path.read_text(encoding="utf-8").splitlines()
        rows = [{k: v for k, v in row.items() if k not in columns} for row in csv.DictReader(lines)]
        _write(path, comment, rows)


def put(path: Path, column: str, cells: list) -> None:
    """Put cells into a column of a survey file, from its first respondent on."""
    comment, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    for row, cell in zip(rows, cells, strict=False):
        row[column] = str(cell)
    _write(path, comment, rows)


def _write(path: Path, comment: str, rows: list[dict]) -> None:
    analysis._wave.cache_clear()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{comment}\n")
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def facts(folder: Path, **entries) -> None:
    """Put facts into a wave.yml; None takes one out."""
    analysis._wave.cache_clear()
    path = folder / "wave.yml"
    found = yaml.safe_load(path.read_text(encoding="utf-8")) | entries
    kept = {key: value for key, value in found.items() if value is not None}
    path.write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")


def item(root: Path, name: str, **entries) -> None:
    """Put keys into an item of the questionnaire."""
    analysis._wave.cache_clear()
    path = root / "data/questionnaire.yml"
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    found["items"].setdefault(name, {}).update(entries)
    path.write_text(yaml.safe_dump(found, sort_keys=False), encoding="utf-8")
