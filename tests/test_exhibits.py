"""Exhibits: all that stands beside a drawing, whatever characters its words hold."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser

from helpers import exhibits
from helpers.disclosure import SHOWN, SUPPRESSED, Disclosed
from helpers.exhibits import Exhibit
from helpers.items import Band, Item, Response, Scale

NASTY = [
    "A `literal` and a {eval}`1 + 1` role",
    "```",
    ":::{note} no",
    "~~~{warning}",
    "Colons: here, and there: too",
    ":name: another",
    "{braces} and {{ substitutions }}",
    "<script>alert(1)</script> <b>bold</b>",
    "a line\n\n# a heading\n\nanother",
    "a # comment",
    "# not a heading",
    "- no list",
    "1. no list",
    "2021) no list",
    "> no quotation",
    "*stars* _lines_ **bold** [link](http://a.b) ![image](x.png) [^foot]",
    "| a | b |",
    "costs $5 to $10, $$x^2$$",
    "\"quoted\" and 'quoted' \\ back\\slash \\n",
    "R&D &amp; &lt;b&gt;",
    "(target)=",
    "% no comment",
    "+++",
    "---",
    "'",
    '"',
    "\u201ccurly\u201d \u2013 dash, caf\u00e9",
]


class Dropdown(Directive):
    """As sphinx-design has it, for docutils alone."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self):
        box = nodes.container()
        self.state.nested_parse(self.content, 0, box)
        return [box]


@pytest.fixture(scope="module")
def parse():
    """A function: the document that MyST makes of a text, with the extensions of the book."""
    directives.register_directive("dropdown", Dropdown)
    extensions = ["colon_fence", "dollarmath", "substitution", "tasklist"]
    options = {
        "myst_enable_extensions": extensions,
        "report_level": 2,
        "halt_level": 2,
        "_disable_config": True,
        "doctitle_xform": False,
    }
    return lambda text: publish_doctree(text, parser=Parser(), settings_overrides=options)


def data(labels=("Yes", "No"), bar="Baseline", **columns) -> Disclosed:
    rows = {"key": ["a", "b"], "label": list(labels), "estimate": [0.64, 0.36]}
    frame = pd.DataFrame(rows).assign(panel="", bar=bar, base=143, status=SHOWN)
    return Disclosed(frame.assign(**columns))


def exhibit(title="Interest in other cultures", **changed) -> Exhibit:
    details = {"Question": "\u201cAre they?\u201d", "Base": "Baseline: 143", "Note": ""}
    made = Exhibit("6.1", title, "survey", data(), details, {("", "Baseline"): "3.8"}, "Mean")
    return replace(made, **changed)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_label_is_what_cross_references_name():
    assert exhibit(number="6.1").label == "fig-6-1"
    assert exhibit(number="10.12").label == "fig-10-12"


def test_the_kind_says_what_a_bar_is():
    assert exhibit().kind == "Stacked bar chart, one bar for each survey"
    assert exhibit(each="response").kind == "Bar chart, one bar for each response"


def test_the_drawing_is_written_beside_the_notebook(folder):
    shown = exhibits.stacked_figure(exhibit()).data
    path = re.search(r"^```\{figure\} (.+)$", shown, re.MULTILINE)[1]
    assert path == "figures/fig-6-1.svg"
    assert (folder / path).read_bytes().startswith(b"<?xml")
    first = (folder / path).read_bytes()
    assert exhibits.stacked_figure(exhibit()).data == shown
    assert (folder / path).read_bytes() == first


def test_an_exhibit_is_a_figure_with_notes_and_a_folded_table(parse):
    document = parse(exhibits.stacked_figure(exhibit()).data)
    (figure,) = document.findall(nodes.figure)
    (image,) = figure.findall(nodes.image)
    assert image["uri"] == "figures/fig-6-1.svg" and "fig-6-1" in document.nameids
    assert image["alt"] == (
        "Stacked bar chart, one bar for each survey. Baseline (base 143): Yes 64%, No 36%."
    )
    assert figure.next_node(nodes.caption).astext() == "Interest in other cultures"
    notes, table = (node.astext() for node in document.findall(nodes.raw))
    assert notes.count("<li>") == 2 and "Note" not in notes
    assert "<strong>Question:</strong> \u201cAre they?\u201d" in notes
    assert "<caption>Figure 6.1: Interest in other cultures, per cent</caption>" in table
    assert '<th scope="col">Survey</th>' in table and "<td>3.8</td>" in table


def test_a_group_of_teachers_is_a_group_in_the_table():
    shown = exhibits.stacked_figure(exhibit(each="group of teachers")).data
    assert '<th scope="col">Group</th>' in shown


