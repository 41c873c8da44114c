"""Waiting: for work in other threads, with an ear for Ctrl-C."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait

# Any thread may be the one that a signal reaches, and only the main thread acts on it: one that
# waits without end for other threads would not hear of it before they are done.
LOOK_SECONDS = 0.2


def as_they_end(futures: Collection[Future]) -> Iterator[Future]:
    """The futures in the order in which they end; of those that end together, as they are given."""
    left = set(futures)
    while left:
        ended, left = wait(left, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
        yield from filter(ended.__contains__, futures)
