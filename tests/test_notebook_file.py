"""Notebook files: the form in which they are kept, and files that are never found half-written."""

import json
import os

import nbformat
import pytest
from book import ROOT

from helpers.errors import InputError
from helpers.workshop import notebook_file
from helpers.workshop.notebook_file import (
    code,
    create_file,
    markdown,
    new_notebook,
    read_notebook,
    replace_file,
    text_of,
)
from helpers.workshop.notebook_state import as_stored, cleaned

SHIPPED = sorted((ROOT / "notebooks").glob("**/*.ipynb"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_notebook_comes_back_byte_for_byte(path):
    assert as_stored(read_notebook(path, path.name)) == path.read_text(encoding="utf-8")


def test_cells_make_a_notebook_that_others_can_read():
    cells = [markdown("title", ["# A", "", "B."]), code("setup", ["a = 1", "a"], ["needs-linked"])]
    made = as_stored(new_notebook(cells))
    assert as_stored(cleaned(json.loads(made))) == made
    read = nbformat.reads(made, as_version=4)
    nbformat.validate(read)
    assert [(cell.id, cell.source) for cell in read.cells] == [
        ("title", "# A\n\nB."), ("setup", "a = 1\na"),
    ]  # fmt: skip
    assert read.cells[1].metadata == {"tags": ["needs-linked"]}
    assert json.loads(made)["cells"][0]["source"] == ["# A\n", "\n", "B."]
    assert text_of(json.loads(made)["cells"][0]) == "# A\n\nB."


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"cells": [{}]}', '{"cells": 1}', "\x00"])
def test_what_is_no_notebook_is_refused(tmp_path, text):
    (tmp_path / "a.ipynb").write_text(text)
    with pytest.raises(InputError, match="notebooks/a.ipynb: is no notebook; mend it"):
        read_notebook(tmp_path / "a.ipynb", "notebooks/a.ipynb")


def test_a_new_file_never_takes_the_place_of_another(tmp_path):
    create_file(tmp_path / "a", "one\n")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a", "two\n")
    assert (tmp_path / "a").read_text() == "one\n"
    assert os.listdir(tmp_path) == ["a"]


def test_a_file_is_replaced_at_once_with_its_permissions(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_text("one\n")
    path.chmod(0o640)
    replace_file(path, "two\n")
    assert path.read_text() == "two\n" and path.stat().st_mode & 0o777 == 0o640
    monkeypatch.setattr(notebook_file.os, "chmod", _fails)
    with pytest.raises(OSError, match="full"):
        replace_file(path, "three\n")
    assert path.read_text() == "two\n" and os.listdir(tmp_path) == ["a"]


def _fails(*_):
    raise OSError("full")
