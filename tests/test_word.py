"""The Word file, read by python-docx: headings, tables, captions, notes, pictures, properties."""

import re
import zipfile
from collections import Counter
from datetime import UTC, datetime

import pypandoc
import pytest
from bs4 import BeautifulSoup
from built_book import built_book
from docx import Document
from docx.oxml.ns import qn
from made_publication import publication
from small_site import ALT, HOSTILE, small_site

from helpers.errors import BuildError
from helpers.exporting import word
from helpers.exporting.article import article
from helpers.exporting.missing import Missing
from helpers.exporting.site_pages import read_pages
from helpers.publication import read_publication

HEADINGS = re.compile("h[2-6]")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class BREAK:
    """What stands between two paragraphs."""

    text = "\n"


class Read:
    """A Word file as python-docx reads it."""

    def __init__(self, path):
        self.path = path
        self.document = Document(str(path))
        self.body = self.document.element.body

    def styled(self, prefix: str) -> list[tuple[str, str]]:
        found = [(p.style.style_id, p.text) for p in self.document.paragraphs]
        return [(style, words) for style, words in found if style.startswith(prefix)]

    def cells(self) -> list[list[list[str]]]:
        tables = self.document.tables
        return [[[line(c.text) for c in row.cells] for row in table.rows] for table in tables]

    def alternatives(self) -> list[str]:
        return [tag.get("descr") for tag in self.body.iter(qn("wp:docPr"))]

    def part(self, name: str) -> str:
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(name).decode()


