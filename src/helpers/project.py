"""Project: where its parts lie, told without reading any data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from helpers.entries import read_yaml
from helpers.errors import InputError, Problem

BOOK = Path("book/_build/html")
MEMORY = Path("book/_build/.memory")
DRAWINGS = "figures"  # folder of a chapter's drawings, beside its notebook
TOC = "_toc.yml"
AREAS = Path("book/_build/areas")
AREA_TOC, AREA_NOTEBOOKS = "_toc-area.yml", "notebooks/areas"


def slug(words: str) -> str:
    """Words as a file's name: in lower case, with hyphens between them."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def find_root(start: Path | None = None) -> Path:
    """Project folder: the nearest one upwards that holds data/questionnaire.yml."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "data/questionnaire.yml").is_file():
            return folder
    raise InputError(
        Problem(start.name, "is not inside a report project", "go to the folder that holds data/")
    )


def wave_names(root: Path) -> list[str]:
    """Names of the waves that have a wave.yml, in order."""
    return sorted(path.parent.name for path in (root / "data/waves").glob("*/wave.yml"))


def known_wave(root: Path, name: str | None = None) -> str:
    """The wave of that name, the newest where none is named; raises InputError otherwise."""
    names = wave_names(root)
    if not names:
        raise InputError(Problem("data/waves", "holds no wave", "add one with its wave.yml"))
    if name is not None and name not in names:
        found = f"there is no wave {name!r}"
        raise InputError(Problem("data/waves", found, f"waves are: {', '.join(names)}"))
    return name or names[-1]


def data_files(root: Path, wave: str) -> list[Path]:
    """Files of a wave's answers and of what all waves share: questionnaire and quotations."""
    shared = [root / "data/questionnaire.yml", root / "data/quotes.yml"]
    own = sorted((root / "data/waves" / wave).rglob("*"))
    return [path for path in shared + own if path.is_file()]


def chapter_notebooks(root: Path, toc: str = TOC, folder: str = "notebooks") -> list[Path]:
    """Notebooks of a folder that a table of contents names, in its order.

    Raises InputError where one is missing, or one of the folder is not named there.
    """
    pages = list(_toc_files(read_yaml(root / toc, toc)))
    named = [root / f"{page}.ipynb" for page in pages if page.startswith(f"{folder}/")]
    here = set((root / folder).glob("[!.]*.ipynb"))
    problems = [
        Problem(toc, f"names {folder}/{path.name}, which is not there")
        for path in named
        if path not in here
    ]
    problems += [
        Problem(f"{folder}/{path.name}", "is in no table of contents", f"name it in {toc}")
        for path in sorted(here - set(named))
    ]
    if problems:
        raise InputError(problems)
    return named


def _toc_files(entry) -> Iterator[str]:
    if isinstance(entry, list):
        for part in entry:
            yield from _toc_files(part)
    elif isinstance(entry, dict):
        yield from (entry[key] for key in ("root", "file") if key in entry)
        for key in ("parts", "chapters", "sections"):
            yield from _toc_files(entry.get(key))
