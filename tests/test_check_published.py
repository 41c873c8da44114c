"""Pages of a built site as the checks read them."""

import pytest
from made_page import HEADER, NOTES, ROWS, markup, page

from helpers.checking.published import Published, plain
from helpers.errors import BuildError


def test_a_chart_comes_with_its_table_notes_and_alternative():
    (figure,) = page("<svg/>").figures
    assert (figure.number, figure.drawing, figure.notes) == ("6.1", "<svg/>", NOTES)
    assert (figure.table.header, figure.table.rows) == (HEADER, ROWS)
    assert figure.alt.startswith("Stacked bar chart")
    assert figure.table.name == "Figure 6.1's"


def test_texts_are_those_of_the_article_without_marks_for_pointers():
    read = page(prose='<p>It is <b>64%</b><a class="footnote-reference">[1]</a>.</p>')
    assert "It is 64%." in read.blocks and "Before 99%" not in " ".join(read.blocks)


def test_typography_is_made_plain():
    assert plain("\u201cIt\u2019s\u201d  2019\u201320\n\u2026") == '"It\'s" 2019-20 ...'


def test_a_table_without_caption_is_named_by_what_it_stands_under():
    read = page(prose="<h2>Areas</h2><table><tr><th>Name</th></tr><tr><td>Oldham</td></tr></table>")
    assert (read.tables[0].title, read.tables[0].number) == ("Areas", "")


def test_pages_go_by_their_source(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/change.html").write_text(markup(), encoding="utf-8")
    book = Published(tmp_path)
    assert list(book.pages) == ["notebooks/change.ipynb"]
    assert book.figure("notebooks/change.ipynb", "6.1").drawing == ""
    assert book.figure("notebooks/change.ipynb", "6.2") is None


def test_a_site_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BuildError, match="has no pages; run `report build`"):
        assert Published(tmp_path).pages
