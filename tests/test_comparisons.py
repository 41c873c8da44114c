"""Comparisons: by hand, against scipy, statsmodels and R, and what cannot be tested."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.chi_squared import rao_scott
from helpers.comparisons import (
    COLUMNS,
    chi_squared,
    compare,
    compare_adjusted,
    mean_test,
    midranks,
    ordinal_test,
    share_test,
)
from helpers.declared import declared
from helpers.errors import InputError
from helpers.items import Item, Response, Scale
from helpers.testable import NotTestable

SEEDS = st.integers(0, 9999)


def drawn(seed: int, n: int, tilt: float = 0.0):
    """Answers of n respondents drawn at random, those in five that have none, and weights."""
    draw = np.random.default_rng(seed)
    chances = np.array([1, 2, 3, 3 + tilt, 2 + tilt])
    answers = [int(a) for a in draw.choice([1, 2, 3, 4, 5], n, p=chances / chances.sum())]
    for place, other in zip(range(0, n, 5), ["dont_know", None, "no_answer"] * n, strict=False):
        answers[place] = other
    return answers, draw.uniform(0.2, 3, n)


@pytest.fixture(scope="session")
def pair(make_sample):
    """A function: two samples of a seed, with differing weights."""

    def make(seed: int, n: int = 30, m: int = 25):
        return make_sample(*drawn(seed, n, 2.0)), make_sample(*drawn(seed + 10_000, m))

    return make


def numbers(result) -> list[float]:
    return [result.estimate, result.error, result.df, result.p]


TESTS = {
    "mean": mean_test,
    "ordinal": ordinal_test,
    "share": lambda here, there, item: share_test(here, there, item, item.headline),
}


@pytest.fixture(params=TESTS, scope="session")
def test_of(request):
    """Each test of a difference in turn: a function of two samples and an item."""
    return TESTS[request.param]


# --- by hand --------------------------------------------------------------------------------


def test_the_difference_is_the_sample_less_the_other(make_sample, five_point):
    # Means 4.5 and 2; residuals -.5 .5 and -1 1: variance 4/3 * (0.5 / 4 + 2 / 4) = 5 / 6.
    found = mean_test(make_sample([4, 5]), make_sample([1, 3]), five_point)
    assert numbers(found)[:3] == pytest.approx([2.5, (5 / 6) ** 0.5, 2], rel=1e-12)


def test_those_without_an_opinion_are_left_out_of_scores_and_stay_in_n(make_sample, five_point):
    answers = ["dont_know", 4, 5, "prefer_not_to_say", None, "no_answer"]
    found = mean_test(make_sample(answers), make_sample([1, 3]), five_point)
    without = mean_test(make_sample([4, 5]), make_sample([1, 3]), five_point)
    assert (found.estimate, found.df) == (without.estimate, without.df)
    # Eight respondents in the design against four: n / (n - 1) is 8/7 and not 4/3.
    assert found.error == pytest.approx(without.error * (8 / 7 * 3 / 4) ** 0.5, rel=1e-12)


def test_dont_know_stays_in_the_base_of_shares(make_sample, five_point):
    # 1 of 3 against 2 of 2 less nobody: 1/3 - 1/2.
    here, there = make_sample(["dont_know", 4, 1, None]), make_sample([5, 2, "no_answer"])
    assert share_test(here, there, five_point, ["5", "4"]).estimate == pytest.approx(-1 / 6)


def test_midranks_by_hand(make_sample, five_point):
    # Pooled weight 8: 1 has 2, 3 has 1 + 3 = 4, 5 has 2. Ranks 1/8, (2 + 2)/8, (6 + 1)/8.
    here, there = make_sample([3, 5, None], [1, 2, 9]), make_sample([1, 3], [2, 3])
    found = midranks(here, there, five_point)
    np.testing.assert_allclose(found, [4 / 8, 7 / 8, np.nan, 1 / 8, 4 / 8], rtol=1e-14)


def test_an_ordinal_difference_by_hand(make_sample, five_point):
    # Weighted means of those ranks: (1 * 4 + 2 * 7) / 24 = 0.75 and (2 * 1 + 3 * 4) / 40 = 0.35.
    here, there = make_sample([3, 5, None], [1, 2, 9]), make_sample([1, 3], [2, 3])
    assert ordinal_test(here, there, five_point).estimate == pytest.approx(0.4, rel=1e-12)


# --- what must not matter -----------------------------------------------------------------------


@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(
    pair, make_sample, five_point, test_of, seed, random
):
    here, there = pair(seed)

    def shuffled(sample):
        order = random.sample(range(len(sample)), len(sample))
        return replace(
            sample, answers=sample.answers.iloc[order], weights=sample.weights.iloc[order]
        )

    before = numbers(test_of(here, there, five_point))
    assert numbers(test_of(shuffled(here), shuffled(there), five_point)) == pytest.approx(before)
    chi = chi_squared(here, there, five_point)
    assert chi_squared(shuffled(here), shuffled(there), five_point) == pytest.approx(chi)


@given(SEEDS, st.floats(0.01, 100))
def test_the_scale_of_all_weights_does_not_matter(pair, five_point, test_of, seed, factor):
    here, there = pair(seed)
    heavier = [replace(sample, weights=sample.weights * factor) for sample in (here, there)]
    before = numbers(test_of(here, there, five_point))
    assert numbers(test_of(*heavier, five_point)) == pytest.approx(before, rel=1e-8)
    chi = chi_squared(here, there, five_point)
    assert chi_squared(*heavier, five_point) == pytest.approx(chi, rel=1e-8)


@given(SEEDS)
def test_groups_that_change_places_change_the_sign_only(pair, five_point, test_of, seed):
    here, there = pair(seed)
    estimate, *others = numbers(test_of(here, there, five_point))
    turned, *turned_others = numbers(test_of(there, here, five_point))
    assert turned == pytest.approx(-estimate, rel=1e-9, abs=1e-12)
    assert turned_others == pytest.approx(others)
    chi = chi_squared(here, there, five_point)
    assert chi_squared(there, here, five_point) == pytest.approx(chi)


@given(SEEDS)
def test_a_reversed_item_changes_the_sign_of_scores_only(pair, five_point, seed):
    here, there = pair(seed)
    turned = replace(five_point, reversed=True)
    for test in (mean_test, ordinal_test):
        estimate, *others = numbers(test(here, there, five_point))
        assert numbers(test(here, there, turned)) == pytest.approx([-estimate, *others])


@given(SEEDS, st.lists(st.floats(0.01, 50), min_size=5, max_size=5))
def test_the_ordinal_test_knows_the_order_of_scores_only(pair, five_point, seed, steps):
    here, there = pair(seed)
    scores = dict(zip("12345", np.cumsum(steps), strict=True))
    responses = {
        key: replace(response, score=float(scores[key]))
        for key, response in five_point.scale.responses.items()
    }
    stretched = replace(five_point, scale=replace(five_point.scale, responses=responses))
    before = numbers(ordinal_test(here, there, five_point))
    assert numbers(ordinal_test(here, there, stretched)) == pytest.approx(before)


@given(SEEDS, st.permutations("12345"))
def test_chi_squared_does_not_know_the_order_of_responses(pair, five_point, seed, order):
    here, there = pair(seed)
    renamed = dict(zip("12345", order, strict=True))
    moved = [replace(s, answers=s.answers.replace(renamed)) for s in (here, there)]
    chi = chi_squared(here, there, five_point)
    assert chi_squared(*moved, five_point) == pytest.approx(chi, rel=1e-8)


@given(SEEDS, st.floats(0.1, 0.9))
def test_a_respondent_in_two_halves_changes_no_estimate(
    pair, make_sample, five_point, test_of, seed, part
):
    here, there = pair(seed)
    answers = [*here.answers["y"], here.answers["y"].iloc[-1]]
    weights = [*here.weights[:-1], *(here.weights.iloc[-1] * np.array([part, 1 - part]))]
    split = make_sample(answers, weights)
    before = test_of(here, there, five_point).estimate
    assert test_of(split, there, five_point).estimate == pytest.approx(before, rel=1e-9, abs=1e-12)


def test_two_halves_are_taken_for_two_respondents(pair, make_sample, five_point, test_of):
    here, there = pair(3)
    answers, weights = [*here.answers["y"], here.answers["y"].iloc[-1]], here.weights.to_numpy()
    split = make_sample(answers, [*weights[:-1], *(weights[-1] * np.array([0.5, 0.5]))])
    before, after = test_of(here, there, five_point), test_of(split, there, five_point)
    assert (after.df, after.error < before.error) == (before.df + 1, True)


def sampled(make_sample, answers, weights, seed: int, kinds, turn=None, names="{}", factor=1.0):
    """A sample of a design that a seed gives; `turn` is the order of its rows."""
    n = len(answers)
    turn = np.arange(n) if turn is None else turn
    school = np.concatenate([np.arange(8), np.random.default_rng(seed).integers(0, 8, n - 8)])
    labels = {"strata": school % 2, "clusters": school}
    given = {kind: [names.format(x) for x in labels[kind][turn]] for kind in kinds}
    weights = np.asarray(weights)[turn] * factor
    return make_sample([answers[i] for i in turn], weights, **given)


KINDS = st.sampled_from([("strata",), ("clusters",), ("strata", "clusters")])


@given(SEEDS, KINDS, st.floats(0.01, 100))
def test_order_scale_and_names_of_a_design_do_not_matter(
    make_sample, five_point, test_of, seed, kinds, factor
):
    made = [(*drawn(seed, 40), seed), (*drawn(seed + 1, 35), seed + 1)]
    before = [sampled(make_sample, *one, kinds) for one in made]
    turns = [np.random.default_rng(seed).permutation(len(one[0])) for one in made]
    after = [
        sampled(make_sample, *one, kinds, turn, "of {}", factor)
        for one, turn in zip(made, turns, strict=True)
    ]
    wanted = numbers(test_of(*before, five_point))
    assert numbers(test_of(*after, five_point)) == pytest.approx(wanted, rel=1e-7)
    turned = numbers(test_of(*after[::-1], five_point))
    assert turned == pytest.approx([-wanted[0], *wanted[1:]], rel=1e-7)
    chi = chi_squared(*before, five_point)
    assert chi_squared(*after, five_point) == pytest.approx(chi, rel=1e-7)


@given(SEEDS, st.floats(0.1, 0.9))
def test_a_respondent_in_two_halves_of_a_cluster_changes_nothing(
    make_sample, five_point, test_of, seed, part
):
    there = sampled(make_sample, *drawn(seed + 1, 35), seed + 1, ("clusters",))
    (answers, weights), school = drawn(seed, 40), np.arange(40) % 9
    whole = make_sample(answers, weights, clusters=list(school))
    weights = [*weights[:-1], weights[-1] * part, weights[-1] * (1 - part)]
    split = make_sample([*answers, answers[-1]], weights, clusters=[*school, school[-1]])
    before = numbers(test_of(whole, there, five_point))
    assert numbers(test_of(split, there, five_point)) == pytest.approx(before, rel=1e-7)


# --- other programs, without weights -------------------------------------------------------------


def plain(seed: int, n: int) -> list[int]:
    return [int(a) for a in np.random.default_rng(seed).integers(1, 6, n)]


@pytest.mark.parametrize("seed", range(5))
def test_the_t_test_is_welchs_with_another_small_sample_factor(make_sample, five_point, seed):
    """Of groups of m it divides by m where Welch divides by m - 1, and scales n / (n - 1)."""
    m = 20
    here, there = plain(seed, m), plain(seed + 50, m)
    welch = stats.ttest_ind(here, there, equal_var=False).statistic
    found = mean_test(make_sample(here), make_sample(there), five_point)
    n = 2 * m
    assert found.statistic == pytest.approx(welch / (n / (n - 1) * (m - 1) / m) ** 0.5, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_ordinal_difference_is_that_of_mann_and_whitney(make_sample, five_point, seed):
    """U over the number of pairs is the chance to be higher, half of ties with it."""
    here, there = plain(seed, 20), plain(seed + 50, 31)
    u = stats.mannwhitneyu(here, there).statistic
    found = ordinal_test(make_sample(here), make_sample(there), five_point)
    assert found.estimate == pytest.approx(u / (20 * 31) - 0.5, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_chi_squared_is_pearsons_over_its_degrees(make_sample, five_point, seed):
    here, there = plain(seed, 60), plain(seed + 50, 50)
    table = pd.crosstab(np.repeat([0, 1], [60, 50]), here + there)
    pearson = stats.chi2_contingency(table, correction=False)
    f, df, df_below, p = chi_squared(make_sample(here), make_sample(there), five_point)
    assert df == pytest.approx(pearson.dof, rel=1e-9)
    assert f == pytest.approx(pearson.statistic / pearson.dof * 109 / 110, rel=1e-9)
    assert df_below == pytest.approx(df * 109, rel=1e-12)
    assert p == pytest.approx(stats.f.sf(f, df, df_below), rel=1e-9)


def test_dont_know_is_a_response_in_the_sensitivity_check(make_sample, five_point):
    here, there = make_sample([1, 2, "dont_know", 2] * 5), make_sample([1, 2, 2, None] * 5)
    without = chi_squared(here, there, five_point)
    with_them = chi_squared(here, there, five_point, opinions=False)
    named = ["1", "2", "dont_know", "2"] * 5 + ["1", "2", "2"] * 5
    answered = declared(np.ones(40)).domain(np.arange(35))
    wanted = rao_scott(np.repeat([1, 0], [20, 15]), np.array(named), answered, degf=39)
    assert with_them == pytest.approx(wanted)
    assert without[1] == pytest.approx(1) and with_them[1] > 1


# --- R ------------------------------------------------------------------------------------------


@pytest.fixture(params=["weighted", "stratified"])
def groups(request, reference, make_sample):
    """Group 1 and group 0 of a data set as samples of their design, and R's results."""
    made = []
    for frame in (reference.group(1), reference.group(0)):
        strata = frame["stratum"].tolist() if request.param == "stratified" else None
        made.append(make_sample(frame["y"].tolist(), frame["w"], strata=strata))
    return *made, reference.results[request.param]


