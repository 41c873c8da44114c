"""Annex tables: header and rows of each table of the annex, from a chapter's tests."""

from __future__ import annotations

import math

import pandas as pd

from helpers.annex.alternatives import ODDS_CHECK
from helpers.annex.chapter_tests import ChapterTests
from helpers.annex.effect_sizes import DELTA, HEDGES, LEAST_D, LEAST_SHARE, ODDS_RATIO, POINTS
from helpers.annex.fills import SHIPPED
from helpers.annex.matched_samples import BEFORE, NEAREST, WITHIN
from helpers.annex.named_tests import (
    SHORT,
    SIDE_BY_SIDE,
    STATISTICS,
    TESTS,
    WAYS,
    name_of_test,
    parted,
)
from helpers.annex.sensitivity import CHOICES, UNWEIGHTED
from helpers.annex.verdicts import cell, p_value, starred, statistic, verdict, why_not
from helpers.comparisons import ADJUSTED, ORDINAL
from helpers.disclosure import SUPPRESSED, Disclosed
from helpers.items import Item
from helpers.paired_comparisons import DOUBLE
from helpers.phrases import capitalised
from helpers.printing import NOT_APPLICABLE_MARK, SUPPRESSED_MARK, decimal, percent, whole

Table = tuple[list[str], list[list[str]]]


def name_of(item: Item, chapter: ChapterTests) -> str:
    """An item as the first cell of its row, with its figure: "6.3 Others of a ..."."""
    return f"{chapter.figure_of(item)} {item.label}"


def side_by_side(chapter: ChapterTests) -> Table:
    """p-values of the tests without adjustment: a row an item, a column a test."""
    made = [test for test in SIDE_BY_SIDE if test in set(chapter.tests.frame["test"])]
    header = ["Figure and measure", *(SHORT.get(test, TESTS[test]) for test in made)]
    return header, _wide(chapter, chapter.tests, made, _p_cell)


def ways(chapter: ChapterTests) -> Table:
    """Mid-rank difference and p-value, raw, adjusted and matched: a row an item."""
    prefixes = ["", ADJUSTED, f"{NEAREST}_", f"{WITHIN}_", DOUBLE]
    made = [w for w in prefixes if w + ORDINAL in set(chapter.tests.frame["test"])]
    names = [capitalised(WAYS[way]) if way else "Raw" for way in made]
    tests = [way + ORDINAL for way in made]
    return ["Figure and measure", *names], _wide(chapter, chapter.tests, tests, _difference_cell)


def choices(chapter: ChapterTests) -> Table:
    """p-value of the ordinal test by choice of variance, and unweighted: a row an item."""
    tests = [f"{choice}_{ORDINAL}" for choice in (*CHOICES, UNWEIGHTED)]
    names = [capitalised(WAYS[f"{choice}_"]) for choice in (*CHOICES, UNWEIGHTED)]
    return ["Figure and measure", *names], _wide(chapter, chapter.sensitivity, tests, _p_cell)


def _wide(chapter: ChapterTests, tests: Disclosed, columns, shown) -> list[list[str]]:
    by_item = tests.frame.set_index(["item", "test"], drop=False)
    rows = []
    for item in chapter.items:
        keys = [(item.name, test) for test in columns]
        cells = [shown(by_item.loc[k]) if k in by_item.index else NOT_APPLICABLE_MARK for k in keys]
        rows.append([name_of(item, chapter), *cells])
    return rows


def _p_cell(row: pd.Series) -> str:
    if why_not(row):
        return verdict(row)
    if row["test"] == ODDS_CHECK:
        return f"{p_value(row['p'])}, {_odds_held(row)}"
    return starred(row)


def _difference_cell(row: pd.Series) -> str:
    if why_not(row):
        return verdict(row)
    return f"{decimal(row['estimate'], 3)}; p {starred(row)}"


def statistics(chapter: ChapterTests, tests: Disclosed) -> Table:
    """Every number of every test: a row a measure and test."""
    header = ["Figure and measure", "Test", "Bases", "Difference", "Statistic", "p", "Verdict"]
    names = {item.name: name_of(item, chapter) for item in chapter.items}
    rows = []
    for _, row in tests.frame.iterrows():
        said = _odds_held(row) if row["test"] == ODDS_CHECK else verdict(row)
        found = statistic(row, STATISTICS.get(parted(row["test"])[0], "t"))
        start = [names[row["item"]], name_of_test(row["test"]), bases(row)]
        rows.append([*start, _with_interval(row), found, cell(row, "p"), said])
    return header, rows


def _odds_held(row: pd.Series) -> str:
    return verdict(row) if why_not(row) else "does not hold" if row["significant"] else "holds"


def bases(row: pd.Series) -> str:
    """Both bases of a row: "77 and 143"."""
    return f"{whole(row['base'])} and {whole(row['base_against'])}"


