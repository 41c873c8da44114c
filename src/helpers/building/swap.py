"""Atomic replacement: a finished folder takes the place of the one before in a single step.

Linux and macOS can exchange the names of two folders, so that a reader finds the old site or
the new one and never neither. Where the file system cannot, the old one steps aside for the
new one, and `recover` mends the dance of a build that was killed between the two steps.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from helpers.errors import BuildError
from helpers.workspaces import alone, sweep, workspace

__all__ = ["alone", "exchange", "recover", "replace", "settle", "sweep", "workspace"]

ASIDE = ".last"
WRITERS = 16
AT_WORKING_FOLDER = -100
SWAP_FLAG = 2
NOT_SUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def replace(target: Path, site: Path) -> None:
    """Put a whole folder in the place of `target` in one step and remove the old one.

    `site` must lie on the same file system, best in the same folder as `target`; afterwards
    it is gone. All of it is on the disk before its name changes, so that a power cut finds
    the old site or the new one. Raises BuildError, with `target` as it was, where the step is
    not possible: no space, no permission, another file system.
    """
    try:
        settle(site)
        with alone(target.parent):
            _recover(target)
            old = _take_place(target, site)
            _settle_folder(target.parent)
    except OSError as error:
        raise BuildError(f"{target} cannot be replaced and stays as it was: {error}") from None
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)


def recover(target: Path) -> None:
    """Put back the site that a killed build left set aside; nothing where all is well."""
    if _aside(target).exists():
        with alone(target.parent):
            _recover(target)


def settle(folder: Path) -> None:
    """Write every file and folder of a folder through to the disk; raises OSError if it is full."""
    folders, files = [], []
    for place, _, names in os.walk(folder, topdown=False):
        folders.append(place)
        files += [os.path.join(place, name) for name in names]
    # Disks write what several ask for in one go.
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(_settle_file, files))
        list(pool.map(_settle_folder, folders))


def exchange(one: Path, other: Path) -> bool:
    """Whether two names were exchanged in one step; False where the system cannot do that.

    Raises OSError where it can and something else is in the way.
    """
    call = _exchange_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in NOT_SUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _exchange_call():
    """A function of two names (bytes) that returns 0 when it exchanged them, or None."""
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            swap = library.renamex_np
            return lambda one, other: swap(one, other, ctypes.c_uint(SWAP_FLAG))
        swap = library.renameat2
    except AttributeError:
        return None
    here = AT_WORKING_FOLDER
    return lambda one, other: swap(here, one, here, other, ctypes.c_uint(SWAP_FLAG))


def _take_place(target: Path, site: Path) -> Path | None:
    """Give `site` the name `target`; where the old site lies now."""
    if not target.exists() and not target.is_symlink():
        site.rename(target)
        return None
    if exchange(site, target):
        return site
    aside = _aside(target)
    target.rename(aside)
    try:
        site.rename(target)
    except OSError:
        aside.rename(target)
        raise
    return aside


def _aside(target: Path) -> Path:
    return target.with_name(target.name + ASIDE)


def _recover(target: Path) -> None:
    aside = _aside(target)
    if not aside.exists():
        return
    if target.exists():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        aside.rename(target)


def _settle_file(path: str) -> None:
    if os.path.islink(path):
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle_folder(path: str | Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        # Some file systems cannot sync a folder; the files in it are safe by then.
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
