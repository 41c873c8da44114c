"""Sensitivity: the choices of variance beside the report's own test, and no weights."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from annex_chapters import chapter

from helpers.annex.sensitivity import sensitivity_rows
from helpers.comparisons import compare
from helpers.pooling import Pooled

CHANGE = chapter("6")
NAMES = [item.name for item in CHANGE.items]


def rows_of(name: str) -> pd.DataFrame:
    rows = CHANGE.sensitivity.frame
    return rows[rows["item"] == name].set_index("test")


@pytest.mark.parametrize("name", NAMES)
def test_fixed_weights_are_the_report_itself(name):
    item = CHANGE.analysis.questionnaire.item(name)
    for test in ("ordinal", "t"):
        fixed, made = rows_of(name).loc[f"weights_fixed_{test}"], CHANGE.made(item, test)
        for column in ("estimate", "statistic", "df", "p", "significant"):
            assert fixed[column] == made[column]


@pytest.mark.parametrize("name", NAMES)
def test_three_choices_have_one_difference_and_near_errors(name):
    rows = rows_of(name)
    for test in ("ordinal", "t"):
        chosen = rows.loc[
            [f"{c}_{test}" for c in ("weights_fixed", "post_stratified", "bootstrap")]
        ]
        assert np.ptp(chosen["estimate"]) < 1e-12
        errors = (chosen["estimate"] / chosen["statistic"]).abs()
        assert errors.max() / errors.min() < 1.2
        assert (chosen["low"] < chosen["estimate"]).all()


@pytest.mark.parametrize("name", NAMES)
def test_without_weights_it_is_ordinary_regression(name):
    item = CHANGE.analysis.questionnaire.item(name)
    scores = CHANGE.pooled.scores(item)
    kept = ~np.isnan(scores)
    design = sm.add_constant(CHANGE.pooled.group[kept].astype(float))
    fitted = sm.OLS(scores[kept], design).fit(cov_type="HC0")
    row = rows_of(name).loc["unweighted_t"]
    assert row["estimate"] == pytest.approx(fitted.params[1])
    # The variance is scaled by n / (n - 1), n of both surveys with their other phases.
    n = sum(len(CHANGE.analysis.wave.surveys[survey]) for survey in ("baseline", "end_of_linking"))
    error = fitted.bse[1] * np.sqrt(n / (n - 1))
    assert row["estimate"] / row["statistic"] == pytest.approx(error, rel=1e-9)


def test_the_bootstrap_is_the_same_each_time():
    item = CHANGE.items[0]
    by = CHANGE.analysis.questionnaire.item("year_group")
    made = CHANGE.difference(item).tests.frame
    again = sensitivity_rows(CHANGE.pooled, item, by, made, CHANGE.settings).set_index("test")
    assert again.loc["bootstrap_ordinal", "p"] == rows_of(item.name).loc["bootstrap_ordinal", "p"]
    assert set(again["replicates"]) == {999}


def test_a_choice_that_leaves_no_variance_says_so(make_sample, five_point, questionnaire):
    # Within each cell everybody answers alike, so that residuals vanish.
    def survey(name, answers):
        frame = pd.DataFrame({"y": [str(a) for a in answers], "cell": list("aabb")})
        return make_sample(frame, survey=name)

    end, before = survey("end", [5, 5, 2, 2]), survey("before", [4, 4, 1, 1])
    cell = type(five_point)("cell", "", "", five_point.scale, {})
    made = compare(end, before, five_point, questionnaire.settings)
    given = (five_point, cell, made, questionnaire.settings)
    rows = sensitivity_rows(Pooled(end, before), *given).set_index("test")
    row = rows.loc["post_stratified_t"]
    assert np.isnan(row["p"]) and row["reason"] == "the answers do not vary within the cells"
    assert rows.loc["weights_fixed_t", "p"] > 0


@pytest.mark.parametrize(
    ("design", "answers", "reason"),
    [({"clusters": list("aabb")}, [5, 4, 3, 2], "strata and clusters"), ({}, [5] * 4, "the same")],
)
def test_what_cannot_be_chosen_has_a_reason(
    make_sample, five_point, questionnaire, design, answers, reason
):
    def survey(name):
        frame = pd.DataFrame({"y": [str(a) for a in answers], "cell": list("abab")})
        return make_sample(frame, survey=name, **design)

    end, before = survey("end"), survey("before")
    cell = type(five_point)("cell", "", "", five_point.scale, {})
    made = compare(end, before, five_point, questionnaire.settings)
    rows = sensitivity_rows(Pooled(end, before), five_point, cell, made, questionnaire.settings)
    chosen = rows[rows["test"].str.startswith(("post_stratified", "bootstrap"))]
    assert len(chosen) == 4 and chosen["p"].isna().all()
    assert chosen["reason"].str.contains(reason).all()
