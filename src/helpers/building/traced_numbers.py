"""Traced numbers: marks of computed texts made elements, with the list of their origins.

A Sphinx extension. A marked text becomes a `span` that a script can make a link of; the list
beside a chapter's source (its name with .origins.html) stands at the end of its page, where
neither the search nor the contents see it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxSmartQuotes, SphinxTransform

from helpers.building.number_marks import pieces, plain
from helpers.building.origin_list import LIST

# What shows its text as it is, or is copied elsewhere: no element can stand in it.
LITERAL = (nodes.FixedTextElement, nodes.literal, nodes.math, nodes.raw, nodes.title, nodes.caption)

# Signs that are set anew, as re.escape writes them: quotation marks, dashes, three dots.
SET = re.compile(r"[\"'`]|(?:\\-){2,3}|(?:\\\. ?){2}\\\.")


class Origins(nodes.General, nodes.Element):
    """The list of origins, which the page shows as it is."""


def setup(app: Sphinx) -> dict:
    """Connect the parts; what comes back tells Sphinx that pages may be made side by side."""
    app.add_transform(Unmarked)
    app.add_transform(Traced)
    app.add_node(Origins, html=(visit_origins, depart_origins))
    app.connect("doctree-read", add_list)
    app.connect("html-page-context", say_whether)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class Unmarked(SphinxTransform):
    """Signs are taken from all text just before its quotation marks are set as they should be.

    With signs, or cut in parts, the text would get other ones.
    """

    default_priority = SphinxSmartQuotes.default_priority - 1

    def apply(self) -> None:
        self.document.traced = []
        for text in list(self.document.findall(nodes.Text)):
            if plain(text) != text:
                place = text.parent, text.parent.index(text)
                if not any(isinstance(above, LITERAL) for above in _above(text)):
                    self.document.traced.append((*place, pieces(text)))
                text.parent.replace(text, nodes.Text(plain(text)))
        for element in self.document.findall(nodes.Element):
            for name, value in element.attributes.items():
                if isinstance(value, str):
                    element[name] = plain(value)
                elif isinstance(value, list):
                    element[name] = [plain(v) if isinstance(v, str) else v for v in value]


class Traced(SphinxTransform):
    """What was marked becomes an element, just after that."""

    default_priority = SphinxSmartQuotes.default_priority + 1

    def apply(self) -> None:
        seen: Counter[int] = Counter()
        # The last first: an element that becomes several moves what stands after it.
        cut = [(*place, _cut(place[0][place[1]], parts)) for *place, parts in self.document.traced]
        made = [(parent, at, _elements(found, seen)) for parent, at, found in cut]
        for parent, at, elements in reversed(made):
            parent[at : at + 1] = elements
        del self.document.traced


def _cut(text: nodes.Text, parts: list[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """Text cut as its parts were before their quotation marks, dashes and dots were set."""
    pattern = "".join(f"({SET.sub(_as_set, re.escape(part))})" for part, _ in parts)
    found = re.fullmatch(pattern, text, re.DOTALL)
    if not found:
        return [(str(text), None)]
    return [(piece, number) for piece, (_, number) in zip(found.groups(), parts, strict=True)]


def _as_set(found: re.Match) -> str:
    ways = {'"': '["\u201c-\u201f]', "'": "['\u2018-\u201b]", "`": "[`\u2018-\u201b]"}
    return ways.get(found[0], f"(?:{found[0]}|[\u2013\u2014\u2026])")


def _elements(parts: list[tuple[str, int | None]], seen: Counter[int]) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for piece, number in parts:
        if number is None:
            made.append(nodes.Text(piece))
            continue
        seen[number] += 1
        more = f"-{seen[number]}" if seen[number] > 1 else ""
        made.append(nodes.inline(piece, piece, classes=["traced"], ids=[f"number-{number}{more}"]))
    return made


def _above(node: nodes.Node):
    while node.parent is not None:
        node = node.parent
        yield node


def add_list(app: Sphinx, doctree: nodes.document) -> None:
    """Put the list at the end of the page of a chapter that has one."""
    path = Path(app.env.doc2path(app.env.docname)).with_suffix(LIST)
    if path.is_file():
        app.env.note_dependency(path.relative_to(app.srcdir).as_posix())
        if told := path.read_text(encoding="utf-8"):
            doctree.append(Origins("", html=told))


def say_whether(app: Sphinx, page: str, template: str, context: dict, doctree) -> None:
    """Tell templates whether a page has a list of origins."""
    context["traced"] = doctree is not None and doctree.next_node(Origins) is not None


def visit_origins(self, node: Origins) -> None:
    """Write the list as it is."""
    self.body.append(node["html"])


def depart_origins(self, node: Origins) -> None:
    """Nothing ends after the list."""
