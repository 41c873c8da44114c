"""Area edition: an area against all others, worked by hand, with nothing given away."""

import math

import numpy as np
import pytest
from area_project import BASELINE, END, with_areas
from scipy import stats

from helpers.area_edition import AreaEdition
from helpers.errors import InputError


@pytest.fixture
def north(project, tmp_path, monkeypatch) -> AreaEdition:
    monkeypatch.chdir(tmp_path)
    return AreaEdition("first", "North", with_areas(project))


def test_an_area_stands_against_all_others(north):
    """Of 5 in the north 3 gave 4 or 5; of the 10 others 5 did.

    They are 2 in the south, 1 in the east, 1 in the west, and 1 who named no area.
    """
    interest = north["interest"]
    assert (str(interest.followup), str(interest.others.followup)) == ("60%", "50%")
    assert (interest.followup.base, interest.others.followup.base) == ("5", "10")
    size = "10 percentage points higher among teachers in North than among those in all other areas"
    assert str(interest.difference).startswith(size)
    assert interest.difference.position == "higher than"
    assert str(interest.difference[5]).startswith("20 percentage points higher")  # 40% and 20%
    assert str(interest.followup[4, 5]) == "60%"


def test_the_secondary_teacher_does_not_count_and_who_named_no_area_does(north):
    assert (north.respondents("end_of_linking"), north.others.respondents("end_of_linking")) == (
        "5",
        "10",
    )
    assert (north.whom, north.threshold, north.name) == ("primary teachers", "3", "North")


def test_the_verdict_is_that_of_a_test_of_two_domains_of_one_survey(north):
    """Mid-ranks regressed on the group, with the variance of the 16 sampled one by one."""
    here, there = np.array(END[1]), np.array(END[2] + END[3] + END[4] + [5])
    ranks = (stats.rankdata([*here, *there]) - 0.5) / 15
    group = np.repeat([True, False], [5, 10])
    slope = ranks[group].mean() - ranks[~group].mean()
    squares = sum(((r - r.mean()) ** 2).sum() / len(r) ** 2 for r in (ranks[group], ranks[~group]))
    # As in a survey's domain, what scales is the number sampled, secondary teachers included.
    error = math.sqrt(squares * 16 / 15)
    p = 2 * stats.t.sf(abs(slope / error), 15 - 2)
    row = north.level_tests(north["interest"].item).row(test="ordinal")
    assert (row["estimate"], row["p"]) == pytest.approx((slope, p))
    assert (row["base"], row["base_against"]) == (5, 10)


def test_changes_are_compared(north):
    """At the end 60% and 50%; before, the weighted shares of 1 of 5 and of 1 of 9."""
    gap, shares = north["interest"].gap, []
    for part, after in ((north, 60), (north.others, 50)):
        weights = part.sample("baseline").weights
        gave = part.sample("baseline").answers["interest"].isin(["4", "5"])
        assert gave.sum() == 1
        shares.append(after - math.floor(100 * weights[gave].sum() / weights.sum() + 0.5))
    assert [gap.here.value, gap.there.value] == shares
    assert "in North against" in str(gap) and "in all other areas, a difference" in str(gap)
    assert gap.verdict == "not statistically significant"
    assert str(north.gaps).endswith("that in all other areas on neither of the two measures")
    cells = f"<td>+{shares[0]}</td><td>+{shares[1]}</td><td>not statistically significant</td>"
    assert cells in north.table_changes("Change").data


def test_a_linked_wave_compares_those_who_answered_both(project):
    edition = AreaEdition("first", "North", with_areas(project, linked=True))
    assert edition.change_basis == "among the teachers who answered both surveys"
    rows = edition.change_tests(edition["interest"].item).frame
    assert rows["base"].isna().all() and "df" not in rows  # how many there are is not told
    gap = edition["interest"].gap
    assert (gap.here.points, gap.there.points) == ("40 percentage points", "33 percentage points")
    assert str(gap.here.noun) == "an increase of 40 percentage points"
    change = np.array(END[1]) - np.array(BASELINE[1])
    others = np.array(END[2] + END[3] + END[4]) - np.array(BASELINE[2] + BASELINE[3] + BASELINE[4])
    row = edition.change_tests(edition["interest"].item).row(test="double_t")
    assert row["estimate"] == pytest.approx(change.mean() - others.mean())


