"""Bases: a chart's base is the same in table, drawing, text alternative and note, and possible.

Possible means: where nobody is weighted each share is a whole number of the base, no base is
over the number of respondents that the report gives, and no test has more than its chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.checking import rounded, tested
from helpers.checking.charts import Bar, Chart
from helpers.checking.context import Context
from helpers.checking.facts import Facts, Row, facts_of
from helpers.checking.findings import Finding
from helpers.checking.sayings import Saying

NAME = "bases"
TODO = "Build again with --force; if it stays, the chart and what is said of it differ in answers"
NOTE = re.compile(r"[^:;]+: (?P<low>[\d,]+)(?: to (?P<high>[\d,]+))? ")
BOTH = re.compile(r"([\d,]+) and ([\d,]+)")
RESPONDENTS = re.compile(r"Edition\(wave(?P<of>.*?)\)\.respondents\('(?P<survey>\w+)'\)")
COUNT = re.compile(r"Edition\(wave\)\.count\('(?P<survey>\w+)', (?P<of>phase='\w+')\)")
ALL_ASKED = "Headline share"  # the test that leaves nobody of the base out


def findings(context: Context) -> list[Finding]:
    """Bases that differ, or cannot be."""
    facts = facts_of(context)
    return [
        *(found for chart in facts.charts for found in of_chart(chart)),
        *of_notes(facts),
        *(found for row in facts.rows for found in of_shares(row)),
        *of_respondents(facts),
        *of_tests(facts),
    ]


def of_chart(chart: Chart) -> Iterator[Finding]:
    """Bases and their marks in the table against text alternative and drawing."""
    shown = [bar for bar in chart.bars if not bar.hidden]
    for tellings, bars, where in (
        (chart.told, shown, "text alternative"),
        (chart.stacked, chart.bars, "drawing"),
    ):
        # Another number of bars is a finding of the check of tellings.
        for bar, told in zip(bars, tellings, strict=False):
            if (_plain(told.base), told.low) != (_plain(bar.base), bar.low):
                found = f"{_bar(bar)}: base {_marked(told)} in the {where}, "
                found += f"{_marked(bar)} in the table"
                yield Finding(NAME, chart.page, chart.name, found, TODO)
    if chart.single:
        bases = sorted({row[2] for row in chart.figure.table.rows})
        if len(bases) > 1:
            found = f"its rows have several bases: {', '.join(bases)}"
            yield Finding(NAME, chart.page, chart.name, found, TODO)


def _plain(base: str) -> str:
    return base.replace(",", "")


def _marked(bar) -> str:
    return f"{bar.base}{' [low]' if bar.low else ''}"


def _bar(bar: Bar) -> str:
    return f"bar {bar.plain_name!r}" if bar.name else "bars"


def of_notes(facts: Facts) -> Iterator[Finding]:
    """Notes under charts whose bases are not those of the bars."""
    charts: dict[int, list[Row]] = {}
    for row in facts.rows:
        charts.setdefault(id(row.chart), []).append(row)
    for rows in charts.values():
        chart = rows[0].chart
        notes = list(NOTE.finditer(chart.figure.notes.get("Base", "")))
        surveys = list(dict.fromkeys(row.survey for row in rows))
        for note, survey in zip(notes, surveys, strict=False):
            bases = [_number(row.bar.base) for row in rows if row.survey == survey]
            ends = _number(note["low"]), _number(note["high"] or note["low"])
            if None not in bases and ends != (min(bases), max(bases)):
                said = note[0].strip()
                found = f"the note says {said!r}, the bars have {min(bases)} to {max(bases)}"
                yield Finding(NAME, chart.page, chart.name, found, TODO)
        if len(notes) != len(surveys):
            found = f"the note names {len(notes)} bases, and the bars are of {len(surveys)} surveys"
            yield Finding(NAME, chart.page, chart.name, found, TODO)


def _number(text: str) -> int | None:
    plain = _plain(text)
    return int(plain) if plain.isdigit() else None


def of_shares(row: Row) -> Iterator[Finding]:
    """Shares that no number of an unweighted base gives."""
    for label, text in row.bar.shares.items():
        percent = rounded.percentage(text)
        unknown = percent is None or row.counted is None
        if not unknown and rounded.share_of(percent, row.counted) is None:
            found = f"{_bar(row.bar)}, {label!r}: no number of {row.bar.base} respondents is {text}"
            yield Finding(NAME, row.chart.page, row.chart.name, found, TODO)


def of_respondents(facts: Facts) -> Iterator[Finding]:
    """Bases over the number of respondents that a sentence or the table of surveys gives."""
    said = respondents(facts)
    for row in facts.rows:
        of = row.shown.edition.removeprefix("Edition(wave").strip("(), ")
        base = _number(row.bar.base)
        for (phase, survey), (number, where) in said.items():
            if survey == row.survey and phase in ("", of) and base is not None and base > number:
                found = f"{_bar(row.bar)}: base {base}, over the {number} respondents of {where}"
                yield Finding(NAME, row.chart.page, row.chart.name, found, TODO)


def respondents(facts: Facts) -> dict[tuple[str, str], tuple[int, str]]:
    """By phase ("" for all) and survey: the number of respondents, and where it is said."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for saying, _ in facts.sayings:
        if (key := _asked(saying)) and (number := _number(saying.text)) is not None:
            least = found.get(key, (number, ""))
            where = f"{saying.page}, {saying.line}"
            found[key] = min(least, (number, where), key=lambda one: one[0])
    return found


def _asked(saying: Saying) -> tuple[str, str] | None:
    match = RESPONDENTS.fullmatch(saying.use.key) or COUNT.fullmatch(saying.use.key)
    return (match["of"].strip(", "), match["survey"]) if match else None


def of_tests(facts: Facts) -> Iterator[Finding]:
    """Tests of the annex with more respondents than the bars of their chart."""
    for table in tested.tables(facts.context.published):
        if not {tested.TEST, "Bases"} <= set(table.header):
            continue
        bars = _bases(facts)
        for row in table.rows:
            bases, wanted = BOTH.fullmatch(row[table.column("Bases")]), bars.get(row[0])
            if not bases or not wanted:
                continue
            here = tuple(_number(base) for base in bases.groups())
            exact = row[table.column(tested.TEST)] == ALL_ASKED
            if any(h > w for h, w in zip(here, wanted, strict=True)) or (exact and here != wanted):
                found = f"row {row[0]!r}, {row[table.column(tested.TEST)]!r}: bases {bases[0]}, "
                found += f"where the bars have {wanted[0]} and {wanted[1]}"
                yield Finding(NAME, table.page, table.name, found, TODO)


def _bases(facts: Facts) -> dict[str, tuple[int, int]]:
    """Bases of the end of Linking and of the other survey, by what the annex calls a measure."""
    found: dict[str, dict[str, int]] = {}
    for row in facts.rows:
        number = _number(row.bar.base)
        if row.shown.kind and number is not None:
            found.setdefault(facts.measure(row), {})[row.survey] = number
    ends = {m: (b.pop("end_of_linking", None), *b.values()) for m, b in found.items()}
    return {measure: pair for measure, pair in ends.items() if len(pair) == 2 and None not in pair}
