"""Delivered: cells become texts one way only, and a column knows what it holds."""

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.reading.delivered import (
    AnswerSet,
    Column,
    Delivered,
    Missing,
    as_text,
    with_decimals,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        ("  a b ", "a b"),
        (5.0, "5"),
        (5, "5"),
        (np.int8(5), "5"),
        (np.float64(2.5), "2.5"),
        (-9.0, "-9"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime.date(2001, 5, 3), "2001-05-03"),
        (datetime.datetime(2001, 5, 3), "2001-05-03"),
        (datetime.datetime(2001, 5, 3, 14, 5), "2001-05-03 14:05:00"),
        (datetime.time(14, 5), "14:05:00"),
        (datetime.timedelta(hours=1), "1:00:00"),
    ],
)
def test_a_cell_has_one_text(value, text):
    assert as_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_changes_by_becoming_text(number):
    assert float(as_text(number)) == number


def test_numbers_with_decimals_are_remembered():
    assert with_decimals([1.0, 1.125, None, "1.5", 2]) == {"1.125"}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("1", "2.5", "-3", "1e5", "1,5"), "number"),
        (("", ""), "empty"),
        (("2001-05-03", "2001-05-03 14:05:00"), "date"),
        (("TRUE", "false", ""), "truth"),
        (("a", "b"), "text"),
        (("1", "a"), "mixed"),
    ],
)
def test_a_column_has_a_kind(cells, kind):
    assert Column("x", cells).kind == kind


def test_missing_codes_are_values_and_ranges():
    missing = Missing(frozenset({"a", "98"}), ((-99.0, -1.0), (97.0, 97.0)))
    cells = ["a", "98", "-99", "-1", "-0.5", "97", "96", "b", ""]
    assert [cell for cell in cells if missing.holds(cell)] == ["a", "98", "-99", "-1", "97"]


def test_a_file_gives_its_columns_by_name():
    columns = (Column("a", ("1",)), Column("b", ("2",)), Column("a", ("3",)))
    sets = (AnswerSet("q", ("b",), counted="2"), AnswerSet("r", ("a",)))
    delivered = Delivered("x", "sav", columns, (1,), sets=sets)
    assert delivered.names == ["a", "b", "a"]
    assert delivered.column("a").cells == ("1",)
    assert delivered.column("c") is None
    assert [delivered.counted(name) for name in "abc"] == [None, "2", None]
