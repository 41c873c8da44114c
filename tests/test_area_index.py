"""Area index: a page that lists every area and needs nothing beside it."""

import re

import pytest

from helpers.building.area_index import Entry, index_page, write_index
from helpers.publication import Publication
from helpers.small_areas import CHANGE_PART, FOLLOWUP_PART

BOTH = {FOLLOWUP_PART, CHANGE_PART}


def publication(notice: str = "", **changed) -> Publication:
    given = {"title": "T", "author": "A", "language": "en", "academic_year": "2001/02",
             "wave": "first", "version": "draft", "published": "", "updates": ()}  # fmt: skip
    return Publication(notice=notice, **given | changed)


def rows(page: str) -> list[list[str]]:
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>")]
    return [row for row in cells if row]


def test_each_area_has_a_row_with_a_link_to_its_edition():
    page = index_page(publication(), [Entry("North", "north", "64", BOTH)])
    [row] = rows(page)
    link = '<a href="north/index.html">North</a>'
    assert row == [link, "64", "End of Linking and change since baseline"]


@pytest.mark.parametrize(
    ("folder", "parts", "failed", "said"),
    [
        ("north", {FOLLOWUP_PART}, False, "End of Linking"),
        ("north", set(), False, "No numbers: too few teachers, or hidden to protect a small area"),
        ("north", BOTH, True, "an earlier edition: it could not be built again"),
        ("", BOTH, True, "No edition: it could not be built"),
        ("", BOTH, False, "No edition was built"),
    ],
)
def test_what_an_edition_shows_is_said(folder, parts, failed, said):
    [row] = rows(index_page(publication(), [Entry("North", folder, "64", parts, failed)]))
    assert said in row[2] and ("<a " in row[0]) == bool(folder)


def test_equal_names_and_markup_keep_their_own_links():
    entries = [Entry("A & <B>", "a", "1", set()), Entry("A", "b", "2", set())]
    first, second = rows(index_page(publication(), entries))
    assert first[0] == '<a href="a/index.html">A &amp; &lt;B&gt;</a>'
    assert second[0] == '<a href="b/index.html">A</a>'


def test_the_notice_stands_on_the_page_where_answers_are_no_record():
    page = index_page(publication("Not <real>."), [])
    assert "<h2>Reconstructed data</h2>\n<p>Not &lt;real&gt;.</p>" in page
    assert '<div class="notice">' not in index_page(publication(), [])


def test_the_page_has_a_language_one_heading_and_headers_and_needs_no_other_file():
    page = index_page(publication(), [Entry("North", "north", "64", BOTH)])
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert page.count("<h1>") == page.count("<main>") == page.count("<caption>") == 1
    assert page.count('scope="col"') == 3 and page.count('scope="row"') == 1
    assert not re.search(r"<(link|script|img)|src=|url\(|@import", page)


def test_the_page_is_written_in_one_step(tmp_path):
    write_index(tmp_path / "new/index.html", publication(), [])
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["index.html"]
