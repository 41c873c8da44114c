"""Matching on the propensity score: scores, pairs, balance and what was lost."""

import numpy as np
import pandas as pd
import pytest
from conftest import REFERENCE
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from helpers.matching import (
    CALIPER,
    SCORE,
    Pairs,
    balance,
    losses,
    matched_difference,
    nearest_pairs,
    propensity_scores,
)
from helpers.testable import NotTestable

COVARIATES = ["fsm", "eth", "area", "expy"]
CALIPERS = {"nearest": None, "nearest_caliper0.2sd": CALIPER}
# A treated or control respondent: whether treated, a score in few steps (so with ties).
PEOPLE = st.lists(st.tuples(st.booleans(), st.integers(1, 12)), min_size=4, max_size=40)


def close(expected):
    return pytest.approx(expected, rel=1e-9, abs=1e-12)


class Study:
    """One of R's data sets with our scores and pairs for it."""

    def __init__(self, reference, method="nearest"):
        self.name = reference.results["dataset"]
        self.expected = reference.results["matchit"]
        self.frame = reference.frame.set_index("id")
        self.covariates = self.frame[COVARIATES]
        self.treated = (self.frame["group"] == 1).to_numpy()
        self.scores = propensity_scores(self.covariates, self.treated)
        self.pairs = nearest_pairs(self.scores, self.treated, CALIPERS[method])

    def identifiers(self) -> set[tuple[int, int]]:
        names = self.frame.index
        return set(zip(names[self.pairs.treated], names[self.pairs.control], strict=True))


@pytest.fixture
def study(reference):
    return Study(reference)


@pytest.fixture(params=CALIPERS)
def either(reference, request):
    """Both methods in turn: the study and R's results of the method."""
    study = Study(reference, request.param)
    return study, study.expected[request.param]


class TestAgainstR:
    def test_scores(self, study):
        expected = study.expected["ps_glm"]
        assert study.scores.iloc[:10].tolist() == close(expected["first10"])
        b = expected["coefficients"]
        predictor = b["(Intercept)"] + b["expy"] * study.frame["expy"]
        for item in ("fsm", "eth", "area"):
            predictor += [b.get(f"{item}{response}", 0.0) for response in study.frame[item]]
        # R stops at a change of the deviance of 1e-8, so its coefficients are that good.
        assert study.scores.to_numpy() == pytest.approx(1 / (1 + np.exp(-predictor)), rel=1e-9)

    def test_pairs(self, study):
        rows = pd.read_csv(REFERENCE / f"{study.name}_pairs_nearest.csv")
        wanted = set(zip(rows["t"], rows["c"], strict=True))
        assert study.identifiers() == wanted

    def test_distance_within_pairs(self, study):
        expected = study.expected["nearest"]["mean_abs_distance_within_pairs"]
        assert study.pairs.distance.mean() == close(expected)

    def test_who_is_matched(self, either):
        study, expected = either
        names = study.frame.index
        assert len(study.pairs) == expected["n"]["Matched"]["treated"]
        if "sum_treated_ids_matched" in expected:
            assert sum(names[study.pairs.treated]) == expected["sum_treated_ids_matched"]
        assert sum(names[study.pairs.control]) == expected["sum_control_ids_matched"]

    def test_losses(self, either):
        study, expected = either
        rows = losses(study.scores, study.treated, study.pairs).set_index("group")
        for group, row in rows.iterrows():
            wanted = [expected["n"][name][group] for name in ("All", "Matched", "Unmatched")]
            assert row[["respondents", "matched", "unmatched"]].tolist() == wanted
            assert row["effective"] == close(expected["n"]["Matched (ESS)"][group])

    def test_balance(self, either):
        study, expected = either
        rows = balance(study.covariates, study.scores, study.treated, study.pairs)
        number = rows["response"] == "mean"
        names = rows["item"] + rows["response"].where(~number, "")
        names = names.replace({SCORE: "distance"})
        assert list(names) == list(expected["before"])
        before = np.array(list(expected["before"].values()))
        assert rows["before"].to_numpy() == pytest.approx(before, rel=1e-9, abs=1e-12)
        after = np.array(list(expected["after"].values()))
        assert rows["after"].to_numpy() == pytest.approx(after, rel=1e-9, abs=1e-11)

    def test_outcome_difference(self, study):
        found = matched_difference(study.frame["y"], study.pairs)
        expected = study.expected["nearest"]["outcome_diff_paired"]
        assert found.estimate == pytest.approx(expected, rel=1e-9)


