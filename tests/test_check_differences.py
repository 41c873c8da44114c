"""Differences of a made report."""

import pytest
from made_report import found

from helpers.checking import differences

CHANGE = "It is {eval}`interest.change`."


@pytest.mark.parametrize("points", [10, 11, 12])
def test_a_point_of_rounding_is_no_finding(points):
    assert found(differences, CHANGE, f"an increase of {points} percentage points") == []


@pytest.mark.parametrize("told", [
    "an increase of 13 percentage points", "an increase of 9 percentage points",
    "a decrease of 11 percentage points", "no change in percentage terms",
])  # fmt: skip
def test_other_sizes_and_directions_are_found(told):
    (finding,) = found(differences, CHANGE, told)
    assert told in finding


def test_a_note_is_held_against_its_bars():
    (finding,) = found(differences, notes={"Difference": "a decrease of 11 percentage points"})
    assert finding.startswith("the note says of interest")


@pytest.mark.parametrize(("sentence", "right"), [
    ("The share of teachers rose from two-thirds (64%) to three-quarters (75%).", True),
    ("The share of teachers fell from two-thirds (64%) to three-quarters (75%).", False),
    ("It went from 64% to 75%, an increase of 11 percentage points.", True),
    ("It went from 64% to 75%, an increase of 21 percentage points.", False),
    ("A: 64% of Linking teachers, lower than the 78% of non-Linking teachers.", True),
    ("A: 64% of Linking teachers, higher than the 78% of non-Linking teachers.", False),
])  # fmt: skip
def test_sentences_with_both_ends(sentence, right):
    assert (found(differences, said=sentence) == []) == right


@pytest.mark.parametrize(("told", "right"), [("almost twice", False), ("1.2 times", True)])
def test_how_many_times(told, right):
    assert (found(differences, "It is {eval}`interest.change.times` as many.", told) == []) == right


def test_signed():
    assert differences.signed("an increase of 3 percentage points") == (1, 3)
    assert differences.signed("lower than") == (-1, None)
    assert differences.signed("the same as") == (0, 0) and differences.signed("many") is None
