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


def tagged(tmp_path, *tags: str) -> Chapter:
    """A chapter of a title, code and prose, the n-th of which has the n-th tag."""
    made = chapter(tmp_path, ("markdown", "# Head"), CODE, ("markdown", "One {eval}`x`."))
    for cell, tag in zip(made.content["cells"][1:], tags, strict=True):
        cell["metadata"] = {"tags": [tag] if tag else []}
    return made


def names(found: Chapter) -> list[str]:
    return [cell["id"] for _, cell in found.cells]


def test_a_wave_has_the_cells_whose_tags_it_meets(tmp_path):
    made = tagged(tmp_path, "", "needs-baseline", "lacks-comparison")
    assert names(made.for_wave({"baseline"})) == ["parameters", "cell-0", "cell-1", "cell-2"]
    assert names(made.for_wave({"baseline", "comparison"})) == ["parameters", "cell-0", "cell-1"]
    assert names(made.for_wave(set())) == ["parameters", "cell-0", "cell-2"]
    assert len(made.content["cells"]) == 4


def test_what_a_wave_does_not_have_is_neither_in_the_key_nor_on_the_page(tmp_path):
    whole = tagged(tmp_path, "", "", "")
    cut = tagged(tmp_path, "", "needs-baseline", "needs-baseline")
    assert cut.for_wave({"baseline"}).code_key == whole.code_key
    without = cut.for_wave(set())
    assert without.code_key != whole.code_key and without.places == set() and without.length == 1
    assert [c["id"] for c in without.with_results(Results([[]], {}))["cells"]] == names(without)


def test_an_expression_is_found_where_the_cells_before_it_are_gone(tmp_path):
    made = tagged(tmp_path, "", "needs-baseline", "").for_wave(set())
    page = made.with_results(Results([[]], {place(1, "x"): "first"}))
    assert page["cells"][-1]["source"] == "One first."


def test_a_chapter_whose_title_a_wave_is_not_to_have_is_left_out(tmp_path):
    made = tagged(tmp_path, "needs-waves", "", "")
    assert made.is_of_wave({"waves"}) and not made.is_of_wave({"baseline"})
    assert tagged(tmp_path, "", "needs-waves", "needs-waves").is_of_wave(set())


def test_one_title_of_several_is_enough(tmp_path):
    made = tagged(tmp_path, "needs-waves", "", "lacks-waves")
    made.content["cells"][3]["source"] = "# Another head"
    assert made.is_of_wave({"waves"}) and made.is_of_wave(set())
    assert chapter(tmp_path, ("markdown", "No heading.")).is_of_wave(set())
