"""What of a notebook is kept in git: cleaned, laid out, and told where it is not so."""

import json
from pathlib import Path

import pytest
from book import notebook

from helpers.errors import InputError
from helpers.workshop.notebook_state import ABOUT, as_stored, cleaned, state_problems, tidy

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").rglob("*.ipynb"))
RANDOM = "8a1f0c2e-7d7b-4c62-9b3e-0c5d8f6a1b2c"


def cell(kind="markdown", source="A text.", name="a-text", **other):
    made = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    return made | other


def whole(*cells, **other):
    return {"cells": list(cells), "metadata": ABOUT, "nbformat": 4, "nbformat_minor": 5} | other


def found(folder, content):
    path = folder / "a.ipynb"
    path.write_text(as_stored(content), encoding="utf-8")
    return [problem.found for problem in state_problems(path)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: "-".join(path.parts[-2:]))
def test_the_shipped_notebooks_are_as_they_are_kept(path):
    assert state_problems(path) == []
    text = path.read_text(encoding="utf-8")
    assert as_stored(cleaned(json.loads(text))) == text


def test_a_run_leaves_nothing():
    ran = cell(
        "code", "1 + 1", outputs=[{"output_type": "stream"}], execution_count=7,
        metadata={"tags": ["needs-baseline"], "trusted": True, "execution": {"a": 1}},
    )  # fmt: skip
    shown = cell(metadata={"user_expressions": [{"expression": "a"}]})
    kernel = {"kernelspec": {"name": "other"}, "language_info": {"version": "3.11.9"}}
    made = cleaned(whole(ran, shown, metadata=kernel, nbformat_minor=4))
    assert made["cells"][0] == cell(
        "code", "1 + 1", name="a-text", metadata={"tags": ["needs-baseline"]}
    )
    assert made["cells"][1]["metadata"] == {}
    assert (made["metadata"], made["nbformat_minor"]) == (ABOUT, 5)


def test_cleaning_changes_no_word_and_nothing_twice():
    before = whole(cell(source="One. Two.\n\n- a. B"), cell("code", "a. B", "code"))
    once = cleaned(before)
    assert once["cells"][0]["source"] == "One.\nTwo.\n\n- a. B"
    assert cleaned(once) == once


def test_a_sentence_gets_a_line():
    assert cleaned(whole(cell(source="It rose. It fell.")))["cells"][0]["source"] == (
        "It rose.\nIt fell."
    )


def test_pictures_in_a_text_are_kept():
    pictures = {"a.png": {"image/png": "AA=="}}
    made = cleaned(whole(cell(attachments=pictures), cell(name="other", attachments={})))
    assert made["cells"][0]["attachments"] == pictures
    assert "attachments" not in made["cells"][1]


def test_a_source_is_stored_a_line_a_line():
    lines = json.loads(as_stored(whole(cell(source="é one.\nTwo.\n"))))["cells"][0]["source"]
    assert lines == ["é one.\n", "Two.\n"]
    assert '"é one.\\n",\n' in as_stored(whole(cell(source="é one.\nTwo.")))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (cell("code", "1", outputs=[{"output_type": "stream"}]), "cell 'a-text' has outputs"),
        (cell("code", "1", execution_count=3), "cell 'a-text' has the number of its last run"),
        (cell(metadata={"trusted": True}), "cell 'a-text' has metadata: trusted"),
        (cell(name=RANDOM), f"cell '{RANDOM}' has an identifier that says nothing"),
        (cell(source="It rose. It fell."), "cell 'a-text' has two sentences on one line"),
    ],
)
def test_each_thing_that_is_not_kept_is_told(tmp_path, changed, said):
    assert found(tmp_path, whole(changed)) == [said]


def test_all_are_told_at_once(tmp_path):
    twice = [cell("code", "1", execution_count=3), cell()]
    said = found(tmp_path, whole(*twice, metadata={}))
    assert said == [
        "cell 'a-text' has the number of its last run",
        "cell 'a-text' has the identifier of another cell",
        "has metadata of the machine that it was written on",
    ]


def test_another_layout_is_told(tmp_path):
    path = notebook(tmp_path / "a.ipynb", ("markdown", "A text."))
    content = json.loads(path.read_text()) | {"metadata": ABOUT}
    path.write_text(json.dumps(content))
    problem = state_problems(path, "notebooks/a.ipynb")[0]
    assert str(problem) == (
        "notebooks/a.ipynb: is not laid out as it is stored; run: report tidy notebooks/a.ipynb"
    )
    assert tidy(path) and state_problems(path) == []
    assert not tidy(path)


def test_what_a_merge_left_is_told(tmp_path):
    both = "<<<<<<< ours\nIt rose.\n=======\nIt fell.\n>>>>>>> theirs"
    assert found(tmp_path, whole(cell(source=both))) == [
        "cell 'a-text' holds two versions of a passage, which a merge left to you"
    ]
    assert found(tmp_path, whole(cell(source="A title\n======="))) == []
    path = tmp_path / "b.ipynb"
    path.write_text("{\n<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\n}")
    assert "two versions" in state_problems(path)[0].found


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cells": [1]}', "null"])
def test_what_is_no_notebook_is_told_without_a_traceback(tmp_path, text):
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    assert "cannot be read as a notebook" in str(state_problems(path)[0])
    with pytest.raises(InputError, match="cannot be read as a notebook"):
        tidy(path)
    assert path.read_text() == text
