"""Downloads: a menu on every page, a list on the first, a link under each table."""

import posixpath
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.errors import BuildError
from helpers.exporting.documents import Document
from helpers.exporting.downloads import LIST, MENU, add_downloads, file_size
from helpers.exporting.site_pages import Page
from helpers.exporting.site_tables import read_tables

ROOT = Path(__file__).parents[1]
LANDING, CHAPTER, SEARCH = "book/index.html", "notebooks/deep/change.html", "search.html"
REPORT = Document("documents/a report.pdf", "pdf", "Full report", "PDF", 1_249_999)
SHEETS = Document("documents/tables.ods", "tables", "Tables", "OpenDocument spreadsheet", 40_000)
ALONE = Document("documents/change.html", "chapters", "6. Change", "HTML", 999, about=CHAPTER)
CSV = [
    Document(f"documents/tables/{name}.csv", "tables", name, "CSV", 100, about=name)
    for name in ("figure_6_1", "figure_6_2")
]


def page(body: str) -> str:
    return (
        f"<html><header>{MENU}</header><main>"
        f'<article class="bd-article">{body}</article></main></html>'
    )


def table(number: str, title: str) -> str:
    return (
        '<div class="table-scroll" tabindex="0"><table class="report-table">'
        f"<caption>Figure {number}: {title}</caption><tr><th>Survey</th></tr>"
        "<tr><td>5%</td></tr></table></div>\n<p>After it.</p>"
    )


BODIES = {
    LANDING: f"<h1>A report</h1>{LIST}",
    CHAPTER: f"<h1>Change</h1>{table('6.1', 'Interest')}{table('6.2', 'A &amp; &lt;b&gt;')}",
    SEARCH: "<h1>Search</h1>",
}


@pytest.fixture
def site(tmp_path):
    """A site of three pages at three depths, with its documents."""
    for path, body in BODIES.items():
        write(tmp_path, path, page(body))
    write(tmp_path, "index.html", '<meta http-equiv="refresh" content="0;url=book/index.html">')
    for document in [REPORT, SHEETS, ALONE, *CSV]:
        write(tmp_path, document.path, "<article class='bd-article'>a document</article>")
    return tmp_path


def write(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8")


def tables_of(site: Path):
    article = read(site, CHAPTER).article
    return read_tables([Page(CHAPTER, "6. Change", article)])


def read(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")


def linked(site: Path) -> Path:
    add_downloads(site, [REPORT, SHEETS, ALONE, *CSV], tables_of(site))
    return site


def targets(path: str, links) -> list[str]:
    """Files that links of a page lead to, from the site's root."""
    hrefs = [link["href"].replace("%20", " ").partition("#")[0] for link in links]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) for href in hrefs]


@pytest.mark.parametrize("path", BODIES)
def test_every_page_has_a_menu_whose_links_lead_to_the_documents(site, path):
    menu = read(linked(site), path).select("header details.download-menu")
    assert len(menu) == 1 and menu[0].summary.get_text() == "Download"
    *links, last = menu[0].select("ul > li > a")
    assert targets(path, links)[:2] == ["documents/a report.pdf", "documents/tables.ods"]
    assert links[0].get_text() == "Full report (PDF, 1.2 MB)"
    assert all((site / target).is_file() for target in targets(path, links))
    assert last["href"].endswith("#documents")
    if path != LANDING:
        assert targets(path, [last]) == [LANDING]


def test_a_chapter_by_itself_is_offered_on_its_own_page_and_on_the_first(site):
    linked(site)
    for path in BODIES:
        menu = read(site, path).select_one(".download-menu")
        assert ("6. Change (HTML, 1 KB)" in menu.get_text()) == (path == CHAPTER)
    folded = read(site, LANDING).select_one("article details ul.documents")
    assert [link.get_text() for link in folded.select("a")] == ["6. Change (HTML, 1 KB)"]


