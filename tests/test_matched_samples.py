"""Matched samples: balance and losses of the shipped contrasts, recomputed by hand."""

import numpy as np
import pandas as pd
import pytest
from annex_chapters import chapter

from helpers.annex.matched_samples import BEFORE, NEAREST, WITHIN, MatchedSamples
from helpers.estimates import MEAN
from helpers.items import Item, Response, Scale
from helpers.pooling import Pooled
from helpers.testable import NotTestable

YEARS = Item("years", "Years?", "Years of teaching", Scale("years", "number"), {})
AREA = Item(
    "area", "Area?", "Area", Scale("area", "category", {k: Response(k, 1, k) for k in "ur"}), {}
)


def sample_of(make_sample, years, survey):
    return make_sample(pd.DataFrame({"years": np.asarray(years, float)}), survey=survey)


@pytest.fixture(params=["3", "5"])
def matched(request) -> MatchedSamples:
    return chapter(request.param).matched


def of_way(frame: pd.DataFrame, way: str) -> pd.Series:
    return frame[frame["way"] == way].set_index(["item", "response"])["estimate"]


def test_balance_before_matching_is_a_difference_of_means(matched):
    found, profile = of_way(matched.balance(), BEFORE), matched.profile
    here = matched.pooled.group == 1
    for (item, response), value in found.items():
        if item == "propensity_score":
            x = matched.scores.to_numpy()
            spread = x[here].std(ddof=1)
        elif response == MEAN:
            x = profile[item].to_numpy()
            spread = x[here].std(ddof=1)
        else:
            x = (profile[item] == response).to_numpy(float)
            p, q = x[here].mean(), x[~here].mean()
            own, pooled = p * (1 - p), (p * (1 - p) + q * (1 - q)) / 2
            spread = np.sqrt(own if own else pooled)
        expected = (x[here].mean() - x[~here].mean()) / spread
        assert value == pytest.approx(expected, abs=1e-12), (item, response)


@pytest.mark.parametrize("way", [NEAREST, WITHIN])
def test_balance_after_matching_is_that_of_the_pairs(matched, way):
    frame, pairs = matched.balance(), matched.pairs(way)
    before, after = of_way(frame, BEFORE), of_way(frame, way)
    x = matched.profile["years_teaching"].to_numpy()
    here = matched.pooled.group == 1
    moved = x[pairs.treated].mean() - x[pairs.control].mean()
    assert after["years_teaching", MEAN] == pytest.approx(moved / x[here].std(ddof=1))
    assert abs(after["propensity_score", MEAN]) < abs(before["propensity_score", MEAN])
    bases = frame[frame["way"] == way][["base", "base_against"]]
    assert (bases == len(pairs)).all(axis=None)


def test_rows_are_named_in_the_order_of_the_questionnaire(matched):
    rows = matched.balance().query("way == 'before'")
    named = list(zip(rows["panel"], rows["label"], strict=True))
    assert named[0] == ("", "Propensity score") and named[-1] == (
        "",
        "Years of teaching experience",
    )
    areas = [label for panel, label in named if panel == "Type of area"]
    assert areas == ["Urban", "Mixed", "Rural", "Not stated"]


@pytest.mark.parametrize("way", [NEAREST, WITHIN])
def test_nobody_is_lost_from_the_count_of_the_lost(matched, way):
    losses, pairs = matched.losses(), matched.pairs(way)
    sizes = {
        "treated": (matched.pooled.group == 1).sum(),
        "control": (matched.pooled.group == 0).sum(),
    }
    for group, size in sizes.items():
        rows = losses[(losses["way"] == way) & (losses["group"] == group)]
        counts = rows.set_index("quantity")["count"]
        assert (rows["base"] == size).all()
        assert counts["matched"] == counts["effective"] == len(pairs)
        assert counts["matched"] + counts["unmatched"] == size


def test_no_pair_of_the_caliper_is_further_apart_than_it(matched):
    pairs = matched.pairs(WITHIN)
    assert pairs.distance.max() <= 0.2 * matched.scores.std() + 1e-12
    assert len(pairs) <= len(matched.pairs(NEAREST))
    assert len(set(pairs.control)) == len(pairs)


def test_a_caliper_that_matches_nobody_leaves_the_nearest_match(make_sample):
    one = sample_of(make_sample, [0, 10, 20, 30], "end")
    other = sample_of(make_sample, [5, 15, 25, 100], "comparison")
    found = MatchedSamples(Pooled(one, other), [YEARS])
    assert found.pairs(NEAREST)
    wide = found.balance()
    assert set(wide["way"]) == {BEFORE, NEAREST} or len(found.pairs(WITHIN))


@pytest.mark.parametrize("design", [{"weights": [1, 2, 1]}, {"clusters": ["a", "a", "b"]}])
def test_a_design_that_pairs_cannot_show_is_refused(make_sample, design):
    one = make_sample(pd.DataFrame({"years": [1.0, 2.0, 3.0]}), **design)
    plain = make_sample(pd.DataFrame({"years": [2.0, 3.0, 4.0]}))
    for pooled in (Pooled(one, plain), Pooled(plain, one)):
        with pytest.raises(NotTestable, match="matching takes no weights"):
            MatchedSamples(pooled, [YEARS]).balance()


def test_groups_that_do_not_overlap_are_refused_with_a_reason(make_sample):
    here = make_sample(pd.DataFrame({"area": ["u", "u", "u"]}), survey="end")
    there = make_sample(pd.DataFrame({"area": ["r", "r", "r"]}), survey="comparison")
    found = MatchedSamples(Pooled(here, there), [AREA])
    for call in (found.balance, found.losses):
        with pytest.raises(NotTestable, match="separate the two groups"):
            call()
