"""Build: only what changed is executed and written, and the book is replaced when whole."""

from __future__ import annotations

import ast
import dataclasses
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from helpers.building.about_build import build_facts, write_inputs
from helpers.building.cache import Cache
from helpers.building.chapters import Chapter, Results, tags_of
from helpers.building.left_out import unlink_chapter
from helpers.building.made_of import write_made_of
from helpers.building.origin_list import LIST, entries, origin_list
from helpers.building.pages import look, write_site
from helpers.building.processes import Processes
from helpers.building.source_folder import prepare
from helpers.building.sources import ALWAYS, Sources, modules_of
from helpers.building.swap import recover, replace, sweep, workspace
from helpers.building.wave_chapters import chapters_of
from helpers.errors import BuildError, Problem
from helpers.project import BOOK, MEMORY, known_wave

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
    """What a build did: the book's folder, why each chapter was or was not executed, and pages.

    `written` names the pages that Sphinx wrote, `changed` the files that are not what they were.
    """

    book: Path
    executed: list[str] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    written: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    why: str = "nothing changed"


def build(
    root: Path,
    wave: str | None = None,
    parameters: dict[str, str] | None = None,
    progress: Progress | None = None,
    force: bool = False,
    processes: Processes | None = None,
) -> Built:
    """The book of a wave, after every notebook and page of it came out without a fault.

    `force` executes every chapter. `processes` are those of an earlier build; without them the
    build has its own. Raises InputError for inputs that cannot be used and BuildError for a
    page that failed; the book that was there is then left as it was.
    """
    if processes is None:
        with Processes() as processes:
            return build(root, wave, parameters, progress, force, processes)
    progress = progress or Progress()
    wave = known_wave(root, wave)
    found = chapters_of(root, wave)
    given = {"wave": wave} | (parameters or {})
    check_parameters(found.chapters, given)
    progress.say(f"reading wave {wave}")
    work = Work(root, wave, given, found.chapters, progress, processes, found.left_out)
    recover(root / BOOK)
    sweep((root / BOOK).parent, STAGING)
    with workspace((root / BOOK).parent, STAGING) as stage:
        work.results(stage / "run", force)
        # The same answers in other files change these, and no page.
        inputs = write_inputs(root, wave, work.sources.data, stage)
        work.pages(stage)
        os.replace(inputs, root / BOOK.with_name(inputs.name))
    return work.built


class Work:
    """One build: its chapters with what is known of them so far.

    `left_out` names the chapters that the wave does not have. `book` and `memory` are folders in
    the project: of the finished book, and of what is kept.
    """

    def __init__(
        self, root: Path, wave: str, given, chapters: list[Chapter], progress, processes,
        left_out: frozenset[str] = frozenset(), book: Path = BOOK, memory: Path = MEMORY,
    ):  # fmt: skip
        self.root, self.wave, self.given, self.chapters = root, wave, given, chapters
        self.progress, self.processes, self.left_out = progress, processes, left_out
        self.sources = Sources(root, wave, root / MEMORY / "data")
        self.memory = root / memory
        self.cache = Cache(self.memory / "chapters")
        self.built = Built(root / book)
        self.found: dict[Path, Results] = {}
        self.modules: dict[Path, list[str]] = {}

    def results(self, folder: Path, force: bool) -> None:
        """Results of every chapter, from the cache or by execution."""
        if force or not all(self.cache.holds(chapter.key(self.given)) for chapter in self.chapters):
            self.processes.start_kernels()  # they load libraries while the data is read
        # All data is looked at before anything runs, so that bad input is told first.
        assert self.sources.data
        missing = [chapter for chapter in self.chapters if not self._is_kept(chapter, force)]
        # Not in the threads that execute: Python 3.11 cannot parse in two of them at once.
        self.modules = {chapter.path: modules_of(chapter) for chapter in missing}
        if not missing:
            return
        self.processes.start_kernels()
        self.sources.look_at(set().union(*self.modules.values()))
        # Imported here: papermill takes a second that a build without it need not wait for.
        from helpers.building.execution import execute_all

        self.processes.start_press()
        kernels = self.processes.kernels
        execute_all(missing, self.given, folder, kernels, self._keep, self.progress.say)

    def _is_kept(self, chapter: Chapter, force: bool) -> bool:
        name = chapter.path.stem
        results, why = None, "asked for"
        if not force:
            results, why = self.cache.find(chapter.key(self.given), self.sources.digest_of)
        self.built.reasons[name] = why
        if results is None:
            return False
        self.found[chapter.path] = results
        return True

    def _keep(self, chapter: Chapter, results: Results) -> None:
        surveys = [name for name in self.sources.data if name.startswith("respondents ")]
        reads = {*results.reads, *ALWAYS, *surveys, *self.modules[chapter.path]}
        results = dataclasses.replace(results, reads=tuple(sorted(reads)))
        self.sources.check()
        self.cache.keep(chapter.key(self.given), results, self.sources.digest_of)
        self.found[chapter.path] = results
        self.built.executed.append(chapter.path.stem)

    def pages(self, stage: Path) -> None:
        """Write the pages, and put them in the place of the last book where any changed."""
        book, memory = self.built.book, self.memory / "pages"
        source = self.source(stage / "source")
        found = [(chapter, self.found[chapter.path]) for chapter in self.chapters]
        write_made_of(source, found, self.sources, self.given)
        seen = look(source, memory)
        if seen.is_at(book):
            self.progress.say("nothing changed")
            return
        self.progress.say("pages: writing HTML")
        if not seen.plan.nothing:
            self.processes.start_press()
        made = write_site(source, memory, stage / "html", self.processes.press, seen)
        self.sources.check()
        self.built.written, self.built.changed, self.built.why = (
            made.written, made.changed, made.why,
        )  # fmt: skip
        replace(book, stage / "html")
        self.progress.say("done")

    def prepared(self, folder: Path) -> None:
        """Put what all chapters share into a new folder: pages, styles, contents, settings."""
        prepare(self.root, self.wave, folder, self.left_out)

    def source(self, folder: Path) -> Path:
        """Folder of all that Sphinx reads: pages, styles, chapters with their results."""
        self.prepared(folder)
        facts = build_facts(self.root, self.wave, self.given, self.sources.data)
        (folder / "book/build-facts.md").write_text(facts, encoding="utf-8")
        for chapter in self.chapters:
            results = self.found[chapter.path]
            made = chapter.with_results(results, entries(chapter))
            unlink_chapter(made, f"notebooks/{chapter.path.stem}", self.left_out)
            page = json.dumps(made, ensure_ascii=False, indent=1)
            place = folder / chapter.path.parent.relative_to(self.root)
            listed = {f"{chapter.path.stem}{LIST}": origin_list(chapter, results)}
            for name, text in {chapter.path.name: page, **listed, **results.drawings}.items():
                path = place / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
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
        if "parameters" in tags_of(cell):
            try:
                tree = ast.parse(cell["source"])
            except SyntaxError as error:
                where = f"notebooks/{chapter.path.name}, its parameters"
                raise BuildError(f"{where}: {error}") from None
            targets = [t for node in tree.body for t in getattr(node, "targets", [])]
            return [target.id for target in targets if isinstance(target, ast.Name)]
    return []
