"""Simulation results: how often each test rejects and each interval covers, as was found."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import InputError, Problem
from helpers.reads import note

FILE, TODO = "data/simulation/results.csv", "run `make simulate` again"
COLUMNS = ["test", "target", "setting", "nominal", "found", "error", "repeats", "within"]
NUMBERS = ["nominal", "found", "error", "repeats"]
OUTSIDE, NOT_USED, TYPE_I = "no", "not ", "type I error"


def read_results(root: Path) -> pd.DataFrame | None:
    """Results of the simulation, one row a test and setting; None where it was not run.

    `target` says what was counted (rejections where nothing differs, intervals that hold the
    truth); `nominal`, `found` and its Monte Carlo `error` are rates from 0 to 1, NaN for none;
    `within` is "yes" where what was found is as near the nominal rate as chance allows, "no",
    or "not testable". Raises InputError where a column is missing or a number cannot be read.
    """
    note("file", FILE)
    path = root / FILE
    if not path.is_file():
        return None
    raw = pd.read_csv(path, dtype=str, keep_default_na=False, comment="#")
    missing = [column for column in COLUMNS if column not in raw]
    if missing:
        raise InputError(Problem(FILE, f"has no column {', '.join(missing)}", TODO))
    problems, frame = [], raw[COLUMNS].copy()
    for column in NUMBERS:
        frame[column] = pd.to_numeric(raw[column].replace("", None), errors="coerce")
        for row in raw.index[frame[column].isna() & (raw[column] != "")]:
            found = f"{raw[column][row]!r} is no number (result {row + 1})"
            problems.append(Problem(FILE, found, TODO, column=column))
    if problems:
        raise InputError(problems)
    return frame


def used(results: pd.DataFrame) -> pd.DataFrame:
    """Rows of tests and intervals in use; those named "not ..." show what was not chosen."""
    return results[~results["test"].str.startswith(NOT_USED)]


def deviations(results: pd.DataFrame) -> pd.DataFrame:
    """Rows in use whose rate chance alone does not explain, the furthest from nominal first."""
    rows = used(results)
    rows = rows[rows["within"] == OUTSIDE]
    far = (rows["found"] - rows["nominal"]).abs()
    return rows.loc[far.sort_values(ascending=False, kind="stable").index]


def rejections(results: pd.DataFrame, test: str) -> tuple[float, float] | None:
    """Lowest and highest rate of false alarms of a test over its settings; None without any."""
    rows = results[(results["test"] == test) & (results["target"] == TYPE_I)]["found"].dropna()
    return (float(rows.min()), float(rows.max())) if len(rows) else None
