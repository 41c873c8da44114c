"""Runners: what executes the chapters of a batch; here this machine, in `cluster` several."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from helpers.building.chapters import Chapter, Results


class Runner(Protocol):
    """What executes chapters: this machine, or a cluster."""

    def begin(self, jobs: list[tuple[Chapter, dict[str, str]]]) -> None:
        """Take note of all that will be asked for."""

    def run(self, chapter: Chapter, given: dict[str, str], folder: Path) -> Results:
        """Results of one of the jobs; raises BuildError."""

    def stop(self) -> None:
        """End at once what runs, which then raises BuildError."""


class Local:
    """Executes on this machine, on kernels of a process that has read the wave before."""

    def __init__(self, root: Path, wave: str):
        self.ahead = ahead(wave, root)
        self._open, self._kernels = ExitStack(), None

    def begin(self, jobs: list[tuple[Chapter, dict[str, str]]]) -> None:
        if jobs:
            from helpers.building.kernels import LIBRARIES, Kernels

            self._kernels = self._open.enter_context(Kernels(libraries=(*LIBRARIES, *self.ahead)))

    def run(self, chapter: Chapter, given: dict[str, str], folder: Path) -> Results:
        from helpers.building.execution import execute

        return execute(chapter, given, folder, self._kernels)

    def stop(self) -> None:
        if self._kernels is not None:
            self._kernels.close()

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *_) -> None:
        self._open.close()


def ahead(wave: str, root: Path) -> tuple[str, ...]:
    """What a process that kernels are forked from takes in: the code, and the files of a wave."""
    return "helpers.area_edition", f"helpers.small_areas:read_ahead:{wave}:{root}"
