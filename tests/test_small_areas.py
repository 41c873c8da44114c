"""Small areas: which are shown, so that neither they nor the rest can be found out."""

import pandas as pd
import pytest
from area_project import with_areas
from hypothesis import given
from hypothesis import strategies as st

from helpers.disclosure import Disclosed
from helpers.errors import InputError
from helpers.small_areas import (
    CHANGE_PART,
    FOLLOWUP_PART,
    Areas,
    answered,
    withheld,
    withhold,
)


@pytest.fixture
def areas(project) -> Areas:
    return Areas("first", with_areas(project))


@pytest.mark.parametrize(
    ("bases", "hidden"),
    [
        ({"a": 30, "b": 31}, ""),
        ({"a": 29, "b": 31, "c": 40}, "ab"),  # a alone could be found by subtraction
        ({"a": 29, "b": 1, "c": 40}, "ab"),  # together they are enough
        ({"a": 0, "b": 31}, "a"),  # nobody is nothing to find out
        ({"a": 3, "b": 4, "c": 40, "d": 50}, "abc"),
        ({"a": 3}, "a"),
        ({"a": 2, "b": 30, "c": 30}, "ab"),  # of equals the one that comes first by name
    ],
)
def test_areas_are_withheld_until_they_are_enough_together(bases, hidden):
    assert withheld(pd.Series(bases), 30) == set(hidden)


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 80), max_size=8))
def test_what_can_be_found_by_subtraction_is_never_a_small_group(bases):
    hidden = withheld(pd.Series(bases, dtype=int), 30)
    assert all(base >= 30 for name, base in bases.items() if name not in hidden)
    together = sum(bases[name] for name in hidden)
    assert together == 0 or together >= 30 or len(hidden) == len(bases)


def test_withheld_rows_have_no_number_left():
    rows = pd.DataFrame({"response": ["5"], "base": [64], "estimate": [0.5], "count": [32],
                         "p": [0.01], "significant": [True], "status": [""]})  # fmt: skip
    [row] = withhold(Disclosed(rows)).frame.itertuples()
    assert (row.status, row.significant) == ("suppressed", False)
    assert pd.isna([row.estimate, row.count, row.p]).all()


def test_areas_are_those_with_a_respondent_in_the_questionnaires_order(areas):
    assert list(areas.names.values()) == ["North", "South", "East side", "West"]


def test_bases_are_of_the_phase_and_not_weighted(areas):
    assert areas.bases("end_of_linking").tolist() == [5, 4, 3, 2]
    item = areas.whole.questionnaire.item("interest")
    assert areas.bases("baseline", item).tolist() == [5, 4, 3, 2]


def test_the_next_smallest_area_is_withheld_with_one_that_would_be_alone(areas):
    """West has two teachers; with the east they are five, and nobody can tell them apart."""
    assert areas.withheld("end_of_linking") == {"west", "east_side"}
    assert areas.parts("south") == {FOLLOWUP_PART, CHANGE_PART}
    assert areas.parts("east_side") == areas.parts("west") == set()


def test_how_many_answered_is_said_only_of_areas_that_are_shown(areas):
    assert [areas.said_of(key) for key in ("north", "west")] == ["5", "not shown: too few"]


@pytest.mark.parametrize("name", ["east side", "East side", "east_side", "east-side", "EAST-SIDE"])
def test_an_area_is_found_by_label_key_or_folder(areas, name):
    assert areas.key_of(name) == "east_side"


@pytest.mark.parametrize("name", ["Nowhere", "nobody", ""])
def test_an_unknown_area_is_refused_with_those_that_are_there(areas, name):
    with pytest.raises(InputError, match="areas are: North, South, East side, West$"):
        areas.key_of(name)


def test_who_named_no_area_is_neither_here_nor_elsewhere(areas):
    sample = areas.sample("end_of_linking")
    here, elsewhere = (areas.mask(sample, "north", inside) for inside in (True, False))
    assert (here.sum(), elsewhere.sum(), len(sample)) == (5, 9, 15)
    assert not (here & elsewhere).any()


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
