"""What differs between two sites."""

import pytest
from two_sites import ONE, TWO, compared, made, site

from helpers.comparing.site_difference import Cell, Figure, difference
from helpers.errors import InputError


def test_the_same_site_twice_has_no_difference(tmp_path):
    found = compared(tmp_path)
    assert found.is_none and found.n_same == 3


def test_a_number_in_a_sentence(tmp_path):
    found = compared(
        tmp_path,
        (ONE, "After Linking 57% trusted", "After Linking 61% trusted"),
        of=made(("pages|notebooks/one|data|questionnaire", "x")),
    )
    (page,) = found.pages
    assert (page.name, page.title) == ("notebooks/one", "1. One & all")
    assert [edit.kind for edit in page.sentences] == ["numbers"]
    assert [str(reason) for reason in page.reasons] == ["data (questionnaire)"]
    assert (page.cells, page.figures, found.n_same) == ([], [], 2)


def test_a_cell_of_a_table(tmp_path):
    (page,) = compared(tmp_path, (ONE, "<td>11%</td>", "<td>12%</td>")).pages
    assert page.cells == [Cell("Figure 1.1: Trust, per cent", "=1+1", "Share", "11%", "12%")]
    assert page.sentences == []


def test_a_row_that_came_and_one_that_went(tmp_path):
    row = '<tr><th scope="row">=1+1</th><td>11</td><td>11%</td></tr>'
    found = compared(tmp_path, (ONE, row, row.replace("=1+1", "new")))
    told = [(cell.row, cell.column, cell.old, cell.new) for cell in found.pages[0].cells]
    assert told == [
        ("new", "Base", None, "11"),
        ("new", "Share", None, "11%"),
        ("=1+1", "Base", "11", None),
        ("=1+1", "Share", "11%", None),
    ]


def test_a_text_alternative_and_a_drawing(tmp_path):
    found = compared(
        tmp_path,
        (ONE, "Before 31%, after 57%.", "Before 31%, after 61%."),
        ("_images/fig.svg", "57%", "61%"),
    )
    told = [(figure.what, figure.old[-4:], figure.new[-4:]) for figure in found.pages[0].figures]
    assert told == [("text alternative", "57%.", "61%."), ("texts in the drawing", "57%", "61%")]


def test_a_drawing_alone_makes_its_page_differ(tmp_path):
    (page,) = compared(tmp_path, ("_images/fig.svg", "#12436d", "#000000")).pages
    assert page.figures == [Figure("Figure 1.1", "drawing", "as it was", "other lines or colours")]


def test_pages_that_came_and_went(tmp_path):
    link = '<li><a class="reference internal" href="../book/two.html">Two</a></li>'
    gone = [(page, link, "") for page in ("book/index.html", ONE)]
    found = compared(tmp_path, *gone)
    assert found.single == [("went", "Two")]
    # Their own content is the same: the list of pages beside it is not.
    assert [page.is_frame_only for page in found.pages] == [True, True]
    back = difference(tmp_path / "new", tmp_path / "old")
    assert back.single == [("came", "Two")] and not back.is_none


def test_other_files_that_differ(tmp_path):
    folders = [site(tmp_path / name) for name in ("old", "new")]
    for number, folder in enumerate(folders):
        (folder / "style.css").write_text(str(number))
    (folders[1] / "new.css").write_text("x")
    found = difference(*folders)
    assert found.files == [("came", "new.css"), ("differs", "style.css")]
    assert not found.is_none and found.pages == []


def test_documents_are_made_of_the_pages(tmp_path):
    folders = [site(tmp_path / name) for name in ("old", "new")]
    for number, folder in enumerate(folders):
        (folder / "documents").mkdir()
        (folder / "documents/report.pdf").write_text(str(number))
    assert difference(*folders).is_none
    (folders[0] / "documents/tables.ods").write_text("x")
    assert difference(*folders).files == [("went", "documents/tables.ods")]


def test_what_differs_on_the_page_about_the_build_is_no_difference_by_itself(tmp_path):
    folders = []
    for name, commit in (("old", "abc"), ("new", "def")):
        folder = site(tmp_path / name)
        about = (folder / TWO).read_text().replace("Who\nwas asked", commit)
        (folder / "book/about-this-build.html").write_text(about)
        for page in ("book/index.html", ONE, TWO):
            text = (folder / page).read_text()
            (folder / page).write_text(text.replace("book/two.html\">Two", "book/about-this-build"
                                                    ".html\">About"))  # fmt: skip
        (folder / TWO).unlink()
        folders.append(folder)
    found = difference(*folders)
    assert found.is_none
    assert [(cell.old, cell.new) for cell in found.built] == [("abc", "def")]


def test_both_folders_are_told_at_once(tmp_path):
    with pytest.raises(InputError) as error:
        difference(tmp_path / "a", tmp_path / "b")
    assert len(error.value.problems) == 2
