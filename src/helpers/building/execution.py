"""Execution: chapters run side by side by papermill, each on a kernel of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import papermill

from helpers.building import inline
from helpers.building.chapters import Chapter, Results
from helpers.building.kernels import Kernels
from helpers.building.waiting import as_they_end
from helpers.errors import BuildError
from helpers.project import DRAWINGS

CELL_SECONDS = 120


def execute_all(
    chapters: list[Chapter],
    given: dict[str, str],
    folder: Path,
    kernels: Kernels,
    done: Callable[[Chapter, Results], None],
    say: Callable[[str], None],
) -> None:
    """Execute chapters, as many at a time as there are processors; `done` gets each result.

    Each works in a folder of its own below `folder`, those with most cells first. Raises
    BuildError that names the notebook and the cell of the first fault; the kernels are then
    closed with all that still runs on them.
    """

    def run(chapter: Chapter) -> None:
        say(f"{chapter.path.stem}: executing")
        done(chapter, execute(chapter, given, folder / chapter.path.stem, kernels))
        say(f"{chapter.path.stem}: executed")

    # A long one that begins last would run alone at the end.
    longest_first = sorted(chapters, key=lambda chapter: -chapter.length)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        futures: list[Future] = []
        try:
            for chapter in longest_first:
                futures.append(pool.submit(run, chapter))
            for future in as_they_end(futures):
                future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            kernels.close()
            raise


def execute(chapter: Chapter, given: dict[str, str], folder: Path, kernels: Kernels) -> Results:
    """Results of one chapter, executed in a new folder."""
    folder.mkdir(parents=True)
    out = folder / chapter.path.name
    # As it was read, whatever is saved meanwhile.
    taken = folder.parent / chapter.path.name
    taken.write_text(json.dumps(chapter.content), encoding="utf-8")
    try:
        executed = papermill.execute_notebook(
            str(taken),
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
        for path in sorted((folder / DRAWINGS).glob("*.svg"))
    }
    outputs = [[dict(output) for output in cell.outputs] for cell in own]
    # As JSON, for what papermill gives back are nodes of a notebook.
    origins = json.loads(json.dumps(said["origins"]))
    return Results(outputs, dict(said["texts"]), drawings, tuple(said["reads"]), origins)
