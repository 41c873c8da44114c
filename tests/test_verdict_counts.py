"""Counts of significant differences in a made report."""

import pytest
from made_report import found

from helpers.checking import verdict_counts

FAMILY = 'On {eval}`primary.changes.of("interest").%s` of them.'


@pytest.mark.parametrize(("form", "told", "right"), [
    ("n_significant", "one", True), ("n_significant", "none", False), ("n", "one", True),
    ("n", "two", False), ("on_how_many()", "the one measure", True),
    ("not_significant", "none of the measures", True),
    ("summary", "ratings were better at the end on the one measure, where the difference is "
     "statistically significant", True),
    ("summary", "ratings were better at the end on the one measure, where the difference is not "
     "statistically significant", False),
])  # fmt: skip
def test_counts_follow_from_the_tests(form, told, right):
    assert (found(verdict_counts, FAMILY % form, told) == []) == right


def test_a_list_leaves_nothing_out():
    told = "confidence mixing with others of a different ethnicity (53% to 65%)"
    (finding,) = found(verdict_counts, "These: {eval}`primary.changes.significant`.", told)
    assert finding == "the list leaves out interest, which significantly differs"


@pytest.mark.parametrize(("text", "count"), [
    ("eight of the 11 measures", (8, 11)), ("both measures", (2, 2)), ("all six questions", (6, 6)),
    ("neither of the two questions", (0, 2)), ("none of the 1,100 measures", (0, 1100)),
])  # fmt: skip
def test_counts_are_read(text, count):
    assert verdict_counts.count_of(text) == count
