"""Dates as far as they are printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.auditing.printed_dates import read_date


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("06/07/2021", (2021, 7, 6)),
        ("18th August 2021", (2021, 8, 18)),
        ("7th July", (None, 7, 7)),
        ("Friday 20th March", (None, 3, 20)),
        ("March 2018", (2018, 3, None)),
        ("2007", (2007, None, None)),
        ("2nd", (None, None, 2)),
        ("July", (None, 7, None)),
        ("29 February 2020", (2020, 2, 29)),
    ],
)
def test_what_is_printed_is_read(text, parts):
    found = read_date(text)
    assert (found.year, found.month, found.day) == parts


@pytest.mark.parametrize(
    "text",
    ["", "Summer 2021", "2020/21", "31 April 2021", "29 February 2021", "13/13/2021", "May 5"],
)
def test_what_is_no_date_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("7th July", "06/07/2021", True),
        ("2nd", "02/07/2021", False),
        ("March", "March 2020", False),
        ("March 2020", "2021", True),
        ("2018", "July", False),
    ],
)
def test_only_what_both_print_can_differ(one, other, differs):
    assert read_date(one).differs(read_date(other)) == differs
    assert read_date(other).differs(read_date(one)) == differs


@given(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1)))
def test_whole_dates_have_the_order_of_the_calendar(one, other):
    first, second = (read_date(f"{d.day} {d:%B %Y}") for d in (one, other))
    assert first.is_after(second) == (one > other)
    assert first.differs(second) == (one != other)


def test_where_too_little_is_printed_nothing_is_after():
    assert not read_date("2021").is_after(read_date("May 2021"))
    assert not read_date("July").is_after(read_date("March 2020"))
    assert read_date("June 2021").is_after(read_date("May 2021"))
