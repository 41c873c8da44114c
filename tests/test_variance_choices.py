"""Three variances of one contrast, against R, a plain bootstrap and by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from helpers.effects import midranks
from helpers.errors import InputError
from helpers.testable import NotTestable
from helpers.variance_choices import (
    baseline_weights,
    bootstrap,
    residual_error,
    variance_choices,
)


def choices(frame, **given):
    found = variance_choices(frame["y"], frame["group"], frame["yg"], **given)
    return found.set_index("choice")


@pytest.fixture(scope="session")
def found(reference):
    """The frame of one of R's data sets."""
    return choices(reference.frame)


@pytest.mark.parametrize("choice", ["weights_fixed", "post_stratified"])
def test_r_contrast_of_means(reference, found, choice):
    field = choice.replace("post_", "post")
    expected = reference.results["poststratified_contrast"][f"svyttest_{field}"]
    row = found.loc[choice]
    assert row["mean_difference"] == pytest.approx(expected["estimate"], rel=1e-9)
    assert row["mean_t"] == pytest.approx(expected["statistic"], rel=1e-9)
    assert row["mean_p"] == pytest.approx(expected["p_value"], rel=1e-9)
    assert row["df"] == expected["df"]


def r_ranks(y, weights):
    """R's own rank, which depends on the order of the rows."""
    order = np.argsort(y, kind="stable")
    running = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    ranks = np.empty(len(y))
    ranks[order] = pd.Series(running).groupby(y[order]).transform("mean")
    return ranks


def test_r_contrast_of_ranks(reference):
    y, group, cells = (reference.frame[name].to_numpy() for name in ("y", "group", "yg"))
    weights = baseline_weights(group, cells)
    ranks = r_ranks(y, weights)
    expected = reference.results["poststratified_contrast"]["svyranktest_poststratified"]
    difference = ranks[group == 1].mean() - np.average(
        ranks[group == 0], weights=weights[group == 0]
    )
    assert difference == pytest.approx(expected["estimate"], rel=1e-9)
    error = residual_error(ranks, group, weights, cells)
    assert difference / error == pytest.approx(expected["statistic"], rel=1e-9)


def test_midranks_are_compared_as_scores_are(reference, found):
    frame = reference.frame
    y, group, cells = (frame[name].to_numpy() for name in ("y", "group", "yg"))
    weights = baseline_weights(group, cells)
    below = np.array([weights @ (np.sign(value - y) + 1) / 2 for value in y]) / weights.sum()
    as_scores = choices(frame.assign(y=below), replicates=2).loc[
        ["weights_fixed", "post_stratified"]
    ]
    for column in ("difference", "error", "t", "p"):
        expected = as_scores[f"mean_{column}"].to_numpy()
        assert found[f"midrank_{column}"].to_numpy()[:2] == pytest.approx(expected, rel=1e-9)


def test_the_difference_is_the_same_and_only_its_error_is_not(found):
    for outcome in ("mean", "midrank"):
        assert found[f"{outcome}_difference"].nunique() == 1
        assert found[f"{outcome}_error"].nunique() == 3
        ratio = found[f"{outcome}_difference"] / found[f"{outcome}_error"]
        assert ratio.tolist() == pytest.approx(found[f"{outcome}_t"].tolist())
        expected = 2 * t.sf(ratio.abs(), found["df"])
        assert found[f"{outcome}_p"].tolist() == pytest.approx(expected.tolist())
    assert found["replicates"].tolist() == [0, 0, 999]


def plain_bootstrap(y, group, cells, replicates):
    """The same by hand: respondents drawn one by one, weighted, compared."""
    rng, differences = np.random.default_rng(99), []
    for _ in range(replicates):
        picks = [rng.choice(np.flatnonzero(group == g), (group == g).sum() - 1) for g in (0, 1)]
        wanted, present = (pd.Series(cells[p]).value_counts(normalize=True) for p in picks[::-1])
        weights = pd.Series(cells[picks[0]]).map(wanted / present).fillna(0).to_numpy()
        weights = weights * (group == 0).sum() / weights.sum()
        both = np.concatenate([weights, np.full(len(picks[1]), (group == 1).sum() / len(picks[1]))])
        ranks = np.split(midranks(np.concatenate([y[p] for p in picks]), both), [len(weights)])
        differences.append(
            [y[picks[1]].mean() - np.average(y[picks[0]], weights=weights)]
            + [ranks[1].mean() - np.average(ranks[0], weights=weights)]
        )
    return np.array(differences)


def test_bootstrap_as_drawn_one_by_one(reference):
    data, n = [reference.frame[name].to_numpy() for name in ("y", "group", "yg")], 400
    slow, fast = plain_bootstrap(*data, n), bootstrap(*data, 20_000, 1).differences
    spread = fast.std(axis=0)
    assert slow.std(axis=0) / spread == pytest.approx([1, 1], abs=4 / np.sqrt(2 * n))
    assert (slow.mean(axis=0) - fast.mean(axis=0)) / spread == pytest.approx(
        [0, 0], abs=4 / np.sqrt(n)
    )


