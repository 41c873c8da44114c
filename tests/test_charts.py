"""Bars of a chart by its table and by its text alternative."""

from made_page import ALT, HEADER, ROWS, chart

from helpers.checking.charts import charts
from helpers.checking.published import Published


def test_bars_of_table_and_text_alternative_are_the_same():
    made = chart()
    shares = [
        {"Much": "27%", "Some": "37%", "None": "36%"},
        {"Much": "50%", "Some": "25%", "None": "25%"},
    ]
    assert [bar.shares for bar in made.bars] == [bar.shares for bar in made.told] == shares
    assert [bar.base for bar in made.bars] == [bar.base for bar in made.told] == ["143", "72"]
    assert [bar.mean for bar in made.bars] == ["3.8", "4.2*"]


def test_an_asterisk_belongs_to_the_name():
    bar = chart().bars[1]
    assert (bar.marked, bar.plain_name) == (True, "End of Linking")


def test_a_hidden_bar_is_told_of_and_not_counted():
    rows = [ROWS[0], ["End of Linking", "4", "[c]", "[c]", "[c]", "[c]"]]
    alt = ALT.split(" End of")[0] + " End of Linking: not shown because the base is too small."
    made = chart(rows=rows, alt=alt)
    assert [bar.hidden for bar in made.bars] == [False, True] and len(made.told) == 1


def test_a_low_base_is_read_with_its_mark():
    alt = ALT.split(" End of")[0].replace("(base 143)", "(base 24, a low base)")
    made = chart(rows=[["Baseline", "24 [low]", *ROWS[0][2:]]], alt=alt)
    assert [(bar.base, bar.low) for bar in (*made.bars, *made.told)] == [("24", True)] * 2


def test_responses_of_one_bar_each_are_one_bar():
    header, rows = ["Response", "Share", "Base"], [["1 to 3", "54%", "102"], ["None", "46%", "102"]]
    alt = "Bar chart, one bar for each response. Linking teachers (base 102): 1 to 3 54%, None 46%."
    made = chart(header=header, rows=rows, alt=alt)
    assert made.single and made.bars[0].shares == made.told[0].shares == {
        "1 to 3": "54%",
        "None": "46%",
    }


def test_charts_need_a_table_with_bases(tmp_path):
    from made_page import page

    book = Published(tmp_path)
    book.__dict__["pages"] = {"a": page(), "b": page(header=["a", "b", "c", "d", "e", "f"])}
    assert len(charts(book)) == 1
    assert HEADER[1] == "Base"
