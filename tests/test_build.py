"""The build: whole or not at all, with one clear message."""

import io
import shutil
from pathlib import Path

import pytest
from book import notebook, report, small_project, untraced

from helpers.building import build as module
from helpers.building.build import Progress, build, check_parameters
from helpers.building.chapters import Chapter
from helpers.errors import BuildError

SETUP = ("code", 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")')
SENTENCE = ("markdown", "It is {eval}`primary['interest'].followup`.")


def quiet() -> Progress:
    return Progress(io.StringIO())


def leftovers(folder: Path) -> list[str]:
    kept = {"html", "inputs.json", module.MEMORY.name}
    return sorted(p.name for p in (folder / "book/_build").iterdir() if p.name not in kept)


@pytest.fixture
def built(tmp_path):
    """A small project with a last good book that says so."""
    folder = small_project(tmp_path, SETUP, SENTENCE)
    (folder / module.BOOK).mkdir(parents=True)
    (folder / module.BOOK / "index.html").write_text("last good book")
    return folder


def test_a_build_gives_the_book_and_nothing_else(built):
    progress = io.StringIO()
    book = build(built, "2020-21", progress=Progress(progress)).book
    page = untraced((book / "notebooks/chapter.html").read_text())
    assert "It is 75%." in page
    assert "Edition(wave" not in page
    assert (
        "Reconstructed data." in page
        and "Reconstructed data." in (book / "book/index.html").read_text()
    )
    assert leftovers(built) == []
    assert not (book / "_sources").exists() and not list(book.rglob("*.ipynb"))
    said = progress.getvalue()
    assert "chapter: executing" in said and "pages: writing HTML" in said
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


def test_a_notebook_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "broken.ipynb").write_text("{")
    with pytest.raises(BuildError, match=r"notebooks/broken\.ipynb: cannot be read"):
        Chapter.read(tmp_path / "broken.ipynb")


def test_parameters_that_are_no_python_are_named(tmp_path):
    path = notebook(tmp_path / "odd.ipynb", parameters="wave = = 1")
    with pytest.raises(BuildError, match=r"notebooks/odd\.ipynb, its parameters: "):
        check_parameters([Chapter.read(path)], {"wave": "w"})


