"""Inline expressions: found, evaluated where they stand, and loud when they fail."""

import nbformat
import papermill
import pytest
from book import notebook

from helpers.building import inline
from helpers.building.inline_text import expressions
from helpers.building.kernels import Kernels
from helpers.errors import BuildError


def run(tmp_path, *cells, timeout=60):
    return executed(tmp_path, *cells, timeout=timeout).cells


def executed(tmp_path, *cells, timeout=60):
    source = notebook(tmp_path / "in.ipynb", *cells)
    out = tmp_path / "out.ipynb"
    with Kernels() as kernels:
        papermill.execute_notebook(
            str(source), str(out), engine_name=inline.NAME, progress_bar=False,
            execution_timeout=timeout, folder=str(tmp_path), kernels=kernels,
        )  # fmt: skip
    return nbformat.read(out, 4)


def test_expressions_are_found_in_order():
    source = 'A {eval}`a.b` and {eval}`c["1_3"]`, not `{eval}` or {math}`x`.'
    assert expressions(source) == ["a.b", 'c["1_3"]']


def test_a_sentence_takes_the_value_at_its_place(tmp_path):
    cells = run(
        tmp_path,
        ("code", "x = 1"),
        ("markdown", "First {eval}`x`, text {eval}`'it\\'s'`."),
        ("code", "x = 2"),
        ("markdown", "Then {eval}`x` and {eval}`x + 1`; {eval}`x` again."),
    )
    assert cells[2].source == "First 1, text it's."
    assert cells[4].source == "Then 2 and 3; 2 again."


def test_an_object_shows_its_words(tmp_path):
    words = "class W:\n    def __repr__(self):\n        return 'around half (52%)'\nw = W()"
    assert (
        run(tmp_path, ("code", words), ("markdown", "{eval}`w`"))[2].source == "around half (52%)"
    )


def test_code_is_executed_in_the_folder_given(tmp_path):
    cells = run(tmp_path, ("code", "import os"), ("markdown", "{eval}`os.getcwd()`"))
    assert cells[2].source == str(tmp_path)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("markdown", "{eval}`missing`")], "cell 'cell-0', expression 'missing': NameError"),
        ([("markdown", "{eval}`1 +`")], "expression '1 +': SyntaxError"),
        ([("markdown", "{eval}`None`")], "which is no text for a sentence"),
        ([("markdown", "{eval}`' '`")], "which is no text for a sentence"),
        ([("code", "1 / 0"), ("code", "open('later', 'w')")], "cell 'cell-0': ZeroDivisionError"),
        ([("code", "import os; os._exit(1)")], "cell 'cell-0': its kernel died"),
    ],
)
def test_a_failure_names_the_cell_and_stops(tmp_path, cells, said):
    with pytest.raises(BuildError, match=None) as caught:
        run(tmp_path, *cells)
    assert said in str(caught.value)
    assert not (tmp_path / "later").exists()


def test_a_cell_that_hangs_is_stopped_and_named(tmp_path):
    with pytest.raises(BuildError, match="cell 'cell-0': took over 1 seconds"):
        run(tmp_path, ("code", "import time; time.sleep(60)"), timeout=1)


def test_an_expression_that_hangs_or_kills_the_kernel_is_named(tmp_path):
    with pytest.raises(BuildError, match="cell 'cell-1': took over 1 seconds"):
        cells = ("code", "import time"), ("markdown", "{eval}`time.sleep(60)`")
        run(tmp_path, *cells, timeout=1)
    with pytest.raises(BuildError, match="cell 'cell-1': its kernel died"):
        run(tmp_path, ("code", "import os"), ("markdown", "{eval}`os._exit(1)`"))


WARNS = "import warnings\nwarnings.warn('no longer so', FutureWarning)"
ASKED = "__import__('warnings').warn('not so')"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (("code", WARNS), r"'cell-0' wrote to standard error: line 2: FutureWarning: no longer so"),
        (("code", "import sys; print('odd', file=sys.stderr)"), r"standard error: odd$"),
        (("markdown", f"{{eval}}`str({ASKED})`"), r"'cell-0' wrote to standard error.*: not so"),
    ],
)
def test_what_is_said_on_standard_error_is_a_fault(tmp_path, cell, said):
    with pytest.raises(BuildError, match=said) as caught:
        run(tmp_path, cell, ("markdown", "{eval}`1`"))
    assert "ipykernel_" not in str(caught.value)


NOTES = "from helpers.origins import note\n\n\ndef said(what):\n    note('fact', what=what)\n"
TAKES = f"{NOTES}    return what\n\n\nsaid('in the cell')"


def test_what_each_expression_and_cell_took_is_told_by_its_place(tmp_path):
    book = executed(
        tmp_path,
        ("markdown", "{eval}`6 * 7`"),
        ("code", TAKES),
        ("code", "x = 1"),
        ("markdown", "{eval}`said('a')`, {eval}`said('b') + said('a')`, {eval}`x`"),
    )
    origins = book.metadata["report"]["origins"]
    whats = [note["what"] for note in origins["notes"]]
    told = {at: [whats[n] for n in numbers] for at, numbers in origins["texts"].items()}
    assert told == {
        "1 6 * 7": [], "3 said('a')": ["a"], "3 said('b') + said('a')": ["b", "a"], "3 x": [],
    }  # fmt: skip
    cells = {at: [whats[n] for n in numbers] for at, numbers in origins["cells"].items()}
    assert cells == {"0": [], "1": ["in the cell"], "2": []}
