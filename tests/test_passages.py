"""Sentences of notebooks and pages, with their places."""

import pytest
from spoiled import chapter, only, report_of

from helpers.checking.passages import SHOWN, passages, sentences


def texts(source: str) -> list[str]:
    return [passage.text.strip() for passage in sentences("p", "", source)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("One. Two!", ["One.", "Two!"]),
        ("- By A. Raw et al. in e.g. Bradford.", ["By A. Raw et al. in e.g. Bradford."]),
        ("## C.1 Design", ["C.1 Design"]),
        ("> 1. First", ["First"]),
        ("[1. Title](page.md): text", ["1. Title: text"]),
        ("a) whether it is", ["whether it is"]),
        ("| A | B |\n|---|---|\n| 1 | 2 |", ["A", "B", "1", "2"]),
        ("A **bold** word.", ["A bold word."]),
        ("It is {eval}`a.b` here.", [f"It is {SHOWN} here."]),
        ("See {numref}`fig-5-1` now.", ["See reference now."]),
        ("Run `make 5` now.", ["Run code now."]),
        ("On {{ version }}.", ["On setting."]),
        ("[Chapter](a.md#x-9) and <https://a.b/9>.", ["Chapter and ."]),
        ("In *10 Local Actions to Do*, see.", ["In title, see."]),
        ("Text <!-- 83% --> more.", ["Text more."]),
        ("A\n<!-- 83%\n84% -->\nB", ["A", "B"]),
        ("---\nkey: 83%\n---\nText", ["Text"]),
        ("```python\n83%\n```\nText", ["Text"]),
        ("```{include} 83.md\n```\nText", ["Text"]),
        ("```{figure} 8.svg\n:alt: Said\n:width: 83%\n\nTitle\n```", ["Said", "Title"]),
        ("````{dropdown} Said\nText\n```\n83%\n```\nMore\n````", ["Said", "Text", "More"]),
        (":::{admonition} Key\n:class: x\n\nText\n:::", ["Key", "Text"]),
    ],
)
def test_what_readers_read_is_left(source, found):
    assert [text for text in texts(source) if text] == found


def test_expressions_are_kept_beside_the_text():
    (passage,) = sentences("p", "", "From {eval}`a.b` to {eval}`c['d']`.")
    assert passage.expressions == ("a.b", "c['d']")


def test_a_place_is_the_cell_and_its_line_or_the_line_of_the_page():
    notebook = report_of(one=chapter(("code", "x = 1"), ("markdown", "# A\n\nB")))
    assert [(p.page, p.line) for p in passages(notebook)] == [
        ("notebooks/one.ipynb", "cell cell-1, line 1"),
        ("notebooks/one.ipynb", "cell cell-1, line 3"),
    ]
    page = only("book/a.md", text="<!-- a\nb -->\n# A\n")
    assert [(p.page, p.line) for p in passages(page)] == [("book/a.md", "3")]


def test_titles_of_figures_and_tables_are_read():
    code = 'a, b = p["x y"], 2\np.figure_change("6.1", "interest", "Interest rose")'
    found = list(passages(report_of(one=chapter(("code", code)))))
    assert [(p.line, p.text) for p in found] == [("cell cell-0, line 2", "Interest rose")]


NOTE = "\n\n[^a]: Raw, A. (2009) *A Book on Linking*.\n[^b]: More of them would be better."


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        ("It rose (Raw, 2009).", True),
        ("Raw (2009) saw it rise.", True),
        ("It rose, [they say](https://a.b).", True),
        ("It rose, [they say](a.md).", False),
        ("It rose.[^a]" + NOTE, True),
        ("It rose.[^b]" + NOTE, False),
        ("The strand report of August 2022 said that it rose.", True),
        ("As in the strand report, it rose.", False),
        ("It rose in 2009.", False),
        ("It rose {eval}`a.b` (Raw, 2009).", False),
        ("- Raw, A. (2009). A book. *Journal* 5, 1-2.", True),
    ],
)
def test_a_sentence_is_cited_where_it_names_its_source(source, cited):
    assert next(sentences("p", "", source)).cited == cited


def test_an_item_of_a_list_goes_on_with_its_source():
    source = "- A strategy[^a]\n  It rose.\n- Another\n  It rose.\n" + NOTE
    by_line = {passage.line: passage.cited for passage in sentences("p", "", source)}
    assert (by_line["2"], by_line["4"]) == (True, False)
