"""Imprint: what a printed PDF says of itself, and the outline that its reader navigates by."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import zip_longest

from bs4 import BeautifulSoup
from pypdf import PdfWriter
from pypdf.generic import (
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from helpers.errors import BuildError
from helpers.exporting.site_pages import text

VERSION = "%PDF-1.7"
NODE = re.compile(rb"\(node\d{8}\)")


def finish(printed: bytes, document: BeautifulSoup) -> bytes:
    """The printed PDF with the title, author, subject and day of its HTML document.

    Nothing else of it changes with the day or the machine. Raises BuildError where the tags,
    the language or the outline of the print are missing.
    """
    writer = PdfWriter(clone_from=BytesIO(printed))
    root = writer.root_object
    for needed in ("/StructTreeRoot", "/Lang", "/Outlines"):
        if needed not in root:
            raise BuildError(
                f"the PDF has no {needed[1:]}: this Chromium is too old to tag documents"
            )
    _mend_outline(root["/Outlines"].get_object(), document)
    writer.metadata = None
    writer.add_metadata(_metadata(document))
    writer.pdf_header = VERSION
    target = BytesIO()
    writer.write(target)
    return _renumbered(target.getvalue())


def _renumbered(document: bytes) -> bytes:
    """The same document with its structure's ids counted from one.

    Chromium counts on from whatever it has shown before, so the ids differ from run to run.
    Their order, which the tree of ids is sorted by, and their length stay.
    """
    found = sorted(set(NODE.findall(document)))
    numbers = {name: b"(node%08d)" % place for place, name in enumerate(found, start=1)}
    return NODE.sub(lambda match: numbers[match[0]], document)


def _metadata(document: BeautifulSoup) -> dict[str, str]:
    named = {str(tag["name"]): str(tag.get("content", "")) for tag in document.select("meta[name]")}
    title = text(document.title) if document.title else ""
    found = {"/Title": title, "/Author": named.get("author", "")}
    found["/Subject"] = named.get("description", "")
    if day := named.get("dcterms.issued"):
        stamp = f"D:{date.fromisoformat(day):%Y%m%d}000000Z"
        found |= {"/CreationDate": stamp, "/ModDate": stamp}
    return {key: value for key, value in found.items() if value}


def _mend_outline(outline: DictionaryObject, document: BeautifulSoup) -> None:
    """Give the outline the headings' own words, with the chapters at its top.

    Chromium drops the space where a heading breaks into two lines, and puts all chapters
    under the title of the report.
    """
    items = list(_items(outline))
    headings = document.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
    for item, heading in zip_longest(items, headings):
        squeezed = "".join(str(item["/Title"]).split()) if item else ""
        if heading is None or squeezed != "".join(text(heading).split()):
            raise BuildError(f"the PDF's outline has {squeezed!r} where the page has {heading}")
        item[NameObject("/Title")] = TextStringObject(text(heading))
    first = outline["/First"].get_object()
    if "/First" in first and "/Next" not in first:
        _lift(outline, first)


def _items(node: DictionaryObject):
    child = node.get("/First")
    while child is not None:
        item = child.get_object()
        yield item
        yield from _items(item)
        child = item.get("/Next")


def _lift(outline: DictionaryObject, title: DictionaryObject) -> None:
    """Put the items below the title beside it, closed, so that the chapters fit a screen."""
    own = outline.raw_get("/First")
    chapter = title.raw_get("/First")
    title[NameObject("/Next")] = chapter
    chapter.get_object()[NameObject("/Prev")] = own
    outline[NameObject("/Last")] = title.raw_get("/Last")
    count = 1
    while chapter is not None:
        item = chapter.get_object()
        item[NameObject("/Parent")] = title.raw_get("/Parent")
        if "/First" in item:
            item[NameObject("/Count")] = NumberObject(-sum(1 for _ in _items(item)))
        count += 1
        chapter = item.raw_get("/Next") if "/Next" in item else None
    outline[NameObject("/Count")] = NumberObject(count)
    for key in ("/First", "/Last", "/Count"):
        title.pop(NameObject(key), None)
