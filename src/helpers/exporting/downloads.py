"""Downloads: the links from the pages of an edition to the documents that were made of it."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from helpers.errors import BuildError
from helpers.exporting.documents import Document
from helpers.exporting.site_tables import SiteTable

MENU = "<!-- report: download menu -->"
LIST = "<!-- report: documents -->"
LIST_ANCHOR = "documents"
ARTICLE = '<article class="bd-article"'
# A table with the frame that it scrolls in.
TABLE_END = re.compile(r"</table>(?:\s*</div>)?")
# A menu that covers the page closes when the keyboard leaves it, so that it hides no focus.
CLOSES = (
    "if(event.relatedTarget&&!this.contains(event.relatedTarget))this.open=false",
    "if(event.key==='Escape'&&this.open){this.open=false;this.firstElementChild.focus()}",
)


def add_downloads(
    site: Path, documents: Iterable[Document], tables: Iterable[SiteTable] = ()
) -> None:
    """Put the Download menu, the list of documents and a link under each table into a site.

    Changes the pages of `site`, a copy of the built one with the documents in it. A chapter by
    itself stands in the menu of its own page only; the file of a table is linked beneath that
    table, and one of `tables` without a file has no link. Raises BuildError, with every reason,
    where a marker, a file, a page or a table is missing; no page is changed then.
    """
    offer = Offer(list(documents), list(tables))
    pages = {path: (site / path).read_bytes().decode() for path in _paths(site)}
    if problems := _problems(site, pages, offer):
        raise BuildError("the downloads could not be linked:\n  " + "\n  ".join(problems))
    landing = next(path for path, text in pages.items() if LIST in text)
    for path, text in pages.items():
        text = _with_table_links(text, path, offer)
        text = text.replace(MENU, _menu(path, landing, offer))
        text = text.replace(LIST, _list(path, offer))
        (site / path).write_bytes(text.encode())


class Offer:
    """Documents by where they are linked: on every page, on their own page, under their table."""

    def __init__(self, documents: list[Document], tables: list[SiteTable]):
        named = {table.name: table for table in tables}
        self.documents = documents
        self.whole = [document for document in documents if not document.about]
        self.files = [(named[d.about], d) for d in documents if d.about in named]
        self.chapters = [d for d in documents if d.about and d.about not in named]


def _paths(site: Path) -> list[str]:
    """Paths of the pages that Sphinx wrote from a source or for searching."""
    found = [path.relative_to(site) for path in site.rglob("*.html")]
    own = [path.as_posix() for path in found if path.parts[0] not in ("_static", "documents")]
    return sorted(path for path in own if ARTICLE in (site / path).read_text(encoding="utf-8"))


def _problems(site: Path, pages: dict[str, str], offer: Offer) -> list[str]:
    """What is missing, or there too often, each in a sentence."""
    wrong = [
        f"{path}: has {text.count(MENU)} places for the Download menu instead of one ({MENU})"
        for path, text in pages.items()
        if text.count(MENU) != 1
    ]
    if (places := sum(text.count(LIST) for text in pages.values())) != 1:
        wrong.append(f"the pages have {places} places for the list of documents ({LIST}), not one")
    wrong += [f"{d.path}: is not there" for d in offer.documents if not (site / d.path).is_file()]
    wrong += [
        f"{document.path}: is about {document.about!r}, which is no page and no table"
        for document in offer.chapters
        if document.about not in pages
    ]
    for table, document in offer.files:
        if table.place >= len(_table_ends(pages.get(table.page.path, ""))):
            wrong.append(f"{table.page.path}: has no table {table.caption!r} for {document.path}")
    return wrong


def file_size(count: int) -> str:
    """Number of bytes as readers know it: "340 KB", "1.2 MB"; a kilobyte is 1,000 bytes."""
    if count < 999_500:
        return f"{max(1, (count + 500) // 1000)} KB"
    tenths = (count + 50_000) // 100_000
    return f"{tenths // 10}.{tenths % 10} MB"


def _menu(path: str, landing: str, offer: Offer) -> str:
    """Menu of a page's header: documents of the whole, then the page by itself."""
    here = [document for document in offer.chapters if document.about == path]
    links = [_link(path, document) for document in offer.whole + here]
    target = "" if path == landing else _href(path, landing)
    links.append(f'<a href="{target}#{LIST_ANCHOR}">All documents</a>')
    left, escape = CLOSES
    return (
        f'<details class="download-menu" onfocusout="{left}" onkeydown="{escape}">'
        f"<summary>Download</summary><ul>{_items(links)}</ul></details>"
    )


def _list(path: str, offer: Offer) -> str:
    """List of the landing page: documents of the whole, and folded the single chapters."""
    made = f'<ul class="documents">{_items(_link(path, d) for d in offer.whole)}</ul>'
    if offer.chapters:
        single = _items(_link(path, document) for document in offer.chapters)
        made += (
            '<details class="documents-single"><summary>Single chapters</summary>'
            f'<ul class="documents">{single}</ul></details>'
        )
    return made


def _link(path: str, document: Document) -> str:
    """Link with form and size in its text: "Full report (PDF, 1.2 MB)"."""
    title, form = html.escape(document.title), html.escape(document.form)
    kind = f'<span class="document-kind">({form}, {file_size(document.size)})</span>'
    return f'<a href="{_href(path, document.path)}">{title} {kind}</a>'


def _items(links: Iterable[str]) -> str:
    return "".join(f"<li>{link}</li>" for link in links)


def _with_table_links(text: str, path: str, offer: Offer) -> str:
    """The page with a link after each table, the last one first so that places hold."""
    ends = _table_ends(text)
    here = [(table, document) for table, document in offer.files if table.page.path == path]
    for table, document in sorted(here, key=lambda pair: pair[0].place, reverse=True):
        end, caption = ends[table.place], html.escape(table.caption)
        link = (
            f'<p class="table-download"><a href="{_href(path, document.path)}" download>'
            "Download this table (CSV)"
            f'<span class="visually-hidden">, {caption}</span></a></p>'
        )
        text = text[:end] + link + text[end:]
    return text


def _table_ends(text: str) -> list[int]:
    """Where each table of the page's article ends, with its frame."""
    start = text.find(ARTICLE)
    stop = text.find("</article>", start)
    return [found.end() for found in TABLE_END.finditer(text, max(start, 0), max(stop, 0))]


def _href(path: str, target: str) -> str:
    """Link from a page to a file, both by their path in the site."""
    return quote(posixpath.relpath(target, posixpath.dirname(path) or "."))
