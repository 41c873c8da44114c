"""Annex chapter: tables with caption and source, the love plot, and what is not shown."""

import json
import re

import pytest
from annex_chapters import chapter
from annex_notebook import edit_wave
from bs4 import BeautifulSoup

from helpers.annex.annex import Annex
from helpers.annex.love_plot import alternative_text

TABLES = [
    ("6", "table_tests"), ("6", "table_statistics"), ("6", "table_sizes"), ("6", "table_choices"),
    ("6", "table_choices_in_full"), ("6", "table_fills"), ("5", "table_ways"),
    ("5", "table_balance"), ("5", "table_losses"), ("3", "table_tests"),
]  # fmt: skip
FOLDED = {"table_statistics", "table_choices_in_full"}
RECONSTRUCTED = "Reconstructed from published figures; not the answers of any teacher"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("number", "method"), TABLES)
def test_a_table_has_its_caption_and_a_source_that_says_reconstructed(number, method):
    text = getattr(chapter(number), method)("C.9", "What <it> shows").data
    page = BeautifulSoup(text, "html.parser")
    assert page.caption.get_text() == "Table C.9: What <it> shows"
    assert all(th["scope"] in ("col", "row") for th in page.select("th"))
    assert RECONSTRUCTED in page.select_one("ul.figure-notes li").get_text()
    assert text.startswith(":::{dropdown} Table C.9: What \\<it\\> shows") == (method in FOLDED)


def test_a_balance_may_be_folded():
    text = chapter("5").table_balance("C.1", "Balance", fold=True).data
    assert text.startswith(":::{dropdown}") and text.rstrip().endswith(":::")


def test_the_love_plot_is_a_figure_of_the_annex_s_own_number(here):
    text = chapter("5").figure_love("C.1", "Balance & more").data
    page = BeautifulSoup(text, "html.parser")
    figure = page.select_one("div[role=figure]")
    assert figure["id"] == "fig-c-1"
    caption = page.find(id=figure["aria-labelledby"])
    assert caption.get_text() == "Figure C.1: Balance & more"
    # No directive that Sphinx would number.
    assert "```{image} figures/fig-c-1.svg" in text and "{figure}" not in text
    assert (here / "figures/fig-c-1.svg").read_bytes().startswith(b"<?xml")
    assert RECONSTRUCTED in text


def test_its_words_are_the_numbers_of_the_balance_table():
    found = chapter("5")
    text = found.figure_love("C.1", "Balance").data
    alt = json.loads(re.search(r"^:alt: (.+)$", text, re.MULTILINE)[1])
    told = re.findall(r"-?\d\.\d\d", alt)
    page = BeautifulSoup(found.table_balance("C.2", "Balance").data, "html.parser")
    shown = [td.get_text() for td in page.select("tbody td")]
    assert told == shown and len(told) == 42
    assert alt == alternative_text(found.balance.labelled(way=found.balance.frame["way"].map(
        {"before": "Before matching", "nearest": "Nearest match", "caliper": "Within the caliper"}
    )))  # fmt: skip


def annex(project) -> Annex:
    return Annex("first", phase="primary", root=project.root)


def test_what_the_wave_lacks_is_a_sentence(project, here):
    edit_wave(project.root, "first", lambda facts: facts["surveys"].pop("comparison"))
    found = annex(project).chapter("1", "contrast")
    for method in ("table_tests", "table_ways", "table_balance", "table_losses", "figure_love"):
        shown = getattr(found, method)("C.1", "x").data
        assert shown == "Not shown: the wave has no comparison survey.\n"
    assert not (here / "figures").exists()


def test_who_cannot_be_matched_is_a_sentence_in_plain_text(project):
    found = annex(project).chapter("1", "contrast")
    for method in ("table_balance", "table_losses", "figure_love"):
        shown = getattr(found, method)("C.1", "x").data
        said = "the covariates separate the two groups: fsm (not\\_stated)"
        assert shown == f"Not shown: {said}.\n"
    assert "not testable: the covariates separate" in found.table_ways("C.1", "x").data


def test_fills_are_for_reconstructed_waves_only(project):
    said = "Not shown: no plan says what print fixes.\n"
    assert annex(project).chapter("1", "change").table_fills("C.1", "x").data == said
    edit_wave(project.root, "first", lambda facts: facts.update(reconstructed=False))
    given = Annex("first", phase="primary", root=project.root.rename(project.root / "../given"))
    assert given.chapter("1", "change").table_fills("C.1", "x") is None
