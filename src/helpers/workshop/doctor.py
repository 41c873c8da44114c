"""Doctor: whether all that a build needs is in order here, and what to run where it is not.

It looks at this machine and this folder only, and needs no network.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypandoc

import helpers
from helpers.errors import InputError
from helpers.exporting.missing import Missing
from helpers.exporting.pdf import chromium
from helpers.project import chapter_notebooks
from helpers.workshop import packages
from helpers.workshop.notebook_state import state_problems

LOCKS = {".venv-lab": "requirements-lab.lock", ".venv-check": "requirements-check.lock"}
LOCK = "requirements.lock"
SET_UP = "scripts/set_up_git.sh"  # what `make git` runs
SHOWN = 5  # differences that are told
WRITTEN = (".", "notebooks", "data/waves", "book", "book/_build")
ROOM = 500_000_000  # bytes: the environments are there already; a book and its editions take some
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Checked:
    """One thing that was looked at: what was found, and what to run where it is not fine."""

    about: str
    fine: bool
    found: str
    todo: str = ""


def examine(root: Path) -> list[Checked]:
    """Everything that was looked at, in order; what cannot be said of this folder is left out."""
    looks: tuple[Callable[[Path], Checked | None], ...] = (
        python, locked, itself, browser, pandoc, notebooks, contents, writable, hook, room,
    )  # fmt: skip
    return [found for look in looks if (found := look(root)) is not None]


def python(root: Path) -> Checked:
    """Whether this Python is one that pyproject.toml allows."""
    file = root / "pyproject.toml"
    text = file.read_text("utf-8") if file.is_file() else ""
    needed = tomllib.loads(text).get("project", {}).get("requires-python", "") if text else ""
    fine = all(_holds(part.strip()) for part in needed.split(",") if part.strip())
    todo = f"install Python {needed}, delete .venv, then: make report"
    return Checked("Python", fine, f"{platform.python_version()} (needed: {needed or 'any'})", todo)


def _holds(limit: str) -> bool:
    """Whether this Python keeps to one limit such as ">=3.11"."""
    sign, version = re.fullmatch(r"(>=|<|==)\s*([\d.]+)", limit).groups()
    wanted = tuple(map(int, version.split(".")))
    here = sys.version_info[: len(wanted)]
    return {">=": here >= wanted, "<": here < wanted, "==": here == wanted}[sign]


def locked(root: Path) -> Checked | None:
    """Whether the packages are those of the lock of this environment."""
    lock = root / LOCKS.get(Path(sys.prefix).name, LOCK)
    if not lock.is_file():
        return None
    pins = packages.pinned(lock)
    differ = packages.apart(pins, packages.installed())
    if not differ:
        return Checked("Packages", True, f"all {len(pins)} of {lock.name}")
    more = f" and {len(differ) - SHOWN} more" if len(differ) > SHOWN else ""
    found = f"not as {lock.name} has them: {'; '.join(differ[:SHOWN])}{more}"
    return Checked("Packages", False, found, f"rm -r {Path(sys.prefix).name}; make report")


def itself(root: Path) -> Checked | None:
    """Whether the programs that run are those of this folder."""
    if not (root / "src/helpers").is_dir():
        return None
    runs = Path(helpers.__file__).resolve().parent
    fine = runs == (root / "src/helpers").resolve()
    found = "the programs of this folder run" if fine else f"other programs run: {runs}"
    return Checked("Project", fine, found, "rm -r .venv; make report")


def browser(root: Path) -> Checked:
    """Whether there is the program that makes the PDF."""
    try:
        return Checked("Chromium", True, chromium())
    except Missing as missing:
        return Checked("Chromium", False, f"is missing; {missing.purpose} needs it", missing.how)


def pandoc(root: Path) -> Checked:
    """Whether there is the program that makes the Word file."""
    try:
        return Checked("pandoc", True, str(pypandoc.get_pandoc_version()))
    except OSError:
        return Checked(
            "pandoc", False, "is missing; the Word file needs it", "rm -r .venv; make report"
        )


def notebooks(root: Path) -> Checked:
    """Whether notebooks are stored without outputs, counts, and metadata of editors."""
    found, count = [], 0
    for path in sorted((root / "notebooks").glob("**/*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        count += 1
        shown = path.relative_to(root).as_posix()
        found += [f"{shown}: {problem.found}" for problem in state_problems(path, shown)]
    if not found:
        return Checked("Notebooks", True, f"{count}, stored as they should be")
    more = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return Checked("Notebooks", False, "; ".join(found[:SHOWN]) + more, "report tidy")


def contents(root: Path) -> Checked:
    """Whether the table of contents names every notebook, and none that is gone."""
    try:
        return Checked("Contents", True, f"{len(chapter_notebooks(root))} notebooks are named")
    except InputError as error:
        said = "; ".join(map(str, error.problems[:SHOWN]))
        return Checked("Contents", False, said, "name in _toc.yml what is in notebooks/")


def writable(root: Path) -> Checked:
    """Whether builds may write where they do."""
    there = [name for name in WRITTEN if (root / name).exists()]
    shut = [name for name in there if not os.access(root / name, os.W_OK)]
    if not shut:
        return Checked("Writing", True, "folders can be written")
    found = f"these folders cannot be written: {', '.join(shut)}"
    return Checked("Writing", False, found, f"chmod -R u+w {' '.join(shut)}")


def hook(root: Path) -> Checked | None:
    """Whether git runs the project's hook before a commit; None where there is no such hook."""
    hooks = [path.parent for path in (*root.glob("*/pre-commit"), *root.glob("*/*/pre-commit"))]
    hooks = [folder for folder in hooks if ".git" not in folder.parts]
    runs = _git(root, "rev-parse", "--git-path", "hooks")
    if not hooks or runs is None:
        return None
    todo = f"git config core.hooksPath {hooks[0].relative_to(root).as_posix()}"
    if (root / SET_UP).is_file():
        todo = "make git"
    fine = os.access(root / runs / "pre-commit", os.X_OK)
    found = "runs before each commit" if fine else "is not set up: notebooks go in as they are"
    return Checked("Git hook", fine, found, todo)


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def room(root: Path) -> Checked:
    """Whether there is room for what builds write."""
    free = shutil.disk_usage(root).free
    found = f"{free // MEGABYTE:,} MB are free"
    return Checked("Disk", free >= ROOM, found, "make clean, or free some space elsewhere")