def line(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    site = small_site(tmp_path_factory.mktemp("site"))
    return article(read_pages(site), publication(), site)


@pytest.fixture(scope="module")
def made(html, tmp_path_factory):
    path = tmp_path_factory.mktemp("word") / "report.docx"
    word.write_word(html, path, publication())
    return Read(path)


def test_the_title_page_says_what_the_edition_is(made):
    found = {p.style.style_id: p.text for p in made.document.paragraphs[:6]}
    assert found["Title"] == "Schools Linking evaluation"
    assert found["Subtitle"] == "Academic year 2020/21"
    assert found["Author"] == "The authors"
    assert found["Date"] == "Version 1.0, published 1 August 2022"
    assert found["AbstractTitle"] == "Reconstructed data"
    assert found["Abstract"] == "The answers are not public."


def test_headings_are_those_of_the_pages(made):
    assert made.styled("Heading") == [
        ("Heading1", "A report"),
        ("Heading2", "Contents"),
        ("Heading1", "1. One & all"),
        ("Heading2", "1.1. Results"),
        ("Heading1", "Two"),
        ("Heading2", "Contents"),
        ("Heading3", "Deeper"),
    ]


def test_contents_are_a_field_of_word_with_entries_that_lead_to_their_headings(made):
    contents = made.body.find(qn("w:sdt"))
    links = list(contents.iter(qn("w:hyperlink")))
    words = ["".join(t.text for t in link.iter(qn("w:t"))) for link in links]
    assert words == ["A report", "Contents", "1. One & all", "1.1. Results", "Two", "Contents"]
    names = [tag.get(qn("w:name")) for tag in made.body.iter(qn("w:bookmarkStart"))]
    anchors = [link.get(qn("w:anchor")) for link in links]
    assert len(set(names)) == len(names) and set(anchors) <= set(names)
    assert len(set(anchors)) == len(anchors)
    kinds = [tag.get(qn("w:fldCharType")) for tag in contents.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_links_within_the_document_lead_somewhere(made):
    names = {tag.get(qn("w:name")) for tag in made.body.iter(qn("w:bookmarkStart"))}
    anchors = [tag.get(qn("w:anchor")) for tag in made.body.iter(qn("w:hyperlink"))]
    assert {anchor for anchor in anchors if anchor} <= names
    outside = [rel.target_ref for rel in made.document.part.rels.values() if rel.is_external]
    assert outside == ["https://example.org/a"]


def test_tables_are_real_with_headers_that_repeat_and_rows_that_hold_together(made):
    labels, terms = made.cells()
    assert labels[0] == ["Label", "Base", "Share"]
    assert [row[0] for row in labels[1:]] == HOSTILE
    assert [row[1:] for row in labels[1:]] == [
        [str(n), f"{n}%"] for n in range(11, 11 + len(HOSTILE))
    ]
    assert terms == [["Term", "Meaning"], ["Base", "Who was asked"]]
    for table in made.document.tables:
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_table_whose_rows_have_headers_says_so(made):
    looks = [tag.get(qn("w:firstColumn")) for tag in made.body.iter(qn("w:tblLook"))]
    assert looks == ["1", "0"]


def test_captions_stand_above_what_they_name(made):
    assert made.styled("ImageCaption") == [("ImageCaption", "Figure 1.1 Trust and interest")]
    assert made.styled("TableCaption") == [("TableCaption", "Figure 1.1: Trust, per cent")]
    styles = [p.style.style_id for p in made.document.paragraphs]
    assert styles.index("CaptionedFigure") == styles.index("ImageCaption") + 1


def test_the_picture_has_its_text_alternative_and_is_one_that_every_word_shows(made):
    assert made.alternatives() == [ALT]
    (picture,) = made.document.inline_shapes
    image = made.document.part.related_parts[
        picture._inline.graphic.graphicData.pic.blipFill.blip.embed
    ].image
    assert image.content_type == "image/png" and image.px_width > 600
    assert abs(picture.width / picture.height - 4) < 0.05


def test_notes_are_notes_of_word(made):
    references = list(made.body.iter(qn("w:footnoteReference")))
    assert len(references) == 1
    assert "A note with 8 words." in made.part("word/footnotes.xml")


def test_words_of_the_figures_notes_have_their_style(made):
    notes = [words for style, words in made.styled("FigureNotes")]
    assert notes == ["Base: 102 teachers", "Source: A survey"]
    assert made.styled("FoldTitle") == [("FoldTitle", "Data table for Figure 1.1")]


def test_properties_say_title_author_language_and_day(made):
    properties = made.document.core_properties
    assert (properties.title, properties.author) == ("Schools Linking evaluation", "The authors")
    assert properties.language == "en-GB"
    day = datetime(2022, 8, 1, tzinfo=UTC)
    assert (properties.created, properties.modified) == (day, day)
    assert '<w:lang w:val="en-GB"' in made.part("word/styles.xml") or re.search(
        r'<w:lang[^>]*w:val="en-GB"', made.part("word/styles.xml")
    )


def test_paper_is_a4_with_running_head_and_page_number(made):
    (section,) = made.document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    head = section.header._element.xml
    assert "Schools Linking evaluation" in head and "STYLEREF" in head
    assert "PAGE" in section.footer._element.xml


def test_the_same_document_gives_the_same_bytes(html, made, tmp_path):
    word.write_word(html, tmp_path / "again.docx", publication())
    assert (tmp_path / "again.docx").read_bytes() == made.path.read_bytes()


def test_a_draft_has_no_day_and_real_answers_have_no_notice(html, tmp_path):
    word.write_word(html, tmp_path / "draft.docx", publication(published="", notice=""))
    draft = Read(tmp_path / "draft.docx")
    assert "dcterms:created" not in draft.part("docProps/core.xml")
    assert draft.styled("Abstract") == []
    assert draft.styled("Date") == [("Date", "Draft, not published")]


def test_a_title_is_words_and_nothing_else(html, tmp_path):
    title = "*A* <b>$x$</b> & @me [1](y) = 1"
    word.write_word(html, tmp_path / "a.docx", publication(title=title))
    read = Read(tmp_path / "a.docx")
    assert read.styled("Title") == [("Title", title)]
    assert read.document.core_properties.title == title
    assert read.document.sections[0].header.paragraphs[0].text.strip() == title


def test_a_missing_pandoc_is_named_with_how_to_install_it(html, monkeypatch, tmp_path):
    def none():
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", none)
    with pytest.raises(Missing, match="pandoc is not installed.*pip install pypandoc-binary"):
        word.write_word(html, tmp_path / "x.docx", publication())


def test_a_pandoc_that_fails_is_told_with_what_it_said(html, monkeypatch, tmp_path):
    monkeypatch.setattr(word, "OPTIONS", "--from=nothing")
    with pytest.raises(BuildError, match="(?s)pandoc: made no Word file.*nothing"):
        word.write_word(html, tmp_path / "x.docx", publication())
    assert not (tmp_path / "x.docx").exists()


def whole_book(folder):
    """The Word file of the whole book, and the page that it was made of."""
    root = built_book()
    site = root / "book/_build/html"
    imprint = read_publication(root, "2020-21")
    html = article(read_pages(site), imprint, site)
    word.write_word(html, folder / "report.docx", imprint)
    return Read(folder / "report.docx"), BeautifulSoup(html, "html.parser")


@pytest.mark.slow
def test_the_whole_book_is_in_it_counted(tmp_path):
    read, page = whole_book(tmp_path)
    page.select_one("nav.contents").decompose()
    tables = page.find_all("table")
    assert read.cells() == [
        [[line(c.get_text()) for c in row.find_all(["th", "td"])] for row in t.find_all("tr")]
        for t in tables
    ]
    expected = [
        (f"Heading{int(h.name[1]) - 1}", line(h.get_text())) for h in page.find_all(HEADINGS)
    ]
    assert [(style, line(words)) for style, words in read.styled("Heading")] == expected
    captions = [line(c.get_text()) for c in page.find_all("caption")]
    assert [line(words) for _, words in read.styled("TableCaption")] == captions
    captions = [line(c.get_text()) for c in page.find_all("figcaption")]
    assert [line(words) for _, words in read.styled("ImageCaption")] == captions
    assert read.alternatives() == [image["alt"] for image in page.find_all("img")]
    assert len(tables) > 50 and len(expected) > 80


@pytest.mark.slow
def test_the_whole_book_has_its_numbers_as_often_as_the_pages_have_them(tmp_path):
    read, page = whole_book(tmp_path)
    # Word counts notes itself, and its contents are a field.
    for tag in page.select("nav.contents, style, title, .footnote-reference, .footnote .label"):
        tag.decompose()
    read.body.remove(read.body.find(qn("w:sdt")))
    shown = [t.text or "" for p in read.body.iter(qn("w:p")) for t in [*p.iter(qn("w:t")), BREAK]]
    notes = re.sub("</w:p>", "\n", read.part("word/footnotes.xml"))
    expected = Counter(NUMBER.findall(page.body.get_text("\n")))
    assert sum(expected.values()) > 5_000
    words = "".join(shown) + re.sub("<[^>]*>", "", notes)
    assert Counter(NUMBER.findall(words)) == expected
