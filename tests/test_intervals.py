"""Intervals: against statsmodels where it has them, and by what they promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from helpers.intervals import (
    korn_graubard_interval,
    logit_interval,
    mean_interval,
    share_intervals,
    wilson_interval,
)

pytestmark = pytest.mark.filterwarnings("error")

SHARES, ERRORS, DFS = st.floats(0.01, 0.99), st.floats(0.001, 0.2), st.integers(2, 200)


@pytest.mark.parametrize(("count", "n"), [(0, 10), (3, 10), (10, 10), (64, 143), (1, 2)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_wilsons_interval_is_that_of_statsmodels(count, n, level):
    wanted = proportion_confint(count, n, 1 - level, method="wilson")
    assert wilson_interval(count / n, n, level) == pytest.approx(wanted, rel=1e-9, abs=1e-12)


def test_nobody_has_no_interval():
    assert np.isnan(wilson_interval(np.nan, 0, 0.95)).all()


@given(SHARES, ERRORS, DFS)
def test_a_logit_interval_is_even_on_its_scale_and_inside_0_to_1(share, error, df):
    low, high = logit_interval(share, error, df, 0.95)
    assert 0 <= low < share < high <= 1
    if low > 1e-6 and high < 1 - 1e-6:
        middle = (np.log(low / (1 - low)) + np.log(high / (1 - high))) / 2
        assert middle == pytest.approx(np.log(share / (1 - share)), abs=1e-6)


@pytest.mark.parametrize(("count", "n"), [(3, 10), (1, 30), (64, 143)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_korn_and_graubards_is_clopper_and_pearsons_without_a_design(count, n, level):
    share = count / n
    error = np.sqrt(share * (1 - share) / n)
    wanted = proportion_confint(count, n, 1 - level, method="beta")
    found = korn_graubard_interval(share, error, n, n - 1, level)
    assert found == pytest.approx(wanted, rel=1e-9)


@given(SHARES, ERRORS, DFS)
def test_fewer_degrees_of_freedom_make_wider_intervals(share, error, df):
    for interval in (logit_interval, lambda *a: korn_graubard_interval(*a[:2], 500, *a[2:])):
        low, high = interval(share, error, df, 0.95)
        narrow_low, narrow_high = interval(share, error, 3 * df, 0.95)
        assert low <= narrow_low <= narrow_high <= high


def test_a_mean_has_students_interval():
    wanted = stats.t.interval(0.9, 7, 3.2, 0.4)
    assert mean_interval(3.2, 0.4, 7, 0.9) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("method", ["logit", "korn_graubard"])
def test_a_share_of_none_or_all_has_wilsons_on_the_effective_base(method):
    share, error = np.array([0.0, 1.0, 0.5]), np.array([0.0, 0.0, 0.1])
    n, df = np.full(3, 40), np.full(3, 39)
    low, high = share_intervals(share, error, n, np.full(3, 25.0), df, 0.95, method)
    for place in (0, 1):
        wanted = proportion_confint(25 * share[place], 25, method="wilson")
        assert (low[place], high[place]) == pytest.approx(wanted, rel=1e-9, abs=1e-12)
    part = (0.5, 0.1, *((40,) if method == "korn_graubard" else ()), 39, 0.95)
    wanted = {"logit": logit_interval, "korn_graubard": korn_graubard_interval}[method](*part)
    assert (low[2], high[2]) == pytest.approx(wanted)


@pytest.mark.parametrize("method", ["logit", "korn_graubard"])
@pytest.mark.parametrize(("error", "df"), [(0.0, 12), (0.1, 0), (np.nan, 12)])
def test_without_an_error_or_degrees_of_freedom_there_is_no_interval(method, error, df):
    one = np.ones(1)
    found = share_intervals(0.4 * one, error * one, 9 * one, 9 * one, df * one, 0.95, method)
    assert np.isnan(found).all()
