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
    mean_score,
    multiple_shares,
    number_mean,
    scores,
    share_of,
    shares,
)
from helpers.intervals import logit_interval
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


@pytest.mark.parametrize("interval", ["logit", "korn_graubard"])
@pytest.mark.parametrize("sampled", [{"strata": list("aabbab")}, {"clusters": list("xyzzyx")}, {}])
def test_only_a_simple_unweighted_survey_has_wilsons_interval(
    make_sample, five_point, interval, sampled
):
    sample = make_sample([5, 4, 4, 3, 1, 2], interval=interval, **sampled)
    row = one(share_of(sample, five_point, ["5", "4"]))
    wilson = proportion_confint(3, 6, 0.05, method="wilson")
    assert ((row["low"], row["high"]) == pytest.approx(wilson, rel=1e-9)) == (not sampled)


def test_the_interval_is_that_of_the_setting(make_sample, five_point):
    weights = [1, 2, 1, 1, 3, 2]
    made = [
        one(share_of(make_sample([5, 4, 4, 3, 1, 2], weights, interval=i), five_point, ["5"]))
        for i in ("logit", "korn_graubard")
    ]
    assert made[0]["error"] == made[1]["error"] > 0
    assert made[0]["low"] > made[1]["low"]
    wanted = logit_interval(made[0]["estimate"], made[0]["error"], 5, 0.95)
    assert (made[0]["low"], made[0]["high"]) == pytest.approx(wanted, rel=1e-12)


def test_a_domain_in_one_cluster_has_no_interval(make_sample, five_point):
    """Nothing says how far its share would be from that of another cluster."""
    answers = [5, 4, 2, None, None, None]
    sample = make_sample(answers, clusters=list("xxxyyz"))
    found = estimate(sample, five_point).set_index("response")
    assert found.loc[["top2", "mean"], ["low", "high"]].isna().all(axis=None)


def test_a_higher_level_gives_a_wider_interval(make_sample, five_point):
    narrow = one(mean_score(make_sample([1, 3, 5], level=0.8), five_point))
    wide = one(mean_score(make_sample([1, 3, 5], level=0.99), five_point))
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]


# --- standard errors on the whole design -----------------------------------------------------


def test_an_error_by_hand(make_sample, five_point):
    # Weights 1 2 1, base sum 4: share of 5 and 4 is 3/4, w * (z - 3/4) / 4 is 1/16, 2/16 and
    # -3/16. The fourth was not asked and stays in n: 4/3 * 14/256.
    row = one(share_of(make_sample([5, 4, 1, None], [1, 2, 1, 7]), five_point, ["5", "4"]))
    assert row["error"] == pytest.approx((4 / 3 * 14 / 256) ** 0.5, rel=1e-12)


def test_an_error_with_clusters_by_hand(make_sample, five_point):
    # Mean 3; residuals 2 1 | -1 0 | -2 over 5: totals 3/5, -1/5 and -2/5 of three clusters
    # of the four that were sampled, whose mean is 0: 4/3 * (9 + 1 + 4) / 25.
    answers = [5, 4, 2, 3, 1, "no_answer"]
    row = one(mean_score(make_sample(answers, clusters=list("aabbcd")), five_point))
    assert row["error"] == pytest.approx((4 / 3 * 14 / 25) ** 0.5, rel=1e-12)


def test_an_error_with_strata_by_hand(make_sample, five_point):
    # Mean 3; influences 2/5 1/5 | -1/5 0 -2/5. Within strata: 2 * 1/50, 3/2 * (5/25 - 9/75).
    answers = [5, 4, 2, 3, 1]
    row = one(mean_score(make_sample(answers, strata=list("aabbb")), five_point))
    wanted = 2 * 0.02 + 1.5 * (0.2 - 0.12)
    assert row["error"] == pytest.approx(wanted**0.5, rel=1e-12)


def test_one_respondent_has_no_error(make_sample, five_point):
    found = estimate(make_sample([4]), five_point).set_index("response")
    assert np.isnan(found.loc["mean", "error"]) and found.loc["mean", "estimate"] == 4


