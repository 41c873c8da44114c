"""The simulation: its truths found another way, its counting by hand, and its files kept true."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import simulate as program
from simulated import change, clustered, contrast, draws, outcomes, populations, repeated, shares
from simulated.outcomes import COVERAGE, TYPE_I, Outcome

RESULTS, FIRST = (program.FOLDER / name for name in (program.RESULTS, program.FIRST))
MANY = 400_000


@pytest.fixture(scope="module")
def results() -> pd.DataFrame:
    """The table that is shipped."""
    return pd.read_csv(RESULTS, comment="#")


@pytest.fixture(scope="module")
def first() -> pd.DataFrame:
    """What the first draws gave when the shipped table was made."""
    return pd.read_csv(FIRST, comment="#")


# --- what is true --------------------------------------------------------------------------------


def near(expected, n: int = MANY):
    """Equal but for chance: five standard errors of a score, whose deviation is below 1.3."""
    return pytest.approx(expected, abs=5 * 1.3 / np.sqrt(n))


def test_a_mixture_lies_between_its_two_ends():
    found = populations.mixture([0.0, 0.25, 1.0])
    assert found[0] == pytest.approx(populations.LOWER)
    assert found[2] == pytest.approx(populations.HIGHER)
    assert found[1, 0] == pytest.approx(0.20 - 0.25 * 0.19)
    assert found.sum(axis=1) == pytest.approx([1, 1, 1])


def test_the_shift_of_ranks_is_counted_over_all_pairs_of_answers():
    one, other = np.array([0.1, 0.2, 0.3, 0.25, 0.15]), np.array([0.05, 0.15, 0.2, 0.3, 0.3])
    wins = sum(one[i] * other[j] * np.sign(j - i) for i in range(5) for j in range(5))
    assert populations.expected_rank_shift(np.array([one, other])) == pytest.approx(wins / 2)


@pytest.mark.parametrize("name", populations.CHANGES)
def test_the_truth_of_a_change_is_what_many_respondents_have(name):
    setting, random = populations.CHANGES[name], np.random.default_rng(1)
    cells = draws.draw_cells(random, setting.after, MANY)
    lift = np.array(setting.lift)[cells]
    for place, expected in enumerate(populations.change_shares(setting)):
        moved = lift + place * setting.effect
        shares_of_each = populations.mixture(moved, setting.lower, setting.higher)
        scores = draws.draw_scores(random, shares_of_each)
        assert scores.mean() == near(expected @ populations.SCORES)
        assert (scores >= 4).mean() == near(expected[3:].sum())


@pytest.mark.parametrize("name", populations.CONTRASTS)
def test_nobodys_chances_of_an_answer_fall_out_of_bounds(name):
    setting, random = populations.CONTRASTS[name], np.random.default_rng(2)
    for group in (0, 1):
        lift = draws.draw_profile(random, setting, group, MANY)[1]
        assert lift.min() >= 0 and lift.max() + setting.effect <= 1


def test_the_truth_of_a_contrast_is_what_many_respondents_have():
    setting, random = populations.CONTRASTS["contrast, with an effect"], np.random.default_rng(3)
    for group, expected in enumerate(contrast.mean_shares(setting)):
        lift = draws.draw_profile(random, setting, group, MANY)[1]
        lift = lift + setting.effect * (group == 0)
        scores = draws.contrast_scores(random, setting, lift)
        assert scores.mean() == near(expected @ populations.SCORES)
    assert contrast.contrast_truths(setting)["t"] == pytest.approx(0.15 * (4.14 - 2.55))


def test_areas_answer_alike_and_as_said_in_all():
    many = populations.Clustered(areas=(2000, 2000), bases=(MANY, MANY))
    sample = clustered.clustered_sample(np.random.default_rng(7), many, 0)
    scores = pd.to_numeric(sample.answers["rating"], errors="coerce")
    by_area = scores.groupby(sample.design.cluster).mean()
    assert scores.mean() == near(populations.mixture(0.5) @ populations.SCORES, 2000)
    # A uniform distribution of -0.4 to 0.4 times the difference of the two means of the mixture.
    assert by_area.std() == pytest.approx(0.8 / 12**0.5 * (4.14 - 2.55), rel=0.1)


@pytest.mark.parametrize("name", populations.LINKED)
def test_the_table_of_linked_answers_has_the_shares_of_both_times(name):
    setting = populations.LINKED[name]
    table = repeated.linked_table(setting)
    first, anew = (populations.mixture(setting.lift + e) for e in (0, setting.effect))
    assert table.sum(axis=1) == pytest.approx(first)
    assert table.sum(axis=0) == pytest.approx(0.4 * first + 0.6 * anew)
    assert np.trace(table) == pytest.approx(0.4 + 0.6 * first @ anew)
    assert np.allclose(table, table.T) == (setting.effect == 0)


@pytest.mark.parametrize("name", populations.DOUBLES)
def test_the_linked_groups_change_as_far_apart_as_is_said(name):
    setting = populations.DOUBLES[name]
    many = type(setting)(**{**vars(setting), "linked": (MANY, MANY)})
    before, after, group = repeated.double_linked(np.random.default_rng(4), many)
    changes = [(after - before)[group == g].mean() for g in (0, 1)]
    expected = 0.6 * setting.effect * (4.14 - 2.55)
    assert changes[1] - changes[0] == pytest.approx(expected, abs=5 * 2 / np.sqrt(MANY))


@pytest.mark.parametrize("name", populations.SHARES)
def test_shares_by_year_group_average_to_the_true_ones(name):
    setting = populations.SHARES[name]
    chances = shares.chances(setting)
    assert np.array(setting.after) @ chances == pytest.approx(setting.shares)
    assert (chances > 0).all() and (chances < 1).all()
    assert (np.ptp(chances, axis=0) > 0).all()


def test_the_odds_ratio_of_a_population_that_has_none_is_one():
    truth = populations.change_shares(populations.CHANGES["change"])
    cells = change.cell_sums([1.0, 2, 3, 4, 5] * 2, [0] * 5 + [1] * 5, np.ones(10))
    assert change.nearest_odds_ratio(cells, truth) == pytest.approx(1)
    assert change.box_effects(truth) == pytest.approx((1, 0), abs=1e-12)
    assert change.standardised(cells, truth) == pytest.approx(0, abs=1e-12)


def test_effects_of_a_population_by_hand():
    truth = np.array([[0.5, 0, 0, 0.5, 0], [0.25, 0, 0, 0, 0.75]])
    cells = change.cell_sums([1.0, 4, 1, 5], [0, 0, 1, 1], np.ones(4))
    assert change.box_effects(truth) == pytest.approx((3, 0.25))
    # Means 2.5 and 4, variances 2.25 and 3, pooled half and half.
    assert change.standardised(cells, truth) == pytest.approx(1.5 / np.sqrt(2.625))


# --- drawing and counting ------------------------------------------------------------------------


def test_answers_outside_of_the_scale_have_their_shares():
    keys = draws.answered(np.random.default_rng(5), np.full(MANY, 3.0))
    found = pd.Series(keys).value_counts(normalize=True)
    assert found.drop("3").to_dict() == pytest.approx(populations.OUTSIDE, abs=0.002)
    assert pytest.approx(0.93) == populations.OPINIONS


def test_no_year_group_is_empty():
    profile = (0.5, 0.4, 0.1)
    random = np.random.default_rng(6)
    for _ in range(50):
        for cells in draws.both_filled(random, profile, profile, (8, 6)):
            assert set(cells) == {0, 1, 2}


@pytest.mark.parametrize(
    ("outcome", "hit"),
    [
        (Outcome("a", TYPE_I, p=0.049), 1),
        (Outcome("a", TYPE_I, p=0.05), 0),
        (Outcome("a", COVERAGE, low=0.1, high=0.3, truth=0.3), 1),
        (Outcome("a", COVERAGE, low=0.1, high=0.3, truth=0.31), 0),
        (Outcome("a", COVERAGE, low=0.1, high=0.3, truth=0.09), 0),
    ],
)
def test_a_hit(outcome, hit):
    assert outcome.hit == hit


def test_what_cannot_be_tested_is_no_hit_and_no_miss():
    def refuse():
        raise outcomes.NotTestable("no")

    for found in (outcomes.tested("a", refuse), outcomes.covered("a", 0.0, refuse)):
        assert np.isnan(found.hit)


@pytest.mark.parametrize(
    ("hits", "within"), [(50, "yes"), (70, "yes"), (71, "no"), (30, "yes"), (29, "no")]
)
def test_a_rate_beside_the_nominal_one(hits, within):
    # The error is sqrt(0.05 * 0.95 / 1000) = 0.00689, three of them 0.0207.
    row = dict(zip(program.COLUMNS, program.judged("a", TYPE_I, "s", hits, 1000), strict=True))
    assert row["found"] == hits / 1000
    assert row["error"] == pytest.approx(0.0068920, abs=1e-7)
    assert row["within"] == within


def test_counting_is_the_same_however_the_work_is_shared(monkeypatch):
    repeats = {"linked": 12, "double difference, with an effect": 7}
    one = program.simulate(repeats, processes=1)
    monkeypatch.setattr(program, "CHUNK", 5)
    pd.testing.assert_frame_equal(program.simulate(repeats, processes=2), one)
    assert set(one["repeats"]) == {12, 7}


def test_counts_are_those_of_the_single_draws():
    counts = program.counted(("linked", 3, 9))
    drawn = [outcome for n in range(3, 9) for _, outcome in program.outcomes("linked", n)]
    same = [o.hit for o in drawn if o.test == "distance travelled, same"]
    assert len(same) == 6
    assert counts["distance travelled, same", COVERAGE, "linked"].tolist() == [sum(same), 6]


def test_a_seed_of_its_own_for_each_draw():
    def p(name, repeat):
        return [outcome.p for _, outcome in program.outcomes(name, repeat)][0]

    assert p("linked", 1) == p("linked", 1)
    assert len({p("linked", 1), p("linked", 2), p("double difference", 1)}) == 3


def test_a_test_that_rejects_too_often_is_found_out(monkeypatch):
    """A trial of uniform p, and of p that are half of what they should be."""

    def trial(random, _):
        p = random.random()
        yield Outcome("right", TYPE_I, p=p)
        yield Outcome("wrong", TYPE_I, p=p / 2)

    monkeypatch.setitem(program.TRIALS, populations.Linked, trial)
    found = program.simulate({"linked": 2000}, processes=1).set_index("test")
    assert found["within"].to_dict() == {"right": "yes", "wrong": "no"}
    assert found.loc["wrong", "found"] == pytest.approx(0.1, abs=0.02)


# --- what is shipped -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", [RESULTS, FIRST], ids=lambda path: path.name)
def test_the_files_were_made_with_the_settings_of_the_program(path: Path):
    assert program.recorded(path) == program.settings()


def test_the_table_has_its_columns_and_one_row_a_test_and_setting(results):
    assert results.columns.tolist() == program.COLUMNS
    assert not results.duplicated(["test", "target", "setting"]).any()
    assert set(results["target"]) == {TYPE_I, COVERAGE}
    assert not results.isna().any(axis=None)


def test_every_row_is_judged_by_its_own_numbers(results):
    nominal = results["target"].map({TYPE_I: 0.05, COVERAGE: 0.95})
    assert results["nominal"].tolist() == nominal.tolist()
    hits = results["found"] * results["repeats"]
    # Written with six digits.
    assert np.allclose(hits, hits.round(), atol=0.01)
    error = (0.05 * 0.95 / results["repeats"]) ** 0.5
    assert np.allclose(results["error"], error, rtol=1e-4)
    within = (results["found"] - nominal).abs() <= 3 * error
    assert results["within"].tolist() == within.map({True: "yes", False: "no"}).tolist()


def test_a_row_has_no_more_repeats_than_its_population(results):
    for name in populations.CHANGES | populations.CONTRASTS | populations.LINKED:
        rows = results[results["setting"] == name]
        assert rows["repeats"].max() == program.repeats_of(name)
        assert rows["repeats"].min() > 0


def test_the_first_draws_give_today_what_they_gave_then(first):
    today = program.first_outcomes(kept=1)
    then = first[first["repeat"] == 0].reset_index(drop=True)
    names = ["setting", "test", "target"]
    pd.testing.assert_frame_equal(today[names], then[names], check_dtype=False)
    for column in ("p", "low", "high", "truth"):
        assert np.allclose(
            today[column], then[column].astype(float), rtol=1e-6, atol=1e-9, equal_nan=True
        ), column


def test_the_first_draws_are_of_every_row(results, first):
    names = ["test", "target", "setting"]
    rows, drawn = (
        set(frame[names].itertuples(index=False, name=None)) for frame in (results, first)
    )
    assert rows == drawn
    assert set(first["repeat"]) == set(range(program.KEPT))


def test_the_readme_names_every_deviation_and_setting(results):
    text = (program.FOLDER / "README.md").read_text(encoding="utf-8")
    outside = results[results["within"] == "no"]
    told = {line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")}
    assert set(outside["test"]) - told == set()
    assert [name for name in program.POPULATIONS if f"`{name}`" not in text] == []
    assert f"{len(outside)} of {len(results)} rows" in text
