"""Verdicts: results as cells, and a planted test that parts from the report's."""

import pandas as pd
import pytest

from helpers.annex.verdicts import (
    cell,
    differ,
    p_value,
    starred,
    statistic,
    turned,
    verdict,
    why_not,
)
from helpers.disclosure import SHOWN, SUPPRESSED, Disclosed

NAN = float("nan")


def row(p=0.2, estimate=0.1, test="t", item="a", level=0.05, status=SHOWN, **more) -> pd.Series:
    found = {"item": item, "test": test, "estimate": estimate, "statistic": 2.345, "df": 10.0}
    found |= {"p": p, "significant": bool(p < level), "status": status, "reason": ""}
    return pd.Series(found | more)


UNTESTABLE = row(NAN, NAN, statistic=NAN, df=NAN, reason="every answer is the same")
HIDDEN = row(NAN, NAN, statistic=NAN, df=NAN, status=SUPPRESSED)


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.0496, "0.0496"), (0.05, "0.0500"), (1, "1.0000"), (0.001, "0.0010"), (0.00099, "<0.001")],
)
def test_a_p_value_shows_on_which_side_of_the_level_it_lies(p, text):
    assert p_value(p) == text


def test_cells_of_a_test_that_was_made():
    assert (cell(row(), "p"), cell(row(), "estimate")) == ("0.2000", "0.10")
    assert (starred(row()), starred(row(0.04))) == ("0.2000", "0.0400*")
    assert (verdict(row()), verdict(row(0.04))) == ("not significant", "significant")
    assert why_not(row()) == ""


def test_no_number_where_there_is_none():
    assert cell(UNTESTABLE, "p") == starred(UNTESTABLE) == "[x]"
    assert cell(HIDDEN, "estimate") == starred(HIDDEN) == "[c]"
    assert verdict(UNTESTABLE) == "not testable: every answer is the same"
    assert verdict(HIDDEN) == "not testable: too few answered"
    assert (statistic(UNTESTABLE, "t"), statistic(HIDDEN, "t")) == ("[x]", "[c]")


@pytest.mark.parametrize(
    ("df", "text"),
    [(212.0, "t(212) 2.35"), (3.92, "t(3.9) 2.35"), (float("inf"), "t 2.35"), (NAN, "t 2.35")],
)
def test_a_statistic_has_its_degrees_of_freedom(df, text):
    assert statistic(row(df=df), "t") == text


def test_verdicts_differ_by_level_by_direction_and_by_being_there():
    up, down, none = row(0.01, 0.3), row(0.01, -0.3), row(0.5, -0.3)
    assert not differ(up, row(0.04, 0.1)) and not differ(none, row(0.9, 0.3))
    assert differ(up, none) and differ(up, down) and differ(up, UNTESTABLE)
    # A chi-squared test has no direction.
    assert not differ(row(0.01, NAN), down)


def test_a_planted_change_of_verdict_is_found():
    rows = [
        row(0.01, test="ordinal", item="first"), row(0.03, item="first"),
        row(0.04, test="ordinal", item="second"), row(0.06, item="second"),
        row(0.01, test="ordinal", item="third"),
        row(0.30, test="ordinal", item="fourth"),
        row(NAN, NAN, item="fourth", reason="every answer is the same"),
    ]  # fmt: skip
    tests = Disclosed(pd.DataFrame(rows))
    verdicts = tests.only(test="ordinal")
    assert turned(tests, "t", verdicts)["item"].tolist() == ["second", "fourth"]
    assert turned(tests, "ordinal", verdicts).empty
    assert turned(tests, "unknown", verdicts).empty
    assert list(turned(tests, "unknown", verdicts)) == list(tests.frame)
