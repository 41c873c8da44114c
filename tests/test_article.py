"""The book as one HTML document: order, headings, links, pictures, and words letter for letter."""

import base64
import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from made_publication import publication
from small_site import ALT, DRAWING, HOSTILE, small_site

from helpers.errors import BuildError
from helpers.exporting.article import article, leaflet
from helpers.exporting.site_pages import read_pages

HEADINGS = re.compile("h[1-6]")


@pytest.fixture
def site(tmp_path):
    return small_site(tmp_path)


@pytest.fixture
def html(site):
    return article(read_pages(site), publication(), site)


@pytest.fixture
def document(html):
    return BeautifulSoup(html, "html.parser")


def words(tag) -> str:
    return " ".join(tag.get_text().split())


def test_headings_go_down_from_one_title_in_the_order_of_the_pages(document):
    found = [(tag.name, words(tag)) for tag in document.find_all(HEADINGS)]
    assert found == [
        ("h1", "Schools Linking evaluation"),
        ("h2", "Contents"),
        ("h2", "A report"),
        ("h3", "Contents"),
        ("h2", "1. One & all"),
        ("h3", "1.1. Results"),
        ("h2", "Two"),
        ("h3", "Contents"),
        ("h4", "Deeper"),
    ]


def test_the_title_page_says_what_the_edition_is(document):
    page = words(document.find("header"))
    for part in ("Academic year 2020/21", "The authors", "Version 1.0, published 1 August 2022"):
        assert part in page
    assert "Reconstructed data. The answers are not public." in page


def test_a_draft_says_that_it_is_one_and_real_answers_have_no_notice(site):
    made = article(read_pages(site), publication(published="", notice=""), site)
    page = words(BeautifulSoup(made, "html.parser").find("header"))
    assert "Draft, not published" in page and "Reconstructed" not in page


def test_each_id_is_there_once_and_each_link_within_leads_to_one(document):
    ids = Counter(tag["id"] for tag in document.find_all(id=True))
    assert set(ids.values()) == {1}
    targets = {a["href"][1:] for a in document.find_all("a", href=re.compile("^#"))}
    assert targets <= set(ids)
    assert {"notebooks-one--fig-1-1", "book-two", "notebooks-one--note"} <= targets


def test_links_out_of_the_site_stay_and_those_to_pages_left_out_become_words(document):
    outside = [a["href"] for a in document.find_all("a") if not a["href"].startswith("#")]
    assert outside == ["https://example.org/a"]
    assert "the index" in words(document)


def test_links_to_a_heading_of_a_page_lead_to_that_heading(site):
    landing = site / "book/index.html"
    text = landing.read_text(encoding="utf-8").replace("one.html#fig-1-1", "one.html#one")
    landing.write_text(text, encoding="utf-8")
    made = BeautifulSoup(article(read_pages(site), publication(), site), "html.parser")
    assert made.find(id="notebooks-one--one").name == "h2"


def test_contents_list_pages_under_their_parts_with_their_sections(document):
    contents = document.find("nav")
    entries = [words(tag) for tag in contents.select(".entry, .part")]
    assert entries == ["A report", "1. One & all", "1.1. Results", "Reference", "Two", "Contents"]


def test_the_picture_is_inside_with_its_text_alternative_below_its_title(document):
    (picture,) = document.find_all("img")
    assert picture["alt"] == ALT
    kind, data = picture["src"].split(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == DRAWING
    figure = picture.find_parent("figure")
    assert [tag.name for tag in figure.find_all(True, recursive=False)] == ["figcaption", "img"]


def test_folded_parts_are_open_and_say_what_they_are(document):
    assert not document.find_all(["details", "summary", "button"])
    assert words(document.select_one(".unfolded-title")) == "Data table for Figure 1.1"


def test_a_summary_that_repeats_its_table_is_left_out(site):
    page = site / "notebooks/one.html"
    text = page.read_text(encoding="utf-8")
    text = text.replace("Data table for Figure 1.1", "Figure 1.1: Trust, per cent")
    page.write_text(text, encoding="utf-8")
    made = BeautifulSoup(article(read_pages(site), publication(), site), "html.parser")
    assert not made.select(".unfolded-title") and made.find("caption")


def test_tables_have_header_cells_with_a_scope(document):
    tables = document.find_all("table")
    assert [len(table.find_all("tr")) for table in tables] == [len(HOSTILE) + 1, 2]
    assert all(cell.get("scope") for table in tables for cell in table.find_all("th"))


def test_words_that_look_like_formulas_or_markup_come_out_letter_for_letter(document):
    labels = [words(cell) for cell in document.select("tbody th")]
    assert labels == HOSTILE


def test_nothing_of_a_title_gets_out_of_the_style_sheet(site):
    title = 'A "b" </style><script>x</script> \\'
    made = article(read_pages(site), publication(title=title), site)
    parsed = BeautifulSoup(made, "html.parser")
    assert len(parsed.find_all("style")) == 1 and not parsed.find_all("script")
    assert words(parsed.find("h1")) == title


def test_the_head_says_language_title_author_and_day(document):
    assert document.html["lang"] == "en-GB"
    assert document.title.string == "Schools Linking evaluation"
    named = {tag["name"]: tag["content"] for tag in document.select("meta[name]")}
    assert named["author"] == "The authors"
    assert named["dcterms.issued"] == "2022-08-01"


def test_another_language_stays_as_it_is(site):
    made = article(read_pages(site), publication(language="cy"), site)
    assert '<html lang="cy">' in made


def test_reading_does_not_change_the_pages(site):
    pages = read_pages(site)
    before = [str(page.article) for page in pages]
    assert article(pages, publication(), site) == article(pages, publication(), site)
    assert [str(page.article) for page in pages] == before


def test_nothing_is_loaded_from_elsewhere(document):
    assert not document.select("script, link, iframe, object, embed")
    sources = [tag["src"] for tag in document.find_all(src=True)]
    assert all(source.startswith("data:") for source in sources)


def test_a_leaflet_is_one_page_with_its_own_title_and_no_contents(site):
    made = leaflet(read_pages(site)[1], publication(), site)
    document = BeautifulSoup(made, "html.parser")
    assert [words(tag) for tag in document.find_all("h1")] == ["1. One & all"]
    assert [words(tag) for tag in document.find_all("h2")] == ["1.1. Results"]
    assert document.title.string == "1. One & all: Schools Linking evaluation"
    assert not document.find("nav") and "The answers are not public." in words(document)


def test_a_missing_picture_stops_it_with_its_name(site):
    (site / "_images/fig.svg").unlink()
    with pytest.raises(BuildError, match="notebooks/one.html: the picture ../_images/fig.svg"):
        article(read_pages(site), publication(), site)
