"""Rebuilding: one build after another on processes that are kept, and new code in new ones."""

import pytest
from book import notebook, small_project, untraced

from helpers.building import rebuilding as module
from helpers.building.rebuilding import Rebuilding
from helpers.project import BOOK

PAGE = "notebooks/chapter.html"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Builds of a small project, the first of them done."""
    folder = small_project(tmp_path_factory.mktemp("rebuilding"), ("markdown", "Words."))
    with Rebuilding(folder, "2020-21") as rebuilding:
        first = rebuilding.build()
        assert first.error == "" and PAGE in first.changed
        yield rebuilding


def save(made: Rebuilding, *cells) -> None:
    notebook(made.root / "notebooks/chapter.ipynb", ("markdown", "# A chapter"), *cells)


def shown(made: Rebuilding) -> str:
    return untraced((made.root / BOOK / PAGE).read_text())


def test_what_changed_is_named_and_processes_are_kept(made):
    kernels, press = made.processes.kernels, made.processes.press
    save(made, ("markdown", "Other words."))
    assert [name for name in made.build().changed if name.endswith(".html")] == [PAGE]
    save(made, ("code", "x = 6 * 7"), ("markdown", "It is {eval}`x`."))
    assert PAGE in made.build().changed and "It is 42." in shown(made)
    assert made.build() == ("", ())
    assert made.processes.kernels is kernels and made.processes.press is press


def test_after_a_fault_that_is_told_the_next_build_works(made):
    save(made, ("code", "1 / 0"))
    said = made.build()
    assert (
        said.error == "notebooks/chapter.ipynb, cell 'cell-1': ZeroDivisionError: division by zero"
    )
    save(made, ("code", "y = 6 * 8"), ("markdown", "It is {eval}`y`."))
    assert made.build().error == "" and "It is 48." in shown(made)


def test_bad_data_is_told(made):
    survey = made.root / "data/waves/2020-21/baseline.csv"
    before = survey.read_text()
    survey.write_text("")
    assert made.build().error.startswith("data/waves/2020-21/baseline.csv: is empty")
    survey.write_text(before)
    assert made.build().error == ""


def test_new_code_is_built_with_in_a_process_of_its_own(made, monkeypatch):
    (made.root / "requirements.lock").write_text("other==1")
    monkeypatch.setattr(module, "build", lambda *_, **__: pytest.fail("old code was used"))
    save(made, ("markdown", "Words of new code."))
    assert made.build() == ("", None)
    assert "Words of new code." in shown(made)
    save(made, ("code", "1 / 0"))
    said = made.build().error
    assert "ZeroDivisionError" in said and not said.startswith("[")
