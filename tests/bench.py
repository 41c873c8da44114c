"""Times a build beside the stock way on the same notebooks: `make bench`.

Stock: the papermill command on each notebook one after another, then a clean
jupyter-book build of the same pages. Ours: `report build`, from nothing. The two take
turns, so that what else the machine does falls on both; medians and ranges are printed.
Then the statistics by themselves, on many respondents (`bench_statistics`).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_statistics
from book import ROOT, whole_project

BIN = Path(sys.executable).parent
REPEATS = int(os.environ.get("REPEATS", "5"))


def run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def ours(folder: Path) -> None:
    shutil.rmtree(folder / "book/_build", ignore_errors=True)
    run(folder, sys.executable, "-m", "helpers", "build")


def stock(folder: Path) -> None:
    out = folder / "book/_build/stock"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(folder / "book", out / "book", ignore=shutil.ignore_patterns("_build"))
    (out / "notebooks").mkdir()
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(folder / name, out)
    for notebook in sorted((folder / "notebooks").glob("*.ipynb")):
        target = out / "notebooks" / notebook.name
        command = [str(BIN / "papermill"), str(notebook), str(target), "--no-progress-bar"]
        run(out / "notebooks", *command)
    run(out, str(BIN / "jupyter-book"), "build", str(out), "-q")


def timed(work, folder: Path) -> float:
    start = time.perf_counter()
    work(folder)
    return time.perf_counter() - start


def line(name: str, seconds: list[float], base: float) -> str:
    middle = statistics.median(seconds)
    spread = f"{min(seconds):.1f} to {max(seconds):.1f}"
    return f"{name:<28} {middle:6.1f} s  ({spread} s)  ratio {middle / base:.2f}"


def main() -> None:
    """Print the medians, ranges and the ratio of both ways."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = whole_project(Path(name))
        pairs = [(timed(stock, folder), timed(ours, folder)) for _ in range(REPEATS)]
    base = statistics.median(first for first, _ in pairs)
    count = len(list((ROOT / "notebooks").glob("*.ipynb")))
    print(f"A cold build of {count} notebooks, {REPEATS} times, {os.cpu_count()} processors")
    print(line("stock papermill and book", [first for first, _ in pairs], base))
    print(line("report build", [second for _, second in pairs], base))
    bench_statistics.main()


if __name__ == "__main__":
    main()
