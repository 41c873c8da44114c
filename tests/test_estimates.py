"""Estimates: worked by hand, computed once more in plain pandas, and held against R's."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from helpers.estimates import (
    COLUMNS,
    band_shares,
    estimate,
    linearised_variance,
    logit_interval,
    mean_score,
    multiple_shares,
    number_mean,
    scores,
    share_of,
    shares,
    wilson_interval,
)
from helpers.waves import load_wave
from helpers.weighting import post_stratify

# No estimate may divide by nothing on its way, not even where the result is NaN.
pytestmark = pytest.mark.filterwarnings("error")

ANSWERS = [5, 4, 4, 3, 1, "dont_know", "no_answer", None]
GIVEN = st.sampled_from([1, 2, 3, 4, 5, "dont_know", "prefer_not_to_say", "no_answer", None])
WEIGHED = st.lists(st.tuples(GIVEN, st.floats(0.1, 10)), min_size=2, max_size=25)


def one(frame: pd.DataFrame, response: str | None = None) -> pd.Series:
    """The one row of a response, or the only row."""
    rows = frame if response is None else frame[frame["response"] == response]
    assert len(rows) == 1
    return rows.iloc[0]


def in_base(answers) -> pd.Series:
    """The answers that are in the base of shares, worked out in plain pandas."""
    answers = pd.Series([str(a) if isinstance(a, int) else a for a in answers], dtype="object")
    return answers[answers.notna() & (answers != "no_answer")]


# --- shares ---------------------------------------------------------------------------------


def test_dont_know_is_in_the_base_and_no_answer_is_not(make_sample, five_point):
    # Of eight, one gave no answer and one was not asked: 3 of 6 said 4 or 5.
    row = one(share_of(make_sample(ANSWERS), five_point, ["5", "4"]))
    assert (row["base"], row["count"], row["estimate"]) == (6, 3, 0.5)
    assert row["effective_base"] == 6
    assert (row["response"], row["item"], row["group"]) == ("5+4", "y", "all")


def test_a_weighted_share_by_hand(make_sample, five_point):
    # Weights of the base: 1 2 1 1 3 2, sum 10; those of 4 and 5: 1 + 2 + 1. Squares: 20.
    sample = make_sample(ANSWERS, [1, 2, 1, 1, 3, 2, 9, 9])
    row = one(share_of(sample, five_point, ["5", "4"], name="headline"))
    assert (row["base"], row["count"]) == (6, 3)
    assert row["estimate"] == pytest.approx(0.4, rel=1e-14)
    assert row["effective_base"] == pytest.approx(5, rel=1e-14)


def test_each_response_and_special_answer_has_a_share(make_sample, five_point):
    found = shares(make_sample(ANSWERS), five_point).set_index("response")["estimate"]
    sixths = {"5": 1, "4": 2, "3": 1, "2": 0, "1": 1, "dont_know": 1, "prefer_not_to_say": 0}
    assert found.to_dict() == pytest.approx({key: n / 6 for key, n in sixths.items()})
    assert list(found.index) == list(sixths)


@given(WEIGHED)
def test_shares_are_those_of_plain_pandas(make_sample, five_point, weighed):
    answers, weights = zip(*weighed, strict=True)
    found = shares(make_sample(answers, weights), five_point).set_index("response")
    base = in_base(answers)
    w = pd.Series(weights)[base.index]
    assert (found["base"] == len(base)).all()
    if len(base):
        wanted = w.groupby(base).sum() / w.sum()
        for response, share in found["estimate"].items():
            assert share == pytest.approx(wanted.get(response, 0), rel=1e-9, abs=1e-12)
        assert found["estimate"].sum() == pytest.approx(1, rel=1e-9)
        assert found["count"].to_dict() == {r: int((base == r).sum()) for r in found.index}
    else:
        assert found[["estimate", "low", "high"]].isna().all(axis=None)


# --- what must not matter -----------------------------------------------------------------------


def points(sample, item) -> np.ndarray:
    return estimate(sample, item)["estimate"].to_numpy(float)


@given(WEIGHED, st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(make_sample, five_point, weighed, random):
    before = estimate(make_sample(*zip(*weighed, strict=True)), five_point)
    random.shuffle(weighed)
    after = estimate(make_sample(*zip(*weighed, strict=True)), five_point)
    pd.testing.assert_frame_equal(before, after, rtol=1e-9, atol=1e-9)


@given(WEIGHED, st.floats(0.01, 100))
def test_the_scale_of_weights_does_not_matter(make_sample, five_point, weighed, factor):
    answers, weights = zip(*weighed, strict=True)
    before = estimate(make_sample(answers, weights), five_point)
    after = estimate(make_sample(answers, np.array(weights) * factor), five_point)
    pd.testing.assert_frame_equal(before, after, rtol=1e-8, atol=1e-8)


@given(WEIGHED, st.data())
def test_a_respondent_in_two_halves_changes_no_estimate(make_sample, five_point, weighed, data):
    which = data.draw(st.integers(0, len(weighed) - 1))
    part = data.draw(st.floats(0.1, 0.9))
    answer, weight = weighed[which]
    halves = [(answer, weight * part), (answer, weight * (1 - part))]
    split = weighed[:which] + halves + weighed[which + 1 :]
    before = points(make_sample(*zip(*weighed, strict=True)), five_point)
    after = points(make_sample(*zip(*split, strict=True)), five_point)
    np.testing.assert_allclose(after, before, rtol=1e-9, atol=1e-12)


# --- boxes and means ----------------------------------------------------------------------------


def test_boxes_take_two_scores_and_the_mean_leaves_opinions_only(make_sample, five_point):
    # Base 6; boxes 5 4 4 and 1. Opinions 5 4 4 3 1: mean 17 / 5.
    found = estimate(make_sample(ANSWERS), five_point).set_index("response")
    assert found.loc["top2", "estimate"] == found.loc["headline", "estimate"] == 0.5
    assert found.loc["bottom2", "estimate"] == pytest.approx(1 / 6)
    assert (found.loc["mean", "base"], found.loc["mean", "estimate"]) == (5, 3.4)


def test_a_mean_and_its_interval_by_hand(make_sample, five_point):
    # Scores 1 3 5, one not asked, n = 4: variance 4/3 * (4 + 0 + 4) / 3^2; t on 2 degrees.
    row = one(mean_score(make_sample([1, 3, 5, None]), five_point))
    reach = stats.t.ppf(0.975, 2) * (4 / 3 * 8 / 9) ** 0.5
    assert (row["base"], row["estimate"]) == (3, 3)
    assert (row["low"], row["high"]) == pytest.approx((3 - reach, 3 + reach), rel=1e-12)


def test_a_mean_of_one_has_no_interval(make_sample, five_point):
    row = one(mean_score(make_sample([4, None, "dont_know"]), five_point))
    assert (row["base"], row["estimate"]) == (1, 4)
    assert np.isnan([row["low"], row["high"]]).all()


def test_those_without_an_opinion_have_no_score(make_sample, five_point):
    found = scores(make_sample(ANSWERS), five_point)
    assert found.tolist()[:5] == [5, 4, 4, 3, 1]
    assert found.isna().tolist()[5:] == [True] * 3


def test_a_reversed_item_has_the_mean_from_the_other_end(make_sample, questionnaire):
    # Codes 5 4 2 are the scores 1 2 4: mean 7 / 3, while the headline stays that of 4 and 5.
    item = questionnaire.item("misconceptions")
    sample = make_sample(pd.DataFrame({"misconceptions": ["5", "4", "2"]}))
    found = estimate(sample, item).set_index("response")["estimate"]
    assert found["mean"] == pytest.approx(7 / 3)
    assert found["headline"] == found["bottom2"] == pytest.approx(2 / 3)
    assert found["top2"] == pytest.approx(1 / 3)


# --- the other kinds of item, in the small project ------------------------------------------


@pytest.fixture
def end(project, make_sample):
    """End of Linking survey of the small project, all weights 1."""
    return make_sample(load_wave(project.root, project.wave).surveys["end_of_linking"])


def test_a_multiple_response_has_those_who_answered_as_its_base(end, questionnaire):
    # E6 gave no answer: of seven, E1 E2 E5 named books, E1 E4 E7 games, E3 E8 none.
    found = multiple_shares(end, questionnaire.item("resources")).set_index("response")
    assert found["count"].to_dict() == {"books": 3, "games": 3, "none_of_these": 2}
    assert found["base"].tolist() == [7, 7, 7]
    assert found["estimate"].tolist() == pytest.approx([3 / 7, 3 / 7, 2 / 7])


def test_one_part_answered_is_enough_for_the_base(make_sample, questionnaire):
    names = [f"resources.{key}" for key in ("books", "games", "none_of_these")]
    rows = [["yes", "no", "no"], ["no_answer", "no_answer", "no"], ["no_answer"] * 3, [None] * 3]
    sample = make_sample(pd.DataFrame(rows, columns=names))
    found = multiple_shares(sample, questionnaire.item("resources")).set_index("response")
    assert found["base"].tolist() == [2, 2, 2]
    assert found["estimate"].tolist() == [0.5, 0, 0]


def test_a_number_has_a_mean_of_those_who_gave_one(end, questionnaire):
    # 2 + 4 + 10 + 6 + 21.5 + 3 over six; one preferred not to say, one gave no answer.
    row = one(number_mean(end, questionnaire.item("years_teaching")))
    assert (row["response"], row["base"]) == ("mean", 6)
    assert row["estimate"] == pytest.approx(46.5 / 6)


def test_bands_have_those_who_would_not_say_in_their_base(end, questionnaire):
    # Base 7: up to four years 2, 4 and 3; five or more 10, 6 and 21.5; one would not say.
    found = band_shares(end, questionnaire.item("years_teaching")).set_index("response")
    assert found["count"].to_dict() == {"new": 3, "experienced": 3, "prefer_not_to_say": 1}
    assert found["base"].tolist() == [7, 7, 7]
    assert found["estimate"].sum() == pytest.approx(1)


def test_both_ends_of_a_band_are_in_it(make_sample, questionnaire):
    item = questionnaire.item("years_teaching")
    years = pd.DataFrame({item.name: [0.0, 4.0, 5.0, 50.0], f"{item.name}.said": None})
    assert band_shares(make_sample(years), item)["count"].tolist() == [2, 2, 0]


@pytest.mark.parametrize(
    ("name", "responses"),
    [
        ("interest", ["5", "4", "3", "2", "1", "dont_know", "prefer_not_to_say",
                      "headline", "top2", "bottom2", "mean"]),
        ("fsm", ["higher", "lower", "dont_know", "prefer_not_to_say", "headline"]),
        ("years_teaching", ["mean", "new", "experienced", "prefer_not_to_say"]),
        ("resources", ["books", "games", "none_of_these"]),
    ],
)  # fmt: skip
def test_an_item_has_the_estimates_of_its_kind(end, questionnaire, name, responses):
    found = estimate(end, questionnaire.item(name))
    assert found["response"].tolist() == responses
    assert found.columns.tolist() == COLUMNS


# --- empty bases ----------------------------------------------------------------------------


@pytest.mark.parametrize("answers", [[], [None, None], ["no_answer", None]])
def test_an_empty_base_gives_no_number(make_sample, five_point, answers):
    found = estimate(make_sample(answers), five_point)
    assert (found["base"] == 0).all() and (found["count"] == 0).all()
    assert (found["effective_base"] == 0).all()
    assert found[["estimate", "low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("name", ["resources", "years_teaching"])
def test_an_empty_base_gives_no_number_of_other_kinds(end, make_sample, questionnaire, name):
    found = estimate(make_sample(end.answers.iloc[:0]), questionnaire.item(name))
    assert (found["base"] == 0).all()
    assert found[["estimate", "low", "high"]].isna().all(axis=None)


def test_without_an_opinion_there_is_a_base_and_no_mean(make_sample, five_point):
    found = estimate(make_sample(["dont_know", "dont_know"]), five_point).set_index("response")
    assert (found.loc["headline", "base"], found.loc["headline", "estimate"]) == (2, 0)
    assert found.loc["mean", "base"] == 0
    assert np.isnan(found.loc["mean", "estimate"])


# --- intervals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "n"), [(0, 10), (3, 10), (10, 10), (64, 143), (1, 2)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_wilsons_interval_is_that_of_statsmodels(count, n, level):
    wanted = proportion_confint(count, n, 1 - level, method="wilson")
    assert wilson_interval(count / n, n, level) == pytest.approx(wanted, rel=1e-9, abs=1e-12)


def test_an_unweighted_share_has_wilsons_interval(make_sample, five_point):
    row = one(share_of(make_sample(ANSWERS), five_point, ["5", "4"]))
    wanted = proportion_confint(3, 6, 0.05, method="wilson")
    assert (row["low"], row["high"]) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize(("keys", "share"), [(["1"], 0), (["5", "4"], 1)])
def test_a_weighted_share_of_none_or_all_has_wilsons_on_the_effective_base(
    make_sample, five_point, keys, share
):
    # Weights 1 1 2: effective base 16 / 6. The logit of 0 or 1 would be infinite.
    row = one(share_of(make_sample([5, 4, 5], [1, 1, 2]), five_point, keys))
    assert row["estimate"] == share
    wanted = proportion_confint(share * 16 / 6, 16 / 6, 0.05, method="wilson")
    assert (row["low"], row["high"]) == pytest.approx(wanted, rel=1e-9, abs=1e-12)


@given(st.floats(0.01, 0.99), st.floats(0.001, 0.2), st.integers(2, 200))
def test_a_logit_interval_is_even_on_its_scale_and_inside_0_to_1(share, error, df):
    low, high = logit_interval(share, error, df, 0.95)
    assert 0 <= low < share < high <= 1
    if low > 1e-6 and high < 1 - 1e-6:
        middle = (np.log(low / (1 - low)) + np.log(high / (1 - high))) / 2
        assert middle == pytest.approx(np.log(share / (1 - share)), abs=1e-6)


def test_a_higher_level_gives_a_wider_interval(make_sample, five_point):
    narrow = one(mean_score(make_sample([1, 3, 5], level=0.8), five_point))
    wide = one(mean_score(make_sample([1, 3, 5], level=0.99), five_point))
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]


def test_variance_needs_two_respondents():
    assert np.isnan(linearised_variance(np.zeros(1), np.ones(1), 1))


# --- R ------------------------------------------------------------------------------------------


@pytest.fixture(params=[0, 1])
def domain(request, reference, make_sample):
    """All respondents of a data set, with the answers of one group only, and R's results."""
    frame, group = reference.frame, request.param
    answers = [y if g == group else None for y, g in frame[["y", "group"]].to_numpy()]
    found = reference.results["weighted"]["proportions"][f"group{group}"]
    return make_sample(answers, frame["w"]), found


