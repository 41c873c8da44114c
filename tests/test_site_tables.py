"""Site tables: every table of a page, named, with the notes of its exhibit."""

import pytest
from hand_made_site import HOSTILE, ROWS, bodies, cells_of, page, tables

from helpers.errors import BuildError
from helpers.exporting.site_tables import read_tables
from helpers.html_table import table


def named() -> dict:
    return {found.name: found for found in tables()}


def test_every_table_is_found_in_order_with_a_name_of_its_own():
    assert list(named()) == [
        "figure_6_1",
        "change_answers",
        "figure_4_1",
        "delivery_what_is_planned",
        "table_c_1",
    ]
    assert [found.place for found in tables()] == [0, 1, 0, 1, 0]
    assert [found.page.path for found in tables()][::2] == [
        "notebooks/change.html",
        "notebooks/delivery.html",
        "notebooks/annex.html",
    ]


def test_cells_are_those_that_another_reader_finds():
    expected = [cells for body in bodies() for cells in cells_of(body)]
    assert [[found.header, *found.rows] for found in tables()] == expected
    assert len(expected) == 5 and expected[0][1:] == ROWS
    assert [row[0] for row in named()["change_answers"].rows] == HOSTILE


def test_a_figure_brings_its_notes_and_its_text_alternative():
    figure = named()["figure_6_1"]
    assert (figure.number, figure.title) == ("Figure 6.1", "Interest, per cent")
    assert figure.notes == {
        "Question": "“How much: a lot?”",
        "Base": "1,234 teachers",
        "Source": "A survey",
    }
    assert figure.alt == "Stacked bar chart. Baseline: Yes 83%."


def test_a_figure_is_known_by_its_label_where_the_book_has_no_numbers():
    body = bodies()[0].replace("Figure 6.1 <", "Figure 1 <")
    assert read_tables([page(body)])[0].alt == "Stacked bar chart. Baseline: Yes 83%."


def test_a_table_brings_the_notes_under_it_and_only_those():
    assert named()["change_answers"].notes == {"Source": "Another survey"}
    assert named()["change_answers"].alt == ""
    assert named()["table_c_1"].notes == named()["delivery_what_is_planned"].notes == {}


def test_a_table_without_a_caption_is_called_by_where_it_stands():
    words, planned = named()["figure_4_1"], named()["delivery_what_is_planned"]
    assert (words.number, words.title) == ("Figure 4.1", "Examples, in words")
    assert words.alt == "A photograph." and words.notes == {}
    assert (planned.number, planned.title) == ("", "What is planned")


def test_lines_within_a_cell_are_parted_by_a_space():
    assert named()["figure_4_1"].rows == [["Magic Box", "PDF video"]]


def test_names_do_not_repeat_and_do_not_change_with_other_tables():
    body = table("Rates", ["a"], [["1"]])
    twice = read_tables([page(body + body), page(body, "book/x.html")])
    assert [t.name for t in twice] == ["outcomes_rates", "outcomes_rates_2", "x_rates"]
    before = page(table("Another", ["a"], [["1"]]) + body)
    assert read_tables([before])[1].name == "outcomes_rates"


def test_a_name_is_never_long_nor_that_of_a_cell_and_begins_with_a_letter():
    long = read_tables([page(table("word " * 40, ["a"], [["1"]]), "2.html")])[0].name
    assert long.startswith("table_2_word_word") and len(long) <= 70
    for path, name in {"日.html": "table_unnamed", "ab1.html": "table_ab1"}.items():
        assert read_tables([page(table("日本", ["a"], [["1"]]), path)])[0].name == name


def test_a_caption_by_sphinx_is_read_too():
    body = (
        '<table><caption><span class="caption-number">Table 2 </span>'
        '<span class="caption-text">Costs</span></caption>'
        "<tr><th>a</th></tr><tr><td>1</td></tr></table>"
    )
    found = read_tables([page(body)])[0]
    assert (found.number, found.title, found.caption) == ("Table 2", "Costs", "Table 2: Costs")


@pytest.mark.parametrize("first", ["Figure of speech", "Table 2000s and after", "Tables 1"])
def test_other_captions_have_no_number(first):
    assert read_tables([page(table(first, ["a"], [["1"]]))])[0].number == ""


def test_a_table_without_a_header_is_an_error_that_names_it():
    with pytest.raises(BuildError, match=r"outcomes\.html: table 'Part': has no header row"):
        read_tables([page("<h2>Part</h2><table><tr><td>1</td></tr></table>")])


def test_a_row_of_another_length_is_an_error_that_names_it():
    body = table("Rates", ["a", "b"], [["1", "2"], ["3"]])
    with pytest.raises(BuildError, match="'Rates', row 2: has 1 cells where the header has 2"):
        read_tables([page(body)])
