"""Numerals: numbers as people write them, read only where there is one way to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.reading.numerals import is_open, plain


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("1,5", ",", "1.5"),
        ("5,0", ",", "5"),
        ("5", ",", "5"),
        ("+5", ",", "5"),
        ("-1,25", ",", "-1.25"),
        ("\u22121,25", ",", "-1.25"),
        ("1.500", ",", "1500"),
        ("1.500,5", ",", "1500.5"),
        ("1 500,50", ",", "1500.5"),
        ("1\u202f500", ",", "1500"),
        ("1'500", ".", "1500"),
        ("1,500.5", ".", "1500.5"),
        ("12,345,678", ".", "12345678"),
        ("007", ".", "7"),
        ("1.5", ",", None),
        ("15.00", ",", None),
        ("1,5", ".", None),
        ("1,50,000", ".", None),
        ("1.5.5", ".", None),
        ("", ".", None),
        ("-", ".", None),
        (",5", ",", None),
        ("1e3", ".", None),
        ("1,500,5", ",", None),
    ],
)
def test_a_number_as_people_write_it(cell, decimal, number):
    assert plain(cell, decimal) == number


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from([".", ","]))
def test_thousands_and_decimals_of_any_number(number, decimal):
    english = f"{number:,}"
    written = english if decimal == "." else english.translate(str.maketrans(",.", ".,"))
    assert float(plain(written, decimal)) == float(number)


@pytest.mark.parametrize(
    ("cell", "separator", "is_so"),
    [
        ("1,5", ",", True),
        ("1,500", "", True),
        ("1.500,5", ";", True),
        ("1.500", ";", True),
        ("1.500", ",", False),
        ("1.500", "", False),
        ("1.50", ";", False),
        ("1234.500", ";", False),
        ("1500", ";", False),
        (",", ";", False),
        ("a,b", ";", False),
        ("12, or so", ";", False),
    ],
)
def test_a_number_that_can_be_two(cell, separator, is_so):
    assert is_open(cell, separator) is is_so
