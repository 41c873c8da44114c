"""Linked respondents: who is in both surveys, and tests of how they changed."""

import json
from math import comb, erfc
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import t as t_distribution
from scipy.stats import wilcoxon
from statsmodels.stats.contingency_tables import SquareTable
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar

from helpers.errors import InputError
from helpers.linked import (
    PairedTest,
    attrition,
    distance_travelled,
    link,
    mcnemar,
    mcnemar_exact,
    paired_t,
    signed_rank,
    stuart_maxwell,
)
from helpers.testable import NotTestable

REFERENCE = Path(__file__).parent / "reference"
R = json.loads((REFERENCE / "linked.json").read_text(encoding="utf-8"))
RESPONDENTS = pd.read_csv(REFERENCE / "linked.csv")
MOVES = pd.read_csv(REFERENCE / "moves.csv")
PARTS = {
    "all": RESPONDENTS,
    "linking": RESPONDENTS[RESPONDENTS["linking"] == 1],
    "first20": RESPONDENTS[RESPONDENTS["id"] <= 20],
}
TESTS = [paired_t, signed_rank, mcnemar, mcnemar_exact, stuart_maxwell]
SCORES = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=40)


def close(expected):
    return pytest.approx(expected, rel=1e-9, abs=1e-14)


def check_slope(found, expected):
    assert found.estimate == close(expected["estimate"])
    assert found.df == expected["df"]
    assert found.p == close(expected["p_value"])
    assert found.interval(0.95) == close(tuple(expected["interval"]))


def top2(scores: pd.Series) -> pd.Series:
    return (scores >= 4).astype(float).where(scores.notna())


def arrays(pairs):
    return tuple(np.array(pairs, dtype=float).T)


def numbers(test: PairedTest):
    return test.statistic, test.df, test.p


@pytest.fixture(params=PARTS)
def part(request):
    """Respondents with gaps (R had only those without) and R's results for them."""
    return PARTS[request.param], R["paired"][request.param]


class TestAgainstR:
    def test_paired_t(self, part):
        d, expected = part
        found = paired_t(d["before"], d["after"])
        check_slope(found, expected["t"])
        assert found.statistic == close(expected["t"]["statistic"])
        check_slope(paired_t(top2(d["before"]), top2(d["after"])), expected["t_top2"])

    def test_paired_t_with_weights(self, part):
        d, expected = part
        found = paired_t(d["before"], d["after"], d["w"])
        check_slope(found, expected["weighted_t"])
        assert found.error == close(expected["weighted_t"]["se"])

    def test_paired_t_is_the_regression_clustered_by_respondent(self, part):
        d, expected = part
        found = paired_t(d["before"], d["after"])
        assert found.error == close(expected["clustered_by_respondent"]["se"])

    @pytest.mark.parametrize("correct, field", [(False, ""), (True, "_corrected")])
    def test_signed_rank(self, part, correct, field):
        d, expected = part
        found = signed_rank(d["before"], d["after"], correct)
        assert found.statistic == expected[f"signed_rank{field}"]["statistic"]
        assert found.p == close(expected[f"signed_rank{field}"]["p_value"])

    @pytest.mark.parametrize("correct, field", [(False, "plain"), (True, "corrected")])
    def test_mcnemar(self, part, correct, field):
        d, expected = part
        found = mcnemar(top2(d["before"]), top2(d["after"]), correct)
        assert numbers(found) == close(tuple(expected["mcnemar_top2"][field].values()))

    def test_mcnemar_exact(self, part):
        d, expected = part
        found = mcnemar_exact(top2(d["before"]), top2(d["after"]))
        assert found.statistic == expected["mcnemar_top2"]["gained"]
        assert found.p == close(expected["mcnemar_top2"]["exact"]["p_value"])

    def test_stuart_maxwell(self, part):
        d, expected = part
        found = stuart_maxwell(d["before"], d["after"])
        assert numbers(found) == close(tuple(expected["stuart_maxwell"].values()))

    @pytest.mark.parametrize("table", R["moves"])
    def test_stuart_maxwell_with_responses_that_nobody_moved_to(self, table):
        rows = MOVES[MOVES["table"] == table]
        before, after = (np.repeat(rows[time], rows["count"]) for time in ("before", "after"))
        found = stuart_maxwell(before.astype(str), after.astype(str))
        assert numbers(found) == close(tuple(R["moves"][table]["stuart_maxwell"].values()))

    def test_distance_travelled(self, part):
        d, expected = part
        rows = distance_travelled(d["before"], d["after"], 0.95).set_index("response")
        assert list(rows.index) == ["better", "same", "worse"]
        for response, wanted in expected["distance"].items():
            row = rows.loc[response]
            assert (row["base"], row["count"]) == (expected["n"], wanted["count"])
            assert row["estimate"] == close(wanted["share"])
            assert [row["low"], row["high"]] == close(wanted["interval"])


