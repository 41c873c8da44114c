"""Context: what a check can look at: the project, its chapters, their results and the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helpers.building.cache import Cache
from helpers.building.chapters import Chapter, Results
from helpers.building.sources import Sources
from helpers.building.wave_chapters import chapters_of
from helpers.checking.published import Published
from helpers.errors import BuildError
from helpers.project import BOOK, MEMORY, chapter_notebooks, known_wave


@dataclass(frozen=True)
class Context:
    """A built report. Chapters and results go by their page, such as "notebooks/change.ipynb".

    Nothing is read before it is asked for; `results` raises BuildError for a chapter whose
    last results are not those of what stands in the project now.
    """

    root: Path
    wave: str
    parameters: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, wave: str | None = None, parameters=None) -> Context:
        """Context of a project's wave, the newest where none is named."""
        return cls(root, known_wave(root, wave), parameters or {})

    @property
    def site(self) -> Path:
        """Folder of the built book."""
        return self.root / BOOK

    @cached_property
    def published(self) -> Published:
        """Pages of the built book as readers meet them."""
        return Published(self.site)

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """Notebooks of the table of contents by page, in its order, as the wave has them."""
        read = chapters_of(self.root, self.wave).chapters
        return {f"notebooks/{chapter.path.name}": chapter for chapter in read}

    @cached_property
    def notebooks(self) -> dict[str, Chapter]:
        """Every notebook by page with the cells of all waves, those of other books too."""
        others = sorted((self.root / "notebooks").glob("[!.]*/*.ipynb"))
        paths = [*chapter_notebooks(self.root), *others]
        return {path.relative_to(self.root).as_posix(): Chapter.read(path) for path in paths}

    @cached_property
    def pages(self) -> dict[str, str]:
        """Text of the Markdown pages by page, with what they include from book/."""
        found = sorted((self.root / "book").rglob("*.md"))
        paths = {path.relative_to(self.root).as_posix(): path for path in found}
        return {
            page: path.read_text(encoding="utf-8")
            for page, path in paths.items()
            if not page.startswith("book/_")
        }

    @cached_property
    def results(self) -> dict[str, Results]:
        """Results of every chapter by page, as the last build kept them."""
        sources = Sources(self.root, self.wave, self.root / MEMORY / "data")
        cache = Cache(self.root / MEMORY / "chapters")
        given = {"wave": self.wave} | self.parameters
        found = {}
        for page, chapter in self.chapters.items():
            results, why = cache.find(chapter.key(given), sources.digest_of)
            if results is None:
                raise BuildError(f"{page}: no results of it are kept ({why}); run `report build`")
            found[page] = results
        return found
