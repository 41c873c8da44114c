"""The same said again: other values, words, orders."""

import pytest
from claimed import claims, row

from helpers.auditing.repeats import against_one_another, in_order, words_against_figures


def found(checks):
    return [finding for _, finding in checks if finding]


def twice(folder, kind, one, other, **cells):
    return claims(
        folder, row("a", kind, one, line=144), row("b", kind, other, line=671, same_as="a", **cells)
    )


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("percentage", "72%", "72%"),
        ("percentage", "75%", "75.4%"),
        ("count", "8", "eight"),
        ("count", "three or four", "three to four"),
        ("percentage", "83%", "more than 80%"),
        ("date", "2nd", "02/07/2021"),
        ("amount", "£1.4m", "£1,420,000"),
        ("statement", "some", "many"),
        ("percentage", "around 70%", "72%"),
    ],
)
def test_the_same_value_may_be_said_in_several_ways(tmp_path, kind, one, other):
    assert found(against_one_another(twice(tmp_path, kind, one, other))) == []


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        # Both may stand for 72.5%, but not by one way of rounding.
        ("percentage", "72%", "73%"),
        ("percentage", "75%", "76.2%"),
        ("count", "48", "46"),
        ("date", "7th July", "06/07/2021"),
        ("count", "at least four", "3"),
    ],
)
def test_another_value_is_found(tmp_path, kind, one, other):
    (finding,) = found(against_one_another(twice(tmp_path, kind, one, other)))
    assert finding.kind == "two values"
    assert finding.lines == [144, 671]
    assert finding.arithmetic == f"{one} (line 144), but {other} (line 671)"


def test_all_places_of_a_quantity_make_one_finding(tmp_path):
    made = claims(
        tmp_path,
        row("a", "percentage", "72%", line=144),
        row("b", "percentage", "73%", line=671, same_as="a"),
        row("c", "percentage", "72%", line=923, same_as="b", derived="yes"),
        row("d", "percentage", "72%"),
    )
    (finding,) = found(against_one_another(made))
    assert finding.arithmetic == "72% (line 144; line 923, worked out), but 73% (line 671)"


def test_an_assumption_stays_with_its_own_pair(tmp_path):
    made = claims(
        tmp_path,
        row("a", "count", "46"),
        row("b", "count", "48", same_as="a", assumption="both are the same schools"),
        row("c", "count", "46", same_as="a"),
    )
    (finding,) = found(against_one_another(made))
    assert finding.assumption == "both are the same schools"
    assert [claim.id for claim in finding.claims] == ["a", "b"]


@pytest.mark.parametrize(
    ("words", "kind", "figure", "cells", "fits"),
    [
        ("two-thirds", "percentage", "65%", {}, True),
        ("two-thirds", "percentage", "60%", {}, False),
        ("over three-quarters", "count", "46", {"base": 60}, True),
        ("over four-fifths", "count", "46", {"base": 60}, False),
        ("twice", "ratio", "2.1", {}, True),
        ("twice", "ratio", "2.6", {}, False),
    ],
)
def test_words_are_held_against_their_figure(tmp_path, words, kind, figure, cells, fits):
    made = claims(
        tmp_path, row("w", "fraction", words, same_as="f"), row("f", kind, figure, **cells)
    )
    ((_, finding),) = words_against_figures(made)
    assert (finding is None) == fits


def test_words_that_are_far_say_how_far(tmp_path):
    made = claims(
        tmp_path, row("w", "fraction", "two-thirds", same_as="f"), row("f", "percentage", "60%")
    )
    (finding,) = found(words_against_figures(made))
    assert finding.arithmetic == "two-thirds is 66.67%, and the figure is 60%"


def test_words_without_a_share_are_not_checked(tmp_path):
    made = claims(tmp_path, row("w", "fraction", "half", same_as="f"), row("f", "count", "46"))
    assert list(words_against_figures(made)) == []


def test_an_order_may_stay_level_and_not_fall(tmp_path):
    values = {"p37": "37", "p399": "399", "p39": "39", "p42": "42", "p42b": "42"}
    rows = [
        row(name, "amount", value, line=n) for n, (name, value) in enumerate(values.items(), 67)
    ]
    made = claims(tmp_path, row("o", "order", parts=";".join(values)), *rows)
    (finding,) = found(in_order(made))
    assert finding.arithmetic == "39 (line 69) comes after 399 (line 68)"
    made = claims(tmp_path, row("o", "order", parts="p37;p39;p42;p42b"), *rows)
    assert found(in_order(made)) == []


def test_dates_have_an_order_too(tmp_path):
    rows = [row("a", "date", "May 2020"), row("b", "date", "July 2019")]
    assert len(found(in_order(claims(tmp_path, row("o", "order", parts="a;b"), *rows)))) == 1
    assert found(in_order(claims(tmp_path, row("o", "order", parts="b;a"), *rows))) == []
