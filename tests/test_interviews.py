"""Facts of the interviews: text, each noted when it is taken."""

import pytest

from helpers.interviews import Interviews


def test_counts_are_words_and_each_fact_is_noted_when_it_is_taken():
    noted = []
    found = Interviews(noted.append, {"achieved": 8, "target": 20, "minutes": 40})
    assert noted == []
    assert (found.achieved, found.target, found.minutes) == ("eight", "20", "40")
    assert noted == ["interviews: achieved", "interviews: target", "interviews: minutes"]


def test_a_fact_that_the_wave_does_not_have_is_an_error():
    with pytest.raises(AttributeError, match="minutes"):
        assert Interviews(lambda fact: None, {"achieved": 8}).minutes
