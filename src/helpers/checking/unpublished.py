"""Unpublished: files, paths and marks that have no place in an edition, whatever they say."""

from __future__ import annotations

import getpass
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from helpers.checking.file_parts import BOOKS, Part

# Files of answers, of work, and of a notebook's memory.
NEVER = {
    ".sav", ".zsav", ".por", ".dta", ".sas7bdat", ".xpt", ".parquet", ".feather", ".arrow", ".rds",
    ".rdata", ".pickle", ".pkl", ".doctree", ".npy", ".npz", ".h5", ".sqlite", ".db", ".py", ".pyc",
    ".ipynb", ".log", ".bak", ".tmp", ".orig",
}  # fmt: skip
STARTS = {b"$FL2": "an SPSS file", b"$FL3": "an SPSS file", b"PAR1": "a Parquet file"}
PATHS = re.compile(
    r"(?<![\w./-])(?:/home/|/Users/|/root/|/tmp/|/var/folders/|/private/(?:tmp|var)/)[\w.-]+|"
    r"\b[A-Za-z]:\\+(?:Users|Documents and Settings)\\+[\w. -]+|\bfile:///[\w%./:-]+"
)
BEGINNINGS = ("/home/", "/Users/", "/root/", "/tmp/", "/var/", ":\\", "file:/")  # one is in each
MARKS = 60  # marks alike that no drawing of groups has
LEAST_MARKS = 20  # of a drawing with as many as a survey has respondents
USED = re.compile(r"""<use\b[^>]*href=["']#(?!DejaVu)([\w-]+)""")
DRAWN = re.compile(r"<(circle|ellipse|rect|polygon)\b")
GROUP = re.compile(r"<g\b[^>]*>")
HIDDEN_SHEET = re.compile(r"""<sheet\b[^>]*?name="([^"]*)"[^>]*?state="(?:hidden|veryHidden)\"""")
HIDDEN_ROWS = re.compile(r"""<(row|col)\b[^>]*\bhidden="(?:1|true)\"""")
HIDDEN_NAME = re.compile(r"""<definedName\b[^>]*hidden="(?:1|true)"[^>]*>""")
HIDDEN_ODS = re.compile(r"""table:display="false"|table:visibility="(?:collapse|filter)\"""")
# Addresses of cells are no identifiers of respondents, nor are classes of colours.
CELLS = re.compile(r"""\b(?:r|ref|sqref|spans|location|activeCell)="[^"]*\"""")
CLASSES = re.compile(r"\[class[^\]]*\]")
LEAST_USER = 4  # letters of a user's name that is no ordinary word


class Machine:
    """The machine that a book is built on, as it could show in what is published."""

    def __init__(self, root: Path):
        folders = {str(root.resolve()), str(root), str(Path.home())}
        self.names = sorted(name for name in folders if name.count("/") > 1 or "\\" in name)
        try:
            user = getpass.getuser()
        except (KeyError, OSError):
            user = ""
        known = len(user) >= LEAST_USER and user not in ("root", "user", "runner")
        self._user = re.compile(rf"[/\\]{re.escape(user)}[/\\]") if known else None

    def found(self, text: str) -> list[str]:
        """Paths in a text that tell of the machine, each once."""
        # A search for words is much faster than one for the pattern, and most texts have none.
        likely = any(beginning in text for beginning in BEGINNINGS)
        found = [match[0] for match in PATHS.finditer(text)] if likely else []
        found += [name for name in self.names if name in text]
        told = [f'the path "{path}"' for path in dict.fromkeys(found)]
        return told + ["the name of a user"] * bool(self._user and self._user.search(text))


def wrong_kind(name: str, data: bytes) -> str:
    """What kind of file a file is that is never published; "" for any other."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in NEVER:
        return f"a file of the kind {suffix}"
    return next((kind for start, kind in STARTS.items() if data.startswith(start)), "")


def wrong_markup(name: str, data: bytes, counts: Collection[int]) -> Iterator[str]:
    """What a drawing, a page or a part of a workbook must not have; `counts` are of respondents."""
    path = PurePosixPath(name)
    if path.suffix.lower() in (".svg", ".html", ".htm") and (b"<svg" in data):
        if most := _marks(data.decode("utf-8", "replace"), counts):
            yield f"a drawing with {most} marks alike, as if each were a respondent"
    elif path.suffix == ".xml" and path.parts[:1] == ("xl",) or path.name == "content.xml":
        yield from _hidden(path.name, data.decode("utf-8", "replace"))
    elif path.name == "document.xml" and b"<w:vanish/>" in data:
        yield "hidden text"
    elif path.suffix.lower() == ".csv" and data.startswith(b"\xd0\xcf\x11\xe0"):
        yield "a workbook with another name"


def _marks(text: str, counts: Collection[int]) -> int:
    """Most marks alike in one group of a drawing, 0 where they are few."""
    most = 0
    for group in GROUP.split(text):
        alike = Counter(USED.findall(group)) + Counter(DRAWN.findall(group))
        most = max([most, *alike.values()])
    by_reference = Counter(USED.findall(text))
    most = max([most, *by_reference.values()])
    return most if most >= MARKS or most >= LEAST_MARKS and most in counts else 0


def _hidden(name: str, text: str) -> Iterator[str]:
    for sheet in HIDDEN_SHEET.findall(text):
        yield f'the hidden sheet "{sheet}"'
    if HIDDEN_NAME.search(text):
        yield "a hidden name"
    kinds = {"row": "rows", "col": "columns"}
    for kind in sorted(set(HIDDEN_ROWS.findall(text))):
        yield f"hidden {kinds[kind]}"
    if name == "content.xml" and HIDDEN_ODS.search(text):
        yield "hidden sheets, rows or columns"


def plain(name: str, part: Part) -> str:
    """Text of a part without what only looks like an identifier."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in BOOKS and part.where.startswith("xl/"):
        return CELLS.sub("", part.text)
    return CLASSES.sub("", part.text) if suffix == ".css" else part.text
