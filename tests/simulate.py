"""Simulates type I errors and coverage of every test and interval: `make simulate`.

Samples of the report's shape are drawn from populations whose truth is known (see
`simulated.populations`) and handed to the program's own functions. Each draw has a seed of its
own, so the result does not depend on the number of processors. It is written to
data/simulation: `results.csv`, and `first.csv` with what the first draws gave.
"""

from __future__ import annotations

import json
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import pandas as pd
from simulated.change import REPLICATES, change_trial
from simulated.clustered import clustered_trial
from simulated.contrast import contrast_trial
from simulated.outcomes import COVERAGE, TYPE_I, Outcome
from simulated.populations import (
    CHANGES,
    CLUSTERED,
    CONTRASTS,
    DOUBLES,
    LINKED,
    SETTINGS,
    SHARES,
    Change,
    Clustered,
    Contrast,
    Double,
    Linked,
    Shares,
)
from simulated.repeated import double_trial, linked_trial
from simulated.shares import shares_trial

FOLDER = Path(__file__).parents[1] / "data/simulation"
RESULTS, FIRST = "results.csv", "first.csv"
SEED, REPEATS, EFFECT_REPEATS, KEPT, CHUNK = 14377, 4_000, 2_000, 3, 100
# Found rates within this many Monte Carlo errors of the nominal one are called within.
ERRORS = 3
POPULATIONS = CHANGES | CONTRASTS | CLUSTERED | LINKED | DOUBLES | SHARES
TRIALS = {
    Change: change_trial,
    Contrast: contrast_trial,
    Clustered: clustered_trial,
    Linked: linked_trial,
    Double: double_trial,
    Shares: shares_trial,
}
NOMINAL = {TYPE_I: SETTINGS.significance_level, COVERAGE: SETTINGS.interval_level}
COLUMNS = ["test", "target", "setting", "nominal", "found", "error", "repeats", "within"]
KEPT_FIELDS = Outcome._fields[:-1]
NOTE = "# Made by `make simulate`; README.md beside this file explains it.\n# settings: "


def repeats_of(name: str) -> int:
    """How many draws a population gets: those with an effect are there for coverage only."""
    return EFFECT_REPEATS if getattr(POPULATIONS[name], "effect", 0) else REPEATS


def settings() -> dict:
    """All that decides the result, as it stands in the files."""
    found = {"seed": SEED, "bootstrap": REPLICATES, "errors": ERRORS}
    populations = {n: {"repeats": repeats_of(n)} | asdict(p) for n, p in POPULATIONS.items()}
    return json.loads(json.dumps(found | {"populations": populations}))


def outcomes(name: str, repeat: int) -> Iterator[tuple[str, Outcome]]:
    """Setting and outcome of all that one draw is asked; the same whenever it is drawn."""
    population = POPULATIONS[name]
    # A seed by name, so that another population changes nothing in this one.
    random = np.random.default_rng([SEED, zlib.crc32(name.encode()), repeat])
    for outcome in TRIALS[type(population)](random, population):
        yield ", ".join(filter(None, (name, outcome.setting))), outcome


def counted(task: tuple[str, int, int]) -> dict[tuple, np.ndarray]:
    """Hits and number of outcomes that were testable, by test, target and setting."""
    name, start, stop = task
    counts: dict[tuple, np.ndarray] = {}
    for repeat in range(start, stop):
        for setting, outcome in outcomes(name, repeat):
            count = counts.setdefault((outcome.test, outcome.target, setting), np.zeros(2, int))
            if not np.isnan(outcome.hit):
                count += (int(outcome.hit), 1)
    return counts


def simulate(repeats: dict[str, int], processes: int | None = None) -> pd.DataFrame:
    """Table of COLUMNS, one row a test or interval and setting; draws by population."""
    tasks = [
        (name, start, min(start + CHUNK, number))
        for name, number in repeats.items()
        for start in range(0, number, CHUNK)
    ]
    totals: dict[tuple, np.ndarray] = {}
    with Pool(processes) as pool:
        for counts in pool.imap(counted, tasks):
            for key, count in counts.items():
                totals[key] = totals.get(key, 0) + count
    return pd.DataFrame([judged(*key, *count) for key, count in totals.items()], columns=COLUMNS)


def judged(test: str, target: str, setting: str, hits: int, repeats: int) -> list:
    """One row: the rate found beside the nominal one, with the error that chance gives that."""
    nominal = NOMINAL[target]
    if not repeats:
        return [test, target, setting, nominal, float("nan"), float("nan"), 0, "not testable"]
    error = (nominal * (1 - nominal) / repeats) ** 0.5
    found = hits / repeats
    within = "yes" if abs(found - nominal) <= ERRORS * error else "no"
    return [test, target, setting, nominal, found, error, repeats, within]


def first_outcomes(kept: int = KEPT) -> pd.DataFrame:
    """What each test and interval gave in the first draws, one row each."""
    rows = [
        (setting, repeat, *outcome[: len(KEPT_FIELDS)])
        for name in POPULATIONS
        for repeat in range(kept)
        for setting, outcome in outcomes(name, repeat)
    ]
    return pd.DataFrame(rows, columns=["setting", "repeat", *KEPT_FIELDS])


def written(frame: pd.DataFrame, digits: str | None = None) -> str:
    """Text of a file: its note, the settings, and the table."""
    note = NOTE + json.dumps(settings(), sort_keys=True) + "\n"
    return note + frame.to_csv(index=False, float_format=digits, lineterminator="\n")


def recorded(path: Path) -> dict:
    """Settings that a written file says it was made with."""
    line = path.read_text(encoding="utf-8").splitlines()[1]
    return json.loads(line.removeprefix("# settings: "))


def main() -> None:
    """Write both files and print the table and what lies outside of chance."""
    start = time.perf_counter()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / FIRST).write_text(written(first_outcomes()), encoding="utf-8")
    table = simulate({name: repeats_of(name) for name in POPULATIONS})
    (FOLDER / RESULTS).write_text(written(table, "%.6g"), encoding="utf-8")
    print(table.to_string(index=False))
    outside = table[table["within"] == "no"]
    print(f"\nOutside of {ERRORS} Monte Carlo errors: {len(outside)} of {len(table)}\n")
    print(outside.to_string(index=False))
    print(f"\n{time.perf_counter() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