def agrees(found, wanted: dict) -> None:
    mine = (found.estimate, found.statistic, found.df, found.p)
    theirs = [wanted[key] for key in ("estimate", "statistic", "df", "p_value")]
    assert mine == pytest.approx(theirs, rel=1e-9)


FIELDS = [
    ("mean", "svyttest_y"),
    ("share", "svyttest_top2"),
    ("ordinal", "svyranktest_exact_midrank_wilcoxon"),
]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_test_is_that_of_r(groups, five_point, name, field):
    here, there, results = groups
    agrees(TESTS[name](here, there, five_point), results[field])


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_test_with_strata_or_clusters_is_that_of_r(designs, five_point, name, field):
    agrees(TESTS[name](*designs.groups(), five_point), designs.results[field])


def test_midranks_are_those_of_r(designs, five_point):
    here, there = designs.groups()
    ranks = midranks(here, there, five_point)
    answers = np.concatenate([here.answers["y"], there.answers["y"]])
    for level, rank in enumerate(designs.midranks, start=1):
        np.testing.assert_allclose(ranks[answers == str(level)], rank, rtol=1e-9)


def test_a_difference_and_its_error_are_those_of_r(designs, five_point):
    found, wanted = mean_test(*designs.groups(), five_point), designs.results["svyglm_y"]
    mine = (found.estimate, found.error, found.df, found.p)
    assert mine == pytest.approx([wanted[k] for k in ("estimate", "se", "df", "p_value")], rel=1e-9)


