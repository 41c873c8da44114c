"""Small groups: what is left when one table's numbers are taken from another's, by hand."""

import pytest

from helpers.checking.shown_tables import Shown
from helpers.checking.small_groups import of_editions, of_nested_groups

BARS = ["Group", "Base", "Yes", "No"]
PANELS = ["Item", "Group", "Base", "Yes", "No"]


def bars(base: str, whom: str, page: str = "a", survey: str = "End of Linking", year="2020/21"):
    notes = {
        "Question": "\u201cDo they?\u201d",
        "Base": f"{survey}: {base} {whom}, unweighted",
        "Source": f"{survey}, {year}",
    }
    return Shown(page, page, BARS, [["Teachers", base, "60%", "40%"]], notes)


@pytest.mark.parametrize(("everyone", "finds"), [("77", 0), ("78", 1), ("106", 1), ("107", 0)])
def test_a_phase_beside_all_phases_leaves_the_other(everyone, finds):
    tables = [bars("77", "primary Linking teachers"), bars(everyone, "Linking teachers", "b")]
    assert len(list(of_nested_groups(tables, 30))) == finds


@pytest.mark.parametrize(
    "other",
    [
        bars("102", "Linking teachers", survey="Baseline"),
        bars("102", "Linking teachers", year="2021/22"),
    ],
)
def test_another_survey_or_wave_leaves_nobody(other):
    assert list(of_nested_groups([bars("77", "primary Linking teachers"), other], 30)) == []


def test_a_wave_in_a_table_of_waves_is_its_own():
    notes = {
        "Question": "\u201cDo they?\u201d",
        "Base": "2020/21: 77 primary Linking teachers, unweighted; 2021/22: 700 primary Linking "
        "teachers, unweighted",
        "Source": "End of Linking, 2020/21. End of Linking, 2021/22",
    }
    header = ["Measure", "Wave", "Base", "Share", "95% interval", "Change"]
    rows = [
        ["Do they", "2020/21", "77", "60%", "-", "-"],
        ["Do they", "2021/22 *", "700", "60%", "-", "-"],
    ]
    waves = Shown("waves", "Figure 8.1", header, rows, notes)
    [told] = of_nested_groups([waves, bars("720", "Linking teachers", year="2021/22")], 30)
    assert "leave 20" in told[2]
    before = bars("720", "Linking teachers", survey="Baseline", year="2021/22")
    assert list(of_nested_groups([waves, before], 30)) == []


def edition(area: str, here: str, there: str) -> Shown:
    rows = [
        ["Interest", area, here, "1%", "99%"],
        ["Interest", "All other areas", there, "1%", "99%"],
    ]
    return Shown(area, "Figure", PANELS, rows)


@pytest.mark.parametrize(("second", "finds"), [(40, 0), (41, 1), (69, 1), (70, 0)])
def test_areas_that_are_not_shown_are_what_the_shown_ones_leave(second, finds):
    tables = [edition("North", "50", "70"), edition("South", str(second), str(120 - second))]
    assert len(list(of_editions(tables, 30))) == finds
