"""Phrases: numbers and test results in the words of the field."""

from __future__ import annotations

import math

import pandas as pd

from helpers.disclosure import LOW, SUPPRESSED, Disclosed
from helpers.printing import SUPPRESSED_MARK, half_up, percent, whole_percent

NUMBER_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Percentages that have a name of their own, and whether the name takes "of".
NAMED = [
    (10, "1 in 10", False), (20, "a fifth", True), (25, "a quarter", True),
    (30, "3 in 10", False), (100 / 3, "a third", True), (40, "two-fifths", True),
    (50, "half", True), (60, "6 in 10", False), (200 / 3, "two-thirds", True),
    (70, "7 in 10", False), (75, "three-quarters", True), (80, "8 in 10", False),
    (90, "9 in 10", False),
]  # fmt: skip
TIMES = [
    (1.95, 2.05, "twice"), (1.75, 1.95, "almost twice"), (1.45, 1.55, "one and a half times"),
    (0.95, 1.05, "about the same as"), (0.45, 0.55, "about half"),
]  # fmt: skip
TOO_FEW = "too few answered"
NOT_SHOWN = f"not shown ({SUPPRESSED_MARK})"
NOT_COMPARED = f"not compared ({SUPPRESSED_MARK}) with"


def share_name(share: float) -> tuple[str, bool]:
    """Name of a share without its number, and whether a noun follows it after "of"."""
    value = whole_percent(share)
    if value in (0, 100):
        exact = math.isclose(share, value / 100, abs_tol=1e-9)
        return f"{'' if exact else 'almost '}{'none' if value == 0 else 'all'}", True
    if value < 7:
        return "fewer than 1 in 10", False
    if value > 93:
        return "more than 9 in 10", False
    point, name, takes_of = min(NAMED, key=lambda named: (abs(named[0] - value), named[0]))
    gap = value - point
    if name == "half" and abs(gap) >= 1:
        return ("just over half" if gap > 0 else "just under half"), True
    if abs(gap) < 0.5:
        return name, takes_of
    if abs(gap) <= 3:
        return f"around {name}", takes_of
    return (f"more than {name}" if gap > 0 else f"nearly {name}"), takes_of


def share_words(share: float) -> str:
    """Share in words with its percentage: "around 8 in 10 (83%)"."""
    return SUPPRESSED_MARK if math.isnan(share) else f"{share_name(share)[0]} ({percent(share)})"


def share_of_whom(share: float, whom: str) -> str:
    """Share in words with those who hold it: "three-quarters (75%) of teachers"."""
    if math.isnan(share):
        return f"{SUPPRESSED_MARK} of {whom}"
    name, takes_of = share_name(share)
    return f"{name} ({percent(share)}) {'of ' if takes_of else ''}{whom}"


def points(difference: int) -> str:
    """Whole percentage points: "11 percentage points", "1 percentage point"."""
    return f"{abs(difference)} percentage point{'' if abs(difference) == 1 else 's'}"


def number_word(value: int) -> str:
    """Number in words up to nine, in figures from ten on, as text has it."""
    return NUMBER_WORDS[value] if 0 <= value < len(NUMBER_WORDS) else f"{value:,}"


def quantity(count: int, total: int) -> str:
    """Some of several, alone: "two", "all", "both", "none", "neither"."""
    if count == total:
        return "both" if total == 2 else "all"
    return "neither" if (count, total) == (0, 2) else number_word(count)


def count_of(count: int, total: int, noun: str = "measure", rest: str = "") -> str:
    """Some of several: "two of the five measures", "both measures", "none of the 11 measures".

    `noun` is the singular; `rest` follows it, such as " that can be shown".
    """
    if total < 2:
        return f"the one {noun}{rest}" if count else f"none of the {noun}s{rest}"
    if count < total or total == 2:
        some = quantity(count, total)
        the = f" of the {number_word(total)}" if count < total else ""
        return f"{some}{the} {noun}s{rest}"
    return f"all {number_word(total)} {noun}s{rest}"


def listing(parts: list[str], none: str = "none") -> str:
    """Parts as a sentence lists them: "a, b and c"; `none` where there are none."""
    if not parts:
        return none
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def capitalised(text: str) -> str:
    """Text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def verdict(row: pd.Series) -> str:
    """What the test said: "statistically significant", "not ..." or "not testable"."""
    if row["status"] == SUPPRESSED or math.isnan(row["p"]):
        return "not testable"
    return "statistically significant" if row["significant"] else "not statistically significant"


def not_tested(row: pd.Series) -> str:
    """Why there is no verdict: "could not be tested because ..."; empty where there is one."""
    if row["status"] == SUPPRESSED:
        return f"could not be tested because {TOO_FEW}"
    return f"could not be tested because {row['reason']}" if math.isnan(row["p"]) else ""


def verdict_clause(row: pd.Series, allowing_for: str = "") -> str:
    """Verdict as a clause to follow a difference, with the reason where there is no test."""
    return f"which {not_tested(row) or f'is {verdict(row)}{allowing_for}'}"


def shift_clause(row: pd.Series, shift: str, allowing_for: str = "") -> str:
    """The same, of the responses as a whole, to follow two shares that are equal."""
    return f"and {shift} {not_tested(row) or f'is {verdict(row)}{allowing_for}'}"


def change_noun(difference: int) -> str:
    """Change of a share: "an increase of 11 percentage points"."""
    if difference == 0:
        return "no change in percentage terms"
    return f"{'an increase' if difference > 0 else 'a decrease'} of {points(difference)}"


def change_verb(difference: float) -> str:
    """What a share did: "rose", "fell" or "did not change"."""
    return "did not change" if difference == 0 else "rose" if difference > 0 else "fell"


def position(difference: float) -> str:
    """Where one share stands against another: "higher than"."""
    return "the same as" if difference == 0 else "higher than" if difference > 0 else "lower than"


def times(later: float, earlier: float) -> str:
    """One share against another in words: "almost twice", "about 4 times"."""
    if math.isnan(later) or math.isnan(earlier):
        return NOT_COMPARED
    if earlier == 0:
        return "more than" if later else "the same as"
    ratio = later / earlier
    if ratio < 0.05:
        return "less than a tenth of"
    for low, high, name in TIMES:
        if low <= ratio < high:
            return name
    return f"about {half_up(ratio, 0 if ratio >= 2.5 else 1):g} times"


def alternative_text(data: Disclosed, kind: str) -> str:
    """What a chart shows, bar by bar, for those who cannot see it.

    Takes rows with the columns panel, bar and label; the numbers are the chart's own.
    """
    sentences = []
    for (panel, bar), rows in data.frame.groupby(["panel", "bar"], sort=False):
        first = rows.iloc[0]
        bar = f"{panel}, {bar}" if panel else bar
        if first["status"] == SUPPRESSED:
            sentences.append(f"{bar}: not shown because the base is too small")
            continue
        shown = [f"{row.label} {percent(row.estimate)}" for row in rows.itertuples()]
        low = ", a low base" if first["status"] == LOW else ""
        sentences.append(f"{bar} (base {int(first['base'])}{low}): {', '.join(shown)}")
    return f"{kind}. {'. '.join(sentences)}."