def test_a_difference_with_the_stratum_held_equal_is_that_of_r(designs, five_point, questionnaire):
    strata = {name: Response(name, place, name) for place, name in enumerate("ABCDE")}
    stratum = Item("stratum", "?", "S", Scale("s", "category", strata), {"any": "s"})
    samples = []
    for sample, group in zip(designs.groups(), (1, 0), strict=True):
        labels = designs.frame.loc[designs.frame["group"] == group, "stratum"]
        samples.append(with_column(sample, stratum=labels.to_numpy(object)))
    found = compare_adjusted(*samples, five_point, questionnaire.settings, [stratum])
    row = found.set_index("test").loc["adjusted_ordinal"]
    wanted = designs.results["svyglm_score_adjusted_for_stratum"]
    error = row["estimate"] / row["statistic"]
    mine = (row["estimate"], error, row["df"], row["p"])
    assert mine == pytest.approx([wanted[k] for k in ("estimate", "se", "df", "p_value")], rel=1e-9)


def test_the_ordinal_difference_is_half_of_cliffs_weighted_delta(groups, reference, five_point):
    here, there, _ = groups
    delta = reference.results["unweighted"]["cliffs_delta_weighted_w"]["delta"]
    assert ordinal_test(here, there, five_point).estimate == pytest.approx(delta / 2, rel=1e-9)


