"""A save in JupyterLab stores a chapter as it is kept, and leaves other notebooks alone."""

import copy

from helpers.workshop.notebook_state import ABOUT
from helpers.workshop.saving import keep_sources_only

RANDOM = "8a1f0c2e-7d7b-4c62-9b3e-0c5d8f6a1b2c"


def model(source="Some words. More words."):
    cell = {"cell_type": "markdown", "id": RANDOM, "metadata": {"trusted": True}, "source": source}
    ran = {
        "cell_type": "code", "id": "run", "metadata": {"trusted": True}, "source": "1",
        "execution_count": 4, "outputs": [{"output_type": "stream", "text": "1"}],
    }  # fmt: skip
    about = {"kernelspec": {"name": "python3"}, "language_info": {"version": "3.11.0"}}
    content = {"cells": [cell, ran], "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return {"type": "notebook", "content": content}


def test_a_chapter_is_stored_as_it_is_kept():
    saved = model()
    keep_sources_only(model=saved, path="notebooks/areas/saved.ipynb", contents_manager=None)
    text, ran = saved["content"]["cells"]
    assert text["source"] == "Some words.\nMore words." and text["metadata"] == {}
    assert (ran["outputs"], ran["execution_count"]) == ([], None)
    assert saved["content"]["metadata"] == ABOUT


def test_a_new_cell_keeps_the_name_of_its_first_save():
    saved = model()
    keep_sources_only(saved, "notebooks/new.ipynb")
    assert saved["content"]["cells"][0]["id"] == "some-words-more"
    saved = model("Other words now.")
    keep_sources_only(saved, "/notebooks/new.ipynb")
    keep_sources_only(again := model("Other words now."), "notebooks/new.ipynb")
    assert again["content"]["cells"][0]["id"] == "some-words-more"


def test_another_notebook_keeps_its_outputs():
    for path in ("scratch.ipynb", "data/notebooks.ipynb"):
        saved = model()
        before = copy.deepcopy(saved)
        keep_sources_only(saved, path)
        assert saved == before


def test_a_file_that_is_no_notebook_is_left_alone():
    saved = {"type": "file", "content": "text"}
    keep_sources_only(saved, "notebooks/notes.md")
    assert saved == {"type": "file", "content": "text"}
