"""Areas: a batch of editions, one for each area, side by side and each whole or as it was."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from helpers.analysis import forget_waves
from helpers.building.area_index import Entry, write_index
from helpers.building.build import STAGING, Progress, Work, check_parameters
from helpers.building.chapters import Chapter, Results
from helpers.building.processes import Processes
from helpers.building.runners import Local, Runner
from helpers.building.source_folder import prepare
from helpers.building.sources import Sources, modules_of
from helpers.building.swap import recover, sweep, workspace
from helpers.building.waiting import as_they_end
from helpers.building.wave_chapters import check_tags
from helpers.errors import BuildError
from helpers.project import (
    AREA_NOTEBOOKS,
    AREA_TOC,
    AREAS,
    MEMORY,
    chapter_notebooks,
    known_wave,
    slug,
)
from helpers.publication import read_publication
from helpers.small_areas import CHANGE_PART, FOLLOWUP_PART, Areas
from helpers.wave_parts import known_parts, parts_of

WAVE = "wave"  # file in an edition's memory that says of which wave it is


@dataclass
class Batch:
    """What a batch did: the index page, names of the areas built, and why others were not.

    `reasons` has a line for each chapter of each area: whether it was executed, and why.
    """

    index: Path
    built: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many editions were to be made."""
        return len(self.built) + len(self.failed)


class Quiet(Progress):
    """Says nothing of the steps of one edition: the batch says where it is."""

    def say(self, text: str) -> None:
        pass


class AreaWork(Work):
    """One area's edition, as a part of a batch."""

    def __init__(self, root: Path, wave: str, areas: Areas, key: str, chapters, given):
        self.key, self.name, self.settings = key, areas.names[key], areas.whole.settings
        parts = areas.parts(key) | parts_of(root, wave)
        chapters = [chapter.for_wave(parts) for chapter in chapters]
        given = given | {"wave": wave, "area": key}
        place = slug(key)
        super().__init__(
            root, wave, given, chapters, Quiet(), None,
            book=AREAS / place, memory=MEMORY / "areas" / place,
        )  # fmt: skip
        self.missing: list[Chapter] = []

    def look(self, sources: Sources, modules: dict[Path, list[str]], force: bool) -> None:
        """Find out which chapters have to be executed."""
        self.sources, self.modules = sources, modules
        self.missing = [c for c in self.chapters if not self._is_kept(c, force)]

    def explained(self) -> list[str]:
        """Of each chapter whether it was executed, and why."""
        did = {True: "executed", False: "not executed"}
        return [
            f"{self.name}, {page}: {did[page in self.built.executed]}: {why}"
            for page, why in self.built.reasons.items()
        ]

    def make(self, run: Callable[..., Results], processes: Processes) -> None:
        """Execute what is missing, write the pages, and put them in their place."""
        self.processes = processes
        recover(self.built.book)
        with workspace(self.built.book.parent, STAGING) as stage:
            found = [(c, run(c, self.given, stage / c.path.stem)) for c in self.missing]
            for chapter, results in found:
                self._keep(chapter, results)
            self.pages(stage)
        self.memory.mkdir(parents=True, exist_ok=True)
        (self.memory / WAVE).write_text(self.wave, encoding="utf-8")

    def prepared(self, folder: Path) -> None:
        """Put what all areas share into a new folder, with the area's contents, title and words."""
        said = {
            "area": self.name,
            "threshold": str(self.settings.suppress_below),
            "flag": str(self.settings.flag_below),
        }
        title = f"Schools Linking in {self.name}"
        prepare(self.root, self.wave, folder, toc=AREA_TOC, title=title, said=said)


