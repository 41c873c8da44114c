"""Small areas: which are shown, so that neither they nor the rest can be found out."""

import pytest
from area_project import with_areas

from helpers.errors import InputError
from helpers.small_areas import CHANGE_PART, FOLLOWUP_PART, Areas, answered


@pytest.fixture
def areas(project) -> Areas:
    return Areas("first", with_areas(project))


def test_areas_are_those_with_a_respondent_in_the_questionnaires_order(areas):
    assert list(areas.names.values()) == ["North", "South", "East side", "West"]


def test_bases_are_of_the_phase_and_not_weighted(areas):
    assert areas.bases("end_of_linking").tolist() == [5, 4, 3, 2]
    item = areas.whole.questionnaire.item("interest")
    assert areas.bases("baseline", item).tolist() == [5, 4, 3, 2]


def test_the_next_smallest_area_is_withheld_with_one_that_would_be_alone(areas):
    """West has two teachers; with the east they are five, and nobody can tell them apart.

    At the end of Linking somebody named no area: with the two in the west they are three, which
    is enough, and the east is shown.
    """
    assert areas.withheld("baseline") == {"west", "east_side"}
    assert areas.withheld("end_of_linking") == {"west"}
    assert areas.parts("south") == {FOLLOWUP_PART, CHANGE_PART}
    assert areas.parts("east_side") == {FOLLOWUP_PART}
    assert areas.parts("west") == set()


def test_how_many_answered_is_said_only_of_areas_that_are_shown(areas):
    assert [areas.said_of(key) for key in ("north", "west")] == ["5", "not shown"]


@pytest.mark.parametrize("name", ["east side", "East side", "east_side", "east-side", "EAST-SIDE"])
def test_an_area_is_found_by_label_key_or_folder(areas, name):
    assert areas.key_of(name) == "east_side"


@pytest.mark.parametrize("name", ["Nowhere", "nobody", ""])
def test_an_unknown_area_is_refused_with_those_that_are_there(areas, name):
    with pytest.raises(InputError, match="areas are: North, South, East side, West$"):
        areas.key_of(name)


def test_who_named_no_area_is_with_all_others(areas):
    """The whole less the two parts would be that one teacher."""
    sample = areas.sample("end_of_linking")
    here, elsewhere = (areas.mask(sample, "north", inside) for inside in (True, False))
    assert (here.sum(), elsewhere.sum(), len(sample)) == (5, 10, 15)
    assert not (here & elsewhere).any()


def test_a_mean_that_too_few_gave_hides_the_item(project):
    """Of the four in the south two do not know: their mean is that of two."""
    root = with_areas(project)
    for name in ("E5", "E6"):
        project.answer("end_of_linking", name, "e1", "97")
    areas = Areas("first", root)
    interest = areas.whole.questionnaire.item("interest")
    assert areas.bases("end_of_linking", interest)["south"] == 4
    assert "south" in areas.withheld("end_of_linking", interest)


def test_who_answered_depends_on_the_kind_of_item(project):
    root = with_areas(project)
    project.answer("end_of_linking", "E0", "e1", "99")
    project.answer("end_of_linking", "E1", "years", "98")
    for column in ("e3_1", "e3_2", "e3_3"):
        project.answer("end_of_linking", "E2", column, "99")
    areas = Areas("first", root)
    sample = areas.sample("end_of_linking")
    for place, name in enumerate(("interest", "years_teaching", "resources")):
        found = answered(sample, areas.whole.questionnaire.item(name))
        assert found.sum() == 14 and not found[place]
        assert areas.bases("end_of_linking", areas.whole.questionnaire.item(name))["north"] == 4


def test_without_the_setting_there_are_no_areas(project):
    with pytest.raises(InputError, match="settings name no 'area'"):
        Areas("first", project.root)
