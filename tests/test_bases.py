"""Bases of a made report."""

import pytest
from made_report import ANNEX, NOTES, ROWS, alternative, found, rows

from helpers.checking import bases

ASKED = 'Of {eval}`Edition(wave).count("end_of_linking", phase="primary")` teachers.'


def test_bases_that_are_the_same_everywhere():
    assert found(bases) == []
    assert found(bases, ASKED, "77") == []


def test_a_base_of_the_text_alternative():
    (finding,) = found(bases, alt=alternative(rows(0, "Base", "134")))
    assert finding == "bar 'Baseline': base 134 in the text alternative, 143 in the table"


def test_a_base_of_the_note():
    (finding,) = found(bases, notes={"Base": NOTES["Base"].replace("73", "77")})
    assert finding == "the note says 'End of Linking: 77', the bars have 73 to 73"


def test_a_share_that_whole_respondents_cannot_have():
    changed = rows(1, "3", "17%")  # 12 of 73 are 16.4%, 13 are 17.8%
    (finding,) = found(bases, rows=changed)
    assert finding == "bar 'End of Linking', '3': no number of 73 respondents is 17%"


def test_a_base_over_all_respondents():
    (finding,) = found(bases, ASKED, "70")
    assert "base 73, over the 70 respondents" in finding


@pytest.mark.parametrize(("place", "told"), [(0, "72 and 143"), (1, "74 and 142")])
def test_a_base_of_a_test(place, told):
    annex = [list(row) for row in ANNEX]
    annex[place][2] = told
    assert len(found(bases, annex=annex)) == 1
    assert len(ROWS) == 2