def test_half_a_respondent_is_half_as_much_news(make_sample, five_point):
    """Two halves are taken for two respondents: the error says so, the estimate does not."""
    whole = one(mean_score(make_sample([1, 3, 5, 5], [1, 1, 1, 2]), five_point))
    halves = one(mean_score(make_sample([1, 3, 5, 5, 5], [1, 1, 1, 1, 1]), five_point))
    assert halves["estimate"] == pytest.approx(whole["estimate"], rel=1e-12)
    assert halves["error"] < whole["error"] and halves["base"] == 5
    together = [
        one(mean_score(make_sample(answers, weights, clusters=names), five_point))
        for answers, weights, names in (
            ([1, 3, 5, 5], [1, 1, 1, 2], list("abcd")),
            ([1, 3, 5, 5, 5], [1, 1, 1, 1, 1], list("abcdd")),
        )
    ]
    assert together[0]["error"] == pytest.approx(together[1]["error"], rel=1e-12)


SAMPLED = st.lists(
    st.tuples(GIVEN, st.floats(0.1, 10), st.sampled_from("ab"), st.sampled_from("pqrs")),
    min_size=1,
    max_size=25,
).map(lambda rows: rows + [(3, 1.0, s, c) for s in "ab" for c in "pqrs"])


def with_design(make_sample, rows, kinds, factor=1.0, rename=str):
    answers, weights, strata, clusters = (list(column) for column in zip(*rows, strict=True))
    labels = {"strata": [rename(s) for s in strata], "clusters": [rename(c) for c in clusters]}
    given = {kind: labels[kind] for kind in kinds}
    return make_sample(answers, np.array(weights) * factor, nested=True, **given)


KINDS = st.sampled_from([["strata"], ["clusters"], ["strata", "clusters"]])