def test_single_bars_have_a_row_a_response():
    shown = exhibits.bar_figure(exhibit(each="response", notes={}, heading="")).data
    assert ':alt: "Bar chart, one bar for each response. Baseline (base 143): Yes 64%' in shown
    assert '<th scope="row">Yes</th><td>64%</td><td>143</td>' in shown


@pytest.mark.parametrize("text", NASTY)
def test_no_title_breaks_out_of_its_caption(parse, text):
    holds_its_words(parse, exhibit(title=text), text, "title")


@pytest.mark.parametrize("text", NASTY)
def test_no_label_breaks_out_of_its_place(parse, text):
    details = {"Question": text, text: "named"}
    marked = exhibit(data=data(labels=(text, "No"), bar=text), details=details, notes={})
    holds_its_words(parse, marked, text, "label")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_no_text_at_all_breaks_an_exhibit(parse, text):
    holds_its_words(parse, exhibit(title=f"Title {text}"), f"Title {text}", "title")


def holds_its_words(parse, marked: Exhibit, text: str, where: str) -> None:
    shown = marked.markdown(b"<svg/>", exhibits.tables.response_table(marked.data, marked.title))
    document = parse(shown.data)
    kinds = [type(node).__name__ for node in document.children]
    assert kinds == ["figure", "raw", "container"]
    (figure,) = document.findall(nodes.figure)
    words = " ".join(text.split())
    if where == "title":
        caption = figure.next_node(nodes.caption)
        assert caption.astext() == words
        assert {type(node) for node in caption.findall()} <= {nodes.caption, nodes.Text}
    else:
        alt = figure.next_node(nodes.image)["alt"]
        assert alt.count(words) >= 2 and "\n" not in alt
    assert not list(document.findall(nodes.problematic))
    for raw in document.findall(nodes.raw):
        assert "<script" not in raw.astext() and "<b>" not in raw.astext()
    assert len(list(document.findall(nodes.raw))) == 2


def test_a_suppressed_bar_leaks_no_number_anywhere(parse):
    hidden = data(estimate=[float("nan")] * 2, base=7, status=SUPPRESSED)
    shown = exhibits.stacked_figure(exhibit(data=hidden, notes={("", "Baseline"): "[c]"})).data
    assert "Baseline: not shown because the base is too small" in shown
    assert shown.count("<td>[c]</td>") == 3
    svg = Path("figures/fig-6-1.svg").read_text()
    assert not re.search(r"\d%|64|36", shown) and "64%" not in svg


def test_alternative_texts_and_tables_tell_the_same_numbers():
    shown = exhibits.stacked_figure(exhibit()).data
    alt = re.search(r"^:alt: (.+)$", shown, re.MULTILINE)[1]
    table = shown[shown.index("<tbody>") :]
    assert re.findall(r"\d+%", alt) == re.findall(r"\d+%", table) == ["64%", "36%"]


def test_text_that_stands_as_it_is_needs_no_marks():
    assert exhibits.as_text("Pupils' interest, before and after (2 of 3)") == (
        "Pupils' interest, before and after (2 of 3)"
    )


def test_the_rows_of_a_bar_follow_the_order_of_the_questionnaire():
    responses = {"b": Response("b", 1, "Bee", 2.0), "a": Response("a", 2, "Ay", 1.0)}
    item = Item("i", "I?", "I", Scale("s", "ordinal", responses), {}, "i", ("b",), ("dont_know",))
    keys = ["headline", "a", "dont_know", "b", "mean"]
    frame = pd.DataFrame({"response": keys, "estimate": [0.5, 0.3, 0.2, 0.5, 1.6], "base": 10})
    rows = exhibits.bars_of(item, Disclosed(frame), {"dont_know": "Don't know"}, "P", "B").frame
    assert list(rows["key"]) == ["b", "a", "dont_know"]
    assert list(rows["label"]) == ["Bee", "Ay", "Don't know"]
    assert list(rows["estimate"]) == [0.5, 0.3, 0.2]
    assert set(rows["panel"]) == {"P"} and set(rows["bar"]) == {"B"}


@pytest.mark.parametrize(("unsure", "more"), [(0.0, []), (0.1, ["Don't know"])])
def test_the_rows_of_a_number_are_its_bands_and_who_could_not_say(unsure, more):
    bands = {"0": Band("0", 0, 0, "None"), "1_3": Band("1_3", 1, 3, "1 to 3")}
    item = Item("n", "N?", "N", Scale("s", "number", {}, bands), {}, "n", ("0",), ("dont_know",))
    keys, shares = ["mean", "0", "1_3", "dont_know"], [2.5, 0.5, 0.5 - unsure, unsure]
    frame = pd.DataFrame({"response": keys, "estimate": shares, "base": 9})
    rows = exhibits.bars_of(item, Disclosed(frame), {"dont_know": "Don't know"}, "", "B").frame
    assert list(rows["label"]) == ["None", "1 to 3", *more]
    assert rows["estimate"].sum() == 1
