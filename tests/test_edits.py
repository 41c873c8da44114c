"""Edits: what each kind of edit executes and rewrites, which is that and nothing else.

One table says it. Its rows are edits that follow one another in a project of four chapters;
after each, the site is the one that a build from nothing makes of the same files.
"""

import io
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from book import several_chapters

from helpers.building import sources
from helpers.building.build import Built, Progress, build
from helpers.building.memory import digests
from helpers.building.processes import Processes
from helpers.project import BOOK

pytestmark = pytest.mark.slow
END = "data/waves/2020-21/end_of_linking.csv"
QUESTIONS = "data/questionnaire.yml"
CHAPTERS = {"before", "after", "tests", "words"}
ABOUT = "book/about-this-build"
EVERY = {"book/index", ABOUT, *(f"notebooks/{name}" for name in CHAPTERS)}
LISTS = {"genindex", "search"}  # pages of Sphinx's own, which name the others


class Edit(NamedTuple):
    """An edit of a file: `old` becomes `new`; then which chapters execute and pages are written."""

    name: str
    file: str
    old: str
    new: str
    executes: set[str]
    writes: set[str]
    given: dict[str, str] = {}


def chapter(name: str) -> str:
    return f"notebooks/{name}.ipynb"


def page(*names: str) -> set[str]:
    return {f"notebooks/{name}" for name in names}


TABLE = [
    Edit("nothing", chapter("words"), "", "", set(), set()),
    Edit("prose", chapter("words"), "Some prose", "Some words", set(), page("words")),
    Edit("a heading within a page", chapter("words"), "A heading", "A title", set(), EVERY),
    Edit("the title of a page", chapter("words"), "About words", "On words", set(), EVERY),
    Edit("prose of a Markdown page", "book/index.md", "first", "only", set(), {"book/index"}),
    Edit("a display tag", chapter("words"), '"cell-1", "metadata": {}',
         '"cell-1", "metadata": {"tags": ["remove-cell"]}', set(), page("words")),
    Edit("a code cell", chapter("words"), "6 * 7", "6 * 8", {"words"}, page("words")),
    Edit("an expression", chapter("words"), "{eval}`number`", "{eval}`number + 1`",
         {"words"}, page("words")),
    Edit("the same expression again", chapter("words"), "It is", "{eval}`number + 1` it is",
         set(), page("words")),
    Edit("a parameter's own value, which is given", chapter("words"), "2020-21", "of-no-year",
         {"words"}, page("words")),
    Edit("an answer that a chapter reads", END, "q8_interest", "1", {"after"},
         {ABOUT, *page("after")}),
    Edit("an answer that none reads", END, "q10_reflect", "1", set(), {ABOUT}),
    Edit("a comment in a survey file", END, "# ", "# Note: ", set(), set()),
    Edit("a label that a chapter shows", QUESTIONS, "label: Awareness of similarities",
         "label: Seeing what is alike", {"after"}, {ABOUT, *page("after")}),
    Edit("a label that none shows", QUESTIONS, "label: Gender", "label: Sex", set(), {ABOUT}),
    Edit("a module that one chapter uses", "src/helpers/annex/named_tests.py",
         "Ordinal test on mid-ranks", "test of ranks", {"tests"}, page("tests")),
    Edit("a module that two chapters use", "src/helpers/edition.py", "", "# Words.\n",
         {"before", "after"}, set()),
    Edit("a module that none uses", "src/helpers/reconstruction/margins.py", "", "# Words.\n",
         set(), set()),
    Edit("the lock", "requirements.lock", "1", "2", CHAPTERS, {ABOUT}),
    Edit("a style", "book/_static/report.css", "", "/* more */\n", set(), EVERY),
    Edit("a parameter", chapter("words"), "", "", CHAPTERS, {ABOUT}, {"reader": "one"}),
    Edit("the parameter as it was", chapter("words"), "", "", set(), {ABOUT}),
]  # fmt: skip


def answered(text: str, column: str, code: str) -> str:
    """A survey file in which the first respondent of a primary school who gave another code
    to a column gives this one."""
    lines = text.splitlines()
    header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    names = lines[header].split(",")
    for number, line in enumerate(lines[header + 1 :], start=header + 1):
        cells = line.split(",")
        if cells[names.index(column)] not in ("", code):
            cells[names.index(column)] = code
            lines[number] = ",".join(cells)
            return "\n".join(lines) + "\n"
    raise AssertionError(f"nobody answered {column}")


def apply(root: Path, edit: Edit) -> None:
    path = root / edit.file
    text = path.read_text(encoding="utf-8")
    if edit.new == "1":
        new = answered(text, edit.old, edit.new)
    else:
        assert edit.old in text
        new = text.replace(edit.old, edit.new, 1)
    assert (new == text) == (edit.old == edit.new)
    path.write_text(new, encoding="utf-8")


class Bench:
    """Two copies of a project: one is built after each edit, the other each time from nothing."""

    def __init__(self, folder: Path, processes: Processes):
        self.kept, self.clean = several_chapters(folder / "kept"), folder / "clean"
        self.processes = processes

    def build(self, root: Path, given: dict[str, str]) -> Built:
        quiet = Progress(io.StringIO())
        return build(root, None, given, quiet, processes=self.processes)

    def from_nothing(self, given: dict[str, str]) -> dict[str, str]:
        """Digests of the site that a clean copy of the same files makes."""
        shutil.rmtree(self.clean, ignore_errors=True)
        ignore = shutil.ignore_patterns("_build", "__pycache__")
        shutil.copytree(self.kept, self.clean, ignore=ignore)
        return digests(self.build(self.clean, given).book)


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """The project after its first build; its chapters run on the code of its own src."""
    folder = tmp_path_factory.mktemp("edits")
    with pytest.MonkeyPatch.context() as patch, Processes() as processes:
        patch.setenv("PYTHONPATH", str(folder / "kept/src"))
        patch.setattr(sources, "PACKAGE", folder / "kept/src/helpers")
        made = Bench(folder, processes)
        assert set(made.build(made.kept, {}).executed) == CHAPTERS
        yield made


@pytest.mark.parametrize("edit", TABLE, ids=lambda edit: edit.name)
def test_an_edit_executes_and_rewrites_what_the_table_says(bench, edit):
    before = digests(bench.kept / BOOK)
    apply(bench.kept, edit)
    built = bench.build(bench.kept, edit.given)
    assert set(built.executed) == edit.executes, built.reasons
    assert set(built.written) == edit.writes, built.why
    after = digests(bench.kept / BOOK)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    pages = {f"{name}.html" for name in edit.writes | (LISTS if edit.writes == EVERY else set())}
    assert {name for name in changed if name.endswith(".html")} <= pages
    assert set(built.changed) == changed
    assert after == bench.from_nothing(edit.given)
