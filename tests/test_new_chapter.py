"""New chapter: a notebook of the house's form, and nothing at all where it cannot be."""

import ast
import json

import pytest
import test_notebooks
from book import report, small_project, whole_project

from helpers.building.chapters import Chapter
from helpers.errors import InputError
from helpers.project import chapter_notebooks
from helpers.workshop import new_chapter as module
from helpers.workshop.new_chapter import name_of, new_chapter
from helpers.workshop.notebook_state import state_problems


@pytest.fixture
def root(tmp_path):
    return small_project(tmp_path)


def everything(root) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_it_is_named_after_its_title_and_in_the_contents(root):
    path = new_chapter(root, "Teachers  and time")
    assert path == root / "notebooks/teachers-and-time.ipynb"
    assert chapter_notebooks(root)[-1] == path


def test_it_has_the_form_of_the_house(root):
    path = new_chapter(root, "Teachers & time: *more*")
    content = json.loads(path.read_text())
    cells = {cell["id"]: cell for cell in content["cells"]}
    assert state_problems(path) == []
    assert list(cells)[:4] == ["title", "parameters", "setup", "introduction"]
    assert "".join(cells["title"]["source"]) == "# Teachers \\& time: \\*more\\*"
    assert cells["parameters"]["metadata"]["tags"] == ["parameters"]
    (line,) = ast.parse("".join(cells["parameters"]["source"])).body
    assert (line.targets[0].id, line.value.value) == ("wave", "2020-21")
    prose = [c for c in content["cells"] if c["cell_type"] == "markdown"]
    lines = [line for cell in prose for line in "".join(cell["source"]).splitlines()]
    assert all(line.startswith("#") or line.endswith(".") for line in lines)
    assert sum("{eval}`" in line for line in lines) >= 2


def test_a_wave_without_its_surveys_leaves_its_passages_out(root):
    chapter = Chapter.read(new_chapter(root, "Time"))
    kept = chapter.for_wave({"comparison"})
    assert [cell["id"] for cell in kept.content["cells"]] == ["title", "parameters", "setup"]


@pytest.mark.parametrize("title", ["Teachers and time", "TEACHERS, and time"])
def test_nothing_is_overwritten(root, title):
    new_chapter(root, "Teachers and time")
    before = everything(root)
    with pytest.raises(InputError, match="notebooks/teachers-and-time.ipynb is there already"):
        new_chapter(root, title)
    assert everything(root) == before


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("8 Time", "begin with a word"),
        ("  ", "is no title of a chapter"),
        ("時間", "use some letters from a to z"),
    ],
)
def test_what_is_no_title_is_refused(root, title, said):
    before = everything(root)
    with pytest.raises(InputError, match=said):
        new_chapter(root, title)
    assert everything(root) == before


def test_a_title_becomes_a_name():
    assert name_of("How were classes – really – linked?") == "how-were-classes-really-linked"
    assert name_of("Élèves d’ici") == "eleves-dici"


def test_nothing_stays_where_the_contents_cannot_be_written(root, monkeypatch):
    def fails(*_):
        raise OSError("the disk is full")

    before = everything(root)
    monkeypatch.setattr(module, "replace_file", fails)
    with pytest.raises(OSError, match="full"):
        new_chapter(root, "Time")
    assert everything(root) == before


def test_contents_of_another_form_are_told_before_anything_is_written(root):
    (root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters: [{file: notebooks/chapter}]\n"
    )
    before = everything(root)
    with pytest.raises(InputError, match="name it there yourself"):
        new_chapter(root, "Time")
    assert everything(root) == before


def hygiene(content) -> None:
    """Hold a notebook against what all notebooks are held against."""
    test_notebooks.test_nothing_is_stored_that_a_run_would_change(content)
    test_notebooks.test_cells_have_unique_identifiers_that_say_something(content)
    test_notebooks.test_cells_are_thin(content)
    test_notebooks.test_headings_carry_no_numbers(content)
    test_notebooks.test_a_sentence_has_a_line_of_its_own(content)


def test_it_keeps_the_notebooks_hygiene(root):
    hygiene(json.loads(new_chapter(root, "Time").read_text()))


@pytest.mark.slow
def test_a_chapter_with_figures_builds_and_passes_every_check(tmp_path):
    root = whole_project(tmp_path)
    assert report(root, "new", "chapter", "Teachers and time").returncode == 0
    for item in ("interest", "confidence", "cpd_training", "fsm", "resources_used", "exchanges"):
        added = report(root, "new", "figure", item, "--chapter", "teachers-and-time")
        assert added.returncode == 0, added.stderr
    path = root / "notebooks/teachers-and-time.ipynb"
    content = json.loads(path.read_text())
    assert state_problems(path) == []
    built = report(root, "build", "--publish")
    assert built.returncode == 0, built.stdout + built.stderr
    page = (root / "book/_build/html/notebooks/teachers-and-time.html").read_text()
    assert "Figure 8.1" in page and page.count("<figure") == 6
    assert "which is statistically significant" in page and "{eval}" not in page
    hygiene(content)
