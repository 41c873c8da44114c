"""Shown texts: sentences with their expressions, cells of tables with the notes of their rows."""

import pytest
from book import notebook

from helpers.building.chapters import Chapter, Results, place
from helpers.building.origin_words import Names
from helpers.checking.context import Context
from helpers.checking.shown_texts import ShownText, shown_texts
from helpers.html_table import table

PAGE = "notebooks/a.ipynb"
WHERE = {"kind": "estimate", "wave": "w", "response": "5", "group": "all"}
ORIGINS = {
    "notes": [
        WHERE | {"survey": "end", "item": "one"}, WHERE | {"survey": "before", "item": "one"},
        WHERE | {"survey": "end", "item": "two"},
    ],
    "items": {
        "one": {"label": "First", "phrase": "the first"},
        "two": {"label": "Second", "phrase": ""},
    },
    "waves": {"w": {"surveys": {"end": "End", "before": "Before"}, "groups": {"end": "Linkers"}}},
    "texts": {place(2, "p['one'].share"): [0]},
    "cells": {"2": [0, 1, 2]},
}  # fmt: skip
ROWS = [
    ["First", "Before", "102", "40%"],
    ["First", "End *", "99", "51%"],
    ["Second", "", "", "7%"],
]
MARKDOWN = (
    '```{figure} a.svg\n:alt: "Before: the first 40%."\n```\n\n'
    f"{table('Table 1: Shares', ['Item', 'Survey', 'Base', 'Yes'], ROWS)}\n\n- The first rose.\n"
)


@pytest.fixture
def shown(tmp_path):
    cells = (("code", "p = Edition(wave)"), ("markdown", "It is {eval}`p['one'].share`."),
             ("code", "p.table('1', 'Shares')"))  # fmt: skip
    output = {"output_type": "execute_result", "data": {"text/markdown": MARKDOWN}}
    texts = {place(2, "p['one'].share"): "51%"}
    context = Context(tmp_path, "w")
    context.__dict__["chapters"] = {PAGE: Chapter.read(notebook(tmp_path / "a.ipynb", *cells))}
    context.__dict__["results"] = {PAGE: Results([[], [], [output]], texts, origins=ORIGINS)}
    return list(shown_texts(context))


def test_a_sentence_has_its_expression_in_full_and_its_notes(shown):
    (said,) = [one for one in shown if not one.part]
    assert (said.text, said.expression) == ("51%", "p['one'].share")
    assert said.resolved == "Edition(wave)['one'].share"
    assert said.where == f"{PAGE}, cell cell-1"
    assert list(said.notes) == ORIGINS["notes"][:1]


def of(shown, text: str) -> list[ShownText]:
    return [one for one in shown if one.part and one.has(text)]


@pytest.mark.parametrize(("text", "notes"), [("102", [1]), ("99", [0]), ("7%", [2])])
def test_a_cell_has_the_notes_of_its_row(shown, text, notes):
    (cell,) = of(shown, text)
    assert list(cell.notes) == [ORIGINS["notes"][number] for number in notes]
    assert cell.expression == "p.table('1', 'Shares')"


def test_a_cell_says_where_it_stands(shown):
    (cell,) = of(shown, "102")
    assert cell.where == f"{PAGE}, cell cell-2, Table 1: Shares: First, Before, column Base"


def test_text_alternatives_and_lines_beside_an_exhibit_are_texts_too(shown):
    assert [one.part for one in of(shown, "40%")] == [
        "Table 1: Shares: First, Before, column Yes", "text alternative",
    ]  # fmt: skip
    (line,) = of(shown, "The first rose.")
    assert {note["item"] for note in line.notes} == {"one"}


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("around 8 in 10 (83%)", "83%", True), ("83%", "3%", False), ("1,083", "83", False),
        ("8 in 10", "8 in 1", False), ("0.83", "83", False), ("83.5%", "83", False),
        ("of 83, most", "83", True), ("twofold", "two", False), ("(two)", "two", True),
        ("830", "83", False), ("83%", "83", False),
    ],
)  # fmt: skip
def test_a_number_is_looked_for_whole(text, wanted, there):
    assert ShownText(text, "", "", "", "", (), Names()).has(wanted) == there