def test_nothing_of_a_small_area_is_shown_nor_of_the_others_beside_it(project, monkeypatch):
    """All less the west is all that the others are, so their numbers would give the west away."""
    monkeypatch.chdir(project.root)
    west = AreaEdition("first", "West", with_areas(project))
    interest = west["interest"]
    for text in (interest.followup, interest.others.followup, interest.followup[5],
                 interest.others.followup[4, 5], interest.followup.mean):  # fmt: skip
        assert str(text) == "[c]"
    assert str(interest.difference) == "not shown ([c]) because too few answered"
    assert interest.difference.verdict == "not testable"
    assert str(interest.gap) == "not shown ([c])"
    said = (
        "Not shown, because too few teachers in West answered or so that the numbers of a small "
        "area cannot be worked out: Interest in other cultures."
    )
    assert west.figure_against("1.1", ["interest"], "Title").data == said
    assert not (project.root / "figures").exists()
    assert west.table_against("resources", "Title").data.startswith("Not shown, because too few")
    assert "can be shown" in west.differences.summary
    assert str(west.gaps) == "the changes of no measure can be shown ([c])"
    assert ">[c]<" in west.table_changes("Change").data


def test_an_item_that_too_few_answered_is_left_out_by_itself(project, monkeypatch):
    """Two of the four in the south gave no answer to one item only, and two of the hidden."""
    root = with_areas(project)
    monkeypatch.chdir(root)
    for name in ("E5", "E6", "E9", "E10"):
        project.answer("end_of_linking", name, "e1", "99")
    south = AreaEdition("first", "South", root)
    assert str(south["interest"].others.followup) == "[c]"
    assert str(south["misconceptions"].followup) == "0%"
    shown = south.figure_against("1.1", ["interest", "misconceptions"], "Title").data
    assert "Not shown, because too few teachers in South answered or" in shown
    assert "Interest in other cultures, South" not in shown


def test_a_figure_shows_area_and_others_with_bases_test_and_source(north):
    shown = north.figure_against("1.1", ["interest", "fsm"], "Ratings and classes").data
    assert ":name: fig-1-1" in shown
    assert "Interest in other cultures, North (base 5): 5 Very much 40%" in shown
    assert "All other areas (base 10)" in shown
    assert "primary Linking teachers: 5 in North, 10 in all other areas, unweighted" in shown
    assert "an ordinal test of two parts of one survey" in shown
    assert "Reconstructed from published figures" in shown


def test_a_table_of_responses_has_both_with_their_bases(north):
    table = north.table_against("resources", "Resources").data
    assert ">Books</th><td>100%</td><td>100%</td>" in table
    assert ">Base: teachers, unweighted</th><td>5</td><td>10</td>" in table


def test_an_unknown_area_is_refused(project):
    with pytest.raises(InputError, match="there is no area 'South-West'"):
        AreaEdition("first", "South-West", with_areas(project))


def test_an_item_that_too_few_answered_hides_the_area_where_nothing_else_would_help(project):
    """Only the two in the south gave no answer: 13 of 15 answered, and so 2 of its 4."""
    root = with_areas(project)
    for name in ("E5", "E6"):
        project.answer("end_of_linking", name, "e1", "99")
    south = AreaEdition("first", "South", root)
    assert str(south["misconceptions"].followup) == "[c]"
    assert south.respondents("end_of_linking") == "[c]"
    assert south.others.respondents("end_of_linking") == "[c]"


def test_counts_of_few_are_not_told(north):
    """Two of the five in the north gave 5, and four of them teach in a school like most."""
    assert north.count("end_of_linking", interest="5") == "[c]"
    assert north.count("end_of_linking", phase="primary") == "[c]"  # all: none is left
    assert north.given("end_of_linking", "misconceptions") == "[c]"