def test_the_first_page_lists_the_documents_with_kind_and_size(site):
    lists = read(linked(site), LANDING).select("article > ul.documents")
    assert [item.get_text() for item in lists[0].select("li")] == [
        "Full report (PDF, 1.2 MB)",
        "Tables (OpenDocument spreadsheet, 40 KB)",
    ]
    assert targets(LANDING, lists[0].select("a")) == [REPORT.path, SHEETS.path]


def test_each_table_is_followed_by_a_link_that_names_it(site):
    frames = read(linked(site), CHAPTER).select(".table-scroll")
    links = [frame.find_next_sibling().a for frame in frames]
    assert [link.get_text() for link in links] == [
        "Download this table (CSV), Figure 6.1: Interest",
        "Download this table (CSV), Figure 6.2: A & <b>",
    ]
    for link, document in zip(links, CSV, strict=True):
        assert link.find(string=True) == "Download this table (CSV)"
        assert link.span["class"] == ["visually-hidden"]
        assert targets(CHAPTER, [link]) == [document.path]


def test_a_table_without_a_file_has_no_link(site):
    add_downloads(site, [REPORT, CSV[1]], tables_of(site))
    (link,) = read(site, CHAPTER).select(".table-download a")
    assert targets(CHAPTER, [link]) == [CSV[1].path]


def test_titles_are_text_and_not_markup(site):
    odd = Document(REPORT.path, "pdf", 'A <b>bold</b> & "quoted" title', "<i>PDF</i>", 1000)
    add_downloads(site, [odd])
    link = read(site, SEARCH).select_one(".download-menu a")
    assert link.get_text() == 'A <b>bold</b> & "quoted" title (<i>PDF</i>, 1 KB)'
    assert not link.select("b, i")


def test_only_pages_of_the_book_are_changed(site):
    others = ("index.html", ALONE.path, CSV[0].path)
    before = {path: (site / path).read_bytes() for path in others}
    linked(site)
    assert {path: (site / path).read_bytes() for path in others} == before


def test_the_same_site_gives_the_same_bytes(site, tmp_path_factory):
    again = tmp_path_factory.mktemp("again") / "site"
    shutil.copytree(site, again)
    linked(site)
    linked(again)
    assert [(again / p).read_bytes() for p in BODIES] == [(site / p).read_bytes() for p in BODIES]


def test_all_that_is_missing_is_told_at_once_and_no_page_is_changed(site):
    tables = tables_of(site)
    write(site, SEARCH, page("").replace(MENU, ""))
    write(site, LANDING, page("<h1>A report</h1>"))
    write(site, CHAPTER, page(table("6.1", "Interest")))
    before = {path: (site / path).read_bytes() for path in BODIES}
    (site / REPORT.path).unlink()
    lost = Document(SHEETS.path, "chapters", "Lost", "HTML", 1, about="notebooks/lost.html")
    with pytest.raises(BuildError) as caught:
        add_downloads(site, [REPORT, lost, *CSV], tables)
    assert "search.html: has 0 places for the Download menu instead of one" in str(caught.value)
    assert "the pages have 0 places for the list of documents" in str(caught.value)
    assert "documents/a report.pdf: is not there" in str(caught.value)
    assert "documents/tables.ods: is about 'notebooks/lost.html'" in str(caught.value)
    assert f"{CHAPTER}: has no table 'Figure 6.2: A & <b>'" in str(caught.value)
    assert {path: (site / path).read_bytes() for path in BODIES} == before


def test_a_marker_that_stands_twice_is_refused(site):
    write(site, SEARCH, page(MENU))
    write(site, CHAPTER, page(LIST))
    with pytest.raises(BuildError) as caught:
        add_downloads(site, [REPORT])
    assert "search.html: has 2 places for the Download menu" in str(caught.value)
    assert "the pages have 2 places for the list of documents" in str(caught.value)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "1 KB"),
        (1_499, "1 KB"),
        (1_500, "2 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (1_250_000, "1.3 MB"),
        (12_340_000, "12.3 MB"),
    ],
)
def test_sizes_read_as_people_know_them(count, said):
    assert file_size(count) == said


def test_the_landing_page_has_one_place_for_the_list():
    assert (ROOT / "book/index.md").read_text(encoding="utf-8").count(LIST) == 1
