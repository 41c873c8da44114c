"""Word finish: what pandoc leaves open in a Word file: contents, table text, dates."""

from __future__ import annotations

import re
from html import escape
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from helpers.exporting.archives import read_archive, write_archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MANY = 7  # columns from which the text of a table is smaller
LEVELS = {"Heading1": "TOC1", "Heading2": "TOC2"}
STAMP = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def finish(docx: bytes, path: Path, published: str, row_headers: list[bool]) -> None:
    """Write the Word file that pandoc made with its contents filled in and its day fixed.

    `published` is an ISO day, or "" for a draft, which then has none; `row_headers` says for
    each table whether the first cell of a row is the header of it.
    """
    parts = read_archive(BytesIO(docx))
    document = _parse(parts["word/document.xml"])
    for table, headed in zip(document.iter(_w("tbl")), row_headers, strict=True):
        _finish_table(table, headed)
    for number, picture in enumerate(document.iter(f"{{{WP}}}docPr"), start=1):
        picture.set("name", f"Picture {number}")
    for picture in document.iter(f"{{{PIC}}}cNvPr"):
        picture.set("descr", "")  # pandoc puts the address of the picture there
    _space_after_tables(document)
    _insert_contents(document)
    parts["word/document.xml"] = ElementTree.tostring(
        document, encoding="UTF-8", xml_declaration=True
    )
    parts["docProps/core.xml"] = STAMP.sub(
        lambda match: _stamp(match[1].decode(), published), parts["docProps/core.xml"]
    )
    write_archive(path, parts)


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _parse(xml: bytes) -> Element:
    """Document whose namespaces keep their prefixes when it is written again."""
    for _, (prefix, address) in ElementTree.iterparse(BytesIO(xml), events=["start-ns"]):
        ElementTree.register_namespace(prefix, address)
    return ElementTree.fromstring(xml)


def _stamp(kind: str, published: str) -> bytes:
    if not published:
        return b""
    opening = f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">'
    return f"{opening}{published}T00:00:00Z</dcterms:{kind}>".encode()


def _finish_table(table: Element, headed: bool) -> None:
    """Give cells the style of table text, keep rows whole, and mark headers of rows."""
    many = len(table.findall(f"{_w('tblGrid')}/{_w('gridCol')}")) >= MANY
    for style in table.iter(_w("pStyle")):
        style.set(_w("val"), "TableTextSmall" if many else "TableText")
    for paragraph in table.iter(_w("p")):
        if paragraph.find(f"{_w('pPr')}/{_w('pStyle')}") is None:
            paragraph.insert(0, _element("<w:pPr><w:pStyle w:val='TableText'/></w:pPr>"))
    for row in table.iter(_w("tr")):
        properties = row.find(_w("trPr"))
        if properties is None:
            properties = Element(_w("trPr"))
            row.insert(0, properties)
        properties.insert(0, Element(_w("cantSplit")))
    look = table.find(f"{_w('tblPr')}/{_w('tblLook')}")
    if look is not None and headed:
        look.set(_w("firstColumn"), "1")
        look.set(_w("val"), "00A0")


def _space_after_tables(document: Element) -> None:
    """A table has no space of its own, so what follows it gets some."""
    for parent in document.iter():
        children = list(parent)
        for table, after in zip(children, children[1:], strict=False):
            if table.tag == _w("tbl") and after.tag == _w("p"):
                properties = after.find(_w("pPr"))
                if properties is not None and properties.find(_w("spacing")) is None:
                    properties.append(_element('<w:spacing w:before="180"/>'))


def _insert_contents(document: Element) -> None:
    """Put a table of contents before the first heading, filled in but for its page numbers.

    Word offers to put these in when it opens the file; other programs show the entries.
    """
    body = document.find(_w("body"))
    assert body is not None
    entries, name, place = [], "", None
    for number, child in enumerate(body):
        if child.tag == _w("bookmarkStart"):
            name = child.get(_w("name"), "")
        style = child.find(f"{_w('pPr')}/{_w('pStyle')}")
        level = LEVELS.get(style.get(_w("val"), "")) if style is not None else None
        if level:
            place = number if place is None else place
            words = "".join(piece.text or "" for piece in child.iter(_w("t")))
            entries.append(_entry(level, name, words))
    if place is not None and len(entries) > 1:
        body.insert(_before_bookmarks(body, place), _contents(entries))


def _before_bookmarks(body: Element, place: int) -> int:
    while place and body[place - 1].tag == _w("bookmarkStart"):
        place -= 1
    return place


def _entry(level: str, bookmark: str, words: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{level}"/></w:pPr>{{start}}'
        f'<w:hyperlink w:anchor="{escape(bookmark)}" w:history="1">'
        f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:hyperlink>{{end}}</w:p>'
    )


def _contents(entries: list[str]) -> Element:
    field = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'
    start = (
        field.format("begin", ' w:dirty="true"')
        + r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r>'
        + field.format("separate", "")
    )
    lines = [
        line.replace("{start}", start if number == 0 else "", 1)
        for number, line in enumerate(entries)
    ]
    end = field.format("end", "")
    body = "".join(
        line[: -len("{end}</w:p>")] + (end if number == len(lines) - 1 else "") + "</w:p>"
        for number, line in enumerate(lines)
    )
    return _element(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:pPr>"
        f"<w:pStyle w:val='TOCHeading'/></w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>{body}"
        "</w:sdtContent></w:sdt>"
    )


def _element(xml: str) -> Element:
    head, rest = re.split(r"(?=[ />])", xml, maxsplit=1)
    return ElementTree.fromstring(f'{head} xmlns:w="{W}"{rest}')
