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
    for name in ("about-the-data.md", "build-facts.md"):  # what a build writes itself
        (out / "book" / name).write_text("Words.\n")
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(folder / name, out)
    for notebook in sorted((folder / "notebooks").glob("*.ipynb")):
        target = out / "notebooks" / notebook.name
        command = [str(BIN / "papermill"), str(notebook), str(target), "--no-progress-bar"]
        run(out / "notebooks", *command)
    run(out, str(BIN / "jupyter-book"), "build", str(out), "-q")


def again(folder: Path) -> None:
    """A build with nothing changed."""
    run(folder, sys.executable, "-m", "helpers", "build")


def prose(folder: Path) -> None:
    """A build after a sentence of one chapter was changed."""
    path = folder / "notebooks/profile.ipynb"
    text = path.read_text(encoding="utf-8")
    word = "describes" if "chapter describes" in text else "tells of"
    other = "tells of" if word == "describes" else "describes"
    path.write_text(text.replace(f"chapter {word}", f"chapter {other}"), encoding="utf-8")
    again(folder)


def answer(folder: Path) -> None:
    """A build after one answer of the comparison survey was changed to one not seen before."""
    path = next((folder / "data/waves").glob("*/comparison.csv"))
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    place = lines[start].split(",").index("yrs_school")
    cells = lines[start + 1].split(",")
    cells[place] = f"{(float(cells[place]) + 0.1) % float(cells[place + 1]):.1f}"
    lines[start + 1] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    again(folder)


WAYS = [
    ("stock papermill and book", stock),
    ("report build, from nothing", ours),
    ("nothing changed", again),
    ("one sentence changed", prose),
    ("one answer changed", answer),
]


def timed(work, folder: Path) -> float:
    start = time.perf_counter()
    work(folder)
    return time.perf_counter() - start


def line(name: str, seconds: list[float], base: float) -> str:
    middle = statistics.median(seconds)
    spread = f"{min(seconds):.1f} to {max(seconds):.1f}"
    return f"{name:<28} {middle:6.1f} s  ({spread} s)  ratio {middle / base:.3f}"


def main() -> None:
    """Print the medians, ranges and the ratio of both ways."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = whole_project(Path(name))
        turns = [[timed(work, folder) for _, work in WAYS] for _ in range(REPEATS)]
    base = statistics.median(turn[0] for turn in turns)
    count = len(list((ROOT / "notebooks").glob("*.ipynb")))
    print(f"Builds of {count} notebooks, {REPEATS} times, {os.cpu_count()} processors")
    for place, (name, _) in enumerate(WAYS):
        print(line(name, [turn[place] for turn in turns], base))
    bench_statistics.main()


if __name__ == "__main__":
    main()
