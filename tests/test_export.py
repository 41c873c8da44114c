"""Export: the edition is whole or the one before, and nothing is made twice."""

import subprocess
import sys

import pytest
from small_edition import SmallEdition

from helpers.__main__ import main
from helpers.checking import check
from helpers.errors import BuildError, InputError
from helpers.exporting import export as module
from helpers.exporting.documents import GROUPS
from helpers.exporting.export import EDITION, STAGING, export, export_chapter
from helpers.exporting.missing import Missing

NAME = "documents/schools-linking-first"


@pytest.fixture
def small(tmp_path, monkeypatch):
    return SmallEdition(tmp_path, monkeypatch)


@pytest.fixture
def checked(monkeypatch):
    """A function that says whether the checks let the book pass."""

    def passes(may_be_published: bool) -> None:
        outcome = (may_be_published, ["sums | found: 103"])
        monkeypatch.setattr(check, "report", lambda *_: outcome)

    passes(True)
    return passes


def files(folder) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def staging(root) -> list:
    return list((root / EDITION).parent.glob(f"{STAGING}*"))


def no_chromium() -> Missing:
    return Missing("Chromium", "the PDF", "Install it with: apt-get install chromium.")


def test_an_edition_is_the_book_with_its_documents_and_links_to_them(small):
    before = files(small.book)
    exported = export(small.root)
    assert small.builds == ["first"]
    assert sorted(exported.made) == sorted(GROUPS) == small.made()
    there = files(small.root / EDITION)
    assert there[f"{NAME}-pdf.txt"] == b"pdf: 3 pages"
    assert f"{NAME}-pdf.meta" in there
    page = there["notebooks/one.html"].decode()
    assert f'href="../{NAME}-pdf.txt"' in page and "After Linking 57%" in page
    assert {name for name in there if not name.startswith("documents/")} == set(before)
    assert files(small.book) == before
    assert staging(small.root) == []


def test_an_unchanged_book_is_not_exported_again(small):
    export(small.root)
    small.made()
    edition = small.root / EDITION
    entry = (edition / "index.html").stat().st_ino
    exported = export(small.root)
    assert (exported.why, exported.made, small.made()) == ("nothing changed", [], [])
    assert (edition / "index.html").stat().st_ino == entry
    assert [document.group for document in exported.documents] == [
        "pdf", "word", "brief", "tables", "chapters",
    ]  # fmt: skip


def test_a_changed_book_gives_an_edition_of_its_own(small):
    export(small.root)
    small.change("57%", "58%")
    small.made()
    assert sorted(export(small.root).made) == sorted(GROUPS) == small.made()
    assert "After Linking 58%" in (small.root / EDITION / "notebooks/one.html").read_text()


def test_a_new_version_makes_the_documents_again(small):
    export(small.root)
    small.made()
    imprint = 'version: "1.1"\npublished: 2002-03-04\nupdates: []\n'
    (small.root / "data/waves/first/edition.yml").write_text(imprint)
    export(small.root)
    assert small.made() == sorted(GROUPS)


def test_only_what_is_asked_for_is_made_and_what_fits_stays(small):
    export(small.root, only=["word"])
    assert small.made() == ["word"]
    exported = export(small.root, only=["pdf"])
    assert (exported.made, small.made()) == (["pdf"], ["pdf"])
    assert [document.group for document in exported.documents] == ["pdf", "word"]
    assert f"{NAME}-word.meta" in files(small.root / EDITION)


def test_documents_of_another_book_are_left_out(small):
    export(small.root)
    small.change("57%", "58%")
    export(small.root, only=["pdf"])
    documents = [name for name in files(small.root / EDITION) if name.startswith("documents/")]
    assert sorted(documents) == [f"{NAME}-pdf.meta", f"{NAME}-pdf.txt"]


@pytest.mark.parametrize("ending", ["txt", "meta"])
def test_a_document_that_was_changed_or_lost_is_made_again(small, ending):
    export(small.root)
    small.made()
    path = small.root / EDITION / f"{NAME}-word.{ending}"
    path.write_text("other")
    export(small.root)
    assert small.made() == ["word"]
    path.unlink()
    export(small.root)
    assert small.made() == ["word"]
    assert path.is_file()


def test_a_page_that_was_changed_in_the_edition_is_mended(small):
    export(small.root)
    small.made()
    page = small.root / EDITION / "notebooks/one.html"
    before = page.read_bytes()
    page.write_text("other")
    assert export(small.root).why != "nothing changed"
    assert page.read_bytes() == before
    assert small.made() == []


def test_a_missing_program_is_named_and_the_rest_is_made(small):
    small.failing["pdf"] = no_chromium()
    exported = export(small.root)
    assert [missing.program for missing in exported.missing] == ["Chromium"]
    assert "pdf" not in {document.group for document in exported.documents}
    assert f"{NAME}-word.txt" in files(small.root / EDITION)
    assert "-pdf.txt" not in (small.root / EDITION / "book/index.html").read_text()
    small.made()
    small.failing.clear()
    assert export(small.root).made == ["pdf"]
    assert small.made() == ["pdf"]


def test_a_failure_leaves_the_last_edition_and_nothing_half_made(small):
    export(small.root)
    before = files(small.root / EDITION)
    small.change("57%", "58%")
    small.failing["tables"] = BuildError("the tables cannot be read")
    with pytest.raises(BuildError, match="the tables cannot be read"):
        export(small.root)
    assert files(small.root / EDITION) == before
    assert staging(small.root) == []


