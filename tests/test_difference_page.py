"""A difference as one page, readable by machines that read aloud."""

import re

import pytest
from bs4 import BeautifulSoup
from two_sites import ONE, compared, made

from helpers.comparing.difference_page import page, write_page
from helpers.errors import InputError


@pytest.fixture
def found(tmp_path):
    return compared(
        tmp_path,
        (ONE, "After Linking 57% trusted", "After Linking 61% trusted"),
        (ONE, "<td>11%</td>", "<td>&lt;b&gt;12%</td>"),
        ("_images/fig.svg", "57%", "61%"),
        of=made(("pages|notebooks/one|code", "x")),
    )


def test_the_document_has_what_readers_need(found):
    tree = BeautifulSoup(page(found), "html.parser")
    assert tree.html["lang"] == "en-GB" and tree.title.text == tree.h1.text
    assert len(tree.find_all("h1")) == len(tree.find_all("main")) == 1
    links = [a["href"][1:] for a in tree.select("nav a")]
    assert links == [h["id"] for h in tree.find_all("h2")] and len(links) == 6
    for made_table in tree.find_all("table"):
        assert made_table.caption.text and made_table.select("thead th[scope=col]")
        assert all(row.th["scope"] == "row" for row in made_table.select("tbody tr"))
        assert all(cell.text for cell in made_table.find_all(["td", "th"]))
    ids = [tag["id"] for tag in tree.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_every_difference_is_in_it_and_text_is_text(found):
    rows = [
        [cell.text for cell in row.find_all(["th", "td"])]
        for row in BeautifulSoup(page(found), "html.parser").select("tbody tr")
    ]
    assert ["Figure 1.1: Trust, per cent: =1+1: Share", "11%", "<b>12%"] in rows
    assert ["Figure 1.1, texts in the drawing", "57%", "61%"] in rows
    assert ["1. One & all", "code (the cells or expressions of its notebook)"] in rows
    assert any(row[1:] and "57%" in row[1] and "61%" in row[-1] for row in rows)


def test_the_same_site_says_so(tmp_path):
    assert "Nothing differs that a reader sees." in page(compared(tmp_path))


def test_it_asks_for_nothing(found):
    assert re.findall(r'(?:src|href)="(?!#)', page(found)) == []
    assert "url(" not in page(found) and "<script" not in page(found)


def test_it_is_written_whole_or_not_at_all(found, tmp_path):
    write_page(found, tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == page(found)
    with pytest.raises(InputError, match="cannot be written"):
        write_page(found, tmp_path / "none" / "a.html")
