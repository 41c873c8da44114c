"""Small cells: what one table shows and should not, worked by hand; whole sites are planted."""

import pytest
from planted_small_cells import FAULTS, found_with

from helpers.checking.shown_tables import Shown
from helpers.checking.small_cells import of_table

BARS = ["Group", "Base", "Yes", "No", "Mean"]


def found(header: list[str], *rows: list[str], **notes: str) -> list[str]:
    return [what for _, _, what, _ in of_table(Shown("page", "T", header, list(rows), notes), 30)]


@pytest.mark.parametrize("base", ["30", "30 [low]", "1,200", "0", "[c]"])
def test_a_base_at_the_threshold_or_hidden_may_be_shown(base):
    assert found(BARS, ["All", base, "[c]", "[c]", "[c]"]) == []


def test_a_base_under_the_threshold_may_not():
    assert found(BARS, ["All", "29 [low]", "[c]", "[c]", "[c]"]) == [
        "a base of 29 is shown for 'All'"
    ]


def test_two_hidden_shares_cannot_be_told_apart():
    assert (
        found(["Group", "Base", "Yes", "No", "Don't know"], ["All", "80", "60%", "[c]", "[c]"])
        == []
    )


def test_a_share_that_does_not_apply_is_not_hidden():
    header = ["Item", "Base", "Urban", "Rural", "Higher"]
    assert found(header, ["Area", "80", "60%", "40%", "[z]"]) == []
    [told] = found(header, ["Area", "80", "60%", "[c]", "[z]"])
    assert "what the others leave" in told


def test_a_total_gives_away_one_hidden_number_and_not_two():
    header, total = ["Who", "Teachers"], ["Total", "70"]
    assert len(found(header, ["a", "50"], ["b", "[c]"], total)) == 1
    assert found(header, ["a", "[c]"], ["b", "[c]"], total) == []


def test_numbers_in_names_of_areas_are_no_bases():
    base = (
        "primary Linking teachers: 48 in Linking area 14 (not named), 738 to 746 in all other areas"
    )
    assert found(BARS, ["All", "48 [low]", "60%", "40%", "3.0"], Base=base) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_planted_fault_is_found(fault):
    assert FAULTS[fault]()


def test_a_site_without_a_fault_has_no_finding():
    assert found_with() == []
