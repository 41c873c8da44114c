"""Disclosure: small bases are flagged, very small ones leave nothing to be read."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.disclosure import Disclosed, disclose, withhold, without_sizes

# The small project flags bases under 5 and suppresses those under 3.
SHOWN, LOW, SUPPRESSED = "", "low", "suppressed"


def estimates(*bases: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "response": [f"r{n}" for n in range(len(bases))],
            "base": bases,
            "effective_base": [base * 0.9 for base in bases],
            "count": [base // 2 for base in bases],
            "estimate": 0.5,
            "low": 0.4,
            "high": 0.6,
        }
    )


def differences(base: int, against: int) -> pd.DataFrame:
    numbers = dict.fromkeys(["estimate", "low", "high", "statistic", "df", "p"], 0.01)
    return pd.DataFrame([{"base": base, "base_against": against, "significant": True} | numbers])


@pytest.mark.parametrize(
    ("base", "status"),
    [(0, SUPPRESSED), (2, SUPPRESSED), (3, LOW), (4, LOW), (5, SHOWN), (500, SHOWN)],
)
def test_a_base_at_a_threshold_is_on_its_better_side(questionnaire, base, status):
    (found,) = disclose(estimates(base), questionnaire.settings).frame["status"]
    assert found == status


def test_a_suppressed_row_loses_its_base_and_its_numbers(questionnaire):
    row = disclose(estimates(2), questionnaire.settings).row(response="r0")
    assert row[["base", "estimate", "low", "high", "count", "effective_base"]].isna().all()


def test_estimates_of_one_item_are_hidden_together(questionnaire):
    """Four answered, two of them with a rating: their mean follows from the shares."""
    one = estimates(4, 4, 2).assign(wave="w", survey="s", item="interest", group="all")
    two = estimates(4, 4, 4).assign(wave="w", survey="s", item="respect", group="all")
    frame = disclose(pd.concat([one, two]), questionnaire.settings).frame
    assert frame["status"].tolist() == [SUPPRESSED] * 3 + [LOW] * 3
    assert frame["estimate"].isna().tolist() == [True] * 3 + [False] * 3
    assert frame["base"].tolist()[:2] == [4, 4] and frame["base"].isna().tolist()[2]


def test_tests_are_hidden_one_by_one(questionnaire):
    rows = pd.concat([differences(2, 9), differences(9, 9)]).assign(item="interest", wave="w")
    assert disclose(rows, questionnaire.settings).frame["status"].tolist() == [SUPPRESSED, SHOWN]


def test_withheld_rows_have_no_number_left():
    rows = pd.DataFrame({"response": ["5"], "base": [64], "estimate": [0.5], "count": [32],
                         "p": [0.01], "significant": [True], "status": [""]})  # fmt: skip
    found = withhold(Disclosed(rows))
    [row] = found.frame.itertuples()
    assert (row.status, row.significant) == ("suppressed", False)
    assert pd.isna([row.base, row.estimate, row.count, row.p]).all()
    assert found.hidden and not Disclosed(rows).hidden


def test_a_low_row_keeps_its_numbers(questionnaire):
    row = disclose(estimates(4), questionnaire.settings).row(response="r0")
    assert row[["estimate", "low", "high", "count"]].tolist() == [0.5, 0.4, 0.6, 2]


@pytest.mark.parametrize(
    ("base", "against", "status"),
    [(2, 500, SUPPRESSED), (500, 2, SUPPRESSED), (4, 9, LOW), (9, 4, LOW), (5, 5, SHOWN)],
)
def test_a_difference_has_the_smaller_of_its_bases(questionnaire, base, against, status):
    row = disclose(differences(base, against), questionnaire.settings).frame.iloc[0]
    assert row["status"] == status
    hidden = row[["estimate", "low", "high", "statistic", "df", "p"]].isna()
    assert hidden.all() if status == SUPPRESSED else not hidden.any()
    assert row["significant"] == (status != SUPPRESSED)


def test_what_a_family_makes_of_a_test_is_hidden_with_it(questionnaire):
    family = dict.fromkeys(["p_holm", "p_bh"], 0.02)
    family |= dict.fromkeys(["significant_holm", "significant_bh"], True)
    rows = pd.concat([differences(2, 9), differences(9, 9)]).assign(**family)
    hidden, shown = (row for _, row in disclose(rows, questionnaire.settings).frame.iterrows())
    assert hidden[["p_holm", "p_bh"]].isna().all() and shown["p_holm"] == 0.02
    for name in ("significant", "significant_holm", "significant_bh"):
        assert not hidden[name] and shown[name]


@given(st.lists(st.integers(0, 8), max_size=12))
def test_no_number_passes_on_a_base_under_the_threshold(questionnaire, bases):
    frame = disclose(estimates(*bases), questionnaire.settings).frame
    numbers = frame[["estimate", "low", "high", "count", "effective_base"]]
    small = pd.Series(bases, dtype=int) < 3
    assert (numbers.isna().any(axis=1) == small).all()
    assert (numbers.isna().all(axis=1) == small).all()


def test_the_frame_that_came_in_stays_as_it_was(questionnaire):
    before = estimates(1, 9)
    disclose(before, questionnaire.settings)
    pd.testing.assert_frame_equal(before, estimates(1, 9))


def test_rows_are_found_by_what_they_hold(questionnaire):
    passed = disclose(estimates(9, 8, 8), questionnaire.settings)
    assert passed.row(response="r1")["base"] == 8
    assert passed.only(base=8).frame["response"].tolist() == ["r1", "r2"]
    assert passed.only(base=8, response="r2").frame["response"].tolist() == ["r2"]


@pytest.mark.parametrize(("wanted", "rows"), [({"response": "r9"}, 0), ({"base": 8}, 2)])
def test_one_row_is_neither_none_nor_two(questionnaire, wanted, rows):
    with pytest.raises(LookupError, match=f"{rows} rows have"):
        disclose(estimates(9, 8, 8), questionnaire.settings).row(**wanted)


def test_parts_are_put_together_in_order_with_their_names(questionnaire):
    parts = [
        disclose(estimates(base), questionnaire.settings).labelled(bar=f"bar {base}")
        for base in (9, 2)
    ]
    frame = Disclosed.together(parts).frame
    assert frame["bar"].tolist() == ["bar 9", "bar 2"]
    assert frame["status"].tolist() == [SHOWN, SUPPRESSED]
    assert frame.index.tolist() == [0, 1]


def test_rows_without_sizes_keep_what_they_say(questionnaire):
    """An interval or degrees of freedom would tell how many there are."""
    shares = without_sizes(disclose(estimates(9), questionnaire.settings)).frame
    assert shares["estimate"].tolist() == [0.5] and shares["base"].isna().all()
    tests = without_sizes(disclose(differences(9, 9), questionnaire.settings)).frame
    assert tests["significant"].all() and tests[["base", "base_against"]].isna().all(axis=None)
    assert not {"count", "effective_base", "low", "high", "df", "statistic"} & {*shares, *tests}


def test_what_was_hidden_once_stays_hidden(questionnaire):
    once = disclose(differences(2, 40), questionnaire.settings).frame
    # Another calculation of the same item puts its own numbers beside the bases of the first.
    again = disclose(once.assign(p=0.02, significant=True), questionnaire.settings).frame
    assert list(again["status"]) == [SUPPRESSED]
    assert again["p"].isna().all() and not again["significant"].any()