def build_areas(
    root: Path,
    wave: str | None = None,
    names: list[str] | None = None,
    parameters: dict[str, str] | None = None,
    progress: Progress | None = None,
    force: bool = False,
    runner: Runner | None = None,
    workers: int | None = None,
) -> Batch:
    """Editions of the areas named, or of all that have Linking respondents, and their index.

    A failure of one is told at the end and leaves the last good one of it. `workers`
    editions are made at a time, as many as there are processors where it is not said.
    Raises InputError for an area that is not there and for inputs that cannot be used.
    """
    progress, root = progress or Progress(), root.resolve()
    wave = known_wave(root, wave)
    if runner is None:
        with Local(root, wave) as runner:
            return build_areas(root, wave, names, parameters, progress, force, runner, workers)
    progress.say(f"reading wave {wave}")
    forget_waves()
    areas = Areas(wave, root)
    keys = [areas.key_of(name) for name in names] if names is not None else list(areas.names)
    works = _works(root, wave, areas, dict.fromkeys(keys), parameters or {}, force)
    runner.begin([(chapter, work.given) for work in works for chapter in work.missing])
    sweep(root / AREAS, STAGING)
    batch = Batch(root / AREAS / "index.html")
    _make_all(works, runner, workers or os.cpu_count() or 1, batch, progress)
    batch.reasons += [line for work in works for line in work.explained()]
    write_index(batch.index, read_publication(root, wave), _entries(root, wave, areas, batch))
    return batch


def _works(root: Path, wave: str, areas: Areas, keys, given: dict[str, str], force: bool):
    """All editions of a batch, each with the chapters that have to be executed for it."""
    chapters = [Chapter.read(path) for path in chapter_notebooks(root, AREA_TOC, AREA_NOTEBOOKS)]
    check_tags(chapters, known_parts(root) | {FOLLOWUP_PART, CHANGE_PART})
    check_parameters(chapters, given | {"wave": wave, "area": ""})
    sources = Sources(root, wave, root / MEMORY / "data")
    modules = {chapter.path: modules_of(chapter) for chapter in chapters}
    sources.look_at(set().union(*modules.values()))
    works = [AreaWork(root, wave, areas, key, chapters, given) for key in keys]
    for work in works:
        work.look(sources, modules, force)
    return works


def _make_all(works: list[AreaWork], runner: Runner, workers: int, batch: Batch, progress) -> None:
    """Make every edition, `workers` at a time, and say how far the batch is."""
    idle: SimpleQueue[Processes] = SimpleQueue()
    stopped = threading.Event()

    def make(work: AreaWork) -> None:
        if stopped.is_set():
            return
        processes = idle.get()
        try:
            work.make(runner.run, processes)
        finally:
            idle.put(processes)

    with ExitStack() as open_, ThreadPoolExecutor(workers) as pool:
        for _ in range(min(workers, len(works))):
            idle.put(open_.enter_context(Processes()))
        futures: dict[Future, AreaWork] = {}
        try:
            for work in works:
                futures[pool.submit(make, work)] = work
            for number, future in enumerate(as_they_end(futures), start=1):
                name, error = futures[future].name, future.exception()
                if error is not None and not isinstance(error, (BuildError, OSError)):
                    raise error
                said = "" if error is None else ", which could not be built"
                progress.say(f"{number} of {len(works)}: {name}{said}")
                if error is None:
                    batch.built.append(name)
                else:
                    batch.failed[name] = str(error)
        except BaseException:
            stopped.set()
            runner.stop()
            raise


def _entries(root: Path, wave: str, areas: Areas, batch: Batch) -> list[Entry]:
    """What the index says of each area of the wave, in the questionnaire's order."""
    return [
        Entry(
            name=name,
            folder=slug(key) if _is_of(root, wave, slug(key)) else "",
            respondents=areas.said_of(key),
            parts=areas.parts(key),
            failed=name in batch.failed,
        )
        for key, name in areas.names.items()
    ]


def _is_of(root: Path, wave: str, folder: str) -> bool:
    """Whether the edition in a folder is there and of that wave."""
    said = root / MEMORY / "areas" / folder / WAVE
    there = (root / AREAS / folder / "index.html").is_file()
    return there and said.is_file() and said.read_text(encoding="utf-8") == wave