class TestByHand:
    def test_paired_t(self):
        # Changes 1, 0, 2, 1: mean 1, variance 2/3, so t = 1 / sqrt(2/3/4) = sqrt(6).
        found = paired_t(np.array([1, 3, 2, 4]), np.array([2, 3, 4, 5]))
        assert (found.estimate, found.df) == (1, 3)
        assert found.statistic == close(6**0.5)

    def test_signed_rank(self):
        # Changes 1, -1, 2, 0, 3: without the zero ranks 1.5, 1.5, 3, 4; increases 8.5 of 10.
        # Variance 4 * 5 * 9 / 24 - (8 - 2) / 48 = 7.375.
        found = signed_rank(np.array([1, 2, 1, 3, 1]), np.array([2, 1, 3, 3, 4]))
        assert found.statistic == 8.5
        assert found.p == close(erfc(3.5 / 7.375**0.5 / 2**0.5))
        assert np.isnan(found.df)

    def test_mcnemar(self):
        # Five gained and one lost: (5 - 1)^2 / 6, corrected (4 - 1)^2 / 6,
        # exact 2 * (1 + 6) / 64.
        before = np.array([0] * 5 + [1] + [1, 0, 0])
        after = np.array([1] * 5 + [0] + [1, 0, 0])
        assert mcnemar(before, after).statistic == close(16 / 6)
        assert mcnemar(before, after, correct=True).statistic == close(9 / 6)
        assert mcnemar_exact(before, after).p == close(2 * (comb(6, 0) + comb(6, 1)) / 64)

    def test_as_many_gained_as_lost_is_no_change(self):
        before, after = np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])
        for test in (mcnemar(before, after), mcnemar(before, after, correct=True)):
            assert (test.statistic, test.p) == (0, 1)
        assert mcnemar_exact(before, after).p == 1
        assert signed_rank(before, after).p == signed_rank(before, after, correct=True).p == 1

    def test_stuart_maxwell(self):
        # Two moves a to b, one b to c: changes (-2, 1, 1); without the last response the
        # covariance is [[2, -2], [-2, 3]], its inverse [[1.5, 1], [1, 1]]: 6 - 4 + 1 = 3.
        found = stuart_maxwell(np.array(["a", "a", "b", "c"]), np.array(["b", "b", "c", "c"]))
        assert numbers(found) == close((3, 2, np.exp(-1.5)))

    def test_changes_that_only_rounding_tells_apart_are_ties(self):
        before, after = np.array([0.1, 0.2, 0.5]), np.array([0.1 + 0.2, 0.4, 0.4])
        # Changes 0.2, 0.2, -0.1: the increases have ranks 2.5 each.
        assert signed_rank(before, after).statistic == 5


@given(SCORES, st.randoms(use_true_random=False))
def test_order_of_respondents_changes_nothing(pairs, random):
    before, after = arrays(pairs)
    assume(np.ptp(after - before) > 0)
    mixed = list(range(len(before)))
    random.shuffle(mixed)
    for test in (signed_rank, stuart_maxwell):
        assert numbers(test(before[mixed], after[mixed])) == pytest.approx(
            numbers(test(before, after)), rel=1e-9, abs=1e-12, nan_ok=True
        )
    found, again = paired_t(before, after), paired_t(before[mixed], after[mixed])
    assert (again.estimate, again.error) == pytest.approx((found.estimate, found.error), abs=1e-12)


@given(SCORES)
def test_exchanging_the_times_turns_the_sign_and_keeps_the_p(pairs):
    before, after = arrays(pairs)
    assume(np.ptp(after - before) > 0)
    there, back = paired_t(before, after), paired_t(after, before)
    assert (back.estimate, back.p) == pytest.approx((-there.estimate, there.p), abs=1e-12)
    changed = (before != after).sum()
    there, back = signed_rank(before, after), signed_rank(after, before)
    assert there.statistic + back.statistic == changed * (changed + 1) / 2
    assert there.p == pytest.approx(back.p)
    rows = [distance_travelled(*both, 0.95) for both in ((before, after), (after, before))]
    assert list(rows[0]["count"]) == list(rows[1]["count"])[::-1]


