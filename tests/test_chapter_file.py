"""Chapter file: all of the page, nothing from elsewhere, the same bytes each time."""

import base64
import re

import pytest
from bs4 import BeautifulSoup
from made_publication import publication
from small_site import ALT, DRAWING, HOSTILE, small_site

from helpers.errors import BuildError
from helpers.exporting.chapter_file import write_chapter
from helpers.exporting.site_pages import read_pages

ASKING = ["script", "link", "iframe", "object", "embed", "video", "audio", "source", "base"]


@pytest.fixture
def site(tmp_path):
    return small_site(tmp_path / "site")


def written(site, path="notebooks/one.html", **imprint) -> BeautifulSoup:
    page = next(page for page in read_pages(site) if page.path == path)
    file = site.parent / "chapter.html"
    write_chapter(site, page, publication(**imprint), file)
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def words(tag) -> str:
    return " ".join(tag.get_text().split())


def test_title_language_one_heading_of_the_first_level_and_landmarks(site):
    chapter = written(site)
    assert chapter.title.string == "1. One & all: Schools Linking evaluation 2020/21"
    assert chapter.html["lang"] == "en-GB"
    assert [words(tag) for tag in chapter.find_all("h1")] == ["1. One & all"]
    for landmark in ("header", "main", "footer"):
        assert len(chapter.find_all(landmark)) == 1, landmark
    # One of these within the chapter would be a landmark of its own.
    assert chapter.select("aside:not([role])") == []


def test_it_says_what_it_is_part_of_and_what_its_data_is(site):
    header = words(written(site).header)
    assert "Schools Linking evaluation, 2020/21" in header
    assert "Version 1.0, published 1 August 2022" in header
    assert "Reconstructed data. The answers are not public." in header


def test_answers_as_given_need_no_notice_and_a_draft_is_one(site):
    chapter = written(site, notice="", published="", version="draft")
    assert chapter.select(".notice") == []
    assert "A draft, not published." in words(chapter.header)


def test_numbers_labels_and_notes_are_those_of_the_page(site):
    chapter = written(site)
    page = next(page for page in read_pages(site) if page.path == "notebooks/one.html")
    assert words(chapter.main) == words(page.article)
    labels = [words(cell) for cell in chapter.select("main tbody th")]
    assert labels == HOSTILE
    assert chapter.select("tbody b, tbody strong") == []


def test_the_picture_is_inside_with_its_text_alternative(site):
    (picture,) = written(site).find_all("img")
    kind, data = picture["src"].split(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == DRAWING
    assert picture["alt"] == ALT


def test_nothing_is_asked_for_when_it_is_opened(site):
    chapter = written(site)
    assert chapter.find_all(ASKING) == []
    assert all(tag["src"].startswith("data:") for tag in chapter.select("[src]"))
    assert "url(" not in str(chapter.style) and "@import" not in str(chapter.style)
    policy = chapter.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def test_links_within_the_chapter_stay_and_lead_somewhere(site):
    chapter = written(site)
    targets = [a["href"] for a in chapter.find_all("a") if a["href"].startswith("#")]
    assert {"#note", "#id1", "#one"} <= set(targets)
    ids = [tag["id"] for tag in chapter.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in targets} <= set(ids)


def test_a_chapter_of_several_sections_lists_them(site):
    assert written(site).find("nav") is None
    path = site / "notebooks/one.html"
    more = '<section id="more"><h2>1.2. <em>More</em></h2><p><a href="#one">top</a></p></section>'
    page = path.read_text(encoding="utf-8").replace(
        "</section></article>", f"{more}</section></article>"
    )
    path.write_text(page, encoding="utf-8")
    chapter = written(site)
    entries = [(a["href"], words(a)) for a in chapter.select("nav li a")]
    assert entries == [("#results", "1.1. Results"), ("#more", "1.2. More")]
    assert chapter.find(id="one") is chapter.main


def test_links_to_other_pages_become_text_and_the_pages_are_named(site):
    chapter = written(site, "book/index.html")
    assert [a["href"] for a in chapter.main.find_all("a")] == ["https://example.org/a"]
    assert "See Figure 1.1, Two, the index and a source." in words(chapter.main)
    assert [words(li) for li in chapter.footer.find_all("li")] == ["1. One & all", "Two"]


def test_the_data_table_can_be_opened_and_scrolled(site):
    chapter = written(site)
    fold = chapter.find("details")
    assert words(fold.find("summary")) == "Data table for Figure 1.1"
    assert fold.select_one(".table-scroll")["tabindex"] == "0"
    plain = written(site, "book/two.html").select_one(".pst-scrollable-table-container")
    assert plain["tabindex"] == "0"


def test_an_imprint_is_text_and_not_markup(site):
    chapter = written(site, title="<b>A</b> & {{ b }}", notice="<script>x</script>{{ y }}")
    assert "<b>A</b> & {{ b }}, 2020/21" in words(chapter.header)
    assert "<script>x</script>{{ y }}" in words(chapter.header)
    assert chapter.find_all(["script", "b"]) == []


def test_the_same_page_gives_the_same_bytes(site):
    written(site)
    first = (site.parent / "chapter.html").read_bytes()
    written(site)
    assert (site.parent / "chapter.html").read_bytes() == first
    assert re.search(rb"\r", first) is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("../_images/fig.svg", "../_images/gone.svg", "gone.svg"),
        ("<p>After", '<iframe src="x"></iframe><p>After', "has <iframe>"),
        ("<p>After", "<p style=\"background: url('x.png')\">After", "has <p>"),
    ],
)
def test_a_page_that_needs_more_than_its_file_is_refused(site, before, after, said):
    path = site / "notebooks/one.html"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(BuildError, match=f"notebooks/one.html.*{said}"):
        written(site)
