"""Sayings: what a built page says where its notebook has an expression.

Each sentence of a notebook becomes a pattern of its own words, which is looked for on the page;
what stands between the words is what readers are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.building.chapters import Chapter, place
from helpers.building.inline_text import EXPRESSION
from helpers.checking.context import Context
from helpers.checking.passages import SHOWN, Passage, sentences
from helpers.checking.published import plain
from helpers.checking.resolved import Use, uses

ANY = "\ue000"  # stands for what only the built page has: numbers of figures, titles of chapters
# Words that the page has in another way than the notebook.
ELSEWHERE = (
    (re.compile(r"\{(?!eval\})[\w:-]+\}`[^`]*`"), ANY),
    (re.compile(r"\[\]\([^()]*\)"), ANY),
    (re.compile(r"\{\{.*?\}\}"), ANY),
    (re.compile(r"(?<!\*)\*(?!\*)(?=\S)([^*]+)\*(?!\*)"), r"\1"),
)
CODE = re.compile(r"(\{eval\}`[^`]*`)|(`+)(?:(?!\2).)+\2")
ENOUGH = 8  # letters of a sentence's own, by which it can be known on its page
FAR = 40  # letters more than were computed, which are not those of an expression
BETWEEN = r"[^\n]{0,160}?"


@dataclass(frozen=True)
class Saying:
    """An expression of a notebook: what was computed for it, and what its page says.

    `said` is None where its sentence cannot be found on the page; `sentence` is the whole
    sentence as the page has it.
    """

    page: str
    line: str
    use: Use
    computed: str
    said: str | None
    sentence: str

    @property
    def text(self) -> str:
        """What readers are told, or would be told."""
        return self.computed if self.said is None else self.said


def sayings(context: Context) -> list[Saying]:
    """Every expression in the sentences of every chapter, in order."""
    chapters = context.chapters.items()
    return [said for page, chapter in chapters for said in of_page(context, page, chapter)]


def of_page(context: Context, page: str, chapter: Chapter) -> Iterator[Saying]:
    """Expressions of a chapter with what its page says."""
    texts = context.results[page].texts
    known = {(use.place, use.written): use for use in uses(chapter)[0]}
    text = _Text(page in context.published.pages and context.published.pages[page].blocks or [])
    for before, cell in chapter.cells:
        if cell["cell_type"] != "markdown" or not EXPRESSION.search(cell["source"]):
            continue
        for passage in sentences(page, f"cell {cell['id']}, line ", _markless(cell["source"])):
            if not passage.expressions:
                continue
            computed = [plain(texts[place(before, written)]) for written in passage.expressions]
            found = text.find(passage, computed)
            said = found.groups() if found else [None] * len(computed)
            for written, *of_it in zip(passage.expressions, computed, said, strict=True):
                use = known[passage.line, written]
                yield Saying(page, passage.line, use, *of_it, found[0] if found else "")


def _markless(source: str) -> str:
    for pattern, text in ELSEWHERE:
        source = pattern.sub(text, source)
    return CODE.sub(lambda found: found[1] or ANY, source)


class _Text:
    """The text of a page, in which sentences are looked for from the last one that was found."""

    def __init__(self, blocks: list[str]):
        self.text, self.at, self.taken = "\n".join(blocks), 0, set()

    def find(self, passage: Passage, computed: list[str]) -> re.Match | None:
        # As computed first: an expression's text may hold the end of a sentence itself.
        patterns = [pattern_of(passage.text, computed)]
        if len(re.findall("[a-z]", passage.text.replace(SHOWN, ""))) >= ENOUGH:
            patterns.append(pattern_of(passage.text))
        # A sentence that begins with an expression begins where the one before it ends.
        here = re.compile(r"\s*").match(self.text, self.at).end()
        found = [match for p in patterns if (match := p.match(self.text, here))]
        found = [match for match in found if not _is_far(match, computed)]
        # Footnotes stand at the end of the page, so what follows them is before them.
        found = found or self._first(patterns, self.at) or self._first(patterns, 0)
        if not found:
            return None
        first = min(found, key=lambda match: (_is_far(match, computed), match.start()))
        self.at = first.end()
        self.taken.add(first.start())
        return first

    def _first(self, patterns: list[re.Pattern], start: int) -> list[re.Match]:
        """First place of each pattern that no sentence before it has taken."""
        firsts = []
        for pattern in patterns:
            every = pattern.finditer(self.text, start)
            firsts += [next((m for m in every if m.start() not in self.taken), None)]
        return [match for match in firsts if match]


def _is_far(match: re.Match, computed: list[str]) -> bool:
    """Whether a match takes more for an expression than an expression of that kind says."""
    pairs = zip(match.groups(), computed, strict=True)
    return any(len(said) > len(text) + FAR for said, text in pairs)


def pattern_of(text: str, computed: list[str] | None = None) -> re.Pattern:
    """Pattern of a sentence on its page, with a group an expression, of its text where given."""
    parts = [_literal(part) for part in plain(text).split(SHOWN)]
    start = r"(?:(?<=\n)|(?<=[.!?:;)\"] )|\A)"
    end = r"(?=[\s)\"]|\Z)" if parts[-1] or computed else r"(?=\n|\Z)"
    groups = [f"({re.escape(text)})" for text in computed or []] or ["([^\n]*?)"] * len(parts)
    made = parts[0] + "".join(g + part for g, part in zip(groups, parts[1:], strict=False))
    return re.compile(start + made + end)


def _literal(part: str) -> str:
    words = re.split(f"({ANY}|\\s+)", part)
    made = [BETWEEN if w == ANY else r"\s*" if not w.strip() else re.escape(w) for w in words if w]
    return "".join(made)
