"""The list at the end of a page: an entry a place, in order, escaped, with nothing of formats."""

import pytest
from book import notebook
from bs4 import BeautifulSoup

from helpers.building.chapters import Chapter, Results, place
from helpers.building.origin_list import OWN_CODE, TITLE, entries, origin_list

NOTE = {
    "kind": "estimate", "wave": "w", "survey": "end", "item": "one", "response": "5",
    "group": "all", "base": 80,
}  # fmt: skip
ORIGINS = {
    "notes": [NOTE],
    "items": {"one": {"label": "First", "wording": "How much <b>?", "responses": {"5": "All"}}},
    "waves": {"w": {"year": "2020/21", "surveys": {"end": "End"}, "groups": {}}},
    "texts": {place(1, "x['a']"): [0], place(2, "y"): []},
    "cells": {},
}
TEXTS = {place(1, "x['a']"): "83% & more", place(2, "y"): "two"}


@pytest.fixture
def chapter(tmp_path):
    cells = (("markdown", "# A\n\n{eval}`x['a']`."), ("code", "y = 2"),
             ("markdown", "{eval}`y` and {eval}`y`."))  # fmt: skip
    return Chapter.read(notebook(tmp_path / "a.ipynb", *cells))


@pytest.fixture
def made(chapter):
    return BeautifulSoup(origin_list(chapter, Results([], TEXTS, origins=ORIGINS)), "html.parser")


def test_every_place_has_an_entry_in_the_order_of_the_page(chapter):
    assert entries(chapter) == {place(1, "x['a']"): 1, place(2, "y"): 2}


def test_an_entry_leads_to_its_number_and_says_what_it_rests_on(made):
    first, second = made.select("dt[id]")
    assert (first["id"], first.a["href"], first.get_text()) == (
        "origin-1", "#number-1", "83% & more",
    )  # fmt: skip
    assert [dd.get_text() for dd in first.find_next_siblings("dd", limit=2)] == [
        "Share of All: First (one). End survey, all respondents, 2020/21. Base 80, unweighted.",
        "Code: x['a'], cell cell-0.",
    ]
    assert second.find_next_sibling("dd").get_text() == OWN_CODE


def test_the_list_is_folded_under_its_title(made):
    assert made.details["id"] == "origins" and not made.details.has_attr("open")
    assert made.summary.get_text() == TITLE


def test_questions_and_answers_behind_the_page_are_named(made):
    assert "How much <b>?" in made.get_text()
    assert "answers of End, 2020/21; data/questionnaire.yml" in made.get_text()


def test_a_page_without_an_expression_has_no_list(tmp_path):
    bare = Chapter.read(notebook(tmp_path / "b.ipynb", ("markdown", "# B")))
    assert origin_list(bare, Results([[]], {})) == ""


def test_texts_without_notes_are_told_too(chapter):
    assert origin_list(chapter, Results([], TEXTS)).count(OWN_CODE) == 2
