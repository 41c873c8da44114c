"""Ways to build a book that `bench` times: the stock one, ours after each kind of change, parts.

Run as a program it executes all cells and expressions of the notebooks that are named.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from helpers.building.inline_text import expressions
from helpers.building.left_out import without_pages
from helpers.building.source_folder import prepare
from helpers.building.wave_chapters import chapters_of
from helpers.project import BOOK, MEMORY, TOC, known_wave

BIN = Path(sys.executable).parent
BUILD = [sys.executable, "-m", "helpers", "build", "--explain"]
NO_KERNEL = {"REPORT_KERNELS": "none"}  # a build that asks for a kernel fails


def run(folder: Path, *command: str, **surroundings: str) -> str:
    """What a command printed; ends this program where it failed."""
    surroundings = os.environ | surroundings
    ran = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"{' '.join(command)}: {ran.stderr}")
    return ran.stdout


def fit(folder: Path) -> None:
    """Leave in a project what its wave has, so that all ways build the same chapters."""
    wave = known_wave(folder)
    found = chapters_of(folder, wave)
    contents = yaml.safe_load((folder / TOC).read_text(encoding="utf-8"))
    (folder / TOC).write_text(yaml.safe_dump(without_pages(contents, found.left_out)))
    for path in (folder / "notebooks").glob("*.ipynb"):
        path.unlink()
    for chapter in found.chapters:
        chapter.path.write_text(json.dumps(chapter.content), encoding="utf-8")


def stock(folder: Path) -> None:
    out = folder / "book/_build/stock"
    shutil.rmtree(out, ignore_errors=True)
    prepare(folder, known_wave(folder), out)
    (out / "book/build-facts.md").write_text("Words.\n")  # what a build writes itself
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        target = out / "notebooks" / path.name
        run(out / "notebooks", str(BIN / "papermill"), str(path), str(target), "--no-progress-bar")
    run(out, str(BIN / "jupyter-book"), "build", str(out), "-q")


def cold(folder: Path) -> None:
    shutil.rmtree(folder / BOOK, ignore_errors=True)
    shutil.rmtree(folder / MEMORY, ignore_errors=True)
    run(folder, *BUILD)


def unchanged(folder: Path) -> None:
    assert "Pages written: none" in run(folder, *BUILD, **NO_KERNEL)


def check(folder: Path) -> str:
    """All checks of the finished book, with nothing at hand from an earlier check."""
    command = [sys.executable, "-m", "helpers", "check"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    # Answers that an earlier turn changed are no longer those that were printed.
    assert ran.returncode in (0, 1) and "Traceback" not in ran.stderr, ran.stderr
    return f"exit code {ran.returncode}"


def prose(folder: Path) -> None:
    """A build after a sentence of one chapter was changed."""
    path = max((folder / "notebooks").glob("[!a]*.ipynb"))
    content = json.loads(path.read_text(encoding="utf-8"))
    cell = [cell for cell in content["cells"] if cell["cell_type"] == "markdown"][-1]
    cell["source"] = "".join(cell["source"]) + "\n\nOne more sentence."
    path.write_text(json.dumps(content), encoding="utf-8")
    said = run(folder, *BUILD, **NO_KERNEL)
    assert f"Pages written: notebooks/{path.stem} (" in said, said


def answer(folder: Path) -> str:
    """A build after one respondent's answer was changed; which share of chapters read it."""
    path = next((folder / "data/waves").glob("*/end_of_linking.csv"))
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    place = lines[start].split(",").index("q8_interest")
    row = next(i for i in range(start + 1, len(lines)) if lines[i].split(",")[place] in "34")
    cells = lines[row].split(",")
    cells[place] = "1"
    lines[row] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = run(folder, *BUILD)
    assert "Pages written: none" not in said, "no page shows the answer that changed"
    chapters = re.findall(r"^\S+: (not )?executed", said, re.MULTILINE)
    return f"{chapters.count('')} of {len(chapters)} chapters read it"


def cells(folder: Path) -> None:
    """All cells and expressions of all notebooks in one process."""
    scratch = folder / "book/_build/cells"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    run(scratch, sys.executable, __file__, *map(str, (folder / "notebooks").glob("*")))


def run_cells(paths: list[str]) -> None:
    for path in (path for path in paths if path.endswith(".ipynb")):
        names: dict = {}
        for cell in json.loads(Path(path).read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                exec(compile(ast.parse(source), path, "exec"), names)
            else:
                [str(eval(expression, names)) for expression in expressions(source)]


def pages(folder: Path) -> None:
    """A build with the results of all chapters at hand, and no page."""
    shutil.rmtree(folder / BOOK)
    shutil.rmtree(folder / MEMORY / "pages")
    run(folder, *BUILD, **NO_KERNEL)


# In this order: what each finds is what the one before left.
WAYS = {
    "stock: papermill, then Jupyter Book": stock, "report build from nothing": cold,
    "nothing changed": unchanged, "report check": check,
    "one sentence changed": prose, "one answer changed": answer,
    "floor: cells in one process": cells, "floor: pages alone": pages,
}  # fmt: skip


if __name__ == "__main__":
    run_cells(sys.argv[1:])