def test_chi_squared_is_that_of_r(groups, five_point):
    here, there, results = groups
    wanted = [results["svychisq_F"][key] for key in ("F", "ndf", "ddf", "p_value")]
    assert chi_squared(here, there, five_point) == pytest.approx(wanted, rel=1e-9)


def test_chi_squared_with_strata_or_clusters_is_that_of_r(designs, five_point):
    wanted = [designs.results["svychisq_F"][key] for key in ("F", "ndf", "ddf", "p_value")]
    assert chi_squared(*designs.groups(), five_point) == pytest.approx(wanted, rel=1e-9)


# --- the frame of tests -----------------------------------------------------------------------


def test_an_ordinal_item_has_all_tests(pair, five_point, questionnaire):
    here, there = pair(3)
    found = compare(here, there, five_point, questionnaire.settings)
    assert found.columns.tolist() == COLUMNS
    assert list(zip(found["test"], found["response"], strict=True)) == [
        ("share", "headline"),
        ("ordinal", "all"),
        ("t", "mean"),
        ("chi_squared", "all"),
        ("chi_squared_with_dont_know", "all"),
    ]
    # 30 and 25 respondents; one in fifteen was not asked and one in fifteen gave no answer.
    assert (found["base"] == 26).all() and (found["base_against"] == 22).all()
    assert (found["reason"] == "").all()


