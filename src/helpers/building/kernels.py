"""Kernels: real IPython kernels for a build, forked from a process that has preloaded.

Where forks are not safe (Windows, macOS) or not wanted (REPORT_KERNELS=normal), each kernel
is started as usual; the outputs are the same either way.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from helpers.building.kernel_client import Client
from helpers.errors import BuildError, InputError, Problem

SETTING, FORKED, NORMAL = "REPORT_KERNELS", "forked", "normal"
LAUNCHER = ["-m", "ipykernel_launcher"]
# What chapters and kernels import, without modules of this project (see `preloaded`).
LIBRARIES = (
    "numpy", "pandas", "scipy.special", "yaml", "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg", "PIL.features", "matplotlib.pyplot", "seaborn",
    "encodings.utf_8_sig", "ipykernel.kernelapp", "ipykernel.debugger", "sqlite3",
    "IPython.core.completerlib", "IPython.extensions.storemagic", "tornado.platform.asyncio",
)  # fmt: skip
# Of arithmetic: chapters run side by side, and the order of sums must not depend on processors.
ONE_THREAD = {"OMP_NUM_THREADS": "1"}
# Arrow's memory would be looked after by a thread, which no fork takes along.
BEFORE_FORKS = {
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
INLINE = "module://matplotlib_inline.backend_inline"
START_SECONDS = 60
# Where matplotlib has to list the fonts first, it says so; not in a cell, where that is a fault.
FONTS = "matplotlib.font_manager"
CLOSED = "its kernel was still to start when the build ended"


def can_fork() -> bool:
    """Whether kernels are forked: as the setting says; without one, on Linux.

    Raises InputError where the setting is neither `forked` nor `normal`.
    """
    said = os.environ.get(SETTING, FORKED if sys.platform == "linux" else NORMAL)
    if said not in (FORKED, NORMAL):
        found = f"is {said!r}"
        raise InputError(
            Problem(f"environment variable {SETTING}", found, f"say {FORKED} or {NORMAL}")
        )
    return said == FORKED and hasattr(os, "fork")


class Kernels:
    """Kernels of a build, to be used with `with`; at its end no kernel and no file is left.

    Threads may share it. When the build is killed, the preloaded process ends the kernels.
    `libraries`: modules to preload; one that changes on disk later is not loaded again.
    """

    def __init__(self, forked: bool | None = None, libraries: Sequence[str] = LIBRARIES):
        self.forked = can_fork() if forked is None else forked
        self.libraries = libraries
        self.closed = False
        self._provisioners: set[Provisioner] = set()

    def __enter__(self) -> Kernels:
        # The system's folder, because a socket's path may have no more than 100 letters.
        self._folder = tempfile.mkdtemp(prefix="report-")
        try:
            if self.forked:
                self._preload()
            else:
                import_module(FONTS)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def _preload(self) -> None:
        # Libraries read these when they are imported; each kernel then gets its own environment.
        environment = ONE_THREAD | os.environ | BEFORE_FORKS
        environment["MPLBACKEND"] = os.environ.get("MPLBACKEND") or INLINE
        self._line, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [
                sys.executable,
                "-m",
                "helpers.building.preloaded",
                str(number),
                self._folder,
            ]
            self._preloaded = subprocess.Popen(
                [*command, *self.libraries], cwd=self._folder, env=environment,
                stdin=subprocess.DEVNULL, pass_fds=[number], start_new_session=True,
            )  # fmt: skip

    def manager(self, kernel_name: str = "python3") -> AsyncKernelManager:
        """Manager of a kernel that is yet to start, with sockets in a folder of its own.

        Raises BuildError once the build has ended.
        """
        if self.closed:
            raise BuildError(CLOSED)
        folder = tempfile.mkdtemp(dir=self._folder)
        manager = AsyncKernelManager(
            kernel_name=kernel_name, transport="ipc", ip=f"{folder}/socket",
            connection_file=f"{folder}/kernel.json", client_factory=Client,
        )  # fmt: skip
        manager.provisioner = Provisioner(self, kernel_spec=manager.kernel_spec, parent=manager)
        self._provisioners.add(manager.provisioner)
        return manager

    def forget(self, provisioner: Provisioner) -> None:
        """Remove what a kernel that has ended leaves."""
        self._provisioners.discard(provisioner)
        shutil.rmtree(Path(provisioner.parent.connection_file).parent, ignore_errors=True)

    def fork(self, arguments: list[str], folder: str, environment: dict[str, str]) -> Forked:
        """A kernel that has just started; raises OSError or EOFError where none did."""
        line, theirs = Pipe()
        with theirs:
            socket.send_fds(self._line, [b"k"], [theirs.fileno()])
        line.send((arguments, folder, environment))
        return Forked(line)

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """End every kernel at once; none can be had any more."""
        self.closed = True
        if self.forked:
            self._line.close()
            self._preloaded.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._preloaded.wait(START_SECONDS)
            self._preloaded.kill()
            self._preloaded.wait()
        for provisioner in list(self._provisioners):
            provisioner.end()
        shutil.rmtree(self._folder, ignore_errors=True)


class Forked:
    """A forked kernel, as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, line: Connection):
        if not line.poll(START_SECONDS):
            raise TimeoutError
        started = line.recv()
        if not isinstance(started, dict):
            raise ChildProcessError
        self._line, self.pid, self.returncode = line, started["pid"], None

    def poll(self, seconds: float | None = 0) -> int | None:
        """Exit code, negative for a signal; None while the kernel runs."""
        if self.returncode is None and self._line.poll(seconds):
            try:
                self.returncode = self._line.recv()
            except (EOFError, OSError):  # someone killed the preloaded process, and so this one
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self) -> int:
        return self.poll(None)

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


class Provisioner(LocalProvisioner):
    """Starts and ends one kernel: a fork, or as usual where that is not possible."""

    def __init__(self, kernels: Kernels, **options):
        super().__init__(**options)
        self.kernels = kernels

    def _finalize_env(self, env: dict[str, str]) -> None:
        super()._finalize_env(env)
        env.update(ONE_THREAD | env)

    async def launch_kernel(self, cmd: list[str], **options) -> dict:
        """Connection of the kernel that was started; raises BuildError after the build's end."""
        if self.kernels.forked and _is_own(cmd):
            self.cwd = options.get("cwd") or os.getcwd()
            with suppress(OSError, EOFError):
                self.process = self.kernels.fork(cmd[3:], str(self.cwd), options["env"])
                self.pid = self.pgid = self.process.pid
                return self.connection_info
        started = await super().launch_kernel(cmd, **options)
        if self.kernels.closed:
            self.end()
            raise BuildError(CLOSED)
        return started

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel; a fork's end is waited for here, as the manager looks seldom."""
        await super().kill(restart)
        if isinstance(self.process, Forked):
            self.process.poll(0.1)

    async def cleanup(self, restart: bool = False) -> None:
        await super().cleanup(restart)
        if not restart:
            self.kernels.forget(self)

    def end(self) -> None:
        """End a kernel that was started as usual; the preloaded process ends the forks."""
        if isinstance(self.process, subprocess.Popen):
            self.process.kill()
            self.process.wait()


def _is_own(command: list[str]) -> bool:
    """Whether a kernel's command is ipykernel in the environment that runs this build."""
    folder = os.path.dirname(sys.executable)
    return command[1:3] == LAUNCHER and os.path.dirname(command[0]) == folder
