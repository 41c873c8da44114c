"""Chapters: what is executed is told apart from prose, and results come back to their places."""

import json

import pytest
from book import notebook

from helpers.building.chapters import Chapter, Results, place
from helpers.errors import BuildError

CODE = ("code", "x = 1")


def chapter(tmp_path, *cells, **options) -> Chapter:
    return Chapter.read(notebook(tmp_path / "a.ipynb", *cells, **options))


def key(tmp_path, *cells, **options) -> str:
    return chapter(tmp_path, *cells, **options).code_key


def test_prose_is_not_in_the_key(tmp_path):
    before = key(tmp_path, CODE, ("markdown", "One {eval}`x`."))
    assert key(tmp_path, CODE, ("markdown", "# Head\n\nTwo {eval}`x`, {eval}`x`.")) == before
    split = (CODE, ("markdown", "One."), ("markdown", "Two {eval}`x`."))
    assert key(tmp_path, *split) == before


@pytest.mark.parametrize(
    "cells",
    [
        (("code", "x = 2"), ("markdown", "One {eval}`x`.")),
        (CODE, ("markdown", "One {eval}`x + 1`.")),
        (CODE, ("markdown", "One {eval}`x`, {eval}`y`.")),
        (("markdown", "One {eval}`x`."), CODE),
        (CODE, CODE, ("markdown", "One {eval}`x`.")),
    ],
)
def test_what_is_executed_and_where_is_in_the_key(tmp_path, cells):
    assert key(tmp_path, *cells) != key(tmp_path, CODE, ("markdown", "One {eval}`x`."))


def test_the_default_of_a_parameter_is_in_the_key(tmp_path):
    assert key(tmp_path, parameters="wave = 1") != key(tmp_path, parameters="wave = 2")


def test_results_stand_where_they_were_made(tmp_path):
    cells = (("markdown", "{eval}`x`"), CODE, ("markdown", "{eval}`x` and `{eval}`."))
    found = chapter(tmp_path, *cells)
    output = {"output_type": "display_data", "data": {"text/plain": "d"}, "metadata": {}}
    texts = {place(1, "x"): "first", place(2, "x"): "second"}
    page = found.with_results(Results([[], [output]], texts))
    sources = [cell["source"] for cell in page["cells"]]
    assert sources[1] == "first" and sources[3] == "second and `{eval}`."
    assert page["cells"][2]["outputs"] == [output]
    assert [c.get("execution_count") for c in page["cells"]] == [1, None, 2, None]
    assert "first" not in json.dumps(found.content)


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    for text in ("{", "[]", '{"cells": 3}', '{"cells": [{}]}'):
        (tmp_path / "b.ipynb").write_text(text)
        with pytest.raises(BuildError, match=r"notebooks/b\.ipynb: cannot be read"):
            Chapter.read(tmp_path / "b.ipynb")
