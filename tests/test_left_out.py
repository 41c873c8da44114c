"""Left out: contents, links and passages of what a wave does not have."""

import pytest

from helpers.building.left_out import (
    passage_problems,
    passages,
    unlink_chapter,
    unlinked,
    without_pages,
)

GONE = {"notebooks/waves", "notebooks/appendix-a"}


def test_contents_lose_the_page_and_a_part_with_nothing_else_in_it():
    contents = {
        "root": "book/index",
        "parts": [
            {"chapters": [{"file": "notebooks/change"}, {"file": "notebooks/waves"}]},
            {"caption": "Appendices", "chapters": [{"file": "notebooks/appendix-a"}]},
        ],
    }
    kept = {"root": "book/index", "parts": [{"chapters": [{"file": "notebooks/change"}]}]}
    assert without_pages(contents, GONE) == kept
    assert without_pages(contents, set()) == contents


@pytest.mark.parametrize(
    ("page", "text", "said"),
    [
        ("book/index", "See [A *b*](../notebooks/waves.ipynb).", "See A *b*."),
        ("book/index", "See [A](../notebooks/waves.ipynb#top).", "See A."),
        ("notebooks/change", "See [A](waves.ipynb) and [B](profile.ipynb).",
         "See A and [B](profile.ipynb)."),
        ("notebooks/change", "See [A](../book/waves.md).", "See [A](../book/waves.md)."),
        ("book/index", "See [A](waves.md) and [B](https://a.b/notebooks/waves.ipynb).",
         "See [A](waves.md) and [B](https://a.b/notebooks/waves.ipynb)."),
    ],
)  # fmt: skip
def test_a_link_to_a_page_that_is_not_there_is_its_words(page, text, said):
    assert unlinked(text, page, GONE) == said
    assert unlinked(text, page, set()) == text


def test_an_entry_of_a_list_that_opens_with_such_a_link_is_gone():
    text = "- [A](../notebooks/profile.ipynb):\n  one\n- [B](../notebooks/waves.ipynb):\n  two\n"
    assert unlinked(text, "book/index", GONE) == "- [A](../notebooks/profile.ipynb):\n  one\n"
    inside = "- Of [B](../notebooks/waves.ipynb), and more\n"
    assert unlinked(inside, "book/index", GONE) == "- Of B, and more\n"


def test_a_chapter_is_unlinked_in_its_prose_alone():
    cells = [
        {"cell_type": "markdown", "source": "[A](waves.ipynb)"},
        {"cell_type": "code", "source": "'[A](waves.ipynb)'"},
    ]
    unlink_chapter({"cells": cells}, "notebooks/change", GONE)
    assert [cell["source"] for cell in cells] == ["A", "'[A](waves.ipynb)'"]


TWO = "<!-- needs-a lacks-b -->\nOne.\n\nTwo.\n<!-- end of needs-a lacks-b -->\nThree.\n"


@pytest.mark.parametrize(
    ("parts", "said"),
    [({"a"}, "One.\n\nTwo.\nThree.\n"), ({"a", "b"}, "Three.\n"), (set(), "Three.\n")],
)
def test_a_passage_is_there_where_the_wave_meets_its_marks(parts, said):
    assert passages(TWO, parts) == said
    assert passage_problems(TWO, "page", {"a", "b"}) == []


def test_marks_without_each_other_are_told_with_their_row():
    text = "One.\n<!-- needs-a -->\nTwo.\n<!-- end of needs-b -->\n"
    found = passage_problems(text, "book/index.md", {"a", "b"})
    assert [p.row for p in found] == [2, 4]
    assert "has the mark <!-- needs-a --> alone" in str(found[0])
