"""Area differences: what is said of an area against all others follows the tests."""

import pytest
from made import difference, results

from helpers.area_differences import AreaContrast, AreaFamily, AreaMeasure, ChangeGap, GapFamily
from helpers.disclosure import SUPPRESSED


@pytest.fixture
def item(questionnaire):
    return questionnaire.item("interest")


def contrast(item, **made) -> AreaContrast:
    found = difference("contrast", item, **made)
    return AreaContrast(found.here, found.there, found.tests, "Derby")


def gap(item, significant=False, status="", reason="") -> ChangeGap:
    changes = [difference("change", item, here, 0.5, status=status) for here in (0.64, 0.58)]
    tests = results(significant, reason=reason, status=status)
    tests.frame["test"] = tests.frame["test"].replace({"ordinal": "double_ordinal"})
    return ChangeGap(*changes, tests, "Derby")


def measure(item, **made) -> AreaMeasure:
    found = AreaMeasure(item, "Derby", (lambda survey: None, lambda against: None), None, {})
    found.__dict__["difference"] = contrast(item, **made)
    return found


@pytest.mark.parametrize(
    ("said", "verdict"),
    [({"significant": True}, "is statistically significant"),
     ({}, "is not statistically significant"),
     ({"reason": "every answer is the same"},
      "could not be tested because every answer is the same")],
)  # fmt: skip
def test_a_difference_names_the_area_and_follows_the_test(item, said, verdict):
    size = "11 percentage points higher among teachers in Derby than among those in all other areas"
    assert str(contrast(item, **said)) == f"{size}, which {verdict}"


def test_a_difference_is_not_that_of_the_adjusted_test(item):
    assert contrast(item, significant=False, adjusted_ordinal=True).significant is False


def test_an_area_that_is_lower_or_the_same_is_said_to_be(item):
    assert contrast(item, here=0.5).position == "lower than"
    assert str(contrast(item, here=0.64)).startswith("the same among teachers in Derby as among")


def test_means_stand_beside_each_other(item):
    said = "4.2 among teachers in Derby against 3.8 among those in all other areas, a difference"
    assert contrast(item).mean.startswith(said)


def test_an_item_without_ratings_has_no_test(item):
    found = contrast(item)
    found.tests = type(found.tests)(found.tests.frame[found.tests.frame["test"] != "ordinal"])
    assert not found.tested and contrast(item).tested


@pytest.mark.parametrize(
    ("made", "said"),
    [({}, "is not statistically significant"), ({"significant": True}, "is statistically s"),
     ({"reason": "nobody's answer changed"}, "could not be tested because nobody's answer")],
)  # fmt: skip
def test_two_changes_are_told_with_their_test(item, made, said):
    sizes = (
        "an increase of 14 percentage points in Derby against an increase of 8 percentage points"
    )
    assert str(gap(item, **made)).startswith(f"{sizes} in all other areas, a difference between")
    assert f"the changes that {said}" in str(gap(item, **made))


def test_a_hidden_change_is_not_told(item):
    assert str(gap(item, status=SUPPRESSED)) == "not shown ([c])"


def test_a_family_counts_and_lists_with_the_areas_name(item):
    family = AreaFamily([measure(item, significant=True), measure(item, means=(3.1, 3.8))], "Derby")
    assert family.summary.startswith("ratings were better in Derby than in all other areas on one")
    assert family.significant == "interest in other cultures (75% against 64%)"
    [line] = family.bullets().data.splitlines()
    assert line.endswith("of teachers in Derby, higher than the 64% of those in all other areas.")
    assert isinstance(family.of("interest"), AreaFamily)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([{}, {"significant": True}, {}], "on one of the three measures"),
        ([{}, {"status": SUPPRESSED}, {}], "on neither of the two measures that can be shown"),
    ],
)
def test_changes_are_counted_where_they_can_be_shown(item, made, said):
    measures = []
    for one in made:
        measures.append(measure(item))
        measures[-1].__dict__["gap"] = gap(item, **one)
    found = str(GapFamily(measures, "Derby"))
    assert found.startswith("the change in Derby is statistically significantly different from")
    assert found.endswith(said)
