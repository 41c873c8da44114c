"""Profiles: covariates as numbers, by hand, and as pandas makes them of each respondent."""

import numpy as np
import pandas as pd
import pytest

from helpers.errors import InputError
from helpers.profiles import profile, profile_groups

RESPONSES = ["higher", "lower", "dont_know", None]


@pytest.fixture
def item(questionnaire):
    return questionnaire.item("interest")


@pytest.fixture
def covariates(questionnaire):
    return [questionnaire.item(name) for name in ("fsm", "years_teaching")]


@pytest.fixture
def samples(make_sample):
    """Five respondents and three, no two of them alike."""
    here = {"interest": ["5", "4", "3", "no_answer", "1"], "years_teaching": [1, 3, np.nan, 8, 2]}
    there = {"interest": ["5", "2", "2"], "years_teaching": [np.nan, 4, 6]}
    here["fsm"], there["fsm"] = ["higher", "lower", "dont_know", "lower", None], RESPONSES[:3]
    return make_sample(pd.DataFrame(here)), make_sample(pd.DataFrame(there))


def test_each_response_is_a_column_and_a_number_is_one(samples, item, covariates):
    groups = profile_groups(*samples, item, covariates)
    found = profile(groups, covariates)
    answers = groups.read("fsm", lambda key: key or "")
    np.testing.assert_array_equal(found[:, 0], answers == "higher")
    np.testing.assert_array_equal(found[:, 1], answers == "lower")
    assert found.shape == (8, 3)


def test_a_missing_number_is_the_mean_of_all_of_both(samples, item, covariates):
    groups = profile_groups(*samples, item, covariates)
    years = groups.read("years_teaching", lambda x: np.nan if x is None else x).astype(float)
    found = profile(groups, covariates)[:, 2]
    # 1 3 8 2 and 4 6, each once, whether interest was answered or not.
    np.testing.assert_allclose(found[np.isnan(years)], 24 / 6)
    np.testing.assert_array_equal(found[~np.isnan(years)], years[~np.isnan(years)])


def test_the_mean_counts_respondents_and_not_rows(make_sample, item, covariates):
    frame = {"interest": ["5"] * 4, "fsm": ["lower"] * 4, "years_teaching": [2, 2, 2, np.nan]}
    other = {"interest": ["4"], "fsm": ["lower"], "years_teaching": [10.0]}
    made = make_sample(pd.DataFrame(frame)), make_sample(pd.DataFrame(other))
    found = profile(profile_groups(*made, item, covariates), covariates)
    assert sorted(set(found[:, 2])) == [2, 4, 10]


def test_a_number_that_nobody_gave_is_nought(make_sample, item, covariates):
    frame = pd.DataFrame({"interest": ["5"], "fsm": ["lower"], "years_teaching": [np.nan]})
    groups = profile_groups(make_sample(frame), make_sample(frame), item, covariates)
    assert profile(groups, covariates)[:, 2].tolist() == [0, 0]


def test_without_covariates_there_are_no_columns(samples, item):
    groups = profile_groups(*samples, item, [])
    assert profile(groups, []).shape == (len(groups.group), 0)


def test_a_covariate_that_a_survey_does_not_ask_is_named(samples, item, covariates):
    here, there = samples
    there.answers.pop("years_teaching")
    with pytest.raises(
        InputError, match="adjust for years_teaching, which the survey any does not"
    ):
        profile_groups(here, there, item, covariates)
