"""Pages of a wave: what its chapters say, from the cache or executed, with no page written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.building.build import STAGING, Progress, Work, check_parameters
from helpers.building.chapters import Chapter, Results, place
from helpers.building.inline_text import expressions
from helpers.building.processes import Processes
from helpers.building.swap import workspace
from helpers.building.wave_chapters import chapters_of
from helpers.project import BOOK

HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A chapter with its results in one wave."""

    chapter: Chapter
    results: Results

    @property
    def name(self) -> str:
        """Name of the notebook, without its ending."""
        return self.chapter.path.stem

    @cached_property
    def title(self) -> str:
        """First heading of the page."""
        first = (HEADING.search(cell["source"]) for _, cell in self.chapter.cells)
        return next((found[1] for found in first if found), self.name)

    @cached_property
    def cells(self) -> dict[str, dict[str, Any]]:
        """Each cell by its identifier."""
        return {cell["id"]: cell for _, cell in self.chapter.cells}

    @cached_property
    def sections(self) -> dict[str, str]:
        """Heading under which each cell stands, by the cell's identifier."""
        found, heading = {}, self.title
        for name, cell in self.cells.items():
            if cell["cell_type"] == "markdown" and (heads := HEADING.findall(cell["source"])):
                heading = heads[-1]
            found[name] = heading
        return found

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        """Text of each expression by the cell in which it stands."""
        return {
            cell["id"]: {e: self.results.texts[place(before, e)] for e in found}
            for before, cell in self.chapter.cells
            if cell["cell_type"] == "markdown" and (found := expressions(cell["source"]))
        }

    def shown(self) -> Iterator[tuple[str, str]]:
        """Each code cell's identifier with what it shows, as Markdown or HTML."""
        for before, cell in self.chapter.cells:
            if cell["cell_type"] == "code":
                for output in self.results.outputs[before]:
                    data = output.get("data", {})
                    yield cell["id"], "".join(data.get("text/markdown", data.get("text/html", "")))


def pages_of_wave(root: Path, wave: str, processes: Processes, progress: Progress) -> list[Page]:
    """Pages of a wave in the order of the contents; the book that is published stays as it is.

    Raises InputError for inputs that cannot be used and BuildError for a chapter that failed.
    """
    chapters = chapters_of(root, wave).chapters
    given = {"wave": wave}
    check_parameters(chapters, given)
    progress.say(f"reading wave {wave}")
    work = Work(root, wave, given, chapters, progress, processes)
    with workspace((root / BOOK).parent, STAGING) as stage:
        work.results(stage / "run", force=False)
    return [Page(chapter, work.found[chapter.path]) for chapter in work.chapters]
