"""Prose: numbers, number words, directions and verdicts that are typed and not computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from helpers.checking import claim_words
from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.checking.may_be_typed import FIELDWORK, without
from helpers.checking.passages import SHOWN, Passage, passages
from helpers.entries import read_yaml

NAME = "prose"
AROUND = 60  # characters of the sentence that are shown with a finding
NUMBER = re.compile(
    r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:/\d+)?"
    r"(?: (?:in|out of|of the) (?:every )?\d+)?(?:\s?%| per ?cent| percentage points?)?"
)
TODO = {
    "number": "Put an expression in its place, or name in the sentence the publication it is from",
    "number word": "Let an expression say it, such as .words, .of(...), .on_how_many() or .times",
    "direction": "Let an expression say it, such as .change, .change.rose, .contrast.position "
    "or .summary, or put it as a condition (where ..., if ...)",
    "verdict": "Let an expression say it, such as .verdict or .summary, or say with "
    ".n_significant on how many measures it is so",
}


def findings(context: Context) -> list[Finding]:
    """What is typed on the pages and would be wrong with other answers."""
    asked = percentages_asked(context)
    return [finding for passage in passages(context) for finding in of_passage(passage, asked)]


def of_passage(passage: Passage, asked: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Findings of a sentence; `asked` are percentages in the wordings of questions."""
    if passage.cited:
        return
    for kind, said in _typed(passage, asked):
        found = f'a typed {kind}: "{said}" in "{_beginning(passage.text)}"'
        yield Finding(NAME, passage.page, passage.line, found, TODO[kind])


def percentages_asked(context: Context) -> frozenset[str]:
    """Percentages in the wordings of questions, such as a national average."""
    shown = "data/questionnaire.yml"
    items = read_yaml(context.root / shown, shown).get("items") or {}
    wordings = " ".join(str(item.get("wording", "")) for item in items.values())
    return frozenset(re.findall(r"\d+(?:\.\d+)?%", wordings))


def _typed(passage: Passage, asked: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Kind and words of everything that is typed in a sentence."""
    text = without(passage.text)
    average = "average" in text
    yield from (("number", match[0]) for match in FIELDWORK.finditer(passage.text))
    for match in NUMBER.finditer(text):
        said = match[0].rstrip(",")
        if not (average and said in asked):
            yield "number", said
    attributes = frozenset(name for e in passage.expressions for name in _attributes(e))
    for said in claim_words.number_words(text, passage.announces):
        if not claim_words.goes_with(said, attributes):
            yield "number word", said
    for said in claim_words.directions(text):
        if not claim_words.goes_with(said, attributes):
            yield "direction", said
    for said in claim_words.verdicts(text, attributes):
        yield "verdict", said


@cache
def _attributes(expression: str) -> frozenset[str]:
    return frozenset(re.findall(r"\.(\w+)", expression))


def _beginning(text: str) -> str:
    said = text.replace(SHOWN, "...").strip()
    return said if len(said) <= AROUND else said[:AROUND].rsplit(" ", 1)[0] + " ..."