class TestByHand:
    def test_scores_of_one_binary_covariate_are_the_shares(self):
        # Of 4 rural 1 is treated, of 5 urban 3.
        area = pd.DataFrame({"area": ["rural"] * 4 + ["urban"] * 5})
        treated = np.array([1, 0, 0, 0, 1, 1, 1, 0, 0], bool)
        assert propensity_scores(area, treated).tolist() == close([0.25] * 4 + [0.6] * 5)

    def test_columns_that_say_the_same_change_no_score(self):
        years = pd.DataFrame({"years": [1.0, 2.0, 4.0, 7.0, 3.0, 9.0]})
        treated = np.array([0, 1, 0, 1, 0, 0], bool)
        more = years.assign(months=years["years"] * 12, country="England")
        assert propensity_scores(more, treated).tolist() == close(
            propensity_scores(years, treated).tolist()
        )

    def test_the_largest_score_chooses_first(self):
        # 0.8 takes 0.7, its nearest; 0.6 would have been nearer to that than to its 0.45.
        scores = pd.Series([0.6, 0.8, 0.45, 0.7, 0.1], index=list("abcde"))
        pairs = nearest_pairs(scores, np.array([1, 1, 0, 0, 0], bool))
        assert list(zip(pairs.treated, pairs.control, strict=True)) == [(1, 3), (0, 2)]
        assert pairs.distance == close([0.1, 0.15])

    def test_ties_go_by_score_then_by_identifier(self):
        # In order the scores are u 0.2, c 0.4, z 0.4, t 0.5, a 0.6, b 0.6: of c, z, a and b,
        # all as near to t, those below come first, and of them z stands next to it.
        scores = pd.Series([0.5, 0.2, 0.6, 0.4, 0.4, 0.6], index=["t", "u", "a", "z", "c", "b"])
        pairs = nearest_pairs(scores, np.array([1, 1, 0, 0, 0, 0], bool))
        assert list(scores.index[pairs.control]) == ["z", "c"]

    def test_a_caliper_leaves_out_and_goes_on(self):
        # All scores have the standard deviation 0.3 (the treated alone 0.38), and the largest
        # is 0.36 from its nearest control.
        scores = pd.Series([0.9, 0.3, 0.3, 0.5, 0.0], index=list("abcde"))
        scores = scores * 0.3 / scores.std()
        pairs = nearest_pairs(scores, np.array([1, 1, 0, 0, 0], bool), caliper=1.0)
        assert list(zip(pairs.treated, pairs.control, strict=True)) == [(1, 2)]
        rows = losses(scores, np.array([1, 1, 0, 0, 0], bool), pairs).set_index("group")
        assert rows.loc["treated"].tolist() == [2, 1, 1, 1.0, 1]
        assert rows.loc["control"].tolist() == [3, 1, 2, 1.0, 1]

    def test_more_treated_than_controls(self):
        scores = pd.Series([0.9, 0.7, 0.5, 0.6, 0.4], index=list("abcde"))
        pairs = nearest_pairs(scores, np.array([1, 1, 1, 0, 0], bool))
        assert list(pairs.treated) == [0, 1]

    def test_balance(self):
        # Years: treated 1, 3, 5 (SD 2), controls 2, 4, 9; matched 3 and 5 with 2 and 4.
        covariates = pd.DataFrame({"years": [1, 3, 5, 2, 4, 9], "phase": list("aabbba")})
        treated = np.array([1, 1, 1, 0, 0, 0], bool)
        pairs = Pairs(np.array([1, 2]), np.array([3, 4]), np.zeros(2))
        scores = pd.Series(np.linspace(0.1, 0.6, 6))
        rows = balance(covariates, scores, treated, pairs).set_index(["item", "response"])
        assert rows.loc[("years", "mean")].tolist() == close([(3 - 5) / 2, (4 - 3) / 2])
        spread = (2 / 3 * 1 / 3) ** 0.5
        assert rows.loc[("phase", "a")].tolist() == close([1 / 3 / spread, 0.5 / spread])
        assert rows.loc[("phase", "b")].tolist() == close([-1 / 3 / spread, -0.5 / spread])

    def test_balance_where_the_treated_are_all_alike(self):
        covariates = pd.DataFrame({"years": [0.1, 0.1, 0.1, 2.1], "country": ["England"] * 4})
        treated = np.array([1, 1, 0, 0], bool)
        pairs = Pairs(np.array([0]), np.array([3]), np.zeros(1))
        scores = pd.Series([0.4, 0.5, 0.4, 0.6])
        rows = balance(covariates, scores, treated, pairs).set_index(["item", "response"])
        # The pooled variance is (0 + 2) / 2.
        assert rows.loc[("years", "mean")].tolist() == close([-1, -2])
        assert rows.loc[("country", "England")].tolist() == [0, 0]

    def test_outcome_difference_is_a_paired_t_test(self):
        outcome = np.array([5, 4, 4, np.nan, 1, 4, 2, 3])
        pairs = Pairs(np.array([0, 1, 2, 3]), np.array([4, 5, 6, 7]), np.zeros(4))
        found = matched_difference(outcome, pairs)
        expected = ttest_rel([5, 4, 4], [1, 4, 2])
        assert (found.estimate, found.df) == close((2, 2))
        assert (found.statistic, found.p) == close((expected.statistic, expected.pvalue))
        assert found.interval(0.95) == close(tuple(expected.confidence_interval(0.95)))


