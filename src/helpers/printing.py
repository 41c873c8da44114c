"""Numbers as they are printed: rounded half up, with marks for those not shown."""

from __future__ import annotations

import math
from datetime import date

SUPPRESSED_MARK, LOW_MARK, NONE_MARK, NOT_APPLICABLE_MARK = "[c]", "[low]", "[x]", "[z]"


def half_up(value: float, decimals: int = 0) -> float:
    """Value rounded half up, away from zero, the way that percentages are printed."""
    shift = 10**decimals
    rounded = math.floor(round(abs(value) * shift, 9) + 0.5) / shift
    return math.copysign(rounded, value) if rounded else 0.0


def whole_percent(share: float) -> int:
    """Share (0 to 1) as a whole percentage, half up."""
    return int(half_up(share * 100))


def percent(share: float) -> str:
    """Share (0 to 1) as "64%"; the mark for a suppressed one where it is NaN."""
    return SUPPRESSED_MARK if math.isnan(share) else f"{whole_percent(share)}%"


def decimal(value: float, decimals: int = 1) -> str:
    """Mean as "3.8"; the mark for a suppressed one where it is NaN."""
    return SUPPRESSED_MARK if math.isnan(value) else f"{half_up(value, decimals):.{decimals}f}"


def whole(value: float) -> str:
    """Count as "1,234"; the mark for a suppressed one where it is NaN."""
    return SUPPRESSED_MARK if math.isnan(value) else f"{int(value):,}"


def whole_range(values: list[float]) -> str:
    """Counts as "73 to 77", or "77" where all are the same; hidden ones, which are NaN, last."""
    shown = [value for value in values if not math.isnan(value)]
    ends = [whole(min(shown)), whole(max(shown))] if shown else []
    told = [" to ".join(dict.fromkeys(ends))] if shown else []
    return " and ".join([*told, *[SUPPRESSED_MARK] * (len(shown) < len(values))])


def day(value: date) -> str:
    """Date in words: "2 October 2020"."""
    return f"{value.day} {value:%B %Y}"
