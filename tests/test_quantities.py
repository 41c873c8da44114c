"""What expressions and cells of notebooks are about."""

import ast

import pytest

from helpers.checking.quantities import Quantity, listed_of, quantity_of, shown_of

EDITION = "Edition(wave, phase='primary')"


def node(text):
    return ast.parse(text.replace("primary", EDITION, 1), mode="eval").body


def quantity(text):
    return quantity_of(node(text))


def test_a_share_is_of_an_item_in_a_survey():
    said = Quantity("share", EDITION, ("interest",), "end_of_linking")
    assert quantity('primary["interest"].followup') == said
    assert quantity('primary["interest"].followup.words') == said
    assert quantity('primary["interest"].followup.of("teachers")') == said


@pytest.mark.parametrize(("text", "part"), [
    ('primary["interest"].baseline[5]', ("5",)),
    ('primary["interest"].baseline[1, 2].words', ("1", "2")),
    ('primary["interest"].baseline.bottom2', ("bottom2",)),
])  # fmt: skip
def test_parts_of_an_item(text, part):
    found = quantity(text)
    assert (found.of, found.survey, found.part) == ("share", "baseline", part)


def test_ends_of_a_change_may_be_of_linked_respondents():
    found = quantity('primary["interest"].change.before.words')
    assert (found.survey, found.linked) == ("baseline", True)
    assert not quantity('primary["interest"].baseline').linked


def test_differences_and_families():
    found = quantity('primary["interest"].contrast')
    assert (found.of, found.survey, found.form) == ("difference", "contrast", "")
    assert quantity('primary["interest"].change[5].noun').part == ("5",)
    family = quantity('primary.changes.of("b", "a").n_significant')
    assert (family.of, family.items, family.form) == ("family", ("a", "b"), "n_significant")
    assert listed_of(node("primary.contrasts.bullets()")).survey == "contrast"


def test_a_ranking_names_its_items():
    found = quantity('primary.shares(["a", "b"], "end_of_linking").ranked(1)')
    assert (found.of, found.items, found.form) == ("ranking", ("a", "b"), "ranked")


def test_what_is_no_number_about_an_item_is_left_out():
    assert quantity("primary.level") is None and quantity_of(None) is None
    assert quantity('primary["interest"].followup.count') is None


def test_charts_have_their_bars_in_order():
    shown = shown_of(node('primary.figure_contrast("5.6", ["a", "b"], "Title")'))
    assert (shown.number, shown.kind, shown.items) == ("5.6", "contrast", ["a", "b"])
    assert shown.bars[1:3] == [("a", "comparison"), ("b", "end_of_linking")]
    assert shown_of(node('primary.figure_items("1", ["a"], "baseline", "Title")')).kind == ""
    assert shown_of(node('primary.table_areas("Title")')) is None
