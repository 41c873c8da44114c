"""Site passages: the sentences of a page of a built site, each with the heading it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import NavigableString, Tag

INLINE = {
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Told by themselves, cell by cell or as drawings, or nothing that a reader reads.
ELSEWHERE = {"table", "svg", "img", "math", "pre", "input", "style", "script"}
END = re.compile(r"(?<=[.!?])\s+(?=[\"“‘(\[]?[A-Z0-9])")


def passages(article: Tag) -> list[tuple[str, str]]:
    """Heading and sentence, in reading order; a heading stands under itself.

    Cells of tables and what is drawn are left out.
    """
    found, heading = [], ""
    for name, text in _blocks(article):
        if name in HEADINGS:
            heading = text
        found += [(heading, sentence) for sentence in sentences(text)]
    return found


def sentences(text: str) -> list[str]:
    """Sentences of a paragraph, as well as their ends can be told from their letters."""
    return END.split(text) if text else []


def _blocks(tag: Tag) -> Iterator[tuple[str, str]]:
    """Name of a tag and the text that stands in it directly, one for each run of such text."""
    run: list[str] = []
    for part in tag.children:
        if isinstance(part, NavigableString):
            run.append(str(part))
        elif part.name in INLINE and not part.find(lambda inner: inner.name not in INLINE):
            run.append(" " if part.name in ("br", "wbr") else part.get_text())
        else:
            yield from _told(tag, run)
            run = []
            if part.name not in ELSEWHERE:
                yield from _blocks(part)
    yield from _told(tag, run)


def _told(tag: Tag, run: list[str]) -> Iterator[tuple[str, str]]:
    if text := " ".join("".join(run).split()):
        yield tag.name, text
