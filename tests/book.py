"""Small and whole copies of the project for tests that build."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def notebook(path: Path, *cells: tuple[str, str], parameters: str = 'wave = "2020-21"') -> Path:
    """Write a notebook of (kind, source) cells after its parameters; ids are cell-0, cell-1, ..."""
    first = {"cell_type": "code", "id": "parameters", "metadata": {"tags": ["parameters"]}}
    made = [first | {"source": parameters, "outputs": [], "execution_count": None}]
    for number, (kind, source) in enumerate(cells):
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}
        made.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {
        "cells": made,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def small_project(folder: Path, *cells: tuple[str, str]) -> Path:
    """A project with the shipped data and a book of an index page and one notebook."""
    shutil.copytree(ROOT / "data", folder / "data")
    for name in ("_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, folder / "book" / name)
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "_config.yml", folder)
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n  - file: notebooks/chapter\n"
    )
    (folder / "book/index.md").write_text("# A small book\n\nIts first page.\n")
    notebook(folder / "notebooks/chapter.ipynb", ("markdown", "# A chapter"), *cells)
    return folder


def several_chapters(folder: Path) -> Path:
    """A small project of four chapters and a page about the build, with its own code in src.

    Chapter `before` reads one item of the baseline survey and `after` two of the end of
    Linking; `tests` alone uses helpers.annex.named_tests; `words` computes without data.
    """
    small_project(folder)
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "requirements.lock").write_text("package==1\n")
    primary = 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")'
    named = "from helpers.annex.named_tests import name_of_test"
    for name, *cells in (
        ("before", ("code", primary), ("markdown", "It is {eval}`primary['interest'].baseline`.")),
        ("after", ("code", primary), ("markdown", "It is {eval}`primary['interest'].followup`."),
         ("code", 'primary.figure_items("1.1", ["awareness"], "end_of_linking", "Awareness")')),
        ("tests", ("code", named), ("markdown", "It is the {eval}`name_of_test('ordinal')`.")),
        ("words", ("code", "number = 6 * 7"), ("markdown", "It is {eval}`number`.")),
    ):  # fmt: skip
        prose = ("markdown", f"# About {name}\n\nSome prose.\n\n## A heading\n\nMore prose.")
        given = 'wave = "2020-21"\nreader = "all"'
        notebook(folder / f"notebooks/{name}.ipynb", prose, *cells, parameters=given)
    (folder / "notebooks/chapter.ipynb").unlink()
    facts = "# About this build\n\n```{include} build-facts.md\n```\n"
    (folder / "book/about-this-build.md").write_text(facts)
    pages = [f"notebooks/{name}" for name in ("before", "after", "tests", "words")]
    listed = "".join(f"  - file: {page}\n" for page in [*pages, "book/about-this-build"])
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: book/index\nchapters:\n{listed}")
    return folder


def whole_project(folder: Path) -> Path:
    """A copy of all that a build reads."""
    for name in ("data", "book", "notebooks"):
        ignore = shutil.ignore_patterns("_build", "__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.rmtree(folder / "notebooks/figures", ignore_errors=True)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(ROOT / name, folder)
    return folder


def untraced(page: str) -> str:
    """HTML of a page without the elements that its numbers stand in."""
    return re.sub(r'<span class="traced" id="[\w-]+">(.*?)</span>', r"\1", page)


def report(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run the command `report` in a project folder."""
    command = [sys.executable, "-m", "helpers", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
