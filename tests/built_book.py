"""The whole book, built once for all tests of a run that read it."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from book import report, whole_project


@cache
def built_book() -> Path:
    """Project folder with a built book in it, for reading only."""
    folder = Path(mkdtemp(prefix="built-book-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = report(whole_project(folder), "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
