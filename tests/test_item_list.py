"""Item list: every item with its bases, nearest names, and the figures that show it."""

import csv
from pathlib import Path

import pytest
from book import notebook

from helpers.edition import Edition
from helpers.errors import InputError
from helpers.waves import find_root
from helpers.workshop.item_list import ItemList

ROOT = find_root(Path(__file__).parent)


@pytest.fixture
def items(project):
    return ItemList(project.root)


def test_every_item_has_the_base_of_each_survey(project, items):
    found = {one.item.name: one.bases for one in items.all()}
    assert list(found) == list(items.everyone.questionnaire.items)
    assert found["phase"] == {"baseline": "6", "end_of_linking": "8", "comparison": "6"}
    lines = project.file("end_of_linking").read_text().splitlines()[1:]
    given = [row["e4"] for row in csv.DictReader(lines)]
    told = [one for one in given if one not in ("", "99")]
    assert found["example"] == {"end_of_linking": str(len(told))}


def test_an_item_that_the_wave_does_not_ask_is_not_listed(project):
    with project.questionnaire.open("a", encoding="utf-8") as file:
        file.write("  joy:\n    {wording: a, label: Joy, scale: text, columns: {pupils: p1}}\n")
    items = ItemList(project.root)
    assert items.item("joy").label == "Joy"
    assert "joy" not in {one.item.name for one in items.all()}


@pytest.mark.parametrize(
    ("name", "near"), [("intrest", "interest"), ("Interest", "interest"), ("fms", "fsm")]
)
def test_an_unknown_item_is_answered_with_the_nearest(items, name, near):
    with pytest.raises(InputError, match=f"there is no item '{name}'; near it are: {near}"):
        items.item(name)


def test_where_none_is_near_it_says_what_lists_them(items):
    with pytest.raises(InputError, match="`report items` lists them all"):
        items.item("zzzz")


def test_an_item_is_told_as_the_chapters_tell_it(project):
    folder = project.root / "notebooks"
    folder.mkdir()
    used = ("markdown", 'It is {eval}`secondary["interest"].followup`.')
    notebook(folder / "a.ipynb", used, ("code", 'secondary.figure_items("1.1", ["interest"])'))
    items = ItemList(project.root)
    assert items.edition_of(items.item("interest")).phase == "secondary"
    assert items.edition_of(items.item("interest"), "everyone").phase is None
    assert items.edition_of(items.item("misconceptions")).phase == "primary"


@pytest.mark.parametrize(
    ("item", "makers"),
    [
        ("interest", ["figure_change", "figure_contrast", "figure_items"]),
        ("misconceptions", ["figure_change", "figure_items"]),
        ("fsm", ["figure_items", "figure_profile"]),
        ("resources", ["figure_bars"]),
        ("years_teaching", ["figure_bars"]),
        ("example", []),
    ],
)
def test_figures_fit_the_item(items, item, makers):
    calls = items.figures(items.item(item))
    assert [call.code.partition(".")[2].partition("(")[0] for call in calls] == makers
    assert all(call.help for call in calls)


@pytest.mark.parametrize("item", ["interest", "resources_used", "exchanges", "fsm", "linking_area"])
def test_a_call_of_a_figure_draws_it(tmp_path, monkeypatch, item):
    items = ItemList(ROOT)
    monkeypatch.chdir(tmp_path)
    names = {"everyone": Edition("2020-21", None, ROOT)}
    names["primary"] = Edition("2020-21", "primary", ROOT)
    calls = items.figures(items.item(item))
    assert calls
    for call in calls:
        assert "```{figure} figures/fig-" in eval(call.code, names).data
