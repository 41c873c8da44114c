"""Document texts: the sentences and rows with numbers of the pages, looked for in documents."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from helpers.checking.pdf_text import Pdf
from helpers.checking.published import Page, Published, plain
from helpers.exporting.documents import FOLDER

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BRIEF = "notebooks/brief.ipynb"
UNREAD = re.compile(
    r"<(script|style|svg)\b.*?</\1>|<!--.*?-->|"
    r'<a class="(?:headerlink|footnote-reference)[^>]*>.*?</a>',
    re.DOTALL,
)
SENTENCE = re.compile(r"(?<=[.;:]) (?=[A-Z])")  # after which a mark of a footnote may stand
FOOTNOTE = re.compile(r"\[?\d{1,3}\]?")
TEXTS = re.compile(r"word/(?:document|footnotes)\.xml$")
TAG = re.compile(r"<[^>]+>")
OVER = 12  # letters on either side of a turn of the page
SHORT = 25  # letters; a shorter text could stand anywhere
# What the page before the report says of the build itself is not in every document.
OWN = {"book/about-this-build.md", "book/index.md"}
Wanted = dict[str, Page]


def documents(edition: Path, published: Published) -> Iterator[tuple[Path, Wanted]]:
    """Each document of an edition with the pages that it should hold."""
    folder, pages = edition / FOLDER, published.pages
    chapters = {PurePosixPath(source).stem: source for source in pages}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".docx", ".pdf"):
            brief = path.stem.endswith("-brief")
            whole = {s: page for s, page in pages.items() if s not in OWN}
            yield path, ({BRIEF: pages[BRIEF]} if brief else whole)
    for path in sorted((folder / "chapters").glob("*.html")):
        names = [name for name in chapters if path.stem.endswith(f"-{name}")]
        if names:
            source = chapters[max(names, key=len)]
            yield path, {source: pages[source]}
    for source, page in pages.items():
        path = edition / PurePosixPath(source).with_suffix(".html")
        if path.is_file():
            yield path, {source: page}


def missing(path: Path, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Page and text of each sentence or row with numbers that a document does not have."""
    text, printed = _close(text_of(path)), path.suffix == ".pdf"
    for source, page in wanted.items():
        for said in (said for block in page.blocks for said in SENTENCE.split(block)):
            told = len(said) >= SHORT and re.search(r"\d", said)
            if told and not _has(text, _close(said), printed):
                yield source, f"has no {_first(said)!r}"
    if not printed:
        yield from _rows(text, wanted)


def _rows(text: str, wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Rows of tables that a document has not as often as the pages."""
    told: dict[str, list[tuple[str, str]]] = {}
    for source, page in wanted.items():
        for table in page.tables:
            for row in table.rows:
                shown = f"{table.name}: has no row {' | '.join(row)!r}"
                told.setdefault(_close("".join(row)), []).append((source, shown))
    for row, places in told.items():
        if re.search(r"\d", row):
            # Counting takes long, and most rows are there once.
            found = int(row in text) if len(places) == 1 else text.count(row)
            yield from places[found:]


def _has(text: str, part: str, printed: bool) -> bool:
    """Whether a text has a part, which on paper may turn a page or bear the mark of a footnote."""
    if part in text:
        return True
    length = _longest(text, part) if printed else 0
    if not length:
        return False
    rest, after = part[length:], text[text.index(part[:length]) + length :]
    mark = FOOTNOTE.match(after)
    if mark and not rest[0].isdigit():
        after = after[mark.end() :]
        return after.startswith(rest) or _has(after[: 2 * len(rest) + 9], rest, printed)
    return min(length, len(rest)) >= OVER and rest in text


def _longest(text: str, part: str) -> int:
    """How many letters of a part a text has together, from its first one."""
    low, high = 0, len(part)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if part[:middle] in text else (low, middle - 1)
    return low


def text_of(path: Path) -> str:
    """All that a document says: paragraphs one after another, rows of tables as well."""
    if path.suffix == ".pdf":
        return "\n".join(said for _, said in Pdf(path.read_bytes()).texts())
    if path.suffix == ".docx":
        return "\n".join(_of_word(path))
    markup = path.read_text(encoding="utf-8")
    return html.unescape(TAG.sub("", UNREAD.sub("", markup)))


def _of_word(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        for name in filter(TEXTS.match, archive.namelist()):
            root = ElementTree.fromstring(archive.read(name))
            # The cells of a row are paragraphs one after another.
            for part in root.iter(f"{WORD}p"):
                yield "".join(text.text or "" for text in part.iter(f"{WORD}t"))


def _close(text: str) -> str:
    """A text without spaces and soft hyphens, since documents break lines as they like."""
    return re.sub(r"[\s\u00ad\u200b]+", "", plain(text))


def _first(text: str, letters: int = 100) -> str:
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + " ..."
