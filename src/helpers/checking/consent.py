"""Consent: what a page quotes stands word for word where its consent and reviewer are kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.building.inline_text import EXPRESSION
from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.checking.passages import FENCE, WITHOUT_PROSE, sentences
from helpers.checking.questionnaire_texts import questionnaire_texts
from helpers.project import AREAS, BOOK
from helpers.quotations import MARKS, OF_WAVE, Quotation, read_quotations

NAME = "consent"
EDITION = BOOK.parent / "edition"
SHOWN = 60  # characters of a quotation that a finding shows
LEAST = 6  # words between quotation marks that somebody can be known by
QUOTING = {"epigraph", "pull-quote", "highlights", "quote"}  # directives that show a quotation
ATTRIBUTED = re.compile(r"""<span class=["']?attribution|^\s*(?:—|–|--)\s*\w""", re.MULTILINE)
BLOCK = re.compile(r"<blockquote\b[^>]*>(.*?)</blockquote>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
CODE = re.compile(r"(`+)(?:(?!\1).)+\1")
MARKED = re.compile(r'"([^"\n]+)"|“([^“”\n]+)”|‘([^‘\n]+?)’(?![\w’])')
WORD = re.compile(r"\w+(?:['’]\w+)*")
# Who speaks, and how it is told: words between marks beside none of these are terms or titles.
SPEAKING = re.compile(
    r"\b(?:teachers?|pupils?|child(?:ren)?|respondents?|parents?|head(?:teacher)?s?|facilitators?|"
    r"interviewees?|said|says|told|tells|wrote|writes|explained|added|put it|described|recalled|"
    r"commented|answered|in (?:his|her|their) words|one of them)\b",
    re.IGNORECASE,
)
TITLE = re.compile(  # of a part of the programme or of a publication, before the marks
    r"\b(?:Phase \d|Part \d|called|titled|entitled|named|headed|heading|title|theme|chapter|"
    r"section|question|statement|wording|items?)[,:]?\s*$"
)


def findings(context: Context) -> list[Finding]:
    """Quotations without consent or reviewer, and those on pages that are kept nowhere."""
    kept, problems = read_quotations(context.root, context.wave)
    found = [Finding(NAME, p.file, "quotes", p.found, _sentence(p.todo)) for p in problems]
    known = Known(
        list(kept.values()), " | ".join(map(words, questionnaire_texts(context.root))), context.wave
    )
    typed = [*_typed(context, known), *_shown_in_cells(context, kept)]
    told = {finding.found for finding in typed}
    return [*found, *typed, *(f for f in _built(context, known) if f.found not in told)]


def words(text: str) -> str:
    """The words of a text without marks, capitals and spacing: what "word for word" means."""
    return " ".join(WORD.findall(text.replace("’", "'").casefold()))


@dataclass(frozen=True)
class Known:
    """What may be quoted: quotations, and the texts of the questionnaire as words."""

    quotations: list[Quotation]
    asked: str
    wave: str

    @cached_property
    def _by_words(self) -> list[tuple[str, Quotation]]:
        return [(words(quotation.text), quotation) for quotation in self.quotations]

    def block(self, page: str, line: str | int, text: str) -> Iterator[Finding]:
        """Finding of a block that is no quotation with consent, or that lacks its label."""
        said = words(TAG.sub(" ", text))
        if not said or said in self.asked:
            return
        for wanted, quotation in self._by_words:
            if said == wanted or said.startswith(f"{wanted} "):
                rest = said.removeprefix(wanted).strip()
                if quotation.illustrative and not rest.endswith(words(quotation.label)):
                    found = f'an illustrative quotation without its label: "{_beginning(text)}"'
                    todo = f'Show it with quote("{quotation.name}"), which labels it'
                    yield Finding(NAME, page, line, found, todo)
                elif rest not in ("", words(f"{quotation.attribution} {quotation.label}")):
                    found = f'a quotation with other words after it: "{_beginning(text)}"'
                    todo = f'Show it with quote("{quotation.name}"), as it was reviewed'
                    yield Finding(NAME, page, line, found, todo)
                return
        yield self._unknown(page, line, text)

    def marked(self, page: str, line: str | int, text: str) -> Iterator[Finding]:
        """Finding of words between quotation marks that are kept nowhere."""
        said = words(text)
        if said.count(" ") + 1 < LEAST or said in self.asked:
            return
        if not any(said in wanted for wanted, _ in self._by_words):
            yield self._unknown(page, line, text)

    def _unknown(self, page: str, line: str | int, text: str) -> Finding:
        found = f'a quotation that is kept nowhere with consent: "{_beginning(text)}"'
        todo = (
            f"Put it into {OF_WAVE.format(self.wave)} word for word, with {MARKS}, or take it out"
        )
        return Finding(NAME, page, line, found, todo)


def _typed(context: Context, known: Known) -> Iterator[Finding]:
    """Findings of what is quoted in Markdown cells and pages."""
    for page, chapter in context.notebooks.items():
        for _, cell in chapter.cells:
            if cell["cell_type"] == "markdown":
                yield from _of_text(known, page, f"cell {cell['id']}, line ", cell["source"])
    for page, text in context.pages.items():
        yield from _of_text(known, page, "", text)


def _of_text(known: Known, page: str, place: str, source: str) -> Iterator[Finding]:
    blocks = list(_blocks(source))
    for number, text in blocks:
        yield from known.block(page, f"{place}{number}", text)
    within = " ".join(words(text) for _, text in blocks)
    cited = {p.line for p in sentences(page, place, source) if p.cited}
    for number, line in _lines(source):
        if f"{place}{number}" in cited:
            continue
        plain = CODE.sub("code", EXPRESSION.sub("shown", TAG.sub("", line)))
        for match in MARKED.finditer(plain) if SPEAKING.search(MARKED.sub("", plain)) else ():
            said = match[1] or match[2] or match[3]
            if words(said) not in within and not TITLE.search(plain[: match.start()]):
                yield from known.marked(page, f"{place}{number}", said)


def _lines(source: str) -> Iterator[tuple[int, str]]:
    """Lines by number outside of code, the fences of directives among them."""
    open_fences: list[tuple[str, bool]] = []  # what closes each, and whether it is code
    for number, line in enumerate(source.splitlines(), 1):
        fence = FENCE.match(line)
        is_code = bool(open_fences) and open_fences[-1][1]
        if open_fences and line.strip() == open_fences[-1][0]:
            open_fences.pop()
        elif fence and not is_code and "`" not in fence[3]:
            kind = fence[2] or ("" if fence[1].startswith(("`", "~")) else "div")
            open_fences.append((fence[1], kind in WITHOUT_PROSE))
            is_code = open_fences[-1][1]
        if not is_code:
            yield number, line


def _blocks(source: str) -> Iterator[tuple[int, str]]:
    """Each quotation that stands as a block, with the number of its first line."""
    start, held, until = 0, [], ""
    for number, line in [*_lines(source), (0, "")]:
        opened = FENCE.match(line)
        if until and line.strip() != until:
            held.append(line)
        elif opened and opened[2] in QUOTING:
            start, held, until = number, [opened[3]], opened[1]
        elif not until and line.lstrip().startswith(">"):
            start = start if held else number
            held.append(line.lstrip().lstrip("> "))
        elif held or until:
            yield start, "\n".join(held)
            held, until = [], ""
    for match in BLOCK.finditer(source):
        yield source[: match.start()].count("\n") + 1, match[1]


def _shown_in_cells(context: Context, kept: dict[str, Quotation]) -> Iterator[Finding]:
    """Findings of cells that show a quotation which may not be used."""
    for page, chapter in context.notebooks.items():
        for _, cell in chapter.cells:
            if cell["cell_type"] != "code":
                continue
            for name in re.findall(r"""\.quote\(\s*["']([^"']*)["']""", cell["source"]):
                if name not in kept:
                    found = f"the quotation {name!r}, which has no entry with consent and reviewer"
                    todo = f"Give its entry {MARKS}, or take the quotation out"
                    yield Finding(NAME, page, f"cell {cell['id']}", found, todo)


def _built(context: Context, known: Known) -> Iterator[Finding]:
    """Findings of blocks on built pages, each text once."""
    told = set()
    for folder in (BOOK, EDITION, AREAS):
        for path in sorted((context.root / folder).rglob("*.html")):
            text = path.read_text(encoding="utf-8", errors="replace")
            for match in BLOCK.finditer(text) if "<blockquote" in text.lower() else ():
                page = path.relative_to(context.root).as_posix()
                for finding in known.block(page, "on the page", html.unescape(match[1])):
                    if finding.found not in told:
                        told.add(finding.found)
                        yield finding


def _beginning(text: str) -> str:
    """How a quotation begins, without its attribution."""
    said = " ".join(TAG.sub(" ", ATTRIBUTED.split(text)[0]).split())
    return said if len(said) <= SHOWN else said[:SHOWN].rsplit(" ", 1)[0] + " ..."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
