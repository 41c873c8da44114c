"""Tellings: a chart's table, text alternative and drawing tell the same shares, bar by bar.

A drawn length may differ from its printed share by no more than rounding: half a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from helpers.checking import drawn, rounded
from helpers.checking.charts import Bar, Chart
from helpers.checking.context import Context
from helpers.checking.facts import facts_of
from helpers.checking.findings import Finding

NAME = "chart and table"
TODO = "Build again with --force; if it stays, the chart and its table take different answers"
SLIGHT = Fraction(1, 100)  # points by which a drawing rounds its coordinates
UNSPELT = "\ufffd"  # a letter of a drawing that is joined to another one


def findings(context: Context) -> list[Finding]:
    """Charts that show another number than their table or text alternative."""
    return [found for chart in facts_of(context).charts for found in of_chart(chart)]


def of_chart(chart: Chart) -> Iterator[Finding]:
    """Findings of one chart."""
    wrong = [*_told(chart), *(_single(chart) if chart.single else _stacked(chart))]
    for found in wrong if not chart.of_waves else _of_waves(chart):
        yield Finding(NAME, chart.page, chart.name, found, TODO)


def _told(chart: Chart) -> Iterator[str]:
    bars = [bar for bar in chart.bars if not bar.hidden]
    if len(bars) != len(chart.told):
        yield f"the text alternative tells {len(chart.told)} bars, and the table has {len(bars)}"
        return
    for bar, told in zip(bars, chart.told, strict=True):
        if bar.name and told.name != bar.name:
            yield f"the text alternative has {told.name!r} where the table has {bar.name!r}"
        for label in {**bar.shares, **told.shares}:
            cell, said = bar.shares.get(label, "nothing"), told.shares.get(label, "nothing")
            if cell != said:
                yield f"{_bar(bar)}, {label!r}: {said} in the text alternative, {cell} in the table"


def _bar(bar: Bar) -> str:
    return f"bar {bar.plain_name!r}" if bar.name else "bars"


def _stacked(chart: Chart) -> Iterator[str]:
    if len(chart.bars) != len(chart.stacked):
        yield f"the drawing has {len(chart.stacked)} bars, and the table {len(chart.bars)}"
        return
    for bar, seen in zip(chart.bars, chart.stacked, strict=True):
        if not _spells(seen.name, bar.name):
            yield f"the drawing has the bar {seen.name!r} where the table has {bar.name!r}"
        if bar.mean and seen.note != bar.mean:
            yield f"{_bar(bar)}: mean {seen.note!r} in the drawing, {bar.mean!r} in the table"
        if not bar.hidden:
            yield from _segments(bar, seen)


def _spells(seen: str, name: str) -> bool:
    """Whether a drawn name is that of the table, whose panel stands before it at most once."""
    pattern = re.escape(seen).replace(UNSPELT, ".{1,3}")
    names = (name, name.replace(", ", " "), name.rpartition(", ")[2])
    return any(re.fullmatch(pattern, one) for one in names)


def _segments(bar: Bar, seen: drawn.Bar) -> Iterator[str]:
    segments = {segment.label: segment for segment in seen.segments}
    for drawn_label in segments:
        if not any(_spells(drawn_label, label) for label in bar.shares):
            yield f"{_bar(bar)}: the drawing has a part {drawn_label!r}, the table has none"
    for label, text in bar.shares.items():
        percent = rounded.percentage(text)
        found = [s for name, s in segments.items() if _spells(name, label)]
        if percent is None or (not found and percent == 0):
            continue
        if not found:
            yield f"{_bar(bar)}, {label!r}: {text} in the table, nothing in the drawing"
        elif found[0].number and found[0].number != str(percent):
            yield f"{_bar(bar)}, {label!r}: {found[0].number} in the drawing, {text} in the table"
        elif not _is_as_long(found[0].share, percent):
            yield f"{_bar(bar)}, {label!r}: drawn as {found[0].share:.1f}%, {text} in the table"


def _is_as_long(share: float, percent: int) -> bool:
    of = rounded.share_of(percent)
    return of.low - SLIGHT <= Fraction(share) <= of.high + SLIGHT


def _single(chart: Chart) -> Iterator[str]:
    shares = {k: t for k, t in chart.bars[0].shares.items() if rounded.percentage(t) is not None}
    seen = [bar for bar in chart.singles if bar.number.endswith("%")]
    if len(seen) != len(shares):
        yield f"the drawing has {len(seen)} bars, and the table {len(shares)}"
        return
    scale_low, scale_high = Fraction(0), None
    for (label, text), bar in zip(shares.items(), seen, strict=True):
        if not _spells(bar.label, label) or bar.number != text:
            yield f"{bar.label!r} is {bar.number} in the drawing, {label!r} {text} in the table"
            return
        of = rounded.share_of(rounded.percentage(text))
        length = Fraction(bar.length)
        if length:
            scale_low = max(scale_low, of.low / length)
            highest = of.high / length
            scale_high = highest if scale_high is None else min(scale_high, highest)
    if scale_high is not None and scale_low > scale_high * (1 + SLIGHT / 10):
        yield "the lengths of the bars are not in the proportions of the shares in the table"


def _of_waves(chart: Chart) -> Iterator[str]:
    """A dot plot, whose text alternative tells its measures wave by wave."""
    header = chart.figure.table.header
    told = chart.figure.alt
    for row in chart.figure.table.rows:
        cells = dict(zip(header, row, strict=True))
        share = cells["Share"]
        here = told.partition(f"{cells['Measure']}, ")[2]
        part = here.partition(f"{cells['Wave']} ")[2]
        if rounded.percentage(share) is not None and not part.startswith(share):
            yield f"{cells['Measure']}, {cells['Wave']}: {share} is not in the text alternative"
