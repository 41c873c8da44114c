"""What an author has typed so far in a cell: the thing it names, and what may follow it."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.analysis import Analysis
from helpers.answers import Text
from helpers.workshop.words import NOT_THERE, Word, word_of, words_of

# A name with dots and square brackets: primary["interest"].baseline
CHAIN = r"[A-Za-z_]\w*(?:\.\w+|\[[^\[\]]*\])*"
AFTER_DOT = re.compile(rf"({CHAIN})\.(\w*)$")
IN_BRACKETS = re.compile(rf"""({CHAIN})\[(?:[^\[\]]*,)?\s*(["'])(\w*)$""")
WHOLE = re.compile(rf"{CHAIN}$")


@dataclass(frozen=True)
class Offer:
    """One way to go on: what is put in, what stands beside it, its line of help."""

    insert: str
    beside: str
    help: str


def offers(code: str, cursor: int, names: Mapping) -> tuple[int, list[Offer]] | None:
    """Where the typed word starts, and what may be put in its place; None where nothing is known.

    After a dot the words of a measure with their present text; in the brackets of an edition
    the names of items with their labels.
    """
    before = code[:cursor]
    if (found := AFTER_DOT.search(before)) and isinstance(thing := named(found[1], names), Text):
        words = [word for word in words_of(thing) if word.name.startswith(found[2])]
        return found.start(2), [_offer(word) for word in words if not word.missing]
    if (found := IN_BRACKETS.search(before)) and isinstance(
        edition := named(found[1], names), Analysis
    ):
        items = edition.questionnaire.items.values()
        fitting = [item for item in items if item.name.startswith(found[3])]
        return found.start(3), [Offer(i.name, i.label, i.wording) for i in fitting]
    return None


def _offer(word: Word) -> Offer:
    return Offer(word.name, word.signature or word.text, word.help)


def looked_at(code: str, cursor: int, names: Mapping) -> tuple[str, Text, Word | None] | None:
    """What the cursor stands on: as it is written, the thing, and the word of it (if one)."""
    tail = re.match(r"\w*(?:\[[^\[\]]*\])?", code[cursor:])[0] if cursor else ""
    found = WHOLE.search(code[:cursor] + (tail if not tail.startswith("[") else ""))
    if not found:
        return None
    owner, dot, name = found[0].rpartition(".")
    if dot and isinstance(thing := named(owner, names), Text):
        word = word_of(thing, name)
        return (found[0], thing, word) if word else None
    thing = named(found[0], names)
    return (found[0], thing, None) if isinstance(thing, Text) else None


def named(expression: str, names: Mapping) -> object:
    """The thing that a chain of names, dots and brackets stands for; None where it is no such.

    Only an edition and what can stand in a sentence are looked into, so that nothing is run
    that a sentence would not run.
    """
    try:
        return _resolved(ast.parse(expression, mode="eval").body, names)
    except (*NOT_THERE, SyntaxError):
        return None


def _resolved(node: ast.expr, names: Mapping) -> object:
    if isinstance(node, ast.Name):
        return names[node.id]
    if not isinstance(node, ast.Attribute | ast.Subscript):
        raise KeyError(ast.unparse(node))
    owner = _resolved(node.value, names)
    if not isinstance(owner, Text | Analysis):
        raise KeyError(ast.unparse(node.value))
    if isinstance(node, ast.Subscript):
        return owner[ast.literal_eval(node.slice)]
    if node.attr.startswith("_"):
        raise KeyError(node.attr)
    return getattr(owner, node.attr)
