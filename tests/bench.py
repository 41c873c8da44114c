"""Times builds beside the stock way on the same notebooks: `make bench`.

Stock: the papermill command on each notebook one after another, then a clean
jupyter-book build of the same pages. All ways take turns, so that what else the machine
does falls on all; medians, ranges and ratios to stock are printed. REPEATS says how often
(5), GROWTH with how many chapters (4,20,100). Then the statistics (`bench_statistics`).
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import bench_statistics
from bench_ways import WAYS, cold, fit
from book import notebook, small_project, whole_project

from helpers.building.memory import digests
from helpers.project import BOOK

REPEATS = int(os.environ.get("REPEATS", "5"))
# A chapter made for the bench repeats one figure, so that no check would let it pass.
GROWN = {
    "stock: papermill, then Jupyter Book", "report build from nothing", "nothing changed",
    "one sentence changed",
}  # fmt: skip
GROWTH = [int(count) for count in os.environ.get("GROWTH", "4,20,100").split(",")]


def timed(name: str, folder: Path, told: dict[str, list[float]]) -> str | None:
    start = time.perf_counter()
    said = WAYS[name](folder)
    told.setdefault(name, []).append(time.perf_counter() - start)
    return said


def line(name: str, seconds: list[float], base: float) -> str:
    middle = statistics.median(seconds)
    spread = f"{min(seconds):.1f} to {max(seconds):.1f}, {len(seconds)} times"
    return f"{name:<36} {middle:6.1f} s  ({spread})  ratio {middle / base:.3f}"


def turns(folder: Path) -> None:
    """Print the times of all ways; a wrong page after any of them ends the run."""
    told: dict[str, list[float]] = {}
    for turn in range(REPEATS):
        for name in WAYS:
            said = timed(name, folder, told)
            print(f"  turn {turn + 1}: {name}: {told[name][-1]:.1f} s {said or ''}", flush=True)
            if name == "one answer changed":
                kept = digests(folder / BOOK)
        # All that is shown was made again, from results that were kept.
        assert digests(folder / BOOK) == kept, "pages differ from those made from nothing"
        cold(folder)
        assert digests(folder / BOOK) == kept, "a number differs from that of a clean build"
    base = statistics.median(told[next(iter(WAYS))])
    for name, seconds in told.items():
        print(line(name, seconds, base), flush=True)
    # A book is checked as often as it is built, and must not cost much more.
    over = statistics.median(told["report check"]) - statistics.median(told["nothing changed"])
    print(f"report check takes {over:.1f} s more than a build of nothing changed", flush=True)


def growth(count: int, folder: Path) -> None:
    """Print the times of a book of so many chapters, with a figure and a list each."""
    shutil.rmtree(small_project(folder) / "notebooks")
    (folder / "notebooks").mkdir()
    names = [f"run-{number:03}" for number in range(1, count + 1)]
    for number, name in enumerate(names, start=1):
        setup = 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")'
        notebook(
            folder / f"notebooks/{name}.ipynb", ("markdown", f"# Run {number}"), ("code", setup),
            ("code", f'primary.figure_change("{number}.1", "interest", "Interest")'),
            ("code", "primary.contrasts.bullets()"), ("markdown", "It {eval}`primary.changes`."),
        )  # fmt: skip
    listed = "".join(f"  - file: notebooks/{name}\n" for name in names)
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: book/index\nchapters:\n{listed}")
    told: dict[str, list[float]] = {}
    first, *others = [name for name in WAYS if name in GROWN]
    for turn in range(REPEATS):
        for name in [first] * (turn < max(1, 20 // count)) + others:
            timed(name, folder, told)
    for name, seconds in told.items():
        print(f"{count:4} chapters, {line(name, seconds, statistics.median(told[first]))}")


def main() -> None:
    print(f"Each way {REPEATS} times, {os.cpu_count()} processors", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        whole = whole_project(Path(name) / "whole")
        fit(whole)
        turns(whole)
        for count in GROWTH:
            growth(count, Path(name) / str(count))
    bench_statistics.main()


if __name__ == "__main__":
    main()