def slow_pairs(scores, treated, width):
    """Greedy matching by looking at every control: the same rule, written another way."""
    free = sorted(scores.index[~treated])
    found = []
    for name in sorted(scores.index[treated], key=lambda one: (-scores[one], one)):
        if not free:
            break
        distances = {one: round(abs(scores[one] - scores[name]), 12) for one in free}
        near = [one for one in free if distances[one] == min(distances.values())]
        below = [one for one in near if scores[one] < scores[name]]
        taken = below[-1] if below else near[0]
        if distances[taken] <= width:
            found.append((name, taken))
            free.remove(taken)
    return found


def drawn(people):
    treated = np.array([one[0] for one in people])
    scores = pd.Series([one[1] / 13 for one in people], [f"r{n:02}" for n in range(len(people))])
    assume(2 <= treated.sum() <= len(people) - 2)
    overlap = scores[treated].min() <= scores[~treated].max()
    assume(overlap and scores[treated].max() >= scores[~treated].min())
    return scores, treated


@given(PEOPLE, st.sampled_from([None, 0.5, 5.0]))
def test_pairs_are_those_of_looking_at_every_control(people, caliper):
    scores, treated = drawn(people)
    wanted = slow_pairs(scores, treated, np.inf if caliper is None else caliper * scores.std())
    assume(wanted)
    pairs = nearest_pairs(scores, treated, caliper)
    names = scores.index
    assert list(zip(names[pairs.treated], names[pairs.control], strict=True)) == wanted


@given(PEOPLE, st.randoms(use_true_random=False))
def test_order_of_respondents_changes_nothing(people, random):
    scores, treated = drawn(people)
    mixed = list(range(len(scores)))
    random.shuffle(mixed)
    found, again = nearest_pairs(scores, treated), nearest_pairs(scores.iloc[mixed], treated[mixed])
    for side in ("treated", "control"):
        first, second = getattr(found, side), getattr(again, side)
        assert list(scores.index[first]) == list(scores.iloc[mixed].index[second])


@given(PEOPLE, st.randoms(use_true_random=False))
def test_identifiers_decide_only_among_equal_scores(people, random):
    scores, treated = drawn(people)
    names = list(scores.index)
    random.shuffle(names)
    found, again = nearest_pairs(scores, treated), nearest_pairs(scores.set_axis(names), treated)
    for side in ("treated", "control"):
        first, second = getattr(found, side), getattr(again, side)
        assert list(scores.iloc[first]) == list(scores.iloc[second])


@given(st.randoms(use_true_random=False))
def test_order_of_respondents_changes_no_score_and_no_pair(random):
    covariates, treated = cohort(random)
    mixed = list(range(len(treated)))
    random.shuffle(mixed)
    first = propensity_scores(covariates, treated)
    second = propensity_scores(covariates.iloc[mixed], treated[mixed])
    assert second[first.index].to_numpy() == pytest.approx(first.to_numpy(), rel=1e-10)
    names = [
        set(zip(scores.index[pairs.treated], scores.index[pairs.control], strict=True))
        for scores, pairs in (
            (first, nearest_pairs(first, treated)),
            (second, nearest_pairs(second, treated[mixed])),
        )
    ]
    assert names[0] == names[1]


