"""Shown numbers: which texts are numbers, and how they are shown."""

from decimal import Decimal

import pytest

from helpers.exporting.shown_numbers import shown_number


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("83%", "0.83", "0%"),
        ("0%", "0", "0%"),
        ("20.8%", "0.208", "0.0%"),
        ("5.00%", "0.05", "0.00%"),
        ("1,234", "1234", "#,##0"),
        ("1,234,567.50", "1234567.5", "#,##0.00"),
        ("1234", "1234", "0"),
        ("3.80", "3.8", "0.00"),
        ("-0.05", "-0.05", "0.00"),
        ("123456789012345", "123456789012345", "0"),
    ],
)
def test_a_number_and_its_format(text, value, form):
    found = shown_number(text)
    assert (found.value, found.format) == (Decimal(value), form)


@pytest.mark.parametrize(
    "text",
    ["", "[c]", "[x]", "45 [low]", "4.2*", "<0.001", "007", "+3", "−5", "1,23", "12,34", "1.2.3"]
    + ["2e5", "5 %", "1 234", ".5", "5.", "٣", "NaN", "1/2", "1234567890123456", "- 5"],
)
def test_what_is_more_or_less_than_a_number_stays_text(text):
    assert shown_number(text) is None
