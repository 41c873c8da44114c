"""Chapter file: one page of the book as one HTML file, to mail to a reviewer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import cache
from pathlib import Path

import nbformat.v4 as notebooks
from bs4 import BeautifulSoup, Tag
from nbconvert.exporters.html import HTMLExporter

from helpers.errors import BuildError
from helpers.exporting.article import language
from helpers.exporting.pictures import embed
from helpers.exporting.site_pages import Page, resolve, text
from helpers.printing import day
from helpers.publication import Publication

TEMPLATES = Path(__file__).parent / "templates"
TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
# Elements that would make a browser ask for something, wherever they stand.
ASKING = "script, link, iframe, object, embed, audio, video, source, base, form, meta"


def write_chapter(site: Path, page: Page, publication: Publication, path: Path) -> None:
    """Write a page of a built site as one file that asks for nothing else when it is opened.

    Numbers, figure numbers and words are the page's own. Pictures and styles are inside;
    links to other pages are plain text, and the pages are listed at the end by their titles.
    Raises BuildError where the page shows a picture that is missing, or asks for more.
    """
    article = copy(page.article)
    embed(article, page.path, site)
    elsewhere = _relink(article, page, site)
    _tidy(article)
    _refuse_requests(article, page)
    notebook = notebooks.new_notebook(cells=list(_cells(article)))
    notebook.metadata.chapter = _about(article, page, publication) | {"elsewhere": elsewhere}
    html, _ = _exporter().from_notebook_node(notebook)
    path.write_text(html, encoding="utf-8")


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(
        template_name="chapter", extra_template_basedirs=[str(TEMPLATES)], embed_images=True
    )


def _relink(article: Tag, page: Page, site: Path) -> list[str]:
    """Turn links within the site into plain text; titles of the pages that they led to."""
    titles: dict[str, str] = {}
    for link in article.find_all("a", href=True):
        target, fragment = resolve(page.path, str(link["href"]))
        if target == page.path and article.find(id=fragment or _whole(article)["id"]):
            link["href"] = f"#{fragment or _whole(article)['id']}"
        elif target:
            if target not in titles and target != page.path:
                titles[target] = _title(site / target)
            link.unwrap()
    return [title for title in titles.values() if title]


def _title(file: Path) -> str:
    """Title of a page as numbered; "" for a file that is no page."""
    if file.suffix != ".html" or not file.is_file():
        return ""
    found = TITLE.search(file.read_text(encoding="utf-8"))
    heading = BeautifulSoup(found[0] if found else "", "html.parser")
    for anchor in heading.select("a.headerlink"):
        anchor.decompose()
    return text(heading)


def _tidy(article: Tag) -> None:
    """Take away what only a book needs: frames of cells, and landmarks within the chapter."""
    for tag in article.select("div.cell, div.cell_output"):
        tag.unwrap()
    for tag in article.select("aside:not([role]), main, header, footer"):
        tag.name = "div"
    for tag in article.select(".pst-scrollable-table-container:not([tabindex])"):
        tag["tabindex"] = "0"


def _refuse_requests(article: Tag, page: Page) -> None:
    for tag in article.select(f"{ASKING}, [srcset], [style*='url(']"):
        raise BuildError(f"{page.path}: has <{tag.name}>, which one file by itself cannot hold")


def _cells(article: Tag) -> Iterator[notebooks.NotebookNode]:
    """A cell for what stands before the first section, and one for each section."""
    parts: list[list] = [[]]
    for node in _whole(article).contents:
        if isinstance(node, Tag) and node.name == "section":
            parts.append([])
        parts[-1].append(str(node))
    for number, part in enumerate(parts):
        if source := "".join(part).strip():
            yield notebooks.new_raw_cell(
                source, id=f"part-{number}", metadata={"raw_mimetype": "text/html"}
            )


def _whole(article: Tag) -> Tag:
    """The section that holds all others; its id becomes that of the file's main part."""
    section = article.find("section", recursive=False)
    whole = section if isinstance(section, Tag) else article
    whole["id"] = whole.get("id", "chapter")
    return whole


def _about(article: Tag, page: Page, publication: Publication) -> dict:
    """What the frame of the file says."""
    version = "A draft, not published"
    if publication.published:
        published = day(date.fromisoformat(publication.published))
        version = f"Version {publication.version}, published {published}"
    sections = [
        {"id": heading.parent["id"], "title": text(heading)}
        for heading in article.find_all("h2")
        if heading.parent and heading.parent.get("id")
    ]
    return {
        "id": _whole(article)["id"],
        "title": page.title,
        "report": publication.title,
        "academic_year": publication.academic_year,
        "author": publication.author,
        "language": language(publication),
        "heading": publication.heading,
        "notice": publication.notice,
        "version": version,
        "sections": sections,
    }
