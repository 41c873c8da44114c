"""The notebooks' hygiene: thin cells, no outputs, stable identifiers, one sentence a line."""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
AREAS = sorted((ROOT / "notebooks/areas").glob("*.ipynb"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb")) + AREAS
FORBIDDEN = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.ListComp, ast.DictComp, ast.With)
ABBREVIATIONS = r"(?<!e\.g)(?<!i\.e)(?<!et al)(?<! c)(?<!No)(?<!St)"


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: "-".join(path.parts[-2:]))
def notebook(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def text(cell) -> str:
    return "".join(cell["source"])


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 8


def test_nothing_is_stored_that_a_run_would_change(notebook):
    for cell in code(notebook):
        assert cell["outputs"] == [] and cell["execution_count"] is None
        assert set(cell["metadata"]) <= {"tags"}
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info"}
    assert notebook["metadata"]["language_info"] == {"name": "python"}


def test_cells_have_unique_identifiers_that_say_something(notebook):
    names = [cell["id"] for cell in notebook["cells"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", name) for name in names)


def test_one_cell_is_tagged_parameters_and_holds_only_them(notebook, request):
    known = ["wave", "area"] if request.node.callspec.params["notebook"] in AREAS else ["wave"]
    tagged = [cell for cell in code(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    tree = ast.parse(text(tagged[0]))
    assert [target.id for node in tree.body for target in node.targets] == known


def test_cells_are_thin(notebook):
    for cell in code(notebook):
        source = text(cell)
        assert len(source.splitlines()) <= 6, cell["id"]
        tree = ast.parse(source)
        assert not [node for node in ast.walk(tree) if isinstance(node, FORBIDDEN)], cell["id"]
        assert "pandas" not in source and "pd." not in source, cell["id"]


def test_headings_carry_no_numbers(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            assert not re.search(r"^#+ \d", text(cell), re.MULTILINE), cell["id"]


def test_a_sentence_has_a_line_of_its_own(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        for line in text(cell).splitlines():
            prose = re.sub(r"\{\w+\}`[^`]*`", "X", line)
            if prose.startswith(("[^", "|", ":", "- ", ">", "#")):
                continue
            assert not re.search(ABBREVIATIONS + r"[a-z)]\. [A-Z]", prose), (cell["id"], line)
