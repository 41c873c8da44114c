"""What pandoc is given: no title page, real notes, styles by name, widths that add up."""

import re

import pytest
from bs4 import BeautifulSoup

from helpers.exporting.word_source import word_source


def made(html: str) -> BeautifulSoup:
    return BeautifulSoup(word_source(html), "html.parser")


def test_what_word_makes_itself_is_left_out():
    page = made(
        '<style>x</style><header class="title-page"><h1>T</h1></header>'
        '<nav class="contents">C</nav><div class="contents"><p>kept</p></div>'
    )
    assert page.get_text() == "kept"


def test_notes_take_the_form_that_pandoc_makes_footnotes_of():
    page = made(
        '<hr class="footnotes"><aside class="footnote-list"><aside class="footnote" id="p--n">'
        '<span class="label">[1]</span><span class="backrefs">(1,2)</span><p>Words.</p>'
        "</aside></aside>"
    )
    assert str(page) == (
        '<section role="doc-endnotes"><ol><li id="p--n"><p>Words.</p></li></ol></section>'
    )


def test_notes_of_a_figure_become_paragraphs_with_a_style():
    page = made('<ul class="figure-notes"><li><b>Base:</b> 1</li><li>2</li></ul>')
    assert page.div["custom-style"] == "Figure Notes"
    assert [tag.get_text() for tag in page.div.find_all("p")] == ["Base: 1", "2"]


def test_a_paragraph_gets_its_style_from_a_box_around_it():
    page = made('<p class="unfolded-title">Data</p>')
    assert page.div["custom-style"] == "Fold Title" and page.div.p.get_text() == "Data"


def test_the_title_of_a_box_stands_above_it():
    page = made('<div class="admonition"><p class="admonition-title">Key</p><p>x</p></div>')
    boxes = [(tag["custom-style"], tag.get_text()) for tag in page.find_all("div")]
    assert boxes == [("Notice Title", "Key"), ("Notice", "x")]


def widths(html: str) -> list[float]:
    found = re.findall(r"width:([\d.]+)%", word_source(html))
    return [float(width) for width in found]


@pytest.mark.parametrize("caption", ["", "<caption>C</caption>"])
def test_columns_share_the_width_and_stand_where_html_wants_them(caption):
    html = f"<table>{caption}<tr><th>A</th><th>Words of some length</th></tr></table>"
    short, long = widths(html)
    assert short + long == pytest.approx(100, abs=0.02) and short < long
    order = [tag.name for tag in made(html).table.find_all(True, recursive=False)]
    assert order == (["caption"] if caption else []) + ["colgroup", "tr"]


def test_a_crowded_table_leaves_room_for_the_longest_word_of_each_column():
    names = ["Extraordinarily"] + ["Base"] * 9
    rest = "<td>" + "many words in a cell " * 9 + "</td>"
    cells = "".join(f"<td>{name}</td>" for name in names)
    first, *bases, last = widths(f"<table><tr>{cells}{rest}</tr></table>")
    assert first == pytest.approx(100 * 17.5 / 104, abs=0.05)
    assert bases == [pytest.approx(100 * 6.5 / 104, abs=0.05)] * 9
    assert last > bases[0]
