"""Asterisks and verdicts of a made report."""

import pytest
from made_report import ANNEX, NOTES, TOLD, found, rows

from helpers.checking import marks

CHANGE, LIST = "It is {eval}`interest.change`.", "These: {eval}`primary.changes.%s`."
PAIR = "interest in other cultures (64% to 75%)"
UP = "an increase of 11 percentage points, which is"


def test_marks_that_follow_from_the_tests():
    assert found(marks) == []
    assert found(marks, CHANGE, f"{UP} statistically significant") == []
    assert found(marks, LIST % "significant", PAIR) == []


@pytest.mark.parametrize(("place", "column", "text"), [
    (1, "Survey", "End of Linking"), (1, "Mean", "4.2"),
])  # fmt: skip
def test_an_asterisk_that_is_gone(place, column, text):
    assert len(found(marks, rows=rows(place, column, text))) == 1


def test_words_that_no_test_gives():
    (finding,) = found(marks, CHANGE, f"{UP} not statistically significant")
    assert finding.endswith("it is significant (p 0.0035 in Table C.17)")
    assert len(found(marks, LIST % "not_significant", PAIR)) == 1
    note = NOTES["Difference"].replace("which is", "which is not")
    assert len(found(marks, notes={"Difference": note})) == 1


def test_cells_of_the_annex():
    told = [[TOLD[0][0], "0.0035", "significant"], ["6.2 B", "0.0100*", "significant"]]
    assert "lacks its asterisk" in found(marks, told=told)[0]
    wrong = [ANNEX[0][:-1] + ["significant"], ANNEX[1]]
    assert found(marks, annex=wrong) == [
        "row '6.1 Interest in other cultures': 'significant' where p is 0.0925"
    ]


def test_without_an_annex_the_note_decides():
    (finding,) = found(marks, annex=[], told=[], rows=rows(1, "Survey", "End of Linking"))
    assert finding.endswith("significant (note under Figure 6.1)")


@pytest.mark.parametrize(("text", "verdict"), [
    ("which is statistically significant", True), ("not statistically significant", False),
    ("which could not be tested because too few answered", None), ("an increase", None),
])  # fmt: skip
def test_a_verdict_is_read(text, verdict):
    assert marks.read_verdict(text) is verdict
