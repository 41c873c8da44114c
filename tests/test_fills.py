"""Fills: other answers that give back the same numbers in print."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from annex_chapters import WAVE, chapter
from book import ROOT

from helpers.annex import fills
from helpers.annex.fills import (
    BEST,
    SHIPPED,
    WORST,
    fill_rows,
    filled,
    fills_of,
    open_sets,
    printed_sets,
)
from helpers.comparisons import ordinal_test
from helpers.estimates import share_of
from helpers.printing import half_up, whole_percent
from helpers.reconstruction.plan import load_plan

PLAN = load_plan(ROOT, WAVE)
ALL = [(number, item.name) for number in ("3", "5", "6") for item in chapter(number).items]


def sets(*texts: str) -> list[frozenset[str]]:
    return [frozenset(re.findall(r"\w+", text)) for text in texts]


@pytest.mark.parametrize(
    ("printed", "left_open"),
    [
        (sets("5", "4"), [["3", "2", "1", "dont_know", "prefer_not_to_say"]]),
        (sets("5 4"), [["5", "4"], ["3", "2", "1", "dont_know", "prefer_not_to_say"]]),
        (sets("5 4", "5"), [["3", "2", "1", "dont_know", "prefer_not_to_say"]]),
        (sets("5 4", "2 1"), [["5", "4"], ["3", "dont_know", "prefer_not_to_say"], ["2", "1"]]),
        (sets("5", "4", "3", "2", "1"), []),
        ([], [["5", "4", "3", "2", "1", "dont_know", "prefer_not_to_say"]]),
    ],
)
def test_what_print_leaves_open(five_point, printed, left_open):
    assert open_sets(five_point, printed) == left_open


def test_answers_move_to_the_ends_of_their_set_only(make_sample, five_point):
    sample = make_sample([5, 4, 3, 1, "dont_know", "no_answer", None])
    left_open = [["5", "4"], ["3", "2", "1", "dont_know"]]
    best = filled(sample, five_point, left_open, BEST).answers["y"]
    worst = filled(sample, five_point, left_open, WORST).answers["y"]
    assert best.tolist()[:6] == ["5", "5", "3", "3", "3", "no_answer"] and pd.isna(best[6])
    assert worst.tolist()[:6] == ["4", "4", "1", "1", "1", "no_answer"] and pd.isna(worst[6])
    assert sample.answers["y"].tolist()[:4] == ["5", "4", "3", "1"]


def test_the_best_end_of_a_reversed_item_is_the_low_rating(make_sample, five_point):
    item = replace(five_point, reversed=True)
    sample = filled(make_sample([5, 4]), item, [["5", "4"]], BEST)
    assert sample.answers["y"].tolist() == ["4", "4"]


@pytest.mark.parametrize(("number", "name"), ALL)
def test_every_fill_gives_back_what_is_printed(number, name):
    found = chapter(number)
    item = found.analysis.questionnaire.item(name)
    for sample in (found.pooled.sample, found.pooled.against):
        printed = printed_sets(PLAN, item, sample.survey)
        assert printed
        for end, other in fills_of(sample, item, PLAN).items():
            for keys in printed:
                shares = [share_of(one, item, sorted(keys)).iloc[0] for one in (sample, other)]
                assert shares[0]["estimate"] == pytest.approx(shares[1]["estimate"]), (end, keys)
                assert shares[0]["base"] == shares[1]["base"]
                assert whole_percent(shares[0]["estimate"]) == whole_percent(shares[1]["estimate"])


def test_a_fill_that_misses_a_printed_mean_is_left_out():
    found = chapter("6")
    item = found.analysis.questionnaire.item("interest")
    baseline = found.pooled.against
    assert PLAN.mean(item, "baseline", "primary") == 3.8
    assert list(fills_of(baseline, item, PLAN)) == [SHIPPED]
    left_open = open_sets(item, printed_sets(PLAN, item, "baseline"))
    for end in (BEST, WORST):
        moved = filled(baseline, item, left_open, end)
        scores = moved.answers["interest"].map(item.scores)
        mean = (scores * moved.weights).sum() / moved.weights[scores.notna()].sum()
        assert half_up(mean, 1) != 3.8


@pytest.mark.parametrize(("number", "name"), ALL)
def test_ends_lie_around_what_is_shipped(number, name):
    rows = chapter(number).fills.only(item=name)
    shipped = rows.row(here=SHIPPED, there=SHIPPED)
    told = chapter(number).told(chapter(number).analysis.questionnaire.item(name))
    assert shipped["p"] == pytest.approx(told["p"], rel=1e-9)
    assert shipped["estimate"] == pytest.approx(told["estimate"], rel=1e-9)
    pairs = set(zip(rows.frame["here"], rows.frame["there"], strict=True))
    assert len(pairs) == len(rows.frame) <= 7
    assert not pairs & {(BEST, BEST), (WORST, WORST)}


def test_opposite_ends_are_the_furthest_apart():
    rows = chapter("6").fills.only(item="misconceptions").frame.set_index(["here", "there"])
    estimates = rows["estimate"]
    assert estimates.idxmax() == (BEST, WORST) and estimates.idxmin() == (WORST, BEST)
    found = chapter("6")
    item = found.analysis.questionnaire.item("misconceptions")
    ends = [
        fills_of(one, item, PLAN)[end]
        for one, end in ((found.pooled.sample, BEST), (found.pooled.against, WORST))
    ]
    assert rows.loc[(BEST, WORST), "p"] == ordinal_test(*ends, item).p


def test_a_fill_that_cannot_be_tested_has_a_reason(monkeypatch, make_sample, five_point):
    found, best = chapter("6"), make_sample([5, 5])
    monkeypatch.setattr(fills, "fills_of", lambda one, item, plan: {SHIPPED: one, BEST: best})
    beside = found.told(found.items[0])
    given = (make_sample([5, 5]), make_sample([5, 4]), five_point, PLAN, beside, found.settings)
    rows = fill_rows(*given).set_index(["here", "there"])
    assert rows.loc[(SHIPPED, BEST), "reason"] == "every answer is the same"
    assert rows["p"].isna().tolist() == [False, True, False]
