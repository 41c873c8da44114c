"""Alternatives: proportional odds and matched pairs, recomputed with statsmodels and scipy."""

import numpy as np
import pandas as pd
import pytest
from annex_chapters import chapter
from scipy.stats import chi2, norm, ttest_rel
from statsmodels.miscmodels.ordinal_model import OrderedModel

from helpers.annex.alternatives import adjusted_odds_row, matched_rows, odds_rows, result_row
from helpers.annex.matched_samples import MatchedSamples
from helpers.comparisons import COLUMNS, compare
from helpers.pooling import Pooled
from helpers.regression import Slope
from helpers.testable import NotTestable

ITEMS = [item.name for item in chapter("5").items]


def by_item(name):
    found = chapter("5")
    item = found.analysis.questionnaire.item(name)
    return found, item, found.told(item)


@pytest.mark.parametrize("name", ITEMS)
def test_unweighted_proportional_odds_are_those_of_statsmodels(name):
    found, item, beside = by_item(name)
    odds, check = odds_rows(found.pooled, item, beside, found.settings).to_dict("records")
    scores = found.pooled.scores(item)
    kept = ~np.isnan(scores)
    model = OrderedModel(scores[kept], found.pooled.group[kept][:, None], distr="logit")
    fitted = model.fit(method="bfgs", disp=False, gtol=1e-8)
    assert odds["estimate"] == pytest.approx(fitted.params[0], abs=1e-4)
    assert odds["p"] == pytest.approx(2 * norm.sf(abs(odds["statistic"])))
    table = pd.crosstab(found.pooled.group[kept], scores[kept]).to_numpy()
    shares = table / table.sum(axis=1, keepdims=True)
    saturated = (table * np.log(np.where(table > 0, shares, 1))).sum()
    assert check["statistic"] == pytest.approx(2 * (saturated - fitted.llf), abs=1e-3)
    assert check["p"] == pytest.approx(chi2.sf(check["statistic"], check["df"]))


def test_adjusted_proportional_odds_are_those_of_statsmodels():
    found, item, beside = by_item("confidence")
    row = adjusted_odds_row(found.pooled, found.matched.profile, item, beside, found.settings)
    scores, profile = found.pooled.scores(item), found.matched.profile
    kept = ~np.isnan(scores)
    design = pd.get_dummies(profile, drop_first=True).assign(group=found.pooled.group)[kept]
    model = OrderedModel(scores[kept], design.to_numpy(float), distr="logit")
    fitted = model.fit(method="bfgs", maxiter=500, disp=False, gtol=1e-6)
    expected = fitted.params[list(design).index("group")]
    assert row["estimate"].item() == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("name", ITEMS)
@pytest.mark.parametrize("way", ["nearest", "caliper"])
def test_matched_differences_are_paired_t_tests(name, way):
    found, item, beside = by_item(name)
    rows = matched_rows(found.matched, item, beside, found.settings).set_index("test")
    pairs = found.matched.pairs(way)
    outcomes = {
        "ordinal": found.pooled.midranks, "t": found.pooled.scores, "share": found.pooled.headline
    }  # fmt: skip
    for test, outcome in outcomes.items():
        row, values = rows.loc[f"{way}_{test}"], outcome(item)
        here, there = values[pairs.treated], values[pairs.control]
        both = ~np.isnan(here) & ~np.isnan(there)
        expected = ttest_rel(here[both], there[both])
        assert row["estimate"] == pytest.approx((here - there)[both].mean())
        assert (row["statistic"], row["p"]) == pytest.approx(tuple(expected), rel=1e-9)
        assert row["base"] == row["base_against"] == both.sum()
        assert row["df"] == both.sum() - 1


def test_what_cannot_be_matched_has_a_reason_in_every_row(make_sample, five_point, questionnaire):
    one, other = make_sample([5, 4, 3], weights=[1, 2, 3]), make_sample([1, 2, 4])
    beside = compare(one, other, five_point, questionnaire.settings).iloc[1]
    matched = MatchedSamples(Pooled(one, other), [])
    rows = matched_rows(matched, five_point, beside, questionnaire.settings)
    assert len(rows) == 6 and list(rows) == COLUMNS
    assert rows["p"].isna().all() and not rows["significant"].any()
    assert set(rows["reason"]) == {"matching takes no weights, strata or clusters into account"}
    assert set(rows["base"]) == {3}


def test_a_row_takes_its_result_or_its_reason(make_sample, five_point, questionnaire):
    sample = make_sample([5, 4, 3])
    beside = compare(sample, sample, five_point, questionnaire.settings).iloc[1]

    def fails():
        raise NotTestable("nobody was asked")

    settings = questionnaire.settings
    row = result_row(beside, "nearest_t", lambda: Slope(2.0, 1.0, 10), settings)
    # A t of 2 on 10 degrees of freedom: p 0.0734, and 2.2281 errors to each side.
    assert (row["response"], row["item"], row["test"]) == ("mean", "y", "nearest_t")
    assert row["p"] == pytest.approx(0.07339, abs=1e-5) and not row["significant"]
    assert (row["low"], row["high"]) == pytest.approx((2 - 2.2281, 2 + 2.2281), abs=1e-4)
    row = result_row(beside, "check", lambda: (9.0, 2, 0.011), settings)
    assert np.isnan(row["estimate"]) and row["statistic"] == 9 and row["significant"]
    row = result_row(beside, "share", fails, settings)
    assert (row["reason"], row["significant"]) == ("nobody was asked", False)
    assert np.isnan(row["p"])