@given(st.randoms(use_true_random=False))
def test_exchanging_the_groups_turns_scores_and_differences(random):
    covariates, treated = cohort(random)
    scores, other = propensity_scores(covariates, treated), propensity_scores(covariates, ~treated)
    assert other.to_numpy() == pytest.approx(1 - scores.to_numpy(), rel=1e-9)
    pairs = nearest_pairs(scores, treated)
    turned = Pairs(pairs.control, pairs.treated, pairs.distance)
    outcome = np.array([random.randint(1, 5) for _ in treated])
    assume(np.ptp(outcome[pairs.treated] - outcome[pairs.control]) > 0)
    one, two = matched_difference(outcome, pairs), matched_difference(outcome, turned)
    assert (two.estimate, two.error, two.p) == close((-one.estimate, one.error, one.p))


def cohort(random):
    """Sixty respondents with three covariates, one in three treated."""
    covariates = pd.DataFrame(
        {
            "area": [random.choice(["rural", "urban"]) for _ in range(60)],
            "fsm": [random.choice(["higher", "lower", "same"]) for _ in range(60)],
            "years": [random.randint(0, 30) for _ in range(60)],
        },
        index=[f"r{n:02}" for n in range(60)],
    )
    treated = np.array([random.random() < 0.35 for _ in range(60)])
    levels = covariates.groupby(treated)[["area", "fsm"]].nunique()
    assume(len(levels) == 2 and (levels.to_numpy() == [2, 3]).all())
    return covariates, treated


class TestNotTestable:
    treated = np.array([1, 1, 1, 0, 0, 0], bool)

    def refused(self, match, treated=None, **columns):
        with pytest.raises(NotTestable, match=match):
            propensity_scores(
                pd.DataFrame(columns), self.treated if treated is None else np.array(treated, bool)
            )

    def test_a_group_of_one(self):
        self.refused("fewer than two", [1, 0, 0, 0, 0, 0], years=range(6))
        with pytest.raises(NotTestable, match="fewer than two"):
            nearest_pairs(pd.Series([0.1, 0.2, 0.3]), np.array([1, 0, 0], bool))

    def test_a_response_of_one_group_only_is_named(self):
        self.refused(
            r"separate the two groups: area \(coast\)$",
            area=["coast", "rural", "urban", "urban", "rural", "rural"],
            years=[1, 5, 2, 4, 6, 3],
        )

    def test_a_number_that_separates_is_named(self):
        area = ["rural", "urban"] * 3
        self.refused("separate the two groups: years$", area=area, years=[7, 9, 8, 1, 6, 3])
        self.refused("separate the two groups: years$", area=area, years=[7, 9, 8, 1, 7, 3])

    def test_covariates_that_separate_together(self):
        # Neither alone, but years and months taken together: treated have the larger sum.
        years, months = [1, 5, 9, 0, 4, 8], [3, 3, 3, 1, 1, 1]
        tilted = [m - y for m, y in zip(months, years, strict=True)]
        self.refused("separate the two groups: all together", years=years, tilted=tilted)

    def test_missing_covariates_are_named(self):
        self.refused(
            r"missing for some respondents: area \(1\), years \(2\)",
            area=["rural", None, "urban", "urban", "rural", "urban"],
            years=[1, np.nan, 2, np.inf, 4, 5],
        )

    def test_no_covariate_varies(self):
        self.refused("no covariate differs", country=["England"] * 6, years=[0.1] * 6)

    @pytest.mark.parametrize("scores", [[0.9, 0.8, 0.3, 0.2], [0.2, 0.3, 0.8, 0.9]])
    def test_no_overlap(self, scores):
        with pytest.raises(NotTestable, match="do not overlap"):
            nearest_pairs(pd.Series(scores), np.array([1, 1, 0, 0], bool))

    def test_a_caliper_that_matches_nobody(self):
        scores = pd.Series([0.9, 0.5, 0.7, 0.3])
        treated = np.array([1, 1, 0, 0], bool)
        assert len(nearest_pairs(scores, treated)) == 2
        with pytest.raises(NotTestable, match="caliper of 0.2 standard deviations matches nobody"):
            nearest_pairs(scores, treated, CALIPER)

    def test_outcomes_that_bear_no_test(self):
        pairs = Pairs(np.array([0, 1]), np.array([2, 3]), np.zeros(2))
        with pytest.raises(NotTestable, match="fewer than two matched pairs"):
            matched_difference(np.array([1, np.nan, 2, 3]), pairs)
        with pytest.raises(NotTestable, match="same in every matched pair"):
            matched_difference(np.array([0.3, 0.4, 0.1, 0.2]), pairs)
