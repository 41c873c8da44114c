"""Passages: the sentences of notebooks and pages as readers meet them, each with its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.building.inline_text import EXPRESSION
from helpers.checking.context import Context

SHOWN = "⟨expression⟩"  # stands in a sentence where the build puts a text
FENCE = re.compile(r"^\s*(`{3,}|:{3,}|~{3,})\s*(?:\{([\w:-]+)\})?\s*(.*)$")
WITHOUT_PROSE = {
    "", "code", "code-block", "code-cell", "include", "image", "literalinclude", "math", "raw",
    "toctree", "mermaid",
}  # fmt: skip
FILE_FIRST = {"figure"}
OPTION = re.compile(r"^\s*:[\w-]+:(\s|$)")
ALT = re.compile(r"^\s*:alt:\s*")
TITLED_BY = ("figure_", "table_", "simulation_")  # beginnings of methods that take a title
DEFINITION = re.compile(r"^\[\^([\w-]+)\]:\s*")
MARKER = re.compile(r"^\s*(?:#+\s+|>\s*|(?:[-*+]|\d{1,2}\.|\d{1,2}\)|[a-z]\))\s+)+")
# The end of a sentence, and of no "e.g.", "A. Name" or "[1. Title]".
END = re.compile(
    r"(?<!e\.g\.)(?<!i\.e\.)(?<!et al\.)(?<!\b[A-Z]\.)(?<!No\.)(?<!^\d\.)(?<!\[\d\.)"
    r"(?<=[.!?])[\"')*\]]*\s+(?=\S)"
)
# What is no text of the page, or is made by the build: left out of a sentence.
MARKUP = (
    (re.compile(r"<!--.*?-->"), " "),
    (re.compile(r"\{\{.*?\}\}"), "setting"),
    (re.compile(r"\{\w+\}`[^`]*`"), "reference"),
    (re.compile(r"(`+)(?:(?!\1).)+\1"), "code"),
    (re.compile(r"\[\^[\w-]+\]:?"), " "),
    (re.compile(r"(?<!\*)\*(?=(?:\d+ )?[A-Z])(?:[^*\s]+ ){2,}[^*\s]+\*(?!\*)"), "title"),
    (re.compile(r"\[\d+\](?=\()"), "[reference]"),
    (re.compile(r"\]\((?:[^()]|\([^()]*\))*\)|<https?://[^>]*>"), "]"),
    (re.compile(r"https?://\S+|\([\w-]+\)=$"), " "),
    (re.compile(r"[*\[\]\\]|\b_+|_+\b"), ""),
)
# A sentence that names where its facts come from, and a footnote that does.
LINKED = re.compile(r"\]\(<?https?://|<https?://")
NAMED = re.compile(
    r"\([A-Z][^()]*\b(?:1[89]|20)\d\d[a-z]?\)|[A-Z]\w+\.? \((?:[A-Z]?\w+ )?(?:1[89]|20)\d\d\)"
)
ENTRY = re.compile(r"^\s*[-*] [A-Z][^()]{2,80} \((?:1[89]|20)\d\d\)\.? ")  # of a list of sources
TITLED = re.compile(r"\bwebsite\b|\*[A-Z][^*]{8,}\*|\((?:1[89]|20)\d\d\)")
SAYS = (
    "calls?|called|concluded|counts?|finds|found|gave|gives|names?|named|print(?:s|ed)|"
    "reports?|reported|said|says|speaks|took"
)
STRAND_REPORT = re.compile(rf"[Tt]he strand report(?: of (?:\w+ )?\d{{4}})? (?:{SAYS})\b")


@dataclass(frozen=True)
class Passage:
    """A sentence: `text` without markup, with SHOWN in the place of each of `expressions`.

    `cited` says that it names the publication whose facts it tells and holds no expression;
    `announces` that what it speaks of follows as a list.
    """

    page: str
    line: str
    text: str
    expressions: tuple[str, ...] = ()
    cited: bool = False
    announces: bool = False


def passages(context: Context) -> Iterator[Passage]:
    """Every sentence of the notebooks' Markdown cells and of the pages in book/, and titles."""
    for page, chapter in context.notebooks.items():
        for _, cell in chapter.cells:
            place = f"cell {cell['id']}, line "
            if cell["cell_type"] == "markdown":
                yield from sentences(page, place, cell["source"])
            elif cell["cell_type"] == "code":
                yield from _titles(page, place, cell["source"])
    for page, text in context.pages.items():
        yield from sentences(page, "", text)


