"""Dealing: answers handed to respondents in an order that a seed fixes.

No library's random stream is used, so the same words give the same respondents the same
answers on every machine.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable
from statistics import NormalDist

_NORMAL = NormalDist()


def uniform(*words: object) -> float:
    """A number between 0 and 1, both excluded, fixed by the words (SHA-256)."""
    digest = hashlib.sha256("|".join(map(str, words)).encode()).digest()
    return (int.from_bytes(digest[:6], "big") + 0.5) / 2**48


def normal(*words: object) -> float:
    """A standard normal number fixed by the words, to nine decimals."""
    return round(_NORMAL.inv_cdf(uniform(*words)), 9)


def blend(factor: float, loading: float, noise: float) -> float:
    """A score that shares `loading` with the factor; of variance 1 if both parts are."""
    return round(loading * factor + math.sqrt(1 - loading**2) * noise, 9)


def deal(
    respondents: Iterable[str], counts: dict[str, int], rank: Callable[[str], float]
) -> dict[str, str]:
    """Answer of each respondent: the highest ranked get the first response, and so on.

    Raises ValueError where the counts do not add up to the respondents.
    """
    queue = sorted(respondents, key=lambda r: (-rank(r), r))
    answers = [response for response, count in counts.items() for _ in range(count)]
    if len(answers) != len(queue):
        raise ValueError(f"{len(answers)} answers for {len(queue)} respondents: {counts}")
    return dict(zip(queue, answers, strict=True))


def spread(size: int, mean: float, longest: int) -> list[int]:
    """Whole years from few to many, exponential in shape, whose mean prints as `mean`."""
    years = [
        min(longest, max(1, round(-mean * math.log(1 - (place + 0.5) / size))))
        for place in range(size)
    ]
    return settled(years, round(mean * size), [1] * size, [longest] * size)


def settled(values: list[int], total: int, low: list[int], high: list[int]) -> list[int]:
    """The values with ones added or taken, from the last round and round, to add up to `total`.

    No value leaves its low and high. Raises ValueError where the total is out of reach.
    """
    if not sum(low) <= total <= sum(high):
        raise ValueError(f"{total} is not between {sum(low)} and {sum(high)}")
    values, step = list(values), 1 if sum(values) < total else -1
    while sum(values) != total:
        for place in reversed(range(len(values))):
            if sum(values) != total and low[place] <= values[place] + step <= high[place]:
                values[place] += step
    return values
