"""A process with Sphinx at hand that writes sites on order, apart from everything else.

Importing Sphinx takes most of the time of a small change, and a pass leaves traces in the
process that runs it. So one process imports what a book needs and splits off a fresh one for
each pass. It can be started before it is needed, and ends when the process that made it ends.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from types import ModuleType

from helpers.errors import BuildError

SECONDS = 600.0
LOOK_SECONDS = 0.2  # a signal that another thread got is acted upon after this long
# The same in every process, whoever runs it: order of sets, time zone, language, and settings
# of docutils that lie in a home folder. SOURCE_DATE_EPOCH would change the copyright's year.
SURROUNDINGS = {
    "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TZ": "UTC", "LC_ALL": "C", "LANGUAGE": "",
    "NO_COLOR": "1", "DOCUTILSCONFIG": "",
}  # fmt: skip
NOT_THERE = ("SOURCE_DATE_EPOCH", "FORCE_COLOR")
USED_BY_A_BOOK = (
    "jupyter_book", "myst_nb.sphinx_ext", "sphinx_book_theme", "pydata_sphinx_theme",
    "sphinx_external_toc.collectors", "sphinx_multitoc_numbering", "sphinx_design",
    "sphinx_copybutton", "sphinx_togglebutton", "helpers.building.sphinx_pass",
)  # fmt: skip
# What these extensions import to execute notebooks, to fetch remote files and to check
# notebooks that were checked when they were executed: half of the time of all imports.
NOT_NEEDED = (
    "myst_nb.core.execute.cache", "myst_nb.core.execute.direct", "myst_nb.core.execute.inline",
    "IPython", "IPython.display", "IPython.lib", "requests", "requests.exceptions", "urllib3",
    "urllib3.exceptions", "fastjsonschema",
)  # fmt: skip


class Press:
    """A process that writes sites; `close`, or the end of a `with` block, ends it.

    `lean` leaves out what a book of executed notebooks does not need.
    """

    def __init__(self, lean: bool = True):
        self.lean = lean
        self._start()

    def _start(self) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  `close` closes it
        surroundings = {k: v for k, v in os.environ.items() if k not in NOT_THERE} | SURROUNDINGS
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from helpers.building.press import serve; serve({self.lean})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=surroundings,
        )

    def write(self, order: dict, seconds: float = SECONDS) -> dict:
        """Facts of the pass that was ordered (`helpers.building.sphinx_pass.run`).

        They are only "unusable" with a reason where what was kept does not fit the order, and
        only "crash" with a reason where Sphinx did not come to an end. Raises BuildError where
        there is no answer in time. A process that has ended is started again.
        """
        if self._process.poll() is not None:
            self.restart()
        try:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
            return json.loads(self._line(time.monotonic() + seconds))
        except TimeoutError:
            self.close()
            raise BuildError(f"the pages were not written within {seconds:.0f} seconds") from None
        except (OSError, ValueError):
            reason = self._last_words() or "the process that runs Sphinx ended"
            self.close()
            return {"crash": reason}

    def _line(self, until: float) -> bytes:
        pipe, line = self._process.stdout.fileno(), b""
        while not line.endswith(b"\n"):
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if not select.select([pipe], [], [], min(left, LOOK_SECONDS))[0]:
                continue
            part = os.read(pipe, 1 << 20)
            if not part:
                raise ValueError("no whole line came")
            line += part
        return line

    def _last_words(self) -> str:
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def restart(self) -> None:
        """Put a process with the modules as they are now in the place of this one."""
        self.close()
        self._start()

    def close(self) -> None:
        """End the process at once, with all that it does."""
        for stream in (self._process.stdin, self._process.stdout):
            try:
                stream.close()
            except OSError:
                continue
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *exception) -> None:
        self.close()


def serve(lean: bool) -> None:
    """Answer orders, a line of JSON each, until the process that sends them is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.dup(1)
    os.dup2(2, 1)
    if lean:
        _leave_out()
    always = importlib.import_module("sphinx.application").builtin_extensions
    for name in (*USED_BY_A_BOOK, *always):
        importlib.import_module(name)
    if lean:
        importlib.import_module("nbformat").validate = lambda notebook: None
    sys.modules["helpers.building.sphinx_pass"].code()
    gc.freeze()
    while line := _order():
        if _split_off(line, answers) != 0:
            _send(answers, {"crash": "the process that writes the pages died"})


def _order() -> bytes:
    """The next line, read byte by byte so that the pipe shows when nobody is there to write."""
    line = b""
    while part := os.read(0, 1):
        if part == b"\n":
            return line
        line += part
    return b""


def _split_off(line: bytes, answers: int) -> int:
    """Carry out an order in a process of its own; 0 where that one has sent an answer."""
    ours, theirs = os.pipe()
    number = os.fork()
    if number:
        os.close(ours)
        status = os.waitpid(number, 0)[1]
        os.close(theirs)
        return status
    try:
        os.close(theirs)
        os.setpgid(0, 0)
        threading.Thread(target=_end_with, args=(0, ours), daemon=True).start()
        _send(answers, _carry_out(json.loads(line)))
        os._exit(0)
    finally:
        os._exit(1)


def _end_with(*pipes: int) -> None:
    """End this process and those split off it when nobody is left to write to one of the pipes."""
    watch = select.poll()
    for pipe in pipes:
        watch.register(pipe, 0)
    watch.poll()
    os.killpg(0, signal.SIGKILL)


def _carry_out(order: dict) -> dict:
    from helpers.building.sphinx_pass import run
    from helpers.building.sphinx_site import Order, Unusable

    # Sphinx makes few things that only the collector can free.
    gc.set_threshold(100_000, 50, 50)
    try:
        return run(Order(**order))
    except Unusable as reason:
        return {"unusable": str(reason)}
    except BaseException as error:
        traceback.print_exc()
        return {"crash": "".join(traceback.format_exception_only(error)).strip()}


def _send(answers: int, facts: dict) -> None:
    with os.fdopen(os.dup(answers), "wb") as stream:
        stream.write(json.dumps(facts).encode() + b"\n")


def _leave_out() -> None:
    """Put stand-ins in the place of modules that are not needed."""
    for name in NOT_NEEDED:
        sys.modules[name] = _stand_in(name)
    for name in NOT_NEEDED:
        parent, _, last = name.rpartition(".")
        if parent in NOT_NEEDED:
            setattr(sys.modules[parent], last, sys.modules[name])
    # The highlighting of tracebacks is all that is used of IPython.
    sys.modules["IPython.lib.lexers"] = importlib.import_module("ipython_pygments_lexers")


def _stand_in(name: str) -> ModuleType:
    """A module any name can be imported from; making anything of such a name fails."""

    def refuse(*given, **named):
        raise RuntimeError(f"{name} was left out")

    def attribute(wanted: str) -> type:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        return type(wanted, (Exception,), {"__new__": refuse})

    module = ModuleType(name)
    module.__path__ = []
    module.__getattr__ = attribute
    return module
