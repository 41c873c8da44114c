"""File parts: every text in a file that is published, whatever its format, and where it stands.

Web pages with their attributes and comments, drawings, the notes in pictures, workbooks with
hidden sheets and names, Word files with remarks and properties, PDFs with metadata and embedded
files, notebooks, pickles, archives, and files within any of them.
"""

from __future__ import annotations

import base64
import codecs
import html
import io
import json
import pickletools
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

PAGES = {".html", ".htm", ".xhtml", ".svg", ".xml", ".rels"}
BOOKS = {".xlsx", ".xlsm", ".ods", ".xls"}
ARCHIVES = {".zip", ".docx", ".docm", ".pptx", ".odt", ".odp", *BOOKS} - {".xls"}
PICKLES = {".pickle", ".pkl", ".doctree"}
FONTS = {".woff", ".woff2", ".ttf", ".otf", ".eot"}
PICTURES = {".jpg", ".jpeg", ".gif", ".webp", ".ico"}
DEEPEST = 4  # files in files
BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LARGEST = 200_000_000  # bytes of a part of an archive
TAG = re.compile(r"<[^>]*>")
END_OF_LINE = re.compile(r"</(?:w:p|w:tr|text:p|table:table-row|si|row|tr|p|li|h\d|div|a:p)>")
SPACED = re.compile(r"</?w:(?:tab|br|cr|tc|txbxContent)\b")
EMBEDDED = re.compile(r"data:([\w/+.-]*);base64,([A-Za-z0-9+/=]{16,})")
SUFFIXES = {
    "image/svg+xml": ".svg", "image/png": ".png", "text/html": ".html", "application/pdf": ".pdf",
}  # fmt: skip
INVENTORY = b"# The remainder of this file is compressed using zlib.\n"
ENDS = 65536  # bytes of a picture that are looked at on either side
READABLE = re.compile(rb"[\x20-\x7e]{6,}")


@dataclass(frozen=True)
class Part:
    """A text in a file: `where` is "" for its main text, or such as "comments" or "sheet X"."""

    where: str
    text: str


@dataclass(frozen=True)
class Inner:
    """A file in a file, with its name."""

    name: str
    data: bytes


def parts(name: str, data: bytes) -> Iterator[Part | Inner]:
    """Every text of a file, and before its texts each file in it, files in files too."""
    yield from _parts(name, data, "", DEEPEST)


def _parts(name: str, data: bytes, within: str, depth: int) -> Iterator[Part | Inner]:
    for part in _of(PurePosixPath(name).suffix.lower(), data):
        if isinstance(part, Inner) and part.data and depth:
            place = f"{within}{part.name}"
            yield Inner(place, part.data)
            yield from _parts(part.name, part.data, f"{place}: ", depth - 1)
        elif isinstance(part, Part) and part.text:
            yield Part(f"{within}{part.where}".removesuffix(": "), part.text)


def _of(suffix: str, data: bytes) -> Iterator[Part | Inner]:
    if suffix in PAGES:
        yield from _of_markup(_decoded(data))
    elif data.startswith(b"PK\x03\x04") or suffix in ARCHIVES:
        yield from _of_archive(data, suffix)
    elif data.startswith(b"%PDF"):
        yield from _of_pdf(data)
    elif data.startswith(b"\x89PNG"):
        yield from _of_png(data)
    elif suffix in PICKLES:
        yield Part("", _of_pickle(data))
    elif suffix == ".ipynb":
        yield from _of_notebook(_decoded(data))
    elif suffix in FONTS:
        return
    elif INVENTORY in data[:400]:
        packed = data[data.index(INVENTORY) + len(INVENTORY) :]
        yield Part("", _inflated(packed).decode("utf-8", "replace"))
    elif suffix in PICTURES or b"\0" in data[:4096] and data[:2] not in BOMS:
        yield from _of_binary(data, suffix)
    else:
        yield from _without_embedded(_decoded(data))


def _decoded(data: bytes) -> str:
    if data[:2] in BOMS:
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def _without_embedded(text: str) -> Iterator[Part | Inner]:
    """A text, and apart from it the files that it holds as addresses of data."""
    for number, (kind, letters) in enumerate(EMBEDDED.findall(text), 1):
        try:
            data = base64.b64decode(letters)
        except ValueError:
            continue
        yield Inner(f"embedded file {number}{SUFFIXES.get(kind, '')}", data)
    yield Part("", EMBEDDED.sub(" ", text))


