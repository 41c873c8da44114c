"""A built site as two are held beside each other."""

import pytest
from small_site import ALT, HOSTILE
from two_sites import MADE, ONE, TWO, site

from helpers.building.changes import MADE_OF
from helpers.comparing.sites import read_site
from helpers.errors import InputError


@pytest.fixture
def folder(tmp_path):
    return site(tmp_path / "site")


def refused(folder) -> str:
    with pytest.raises(InputError) as error:
        found = read_site(folder)
        [page.page for page in found.pages.values()]
    return str(error.value.problems[0])


def test_pages_are_those_of_the_sidebar(folder):
    found = read_site(folder)
    assert list(found.pages) == ["book/index.html", ONE, TWO]
    assert found.title == "A report" and found.made_of == MADE
    assert found.pages[ONE].name == "notebooks/one"


def test_cells_go_by_row_and_column(folder):
    page = read_site(folder).pages[ONE]
    (name,) = page.tables
    cells = page.cells(name)
    assert cells[HOSTILE[0], "Share"] == "11%" and len(cells) == 2 * len(HOSTILE)


def test_a_figure_has_its_text_and_the_texts_in_its_drawing(folder):
    drawing = read_site(folder).pages[ONE].drawings["Figure 1.1"]
    assert drawing.alt == ALT and drawing.texts == ["57%"] and len(drawing.digest) == 64


def test_a_drawing_that_is_gone_or_broken_has_no_texts(folder):
    (folder / "_images/fig.svg").write_text("<svg", encoding="utf-8")
    assert read_site(folder).pages[ONE].drawings["Figure 1.1"].texts == []
    (folder / "_images/fig.svg").unlink()
    assert read_site(folder).pages[ONE].drawings["Figure 1.1"].digest == ""


def test_other_files_are_told_and_those_made_of_pages_are_not(folder):
    (folder / "searchindex.js").write_text("x")
    (folder / "extra.css").write_text("x")
    assert list(read_site(folder).files) == ["extra.css"]
    assert list(read_site(folder).images) == ["_images/fig.svg"]


def test_a_folder_that_is_none_is_told(tmp_path):
    assert "is not there; name the folder of a built site" in refused(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    assert "is a file" in refused(tmp_path / "file")
    assert "is no site: it has no index.html" in refused(tmp_path)


def test_a_site_of_another_tool_is_told(tmp_path):
    (tmp_path / "index.html").write_text("<h1>Hello</h1>")
    said = refused(tmp_path)
    assert "is no site that this program built: index.html: has no sidebar" in said


def test_a_page_of_another_tool_is_told(folder):
    (folder / TWO).write_text("<h1>Hello</h1>")
    assert "book/two.html: has no article with a title" in refused(folder)


def test_without_what_it_is_made_of_a_site_says_nothing(tmp_path):
    folder = site(tmp_path / "site", of=None)
    assert read_site(folder).made_of == {}
    (folder / MADE_OF).write_text('{"form": 1}')
    assert read_site(folder).made_of == {}
    (folder / MADE_OF).write_text("{")
    assert "cannot be read" in refused(folder)


def test_what_stands_over_every_page_is_its_notice(folder):
    assert read_site(folder).notice == ""
    banner = "<header><div class='bd-header-announcement__content'><b>Made</b>\n up.</div>"
    path = folder / "book/index.html"
    path.write_text(path.read_text().replace("<header>", banner))
    assert read_site(folder).notice == "Made up."