def _titles(page: str, place: str, source: str) -> Iterator[Passage]:
    """Titles of the figures and tables that a code cell shows."""
    try:
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    except SyntaxError:  # the build says where
        return
    for call in calls:
        if getattr(call.func, "attr", "").startswith(TITLED_BY):
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            for text in (node.value for node in given if isinstance(node, ast.Constant)):
                if isinstance(text, str) and " " in text:
                    yield Passage(page, f"{place}{call.lineno}", text)


def sentences(page: str, place: str, source: str) -> Iterator[Passage]:
    """Sentences of a Markdown text; `place` is what stands before the number of a line."""
    sources, item = _sources(source), False
    for number, line in _prose(source):
        # What goes on with an item of a list is told from the source that the item names.
        goes_on = line.startswith("  ") and not MARKER.match(line)
        item = item if goes_on else bool(MARKER.match(line)) and _is_cited(line, line, sources)
        for part in _parts(line):
            expressions = tuple(EXPRESSION.findall(part))
            text = _plain(EXPRESSION.sub(SHOWN, part))
            if text.strip():
                cited = not expressions and (goes_on and item or _is_cited(part, line, sources))
                announces = part.rstrip().rstrip("*").endswith(":")
                yield Passage(page, f"{place}{number}", text, expressions, cited, announces)


def _prose(source: str) -> Iterator[tuple[int, str]]:
    """Lines that readers read, by number: without code, options, comments and front matter."""
    open_fences: list[tuple[str, str]] = []
    lines = _without_comments(source).splitlines()
    start = 0
    if lines[:1] == ["---"] and "---" in lines[1:]:
        start = lines.index("---", 1) + 1
    for number, line in enumerate(lines[start:], start + 1):
        fence = FENCE.match(line)
        if fence and open_fences and not fence[2] and line.strip() == open_fences[-1][0]:
            open_fences.pop()
        elif open_fences and open_fences[-1][1] in WITHOUT_PROSE:
            continue
        elif fence and "`" not in fence[3]:
            open_fences.append((fence[1], fence[2] or _kind(fence)))
            if fence[2] and fence[2] not in WITHOUT_PROSE | FILE_FIRST:
                yield number, fence[3]
        elif not (open_fences and OPTION.match(line)):
            yield number, line
        elif ALT.match(line):
            yield number, ALT.sub("", line)


def _kind(fence: re.Match) -> str:
    return "div" if fence[1].startswith(":") else ""


def _without_comments(source: str) -> str:
    return re.sub(r"<!--.*?-->", lambda m: "\n" * m[0].count("\n"), source, flags=re.DOTALL)


def _parts(line: str) -> list[str]:
    """Sentences of a line, or cells of a line of a table."""
    if line.lstrip().startswith("|"):
        return [] if re.fullmatch(r"[\s|:-]+", line) else line.strip().strip("|").split("|")
    return END.split(MARKER.sub("", DEFINITION.sub("", line)))


def _plain(part: str) -> str:
    for pattern, text in MARKUP:
        part = pattern.sub(text, part)
    return re.sub(r"\s+", " ", part)


def _sources(source: str) -> set[str]:
    """Names of the footnotes that name a publication."""
    found = set()
    for line in source.splitlines():
        name = DEFINITION.match(line)
        if name and (LINKED.search(line) or TITLED.search(line)):
            found.add(name[1])
    return found


def _is_cited(part: str, line: str, sources: set[str]) -> bool:
    notes = set(re.findall(r"\[\^([\w-]+)\]", part)) | set(DEFINITION.findall(line))
    patterns = (LINKED, NAMED, STRAND_REPORT)
    if notes & sources or ENTRY.match(line):
        return True
    return any(pattern.search(part) for pattern in patterns)
