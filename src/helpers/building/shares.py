"""Shares of work for processes that are split off this one, about one a processor."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable

# Splitting off a process takes as long as writing about one page.
PARTS_WORTH_A_PROCESS = 3


def shares(weights: dict[str, int], processors: int | None = None) -> list[list[str]]:
    """Names in shares of about equal weight, at most as many as there are processors."""
    processors = processors or os.cpu_count() or 1
    count = max(1, min(processors, len(weights) // PARTS_WORTH_A_PROCESS))
    parts: list[list[str]] = [[] for _ in range(count)]
    sums = [0] * count
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        least = sums.index(min(sums))
        parts[least].append(name)
        sums[least] += weights[name]
    return [sorted(part) for part in parts]


class Helper:
    """A process split off this one that does some work; `result` waits for what it gave."""

    def __init__(self, work: Callable[[], object]):
        self._pipe, theirs = os.pipe()
        self._number = os.fork()
        if self._number:
            os.close(theirs)
            return
        try:
            _tell(theirs, work)
        finally:
            os._exit(0)

    def result(self):
        """What the work gave; raises RuntimeError with what went wrong with it."""
        with open(self._pipe, "rb") as stream:
            told = stream.read()
        os.waitpid(self._number, 0)
        good, value = pickle.loads(told) if told else (False, "a process split off died")
        if not good:
            raise RuntimeError(value)
        return value


def _tell(pipe: int, work: Callable[[], object]) -> None:
    """Send what some work gave, or what went wrong with it."""
    try:
        told = pickle.dumps((True, work()))
    except BaseException:
        told = pickle.dumps((False, traceback.format_exc()))
    with open(pipe, "wb") as stream:
        stream.write(told)
