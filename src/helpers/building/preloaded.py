"""Preloaded process: imports what chapters import, once, and forks a kernel at each request.

`kernels` runs it as a program. It starts no thread, event loop or ZeroMQ socket, so
that a fork of it is as good as a new process. Modules of this project are not imported
ahead: their code runs in each kernel, from the disk, as it does in any other.
"""

from __future__ import annotations

import ctypes
import gc
import os
import select
import shutil
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection

PR_SET_PDEATHSIG = 1
GIVEN = frozenset(os.environ)


def main() -> None:
    """Serve the build at the other end of socket argv[1]; once it has ended, remove argv[2]."""
    # As ipykernel's launcher does: a file in the working folder must not hide a package.
    sys.path[:] = [path for path in sys.path if path not in ("", os.getcwd())]
    build, folder, preloaded = socket.socket(fileno=int(sys.argv[1])), sys.argv[2], os.getpid()
    preload(sys.argv[3:], build)
    line = serve(build)
    if line:
        become_kernel(line, preloaded)
    else:
        shutil.rmtree(folder, ignore_errors=True)


def preload(modules: list[str], build: socket.socket) -> None:
    """Import the modules while the build lives; one that fails will fail again in its cell."""
    ended = select.poll()
    ended.register(build, select.POLLHUP)
    gc.disable()
    # pandas would take pyarrow in where it is installed: a tenth of a second, and a thread that
    # no fork keeps. A chapter that reads Parquet imports it for itself.
    sys.modules["pyarrow"] = None
    for name in modules:
        if ended.poll(0):
            return
        with suppress(Exception):
            _take_in(name)
    del sys.modules["pyarrow"]
    # Objects that the collector does not visit stay in memory shared by all kernels.
    gc.freeze()
    gc.enable()


def _take_in(name: str) -> None:
    """Import a module; "MODULE:FUNCTION:TEXT" calls its function with the text as well."""
    module, _, call = name.partition(":")
    loaded = import_module(module)
    if call:
        function, _, text = call.partition(":")
        getattr(loaded, function)(text)


def serve(build: socket.socket) -> Connection | None:
    """In a fork: its line to the build. In the preloaded process: None, once the build ended."""
    kernels: dict[int, Connection] = {}
    signals = Signals(signal.SIGCHLD, signal.SIGTERM, signal.SIGINT)
    asked = True
    while asked:
        ready, _, _ = select.select([build, signals.arrived], [], [])
        if signals.arrived in ready:
            asked = set(os.read(signals.arrived, 512)) <= {signal.SIGCHLD}
            reap(kernels, os.WNOHANG)
        elif build in ready:
            asked, received, *_ = socket.recv_fds(build, 1, 1)
            for line in map(Connection, received):
                if pid := os.fork():
                    kernels[pid] = line
                    continue
                signals.reset()
                for end in (build, *kernels.values()):
                    end.close()
                return line
    for pid in kernels:
        os.kill(pid, signal.SIGKILL)
    reap(kernels, 0)
    return None


class Signals:
    """Signals as bytes in a pipe, where `select` sees them; `reset` undoes it in a fork."""

    def __init__(self, *numbers: int):
        self.arrived, self._sent = os.pipe()
        os.set_blocking(self._sent, False)
        signal.set_wakeup_fd(self._sent)
        self._before = {number: signal.signal(number, lambda *_: None) for number in numbers}

    def reset(self) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self.arrived)
        os.close(self._sent)


def reap(kernels: dict[int, Connection], options: int) -> None:
    """Tell the build the exit code of each kernel that ended; end what its cells had started."""
    for pid in list(kernels):
        ended, status = os.waitpid(pid, options)
        if ended:
            with suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            with kernels.pop(pid) as line, suppress(OSError):
                line.send(os.waitstatus_to_exitcode(status))


def become_kernel(line: Connection, preloaded: int) -> None:
    """Run ipykernel's application in this fork, set up as its launcher finds a new process."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != preloaded:
        return
    arguments, folder, environment = line.recv()
    os.chdir(folder)
    for name in GIVEN - environment.keys():  # what libraries set at their import stays
        os.environ.pop(name, None)
    os.environ.update(environment, JPY_PARENT_PID=str(preloaded))
    sys.argv = [find_spec("ipykernel_launcher").origin, *arguments]
    for name in ("helpers", "helpers.building"):
        sys.modules.pop(name, None)
    # Python gives a fork a new state of its own `random` only.
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    app = import_module("ipykernel.kernelapp").IPKernelApp.instance(parent_handle=preloaded)
    app.initialize()
    # Only now are its sockets there: a client that tries before waits for its next try.
    with line:
        line.send({"pid": os.getpid()})
    app.start()


if __name__ == "__main__":
    main()