def test_a_row_says_what_its_test_says(pair, five_point, questionnaire):
    here, there = pair(3)
    row = compare(here, there, five_point, questionnaire.settings).set_index("test").loc["ordinal"]
    found = ordinal_test(here, there, five_point)
    assert row[["estimate", "statistic", "df", "p"]].tolist() == [
        found.estimate, found.statistic, found.df, found.p,
    ]  # fmt: skip
    assert (row["low"], row["high"]) == found.interval(0.95)


def test_significance_is_p_below_the_level_of_the_settings(pair, five_point, questionnaire):
    here, there = pair(3)
    p = mean_test(here, there, five_point).p
    for level, significant in ((p * 1.001, True), (p, False), (p * 0.999, False)):
        settings = replace(questionnaire.settings, significance_level=level)
        row = compare(here, there, five_point, settings).set_index("test").loc["t"]
        assert row["significant"] == significant


def test_a_category_has_a_test_of_its_headline_only(make_sample, questionnaire):
    item = questionnaire.item("fsm")
    here = make_sample(pd.DataFrame({"fsm": ["higher", "lower", "higher", "dont_know"]}))
    there = make_sample(pd.DataFrame({"fsm": ["lower", "lower", "higher"]}))
    (row,) = compare(here, there, item, questionnaire.settings).itertuples()
    assert (row.test, row.estimate) == ("share", pytest.approx(1 / 2 - 1 / 3))


# --- what cannot be tested ------------------------------------------------------------------------

SAME, FEW = "every answer is the same", "one of the groups has fewer than two answers"
STILL = "the answers do not vary within the groups"


@pytest.mark.parametrize(
    ("here", "there", "reason"),
    [
        ([3] * 6, [3] * 5, SAME),
        ([3] * 6, [3], FEW),
        ([1, 2, 3], [4], FEW),
        ([], [1, 2, 3], FEW),
        ([None] * 9, [1, 2, 3], FEW),
        (["no_answer"] * 9, [1, 2, 3], FEW),
        ([5] * 6, [1] * 6, STILL),
        ([5] * 6, [2] * 9, STILL),
    ],
)
@pytest.mark.filterwarnings("error")
def test_what_cannot_be_tested_has_a_reason_and_no_number(
    make_sample, five_point, questionnaire, here, there, reason
):
    found = compare(make_sample(here), make_sample(there), five_point, questionnaire.settings)
    assert found["reason"].tolist() == [reason] * 5
    assert found[["estimate", "low", "high", "statistic", "df", "p"]].isna().all(axis=None)
    assert not found["significant"].any()


@pytest.mark.parametrize("weights", [[1] * 6, [0.1, 0.7, 3, 1 / 3, 0.3, 9]])
def test_a_constant_in_each_group_is_no_finding_whatever_the_weights(
    make_sample, five_point, test_of, weights
):
    """Rounding leaves a variance of 1e-17 or so, and with it p = 0."""
    with pytest.raises(NotTestable, match=STILL):
        test_of(make_sample([5] * 6, weights), make_sample([2] * 6, weights), five_point)


def test_an_answer_of_dont_know_only_leaves_shares_to_be_tested(
    make_sample, five_point, questionnaire
):
    here, there = make_sample(["dont_know"] * 5), make_sample([1, 2, 4, 5])
    found = compare(here, there, five_point, questionnaire.settings).set_index("test")["reason"]
    assert found.to_dict() == {
        "share": "",
        "ordinal": FEW,
        "t": FEW,
        "chi_squared": FEW,
        "chi_squared_with_dont_know": "",
    }


