"""Rao and Scott's chi-squared: against R, scipy without weights, and what must not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.chi_squared import rao_scott
from helpers.declared import declared

FIELDS = ("F", "ndf", "ddf", "p_value")


def drawn(seed: int, n: int = 60):
    draw = np.random.default_rng(seed)
    rows = np.concatenate([[0, 0, 0, 1, 1, 1], draw.integers(0, 2, n - 6)])
    columns = np.concatenate([[0, 1, 2, 0, 1, 2], draw.integers(0, 3, n - 6)])
    return rows, columns, draw.uniform(0.2, 3, n), draw.integers(0, 9, n)


def test_without_weights_it_is_pearsons_over_its_degrees():
    rows, columns, _, _ = drawn(3)
    pearson = stats.chi2_contingency(pd.crosstab(rows, columns), correction=False)
    f, df, below, p = rao_scott(rows, columns, np.ones(60))
    assert (df, below) == (pytest.approx(2, rel=1e-9), pytest.approx(2 * 59, rel=1e-9))
    assert f == pytest.approx(pearson.statistic / 2 * 59 / 60, rel=1e-9)
    assert p == pytest.approx(stats.f.sf(f, df, below), rel=1e-9)


@pytest.mark.parametrize("block", ["weighted", "stratified"])
@pytest.mark.parametrize("outcome", ["svychisq_F", "svychisq_top2_F"])
def test_it_is_that_of_r(reference, block, outcome):
    frame, wanted = reference.frame, reference.results[block][outcome]
    design = declared(frame["w"], frame["stratum"] if block == "stratified" else None)
    columns = frame["y"] >= 4 if "top2" in outcome else frame["y"]
    found = rao_scott(frame["group"].to_numpy(), columns.to_numpy(), design)
    assert found == pytest.approx([wanted[key] for key in FIELDS], rel=1e-9)


@pytest.mark.parametrize("outcome", ["svychisq_F", "svychisq_top2_F"])
def test_with_clusters_and_a_domain_it_is_that_of_r(designs, outcome):
    frame, wanted = designs.frame, designs.results[outcome]
    design, kept = designs.sample().design, frame["y"].notna().to_numpy()
    columns = frame["y"] >= 4 if "top2" in outcome else frame["y"]
    rows, columns = frame["group"].to_numpy()[kept], columns.to_numpy()[kept]
    found = rao_scott(rows, columns, design.domain(kept), design.degf)
    assert found == pytest.approx([wanted[key] for key in FIELDS], rel=1e-9)


@given(st.integers(0, 9999), st.booleans(), st.floats(0.01, 100))
def test_order_names_and_scale_do_not_matter(seed, clustered, factor):
    rows, columns, weights, clusters = drawn(seed)
    turn = np.random.default_rng(seed).permutation(60)

    def design(w, c):
        return declared(w, clusters=c) if clustered else w

    before = rao_scott(rows, columns, design(weights, clusters))
    named = np.array(["b", "c", "a"])[columns[turn]]
    after = rao_scott(1 - rows[turn], named, design(weights[turn] * factor, clusters[turn] + 7))
    assert after == pytest.approx(before, rel=1e-7)
    assert rao_scott(columns, rows, design(weights, clusters)) == pytest.approx(before, rel=1e-7)


@given(st.integers(0, 9999), st.floats(0.1, 0.9))
def test_a_respondent_in_two_halves_of_a_cluster_changes_nothing(seed, part):
    rows, columns, weights, clusters = drawn(seed)
    before = rao_scott(rows, columns, declared(weights, clusters=clusters))
    weights = np.append(weights, weights[-1] * (1 - part))
    weights[-2] *= part
    rows, columns, clusters = (np.append(x, x[-1]) for x in (rows, columns, clusters))
    after = rao_scott(rows, columns, declared(weights, clusters=clusters))
    assert after == pytest.approx(before, rel=1e-7)