@given(SCORES)
def test_agreement_with_scipy_and_statsmodels(pairs):
    before, after = arrays(pairs)
    assume((before != after).any())
    expected = wilcoxon(after, before, zero_method="wilcox", correction=False, method="asymptotic")
    assert signed_rank(before, after).p == pytest.approx(expected.pvalue, rel=1e-9)
    yes = before >= 3, after >= 3
    if (yes[0] != yes[1]).any():
        table = pd.crosstab(*yes).reindex(index=[False, True], columns=[False, True], fill_value=0)
        for found, exact in ((mcnemar(*yes), False), (mcnemar_exact(*yes), True)):
            expected = statsmodels_mcnemar(table, exact=exact, correction=False).pvalue
            assert found.p == pytest.approx(expected, rel=1e-9)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=30, max_size=60))
def test_marginal_homogeneity_agrees_with_statsmodels(pairs):
    before, after = arrays(pairs)
    table = np.zeros((3, 3))
    np.add.at(table, (before.astype(int) - 1, after.astype(int) - 1), 1)
    assume(((table + table.T)[np.triu_indices(3, 1)] > 0).all())
    expected = SquareTable(table, shift_zeros=False).homogeneity(method="stuart_maxwell")
    found = stuart_maxwell(before, after)
    assert (found.statistic, found.p) == pytest.approx((expected.statistic, expected.pvalue))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=40))
def test_two_responses_make_stuart_maxwell_mcnemar(pairs):
    before, after = arrays(pairs)
    assume((before != after).any())
    assert numbers(stuart_maxwell(before, after)) == pytest.approx(numbers(mcnemar(before, after)))


@given(SCORES, st.permutations(["e", "d", "c", "b", "a"]))
def test_names_of_responses_do_not_matter(pairs, names):
    before, after = arrays(pairs)
    assume((before != after).any())
    renamed = [np.array(names)[scores.astype(int) - 1] for scores in (before, after)]
    found = numbers(stuart_maxwell(*renamed))
    assert found == pytest.approx(numbers(stuart_maxwell(before, after)), rel=1e-9, abs=1e-12)


@given(SCORES, st.floats(0.01, 1000))
def test_scale_of_the_weights_does_not_matter(pairs, scale):
    before, after = arrays(pairs)
    assume(np.ptp(after - before) > 0)
    w = 1 + np.arange(len(before)) % 3
    found, scaled = paired_t(before, after, w), paired_t(before, after, w * scale)
    assert (scaled.estimate, scaled.error) == pytest.approx((found.estimate, found.error), rel=1e-9)


class TestNotTestable:
    @pytest.mark.parametrize("test", TESTS)
    def test_fewer_than_two_respondents(self, test):
        with pytest.raises(NotTestable, match="fewer than two respondents answered both times"):
            test(np.array([1, np.nan, 0]), np.array([0, 1, np.nan]))
        with pytest.raises(NotTestable, match="fewer than two"):
            test(np.array([]), np.array([]))

    @pytest.mark.parametrize("test", TESTS)
    def test_nobody_changed(self, test):
        with pytest.raises(NotTestable, match="nobody's answer changed"):
            test(np.array([0, 1, 1]), np.array([0, 1, 1]))

    def test_everybody_changed_alike(self):
        with pytest.raises(NotTestable, match="by the same amount"):
            paired_t(np.array([0.1, 0.2, 0.3]), np.array([0.2, 0.3, 0.4]))

    @pytest.mark.parametrize("bad", [0, -1, np.nan, np.inf])
    def test_weights_that_are_none(self, bad):
        with pytest.raises(NotTestable, match="weight.*place 2"):
            paired_t(np.array([1, 2, 3]), np.array([2, 2, 5]), np.array([1, bad, 1]))

    def test_nobody_answered_twice(self):
        with pytest.raises(NotTestable, match="nobody answered both times"):
            distance_travelled(np.array([1, np.nan]), np.array([np.nan, 2]), 0.95)


def test_other_respondents_at_the_two_times_are_refused():
    first = pd.Series([1.0, 2.0], index=["a", "b"])
    for test in TESTS:
        with pytest.raises(ValueError, match="same respondents in the same order"):
            test(first, first[::-1])
        with pytest.raises(ValueError, match="same respondents in the same order"):
            test(np.array([0, 1]), np.array([0, 1, 1]))


def test_a_change_in_a_share_needs_zeros_and_ones():
    for test in (mcnemar, mcnemar_exact):
        with pytest.raises(ValueError, match="zeros and ones"):
            test(np.array([1, 2, 5]), np.array([2, 2, 4]))


