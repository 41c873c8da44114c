"""Build: only what changed is executed and written, and the book is replaced when whole."""

from __future__ import annotations

import ast
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from helpers.building.about_build import build_facts
from helpers.building.cache import Cache
from helpers.building.chapters import Chapter, Results
from helpers.building.pages import is_current, write_site
from helpers.building.source_folder import prepare
from helpers.building.sources import ALWAYS, Sources, modules_of
from helpers.building.swap import recover, replace, sweep, workspace
from helpers.digests import digest
from helpers.errors import BuildError, Problem
from helpers.project import BOOK, MEMORY, chapter_notebooks, known_wave

STAGING = "staging-"


class Progress:
    """Says on standard error which page is at which step, and for how long the build ran."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stderr
        self.start = time.monotonic()

    def say(self, text: str) -> None:
        """One line with the elapsed seconds before it."""
        print(f"[{time.monotonic() - self.start:5.1f} s] {text}", file=self.stream, flush=True)


@dataclass
class Built:
    """What a build did: the book's folder, why each chapter was or was not executed, and pages."""

    book: Path
    executed: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    why: str = "nothing changed"


def build(
    root: Path,
    wave: str | None = None,
    parameters: dict[str, str] | None = None,
    progress: Progress | None = None,
    force: bool = False,
) -> Built:
    """The book of a wave, after every notebook and page of it came out without a fault.

    `force` executes every chapter. Raises InputError for inputs that cannot be used and
    BuildError for a page that failed; the book that was there is then left as it was.
    """
    progress = progress or Progress()
    wave = known_wave(root, wave)
    chapters = [Chapter.read(path) for path in chapter_notebooks(root)]
    given = {"wave": wave} | (parameters or {})
    check_parameters(chapters, given)
    progress.say(f"reading wave {wave}")
    work = Work(root, wave, given, chapters, progress)
    recover(root / BOOK)
    sweep((root / BOOK).parent, STAGING)
    with workspace((root / BOOK).parent, STAGING) as stage:
        work.results(stage / "run", force)
        source = work.source(stage / "source")
        memory = root / MEMORY / "pages"
        if not work.built.executed and is_current(source, memory, root / BOOK):
            progress.say("nothing changed")
            return work.built
        progress.say("pages: writing HTML")
        made = write_site(source, memory, stage / "html")
        work.built.written, work.built.why = made.written, made.why
        replace(root / BOOK, stage / "html")
    progress.say("done")
    return work.built


class Work:
    """One build: its chapters with what is known of them so far."""

    def __init__(self, root: Path, wave: str, given, chapters: list[Chapter], progress: Progress):
        self.root, self.wave, self.given, self.chapters = root, wave, given, chapters
        self.progress = progress
        self.sources = Sources(root, wave, root / MEMORY / "data")
        self.cache = Cache(root / MEMORY / "chapters")
        self.built = Built(root / BOOK)
        self.found: dict[Path, Results] = {}
        self.modules: dict[Path, list[str]] = {}

    def results(self, folder: Path, force: bool) -> None:
        """Results of every chapter, from the cache or by execution."""
        # All data is looked at before anything runs, so that bad input is told first.
        assert self.sources.data
        missing = [chapter for chapter in self.chapters if not self._is_kept(chapter, force)]
        # Not in the threads that execute: Python 3.11 cannot parse in two of them at once.
        self.modules = {chapter.path: modules_of(chapter) for chapter in missing}
        if missing:
            # Imported here: papermill takes a second that a build without it need not wait for.
            from helpers.building.execution import execute_all

            execute_all(missing, self.given, folder, self._keep, self.progress.say)

    def _key(self, chapter: Chapter) -> str:
        return digest(chapter.code_key, sorted(self.given.items()))

    def _is_kept(self, chapter: Chapter, force: bool) -> bool:
        name = chapter.path.stem
        results, why = None, "asked for"
        if not force:
            results, why = self.cache.find(self._key(chapter), self.sources.digest_of)
        self.built.reasons[name] = why
        if results is None:
            return False
        self.found[chapter.path] = results
        return True

    def _keep(self, chapter: Chapter, results: Results) -> None:
        surveys = [name for name in self.sources.data if name.startswith("respondents ")]
        reads = {*results.reads, *ALWAYS, *surveys, *self.modules[chapter.path]}
        results = Results(results.outputs, results.texts, results.drawings, tuple(sorted(reads)))
        self.cache.keep(self._key(chapter), results, self.sources.digest_of)
        self.found[chapter.path] = results
        self.built.executed.append(chapter.path.stem)

    def source(self, folder: Path) -> Path:
        """Folder of all that Sphinx reads: pages, styles, chapters with their results."""
        prepare(self.root, self.wave, folder)
        facts = build_facts(self.root, self.wave, self.given)
        (folder / "book/build-facts.md").write_text(facts, encoding="utf-8")
        for chapter in self.chapters:
            results = self.found[chapter.path]
            page = json.dumps(chapter.with_results(results), ensure_ascii=False, indent=1)
            (folder / "notebooks" / chapter.path.name).write_text(page, encoding="utf-8")
            for name, drawing in results.drawings.items():
                path = folder / "notebooks" / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(drawing, encoding="utf-8")
        return folder


def check_parameters(chapters: list[Chapter], given: dict[str, str]) -> None:
    """Refuse parameters that a notebook does not have: papermill would only log them."""
    problems = []
    for chapter in chapters:
        known = _parameters(chapter)
        for name in sorted(set(given) - set(known)):
            found = f"has no parameter {name!r}"
            todo = f"its parameters are: {', '.join(known) or 'none'}"
            problems.append(Problem(f"notebooks/{chapter.path.name}", found, todo))
    if problems:
        raise BuildError("\n".join(map(str, problems)))


def _parameters(chapter: Chapter) -> list[str]:
    for _, cell in chapter.cells:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            try:
                tree = ast.parse(cell["source"])
            except SyntaxError as error:
                where = f"notebooks/{chapter.path.name}, its parameters"
                raise BuildError(f"{where}: {error}") from None
            targets = [t for node in tree.body for t in getattr(node, "targets", [])]
            return [target.id for target in targets if isinstance(target, ast.Name)]
    return []
