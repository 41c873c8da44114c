"""PDF text: what the pages of a PDF say, read in the order in which they are drawn.

Made for search and not for reading: it knows no columns and no lines, and takes a twentieth of
the time that laying out a page takes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

FONT = re.compile(rb"/([\w.+-]+)\s+[\d.]+\s+Tf")
DRAWN = re.compile(rb"/([\w.+-]+)\s+Do\b")
SIGNS = re.compile(rb"<([0-9A-Fa-f\s]*)>|\b(?:ET|Tm|T\*)")
EITHER = re.compile(rb"<([0-9A-Fa-f\s]*)>|\(((?:[^()\\]|\\.)*)\)|\b(?:ET|Tm|T\*)", re.DOTALL)
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])")
DEEPEST = 5  # drawings in drawings


class Pdf:
    """A PDF's bytes; raises ValueError where they are none that can be read."""

    def __init__(self, data: bytes):
        # Imported here: most searches have no PDF that is new.
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

        try:
            self.reader = PdfReader(io.BytesIO(data))
            self.pages = list(self.reader.pages)
        except (PyPdfError, OSError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(str(error)) from None
        self._fonts: dict[int, tuple[int, dict[int, str]]] = {}

    def texts(self) -> Iterator[tuple[str, str]]:
        """Where something is said, such as "page 3" or "metadata", and what."""
        yield "metadata", "\n".join(f"{k} {v}" for k, v in (self.reader.metadata or {}).items())
        described = self.reader.root_object.get("/Metadata")
        if described is not None:
            yield "metadata", described.get_object().get_data().decode("utf-8", "replace")
        for number, page in enumerate(self.pages, 1):
            yield f"page {number}", self._of_page(page)
            for note in page.get("/Annots") or ():
                said = note.get_object().get("/Contents")
                yield from ((f"note on page {number}", str(s)) for s in [said] if s)

    def embedded(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each file that the PDF carries."""
        for name, versions in self.reader.attachments.items():
            yield from ((name, data) for data in versions)

    def _of_page(self, page: Any) -> str:
        content = page.get_contents()
        data = content.get_data() if content is not None else b""
        return "".join(self._said(data, page.get("/Resources"), 0))

    def _said(self, data: bytes, resources: Any, depth: int) -> Iterator[str]:
        resources = resources.get_object() if resources is not None else {}
        fonts = _entry(resources, "/Font")
        before, *parts = FONT.split(data)
        yield from _letters_of(before, 1, {})
        for name, part in zip(parts[::2], parts[1::2], strict=True):
            yield from _letters_of(part, *self._font(fonts.get(f"/{name.decode('latin-1')}")))
        for name in DRAWN.findall(data) if depth < DEEPEST else ():
            yield from self._drawing(resources, f"/{name.decode('latin-1')}", depth)

    def _drawing(self, resources: Any, name: str, depth: int) -> Iterator[str]:
        drawing = _entry(resources, "/XObject").get(name)
        drawing = drawing.get_object() if drawing is not None else {}
        if drawing.get("/Subtype") == "/Form":
            yield from self._said(drawing.get_data(), drawing.get("/Resources"), depth + 1)

    def _font(self, reference: Any) -> tuple[int, dict[int, str]]:
        """How many bytes a letter of a font has, and what each stands for."""
        if reference is None:
            return 1, {}
        font = reference.get_object()
        if id(font) not in self._fonts:
            mapping = font.get("/ToUnicode")
            meant = _meant(mapping.get_object().get_data()) if mapping is not None else {}
            self._fonts[id(font)] = (2 if font.get("/Subtype") == "/Type0" else 1, meant)
        return self._fonts[id(font)]


def _entry(resources: Any, name: str) -> Any:
    found = resources.get(name, {})
    return found.get_object() if hasattr(found, "get_object") else found


def _letters_of(part: bytes, width: int, meant: dict[int, str]) -> Iterator[str]:
    """What is drawn in one font; a space where a piece of text ends."""
    if b"(" not in part and width == 2:
        # The usual case, of which a page has thousands: one sign at a time.
        signs = [sign.upper() for sign in SIGNS.findall(part)]
        if all(len(sign) in (0, 4) for sign in signs):
            yield "".join([meant.get(int(sign, 16), "") if sign else " " for sign in signs])
            return
    for digits, text in EITHER.findall(part):
        codes = bytes.fromhex(digits.decode("latin-1")) if digits else _unescaped(text)
        pieces = [codes[at : at + width] for at in range(0, len(codes), width)]
        if meant:
            yield "".join([meant.get(int.from_bytes(piece, "big"), "") for piece in pieces])
        else:
            yield codes.decode("latin-1")
        yield "" if digits or text else " "


def _meant(mapping: bytes) -> dict[int, str]:
    """Letters by code, of a font's table of what its signs stand for."""
    meant: dict[int, str] = {}
    for kind, block in BLOCK.findall(mapping):
        if kind == b"bfchar":
            found = HEX.findall(block)
            pairs = zip(found[::2], found[1::2], strict=False)
            meant |= {int(code, 16): _letters(text) for code, text in pairs}
            continue
        for first, last, text, several in RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if several:
                meant |= dict(zip(codes, map(_letters, HEX.findall(several)), strict=False))
            else:
                start = _letters(text)
                meant |= {
                    c: start[:-1] + chr(ord(start[-1]) + c - codes[0]) for c in codes if start
                }
    return meant


def _letters(digits: bytes) -> str:
    text = re.sub(rb"\s", b"", digits)
    return bytes.fromhex(text.decode("latin-1").zfill(4)).decode("utf-16-be", "replace")


def _unescaped(text: bytes) -> bytes:
    octal = re.sub(rb"\\([0-7]{1,3})", lambda m: bytes([int(m[1], 8) & 255]), text)
    return re.sub(rb"\\(.)", rb"\1", octal, flags=re.DOTALL)
