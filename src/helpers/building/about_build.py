"""About a build: what it was made of, as a page states it."""

from __future__ import annotations

import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from helpers.digests import file_digest
from helpers.html_table import table

PACKAGES = (
    "jupyter-book", "sphinx", "papermill", "ipykernel", "pandas", "numpy", "scipy",
    "matplotlib", "seaborn",
)  # fmt: skip
NO_COMMIT = "not under version control"


def build_facts(root: Path, wave: str, given: dict[str, str]) -> str:
    """Markdown tables of a build's parameters, versions, commit and inputs with SHA-256."""
    made = [[f"Parameter {name}", value] for name, value in sorted(given.items())]
    made += [["Commit", commit(root)], ["Python", platform.python_version()]]
    made += [[name, _version(name)] for name in PACKAGES]
    inputs = [[path, file_digest(root / path)] for path in input_files(root, wave)]
    return "\n\n".join(
        [
            table("What this book was built with", ["What", "Value"], made),
            table("Inputs of this book", ["File", "SHA-256"], inputs),
        ]
    )


def input_files(root: Path, wave: str) -> list[str]:
    """Data files and the lock that a book is made from, as paths in the project."""
    files = [root / "data/questionnaire.yml", root / "data/quotes.yml"]
    files += sorted(path for path in (root / "data/waves" / wave).glob("*") if path.is_file())
    files.append(root / "requirements.lock")
    return [path.relative_to(root).as_posix() for path in files if path.is_file()]


def commit(root: Path) -> str:
    """Commit of the project, and whether files differ from it; without git, that there is none."""
    try:
        name = _git(root, "rev-parse", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return NO_COMMIT
    return f"{name}, with changes that are not committed" if changed else name


def _git(root: Path, *words: str) -> str:
    command = ["git", "--no-optional-locks", *words]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