def test_bootstrap_of_one_cell_has_the_variance_of_two_means():
    y, group = np.array([1.0, 2, 3, 5, 2, 4, 5]), np.array([0, 0, 0, 0, 1, 1, 1])
    drawn = bootstrap(y, group, np.ones(7), replicates=40_000, seed=2)
    expected = sum(np.var(y[group == g], ddof=1) / (group == g).sum() for g in (0, 1))
    assert drawn.differences[:, 0].var() == pytest.approx(expected, rel=0.04)
    assert drawn.with_empty_cell == 0


def test_a_seed_fixes_the_bootstrap(reference):
    one, again, other = (
        choices(reference.frame, replicates=50, seed=seed).loc["bootstrap", "mean_error"]
        for seed in (1, 1, 2)
    )
    assert one == again != other


def test_a_cell_that_nobody_was_drawn_from_is_left_out():
    # One of five at baseline is alone in its cell and in four draws is missed in (4/5)^4.
    y, group = np.array([5.0, 1, 2, 1, 2, 4, 4, 5]), np.array([0, 0, 0, 0, 0, 1, 1, 1])
    cells = np.array(["a", "b", "b", "b", "b", "a", "a", "b"])
    drawn = bootstrap(y, group, cells, replicates=20_000, seed=3)
    followup_has_it = 1 - (1 / 3) ** 2
    assert drawn.with_empty_cell / 20_000 == pytest.approx(0.8**4 * followup_has_it, abs=0.02)
    # Drawn twice from "a" only, the follow-up shares no cell with a baseline of "b" only.
    nothing_in_common = (1 - 1 / 3) ** 2 * 0.8**4 + (1 / 3) ** 2 * 0.2**4
    assert len(drawn.differences) / 20_000 == pytest.approx(1 - nothing_in_common, abs=0.02)


def test_residuals_by_hand():
    # Baseline a: 1, 3 and b: 2, 2 and follow-up a: 4, 5 and b: 3, 3: only cells "a" vary.
    y = np.array([1.0, 3, 2, 2, 4, 5, 3, 3])
    group, cells = np.repeat([0, 1], 4), np.array(list("aabbaabb"))
    error = residual_error(y, group, np.ones(8), cells)
    assert error == pytest.approx(np.sqrt(8 / 7 * (2 * (1 / 4) ** 2 + 2 * (0.5 / 4) ** 2)))


def test_no_opinion_counts_for_the_profile_only():
    y = np.array([1.0, 3, 2, np.nan, 4, 5, 3, 3])
    group, cells = np.repeat([0, 1], 4), np.array(list("aabbaaab"))
    found = variance_choices(y, group, cells, replicates=20).set_index("choice")
    # Weights 1.5 in "a" and 0.5 in "b", from all eight; the mean is over those who answered.
    baseline = (1.5 * 1 + 1.5 * 3 + 0.5 * 2) / 3.5
    assert found["mean_difference"].tolist() == pytest.approx([15 / 4 - baseline] * 3)
    assert found["df"].tolist() == [5] * 3
    away = np.array([1.5 * (1 - 2), 1.5 * (3 - 2), 0, 0]) / 3.5
    later = np.array([4 - 3.75, 5 - 3.75, 3 - 3.75, 3 - 3.75]) / 4
    later[:3] -= later[:3].mean()
    later[3] = 0
    expected = np.sqrt(7 / 6 * ((away**2).sum() + (later**2).sum()))
    assert found.loc["post_stratified", "mean_error"] == pytest.approx(expected)


def test_scores_that_the_cells_decide():
    group, cells = np.repeat([0, 1], 6), np.array(list("aaabbbaabbbb"))
    y = np.where(cells == "a", 2.0, 4.0)
    found = variance_choices(y, group, cells, replicates=50).set_index("choice")
    without = found.loc[["post_stratified", "bootstrap"]]
    assert (without["reason"] == "the answers do not vary within the cells").all()
    assert without[["mean_error", "mean_t", "mean_p", "midrank_p"]].isna().all(axis=None)
    assert found.loc["weights_fixed", "reason"] == ""
    assert found.loc["weights_fixed", "mean_p"] > 0.9


def test_order_of_rows_and_names_of_cells_change_nothing(reference, found):
    shuffled = reference.frame.sample(frac=1, random_state=4)
    again = choices(shuffled.assign(yg="Year " + shuffled["yg"].astype(str)))
    pd.testing.assert_frame_equal(again, found, rtol=1e-9)


def test_a_cell_on_one_side_only_is_named():
    with pytest.raises(InputError, match="cell 'c' is in the target and has nobody"):
        variance_choices([1, 2, 3, 1, 2], [0, 0, 0, 1, 1], list("aaaac"))


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([3, 3, 3, 3, 3, 3], "every answer is the same"),
        ([3, 3, 3, 4, 4, 4], "the answers do not vary within the groups"),
        ([1, 2, 3, np.nan, np.nan, 4], "one of the groups has fewer than two answers"),
    ],
)
def test_too_little_to_test(scores, reason):
    with pytest.raises(NotTestable, match=f"^{reason}$"):
        variance_choices(scores, [0, 0, 0, 1, 1, 1], list("ababab"))