def test_an_item_without_a_response_to_compare_says_so(make_sample, questionnaire):
    """The bands of a number are no responses; that all answers are the same would be untrue."""
    item = questionnaire.item("years_teaching")
    here, there = (make_sample(pd.DataFrame({item.name: x})) for x in ([1.0, 2.0], [3.0, 9.0]))
    (row,) = compare(here, there, item, questionnaire.settings).itertuples()
    assert row.reason == "it has no response whose shares could be compared"


# --- adjusted for profile -------------------------------------------------------------------------


def profiled(seed: int, n: int, lean: float) -> pd.DataFrame:
    """Answers with a profile that they follow: free school meals and years of teaching."""
    draw = np.random.default_rng(seed)
    fsm = draw.choice(["higher", "lower", "dont_know", "prefer_not_to_say"], n, p=[
        lean, 0.85 - lean, 0.1, 0.05])  # fmt: skip
    years = np.where(draw.random(n) < 0.1, np.nan, draw.integers(0, 30, n).astype(float))
    score = np.clip(2 + 2 * (fsm == "higher") + draw.integers(-1, 2, n), 1, 5)
    interest = pd.Series([str(s) for s in score], dtype="object")
    interest[: n // 10] = "dont_know"
    return pd.DataFrame({"interest": interest, "fsm": fsm, "years_teaching": years})


@pytest.fixture(scope="session")
def teachers(make_sample):
    """Two groups of differing profile."""
    here, there = make_sample(profiled(1, 60, 0.6)), make_sample(profiled(2, 50, 0.2))
    return here, there


@pytest.fixture(scope="session")
def covariates(questionnaire):
    return [questionnaire.item(name) for name in ("fsm", "years_teaching")]


def adjusted(here, there, questionnaire, covariates) -> pd.DataFrame:
    item = questionnaire.item("interest")
    return compare_adjusted(here, there, item, questionnaire.settings, covariates).set_index("test")


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        ("adjusted_t", lambda y: y.map({str(n): n for n in range(1, 6)})),
        ("adjusted_ordinal", lambda y: (
            (r := y.map({str(n): n for n in range(1, 6)})).rank() - 0.5) / r.count()),
        ("adjusted_share", lambda y: y.isin(["4", "5"]).astype(float)),
    ],
)  # fmt: skip
def test_an_adjusted_difference_is_that_of_statsmodels(
    teachers, questionnaire, covariates, test, outcome
):
    pooled = pd.concat([sample.answers for sample in teachers], ignore_index=True)
    group = pd.Series(np.repeat([1.0, 0.0], [60, 50]), name="group")
    fsm = pooled["fsm"].replace({"dont_know": "not stated", "prefer_not_to_say": "not stated"})
    years = pooled["years_teaching"].fillna(pooled["years_teaching"].mean())
    design = pd.concat([group, pd.get_dummies(fsm, dtype=float).iloc[:, 1:], years], axis=1)
    y = outcome(pooled["interest"])
    kept = y.notna()
    theirs = sm.OLS(y[kept], sm.add_constant(design[kept])).fit(cov_type="HC0")
    n = int(kept.sum())
    error = theirs.bse["group"] * (110 / 109) ** 0.5
    row = adjusted(*teachers, questionnaire, covariates).loc[test]
    assert row["df"] == n - 5
    assert row["estimate"] == pytest.approx(theirs.params["group"], rel=1e-9)
    assert row["statistic"] == pytest.approx(theirs.params["group"] / error, rel=1e-9)
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(row["statistic"]), n - 5), rel=1e-9)


def test_adjusting_takes_away_what_the_profile_explains(teachers, questionnaire, covariates):
    """Interest follows free school meals alone, and the groups differ in these."""
    raw = mean_test(*teachers, questionnaire.item("interest"))
    held = adjusted(*teachers, questionnaire, covariates).loc["adjusted_t"]
    assert raw.p < 0.01 and raw.estimate > 0.4
    assert abs(held["estimate"]) < 0.3 and not held["significant"]


def test_adjusting_for_nothing_changes_nothing(teachers, questionnaire):
    found = adjusted(*teachers, questionnaire, []).loc["adjusted_ordinal"]
    plain = ordinal_test(*teachers, questionnaire.item("interest"))
    assert found[["estimate", "statistic", "df", "p"]].tolist() == pytest.approx(
        [plain.estimate, plain.statistic, plain.df, plain.p], rel=1e-12
    )


