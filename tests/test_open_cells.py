"""Open cells: the words about print, one sentence a line."""

import re

import pytest

from helpers.annex import open_cells


@pytest.mark.parametrize("text", [open_cells.RULE, open_cells.AFTER])
def test_a_sentence_has_a_line_of_its_own(text):
    lines = [line for line in text.splitlines() if line]
    assert all(line.endswith(".") and ". " not in line for line in lines)


def test_every_chapter_has_a_line_with_its_words():
    text = open_cells.turned([("5", "one of two (a; b)"), ("6", "no measure, because it rains")])
    listed = re.findall(r"^- (.+)$", text, re.MULTILINE)
    assert listed == [
        "in Chapter 5, on one of two (a; b);",
        "in Chapter 6, on no measure, because it rains.",
    ]
    assert text.endswith(open_cells.AFTER)
