"""Screen: the summary first; every row with all of it; nothing that has no place."""

import pytest
from test_comparison import ITEMS, before, compared

from helpers.comparing.screen import lines


@pytest.fixture
def found():
    made = compared(before(), before("fell", "50%", "4.2*"))
    made.apart = {phrase: why for phrase, why in ITEMS.values() if why}
    made.only = [("second", "page: Another")]
    return made


def test_the_summary_comes_first_after_the_notices(found):
    text = "\n".join(lines(found))
    assert text.startswith("first against second\nfirst: Reconstructed data: ")
    assert "second: Example data: " in text
    assert "Numbers and clauses in sentences: 2 in both waves, 2 of them differ; 0 in one" in text
    assert "Cells of tables: 2 in both waves, 1 of them differ; 0 in one wave only" in text
    assert "Verdicts that crossed significance: 0 in sentences, 1 in cells of tables" in text
    assert "what is gone: it was not asked" in text and "second: page: Another" in text
    assert "interest.followup" not in text


def test_all_of_it_has_every_row(found):
    told = list(lines(found, everything=True))
    assert "    interest.followup: 64% -> 50%" in told
    assert "    End: Base: 10 in both" in told
    assert "    End: Mean: 4.0 -> 4.2* [crossed: not significant, then significant]" in told
    assert "    first: The share rose to 64%." in told
    assert "    second: The share fell to 50%." in told


def test_nothing_to_tell_is_said():
    told = list(lines(compared(before(), before())))
    assert told.count("  None.") == 3
