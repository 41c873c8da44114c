"""Claims for tests of the audit, made from rows as a researcher would type them."""

from __future__ import annotations

import csv
from pathlib import Path

from helpers.auditing.claim_files import read_claims
from helpers.auditing.claims import COLUMNS, Claim, Claims


def claim(kind: str, value: str, id: str = "a", **cells) -> Claim:
    """One claim that has not been checked."""
    texts = {name.rstrip("_"): str(cell) for name, cell in cells.items()}
    return Claim(2, {"id": id, "kind": kind, "value": value, **texts})


def write(path: Path, *rows: dict) -> Path:
    """A file of claims with all columns; a row is a dictionary of cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(id: str, kind: str, value: str = "", **cells) -> dict:
    """Cells of one claim; `from_` is the column `from`."""
    texts = {name.rstrip("_"): str(cell) for name, cell in cells.items()}
    return {"id": id, "kind": kind, "value": value, **texts}


def claims(folder: Path, *rows: dict) -> Claims:
    """Claims that were read from a file."""
    return read_claims(write(folder / "claims.csv", *rows))
