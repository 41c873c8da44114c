"""Article: the whole book as one HTML document, from which the PDF and the Word file are made.

Its title is the only heading of the first level, the title of a page of the second, and so on.
"""

from __future__ import annotations

import re
from copy import copy
from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from helpers.exporting.pictures import embed
from helpers.exporting.site_pages import Page, resolve, text
from helpers.printing import day
from helpers.publication import Publication

HEADING = re.compile(r"h[1-6]")
# Attributes that name other elements of their page.
REFERENCES = ("aria-labelledby", "aria-describedby", "headers", "for")
WIDE = 7  # columns from which a table is set in smaller type
SHORT = 18  # rows up to which a table is kept on one sheet


def article(pages: list[Page], publication: Publication, site: Path) -> str:
    """HTML document of the book: title page, contents, and the pages one after another.

    Pictures are inside it, links between pages lead to places in it, links out of the site
    stay, and folded parts are open. Raises BuildError for a picture that is missing.
    """
    sections = [_section(page, pages, site) for page in pages]
    body = _title_page(publication) + _contents(pages, sections) + "".join(map(str, sections))
    heads = [(identifier(page.path), page.title) for page in pages]
    return _document(publication.title, publication, body, heads)


def leaflet(page: Page, publication: Publication, site: Path) -> str:
    """HTML document of one page, without title page and contents: the form of the brief."""
    section = _section(page, [page], site, shift=0)
    heading = section.find("h1")
    if isinstance(heading, Tag):
        heading.insert_after(BeautifulSoup(_imprint(publication), "html.parser"))
    title = f"{page.title}: {publication.title}"
    body = f'<main class="leaflet">{section}</main>'
    return _document(title, publication, body, [(identifier(page.path), page.title)])


def identifier(path: str, fragment: str = "") -> str:
    """Id in the article of a page, or of a place on it."""
    name = re.sub(r"\W+", "-", path.removesuffix(".html"))
    return f"{name}--{fragment}" if fragment else name


