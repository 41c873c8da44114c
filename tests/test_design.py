"""Designs: variances by hand, against plain arrays, and what pooling and adding up leave alone."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.declared import declared
from helpers.design import Design

pytestmark = pytest.mark.filterwarnings("error")


def drawn(seed: int, n: int = 40, strata: int = 3, clusters: int = 12):
    """Weights, strata, clusters within them, influences on two estimates of n respondents."""
    draw = np.random.default_rng(seed)
    cluster = np.concatenate([np.arange(clusters), draw.integers(0, clusters, n - clusters)])
    weights, influence = draw.uniform(0.2, 4, n), draw.normal(size=(n, 2))
    return weights, cluster % strata, cluster, influence


SEEDS = st.integers(0, 9999)
KINDS = st.sampled_from([(), ("strata",), ("clusters",), ("strata", "clusters")])


def made(weights, strata, clusters, kinds, rows=slice(None), named="{}".format) -> Design:
    labels = {"strata": [named(s) for s in strata[rows]], "clusters": list(clusters[rows])}
    return declared(weights[rows], **{kind: labels[kind] for kind in kinds})


def plainly(weights, strata, clusters, influence, kinds) -> np.ndarray:
    """The covariance of totals of clusters about the mean of their stratum, by pandas."""
    n = len(weights)
    stratum = strata if "strata" in kinds else np.zeros(n)
    unit = clusters if "clusters" in kinds else np.arange(n)
    totals = pd.DataFrame(weights[:, None] * influence).groupby([stratum, unit]).sum()
    parts = [part.cov() * len(part) for _, part in totals.groupby(level=0)]
    return sum(parts).to_numpy()


def test_a_variance_by_hand():
    # Totals 2, 6 and 1 of three respondents about 3: 3/2 * (1 + 9 + 4).
    design = declared([1.0, 2.0, 0.5])
    assert design.covariance(np.array([[2.0], [3.0], [2.0]]))[0, 0] == pytest.approx(21)
    assert (design.n, design.degf) == (3, 2)


def test_a_variance_with_clusters_in_strata_by_hand():
    # Stratum a: totals 3 and 1, 2 * (1 + 1); b: totals 2, 2 and 5 about 3, 3/2 * (1 + 1 + 4).
    strata, clusters = list("aaabbb"), list("ppqrst")
    design = declared(np.ones(6), strata, clusters)
    influence = np.array([[2.0], [1], [1], [2], [2], [5]])
    assert design.covariance(influence)[0, 0] == pytest.approx(4 + 9)
    assert design.degf == 3


@given(SEEDS, KINDS)
def test_a_covariance_is_that_of_plain_arrays(seed, kinds):
    weights, strata, clusters, influence = drawn(seed)
    found = made(weights, strata, clusters, kinds).covariance(influence)
    wanted = plainly(weights, strata, clusters, influence, kinds)
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)


@given(SEEDS, KINDS)
def test_a_domain_is_the_whole_with_no_influence_elsewhere(seed, kinds):
    weights, strata, clusters, influence = drawn(seed)
    design, kept = made(weights, strata, clusters, kinds), influence[:, 0] > 0
    found = design.domain(kept).covariance(influence[kept])
    wanted = design.covariance(np.where(kept[:, None], influence, 0))
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


def test_degrees_of_freedom_of_a_domain_count_what_is_left_in_it():
    design = declared(np.ones(7), list("aaabbbb"), list("ppqrstt"))
    assert design.degf == 5 - 2
    assert design.domain(np.array([0, 1, 2])).degf == 2 - 1
    assert design.domain(np.array([0, 1])).degf == 0
    assert declared(np.ones(7), list("aaabbbb")).domain(np.array([0, 1, 3])).degf == 1


@given(SEEDS, KINDS)
def test_respondents_who_are_alike_can_be_taken_together(seed, kinds):
    weights, strata, clusters, _ = drawn(seed)
    answer = np.random.default_rng(seed).integers(0, 3, len(weights))
    per_answer = np.array([[1.0, -2], [0, 3], [-4, 0.5]])
    design = made(weights, strata, clusters, kinds)
    alike, one = design.alike([answer])
    assert alike.n == design.n and alike.degf == design.degf
    assert len(one) == len(set(zip(answer, *_blocks(strata, clusters, kinds), strict=True)))
    np.testing.assert_allclose(alike.weights.sum(), weights.sum())
    np.testing.assert_allclose(
        alike.covariance(per_answer[answer[one]]),
        design.covariance(per_answer[answer]),
        rtol=1e-9,
        atol=1e-9,
    )


def _blocks(strata, clusters, kinds):
    return [x for x, kind in ((strata, "strata"), (clusters, "clusters")) if kind in kinds]


def test_many_codes_are_counted_afresh():
    """Thirty questions with three answers make more combinations than a number can tell."""
    draw = np.random.default_rng(1)
    codes = list(draw.integers(0, 3, (30, 50)))
    codes = [np.append(code, code[:10]) for code in codes]
    alike, one = declared(np.ones(60)).alike(codes)
    assert sorted(alike.counts) == [1] * 40 + [2] * 10
    assert len({tuple(code[i] for code in codes) for i in one}) == 50


@given(SEEDS, KINDS, st.integers(14, 30))
def test_two_parts_of_a_survey_are_pooled_to_the_whole(seed, kinds, first):
    """Strata and clusters that both have are one, whatever order they come in."""
    weights, strata, clusters, influence = drawn(seed, n=60)
    turn = np.random.default_rng(seed).permutation(60)
    weights, strata, clusters, influence = (
        np.concatenate([x, x[turn]]) for x in (weights, strata, clusters, influence)
    )
    whole = made(weights, strata, clusters, kinds)
    parts = [made(weights, strata, clusters, kinds, r) for r in (slice(60), slice(60, 120))]
    pooled = parts[0].pooled(parts[1])
    assert (pooled.n, pooled.degf) == (whole.n, whole.degf)
    np.testing.assert_allclose(
        pooled.covariance(influence), whole.covariance(influence), rtol=1e-9, atol=1e-9
    )


@given(SEEDS, KINDS)
def test_two_domains_of_one_survey_are_pooled_to_a_domain_of_it(seed, kinds):
    """What was sampled counts once, also who is in neither."""
    weights, strata, clusters, influence = drawn(seed)
    whole, part = made(weights, strata, clusters, kinds), np.arange(len(weights)) % 3
    pooled = whole.domain(part == 0).pooled(whole.domain(part == 1))
    rows = np.concatenate([np.flatnonzero(part == 0), np.flatnonzero(part == 1)])
    np.testing.assert_allclose(
        pooled.covariance(influence[rows]), whole.domain(rows).covariance(influence[rows])
    )
    assert pooled.degf == whole.domain(rows).degf


def test_a_cluster_that_only_silent_respondents_have_is_one_in_both_surveys():
    """It is sampled once, though the rows that are left show it in neither."""
    here, there = (
        declared(np.ones(4), clusters=list("aabx")),
        declared(np.ones(3), clusters=list("bcx")),
    )
    pooled = here.domain(np.arange(3)).pooled(there.domain(np.arange(2)))
    assert pooled.sampled.sizes.tolist() == [4]
    assert pooled.degf == 2


@given(SEEDS)
def test_a_survey_without_strata_is_a_stratum_beside_others(seed):
    weights, strata, clusters, influence = drawn(seed)
    here, there = made(weights, strata, clusters, ("strata",)), declared(weights)
    for pooled in (here.pooled(there), there.pooled(here)):
        assert pooled.degf == here.degf + there.degf
        found = pooled.covariance(np.concatenate([influence, influence]))
        wanted = here.covariance(influence) + there.covariance(influence)
        np.testing.assert_allclose(found, wanted, rtol=1e-9)


@given(SEEDS)
def test_respondents_sampled_one_by_one_are_clusters_beside_others(seed):
    weights, strata, clusters, influence = drawn(seed)
    alone = np.arange(1000, 1000 + len(weights))
    here = made(weights, strata, clusters, ("clusters",))
    there = declared(weights)
    named = declared(np.append(weights, weights), clusters=np.append(clusters, alone))
    both = np.concatenate([influence, influence])
    assert here.pooled(there).degf == there.pooled(here).degf == named.degf
    for pooled in (here.pooled(there), there.pooled(here)):
        np.testing.assert_allclose(pooled.covariance(both), named.covariance(both), rtol=1e-9)


def test_totals_that_are_all_the_same_have_no_variance():
    """Rounding would leave 1e-17 or so, and a test would make a finding of it."""
    strata, weights = ["a"] * 3 + ["b"] * 4, np.full(7, 0.1)
    influence = np.repeat([[1 / 3], [0.7]], [3, 4], axis=0)
    assert declared(weights, strata).covariance(influence)[0, 0] == 0


def test_one_respondent_has_no_variance():
    assert np.isnan(declared([1.0]).covariance(np.ones((1, 1)))[0, 0])


def test_nobody_is_a_design_too():
    nobody = declared([])
    assert (nobody.n, nobody.degf) == (0, 0)
    assert nobody.alike([np.empty(0, int)])[0].n == 0


def test_other_weights_leave_strata_and_clusters_alone():
    weights, strata, clusters, influence = drawn(4)
    design = made(weights, strata, clusters, ("strata", "clusters")).weighing(2 * weights)
    wanted = 4 * plainly(weights, strata, clusters, influence, ("strata", "clusters"))
    np.testing.assert_allclose(design.covariance(influence), wanted, rtol=1e-9)


@pytest.mark.parametrize("block", ["weighted", "stratified"])
def test_degrees_of_freedom_are_those_of_r(reference, block):
    frame, results = reference.frame, reference.results[block]
    strata = frame["stratum"] if block == "stratified" else None
    design = declared(frame["w"], strata)
    assert design.degf == results["degf"]
    for group in (0, 1):
        found = results["proportions"][f"group{group}"]["degf_subset"]
        assert design.domain((frame["group"] == group).to_numpy()).degf == found


def test_degrees_of_freedom_with_clusters_are_those_of_r(designs):
    design, frame = designs.sample().design, designs.frame
    answered = frame["y"].notna()
    masks = {"all": answered, "group0": answered & (frame["group"] == 0)}
    masks["group1"] = answered & (frame["group"] == 1)
    masks["group1_in_A_or_C"] = masks["group1"] & frame["stratum"].isin(["A", "C"])
    assert design.degf == designs.results["degf"]
    assert design.domain(answered.to_numpy()).degf == designs.results["degf_answered"]
    for name, mask in masks.items():
        assert design.domain(mask.to_numpy()).degf == designs.results["domains"][name]["degf"]


def test_weights_of_other_respondents_are_refused():
    with pytest.raises(ValueError, match="2 weights for a design of 3 respondents"):
        declared(np.ones(3)).weighing(np.ones(2))
