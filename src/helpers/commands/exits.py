"""Exit codes of the commands, and paths as they are told."""

from __future__ import annotations

from pathlib import Path

DONE, BAD_BUILD, BAD_INPUT, STOPPED = 0, 1, 2, 130
CANNOT_BE = 1  # an audit found figures that cannot all be right
DIFFERS = 1  # two sites are not the same
NOT_ALL = 1  # a document that was asked for needs a program that is missing
NOT_IN_ORDER = 1  # the doctor found something to mend
NOT_TO_PUBLISH = 1  # a check found something that no exception allows


def shown(path: Path) -> Path:
    """A path as a person in this folder would type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
