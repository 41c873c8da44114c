"""Named makers: whom a document names as its author, editor, company or commentator."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

PROPERTIES = re.compile(
    r"<(?:[\w-]+:)?(creator|initial-creator|lastModifiedBy|printed-by|Company|Manager|author)\b[^>/]*>"
    r"([^<]+)</"
)
REMARKS = re.compile(r"""\b(?:w:author|displayName|w15:author)="([^"]+)\"""")
PART = re.compile(
    r"docProps/.*\.xml|meta\.xml|content\.xml|.*(?:comments|persons?|people)[^/]*\.xml"
)
WRITTEN = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
META = re.compile(
    r"""<meta\b[^>]*\bname=["']?(?:author|creator)["']?[^>]*\bcontent=["']([^"']+)""", re.IGNORECASE
)
ARCHIVES = {".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".ods", ".odt"}
PAGES = {".html", ".htm", ".xhtml"}
# What programs put there of themselves.
PROGRAMS = frozenset({"openpyxl", "xlsxwriter", "python-docx", "pandoc", "un-named", "microsoft"})


def makers(name: str, data: bytes) -> list[tuple[str, str]]:
    """Where a document names somebody, such as "creator", and the name; each pair once.

    A file that cannot be read names nobody, and so does one of another kind.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in ARCHIVES:
        found = _of_archive(data)
    elif suffix == ".pdf":
        found = _of_pdf(data)
    elif suffix in PAGES:
        found = (("author", name) for name in META.findall(data.decode("utf-8", "replace")))
    else:
        return []
    pairs = ((where, " ".join(html.unescape(name).split())) for where, name in found)
    return list(
        dict.fromkeys(pair for pair in pairs if pair[1] and pair[1].casefold() not in PROGRAMS)
    )


def _of_archive(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                if PART.fullmatch(name) or WRITTEN.fullmatch(name):
                    text = parts.read(name).decode("utf-8", "replace")
                    yield from ((f"remark in {name}", author) for author in REMARKS.findall(text))
                    yield from PROPERTIES.findall(text) if PART.fullmatch(name) else ()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return


def _of_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    # Imported here: most reports are checked without a PDF beside them.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        about = dict(reader.metadata or {})
        described = reader.root_object.get("/Metadata")
        described = described.get_object().get_data() if described is not None else b""
    except (PyPdfError, OSError, ValueError, KeyError):
        return
    for key in ("/Author", "/Company", "/Manager"):
        yield from ((key[1:], str(about[key])) for _ in "1" if key in about)
    text = described.decode("utf-8", "replace")
    for where, inner in re.findall(r"<dc:(creator)>(.*?)</dc:creator>", text, re.DOTALL):
        yield where, re.sub(r"<[^>]*>", " ", inner)
