"""Pooling: respondents of two samples after one another, and what their sums refuse."""

import numpy as np
import pandas as pd
import pytest

from helpers.items import Item, Response, Scale
from helpers.pooling import NOT_STATED, Pooled, dummies
from helpers.testable import NotTestable

NAN = float("nan")
YEARS = Item("years", "Years?", "Years", Scale("years", "number"), {"any": "years"})
AREA = Item(
    "area", "Area?", "Area", Scale("area", "category", {k: Response(k, 1, k) for k in "ur"}), {}
)


def test_the_sample_comes_first_and_identifiers_of_both_stay_apart(make_sample, five_point):
    pooled = Pooled(make_sample([5, 4], survey="end"), make_sample([1, 2, 3], survey="before"))
    assert pooled.group.tolist() == [1, 1, 0, 0, 0]
    answers = pooled.answers(five_point)
    assert answers.tolist() == ["5", "4", "1", "2", "3"]
    assert answers.index.tolist() == ["end 0", "end 1", "before 0", "before 1", "before 2"]


def test_outcomes_are_in_the_order_of_respondents(make_sample, five_point):
    pooled = Pooled(make_sample([5, "dont_know", 3]), make_sample([3, "no_answer", None, 1]))
    assert pooled.scores(five_point) == pytest.approx([5, NAN, 3, 3, NAN, NAN, 1], nan_ok=True)
    # Don't know is in the base of a share; no answer and not asked are not.
    assert pooled.headline(five_point) == pytest.approx([1, 0, 0, 0, NAN, NAN, 0], nan_ok=True)
    # Of four opinions 1, 3, 3, 5: below plus half of the tied.
    expected = [7 / 8, NAN, 1 / 2, 1 / 2, NAN, NAN, 1 / 8]
    assert pooled.midranks(five_point) == pytest.approx(expected, nan_ok=True)


def test_cells_are_sums_of_weights_by_group_and_answer(make_sample, five_point):
    pooled = Pooled(make_sample([5, 5, 1, "dont_know"]), make_sample([1, 5], weights=[2, 3]))
    cells = pooled.cells(pooled.scores(five_point))
    assert cells.levels.tolist() == [1, 5]
    assert cells.table.tolist() == [[2, 3], [1, 2]]
    assert cells.square.sum(axis=0).tolist() == [[4, 9], [1, 2]]
    assert cells.bases.tolist() == [2, 3]


@pytest.mark.parametrize("labels", ["strata", "clusters"])
def test_cells_refuse_a_design_that_they_would_ignore(make_sample, five_point, labels):
    one = make_sample([5, 4, 3, 2], **{labels: ["a", "a", "b", "b"]})
    for pooled in (Pooled(one, make_sample([1, 2])), Pooled(make_sample([1, 2]), one)):
        with pytest.raises(NotTestable, match="strata and clusters"):
            pooled.cells(pooled.scores(five_point))


def test_an_item_without_a_headline_has_no_headline_share(make_sample, five_point):
    item = Item("y", "", "", five_point.scale, {}, headline=())
    with pytest.raises(NotTestable, match="no response whose shares"):
        Pooled(make_sample([1, 2]), make_sample([1, 2])).headline(item)


def test_a_profile_has_one_response_for_all_who_did_not_say(make_sample):
    here = pd.DataFrame({"area": ["u", "dont_know"], "years": [4.0, NAN]})
    there = pd.DataFrame({"area": ["r", "no_answer"], "years": [10.0, 1.0]})
    profile = Pooled(make_sample(here), make_sample(there)).profile([AREA, YEARS])
    assert profile["area"].tolist() == ["u", NOT_STATED, "r", NOT_STATED]
    assert profile["years"].tolist() == [4, 5, 10, 1]
    # Of three different areas two columns, beside the number.
    assert dummies(profile).shape == (4, 3)
    assert np.linalg.matrix_rank(dummies(profile)) == 3


def test_a_number_that_nobody_gave_says_nothing(make_sample):
    nobody = make_sample(pd.DataFrame({"years": [NAN, NAN]}))
    assert Pooled(nobody, nobody).profile([YEARS])["years"].tolist() == [0, 0, 0, 0]
