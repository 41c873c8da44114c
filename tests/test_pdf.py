"""The PDF, read by pdfminer: text, tags, outline and imprint, against the HTML it is made of."""

import re
from base64 import b64decode
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from built_book import built_book
from made_publication import publication
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from small_site import ALT, HOSTILE, small_site

from helpers.errors import BuildError
from helpers.exporting import pdf
from helpers.exporting.article import article, leaflet
from helpers.exporting.missing import Missing
from helpers.exporting.site_pages import read_pages
from helpers.publication import read_publication

HEADINGS = re.compile("h[1-6]")
HEAD, FOOT = 780, 55  # where on a sheet its head and its page number stand, in points
MARGIN = 54  # a little less than 20 mm
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def has_chromium() -> bool:
    try:
        return bool(pdf.chromium())
    except Missing:
        return False


needs_chromium = pytest.mark.skipif(not has_chromium(), reason="there is no Chromium here")


class Printed:
    """A PDF as pdfminer reads it."""

    def __init__(self, path: Path):
        self.bytes = path.read_bytes()
        self.document = PDFDocument(PDFParser(BytesIO(self.bytes)))
        self.catalog = self.document.catalog
        self.info = {key: decode_text(value) for key, value in self.document.info[0].items()}
        self.pages = [
            " ".join(box.get_text() for box in page if isinstance(box, LTTextContainer))
            for page in extract_pages(BytesIO(self.bytes))
        ]
        self.words = " ".join(" ".join(self.pages).split())
        self.tags = Counter(name for name, _ in self.structure())

    def structure(self):
        """Kind and dictionary of each element of the structure tree, in order."""
        waiting = [resolve1(self.catalog["StructTreeRoot"])["K"]]
        while waiting:
            node = resolve1(waiting.pop())
            if isinstance(node, list):
                waiting.extend(reversed(node))
            elif isinstance(node, dict):
                if "S" in node:
                    yield node["S"].name, node
                if "K" in node:
                    waiting.append(node["K"])

    def alternatives(self) -> list[str]:
        return [decode_text(resolve1(node["Alt"])) for _, node in self.structure() if "Alt" in node]

    def outline(self) -> list[tuple[int, str]]:
        return [(level, title) for level, title, *_ in self.document.get_outlines()]


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    site = small_site(tmp_path_factory.mktemp("site"))
    return article(read_pages(site), publication(), site)


