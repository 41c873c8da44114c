"""Differences: a printed difference equals its printed ends, in size and in direction.

The ends are what the pages print of both shares, or the parts that the charts print of them.
A difference may be printed with 1 point more or less than its rounded ends have (`rounded`),
and with no more; its direction may never be the other one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from helpers.auditing.rounding_rules import Interval
from helpers.auditing.word_fractions import read_words
from helpers.checking import rounded
from helpers.checking.context import Context
from helpers.checking.facts import Facts, facts_of
from helpers.checking.findings import Finding
from helpers.checking.published import Figure
from helpers.checking.quantities import ENDS, Quantity

NAME = "differences"
TODO = "Look which of the numbers is wrong; let all come from expressions of the same item"
UP = r"an increase of|higher among|higher than|rose"
DOWN = r"a decrease of|lower among|lower than|fell"
SAME = r"no change in percentage terms|the same among|the same as|did not change|stayed at"
DIRECTION = re.compile(rf"(?P<up>\b(?:{UP})\b)|(?P<down>\b(?:{DOWN})\b)|(?P<same>\b(?:{SAME})\b)")
POINTS = re.compile(r"(\d+) percentage points?")
FROM_TO = re.compile(r"from (?:[^().%]*\()?(\d+)%\)? to (?:[^().%]*\()?(\d+)%")
AGAINST = re.compile(r"(\d+)% of Linking teachers, .*? the (\d+)% of non-Linking teachers")
WORD_FORMS = {"position", "rose", "times"}
SIZED = {"", "noun", "points"}


def findings(context: Context) -> list[Finding]:
    """Differences that their ends do not have."""
    facts = facts_of(context)
    return [*of_sayings(facts), *of_notes(facts), *of_sentences(context)]


def of_sayings(facts: Facts) -> Iterator[Finding]:
    """Expressions that print a difference, its direction, or how many times as much."""
    for saying, quantity in facts.sayings:
        if quantity is None or quantity.of != "difference":
            continue
        ends = ends_of(facts, quantity)
        if ends is None:
            continue
        wrong = ""
        if quantity.form == "times":
            wrong = _wrong_times(saying.text, *ends)
        elif quantity.form in SIZED | WORD_FORMS:
            wrong = wrong_difference(saying.text, *ends)
        if wrong:
            found = f"{quantity.item}: {saying.text!r}, {wrong}"
            yield Finding(NAME, saying.page, saying.line, found, TODO)


def ends_of(facts: Facts, quantity: Quantity) -> tuple[Interval, Interval] | None:
    """Exact shares that the pages leave for both ends, what is compared with first."""
    found = []
    for survey in ENDS[quantity.survey]:
        linked = quantity.survey == "change"
        end = Quantity(
            "share", quantity.edition, quantity.items, survey, quantity.part, linked=linked
        )
        found.append(facts.exact_of(end) or _of_said(facts, end))
    return None if None in found else (found[0], found[1])


def _of_said(facts: Facts, end: Quantity) -> Interval | None:
    """Exact shares of an end that no chart shows, by a sentence that prints it."""
    wanted = end.edition, end.items, end.survey, end.part
    for said in facts.said:
        of = said.quantity
        if (of.edition, of.items, of.survey, of.part) == wanted:
            return rounded.share_of(said.percent)
    return None


def wrong_difference(text: str, there: Interval, here: Interval) -> str:
    """What is wrong with a printed difference, "" where nothing is."""
    said = signed(text)
    if said is None:
        return ""
    sign, size = said
    may = rounded.differences(here, there)
    signs = {(points > 0) - (points < 0) for points in may}
    fits = sign in signs if size is None else sign * size in may
    ends = f"{_shown(there)} and {_shown(here)}"
    return "" if fits else f"where the ends are {ends}: {_points(may)}"


def signed(text: str) -> tuple[int, int | None] | None:
    """Direction (1, 0 or -1) and size in points of a difference; None where it says neither."""
    direction, size = DIRECTION.search(text), POINTS.search(text)
    if not direction:
        return None
    sign = 1 if direction["up"] else -1 if direction["down"] else 0
    return sign, 0 if sign == 0 else int(size[1]) if size else None


def _wrong_times(text: str, there: Interval, here: Interval) -> str:
    words = read_words(text)
    if words is None or not words.multiple or not there.low:
        return ""
    ratio = here.over(there)
    fits = ratio.meets(Interval(words.value * Fraction(3, 4), words.value * Fraction(5, 4)))
    return "" if fits else f"where the ends are {_shown(there)} and {_shown(here)}"


def of_notes(facts: Facts) -> Iterator[Finding]:
    """Notes under charts that tell the difference of their bars."""
    for row_of in {id(row.chart): row for row in facts.rows if row.shown.kind}.values():
        shown, figure = row_of.shown, row_of.chart.figure
        for item, told in told_of(facts, figure, shown.items).items():
            ends = ends_of(facts, Quantity("difference", shown.edition, (item,), shown.kind))
            wrong = wrong_difference(told, *ends) if ends else ""
            if wrong:
                found = f"the note says of {item} {_first(told)!r}, {wrong}"
                yield Finding(NAME, row_of.chart.page, row_of.chart.name, found, TODO)


def told_of(facts: Facts, figure: Figure, items: list[str]) -> dict[str, str]:
    """What the note "Difference" says of each item of a chart."""
    note = figure.notes.get("Difference", "")
    if len(items) == 1:
        return {items[0]: note} if note else {}
    starts = {item: note.find(f"{_plain(facts.item(item).label)}: ") for item in items}
    order = sorted((start, item) for item, start in starts.items() if start >= 0)
    ends = [*(start for start, _ in order[1:]), len(note)]
    return {item: note[start:end] for (start, item), end in zip(order, ends, strict=True)}


def of_sentences(context: Context) -> Iterator[Finding]:
    """Sentences and lines of lists that print both ends and a direction or size beside them."""
    for page in context.published.pages.values():
        for block in page.blocks:
            for sentence in re.split(r"(?<=[.;]) (?=[A-Z])", block):
                if wrong := _wrong_sentence(sentence):
                    found = f"{_first(sentence)!r}: {wrong}"
                    yield Finding(NAME, page.path, "sentence", found, TODO)


def _wrong_sentence(sentence: str) -> str:
    moves, against = FROM_TO.findall(sentence), AGAINST.search(sentence)
    if len(moves) == 1 and not against:
        ends = [rounded.share_of(int(percent)) for percent in moves[0]]
        return wrong_difference(_around(sentence), *ends)
    if against:
        here, there = (rounded.share_of(int(percent)) for percent in against.groups())
        return wrong_difference(against[0], there, here)
    return ""


def _around(sentence: str) -> str:
    """The words of a sentence that are about its one pair of ends."""
    return sentence if len(DIRECTION.findall(sentence)) == 1 else ""


def _plain(label: str) -> str:
    return " ".join(label.replace("\u2019", "'").split())


def _shown(exact: Interval) -> str:
    numbers = rounded.printed(exact)
    return f"{numbers[0]}%" if len(numbers) == 1 else f"{numbers[0]}% to {numbers[-1]}%"


def _points(may: range) -> str:
    low, high = may[0], may[-1]
    return f"{low:+d} points" if low == high else f"{low:+d} to {high:+d} points"


def _first(text: str, letters: int = 90) -> str:
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + " ..."
