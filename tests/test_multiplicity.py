"""Families of tests, against R, statsmodels and by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from helpers.multiplicity import adjust, benjamini_hochberg, holm, ledger

METHODS = pytest.mark.parametrize(
    ("method", "in_r", "in_statsmodels"),
    [(holm, "holm", "holm"), (benjamini_hochberg, "BH", "fdr_bh")],
)


@METHODS
def test_r_p_adjust(reference, method, in_r, in_statsmodels):
    expected = reference.results["multiple_testing"]
    found = method(list(expected["p"].values()))
    assert found == pytest.approx(list(expected[in_r].values()), rel=1e-9)


@METHODS
@pytest.mark.parametrize("tests", [1, 2, 11, 40])
def test_as_statsmodels(method, in_r, in_statsmodels, tests):
    p = np.random.default_rng(tests).beta(0.3, 1, tests).round(3)
    assert method(p) == pytest.approx(multipletests(p, method=in_statsmodels)[1])


P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(P_VALUES, st.floats(0.01, 0.99))
def test_holm_rejects_as_its_steps_do(p, level):
    remaining, rejected = sorted(range(len(p)), key=p.__getitem__), set()
    while remaining and p[remaining[0]] <= level / len(remaining) * (1 - 1e-12):
        rejected.add(remaining.pop(0))
    assert rejected <= set(np.flatnonzero(holm(p) <= level))
    assert rejected >= set(np.flatnonzero(holm(p) <= level * (1 - 1e-9)))


@given(P_VALUES, st.floats(0.01, 0.99))
def test_benjamini_hochberg_rejects_as_its_steps_do(p, level):
    found, ranked = benjamini_hochberg(p), sorted(p)
    below = [q for rank, q in enumerate(ranked, 1) if q <= level * rank / len(p) * (1 - 1e-12)]
    rejected = sum(q <= max(below, default=-1) for q in p)
    assert (found <= level * (1 - 1e-9)).sum() <= rejected <= (found <= level).sum()


def test_by_hand():
    p = [0.04, 0.01, 0.03]
    assert holm(p) == pytest.approx([0.06, 0.03, 0.06])
    assert benjamini_hochberg(p) == pytest.approx([0.04, 0.03, 0.04])


@METHODS
def test_what_cannot_be_tested_is_not_counted(method, in_r, in_statsmodels):
    found = method([0.04, np.nan, 0.01])
    assert np.isnan(found[1])
    assert found[[0, 2]] == pytest.approx(method([0.04, 0.01]))
    assert np.isnan(method([np.nan])).all()
    assert len(method([])) == 0


@METHODS
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=20), random=st.randoms())
def test_order_does_not_matter_and_no_p_shrinks(method, in_r, in_statsmodels, p, random):
    order = list(range(len(p)))
    random.shuffle(order)
    found = method(p)
    assert method(np.array(p)[order]) == pytest.approx(found[order])
    assert (found >= np.array(p)).all() and (found <= 1).all()


@pytest.fixture
def comparisons():
    """Two families: three tests, one of which cannot be made, and two tests."""
    p = [0.03, 0.02, np.nan, 0.03, 0.9]
    return pd.DataFrame({"item": list("abcde"), "chapter": [6, 6, 6, 5, 5], "p": p})


def test_verdicts_before_and_after(comparisons):
    found = adjust(comparisons, "chapter", level=0.05)
    assert found["item"].tolist() == list("abcde")
    assert found["family"].tolist() == [6, 6, 6, 5, 5]
    assert found["tests_run"].tolist() == [2, 2, 2, 2, 2]
    assert found["p_holm"].to_numpy() == pytest.approx([0.04, 0.04, np.nan, 0.06, 0.9], nan_ok=True)
    assert found["p_bh"].to_numpy() == pytest.approx([0.03, 0.03, np.nan, 0.06, 0.9], nan_ok=True)
    assert found["significant"].tolist() == [True, True, False, True, False]
    assert found["significant_holm"].tolist() == [True, True, False, False, False]
    assert found["significant_bh"].tolist() == [True, True, False, False, False]
    assert "p_holm" not in comparisons


def test_a_family_may_be_told_row_by_row(comparisons):
    found = adjust(comparisons, ["all"] * 5, level=0.05)
    assert found["tests_run"].tolist() == [4] * 5
    assert found["p_holm"].to_numpy() == pytest.approx(holm(comparisons["p"]), nan_ok=True)


def test_ledger(comparisons):
    found = ledger(adjust(comparisons, "chapter", level=0.05)).set_index("family")
    assert found.loc[6].to_dict() == {
        "tests_run": 2,
        "not_testable": 1,
        "significant": 2,
        "significant_holm": 2,
        "significant_bh": 2,
        "lost_holm": 0,
        "lost_bh": 0,
    }
    assert found.loc[5, ["significant", "lost_holm", "lost_bh"]].tolist() == [1, 1, 1]
