"""Two real sites held beside each other: the reason of a single change is told, and no other."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from book import several_chapters

from helpers.comparing.reasons import BOOK, CODE, DATA, PARAMETERS, PROSE, TOOLS
from helpers.comparing.site_difference import SiteDifference, difference
from helpers.project import BOOK as SITE

pytestmark = pytest.mark.slow
WAVE = "2020-21"
END = f"data/waves/{WAVE}/end_of_linking.csv"


def report(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """The command `report` of the project's own copy of the code."""
    surroundings = os.environ | {"PYTHONPATH": str(folder / "src")}
    command = [sys.executable, "-m", "helpers", *arguments]
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=600
    )


@cache
def first(folder: Path) -> Path:
    """A project with a built site, its cache kept beside it."""
    made = several_chapters(folder / "old")
    built = report(made, "build")
    assert built.returncode == 0, built.stderr
    return made


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    return first(tmp_path_factory.mktemp("diff"))


def edited(old: Path, folder: Path, file: str, was: str, now: str, *given: str) -> SiteDifference:
    """Difference of the old site and that of a copy in which one thing is another."""
    new = Path(shutil.copytree(old, folder / "new"))
    path = new / file
    text = path.read_text(encoding="utf-8")
    assert was in text, f"{was!r} in {file}"
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    built = report(new, "build", *given)
    assert built.returncode == 0, built.stderr
    return difference(old / SITE, new / SITE)


def told(found: SiteDifference) -> dict[str, set[str]]:
    """Kinds of reasons by page."""
    return {page.name: {reason.kind for reason in page.reasons} for page in found.pages}


def one_answer(text: str) -> tuple[str, str]:
    """A respondent's line, and the same with another answer on interest."""
    header, *rows = [line for line in text.splitlines() if not line.startswith("#")]
    place = header.split(",").index("q8_interest")
    phase = header.split(",").index("phase")
    row = next(r for r in rows if r.split(",")[phase] == "1" and r.split(",")[place] == "5")
    cells = row.split(",")
    cells[place] = "1"
    return row, ",".join(cells)


def test_one_answer(old, tmp_path):
    was, now = one_answer((old / END).read_text(encoding="utf-8"))
    found = edited(old, tmp_path, END, was, now)
    assert told(found) == {"notebooks/after": {DATA}}
    (page,) = found.pages
    assert [str(reason) for reason in page.reasons] == ["data (answers of end of linking)"]
    assert [(edit.kind, edit.old, edit.new) for edit in page.sentences] == [
        ("numbers", "It is 75%.", "It is 74%.")
    ]
    assert [cell.row for cell in found.built] == ["Answers of end_of_linking, as read"]


def test_one_sentence(old, tmp_path):
    was, now = "More prose.", "Other prose, and more of it."
    found = edited(old, tmp_path, "notebooks/words.ipynb", was, now)
    assert told(found) == {"notebooks/words": {PROSE}}
    assert found.built == [] and found.files == []


def test_one_module(old, tmp_path):
    was = 'if math.isnan(share) else f"{whole_percent(share)}%"'
    now = was.replace("}%", "} %")
    found = edited(old, tmp_path, "src/helpers/printing.py", was, now)
    assert told(found) == {"notebooks/before": {CODE}, "notebooks/after": {CODE}}
    reasons = {str(reason) for page in found.pages for reason in page.reasons}
    assert reasons == {"code (modules printing)"}


def test_one_cell_of_code(old, tmp_path):
    found = edited(old, tmp_path, "notebooks/words.ipynb", "6 * 7", "6 * 8")
    assert told(found) == {"notebooks/words": {CODE}}
    assert [(e.old, e.new) for e in found.pages[0].sentences] == [("It is 42.", "It is 48.")]


def test_one_parameter(old, tmp_path):
    cell = "{eval}`number`"
    found = edited(
        old, tmp_path, "notebooks/words.ipynb", cell, "{eval}`reader`", "-p", "reader=some"
    )
    assert told(found) == {"notebooks/words": {CODE, PARAMETERS}}
    again = Path(shutil.copytree(tmp_path / "new", tmp_path / "again"))
    built = report(again, "build", "-p", "reader=many")
    assert built.returncode == 0, built.stderr
    found = difference(tmp_path / "new" / SITE, again / SITE)
    assert told(found) == {"notebooks/words": {PARAMETERS}}
    assert [str(r) for r in found.pages[0].reasons] == ["parameters (reader: some, then many)"]
    assert [(e.old, e.new) for e in found.pages[0].sentences] == [("It is some.", "It is many.")]


def test_a_setting_of_the_questionnaire(old, tmp_path):
    found = edited(old, tmp_path, "data/questionnaire.yml", "flag_below: 50", "flag_below: 90")
    assert told(found) == {"notebooks/after": {PARAMETERS}}


def test_the_lock(old, tmp_path):
    new = Path(shutil.copytree(old, tmp_path / "new"))
    (new / "requirements.lock").write_text("package==2\n")
    notebook = new / "notebooks/words.ipynb"
    notebook.write_text(notebook.read_text().replace("More prose.", "Prose."))
    built = report(new, "build")
    assert built.returncode == 0, built.stderr
    found = difference(old / SITE, new / SITE)
    assert told(found) == {"notebooks/words": {PROSE, TOOLS}}
    assert "requirements.lock" in {cell.row for cell in found.built}


def test_a_setting_of_the_book(old, tmp_path):
    found = edited(old, tmp_path, "_config.yml", "title: ", "title: Another ")
    assert set(told(found)) == {"book/index", *(f"notebooks/{n}" for n in
                                ("before", "after", "tests", "words"))}  # fmt: skip
    assert all(kinds == {BOOK} for kinds in told(found).values())
    assert all(page.is_frame_only for page in found.pages)


def test_a_build_again_of_the_same_differs_in_nothing(old, tmp_path):
    new = Path(shutil.copytree(old, tmp_path / "new"))
    shutil.rmtree(new / "book/_build")
    assert report(new, "build").returncode == 0
    found = difference(old / SITE, new / SITE)
    assert found.is_none and found.built == [] and found.n_same == 5
    said = report(old, "diff", str(old / SITE), str(new / SITE))
    assert said.returncode == 0 and "Nothing differs that a reader sees." in said.stdout


def test_the_command_says_it_as_text_and_as_a_page(old, tmp_path):
    edited(old, tmp_path, "notebooks/words.ipynb", "6 * 7", "6 * 8")
    sites = [str(old / SITE), str(tmp_path / "new" / SITE)]
    said = report(old, "diff", *sites, "--html", str(tmp_path / "diff.html"))
    assert said.returncode == 1 and said.stderr == ""
    assert "    - It is 42.\n    + It is 48.\n" in said.stdout
    assert "Why: code (the cells or expressions of its notebook)" in said.stdout
    assert "It is 48." in (tmp_path / "diff.html").read_text(encoding="utf-8")
