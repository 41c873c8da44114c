"""Named tests: every test that the annex makes has a name, and no two have the same."""

import pytest
from annex_chapters import chapter

from helpers.annex.named_tests import SHORT, SIDE_BY_SIDE, TESTS, WAYS, name_of_test, parted
from helpers.comparisons import ADJUSTED, CHI_SQUARED_ALL


def test_every_test_of_the_annex_has_a_name_of_its_own():
    made = set()
    for number in ("3", "5", "6"):
        found = chapter(number)
        made |= set(found.tests.frame["test"]) | set(found.sizes.frame["effect"])
        made |= set(found.sensitivity.frame["test"])
    names = {test: name_of_test(test) for test in made}
    assert len(made) > 25 and len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("test", "plain", "way", "name"),
    [
        ("t", "t", "", "t-test of the mean score"),
        ("adjusted_t", "t", "adjusted_", "t-test of the mean score, profile held equal"),
        (
            "post_stratified_ordinal", "ordinal", "post_stratified_",
            "Ordinal test on mid-ranks, post-stratified residuals",
        ),
        (CHI_SQUARED_ALL, CHI_SQUARED_ALL, "", "Chi-squared, all answers"),
    ],
)  # fmt: skip
def test_a_name_says_the_test_and_the_way(test, plain, way, name):
    assert parted(test) == (plain, way) and name_of_test(test) == name


def test_an_unknown_test_has_no_name():
    with pytest.raises(KeyError):
        name_of_test(f"{ADJUSTED}runs")


def test_columns_are_named_tests():
    assert set(SIDE_BY_SIDE) <= set(TESTS) and set(SHORT) <= set(TESTS)
    assert not any(test.startswith(way) for test in TESTS for way in WAYS)
