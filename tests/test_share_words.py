"""Fractions in words beside their percentages."""

import pytest

from helpers.checking.share_words import of_text


@pytest.mark.parametrize(("text", "right"), [
    ("around two-thirds (64%) of teachers", True), ("around two-thirds (46%)", False),
    ("more than 8 in 10 (85%)", True), ("more than 8 in 10 (75%)", False),
    ("just under half (48%)", True), ("just over half (48%)", False),
    ("almost none (0%)", True), ("Three-quarters (75%)", True), ("a fifth (30%)", False),
    ("the national average (33%)", True),
])  # fmt: skip
def test_words_say_what_the_percentage_says(text, right):
    assert (list(of_text(text)) == []) == right
