"""Small groups: those that are left when one table's numbers are taken from another's.

Of a survey's item, those of all phases less those of one; and of editions of areas, the whole
less the areas that are shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from helpers.checking.shown_tables import HIDDEN, Shown, whole

EVERY_OTHER = "All other areas"
OTHER_SET = "Show the item of one of the two sets of respondents only"
MORE = "Hide the next smallest area too"
QUESTION = re.compile("\u201c(.*?)\u201d")
WAVE = re.compile(r"\b\d{4}/\d\d\b")
SURVEYS = ("baseline", "comparison", "end of linking")
PHASE = re.compile(r"\b(primary|secondary)\b")


def of_nested_groups(tables: list[Shown], threshold: int) -> Iterator[tuple[str, str, str, str]]:
    """Items shown of a phase and of all phases, where too few belong to the other phases."""
    bases: dict[tuple, dict[str, tuple[int, Shown]]] = defaultdict(dict)
    for table in tables:
        for key, phase, base in _bases(table):
            bases[key].setdefault(phase, (base, table))
    for (wave, _, question, _), by_phase in bases.items():
        if "" not in by_phase:
            continue
        whole_base, table = by_phase[""]
        for phase, (base, other) in by_phase.items():
            left = whole_base - base
            if phase and 0 < left < threshold:
                found = (
                    f"{wave}, {question!r}: {whole_base} teachers here and {base} {phase} teachers "
                    f"on {other.page} leave {left}"
                )
                yield table.page, f"table {table.title!r}", found, OTHER_SET


def _bases(table: Shown) -> Iterator[tuple[tuple, str, int]]:
    """Wave, survey, question and linking, then phase and base, of each bar that has shares."""
    base, questions = table.column("Base"), QUESTION.findall(table.notes.get("Question", ""))
    waves = WAVE.findall(table.notes.get("Source", ""))
    if base is None or not questions or not waves or EVERY_OTHER in _names(table):
        return
    parts = table.notes.get("Base", "").split("; ")
    linked = "both surveys" in table.notes.get("Weighting", "")
    single = table.header[0] == "Response"
    panels = [""] if single else list(dict.fromkeys(row[0] for row in table.rows))
    several = len(panels) > 1 or len(questions) == len(panels)
    for row in table.rows[:1] if single else table.rows:
        place = panels.index(row[0]) if several and not single and len(questions) > 1 else 0
        number = whole(row[base])
        shown = any(re.match(r"\d+%", cell) for cell in row)
        if number is None or not shown or place >= len(questions):
            continue
        at_wave = row[1].strip(" *") if table.header[:2] == ["Measure", "Wave"] else waves[0]
        part = _part(parts, row, table)
        found = PHASE.search(part)
        label = part.partition(": ")[0]
        named = table.notes["Source"] if WAVE.fullmatch(label) else label
        survey = tuple(word in named.casefold() for word in SURVEYS)
        yield (at_wave, survey, questions[place], linked), found[1] if found else "", number


def _names(table: Shown) -> set[str]:
    return {cell for row in table.rows for cell in row[:2]} | set(table.header)


def _part(parts: list[str], row: list[str], table: Shown) -> str:
    """What the note on the base says of a row's survey or wave: the part that names it."""
    names = [cell.strip(" *") for cell in row[:2]]
    named = [part for part in parts if part.partition(": ")[0] in names]
    if named or len(parts) == 1:
        return (named or parts)[0]
    firsts = [other[:2] for other in table.rows if other[0] == row[0]] or [row[:2]]
    if table.header[0] != "Item":
        firsts = [other[:2] for other in table.rows]
    place = firsts.index(row[:2]) if row[:2] in firsts else 0
    return parts[min(place, len(parts) - 1)]


def of_editions(tables: list[Shown], threshold: int) -> Iterator[tuple[str, str, str, str]]:
    """Areas that are not shown but are left over, too few, by those that are."""
    yield from _of_index(tables)
    totals: dict[str, dict[str, int]] = defaultdict(dict)
    wholes: dict[str, tuple[int, Shown]] = {}
    for table in tables:
        for question, area, here, there in _sides(table):
            totals[question][area] = here
            wholes[question] = here + there, table
    for question, shown in totals.items():
        total, table = wholes[question]
        left = total - sum(shown.values())
        if 0 < left < threshold:
            found = f"{question!r}: {total} teachers less those of the areas shown leave {left}"
            yield table.page, f"table {table.title!r}", found, MORE


def _sides(table: Shown) -> Iterator[tuple[str, str, int, int]]:
    """Question, area, and the bases of the area and of all others, of each pair of bars."""
    if table.header[0] == "Response" and EVERY_OTHER in table.header:
        here, there = (whole(cell) for cell in table.rows[-1][1:3])
        if here is not None and there is not None:
            yield table.title, table.header[1], here, there
        return
    base, group = table.column("Base"), table.column("Group")
    if base is None or group is None:
        return
    for one, other in zip(table.rows, table.rows[1:], strict=False):
        if other[group] == EVERY_OTHER:
            bases = whole(one[base]), whole(other[base])
            name = one[0] if group else table.notes.get("Question", table.title)
            if None not in bases:
                yield name, one[group].strip(" *"), *bases


def _of_index(tables: list[Shown]) -> Iterator[tuple[str, str, str, str]]:
    """Areas whose number of teachers the index does not show, and whose edition shows numbers."""
    lists = [table for table in tables if table.header[:1] == ["Area"]]
    hidden = {
        row[0] for table in lists for row in table.rows if len(row) > 1 and whole(row[1]) is None
    }
    for table in tables:
        for cell in {cell.strip(" *") for row in table.rows for cell in row[:2]} | set(
            table.header
        ):
            if cell in hidden and table not in lists and _has_numbers(table):
                found = f"numbers of {cell}, which the list of editions says is not shown"
                yield table.page, f"table {table.title!r}", found, "Hide them, or list the area"


def _has_numbers(table: Shown) -> bool:
    cells = [cell for row in table.rows for cell in row[1:]]
    return any(re.match(r"\d+%", cell) or whole(cell) is not None for cell in cells) or any(
        re.match("[+\u2212]\\d", cell) for cell in cells if cell != HIDDEN
    )
