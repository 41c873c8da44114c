"""A line for each sentence of a paragraph, and nothing else touched."""

import json
from pathlib import Path

import pytest

from helpers.workshop.sentences import one_a_line

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").rglob("*.ipynb"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One came. Two went.", ["One came.", "Two went."]),
        ("One. Two came (late). Three.", ["One.", "Two came (late).", "Three."]),
        ("It is {eval}`a.b`. Then it fell. So.", ["It is {eval}`a.b`.", "Then it fell.", "So."]),
        ("Already.\nOn lines.", ["Already.", "On lines."]),
        ("1. An item. Its end.", ["1. An item.", "Its end."]),
        ("  Set in. And on.", ["  Set in.", "  And on."]),
    ],
)
def test_sentences_of_a_paragraph_have_a_line_each(text, lines):
    assert one_a_line(text).split("\n") == lines


@pytest.mark.parametrize(
    "text",
    [
        "", "One.", "It has e.g. Bradford in it.", "Smith et al. Found it.", "See No. Five of it.",
        "By 2.5 Points.", "of 5. Then", "one. two.", "{eval}`x('a. B')` stays",
        "# A title. With two", "- an item. With two", "| a. B | c. D |", "> Said so. And so.",
        "[^note]: One. Two.", "<p>one. Two</p>", "```python\none. Two\n```\n",
        ":::{note}\none. Two\n:::", "    code. More",
    ],
)  # fmt: skip
def test_what_is_one_line_stays_one(text):
    assert one_a_line(text) == text


def test_text_after_a_fence_is_prose_again():
    assert one_a_line("```\na. B\n```\na. B") == "```\na. B\n```\na.\nB"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: "-".join(path.parts[-2:]))
def test_the_shipped_chapters_have_a_sentence_a_line(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    assert texts
    assert [text for text in texts if one_a_line(text) != text] == []