class TestLink:
    def test_who_stayed_left_and_joined(self):
        linked = link(pd.Index(["d", "a", "b"]), pd.Index(["b", "c", "d"]))
        assert [list(part) for part in (linked.stayed, linked.left, linked.joined)] == [
            ["d", "b"],
            ["a"],
            ["c"],
        ]

    def test_identifiers_that_stand_twice_are_named(self):
        with pytest.raises(InputError) as caught:
            link(pd.Index(["a", "b", "a", "b", "c"]), pd.Index(["a", "d", "d"]))
        assert [str(problem).split(";")[0] for problem in caught.value.problems] == [
            "baseline: identifiers that stand more than once: a, b",
            "follow-up: identifiers that stand more than once: d",
        ]

    def test_empty_identifiers_are_counted(self):
        with pytest.raises(InputError, match="baseline: 3 respondents have no identifier"):
            link(pd.Index(["a", None, " ", ""]), pd.Index(["a"]))

    def test_orphans_are_named_where_all_should_be_linked(self):
        with pytest.raises(InputError) as caught:
            link(pd.Index(["a", "b"]), pd.Index(["b", "c"]), all_linked=True)
        assert [str(problem).split(";")[0] for problem in caught.value.problems] == [
            "baseline: identifiers that are not in follow-up: a",
            "follow-up: identifiers that are not in baseline: c",
        ]

    def test_all_linked(self):
        linked = link(pd.Index(["a", "b"]), pd.Index(["b", "a"]), all_linked=True)
        assert list(linked.stayed) == ["a", "b"]
        assert len(linked.left) == len(linked.joined) == 0

    def test_many_identifiers_are_not_all_printed(self):
        with pytest.raises(InputError, match=r"r0, .*r9 and 15 more"):
            names = pd.Index([f"r{n}" for n in range(25)])
            link(names.append(pd.Index(["z"])), pd.Index(["z"]), all_linked=True)

    @pytest.mark.parametrize("followup", [["1", "2"], []])
    def test_nobody_in_both(self, followup):
        with pytest.raises(InputError, match="end: none of its identifiers is in start"):
            link(pd.Index([1, 2]), pd.Index(followup), shown=("start", "end"))

    @given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)), st.integers(1, 99))
    def test_other_identifiers_link_the_same_respondents(self, first, second, shift):
        assume(first & second)
        linked = link(pd.Index(first), pd.Index(second))
        assert set(linked.stayed) == first & second
        assert set(linked.left) == first - second
        assert set(linked.joined) == second - first
        renamed = link(*(pd.Index([f"r{n + shift}" for n in one]) for one in (first, second)))
        assert list(renamed.stayed) == [f"r{n + shift}" for n in linked.stayed]


class TestAttrition:
    profile = pd.DataFrame(
        {
            "phase": ["primary", "primary", "secondary", "no_answer", "primary", None],
            "years": [1.0, 3.0, 8.0, np.nan, 4.0, 6.0],
        },
        index=list("abcdef"),
    )

    def test_shares_of_those_who_stayed_and_left(self):
        rows = attrition(self.profile, pd.Index(["a", "b", "c", "d"]), 0.95)
        found = rows.set_index(["item", "response", "group"])
        assert found.loc[("phase", "primary", "stayed"), ["base", "count"]].tolist() == [3, 2]
        assert found.loc[("phase", "primary", "stayed"), "estimate"] == close(2 / 3)
        assert found.loc[("phase", "primary", "left"), ["base", "count"]].tolist() == [1, 1]
        assert found.loc[("phase", "secondary", "left"), "estimate"] == 0
        # Wilson for 1 of 1: from 1 / (1 + z squared) to 1.
        assert found.loc[("phase", "primary", "left"), "low"] == close(
            1 / (1 + 1.959963984540054**2)
        )

    def test_means_of_numbers(self):
        rows = attrition(self.profile, pd.Index(["a", "b", "c", "d"]), 0.95)
        row = rows.set_index(["item", "response", "group"]).loc[("years", "mean", "stayed")]
        assert (row["base"], row["estimate"]) == (3, 4)  # 1, 3, 8: variance 13
        assert row["high"] == close(4 + t_distribution.ppf(0.975, 2) * (13 / 3) ** 0.5)

    def test_nobody_left(self):
        rows = attrition(self.profile, self.profile.index, 0.95)
        left = rows[rows["group"] == "left"]
        assert (left["base"] == 0).all() and left["estimate"].isna().all()

    def test_strangers_are_refused(self):
        with pytest.raises(ValueError, match="must be in the profile"):
            attrition(self.profile, pd.Index(["a", "z"]), 0.95)

    @given(st.permutations(list("abcdef")))
    def test_order_of_respondents_changes_nothing(self, order):
        stayed = pd.Index(["a", "c", "e"])
        expected = attrition(self.profile, stayed, 0.95)
        found = attrition(self.profile.loc[order], stayed[::-1], 0.95)
        pd.testing.assert_frame_equal(found, expected)