@pytest.fixture(scope="module")
def printed(html, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    pdf.write_pdf(html, path)
    return Printed(path)


@needs_chromium
def test_the_imprint_names_title_author_language_and_day(printed):
    assert printed.info == {
        "Title": "Schools Linking evaluation",
        "Author": "The authors",
        "Subject": "Academic year 2020/21",
        "CreationDate": "D:20220801000000Z",
        "ModDate": "D:20220801000000Z",
    }
    assert decode_text(printed.catalog["Lang"]) == "en-GB"
    assert resolve1(printed.catalog["MarkInfo"])["Marked"] is True
    assert resolve1(printed.catalog["ViewerPreferences"])["DisplayDocTitle"] is True


@needs_chromium
def test_the_outline_has_the_chapters_at_its_top(printed):
    assert printed.outline() == [
        (1, "Schools Linking evaluation"),
        (1, "Contents"),
        (1, "A report"),
        (2, "Contents"),
        (1, "1. One & all"),
        (2, "1.1. Results"),
        (1, "Two"),
        (2, "Contents"),
        (3, "Deeper"),
    ]


@needs_chromium
def test_tags_are_those_of_the_html(printed):
    expected = {"H1": 1, "H2": 4, "H3": 3, "H4": 1, "Table": 2, "TR": len(HOSTILE) + 3}
    expected |= {"TH": len(HOSTILE) + 5, "TD": 2 * len(HOSTILE) + 2, "Figure": 1}
    assert {tag: printed.tags[tag] for tag in expected} == expected


@needs_chromium
def test_the_figure_has_its_text_alternative_letter_for_letter(printed):
    assert printed.alternatives() == [ALT]


@needs_chromium
@pytest.mark.parametrize("label", HOSTILE)
def test_words_that_look_like_formulas_or_markup_come_out_letter_for_letter(printed, label):
    assert label in printed.words


def lines(pdf_bytes: bytes, number: int) -> list[str]:
    """Words of a page that stand at one height, from the left, one text a line."""
    (page,) = extract_pages(BytesIO(pdf_bytes), page_numbers=[number])
    found: dict[int, list] = {}
    for box in page:
        for line in box if isinstance(box, LTTextContainer) else []:
            found.setdefault(round(line.y0 / 2), []).append((line.x0, line.get_text().strip()))
    return [" ".join(text for _, text in sorted(parts)) for parts in found.values()]


@needs_chromium
@pytest.mark.parametrize("title", ["A report", "1. One & all", "1.1. Results", "Two"])
def test_contents_say_the_page_that_a_section_is_on(printed, title):
    pages = [n for n in range(2, len(printed.pages)) if title in lines(printed.bytes, n)]
    assert f"{title} {pages[0] + 1}" in lines(printed.bytes, 1)


@needs_chromium
def test_sheets_have_running_heads_and_numbers_but_not_the_title_page(printed):
    sheet = lines(printed.bytes, 3)
    assert "Schools Linking evaluation 1. One & all" in sheet and "4" in sheet
    assert lines(printed.bytes, 0).count("Schools Linking evaluation") == 1
    assert "1" not in lines(printed.bytes, 0)


@needs_chromium
def test_folded_parts_are_open_and_nothing_to_click_is_left(printed):
    assert "Data table for Figure 1.1" in printed.words
    assert "Click" not in printed.words and "next: never" not in printed.words


@needs_chromium
def test_the_same_document_gives_the_same_bytes(html, printed, tmp_path):
    pdf.write_pdf(html, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == printed.bytes


@needs_chromium
def test_a_leaflet_has_no_title_page_and_no_contents(tmp_path):
    site = small_site(tmp_path / "site")
    made = leaflet(read_pages(site)[1], publication(published=""), site)
    pdf.write_pdf(made, tmp_path / "brief.pdf")
    brief = Printed(tmp_path / "brief.pdf")
    assert len(brief.pages) == 1
    assert brief.outline()[0] == (1, "1. One & all")
    assert "Draft, not published" in brief.words
    assert not {"CreationDate", "ModDate"} & set(brief.info)


def test_a_missing_chromium_is_named_with_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="Chromium is not installed.*apt-get install chromium"):
        pdf.write_pdf("<p>x</p>", tmp_path / "x.pdf")


def program(folder: Path, script: str) -> None:
    path = folder / "chromium"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_chromium_that_fails_is_told_with_what_it_said(monkeypatch, tmp_path):
    program(tmp_path, "echo no display >&2; exit 3")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(BuildError, match=r"(?s)printed no PDF \(exit code 3\).*no display"):
        pdf.write_pdf("<p>x</p>", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_a_chromium_that_never_ends_is_stopped(monkeypatch, tmp_path):
    program(tmp_path, "exec sleep 60")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(pdf, "PATIENCE", 0.5)
    with pytest.raises(BuildError, match="printed no PDF in 0.5 seconds"):
        pdf.write_pdf("<p>x</p>", tmp_path / "x.pdf")


def own_words(path: Path) -> str:
    """Words of the sheets with a running head, without the head and the page number."""
    found = []
    for page in extract_pages(path):
        boxes = [box for box in page if isinstance(box, LTTextContainer)]
        if any(box.y0 > HEAD for box in boxes):
            found += [box.get_text() for box in boxes if FOOT < box.y0 < HEAD]
    return "\n".join(found)


def shown_words(page: BeautifulSoup) -> str:
    """Words that the sheets after the contents show: text, words in drawings, list numbers."""
    found = [section.get_text("\n") for section in page.select("section.page")]
    for image in page.find_all("img"):
        drawing = ElementTree.fromstring(b64decode(image["src"].split(",")[1]))
        texts = drawing.iter("{http://www.w3.org/2000/svg}text")
        found += ["\n".join(text.itertext()) for text in texts]
    for numbered in page.find_all("ol"):
        entries = numbered.find_all("li", recursive=False)
        found += [str(n) for n in range(1, len(entries) + 1)]
    return "\n".join(found)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The whole book as HTML and as a PDF."""
    root = built_book()
    site = root / "book/_build/html"
    html = article(read_pages(site), read_publication(root, "2020-21"), site)
    path = tmp_path_factory.mktemp("whole") / "report.pdf"
    pdf.write_pdf(html, path)
    return BeautifulSoup(html, "html.parser"), path


@needs_chromium
@pytest.mark.slow
def test_the_whole_book_is_in_it_counted(whole):
    page, path = whole
    printed = Printed(path)
    headings = [" ".join(h.get_text().split()) for h in page.find_all(HEADINGS)]
    assert [title for _, title in printed.outline()] == headings and len(headings) > 80
    assert printed.alternatives() == [image["alt"] for image in page.find_all("img")]
    expected = {
        "Table": len(page.find_all("table")),
        "TH": len(page.find_all("th")),
        "TD": len(page.find_all("td")),
        "TR": len(page.find_all("tr")),
        "Figure": len(page.find_all("img")),
        "Caption": len(page.find_all(["caption", "figcaption"])),
    }
    assert {tag: printed.tags[tag] for tag in expected} == expected


@needs_chromium
@pytest.mark.slow
def test_the_whole_book_has_its_numbers_as_often_as_the_pages_have_them(whole):
    page, path = whole
    expected = Counter(NUMBER.findall(shown_words(page)))
    assert sum(expected.values()) > 5_000
    assert Counter(NUMBER.findall(own_words(path))) == expected


@needs_chromium
@pytest.mark.slow
def test_nothing_of_the_whole_book_runs_over_the_edge_of_the_paper(whole):
    _, path = whole
    for page in extract_pages(path):
        boxes = [box for box in page if isinstance(box, LTTextContainer)]
        assert boxes, f"page {page.pageid} is empty"
        assert min(box.x0 for box in boxes) > MARGIN
        assert max(box.x1 for box in boxes) < page.width - MARGIN
