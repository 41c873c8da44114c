"""Left out: contents, links and passages of what a wave does not have, taken out of its pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from typing import Any

from helpers.errors import Problem
from helpers.wave_parts import is_met, tag_problems

LINK = re.compile(r"\[([^\]\[]+)\]\(([^)\s#]+)\.(?:ipynb|md)(?:#[^)\s]*)?\)")
# An entry of a list that opens with a link, as the list of contents has it.
ENTRY = re.compile(r"^- (?=\[)(.*\n(?:  .*\n?)*)", re.MULTILINE)
# <!-- needs-interviews -->, lines, <!-- end of needs-interviews -->
MARK = re.compile(r"<!-- (?:end of )?((?:needs|lacks)-.*?) ?-->")
PASSAGE = re.compile(
    r"^<!-- ((?:(?:needs|lacks)-[\w-]+ ?)+)-->\n(.*?)^<!-- end of \1-->\n", re.MULTILINE | re.DOTALL
)


def without_pages(contents: Any, left_out: Collection[str]) -> Any:
    """A table of contents (or part of one) without these pages, and without empty parts."""
    if isinstance(contents, dict):
        return {key: without_pages(value, left_out) for key, value in contents.items()}
    if not isinstance(contents, list):
        return contents
    kept = [e for e in contents if not (isinstance(e, dict) and e.get("file") in left_out)]
    made = [without_pages(entry, left_out) for entry in kept]
    return [e for e in made if not (isinstance(e, dict) and e.get("chapters") == [])]


def unlinked(text: str, page: str, left_out: Collection[str]) -> str:
    """Markdown of a page in which a link to a page that is left out is its words alone.

    An entry of a list that opens with such a link is gone.
    """
    if not left_out:
        return text
    folder = posixpath.dirname(page)

    def leads_nowhere(link: re.Match) -> bool:
        return posixpath.normpath(posixpath.join(folder, link[2])) in left_out

    def entry(found: re.Match) -> str:
        link = LINK.match(found[1])
        return "" if link and leads_nowhere(link) else found[0]

    text = ENTRY.sub(entry, text)
    return LINK.sub(lambda link: link[1] if leads_nowhere(link) else link[0], text)


def unlink_chapter(content: dict[str, Any], page: str, left_out: Collection[str]) -> None:
    """Do so in every Markdown cell of a notebook's content."""
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = unlinked(cell["source"], page, left_out)


def passages(text: str, parts: set[str]) -> str:
    """Markdown of a page with the passages that a wave with these parts is to have.

    A passage stands between comments: <!-- needs-X --> and <!-- end of needs-X -->.
    """
    return PASSAGE.sub(lambda found: found[2] if is_met(found[1].split(), parts) else "", text)


def passage_problems(text: str, page: str, known: set[str]) -> list[Problem]:
    """What is wrong with a page's passages: parts that no wave has, and marks without the other."""
    problems = []
    for found in PASSAGE.finditer(text):
        problems += tag_problems(found[1].split(), known, page)
    todo = "a passage begins with <!-- needs-X --> and ends with <!-- end of needs-X -->"
    for mark in MARK.finditer(PASSAGE.sub(lambda found: found[2], text)):
        row = text[: text.index(mark[0])].count("\n") + 1
        problems.append(Problem(page, f"has the mark {mark[0]} alone", todo, row))
    return problems
