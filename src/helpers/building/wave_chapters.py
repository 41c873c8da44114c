"""Wave chapters: which chapters a wave has, and which of their cells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpers.building.chapters import Chapter, tags_of
from helpers.errors import BuildError
from helpers.project import chapter_notebooks
from helpers.wave_parts import known_parts, parts_of, tag_problems


@dataclass(frozen=True)
class WaveChapters:
    """Chapters of a wave with the cells that it is to have, and the pages left out.

    Pages are named as in the table of contents: "notebooks/change".
    """

    chapters: list[Chapter]
    left_out: frozenset[str]


def chapters_of(root: Path, wave: str) -> WaveChapters:
    """Chapters of a wave, in the order of the contents.

    A cell whose tags the wave does not meet is left out, and a chapter whose title is one.
    Raises BuildError for tags that name no part of any wave, and InputError for a wave whose
    description cannot be used.
    """
    parts = parts_of(root, wave)
    read = [Chapter.read(path) for path in chapter_notebooks(root)]
    check_tags(read, known_parts(root))
    kept = [chapter.for_wave(parts) for chapter in read if chapter.is_of_wave(parts)]
    gone = [chapter.path.stem for chapter in read if not chapter.is_of_wave(parts)]
    return WaveChapters(kept, frozenset(f"notebooks/{name}" for name in gone))


def check_tags(chapters: list[Chapter], known: set[str]) -> None:
    """Refuse tags that name no part of any wave: their cells would be missing unnoticed."""
    problems = []
    for chapter in chapters:
        for _, cell in chapter.cells:
            shown = f"notebooks/{chapter.path.name}, cell {cell.get('id', '')!r}"
            problems += tag_problems(tags_of(cell), known, shown)
    if problems:
        raise BuildError("\n".join(map(str, problems)))
