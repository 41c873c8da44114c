"""About a build: what it was made of, as a page and a file beside the book state it.

The page names what the book's words and numbers come from, so that it is the same for the same
answers in whatever format they were delivered; the file has the digests of the delivered bytes.
"""

from __future__ import annotations

import json
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from helpers.digests import digest, file_digest
from helpers.entries import read_yaml
from helpers.html_table import table
from helpers.project import data_files
from helpers.publication import FILE as EDITION
from helpers.wave_record import as_read

PACKAGES = (
    "jupyter-book", "sphinx", "papermill", "ipykernel", "pandas", "numpy", "scipy",
    "matplotlib", "seaborn",
)  # fmt: skip
NO_COMMIT = "not under version control"
INPUTS = "inputs.json"


def build_facts(root: Path, wave: str, given: dict[str, str], data: dict[str, str]) -> str:
    """Markdown tables of a build's parameters, versions, commit and inputs with SHA-256.

    `data` are the digests of the wave's data by name, as `Sources.data` has them.
    """
    made = [[f"Parameter {name}", value] for name, value in sorted(given.items())]
    made += [["Commit", commit(root)], ["Python", platform.python_version()]]
    made += [[name, _version(name)] for name in PACKAGES]
    inputs = [[path, file_digest(root / path)] for path in shown_files(root, wave)]
    inputs.append([f"data/waves/{wave}/wave.yml, but how files are read", facts_digest(root, wave)])
    inputs += [[f"Answers of {name}, as read", told] for name, told in answer_digests(data).items()]
    return "\n\n".join(
        [
            table("What this book was built with", ["What", "Value"], made),
            table("Inputs of this book", ["Input", "SHA-256"], inputs),
        ]
    )


def write_inputs(root: Path, wave: str, data: dict[str, str], folder: Path) -> Path:
    """File in `folder` with the SHA-256 of every input, survey files as they were delivered."""
    files = {path: file_digest(root / path) for path in input_files(root, wave)}
    told = {"wave": wave, "answers": answer_digests(data), "files": files}
    path = folder / INPUTS
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return path


def answer_digests(data: dict[str, str]) -> dict[str, str]:
    """SHA-256 of each survey's answers, the same for the same answers in any format."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for name, told in sorted(data.items()):
        kind, _, about = name.partition(" ")
        if kind in ("respondents", "column"):
            parts.setdefault(about.partition(" ")[0], []).append((name, told))
    return {survey: digest(found) for survey, found in parts.items()}


def facts_digest(root: Path, wave: str) -> str:
    """SHA-256 of what wave.yml says of a wave beside how its files are read."""
    shown = f"data/waves/{wave}/wave.yml"
    return digest(json.dumps(as_read(read_yaml(root / shown, shown)), default=str, sort_keys=True))


def shown_files(root: Path, wave: str) -> list[str]:
    """Inputs of a book that hold no delivered answers, as paths in the project."""
    folder = f"data/waves/{wave}"
    files = ["data/questionnaire.yml", "data/quotes.yml", f"{folder}/about.md"]
    files += [f"{folder}/{EDITION}", "requirements.lock"]
    return [path for path in files if (root / path).is_file()]


def input_files(root: Path, wave: str) -> list[str]:
    """Data files and the lock that a book is made from, as paths in the project."""
    files = [*data_files(root, wave), root / "requirements.lock"]
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
