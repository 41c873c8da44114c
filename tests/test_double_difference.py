"""Difference in differences, for independent samples and for linked respondents."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.double_difference import cell_means, independent_difference, linked_difference
from helpers.testable import NotTestable

REFERENCE = Path(__file__).parent / "reference"
R = json.loads((REFERENCE / "double_difference.json").read_text(encoding="utf-8"))
R_LINKED = json.loads((REFERENCE / "linked.json").read_text(encoding="utf-8"))["double_difference"]
SAMPLES = pd.read_csv(REFERENCE / "double_difference.csv")
LINKED = pd.read_csv(REFERENCE / "linked.csv")
WEIGHTS = ["weighted", "unweighted"]

# Scores of comparison and programme at baseline, then at follow-up; and a weight.
FOUR = st.lists(
    st.tuples(*[st.integers(1, 5)] * 4, st.floats(0.2, 5)), min_size=3, max_size=15
).filter(lambda rows: len({row[:4] for row in rows}) > 1)


def close(expected):
    return pytest.approx(expected, rel=1e-9)


def check(found, expected):
    assert (found.estimate, found.error) == close((expected["estimate"], expected["se"]))
    assert found.df == expected["df"]
    assert found.p == close(expected["p_value"])
    assert found.interval(0.95) == close(tuple(expected["interval"]))


def weights_of(frame, which):
    return frame["w"] if which == "weighted" else np.ones(len(frame))


def midranks(y, weights):
    below = np.array([weights[y < score].sum() + weights[y == score].sum() / 2 for score in y])
    return below / weights.sum()


def independent(rows):
    """Outcome, group, after and weights of samples drawn by FOUR."""
    outcome = np.array([row[:4] for row in rows], dtype=float).T.ravel()
    group, after = np.repeat([0, 1, 0, 1], len(rows)), np.repeat([0, 0, 1, 1], len(rows))
    return outcome, group, after, np.tile([row[4] for row in rows], 4)


@pytest.mark.parametrize("which", WEIGHTS)
@pytest.mark.parametrize("outcome", ["y", "top2", "midrank"])
def test_independent_samples_agree_with_r(which, outcome):
    weights = np.asarray(weights_of(SAMPLES, which))
    y = SAMPLES["y"].to_numpy()
    values = {"y": y, "top2": y >= 4, "midrank": midranks(y, weights)}[outcome]
    found = independent_difference(values, SAMPLES["group"], SAMPLES["after"], weights)
    check(found, R[which][outcome])


@pytest.mark.parametrize("which", WEIGHTS)
@pytest.mark.parametrize("outcome", ["y", "top2"])
def test_cell_means_agree_with_r(which, outcome):
    y = SAMPLES["y"] if outcome == "y" else SAMPLES["y"] >= 4
    weights = weights_of(SAMPLES, which)
    found = cell_means(y, SAMPLES["group"], SAMPLES["after"], weights)
    assert found == close(np.array(R[which]["means"][outcome]))


@pytest.mark.parametrize("which", WEIGHTS)
@pytest.mark.parametrize("outcome", ["score", "top2"])
def test_linked_respondents_agree_with_r(which, outcome):
    before, after = LINKED["before"], LINKED["after"]
    if outcome == "top2":
        before, after = ((y >= 4).astype(float).where(y.notna()) for y in (before, after))
    weights = weights_of(LINKED, which)
    check(linked_difference(before, after, LINKED["linking"], weights), R_LINKED[which][outcome])


def test_independent_samples_by_hand():
    # Means: comparison 2 to 3, programme 3 to 6; each sample is its mean and one to each side.
    outcome = np.array([1, 3, 2, 4, 2, 4, 5, 7])
    group, after = np.repeat([0, 0, 1, 1], 2), np.tile(np.repeat([0, 1], 2), 2)
    found = independent_difference(outcome, group, after, np.ones(8))
    assert found.estimate == close(2)
    assert found.df == 4
    # Each mean has variance (1 + 1) / 4; four of them, scaled 8 / 7.
    assert found.error == close((4 * 0.5 * 8 / 7) ** 0.5)
    assert cell_means(outcome, group, after, np.ones(8)) == close(np.array([[2, 3], [3, 6]]))


def test_linked_respondents_by_hand():
    # Changes 0 and 2 in the comparison group, 2, 3 and 4 in the programme's: 3 - 1.
    before, after = np.array([1, 1, 1, 1, 1, 5]), np.array([1, 3, 3, 4, 5, np.nan])
    found = linked_difference(before, after, np.array([0, 0, 1, 1, 1, 1]), np.ones(6))
    assert found.estimate == close(2)
    assert found.df == 3
    assert found.error == close(((2 / 4 + 2 / 9) * 5 / 4) ** 0.5)


def test_those_without_an_answer_are_left_out():
    outcome = np.append(SAMPLES["y"].to_numpy(float), np.nan)
    labels = [np.append(SAMPLES[name], 1) for name in ("group", "after")]
    found = independent_difference(outcome, *labels, np.append(SAMPLES["w"], 3.0))
    check(found, R["weighted"]["y"])


@given(FOUR, st.randoms(use_true_random=False))
def test_order_of_respondents_changes_nothing(rows, random):
    samples = independent(rows)
    assume(varies(samples))
    mixed = list(range(len(samples[0])))
    random.shuffle(mixed)
    found, again = (
        independent_difference(*s) for s in (samples, [values[mixed] for values in samples])
    )
    assert (again.estimate, again.error) == pytest.approx((found.estimate, found.error), abs=1e-9)


@given(FOUR)
def test_exchanging_groups_or_times_turns_the_sign(rows):
    outcome, group, after, weights = independent(rows)
    assume(varies((outcome, group, after, weights)))
    found = independent_difference(outcome, group, after, weights)
    for labels in ((1 - group, after), (group, 1 - after)):
        turned = independent_difference(outcome, *labels, weights)
        assert turned.estimate == pytest.approx(-found.estimate, abs=1e-9)
        assert turned.error == pytest.approx(found.error)
    assert independent_difference(outcome, after, group, weights).error == pytest.approx(
        found.error
    )


@given(FOUR, st.floats(0.01, 1000))
def test_scale_of_the_weights_does_not_matter(rows, scale):
    outcome, group, after, weights = independent(rows)
    assume(varies((outcome, group, after, weights)))
    found = independent_difference(outcome, group, after, weights)
    scaled = independent_difference(outcome, group, after, weights * scale)
    assert (scaled.estimate, scaled.error) == pytest.approx((found.estimate, found.error), abs=1e-9)


@given(FOUR)
def test_estimate_is_the_difference_of_the_changes_of_means(rows):
    samples = independent(rows)
    assume(varies(samples))
    (c0, c1), (p0, p1) = cell_means(*samples)
    assert independent_difference(*samples).estimate == pytest.approx(p1 - p0 - c1 + c0, abs=1e-9)


@given(FOUR)
def test_linked_respondents_have_the_estimate_of_independent_samples(rows):
    samples = outcome, group, after, weights = independent(rows)
    assume(varies(samples))
    first = after == 0
    pairs = outcome[first], outcome[~first], group[first], weights[first]
    assume(any(np.ptp((pairs[1] - pairs[0])[pairs[2] == g]) > 0 for g in (0, 1)))
    found = linked_difference(*pairs)
    assert found.estimate == pytest.approx(independent_difference(*samples).estimate, abs=1e-9)
    swapped = linked_difference(*pairs[:2], 1 - pairs[2], pairs[3])
    assert (swapped.estimate, swapped.error) == pytest.approx((-found.estimate, found.error))


def varies(samples) -> bool:
    outcome, group, after, _ = samples
    cells = 2 * group + after
    return any(np.ptp(outcome[cells == cell]) > 0 for cell in range(4))


class TestNotTestable:
    group, after = np.repeat([0, 1], 4), np.tile([0, 0, 1, 1], 2)

    def independent(self, outcome, weights=None):
        weights = np.ones(8) if weights is None else weights
        return independent_difference(np.array(outcome, float), self.group, self.after, weights)

    def test_a_sample_with_one_answer_is_named(self):
        reason = "the programme's group has fewer than two answers at follow-up"
        outcome = np.array([1, 2, 3, 4, 1, 2, 3, np.nan])
        with pytest.raises(NotTestable, match=reason):
            self.independent(outcome)
        with pytest.raises(NotTestable, match=reason):
            cell_means(outcome, self.group, self.after, np.ones(8))

    def test_a_comparison_group_without_a_baseline(self):
        with pytest.raises(NotTestable, match="the comparison group has .* at baseline"):
            independent_difference(
                np.arange(6.0),
                np.array([0, 0, 1, 1, 1, 1]),
                np.array([1, 1, 0, 0, 1, 1]),
                np.ones(6),
            )

    def test_every_answer_the_same(self):
        with pytest.raises(NotTestable, match="every answer is the same"):
            self.independent([3] * 8)

    def test_nothing_varies_within_the_samples(self):
        with pytest.raises(NotTestable, match="do not vary within"):
            self.independent([1, 1, 2, 2, 3, 3, 5, 5])
        with pytest.raises(NotTestable, match="do not vary within"):
            linked_difference(
                np.array([0.1, 0.3, 0.5, 0.6]),
                np.array([0.2, 0.4, 0.7, 0.8]),
                np.array([0, 0, 1, 1]),
                np.ones(4),
            )

    def test_no_linked_respondent_of_a_group(self):
        before, after = np.array([1, 2, 3, 4]), np.array([2, 2, 5, np.nan])
        reason = "the programme's group has fewer than two respondents who answered both times"
        with pytest.raises(NotTestable, match=reason):
            linked_difference(before, after, np.array([0, 0, 1, 1]), np.ones(4))

    def test_nobody_changed(self):
        scores = np.array([1, 2, 3, 4])
        with pytest.raises(NotTestable, match="nobody's answer changed"):
            linked_difference(scores, scores, np.array([0, 0, 1, 1]), np.ones(4))
        with pytest.raises(NotTestable, match="changed by the same amount"):
            linked_difference(scores / 10, scores / 10 + 0.1, np.array([0, 0, 1, 1]), np.ones(4))

    @pytest.mark.parametrize("bad", [0, -1, np.nan, np.inf])
    def test_weights_that_are_none(self, bad):
        with pytest.raises(NotTestable, match="weight"):
            self.independent(range(8), np.array([1, bad, 1, 1, 1, 1, 1, 1]))

    def test_groups_have_the_names_0_and_1(self):
        with pytest.raises(ValueError, match="called 0 and 1"):
            independent_difference(np.arange(8.0), self.group + 1, self.after, np.ones(8))