PROSE = ("markdown", "Some words.")
WHO = ("markdown", "There are {eval}`primary.respondents('comparison')` others.")


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A small project whose only chapter was built."""
    folder = small_project(tmp_path_factory.mktemp("twice"), SETUP, SENTENCE, PROSE, WHO)
    build(folder, "2020-21", progress=quiet())
    return folder


def again(folder: Path, *cells) -> module.Built:
    path = folder / "notebooks/chapter.ipynb"
    if cells:
        notebook(path, ("markdown", "# A chapter"), *cells)
    return build(folder, "2020-21", progress=quiet())


def change(path: Path, column: str, row: int, code: str) -> None:
    lines = path.read_text().splitlines()
    header = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    cells = lines[header + row].split(",")
    cells[lines[header].split(",").index(column)] = code
    lines[header + row] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n")


def test_nothing_is_done_where_nothing_changed(twice):
    built = again(twice, SETUP, SENTENCE, PROSE, WHO)
    assert (built.executed, built.written, built.why) == ([], (), "nothing changed")
    assert built.reasons == {"chapter": "nothing that its numbers depend on changed"}


def test_prose_headings_and_tags_execute_nothing(twice):
    words = ("markdown", "Other words, and a number that was there: {eval}`wave`.")
    new = ("markdown", "## A heading\n\nOther words.")
    for cells in ((SETUP, SENTENCE, new, WHO), (SETUP, WHO, SENTENCE, PROSE)):
        built = again(twice, *cells)
        assert built.executed == [] and "notebooks/chapter" in built.written
    assert again(twice, SETUP, SENTENCE, words, WHO).executed == ["chapter"]
    again(twice, SETUP, SENTENCE, PROSE, WHO)


def test_an_answer_executes_the_chapters_that_read_it_and_no_others(twice):
    survey = twice / "data/waves/2020-21/end_of_linking.csv"
    before = survey.read_text()
    change(survey, "q10_reflect", 1, "1")
    assert again(twice).executed == []
    change(survey, "q8_interest", 1, "1")
    built = again(twice)
    assert built.executed == ["chapter"]
    assert built.reasons["chapter"] == "changed: column end_of_linking interest"
    survey.write_text(before)
    assert again(twice).executed == []


@pytest.mark.slow
def test_labels_and_facts_count_where_they_are_read(twice):
    questions = twice / "data/questionnaire.yml"
    before = questions.read_text()
    questions.write_text(before.replace("label: Gender", "label: Gender of the teacher"))
    assert again(twice).executed == []
    new = before.replace("label: Interest in other cultures", "label: Interest in cultures")
    questions.write_text(new)
    assert again(twice).reasons["chapter"] == "changed: item interest"
    questions.write_text(before)
    assert again(twice).executed == []
    facts = twice / "data/waves/2020-21/wave.yml"
    text = facts.read_text()
    facts.write_text(text.replace("minutes: 40", "minutes: 45"))
    assert again(twice).reasons["chapter"] == "changed: facts"
    facts.write_text(text)
    assert again(twice).executed == []


@pytest.mark.slow
def test_the_lock_and_a_module_execute(twice, monkeypatch):
    (twice / "requirements.lock").write_text("other==1")
    assert again(twice).reasons["chapter"] == "changed: lock"
    (twice / "requirements.lock").unlink()
    assert again(twice).executed == []
    known = module.Sources.digest_of

    def another(self, name):
        return "new" if name == "module phrases" else known(self, name)

    monkeypatch.setattr(module.Sources, "digest_of", another)
    assert again(twice).reasons["chapter"] == "changed: module phrases"


def test_data_that_changes_while_a_chapter_runs_stops_the_build(twice):
    quotes = twice / "data/quotes.yml"
    before = quotes.read_text()
    late = ("code", f"print('more', file=open({str(quotes)!r}, 'a'))".replace("more", "# more"))
    for _ in range(2):
        with pytest.raises(BuildError, match="changed while the build ran: .*; build again"):
            again(twice, SETUP, late, SENTENCE)
    quotes.write_text(before)
    again(twice, SETUP, SENTENCE, PROSE, WHO)


def test_a_style_writes_pages_and_executes_nothing(twice):
    style = twice / "book/_static/report.css"
    style.write_text(style.read_text() + "\n/* more */\n")
    built = again(twice)
    assert built.executed == [] and "report.css" in built.why
    assert "/* more */" in (built.book / "_static/report.css").read_text()


def test_force_executes_all(twice):
    built = build(twice, "2020-21", progress=quiet(), force=True)
    assert built.executed == ["chapter"] and built.reasons == {"chapter": "asked for"}


@pytest.mark.slow
def test_damage_and_loss_of_the_memory_are_mended(twice):
    for path in (twice / module.MEMORY / "chapters").rglob("*.json"):
        path.write_text(path.read_text().replace("7", "8"))
    built = again(twice)
    assert built.executed == ["chapter"]
    assert built.reasons["chapter"] == "its entry was damaged"
    shutil.rmtree(twice / module.MEMORY)
    assert again(twice).executed == ["chapter"]
    assert "It is 75%." in untraced((built.book / "notebooks/chapter.html").read_text())


def test_a_warning_fails_each_time(twice):
    notebook_path = twice / "notebooks/chapter.ipynb"
    before = notebook_path.read_text()
    for _ in range(3):
        with pytest.raises(BuildError, match="fig-none"):
            again(twice, SETUP, SENTENCE, ("markdown", "See {numref}`fig-none`."), WHO)
    notebook_path.write_text(before)
    assert again(twice).executed == []