def errors_of_shares(sample, item, keys) -> list[float]:
    """Standard error of the share of each response, from the variance behind the intervals."""
    values = sample.answers["y"]
    kept = values.notna().to_numpy()
    w = sample.weights.to_numpy()[kept]
    errors = []
    for key in keys:
        z = (values == key).to_numpy(float)[kept]
        share = one(share_of(sample, item, [key]))["estimate"]
        errors.append(linearised_variance(z - share, w, len(sample)) ** 0.5)
    return errors


def error_of_mean(sample, item) -> float:
    """Standard error of the mean score, from its interval."""
    row = one(mean_score(sample, item))
    return (row["high"] - row["low"]) / 2 / stats.t.ppf(0.975, row["base"] - 1)


def test_shares_are_those_of_r(domain, five_point):
    sample, found = domain
    keys = [str(level) for level in found["levels"]]
    mine = [one(share_of(sample, five_point, [key])) for key in keys]
    np.testing.assert_allclose([row["estimate"] for row in mine], found["proportion"], rtol=1e-9)
    np.testing.assert_allclose(errors_of_shares(sample, five_point, keys), found["se"], rtol=1e-9)
    assert {row["base"] for row in mine} == {found["n"]}
    assert mine[0]["effective_base"] == pytest.approx(found["n_eff_kish"], rel=1e-9)