def test_a_stop_leaves_the_last_edition_and_nothing_half_made(small, monkeypatch):
    export(small.root)
    before = files(small.root / EDITION)
    small.change("57%", "58%")

    def stopped(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        export(small.root)
    assert files(small.root / EDITION) == before
    assert staging(small.root) == []


def test_what_a_killed_export_left_is_swept_away(small):
    left = small.root / EDITION.parent / f"{STAGING}left"
    (left / "site").mkdir(parents=True)
    export(small.root)
    assert not left.exists()


def test_an_imprint_that_cannot_be_used_is_refused_before_anything_is_built(small):
    (small.root / "data/waves/first/edition.yml").write_text("version: one\n")
    with pytest.raises(InputError):
        export(small.root)
    assert small.builds == []


def test_one_chapter_goes_where_it_is_asked_for(small, tmp_path):
    (tmp_path / "mail").mkdir()
    path = export_chapter(small.root, "one", None, tmp_path / "mail")
    assert path == tmp_path / "mail/schools-linking-first-one.html"
    assert "After Linking 57% trusted others." in path.read_text()
    named = tmp_path / "mail/mine.html"
    assert export_chapter(small.root, "one", "first", named).read_bytes() == path.read_bytes()
    assert sorted(each.name for each in (tmp_path / "mail").iterdir()) == ["mine.html", path.name]
    assert not (small.root / EDITION).exists()


def test_a_chapter_that_is_not_there_is_named_with_those_that_are(small, tmp_path):
    with pytest.raises(InputError, match="no chapter 'three'; chapters are: one, two"):
        export_chapter(small.root, "three", None, tmp_path)
    assert small.builds == []


def test_a_page_that_is_not_in_the_book_is_named(small, tmp_path):
    (small.root / "book/draft.md").touch()
    with pytest.raises(BuildError, match="draft: is no page of the book"):
        export_chapter(small.root, "draft", None, tmp_path)


@pytest.mark.parametrize("place", ["gone", "gone/one.html", "one.pdf"])
def test_a_place_for_a_chapter_must_be_there(small, tmp_path, place):
    with pytest.raises(InputError, match="is no place for a chapter"):
        export_chapter(small.root, "one", None, tmp_path / place)
    assert small.builds == []


def test_the_command_says_what_came_out(small, checked, monkeypatch, capsys):
    monkeypatch.chdir(small.root)
    assert main(["export", "--only", "pdf,word"]) == 0
    said = capsys.readouterr().out
    assert f"{NAME}-pdf.txt (text, 12 bytes)" in said
    assert "The edition is at book/_build/edition/index.html (made)" in said
    assert small.made() == ["pdf", "word"]


def test_the_command_ends_with_1_and_how_to_install_what_is_missing(
    small, checked, monkeypatch, capsys
):
    monkeypatch.chdir(small.root)
    small.failing |= {"pdf": no_chromium(), "brief": no_chromium()}
    assert main(["export"]) == 1
    said = capsys.readouterr()
    assert said.err.count("Not made: Chromium") == 1
    assert "Not made: Chromium is not installed, which the PDF needs. Install it with" in said.err
    assert "The edition is at book/_build/edition/index.html" in said.out


def test_a_report_that_must_not_be_published_is_not_exported(small, checked, monkeypatch, capsys):
    monkeypatch.chdir(small.root)
    assert main(["export", "--only", "word"]) == 0
    before = files(small.root / EDITION)
    checked(False)
    assert main(["export"]) == 1
    said = capsys.readouterr().err
    assert "the last good edition stays. This report must not be published" in said
    assert "sums | found: 103" in said and "--draft" in said
    assert files(small.root / EDITION) == before
    # What was exported as a draft does not pass for an edition later.
    assert main(["export", "--draft"]) == 0
    assert main(["export"]) == 1


@pytest.mark.parametrize(("error", "code"), [(BuildError("gone"), 1), (KeyboardInterrupt(), 130)])
def test_the_command_says_that_the_last_edition_stays(small, monkeypatch, capsys, error, code):
    monkeypatch.chdir(small.root)

    def fail(*given, **named):
        raise error

    monkeypatch.setattr(module, "build", fail)
    assert main(["export"]) == code
    assert "the last good edition stays" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "pdf,paper"], "there is no document 'paper'; some of: brief,chapters,pdf"),
        (["--only", "pdf", "--chapter", "one"], "not allowed with argument"),
    ],
)
def test_an_unknown_document_is_refused(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["export", *arguments])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_place_without_a_chapter_is_refused(capsys):
    assert main(["export", "--to", "x"]) == 2
    assert "name it with --chapter" in capsys.readouterr().err


@pytest.mark.slow
def test_two_editions_of_one_book_have_the_same_bytes(tmp_path, monkeypatch):
    made = []
    for name in ("one", "two"):
        small = SmallEdition(tmp_path / name, monkeypatch, real=True)
        export(small.root)
        made.append(files(small.root / EDITION))
    first, second = made
    assert len([name for name in first if name.startswith("documents/")]) >= 8
    assert [name for name in first | second if first.get(name) != second.get(name)] == []


def test_an_export_of_nothing_new_loads_no_library_of_documents():
    """What makes documents takes seconds to import."""
    code = (
        "import sys, helpers.exporting.export\n"
        "heavy = {'bs4', 'gptables', 'odfdo', 'pypdf', 'nbconvert', 'pandas'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
