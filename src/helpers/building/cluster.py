"""Cluster: chapters as tasks of a Dask cluster, whose workers need no file of this machine.

A task carries the notebook, the data files and the parameters as bytes. The worker writes
them to a folder of its own, executes with the engine of every build and gives the results
back. The scheduler repeats the tasks of a worker that died.
"""

from __future__ import annotations

import atexit
import gzip
import io
import json
import logging
import shutil
import sys
import tarfile
import tempfile
import threading
from asyncio import CancelledError
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.building.about_build import PACKAGES
from helpers.building.chapters import Chapter, Results
from helpers.building.runners import ahead
from helpers.digests import digest, tree_digest
from helpers.errors import BuildError, InputError, Problem
from helpers.project import data_files

if TYPE_CHECKING:
    from distributed import Client, Future

CODE = Path(__file__).parents[1]
OPTION = "--scheduler"
ANSWER_SECONDS = 10
WORKER_SECONDS = 30


@dataclass(frozen=True)
class Task:
    """One chapter as it travels: `files` is a compressed archive of what it may read."""

    name: str
    content: str
    given: tuple[tuple[str, str], ...]
    wave: str
    files: bytes
    code: str


class Cluster:
    """Executes the chapters of a batch on a cluster; to be used with `with`.

    Raises InputError where `distributed` is missing, no scheduler answers, it has no workers,
    or a worker has other code than this machine.
    """

    def __init__(self, address: str, root: Path, wave: str):
        self.root, self.wave = root, wave
        self.client = _client(address)
        self.futures: dict[tuple, Future] = {}
        try:
            _look_at_workers(self.client)
        except BaseException:
            self.client.close()
            raise

    def begin(self, jobs: list[tuple[Chapter, dict[str, str]]]) -> None:
        """Send every job to the scheduler."""
        files, code = packed(self.root, self.wave), code_digest()
        for chapter, given in jobs:
            content, pairs = json.dumps(chapter.content), tuple(sorted(given.items()))
            task = Task(chapter.path.name, content, pairs, self.wave, files, code)
            self.futures[_key(chapter, given)] = self.client.submit(work, task, pure=False)

    def run(self, chapter: Chapter, given: dict[str, str], folder: Path) -> Results:
        """Results of one of the jobs, when they are there; raises BuildError."""
        key, shown = _key(chapter, given), f"notebooks/{chapter.path.name}"
        try:
            return self._result(self.futures[key], shown)
        finally:
            self.futures.pop(key, None)

    def _result(self, future: Future, shown: str) -> Results:
        while True:
            try:
                return future.result(WORKER_SECONDS)
            except BuildError:
                raise
            except (Exception, CancelledError) as error:
                if not isinstance(error, TimeoutError) or future.done():
                    said = f"{type(error).__name__}: {error}"
                    raise BuildError(f"{shown}: the cluster did not execute it: {said}") from None
            if not self.client.scheduler_info()["workers"]:
                raise BuildError(f"{shown}: the cluster has no workers left")

    def stop(self) -> None:
        # What is still to be done would keep the cluster busy for nobody.
        self.client.cancel(list(self.futures.values()), force=True)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_) -> None:
        self.stop()
        self.client.close()


def _key(chapter: Chapter, given: dict[str, str]) -> tuple:
    return chapter.path.name, *sorted(given.items())


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        found = "needs the package distributed, which is not installed"
        todo = "install it with: .venv/bin/pip install distributed"
        raise InputError(Problem(OPTION, found, todo)) from None
    # What it logs of a connection that fails is what the message below says.
    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        return Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        found = f"no scheduler answers at {address!r} ({type(error).__name__})"
        todo = "start one with `dask scheduler` and give its address, such as tcp://host:8786"
        raise InputError(Problem(OPTION, found, todo)) from None


def _look_at_workers(client: Client) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        found = "the scheduler has no workers"
        todo = "start some with `dask worker ADDRESS` in this project's environment"
        raise InputError(Problem(OPTION, found, todo)) from None
    try:
        digests = client.run(code_digest)
    except Exception as error:
        found = f"a worker cannot load this project's code ({type(error).__name__}: {error})"
        raise InputError(Problem(OPTION, found, "install the project there")) from None
    own = code_digest()
    other = [name for name, found in digests.items() if found != own]
    if other:
        raise InputError([Problem(OPTION, *_other_code(name)) for name in sorted(other)])


def _other_code(worker: str) -> tuple[str, str]:
    found = f"the worker {worker} has other code or packages than this machine"
    return found, "bring it to the same commit and the same requirements.lock"


def code_digest() -> str:
    """SHA-256 of this process's modules of the project, and of the versions it works with."""
    versions = [_version(name) for name in PACKAGES]
    return digest(tree_digest(CODE, ".py"), sys.version_info[:3], versions)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def packed(root: Path, wave: str) -> bytes:
    """Archive of a wave's data files and of what all waves share, the same for the same files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for path in data_files(root, wave):
            content = path.read_bytes()
            entry = tarfile.TarInfo(path.relative_to(root).as_posix())
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(stream.getvalue(), mtime=0)


# --- on a worker ------------------------------------------------------------------------------


class Place:
    """A worker's folder with one state of the data, and kernels that have read it before."""

    def __init__(self, wave: str, files: bytes):
        from helpers.building.kernels import LIBRARIES, Kernels

        with ExitStack() as open_:
            kept = open_.enter_context(tempfile.TemporaryDirectory(prefix="report-task-"))
            self.folder, self.users, self._count = Path(kept).resolve(), 0, 0
            with tarfile.open(fileobj=io.BytesIO(files)) as archive:
                archive.extractall(self.folder, filter="data")
            libraries = (*LIBRARIES, *ahead(wave, self.folder))
            self.kernels = open_.enter_context(Kernels(libraries=libraries))
            self._open = open_.pop_all()

    def new_folder(self) -> Path:
        """A folder for one chapter, which is yet to be made; only one thread may ask at a time."""
        self._count += 1
        folder = self.folder / f"run-{self._count}"
        folder.mkdir()
        return folder / "chapter"

    def close(self) -> None:
        """End the kernels and remove the folder."""
        self._open.close()


_places: dict[str, Place] = {}
_guard = threading.Lock()


def work(task: Task) -> Results:
    """Results of a task, on a worker; raises BuildError, also where its code is another one."""
    if task.code != code_digest():
        raise BuildError("; ".join(_other_code("that was asked")))
    from helpers.building.execution import execute

    chapter = Chapter(Path("notebooks") / task.name, json.loads(task.content))
    with _at(task) as (place, folder):
        return execute(chapter, dict(task.given), folder, place.kernels)


@contextmanager
def _at(task: Task) -> Iterator[tuple[Place, Path]]:
    """The worker's place for the data of a task, with a folder to work in.

    Places of other data that nobody uses are closed.
    """
    name = digest(task.wave, task.files)
    with _guard:
        for other in [n for n, place in _places.items() if n != name and not place.users]:
            _places.pop(other).close()
        if name not in _places:
            _places[name] = Place(task.wave, task.files)
        place = _places[name]
        place.users += 1
        folder = place.new_folder()
    try:
        yield place, folder
    finally:
        shutil.rmtree(folder.parent, ignore_errors=True)
        with _guard:
            place.users -= 1


@atexit.register
def _close_places() -> None:
    for name in list(_places):
        _places.pop(name).close()
