"""Names of new cells: said by what a cell begins with, kept from then on."""

import uuid

import pytest

from helpers.workshop.cell_names import is_name, named

RANDOM = "8a1f0c2e-7d7b-4c62-9b3e-0c5d8f6a1b2c"
OTHER = "aa1f0c2e-7d7b-4c62-9b3e-0c5d8f6a1b2c"


def markdown(source, name=RANDOM):
    return {"cell_type": "markdown", "id": name, "source": source}


def code(source, name=RANDOM):
    return {"cell_type": "code", "id": name, "source": source}


@pytest.mark.parametrize("name", ["title", "figure-6-1", "t-test", "interest-t-linked"])
def test_a_name_that_says_something(name):
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "a", "Title", "6-1", RANDOM, OTHER, "a1b2c3d4", None, "a_b"])
def test_a_name_that_says_nothing(name):
    assert not is_name(name)


def test_what_jupyterlab_gives_is_no_name():
    assert not any(is_name(uuid.uuid4()) for _ in range(200))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (markdown("## Pupils' confidence to mix\n\nMore."), "pupils-confidence-to"),
        (markdown("{eval}`a.b` of teachers agreed."), "of-teachers-agreed"),
        (markdown("2 of them"), "of-them"),
        (markdown("…"), "text"),
        (code('interest = primary["interest"]'), "interest"),
        (code('religion, locality = primary["a", "b"]'), "religion"),
        (code('primary.figure_change("6.1", "interest", "Title")'), "figure-6-1"),
        (code('everyone.quote("limited_year")'), "code"),
        (code(""), "code"),
    ],
)
def test_a_new_cell_is_named_by_what_it_begins_with(cell, name):
    assert named([cell], {}) == [name]
    assert is_name(name)


def test_cells_with_names_keep_them():
    assert named([markdown("Now another text", "introduction")], {}) == ["introduction"]


def test_names_are_given_once():
    cells = [
        markdown("A text", "the-text"),
        markdown("The text", RANDOM),
        markdown("The text", OTHER),
    ]
    assert named(cells, {}) == ["the-text", "the-text-2", "the-text-3"]


def test_of_two_cells_with_one_name_the_second_gets_another():
    cells = [markdown("A text", "introduction"), markdown("Other words", "introduction")]
    assert named(cells, {}) == ["introduction", "other-words"]


def test_a_name_once_given_stays_while_the_cell_is_written():
    given = {}
    assert named([markdown("First words")], given) == ["first-words"]
    assert named([markdown("Quite another beginning")], given) == ["first-words"]
    assert named([markdown("First words", OTHER), markdown("Quite another")], given) == [
        "first-words-2",
        "first-words",
    ]
