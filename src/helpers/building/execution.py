"""Execution: chapters run side by side by papermill, each on a kernel of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path

import papermill

from helpers.building import inline
from helpers.building.chapters import Chapter, Results
from helpers.building.kernels import Kernels
from helpers.errors import BuildError
from helpers.exhibits import FOLDER

CELL_SECONDS = 120


def execute_all(
    chapters: list[Chapter],
    given: dict[str, str],
    folder: Path,
    done: Callable[[Chapter, Results], None],
    say: Callable[[str], None],
) -> None:
    """Execute chapters, as many at a time as there are processors; `done` gets each result.

    Each works in a folder of its own below `folder`. Raises BuildError that names the
    notebook and the cell of the first fault; what still runs is then stopped.
    """

    def run(chapter: Chapter, kernels: Kernels) -> None:
        say(f"{chapter.path.stem}: executing")
        done(chapter, execute(chapter, given, folder / chapter.path.stem, kernels))
        say(f"{chapter.path.stem}: executed")

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool, Kernels() as kernels:
        futures = [pool.submit(run, chapter, kernels) for chapter in chapters]
        wait(futures, return_when=FIRST_EXCEPTION)
        for future in futures:
            future.cancel()
        for future in futures:
            if future.done() and not future.cancelled():
                future.result()


def execute(chapter: Chapter, given: dict[str, str], folder: Path, kernels: Kernels) -> Results:
    """Results of one chapter, executed in a new folder."""
    folder.mkdir(parents=True)
    out = folder / chapter.path.name
    try:
        executed = papermill.execute_notebook(
            str(chapter.path),
            str(out),
            parameters=given,
            engine_name=inline.NAME,
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=CELL_SECONDS,
            folder=str(folder),
            kernels=kernels,
        )
    except BuildError as error:
        raise BuildError(f"notebooks/{chapter.path.name}, {error}") from None
    return _results(executed, folder)


def _results(executed, folder: Path) -> Results:
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    own = [cell for cell in code if inline.INJECTED not in cell.metadata.get("tags", [])]
    said = executed.metadata["report"]
    drawings = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((folder / FOLDER).glob("*.svg"))
    }
    outputs = [[dict(output) for output in cell.outputs] for cell in own]
    return Results(outputs, dict(said["texts"]), drawings, tuple(said["reads"]))
