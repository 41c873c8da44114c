"""The build: whole or not at all, with one clear message."""

import io
from pathlib import Path

import pytest
from book import notebook, report, small_project

from helpers import build as module
from helpers.build import Progress, build, chapter_notebooks, check_parameters, replace, staging
from helpers.errors import BuildError, InputError

SETUP = ("code", 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")')
SENTENCE = ("markdown", "It is {eval}`primary['interest'].followup`.")


def quiet() -> Progress:
    return Progress(io.StringIO())


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "book/_build").iterdir() if path.name != "html")


@pytest.fixture
def built(tmp_path):
    """A small project with a last good book that says so."""
    folder = small_project(tmp_path, SETUP, SENTENCE)
    (folder / module.BOOK).mkdir(parents=True)
    (folder / module.BOOK / "index.html").write_text("last good book")
    return folder


def test_a_build_gives_the_book_and_nothing_else(built):
    progress = io.StringIO()
    book = build(built, "2020-21", progress=Progress(progress))
    page = (book / "notebooks/chapter.html").read_text()
    assert "It is 75%." in page
    assert "Edition(wave" not in page
    assert (
        "Reconstructed data." in page
        and "Reconstructed data." in (book / "book/index.html").read_text()
    )
    assert leftovers(built) == []
    assert not (book / "_sources").exists() and not list(book.rglob("*.ipynb"))
    said = progress.getvalue()
    assert "chapter: executing" in said and "all pages: writing HTML" in said
    stored = (built / "notebooks/chapter.ipynb").read_text()
    assert '"outputs": []' in stored and "75%" not in stored


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (("code", "1 / 0"), "notebooks/chapter.ipynb, cell 'cell-3': ZeroDivisionError"),
        (("markdown", "{eval}`primary['interest'].nothing`"), "['interest'].nothing"),
        (("markdown", "{eval}`primary['interrest'].change`"), "there is no item 'interrest'"),
        (("markdown", "{eval}`primary['reflection'].comparison`"), "not asked in the survey"),
        (("markdown", "See {numref}`fig-none`."), "fig-none"),
        (("markdown", "#### Too deep"), "Non-consecutive header level"),
    ],
)  # fmt: skip
def test_a_fault_stops_the_build_and_keeps_the_last_book(built, cell, said):
    folder = built
    notebook(folder / "notebooks/chapter.ipynb", ("markdown", "# A chapter"), SETUP, SENTENCE, cell)
    for _ in range(2 if cell[0] == "markdown" and "header" in said else 1):
        with pytest.raises(BuildError) as caught:
            build(folder, "2020-21", progress=quiet())
        assert said in str(caught.value)
    assert (folder / module.BOOK / "index.html").read_text() == "last good book"
    assert leftovers(folder) == []


def test_an_unknown_parameter_is_refused_before_anything_runs(built):
    ran = report(built, "build", "-p", "area=Bradford")
    assert ran.returncode == 1
    assert (
        "notebooks/chapter.ipynb: has no parameter 'area'; its parameters are: wave" in ran.stderr
    )
    assert "executing" not in ran.stderr and "Traceback" not in ran.stderr


def test_bad_input_is_listed_and_nothing_is_built(built):
    survey = built / "data/waves/2020-21/end_of_linking.csv"
    lines = survey.read_text().splitlines()
    header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    names = lines[header].split(",")
    row = lines[header + 1].split(",")
    row[names.index("q8_interest")] = "7"
    row[names.index("yrs_teach")] = "many"
    lines[header + 1] = ",".join(row)
    survey.write_text("\n".join(lines) + "\n")
    (built / "data/waves/2020-21/baseline.csv").write_bytes(b"")
    ran = report(built, "build", "--wave", "2020-21")
    assert ran.returncode == 2
    at = f"end_of_linking.csv, row {header + 2}, column"
    assert f"{at} q8_interest: unknown code: '7'; codes are 5 5, 4 4" in ran.stderr
    assert f"{at} yrs_teach: not a number: 'many'" in ran.stderr
    assert "data/waves/2020-21/baseline.csv: is empty" in ran.stderr
    assert ran.stderr.startswith("[") and "3 problems in the inputs" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (built / module.BOOK / "index.html").read_text() == "last good book"


def test_a_misspelt_wave_lists_those_there_are(built):
    ran = report(built, "build", "--wave", "2020-12")
    assert ran.returncode == 2
    assert "there is no wave '2020-12'; waves are: 2020-21" in ran.stderr


def test_the_contents_and_the_folder_must_agree(tmp_path):
    folder = small_project(tmp_path)
    notebook(folder / "notebooks/forgotten.ipynb")
    (folder / "notebooks/chapter.ipynb").unlink()
    with pytest.raises(InputError) as caught:
        chapter_notebooks(folder)
    assert "names notebooks/chapter.ipynb, which is not there" in str(caught.value)
    assert "notebooks/forgotten.ipynb: is in no table of contents" in str(caught.value)


def test_contents_are_read_to_any_depth():
    toc = {
        "root": "a",
        "parts": [
            {"chapters": [{"file": "b", "sections": [{"file": "c"}]}]},
            {"numbered": 2, "chapters": [{"file": "d"}]},
        ],
    }
    assert list(module._toc_files(toc)) == ["a", "b", "c", "d"]


def test_a_notebook_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "broken.ipynb").write_text("{")
    with pytest.raises(BuildError, match=r"notebooks/broken\.ipynb: cannot be read"):
        check_parameters([tmp_path / "broken.ipynb"], {})


def test_staging_is_removed_however_the_build_ends(tmp_path):
    with pytest.raises(KeyboardInterrupt), staging(tmp_path) as stage:
        (stage / "half").write_text("half")
        raise KeyboardInterrupt
    assert leftovers(tmp_path) == []


def test_a_site_that_cannot_be_moved_leaves_the_old_one(tmp_path):
    target = tmp_path / "html"
    target.mkdir()
    (target / "index.html").write_text("old")
    with pytest.raises(OSError):
        replace(target, tmp_path / "missing")
    assert (target / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]
