"""Word reference: the document whose styles, paper and running heads a Word file takes."""

from __future__ import annotations

import subprocess
from html import escape
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from helpers.exporting.archives import read_archive, write_archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIELD = '<w:fldSimple w:instr="{}"><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:fldSimple>'
# A4 with the margins of the PDF, in twentieths of a point; the title page has no running head.
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="running-head"/>'
    '<w:footerReference w:type="default" r:id="page-number"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1134" w:bottom="1247" '
    'w:left="1134" w:header="680" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def write_reference(path: Path, pandoc: str, title: str) -> None:
    """Write a Word file with the report's styles, made from the one that pandoc has."""
    command = [pandoc, "--print-default-data-file", "reference.docx"]
    given = subprocess.run(command, capture_output=True, check=True).stdout
    parts = read_archive(BytesIO(given))
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
    head = f"<w:r><w:t>{escape(title)}</w:t></w:r><w:r><w:tab/></w:r>"
    head += FIELD.format("STYLEREF &quot;heading 1&quot;", "")
    parts["word/header1.xml"] = _running("hdr", "Header", head)
    parts["word/footer1.xml"] = _running("ftr", "Footer", FIELD.format("PAGE", "1"))
    _declare(parts, "header", "running-head")
    _declare(parts, "footer", "page-number")
    document = parts["word/document.xml"].decode("utf-8")
    body, _, rest = document.partition("<w:sectPr>")
    end = rest.partition("</w:sectPr>")[2]
    parts["word/document.xml"] = f"{body}{SECTION}{end}".encode()
    write_archive(path, parts)


def _styles(given: bytes) -> bytes:
    ElementTree.register_namespace("w", W)
    styles = ElementTree.fromstring(given)
    ours = files("helpers.exporting").joinpath("word_styles.xml").read_bytes()
    for style in ElementTree.fromstring(ours):
        old = _same(styles, style)
        if old is not None:
            place = list(styles).index(old)
            styles.remove(old)
            styles.insert(place, style)
        else:
            styles.append(style)
    for style in styles:  # pandoc's styles of characters name a partner that ours do not know
        for link in style.findall(f"{{{W}}}link"):
            style.remove(link)
    return ElementTree.tostring(styles, encoding="UTF-8", xml_declaration=True)


def _same(styles: ElementTree.Element, style: ElementTree.Element) -> ElementTree.Element | None:
    key = f"{{{W}}}styleId"
    same = (old for old in styles if old.tag == style.tag and old.get(key) == style.get(key))
    return next(same, None)


def _running(tag: str, style: str, content: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} xmlns:w="{W}"><w:p><w:pPr>'
        f'<w:pStyle w:val="{style}"/></w:pPr>{content}</w:p></w:{tag}>'
    ).encode()


def _declare(parts: dict[str, bytes], kind: str, name: str) -> None:
    """Enter a running head or foot where the package lists its parts."""
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    entry = f'<Override PartName="/word/{kind}1.xml" ContentType="{KINDS}.{kind}+xml"/></Types>'
    parts[types] = parts[types].replace(b"</Types>", entry.encode())
    entry = (
        f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{kind}1.xml"/></Relationships>'
    )
    parts[relations] = parts[relations].replace(b"</Relationships>", entry.encode())