@given(SAMPLED, KINDS, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_order_scale_and_names_do_not_matter_to_a_design(
    make_sample, five_point, rows, kinds, factor, random
):
    before = estimate(with_design(make_sample, rows, kinds), five_point)
    random.shuffle(rows)
    after = estimate(with_design(make_sample, rows, kinds, factor, "of {}".format), five_point)
    pd.testing.assert_frame_equal(before, after, rtol=1e-7, atol=1e-9)


@given(SAMPLED, KINDS)
def test_the_error_of_a_mean_is_that_of_plain_arrays(make_sample, five_point, rows, kinds):
    """Influences by respondent, summed by cluster and centred by stratum, one after another."""
    row = one(mean_score(with_design(make_sample, rows, kinds), five_point))
    frame = pd.DataFrame(rows, columns=["y", "w", "strata", "clusters"])
    y = pd.to_numeric(frame["y"], errors="coerce")
    y, w = y.fillna(0.0), frame["w"].where(y.notna(), 0.0)
    frame["z"] = w * (y - (w * y).sum() / w.sum()) / w.sum()
    stratum = frame["strata"] if "strata" in kinds else pd.Series("all", frame.index)
    unit = frame["clusters"] if "clusters" in kinds else pd.Series(frame.index, frame.index)
    totals = frame.groupby([stratum, unit])["z"].sum()
    parts = totals.groupby(level=0).agg(["var", "size"])
    assert row["error"] == pytest.approx(
        (parts["var"] * parts["size"]).sum() ** 0.5, rel=1e-7, abs=1e-9
    )


# --- R ------------------------------------------------------------------------------------------


@pytest.fixture(params=["weighted", "stratified"])
def block(request):
    return request.param


@pytest.fixture(params=[0, 1])
def domain(request, reference, block, make_sample):
    """All respondents of a data set, with the answers of one group only, and R's results."""
    frame, group = reference.frame, request.param
    answers = [y if g == group else None for y, g in frame[["y", "group"]].to_numpy(int)]
    strata = frame["stratum"].tolist() if block == "stratified" else None
    found = reference.results[block]["proportions"][f"group{group}"]

    def make(interval: str):
        return make_sample(answers, frame["w"], interval=interval, strata=strata)

    return make, found


def test_shares_and_means_are_those_of_r(domain, five_point):
    make, found = domain
    mine = estimate(make("logit"), five_point).set_index("response")
    levels = mine.loc[[str(level) for level in found["levels"]]]
    np.testing.assert_allclose(levels["estimate"], found["proportion"], rtol=1e-9)
    np.testing.assert_allclose(levels["error"], found["se"], rtol=1e-9)
    assert mine.loc["mean", "estimate"] == pytest.approx(found["mean"], rel=1e-9)
    assert mine.loc["mean", "error"] == pytest.approx(found["mean_se"], rel=1e-9)
    assert set(mine["base"]) == {found["n"]}
    assert mine["effective_base"].iloc[0] == pytest.approx(found["n_eff_kish"], rel=1e-9)


@pytest.mark.parametrize(
    ("interval", "field"), [("logit", "top2_logit_ci"), ("korn_graubard", "top2_beta_ci")]
)
def test_intervals_of_shares_are_those_of_r(domain, five_point, interval, field):
    make, found = domain
    sample, wanted = make(interval), found[field]
    if sample.simple:
        pytest.skip("an unweighted share has Wilson's interval")
    row = one(share_of(sample, five_point, five_point.top2))
    mine = (row["estimate"], row["low"], row["high"])
    assert mine == pytest.approx((wanted["est"], wanted["lo"], wanted["hi"]), rel=1e-9)


@pytest.fixture(params=["all", "group0", "group1", "group1_in_A_or_C"])
def part(request, designs):
    """A domain of a design with strata or clusters: those asked, and R's results."""
    group, strata = designs.frame["group"], designs.frame["stratum"]
    among = {"all": group >= 0, "group0": group == 0, "group1": group == 1}
    among["group1_in_A_or_C"] = (group == 1) & strata.isin(["A", "C"])
    return among[request.param], designs.results["domains"][request.param]


def test_domains_of_a_design_are_those_of_r(designs, part, five_point):
    among, found = part
    mine = estimate(designs.sample(among=among), five_point).set_index("response")
    levels = mine.loc[["1", "2", "3", "4", "5"]]
    np.testing.assert_allclose(levels["estimate"], found["proportion"], rtol=1e-9)
    np.testing.assert_allclose(levels["error"], found["se"], rtol=1e-9)
    assert mine.loc["mean", "estimate"] == pytest.approx(found["mean"], rel=1e-9)
    assert mine.loc["mean", "error"] == pytest.approx(found["mean_se"], rel=1e-9)
    assert mine.loc["top2", "error"] == pytest.approx(found["top2_se"], rel=1e-9)
    assert set(mine["base"]) == {found["n"]}


@pytest.mark.parametrize(
    ("interval", "field"), [("logit", "top2_logit_ci"), ("korn_graubard", "top2_beta_ci")]
)
def test_intervals_in_domains_are_those_of_r(designs, part, five_point, interval, field):
    among, found = part
    row = one(share_of(designs.sample(among=among, interval=interval), five_point, ["4", "5"]))
    assert (row["low"], row["high"]) == pytest.approx(found[field], rel=1e-9)


def test_post_stratified_estimates_are_those_of_r(reference, make_sample, five_point):
    found = reference.results["poststratify_group0_to_group1_yg"]
    group = reference.group(0)
    weights = post_stratify(group["yg"], reference.group(1)["yg"])
    sample = make_sample(group["y"].tolist(), weights)
    keys = ["1", "2", "3", "4", "5"]
    mine = [one(share_of(sample, five_point, [key]))["estimate"] for key in keys]
    np.testing.assert_allclose(mine, found["proportions"], rtol=1e-9)
    errors = [one(share_of(sample, five_point, [key]))["error"] for key in keys]
    np.testing.assert_allclose(errors, found["se_weights_fixed"], rtol=1e-9)
    mean = one(mean_score(sample, five_point))
    assert mean["estimate"] == pytest.approx(found["mean"], rel=1e-9)
    assert mean["error"] == pytest.approx(found["mean_se_weights_fixed"], rel=1e-9)
