"""Identifiers: names, addresses and numbers of persons and schools, in data and in pages."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.checking.identifying import PERSON, SCHOOL, identifiers
from helpers.checking.passages import sentences
from helpers.checking.survey_identifiers import of_surveys
from helpers.project import wave_names
from helpers.quotations import read_quotations

NAME = "identifiers"
SOURCES = ("book/references.md", "book/evidence.md")  # pages that name who wrote what
THANKS = re.compile(r"^#+ .*(?:acknowledge?ments|thanks|references|sources)\b", re.I)
HEADING = re.compile(r"^(#+) ")
TEXTS = {".md", ".txt", ".yml", ".yaml"}
TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
DO = {
    PERSON: "Take the name out; name whoever wrote or helped on the pages of references",
    SCHOOL: "Take the name out; say what kind of school it is",
}
TAKE_OUT = "Take it out"


def findings(context: Context) -> list[Finding]:
    """Everything by which a respondent, a pupil or a school could be identified."""
    found = [
        Finding(NAME, *each)
        for wave in wave_names(context.root)
        for each in of_surveys(context.root, wave)
    ]
    found += _of_folders(context)
    found += _of_quotations(context)
    published = Published(context.root)
    typed = [*_of_notebooks(context, published), *_of_pages(context, published)]
    told = {finding.found for finding in typed}
    built = (finding for finding in _of_site(context, published) if finding.found not in told)
    return [*found, *typed, *built]


class Published:
    """Names that are published already: of authors in the references of a project."""

    def __init__(self, root: Path):
        names = (*SOURCES, "CITATION.cff", "_config.yml")
        paths = [root / name for name in names]
        self.text = "\n".join(p.read_text(encoding="utf-8") for p in paths if p.is_file())

    def has(self, kind: str, said: str) -> bool:
        """Whether a name of a person or a school stands in the references."""
        if kind not in (PERSON, SCHOOL):
            return False
        surname = re.escape(said.split()[-1])
        author = rf"\b{surname}(?:, [A-Z]\.| et al|,? \((?:1[89]|20)\d\d)|\b[A-Z]\. {surname}\b"
        return said in self.text or kind == PERSON and re.search(author, self.text) is not None


def _finding(page: str, line: str | int, kind: str, said: str) -> Finding:
    return Finding(NAME, page, line, f'{kind}: "{said}"', DO.get(kind, TAKE_OUT))


def _of_folders(context: Context) -> Iterator[Finding]:
    """Findings of the texts that lie beside the survey files."""
    for path in sorted((context.root / "data/waves").glob("*/*")):
        page = path.relative_to(context.root).as_posix()
        if path.suffix.lower() in TEXTS and path.name != "quotes.yml":
            text = path.read_text(encoding="utf-8", errors="replace")
            spoken = path.suffix.lower() == ".txt"
            for number, line in enumerate(text.splitlines(), 1):
                for kind, _ in identifiers(line, spoken):
                    yield Finding(NAME, page, number, f"{kind} in line {number}", TAKE_OUT)


def _of_quotations(context: Context) -> Iterator[Finding]:
    """Findings of what is quoted; no finding shows the words, since it may be printed."""
    kept, _ = read_quotations(context.root, context.wave)
    for quotation in kept.values():
        for part in ("text", "attribution"):
            for kind, _ in identifiers(getattr(quotation, part), spoken=True):
                found = f"{kind} in the {part} of the quotation {quotation.name}"
                yield Finding(NAME, quotation.kept_in, quotation.name, found, TAKE_OUT)


def _of_notebooks(context: Context, published: Published) -> Iterator[Finding]:
    for page, chapter in context.notebooks.items():
        about = chapter.content.get("metadata", {})
        for key in ("authors", "author"):
            if about.get(key):
                found = f"the notebook names its authors: {json.dumps(about[key])}"
                yield Finding(NAME, page, "metadata", found, "Take them out of the notebook")
        for _, cell in chapter.cells:
            place = f"cell {cell['id']}, line "
            yield from _of_text(page, place, cell["source"], published)
            if shown := cell.get("outputs") or cell.get("attachments"):
                text = json.dumps(shown, ensure_ascii=False)
                for kind, said in identifiers(text):
                    yield _finding(page, f"output of cell {cell['id']}", kind, said)


def _of_pages(context: Context, published: Published) -> Iterator[Finding]:
    for page, text in context.pages.items():
        yield from _of_text(page, "", text, published, is_source=page in SOURCES)


def _of_text(
    page: str, place: str, source: str, published: Published, is_source: bool = False
) -> Iterator[Finding]:
    """Findings of a text, without the names of authors where a text names what they wrote."""
    found = [(n, *f) for n, line in enumerate(source.splitlines(), 1) for f in identifiers(line)]
    if not found:
        return
    cited = {p.line for p in sentences(page, place, source) if p.cited}
    thanked = _thanked(source)
    for number, kind, said in found:
        names = kind in (PERSON, SCHOOL)
        allowed = is_source or number in thanked or f"{place}{number}" in cited
        allowed |= re.search(rf"\*[^*\n]+\*,? by {re.escape(said)}", source) is not None
        if not (names and allowed or published.has(kind, said)):
            yield _finding(page, f"{place}{number}", kind, said)


def _thanked(source: str) -> set[int]:
    """Numbers of the lines under a heading of acknowledgements or references."""
    lines, under = set(), 0
    for number, line in enumerate(source.splitlines(), 1):
        if heading := HEADING.match(line):
            level = len(heading[1])
            under = 0 if under and level <= under else under
            under = level if not under and THANKS.match(line) else under
        if under:
            lines.add(number)
    return lines


def _of_site(context: Context, published: Published) -> Iterator[Finding]:
    """Findings of what the built pages say and no notebook or page has as it stands there."""
    typed = _typed(context)
    for path in sorted(context.site.rglob("*.html")):
        page = path.relative_to(context.root).as_posix()
        source = re.sub(r"\.html$", ".md", path.relative_to(context.site).as_posix())
        text = TAG.sub("\n", path.read_text(encoding="utf-8", errors="replace"))
        for kind, said in identifiers(html.unescape(text)):
            names = kind in (PERSON, SCHOOL)
            if not (names and (source in SOURCES or said in typed) or published.has(kind, said)):
                yield _finding(page, "on the page", kind, said)


def _typed(context: Context) -> str:
    """All that is typed, in which names were looked for where they stand."""
    cells = (c["source"] for x in context.notebooks.values() for _, c in x.cells)
    return "\n".join([*cells, *context.pages.values()])
