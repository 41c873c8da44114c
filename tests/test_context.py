"""What a check can look at."""

import shutil

import pytest
from book import small_project

from helpers.building.cache import Cache
from helpers.building.chapters import Results
from helpers.checking.context import Context
from helpers.digests import digest
from helpers.errors import BuildError, InputError
from helpers.project import BOOK, MEMORY

PAGE = "notebooks/chapter.ipynb"


@pytest.fixture
def root(tmp_path):
    return small_project(tmp_path / "project", ("markdown", "It is {eval}`6 * 7`."))


def test_chapters_and_pages_go_by_their_path(root):
    (root / "book/_build").mkdir()
    (root / "book/_build/made.md").write_text("made", encoding="utf-8")
    context = Context.of(root)
    assert list(context.chapters) == [PAGE]
    assert context.pages == {"book/index.md": "# A small book\n\nIts first page.\n"}
    assert context.site == root / BOOK


def test_notebooks_of_other_books_are_read_too(root):
    for name in ("areas/one", ".ipynb_checkpoints/one"):
        (root / "notebooks" / name).parent.mkdir()
        shutil.copy(root / PAGE, root / f"notebooks/{name}.ipynb")
    context = Context.of(root)
    assert list(context.notebooks) == [PAGE, "notebooks/areas/one.ipynb"]
    assert list(context.chapters) == [PAGE]


def test_results_that_are_not_kept_stop_a_check(root):
    with pytest.raises(BuildError, match=r"chapter.ipynb: no results .* run `report build`"):
        assert Context.of(root).results


def test_results_are_those_of_the_wave_and_the_parameters(root):
    context = Context.of(root, parameters={"reader": "all"})
    given = [("reader", "all"), ("wave", context.wave)]
    key = digest(context.chapters[PAGE].code_key, given)
    kept = Results([], {"1 6 * 7": "42"})
    Cache(root / MEMORY / "chapters").keep(key, kept, lambda name: "")
    assert context.results == {PAGE: kept}
    with pytest.raises(BuildError):
        assert Context.of(root).results


def test_a_wave_that_is_not_there_is_refused(root):
    with pytest.raises(InputError, match="no wave 'none'"):
        Context.of(root, "none")
