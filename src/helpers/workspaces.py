"""Workspaces: folders of work under way, told apart from those that a kill left behind."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers.errors import BuildError

WAIT_SECONDS = 10.0


@contextmanager
def alone(folder: Path, seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold a folder for a moment against other commands; the system lets go when a holder dies.

    Raises BuildError after waiting that long. Where folders cannot be held (some network
    drives) there is no waiting.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        _hold(handle, folder, time.monotonic() + seconds)
        yield
    finally:
        os.close(handle)


@contextmanager
def workspace(parent: Path, prefix: str) -> Iterator[Path]:
    """A new folder in `parent`, removed however the block ends, and by `sweep` after a kill."""
    parent.mkdir(parents=True, exist_ok=True)
    with alone(parent):
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        handle = os.open(folder, os.O_RDONLY)
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def sweep(parent: Path, prefix: str) -> list[Path]:
    """Workspaces removed because the process that made them is gone; those in use stay."""
    if not parent.is_dir():
        return []
    with alone(parent):
        left = [folder for folder in sorted(parent.glob(f"{prefix}*")) if _is_left(folder)]
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
    return left


def _hold(handle: int, folder: Path, until: float) -> None:
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise BuildError(f"{folder} is held by another command; try again") from None
            time.sleep(0.01)
        except OSError:
            return None


def _is_left(folder: Path) -> bool:
    """Whether nobody holds a workspace any more."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