def with_column(sample, **columns):
    return replace(sample, answers=sample.answers.assign(**columns))


def test_a_covariate_that_says_the_same_as_another_adds_nothing(
    teachers, questionnaire, covariates
):
    """Such as the one respondent who would say nothing of the class at all."""
    twin = replace(questionnaire.item("fsm"), name="twin")
    doubled = [with_column(sample, twin=sample.answers["fsm"]) for sample in teachers]
    once = adjusted(*teachers, questionnaire, covariates)
    twice = adjusted(*doubled, questionnaire, [*covariates, twin])
    pd.testing.assert_frame_equal(twice, once, rtol=1e-9)


def test_a_profile_that_only_silent_respondents_have_adds_nothing(
    teachers, questionnaire, covariates
):
    """The first category of all, which dummies are counted from, is left with nobody."""
    lonely = []
    for sample in teachers:
        fsm, interest = sample.answers["fsm"].copy(), sample.answers["interest"].copy()
        fsm.iloc[0], interest.iloc[0] = "a_rare_one", "no_answer"
        lonely.append(with_column(sample, fsm=fsm, interest=interest))
    scale = questionnaire.item("fsm").scale
    rare = Scale("s", "category", {"a_rare_one": Response("a_rare_one", 9, "R"), **scale.responses})
    item = replace(questionnaire.item("fsm"), scale=rare)
    found = adjusted(*lonely, questionnaire, [item])
    silent = [
        with_column(s, interest=lonely[i].answers["interest"]) for i, s in enumerate(teachers)
    ]
    pd.testing.assert_frame_equal(
        found, adjusted(*silent, questionnaire, covariates[:1]), rtol=1e-9
    )


def test_groups_that_share_no_profile_cannot_be_compared(teachers, questionnaire, covariates):
    here, there = teachers
    apart = with_column(here, fsm="higher"), with_column(there, fsm="lower")
    found = adjusted(*apart, questionnaire, covariates)
    assert set(found["reason"]) == {"the profile of the two groups does not overlap"}
    assert found[["estimate", "p"]].isna().all(axis=None) and not found["significant"].any()


def test_a_profile_as_fine_as_the_answers_leaves_nothing_to_test(make_sample, questionnaire):
    frame = pd.DataFrame({
        "interest": ["5", "3", "4", "2"],
        "fsm": ["higher", "lower", "higher", "lower"],
        "years_teaching": [1.0, 5.0, 9.0, 2.0],
    })  # fmt: skip
    here, there = make_sample(frame.iloc[:2]), make_sample(frame.iloc[2:])
    covariates = [questionnaire.item(name) for name in ("fsm", "years_teaching")]
    found = adjusted(here, there, questionnaire, covariates)
    assert found["p"].isna().all() and (found["reason"] != "").all()
    assert not found["significant"].any()


def test_no_overlap_that_leaves_variance_is_no_certainty(make_sample, questionnaire):
    """Only "lower" has both groups, and there no answer varies: the difference has no error."""
    here = make_sample(pd.DataFrame({"interest": ["5"] * 4, "fsm": ["lower"] * 4}))
    there = make_sample(
        pd.DataFrame({
            "interest": ["1", "2", "3", "4", "4", "4"],
            "fsm": ["higher"] * 3 + ["lower"] * 3,
        })
    )  # fmt: skip
    row = adjusted(here, there, questionnaire, [questionnaire.item("fsm")]).loc["adjusted_t"]
    assert row["reason"] == STILL
    assert np.isnan(row["p"])


def test_a_number_that_nobody_gave_adds_nothing(teachers, questionnaire, covariates):
    silent = [with_column(sample, years_teaching=np.nan) for sample in teachers]
    found = adjusted(*silent, questionnaire, covariates)
    pd.testing.assert_frame_equal(found, adjusted(*teachers, questionnaire, covariates[:1]))


def test_a_covariate_that_a_survey_does_not_ask_is_named(teachers, questionnaire, covariates):
    here, there = teachers
    without = replace(there, survey="comparison", answers=there.answers.drop(columns="fsm"))
    with pytest.raises(InputError, match="settings adjust for fsm, which the survey comparison"):
        adjusted(here, without, questionnaire, covariates)