def test_means_are_those_of_r(domain, five_point):
    sample, found = domain
    assert one(mean_score(sample, five_point))["estimate"] == pytest.approx(found["mean"], rel=1e-9)
    assert error_of_mean(sample, five_point) == pytest.approx(found["mean_se"], rel=1e-9)


def test_intervals_of_shares_are_those_of_r(domain, five_point):
    sample, found = domain
    row = one(share_of(sample, five_point, five_point.top2))
    wanted = found["top2_logit_ci"]
    mine = (row["estimate"], row["low"], row["high"])
    assert mine == pytest.approx((wanted["est"], wanted["lo"], wanted["hi"]), rel=1e-9)


def test_post_stratified_estimates_are_those_of_r(reference, make_sample, five_point):
    found = reference.results["poststratify_group0_to_group1_yg"]
    group = reference.group(0)
    weights = post_stratify(group["yg"], reference.group(1)["yg"])
    sample = make_sample(group["y"].tolist(), weights)
    keys = ["1", "2", "3", "4", "5"]
    mine = [one(share_of(sample, five_point, [key]))["estimate"] for key in keys]
    np.testing.assert_allclose(mine, found["proportions"], rtol=1e-9)
    errors = errors_of_shares(sample, five_point, keys)
    np.testing.assert_allclose(errors, found["se_weights_fixed"], rtol=1e-9)
    mean = one(mean_score(sample, five_point))["estimate"]
    assert mean == pytest.approx(found["mean"], rel=1e-9)
    wanted = found["mean_se_weights_fixed"]
    assert error_of_mean(sample, five_point) == pytest.approx(wanted, rel=1e-9)
