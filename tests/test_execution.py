"""Execution: chapters as they were read, the longest first, and all stopped by a fault."""

import pytest
from book import notebook

from helpers.building import execution as module
from helpers.building.chapters import Chapter, Results
from helpers.building.execution import execute, execute_all
from helpers.building.kernels import Kernels
from helpers.errors import BuildError

FEW = ("ipykernel.kernelapp",)
NOTHING = Results([], {})


@pytest.fixture
def chapters(tmp_path):
    """Chapters of no, two and one code cells beside their parameters."""
    cell = ("code", "1")
    cells = {"none": [], "two": [cell, cell], "one": [cell]}
    return [Chapter.read(notebook(tmp_path / f"{n}.ipynb", *some)) for n, some in cells.items()]


class Closable:
    closed = False

    def close(self) -> None:
        self.closed = True


def names(chapters) -> list[str]:
    return [chapter.path.stem for chapter in chapters]


def test_the_longest_chapter_begins_first(chapters, tmp_path, monkeypatch):
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(module, "execute", lambda *_: NOTHING)
    kernels, done, said = Closable(), [], []
    execute_all(chapters, {}, tmp_path, kernels, lambda *pair: done.append(pair), said.append)
    assert [chapter.path.stem for chapter, _ in done] == ["two", "one", "none"]
    assert said[:2] == ["two: executing", "two: executed"] and not kernels.closed


def test_a_fault_is_raised_and_closes_the_kernels(chapters, tmp_path, monkeypatch):
    began = []

    def fail(chapter, *_):
        began.append(chapter.path.stem)
        raise BuildError("a fault")

    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(module, "execute", fail)
    kernels = Closable()
    with pytest.raises(BuildError, match="a fault"):
        execute_all(chapters, {}, tmp_path, kernels, lambda *_: None, lambda _: None)
    assert kernels.closed and began[0] == "two"


def test_a_chapter_is_executed_as_it_was_read(tmp_path):
    cells = ("code", "x = 6 * 7"), ("markdown", "{eval}`x`"), ("code", "x")
    path = notebook(tmp_path / "chapter.ipynb", *cells)
    chapter = Chapter.read(path)
    path.write_text("saved meanwhile")
    with Kernels(libraries=FEW) as kernels:
        found = execute(chapter, {"wave": "w"}, tmp_path / "run/chapter", kernels)
    assert found.texts == {"2 x": "42"}
    assert found.outputs[2][0]["data"] == {"text/plain": "42"}
