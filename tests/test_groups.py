"""Groups: two samples on one design, against the same respondents in one file, row by row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.declared import declared
from helpers.groups import Groups
from helpers.regression import slope
from helpers.testable import NotTestable

SCORES = {str(n): float(n) for n in range(1, 6)}
KINDS = st.sampled_from([(), ("strata",), ("clusters",), ("strata", "clusters")])


def survey(seed: int, n: int) -> dict:
    """Answers, weights, strata and clusters of n respondents; schools 0 to 7 in two areas."""
    draw = np.random.default_rng(seed)
    school = np.concatenate([np.arange(8), draw.integers(0, 8, n - 8)])
    answers = [int(a) if a else None for a in draw.integers(0, 6, n)]
    answers[:2] = [1, 5]
    return {
        "answers": answers,
        "weights": draw.uniform(0.3, 3, n),
        "strata": [f"area {s % 2}" for s in school],
        "clusters": [f"school {s}" for s in school],
    }


def sample_of(make_sample, made: dict, kinds, factor: float = 1.0):
    labels = {kind: made[kind] for kind in kinds}
    return make_sample(made["answers"], made["weights"] * factor, **labels)


def together(surveys: list[dict], kinds):
    """Slope of the score on the group, all respondents in one file."""
    joined = {key: [x for one in surveys for x in one[key]] for key in surveys[0]}
    design = declared(joined["weights"], **{kind: joined[kind] for kind in kinds})
    group = np.repeat([1.0, 0.0], [len(one["answers"]) for one in surveys])
    kept = np.array([a is not None for a in joined["answers"]])
    scores = np.array([a or 0 for a in joined["answers"]], dtype=float)[kept]
    matrix = np.column_stack([np.ones(kept.sum()), group[kept]])
    return slope(scores, matrix, design.domain(kept))


@given(st.integers(0, 9999), KINDS)
def test_two_surveys_are_tested_as_one_file(make_sample, seed, kinds):
    """An area and a school that both surveys have are one area and one school."""
    surveys = [survey(seed, 30), survey(seed + 10_000, 25)]
    groups = Groups(*(sample_of(make_sample, made, kinds) for made in surveys), "y")
    found, wanted = groups.slope(groups.scores("y", SCORES)), together(surveys, kinds)
    assert found.df == wanted.df
    assert found.estimate == pytest.approx(wanted.estimate, rel=1e-9, abs=1e-12)
    assert found.error == pytest.approx(wanted.error, rel=1e-9)


def test_a_school_in_both_surveys_makes_their_difference_surer(make_sample):
    """Its pupils answer alike both times, so what it adds to one mean it adds to the other."""
    answers, schools = [1, 1, 3, 3, 5, 5], list("aabbcc")
    later = [2, 2, 4, 4, 5, 5]
    same = Groups(make_sample(later, clusters=schools), make_sample(answers, clusters=schools), "y")
    other = Groups(
        make_sample(later, clusters=list("ddeeff")), make_sample(answers, clusters=schools), "y"
    )
    errors = [g.slope(g.scores("y", SCORES)).error for g in (same, other)]
    assert errors[0] < errors[1] / 2


def test_the_design_holds_those_who_did_not_answer(make_sample):
    groups = Groups(make_sample([1, 2, None]), make_sample([4, "no_answer"]), "y")
    assert groups.design.n == 5
    assert sorted(groups.group) == [0, 0, 1, 1, 1]


def test_midranks_by_hand(make_sample):
    # Pooled weight 8: 1 has 2, 3 has 1 + 3 = 4, 5 has 2. Ranks 1/8, (2 + 2)/8, (6 + 1)/8.
    groups = Groups(make_sample([3, 5, None], [1, 2, 9]), make_sample([1, 3], [2, 3]), "y")
    scores = groups.scores("y", SCORES)
    ranks = groups.midranks(scores)
    assert np.isnan(ranks).tolist() == np.isnan(scores).tolist()
    for score, rank in ((1, 1 / 8), (3, 4 / 8), (5, 7 / 8)):
        assert set(ranks[scores == score]) == {rank}


def test_a_group_in_one_cluster_is_not_tested(make_sample):
    """Its deviations add up to nothing in the cluster, which looks like no variance at all."""
    here = make_sample([1, 3, 4, None], clusters=list("aaab"))
    there = make_sample([2, 3, 4, 5], clusters=list("aabb"))
    for one, other in ((here, there), (there, here)):
        groups = Groups(one, other, "y")
        with pytest.raises(NotTestable, match="of one of the groups come from one cluster"):
            groups.slope(groups.scores("y", SCORES))


@pytest.fixture
def clustered(make_sample):
    """A function: slope of two samples of four whose clusters have these names."""

    def tested(here: str, there: str):
        names = zip(([1, 3, 4, 5], [2, 2, 4, 1]), (here, there), strict=True)
        groups = Groups(*(make_sample(a, clusters=list(n)) for a, n in names), "y")
        return groups.slope(groups.scores("y", SCORES))

    return tested


def test_three_clusters_are_enough_and_two_are_not(clustered):
    assert clustered("aabc", "aabc").df == 1
    with pytest.raises(NotTestable, match="^there are too few clusters$"):
        clustered("aabb", "abab")


def test_a_difference_that_is_the_same_in_every_cluster_is_no_certainty(make_sample):
    """Three schools whose teachers all answer one higher the second time."""
    surveys = [make_sample(answers, clusters=list("abc")) for answers in ([2, 3, 4], [1, 2, 3])]
    groups = Groups(*surveys, "y")
    with pytest.raises(NotTestable, match="^the difference does not vary between the clusters$"):
        groups.slope(groups.scores("y", SCORES))