def _of_markup(text: str) -> Iterator[Part | Inner]:
    for part in _without_embedded(text):
        if isinstance(part, Inner):
            yield part
            continue
        # What a comment holds behind its first > stands in the text and is searched there.
        yield Part("", html.unescape(TAG.sub(_gap, part.text)))
        tags = dict.fromkeys(tag for tag in TAG.findall(part.text) if "=" in tag or tag[1] == "!")
        yield Part("attributes and comments", html.unescape("\n".join(tags)))


def _gap(tag: re.Match) -> str:
    """What stands for a tag: nothing within a word of Word's, else a space or a line's end."""
    if END_OF_LINE.match(tag[0]):
        return "\n"
    # Word keeps a word in as many pieces as it has looks and remarks.
    inside = tag[0].startswith(("<w:", "</w:")) and not SPACED.match(tag[0])
    return "" if inside else " "


def _of_archive(data: bytes, suffix: str) -> Iterator[Part | Inner]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.comment:
                yield Part("comment", archive.comment.decode("utf-8", "replace"))
            for entry in archive.infolist():
                if not entry.is_dir() and entry.file_size < LARGEST:
                    yield Inner(entry.filename, archive.read(entry))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        yield from _of_binary(data, suffix)
        return
    if suffix in BOOKS:
        yield from _of_workbook(data)


def _of_workbook(data: bytes) -> Iterator[Part]:
    """Rows of every sheet, hidden ones too: a workbook keeps its texts apart from its rows."""
    # Imported here: most searches have no workbook that is new.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
            yield Part(f"sheet {name}", "\n".join("\t".join(map(str, row)) for row in rows))
    except (CalamineError, OSError, ValueError):
        return


def _of_pdf(data: bytes) -> Iterator[Part | Inner]:
    from helpers.checking.pdf_text import Pdf

    try:
        pdf = Pdf(data)
    except ValueError:
        yield from _of_binary(data, ".pdf")
        return
    yield from (Inner(name, inner) for name, inner in pdf.embedded())
    yield from (Part(where, text) for where, text in pdf.texts())


def _of_png(data: bytes) -> Iterator[Part]:
    """Notes of a picture: texts, plain and compressed, and what its camera or program wrote."""
    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + size]
        key, _, rest = chunk.partition(b"\0")
        if kind == b"tEXt":
            yield Part("note", f"{_latin(key)} {_latin(rest)}")
        elif kind == b"zTXt":
            yield Part("note", f"{_latin(key)} {_latin(_inflated(rest[1:]))}")
        elif kind == b"iTXt":
            text = rest[2:].split(b"\0", 2)[-1]
            text = _inflated(text) if rest[:1] == b"\1" else text
            yield Part("note", f"{_latin(key)} {text.decode('utf-8', 'replace')}")
        elif kind == b"eXIf":
            yield Part("note", "\n".join(map(_latin, READABLE.findall(chunk))))
        at += 12 + size


def _of_pickle(data: bytes) -> str:
    """Texts and numbers of a pickle in their order; nothing of it is run."""
    found = []
    try:
        for _, value, _ in pickletools.genops(data):
            if isinstance(value, str | int | float):
                found.append(str(value))
    except ValueError:
        found += map(_latin, READABLE.findall(data))
    return "\n".join(found)


def _of_notebook(text: str) -> Iterator[Part | Inner]:
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError):
        yield Part("", text)
        return
    for number, cell in enumerate(cells, 1):
        yield Part(f"cell {number}", "".join(cell.get("source", "")))
        for output in cell.get("outputs", []):
            shown = {**output.get("data", {}), "text": output.get("text", "")}
            for kind, value in shown.items():
                said = "".join(value) if isinstance(value, list) else str(value)
                where = f"output of cell {number}"
                if kind == "image/png":
                    yield Inner(f"{where}.png", base64.b64decode(said))
                else:
                    yield Part(where, html.unescape(TAG.sub(" ", said)))


def _of_binary(data: bytes, suffix: str) -> Iterator[Part]:
    # The dots of a picture make words by chance; its notes stand at its beginning or end.
    is_long = suffix in PICTURES and len(data) > 2 * ENDS
    shown = data[:ENDS] + data[-ENDS:] if is_long else data
    yield Part("", "\n".join(map(_latin, READABLE.findall(shown))))


def _latin(data: bytes) -> str:
    return data.decode("latin-1")


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""
