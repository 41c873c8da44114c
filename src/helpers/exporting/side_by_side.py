"""Side by side: independent steps run at the same time, and none outlives the one who asked.

Each step has a process of its own, split off from this one, in a process group of its own. When
this process fails or is stopped the groups are ended, with every program that a step started,
and the temporary files of all steps are removed.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from helpers.errors import BuildError
from helpers.exporting.missing import Missing

Steps = dict[str, Callable[[], object]]


def run(steps: Steps, say: Callable[[str], None], at_a_time: int | None = None) -> dict:
    """What each step returned, or the Missing that it raised, by its name.

    As many run at a time as there are processors; `say` hears of each that is done. Raises
    BuildError, and ends the others, as soon as a step fails in another way.
    """
    if sys.platform != "linux":  # elsewhere a process that was split off may not use everything
        return {name: _said(name, _outcome(name, step), say) for name, step in steps.items()}
    at_a_time = at_a_time or len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="report-", ignore_cleanup_errors=True) as scratch:
        return _run(steps, say, at_a_time, scratch)


def _run(steps: Steps, say: Callable[[str], None], at_a_time: int, scratch: str) -> dict:
    waiting, results = list(steps.items()), {}
    running: dict[Connection, tuple[str, BaseProcess]] = {}
    alive = os.pipe()
    try:
        while waiting or running:
            while waiting and len(running) < at_a_time:
                name, step = waiting.pop(0)
                reader, process = _split_off(name, step, alive, scratch)
                running[reader] = name, process
            for reader in wait(list(running)):
                name, process = running[reader]
                results[name] = _said(name, _received(reader, name), say)
                process.join()
                del running[reader]
    finally:
        for _, process in running.values():
            _end(process)
        for pipe in alive:
            os.close(pipe)
    return results


def _said(name: str, outcome: object, say: Callable[[str], None]) -> object:
    """The outcome of a step, told; raises it where it is a failure."""
    if isinstance(outcome, Missing):
        say(f"{name}: not made, {outcome.program} is not installed")
    elif isinstance(outcome, Exception):
        raise outcome
    else:
        say(f"{name}: made")
    return outcome


def _outcome(name: str, step: Callable[[], object]) -> object:
    """What a step returned, or its failure as one that can be told."""
    try:
        return step()
    except (Missing, BuildError) as error:
        return error
    except Exception as error:
        # For whoever maintains the program: it is no fault of the user.
        traceback.print_exc()
        return BuildError(f"{name} could not be made: {type(error).__name__}: {error}")


def _split_off(
    name: str, step: Callable[[], object], alive: tuple[int, int], scratch: str
) -> tuple[Connection, BaseProcess]:
    context = get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(name, step, writer, alive, scratch), daemon=True)
    process.start()
    writer.close()
    return reader, process


def _work(name: str, step, writer: Connection, alive: tuple[int, int], scratch: str) -> None:
    """In the process of a step: carry it out, send its outcome, and end with who asked for it."""
    os.setpgid(0, 0)
    # For this process, and for programs that it starts.
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.close(alive[1])
    threading.Thread(target=_end_with, args=(alive[0],), daemon=True).start()
    writer.send(_outcome(name, step))


def _end_with(pipe: int) -> None:
    """End this group of processes when nobody is left who could write to the pipe."""
    os.read(pipe, 1)
    os.killpg(0, signal.SIGKILL)


def _received(reader: Connection, name: str) -> object:
    try:
        return reader.recv()
    except EOFError:
        return BuildError(f"{name} could not be made: its process ended")
    finally:
        reader.close()


def _end(process: BaseProcess) -> None:
    # Its group may not be there yet, or not any more.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()