def _with_interval(row: pd.Series) -> str:
    if math.isnan(row["estimate"]):
        return SUPPRESSED_MARK if row["status"] == SUPPRESSED else NOT_APPLICABLE_MARK
    ends = "" if math.isnan(row["low"]) else " ({} to {})"
    shown = [decimal(row[name], 3) for name in ("estimate", "low", "high")]
    return shown[0] + ends.format(*shown[1:])


def sizes(chapter: ChapterTests) -> Table:
    """Effect sizes with intervals; beside "not significant", what would have shown."""
    known = set(chapter.sizes.frame["effect"])
    names = [name for name in (POINTS, DELTA, HEDGES, ODDS_RATIO) if name in known]
    header = ["Figure and measure", *(TESTS[name] for name in names), "Verdict", "Would have shown"]
    rows = []
    for item in chapter.items:
        found = [_size(chapter.sizes.row(item=item.name, effect=name)) for name in names]
        said = verdict(chapter.verdicts.row(item=item.name))
        rows.append([name_of(item, chapter), *found, said, _least(chapter, item)])
    return header, rows


def _size(row: pd.Series) -> str:
    if row["status"] == SUPPRESSED:
        return SUPPRESSED_MARK
    if row["reason"]:
        return f"not testable: {row['reason']}"
    times, decimals = (100, 1) if row["effect"] == POINTS else (1, 2)
    shown = [decimal(times * row[name], decimals) for name in ("estimate", "low", "high")]
    return f"{shown[0]} ({shown[1]} to {shown[2]})"


def _least(chapter: ChapterTests, item: Item) -> str:
    rows = chapter.detectable.only(item=item.name)
    if not len(rows.frame):
        return NOT_APPLICABLE_MARK
    d, share = rows.row(effect=LEAST_D), rows.row(effect=LEAST_SHARE)
    if d["status"] == SUPPRESSED:
        return SUPPRESSED_MARK
    reached = f"or {percent(share['low'])} to {percent(share['estimate'])}"
    if share["reason"]:
        reached = f"and {share['reason']}"
    kish = " and ".join(decimal(d[f"design_effect{end}"], 2) for end in ("", "_against"))
    given = f"bases {bases(d)}, design effects {kish}"
    return f"d {decimal(d['estimate'], 2)}, {reached}; {given}"


def balance(chapter: ChapterTests) -> Table:
    """Standardised mean differences before and after matching, a row a response or number."""
    ways = [capitalised(WAYS[f"{way}_"]) for way in (NEAREST, WITHIN)]
    rows = []
    for (panel, label), part in chapter.balance.frame.groupby(["panel", "label"], sort=False):
        found = {row["way"]: row for _, row in part.iterrows()}
        cells = [_balance_cell(found.get(way)) for way in (BEFORE, NEAREST, WITHIN)]
        rows.append([f"{panel}: {label}" if panel else label, *cells])
    return ["Response or number", "Before matching", *ways], rows


def _balance_cell(row: pd.Series | None) -> str:
    return NOT_APPLICABLE_MARK if row is None else decimal(row["estimate"], 2)


def losses(chapter: ChapterTests, groups: dict[str, str]) -> Table:
    """Respondents matched and lost, a row a way and group; `groups` names them."""
    header = ["Matching", "Group", "Respondents", "Matched", "Not matched", "Effective base"]
    rows = []
    for (way, group), part in chapter.losses.frame.groupby(["way", "group"], sort=False):
        counts = part.set_index("quantity")["count"]
        shown = [whole(counts[name]) for name in ("matched", "unmatched", "effective", "outside")]
        name = capitalised(WAYS[f"{way}_"])
        rows.append([name, groups[group], whole(part["base"].iloc[0]), *shown])
    return [*header, "Score that the other group does not reach"], rows


def fills(chapter: ChapterTests) -> Table:
    """p-value as shipped, and the smallest and largest over the fills: a row an item."""
    header = ["Figure and measure", "As shipped", "Smallest p", "Largest p", "Fills"]
    rows = []
    for item in chapter.items:
        found = chapter.fills.only(item=item.name)
        shipped = found.row(here=SHIPPED, there=SHIPPED)
        made = found.frame[found.frame["p"].notna()].sort_values("p")
        ends = (
            [starred(made.iloc[place]) for place in (0, -1)]
            if len(made)
            else [cell(shipped, "p")] * 2
        )
        said = "; ".join(dict.fromkeys(direction(row) for _, row in made.iterrows()))
        cells = [_p_cell(shipped), *ends, str(len(made)), said or verdict(shipped)]
        rows.append([name_of(item, chapter), *cells])
    return [*header, "Verdicts found"], rows


def direction(row: pd.Series) -> str:
    """Verdict of a row that was tested, and which group has the better ratings."""
    if not row["significant"]:
        return "not significant"
    return f"significantly {'better' if row['estimate'] > 0 else 'worse'}"
