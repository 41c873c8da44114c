"""Table: rows by what became of an item, as text and as Markdown."""

from dataclasses import replace

from helpers.intake.drafts import CHANGED, GONE, MATCHES, NEW, Finding
from helpers.intake.table import lines, markdown, since
from helpers.items import Item, Revision, Scale

ITEM = Item("one", "?", "One", Scale("t", "text"), {})
REVISION = Revision("2001-02", "wording", False, "it is other words", {})
ROWS = [
    Finding(MATCHES, "baseline", "a", "q1"),
    Finding(CHANGED, "baseline", "b", "q2", "codes: 1 is high"),
    Finding(CHANGED, "end_of_linking", "long", "q", "x|y"),
    Finding(GONE, "baseline", "c", ""),
]


def test_lines_count_what_matches_and_list_the_rest():
    assert lines(ROWS) == [
        "Matches: 1",
        "Changed: 2",
        "  baseline        b     q2  codes: 1 is high",
        "  end_of_linking  long  q   x|y",
        "New: 0",
        "Gone: 1",
        "  baseline  c",
    ]


def test_the_page_has_every_row_and_what_is_undecided():
    doubt = {"survey": "baseline", "item": "b", "column": ["q2", "q3"], "found": "f", "write": "w"}
    page = markdown("2001-02", "", ROWS, [doubt])
    assert "# The wave 2001-02 as it was taken in\n\nCompared with the questionnaire. " in page
    assert "## Matches: 1\n\n| Survey | Item | Column | What |\n| --- | --- | --- | --- |\n" in page
    assert "| end_of_linking | long | q | x\\|y |\n" in page and "## New: 0\n\n## Gone: 1" in page
    assert page.endswith("| baseline | b | q2, q3 | f | w |\n")


def test_what_the_questionnaire_says_since_the_last_wave():
    old = {"gone": replace(ITEM, asked_until="2000-01"), "one": ITEM}
    older = replace(REVISION, wave="2000-01")
    new = {"one": replace(ITEM, revisions=(older, REVISION)), "new": ITEM}
    assert since("2000-01", "2001-02", old, new) == [
        Finding(GONE, "", "gone", "", "asked until 2000-01"),
        Finding(
            CHANGED, "", "one", "",
            "wording since 2001-02, is not compared with 2000-01: it is other words",
        ),
        Finding(NEW, "", "new", "", "asked from 2001-02"),
    ]  # fmt: skip