def _document(title: str, publication: Publication, body: str, heads: list) -> str:
    style = files("helpers.exporting").joinpath("paper.css").read_text(encoding="utf-8")
    running = "".join(_running_head(name, head, publication.title) for name, head in heads)
    metadata = {
        "author": publication.author,
        "dcterms.issued": publication.published,
        "description": subtitle(publication),
    }
    tags = "".join(
        f'<meta name="{name}" content="{escape(value)}">' for name, value in metadata.items()
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language(publication)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{tags}<style>{style}{running}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def language(publication: Publication) -> str:
    """Language of the report: English is British English, which spelling checkers ask."""
    return "en-GB" if publication.language == "en" else publication.language


def _running_head(name: str, head: str, title: str) -> str:
    """Rules that set the report's title and the page's above each sheet of a section."""
    return (
        f"#{name} {{ page: {name}; }}\n@page {name} {{ @top-left {{ content: {_quoted(title)}; }} "
        f"@top-right {{ content: {_quoted(head)}; }} }}\n"
    )


def _quoted(words: str) -> str:
    """String of a style sheet; nothing in it can end the string or the style element."""
    safe = re.sub(r'["\\<>&\n]', lambda match: f"\\{ord(match[0]):x} ", words)
    return f'"{safe}"'


def subtitle(publication: Publication) -> str:
    return f"Academic year {publication.academic_year}"


def _title_page(publication: Publication) -> str:
    return (
        f'<header class="title-page"><h1>{escape(publication.title)}</h1>'
        f'<p class="subtitle">{escape(subtitle(publication))}</p>{_imprint(publication)}</header>'
    )


def _imprint(publication: Publication) -> str:
    """Authors, version and day; then the notice where the answers are no teacher's."""
    lines = [publication.author, version_line(publication)]
    paragraphs = "".join(f'<p class="imprint">{escape(line)}</p>' for line in lines)
    if not publication.notice:
        return paragraphs
    return (
        f'{paragraphs}<div class="notice"><p><strong>{publication.heading}.</strong> '
        f"{escape(publication.notice)}</p></div>"
    )


def version_line(publication: Publication) -> str:
    if not publication.published:
        return "Draft, not published"
    published = day(date.fromisoformat(publication.published))
    return f"Version {publication.version}, published {published}"


def _contents(pages: list[Page], sections: list[Tag]) -> str:
    """List of the pages under their parts, each with its sections; `pdf` adds the numbers."""
    entries, part = [], ""
    for page, section in zip(pages, sections, strict=True):
        if page.part != part:
            part = page.part
            entries.append(f'<li class="part">{escape(part)}</li>' if part else "")
        inner = [
            _entry(str(heading.parent["id"]), text(heading))
            for heading in section.find_all("h3")
            if page is not pages[0] and heading.parent and heading.parent.get("id")
        ]
        entries.append(_entry(identifier(page.path), page.title, "".join(inner)))
    return (
        '<nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2>'
        f"<ul>{''.join(entries)}</ul></nav>"
    )


def _entry(name: str, title: str, inner: str = "") -> str:
    nested = f"<ul>{inner}</ul>" if inner else ""
    return (
        f'<li><a href="#{name}"><span class="entry">{escape(title)}</span>'
        f'<span class="number"></span></a>{nested}</li>'
    )


def _section(page: Page, pages: list[Page], site: Path, shift: int = 1) -> Tag:
    section = copy(page.article)
    section.name, section.attrs = "section", {"class": "page"}
    _unwrap_folds(section)
    _tidy_tables(section)
    _tidy_figures(section)
    embed(section, page.path, site)
    _relink(section, page, {entry.path: entry for entry in pages})
    for heading in section.find_all(HEADING):
        heading.name = f"h{min(int(heading.name[1]) + shift, 6)}"
    _flatten(section)
    section["id"] = identifier(page.path)
    return section


def _flatten(section: Tag) -> None:
    """Take away the boxes of cells, and that of the page, whose id its heading takes over."""
    for tag in section.select("div.cell, div.cell_output"):
        tag.unwrap()
    whole = section.find("section")
    heading = section.find(HEADING)
    if isinstance(whole, Tag) and isinstance(heading, Tag) and heading.parent is whole:
        heading["id"] = whole["id"]
        whole.unwrap()


def _relink(section: Tag, page: Page, pages: dict[str, Page]) -> None:
    """Make ids those of the article, and links between pages links within it."""
    for tag in section.find_all(id=True):
        tag["id"] = identifier(page.path, str(tag["id"]))
    for name in REFERENCES:
        for tag in section.find_all(attrs={name: True}):
            names = " ".join(tag.get_attribute_list(name)).split()
            tag[name] = " ".join(identifier(page.path, each) for each in names)
    for link in section.find_all("a", href=True):
        path, fragment = resolve(page.path, str(link["href"]))
        if path in pages:
            known = fragment and pages[path].article.find(id=fragment)
            link["href"] = "#" + identifier(path, fragment if known else "")
        elif path:  # a picture's own file, or a page that the document leaves out
            link.unwrap()


def _unwrap_folds(section: Tag) -> None:
    """Folded parts become open ones: their summary is a line above what they hold."""
    for fold in section.find_all("details"):
        fold.name, fold.attrs = "div", {"class": "unfolded"}
        summary = fold.find("summary")
        if isinstance(summary, Tag):
            caption = fold.find("caption")
            if isinstance(caption, Tag) and text(caption) == text(summary):
                summary.decompose()
                continue
            summary.name, summary.attrs = "p", {"class": "unfolded-title"}
            summary.string = text(summary)


def _tidy_tables(section: Tag) -> None:
    for table in section.find_all("table"):
        rows = table.find_all("tr")
        width = max(len(row.find_all(["td", "th"])) for row in rows)
        table["class"] = ["wide"] * (width >= WIDE) + ["short"] * (len(rows) <= SHORT)
        if table.parent and table.parent.name == "div" and not table.find_next_sibling(True):
            table.parent.unwrap()
        for cell in table.select("thead th:not([scope])"):
            cell["scope"] = "col"
        for paragraph in table.select("td > p:only-child, th > p:only-child"):
            paragraph.unwrap()


def _tidy_figures(section: Tag) -> None:
    """Figures are groups of a title and a picture; they read from the title down.

    A group, because the picture alone is what its text alternative stands for.
    """
    for figure in section.select("figure, div[role=figure]"):
        figure.name = "figure"
        figure["role"] = "group"
        figure.attrs.pop("aria-labelledby", None)
        if caption := figure.find("p", class_="caption-text", recursive=False):
            caption.wrap(BeautifulSoup("", "html.parser").new_tag("figcaption"))
        if caption := figure.find("figcaption", recursive=False):
            figure.insert(0, caption.extract())
