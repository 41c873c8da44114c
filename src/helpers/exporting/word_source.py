"""Word source: the article as pandoc is to read it, without what Word makes itself."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from helpers.exporting.raster import rasterise
from helpers.exporting.site_pages import text

# Paragraphs of the article that have a style of their own in Word.
STYLES = {
    ".notice": "Notice",
    ".admonition": "Notice",
    ".admonition-title": "Notice Title",
    ".unfolded-title": "Fold Title",
    "ul.figure-notes": "Figure Notes",
    "span.attribution": "Attribution",
}
ROOM = 104  # characters of small print that go across the paper
MARGINS = 2.5  # what a cell's margins take, in characters
LONGEST = 40  # characters of a cell beyond which a column gets no wider: it takes more lines


def word_source(html: str) -> str:
    """Article for pandoc: no title page and contents, pictures as PNG, notes as footnotes.

    Tables say how wide their columns are, since not every reader of Word files works that out.
    """
    document = BeautifulSoup(html, "html.parser")
    for tag in document.select("header.title-page, nav.contents, style, hr.footnotes"):
        tag.decompose()
    for picture in document.find_all("img"):
        picture["src"] = rasterise(str(picture["src"]))
    for notes in document.select("aside.footnote-list"):
        _endnotes(document, notes)
    for table in document.find_all("table"):
        _column_widths(document, table)
    for title in document.select(".admonition > .admonition-title"):
        title.parent.insert_before(title.extract())  # Word would put it into a box of its own
    for selector, style in STYLES.items():
        for tag in document.select(selector):
            _style(document, tag, style)
    return str(document)


def _endnotes(document: BeautifulSoup, notes: Tag) -> None:
    """Give the notes of a page the form that pandoc makes real footnotes of."""
    for note in notes.find_all("aside", class_="footnote"):
        for label in note.select("span.label, span.backrefs"):
            label.decompose()
        note.name, note.attrs = "li", {"id": note["id"]}
    notes.name, notes.attrs = "ol", {}
    notes.wrap(document.new_tag("section", role="doc-endnotes"))


def _column_widths(document: BeautifulSoup, table: Tag) -> None:
    """Share the width of the paper: first room for the longest word, then for the cell."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    needs = [MARGINS] * max(map(len, rows))
    wants = list(needs)
    for row in rows:
        for place, cell in enumerate(row):
            words = text(cell)
            needs[place] = max(needs[place], MARGINS + max(map(len, words.split()), default=1))
            wants[place] = max(wants[place], MARGINS + min(len(words), LONGEST))
    spare = max(0.0, ROOM - sum(needs)) / max(1.0, sum(wants) - sum(needs))
    widths = [
        need + min(1.0, spare) * max(0, want - need)
        for need, want in zip(needs, wants, strict=True)
    ]
    group = document.new_tag("colgroup")
    for width in widths:
        share = f"width:{100 * width / sum(widths):.2f}%"
        group.append(document.new_tag("col", style=share))
    caption = table.find("caption")
    if isinstance(caption, Tag):
        caption.insert_after(group)
    else:
        table.insert(0, group)


def _style(document: BeautifulSoup, tag: Tag, style: str) -> None:
    if tag.name == "ul":  # its entries become paragraphs
        tag.name = "div"
        for entry in tag.find_all("li"):
            entry.name = "p"
    elif tag.name == "p":
        tag.wrap(document.new_tag("div", attrs={"custom-style": style}))
        return
    tag["custom-style"] = style
