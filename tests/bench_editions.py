"""Times the editions of areas, by the minute: one and two at a time, a Dask cluster, stock.

It builds the editions of the example wave's 25 areas from nothing. Stock: the papermill
command on each notebook of an edition, then jupyter-book build, for STOCK of the areas, scaled
to all. Growth: 5 to 100 editions; beyond 25 the areas are repeated under other names, with their
teachers. REPEATS says how often (3), GROWTH how many editions (5,25,50,100), WORKERS how many
processes the cluster has (2). Medians and ranges are printed.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import pyreadstat
import yaml
from bench_ways import BIN, run
from book import ROOT

from helpers.project import AREA_NOTEBOOKS, AREA_TOC, AREAS, MEMORY

REPEATS = int(os.environ.get("REPEATS", "3"))
GROWTH = [int(count) for count in os.environ.get("GROWTH", "5,25,50,100").split(",")]
WORKERS = int(os.environ.get("WORKERS", "2"))
STOCK = ("bradford", "derby")
WAVE = "2021-22"
CODES, STEP = 25, 100  # codes of the areas, and how far those of a copy are from them
COPIED = ("data", "book", "notebooks")
NOTES = f"""\
Stock is papermill on each notebook of an edition and then jupyter-book, one edition after the
other. It is measured on {len(STOCK)} areas and scaled to {CODES}. It does less: it evaluates no
expression in a sentence, leaves out no cell, and makes no index. All start from nothing. Beyond
{CODES} editions the areas of the example, which is made up, are repeated with their teachers under
other names.
"""


def example(folder: Path, copies: int = 1) -> Path:
    """A project with the example wave as its newest, its areas `copies` times over."""
    for name in COPIED:
        ignore = shutil.ignore_patterns("_build", "figures", "__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copytree(ROOT / "book/figures", folder / "book/figures", dirs_exist_ok=True)
    for name in ("_config.yml", "_toc.yml", AREA_TOC, "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    run(folder, "git", "init", "-q")
    run(folder, "git", "apply", "data/examples/2021-22/questionnaire.patch")
    shutil.copytree(folder / "data/examples" / WAVE, folder / "data/waves" / WAVE)
    if copies > 1:
        repeat(folder, copies)
    return folder


def repeat(folder: Path, copies: int) -> None:
    """Repeat the areas of the example wave, and the teachers in them, under other names."""
    asked = folder / "data/questionnaire.yml"
    text = asked.read_text(encoding="utf-8")
    lines = "".join(
        f"      area_{code}: {{code: {code}, label: Linking area {code}}}\n"
        for code in (
            STEP * copy + area for copy in range(1, copies) for area in range(1, CODES + 1)
        )
    )
    last = re.search(r"      area_25: .*\n", text)
    asked.write_text(text[: last.end()] + lines + text[last.end() :], encoding="utf-8")
    facts = folder / "data/waves" / WAVE / "wave.yml"
    for survey in ("baseline", "end_of_linking"):
        entry = yaml.safe_load(facts.read_text(encoding="utf-8"))["surveys"][survey]
        names = entry["columns"]["respondent"], entry["columns"]["linking_area"]
        repeat_teachers(facts.with_name(entry["file"]), *names, copies)
    # The files are no longer those that were delivered.
    text = re.sub(r"    (?:respondents|sha256): \w+\n", "", facts.read_text(encoding="utf-8"))
    facts.write_text(text, encoding="utf-8")


def repeat_teachers(path: Path, respondent: str, area: str, copies: int) -> None:
    frame, meta = pyreadstat.read_sav(path, user_missing=True)
    parts = []
    for number in range(copies):
        part = frame.copy()
        part[area] = part[area].where(part[area] < 0, part[area] % STEP + STEP * number)
        part[respondent] = [f"{name}-{number}" for name in part[respondent]]
        parts.append(part)
    together = pd.concat(parts, ignore_index=True)
    labels = {n: v for n, v in meta.variable_value_labels.items() if n != area}
    pyreadstat.write_sav(
        together,
        path,
        column_labels=meta.column_names_to_labels,
        variable_value_labels=labels,
        missing_ranges=meta.missing_ranges,
    )


def cleared(folder: Path) -> Path:
    shutil.rmtree(folder / AREAS, ignore_errors=True)
    shutil.rmtree(folder / MEMORY, ignore_errors=True)
    return folder


def local(folder: Path, workers: int, names: list[str] | None = None) -> float:
    """Seconds of a batch from nothing, in a process of its own."""
    code = (
        "import sys; from pathlib import Path; from helpers.building.areas import build_areas\n"
        f"failed = build_areas(Path('.'), {WAVE!r}, {names!r}, workers={workers}).failed\n"
        "sys.exit('; '.join(failed.values()) or None)"
    )
    cleared(folder)
    start = time.perf_counter()
    run(folder, sys.executable, "-c", code)
    return time.perf_counter() - start


def on_cluster(folder: Path) -> float:
    """The same by a Dask cluster of this machine, without the time that its workers start."""
    from distributed import LocalCluster

    options = {"n_workers": WORKERS, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as cluster:
        cluster.wait_for_workers(WORKERS)
        address = cluster.scheduler_address
        command = [sys.executable, "-m", "helpers", "build", "--wave", WAVE, "--all-areas"]
        cleared(folder)
        start = time.perf_counter()
        run(folder, *command, "--scheduler", address)
        return time.perf_counter() - start


def stock(folder: Path) -> float:
    """Seconds of an edition the stock way, the mean of those of STOCK."""
    start = time.perf_counter()
    for area in STOCK:
        out = folder / "book/_build/stock" / area
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(folder / "book", out / "book", ignore=shutil.ignore_patterns("_build"))
        for name in ("about-the-data.md", "build-facts.md"):
            (out / "book" / name).write_text("Words.\n")
        shutil.copy(folder / "_config.yml", out)
        shutil.copy(folder / AREA_TOC, out / "_toc.yml")
        (out / AREA_NOTEBOOKS).mkdir(parents=True)
        for path in sorted((folder / AREA_NOTEBOOKS).glob("*.ipynb")):
            given = ["-p", "wave", WAVE, "-p", "area", area, "--no-progress-bar"]
            target = out / AREA_NOTEBOOKS / path.name
            run(target.parent, str(BIN / "papermill"), str(path), str(target), *given)
        run(out, str(BIN / "jupyter-book"), "build", str(out), "-q")
    return (time.perf_counter() - start) / len(STOCK)


def line(name: str, count: int, seconds: list[float], base: float | None = None) -> str:
    rates = [count * 60 / s for s in seconds]
    middle = statistics.median(rates)
    ratio = f"  ratio to stock {middle / base:.1f}" if base else ""
    spread = f"{min(rates):.1f} to {max(rates):.1f}, {len(rates)} times"
    return f"{name:<44} {middle:6.1f} editions a minute  ({spread}){ratio}"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-editions-") as name:
        folder, told = example(Path(name) / "example"), {}
        ways = {
            f"stock, {len(STOCK)} areas, scaled to {CODES}": lambda: stock(folder) * CODES,
            "one at a time": lambda: local(folder, 1),
            "two at a time": lambda: local(folder, 2),
            f"Dask cluster of {WORKERS} processes": lambda: on_cluster(folder),
        }
        for turn in range(REPEATS):
            for way, measure in ways.items():
                told.setdefault(way, []).append(measure())
                print(f"  turn {turn + 1}: {way}: {told[way][-1]:.1f} s", flush=True)
        print(NOTES)
        base = statistics.median(CODES * 60 / s for s in next(iter(told.values())))
        for way, seconds in told.items():
            print(line(way, CODES, seconds, base), flush=True)
        for count in GROWTH:
            copies = -(-count // CODES)
            grown = example(Path(name) / str(count), copies)
            names = area_names(grown)[:count]
            seconds = [local(grown, 2, names) for _ in range(REPEATS)]
            print(line(f"two at a time, {count} editions", count, seconds), flush=True)


def area_names(folder: Path) -> list[str]:
    """Keys of the areas of a project's example wave, those of each copy in turn."""
    code = f"from helpers.small_areas import Areas; print(*Areas({WAVE!r}).names)"
    return run(folder, sys.executable, "-c", code).split()


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(str(error))
