"""Rankings of a made report."""

import pytest
from made_report import report

from helpers.checking.facts import facts_of
from helpers.checking.rankings import of_rankings

EXPRESSION = '{eval}`primary.shares(["interest"], "end_of_linking").%s`'


@pytest.mark.parametrize(("form", "told", "right"), [
    ("ranked(1)", "interest in other cultures (75%)", True),
    ("ranked(1)", "interest in other cultures (57%)", False),
    ("ranked(1, 2)", "sleep (57%) and food (58%)", False),
    ("range", "between 75% and 75%", True),
    ("range", "between 57% and 75%", False),
    ("range", "between 75% and 81%", False),
])  # fmt: skip
def test_rankings_follow_the_bars(form, told, right):
    context = report(f"In order: {EXPRESSION % form}.", told)
    assert (list(of_rankings(facts_of(context), "check")) == []) == right
