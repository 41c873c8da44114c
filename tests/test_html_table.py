"""HTML table: caption, scopes, frame; all cells as plain text on one line."""

from bs4 import BeautifulSoup

from helpers.html_table import table


def made(*arguments, **settings) -> BeautifulSoup:
    return BeautifulSoup(table(*arguments, **settings), "html.parser")


def test_a_table_has_a_caption_and_headers_with_scopes():
    soup = made("Shares", ["Group", "Share"], [["All", "50%"], ["Some", "[c]"]], name="table-1")
    assert soup.caption.get_text() == "Shares" and soup.table["id"] == "table-1"
    assert [(th.get_text(), th["scope"]) for th in soup.select("th")] == [
        ("Group", "col"), ("Share", "col"), ("All", "row"), ("Some", "row"),
    ]  # fmt: skip
    assert [td.get_text() for td in soup.select("td")] == ["50%", "[c]"]


def test_its_frame_is_named_and_reached_with_a_keyboard():
    frame = made("A & B", ["x"], []).div
    assert (frame["role"], frame["aria-label"], frame["tabindex"]) == ("region", "A & B", "0")


def test_rows_may_be_without_headers():
    assert len(made("c", ["x"], [["1"]], row_headers=False).select("tbody th")) == 0


def test_an_empty_header_is_a_plain_cell():
    soup = made("c", ["", "x"], [["", "1"]])
    assert [cell.name for cell in soup.select("tr > *")] == ["td", "th", "td", "td"]


def test_markup_and_lines_in_cells_are_plain_text():
    text = table('"A" <b>', ["=1+1"], [["<script>x</script>\n\n# heading"]])
    assert "\n" not in text and "<script" not in text and "<b>" not in text
    assert made('"A" <b>', ["x"], []).div["aria-label"] == '"A" <b>'
