"""Comparison page: one file, with everything, readable by machines that read aloud."""

import re

import pytest
from bs4 import BeautifulSoup
from test_comparison import before, compared

from helpers.comparing.comparison_page import page, write_page
from helpers.errors import InputError


@pytest.fixture
def found():
    return compared(before(), before("<b>fell</b>", "50%", "4.2*"))


def test_the_document_has_what_readers_need(found):
    tree = BeautifulSoup(page(found), "html.parser")
    assert tree.html["lang"] == "en-GB" and tree.title.text == tree.h1.text
    assert "first against second" in tree.h1.text
    assert len(tree.find_all("h1")) == len(tree.find_all("main")) == 1
    links = [a["href"][1:] for a in tree.select("nav a")]
    assert links == [h["id"] for h in tree.find_all("h2")] and len(links) == 7
    for made in tree.find_all("table"):
        assert made.caption.text and made.select("thead th[scope=col]")
        assert all(row.th["scope"] == "row" for row in made.select("tbody tr"))
    ids = [tag["id"] for tag in tree.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_every_number_is_in_it_and_text_is_text(found):
    rows = [
        [cell.text for cell in row.find_all(["th", "td"])]
        for row in BeautifulSoup(page(found), "html.parser").select("tbody tr")
    ]
    assert ["interest.rose", "Title: Title", "rose", "<b>fell</b>", ""] in rows
    assert ["interest.followup", "Title: Title", "64%", "50%", ""] in rows
    crossed = "crossed: not significant, then significant"
    assert ["End: Mean", "Title: Figure 1", "4.0", "4.2*", crossed] in rows


def test_each_wave_says_what_its_answers_are(found):
    notices = [p.text for p in BeautifulSoup(page(found), "html.parser").select("p.notice")]
    assert notices[0].startswith("first. Reconstructed data: ")
    assert notices[1].startswith("second. Example data: ")


def test_it_asks_for_nothing(found):
    text = page(found)
    assert not re.search(r"https?:|src=|@import|url\(|<script|<link", text)


def test_a_file_is_written_whole_or_refused(found, tmp_path):
    write_page(found, tmp_path / "made.html")
    assert (tmp_path / "made.html").read_text() == page(found)
    assert [path.name for path in tmp_path.iterdir()] == ["made.html"]
    with pytest.raises(InputError, match="cannot be written"):
        write_page(found, tmp_path / "nowhere/made.html")
