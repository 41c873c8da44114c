"""Against print: a published number that the book computes otherwise, and nothing explains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers import published
from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.published import AS_SUM, MISSED
from helpers.questionnaire import read_yaml
from helpers.reproduction import CONTRADICTED, Printed, is_published, reproduction

NAME = "against print"
OUTCOME_OF = {"not_met": CONTRADICTED, "sums_of_rounded_parts": AS_SUM, "facts": CONTRADICTED}


def findings(context: Context) -> list[Finding]:
    """Numbers not met, and entries of the file of contradictions that say what is not so.

    Nothing for a wave without numbers in print.
    """
    root, wave = context.root, context.wave
    if not is_published(root, wave):
        return []
    numbers = {one.name: one for one in reproduction(root, wave)}
    return [*_unexplained(numbers, wave), *_stale(numbers, root, wave)]


def _unexplained(numbers: dict[str, Printed], wave: str) -> Iterator[Finding]:
    """Numbers that are not met, and sums of rounded parts that no entry lists."""
    for one in numbers.values():
        if one.outcome != MISSED and not (one.outcome == AS_SUM and not one.why):
            continue
        what = f"{one.place}, line {one.line}, prints {one.printed!r} for {one.what}"
        found = f"{what}; computed is {one.computed!r}"
        if one.outcome == AS_SUM:
            found += ", and only rounded parts add up to what is printed"
        todo = (
            "Mend what computes it or the data; or, where other numbers in print contradict it, "
            f"say so with the arithmetic in {_contradictions(wave)}"
        )
        yield Finding(NAME, f"{published.FOLDER}/{wave}.csv", one.row, found, todo)


def _stale(numbers: dict[str, Printed], root: Path, wave: str) -> Iterator[Finding]:
    """Entries of the file of contradictions that are about nothing, or not as they say."""
    file = _contradictions(wave)
    for kind, entries in read_yaml(root / file, file).items():
        for number, entry in enumerate(entries, start=1):
            if found := _untrue(entry, numbers.get(entry["id"]), OUTCOME_OF.get(kind, "")):
                todo = "Say what is so now, or take the entry out"
                yield Finding(NAME, file, f"{kind}, entry {number}", found, todo)


def _untrue(entry: dict, one: Printed | None, outcome: str) -> str:
    """What is not so of an entry; "" where all of it holds."""
    name = entry["id"]
    if one is None:
        return f"{name}: there is no such number in print"
    if one.outcome != outcome:
        return f"{name}: is said to be {outcome!r}, and is {one.outcome!r}"
    for key, now in (("printed", one.printed), ("computed", one.computed)):
        if entry[key] != now:
            return f"{name}: {key} is said to be {entry[key]!r}, and is {now!r}"
    return ""


def _contradictions(wave: str) -> str:
    return f"{published.FOLDER}/{wave}-contradictions.yml"
