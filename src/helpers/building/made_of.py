"""Made of: digests of what each page of a site came from, in a file of the site.

`report diff` reads it in two sites and says why a page is not the same in both. It holds
nothing that could be turned back into answers: few answers have few combinations, and whoever
tries them all would find the one with a digest. So answers are digested together, a chapter's
of a survey at once; where those are few, the digest of all answers of the survey stands for them.
"""

from __future__ import annotations

import json
import platform
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from helpers.building.about_build import answer_digests, facts_digest
from helpers.building.changes import MADE_OF
from helpers.building.chapters import Chapter, Results, tags_of
from helpers.building.inline_text import EXPRESSION
from helpers.building.memory import digests
from helpers.building.sources import Sources
from helpers.digests import digest, file_digest
from helpers.entries import read_yaml
from helpers.project import TOC

FORM = 1
ABOUT = "book/about-this-build.md"  # a book with this page says what it was made of
QUESTIONNAIRE, FACTS = "questionnaire", "description of the wave"
SHORT = 16  # hexadecimal digits of a digest: enough to tell two files apart
LEAST_ANSWERS = 1000
BETWEEN = re.compile(r"\{(?:include|figure|image)\} (\S+)")
SAME = "build-facts.md"  # says in a page what this file says
PAGE_MAKERS = Path(__file__).parent
LOOKS = ("book/_static", "book/_templates")
# Names of what a chapter read, by the first word of `Sources`' names.
ANSWERS, RESPONDENTS = "column", "respondents"
NAMED = {
    "item": QUESTIONNAIRE, "questions": QUESTIONNAIRE, "quote": "quotations",
    "waves": "which waves there are",
}  # fmt: skip


def write_made_of(
    source: Path, found: list[tuple[Chapter, Results]], sources: Sources, given: dict[str, str]
) -> None:
    """Write what a site is made of beside its pages, where the book has a page about that.

    `source` is the folder that Sphinx reads; `found` has the site's chapters.
    """
    if (source / ABOUT).is_file():
        text = made_of(source, found, sources, given)
        (source / MADE_OF).write_text(text, encoding="utf-8")


def made_of(
    source: Path, found: list[tuple[Chapter, Results]], sources: Sources, given: dict[str, str]
) -> str:
    """JSON of what a site is made of: its pages by name, modules, and what all pages share."""
    shared = _Shared(sources)
    pages = {_name(path, source): {"prose": _prose(path, source)} for path in _pages(source)}
    modules: set[str] = set()
    for chapter, results in found:
        kinds = _by_kind(results.reads)
        modules |= set(kinds["module"])
        name = chapter.path.relative_to(sources.root).with_suffix("").as_posix()
        pages[name] = {
            "prose": _chapter_prose(chapter, source),
            "code": _short(chapter.code_key),
            "modules": kinds["module"],
            "data": shared.data(kinds),
            "settings": _short(sources.digest_of("settings")),
        }
    whole = {
        "form": FORM,
        "book": _book(source, sources, given),
        "modules": {name: _short(sources.digest_of(f"module {name}")) for name in modules},
        "pages": pages,
    }
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _book(source: Path, sources: Sources, given: dict[str, str]) -> dict[str, Any]:
    """What every page of a site comes from."""
    makers = sorted((path.name, file_digest(path)) for path in PAGE_MAKERS.glob("*.py"))
    return {
        "parameters": given,
        "tools": {
            "Python": platform.python_version(),
            "packages": _short(sources.digest_of("lock")),
        },
        "settings of the book": _short(file_digest(source / "_config.yml")),
        "table of contents": _short(file_digest(source / TOC)),
        "styles and templates": _short(digest([digests(source / name) for name in LOOKS])),
        "programs that make pages": _short(digest(makers)),
    }


class _Shared:
    """Digests of data that are the same for every chapter of a site."""

    def __init__(self, sources: Sources):
        self.sources = sources
        self.facts = facts_digest(sources.root, sources.wave)
        self.answers = answer_digests(sources.data)
        shown = f"data/waves/{sources.wave}/wave.yml"
        surveys = read_yaml(sources.root / shown, shown)["surveys"]
        self.asked = {name: entry.get("respondents") or 0 for name, entry in surveys.items()}

    def data(self, kinds: dict[str, list[str]]) -> dict[str, str]:
        """Digest of each kind of data that a chapter read."""
        joined: dict[str, list[str]] = defaultdict(list)
        for kind, name in NAMED.items():
            joined[name] += [f"{kind} {rest}".strip() for rest in kinds.get(kind, [])]
        found = {name: self._of(reads) for name, reads in joined.items() if reads}
        surveys = {column.partition(" ")[0] for column in kinds.get(ANSWERS, [])}
        for survey in sorted(surveys | set(kinds.get(RESPONDENTS, []))):
            found[f"answers of {survey}"] = self._answers(kinds, survey)
        found |= {file: self.sources.digest_of(f"file {file}") for file in kinds.get("file", [])}
        return {name: _short(value) for name, value in found.items()} | {FACTS: _short(self.facts)}

    def _answers(self, kinds: dict[str, list[str]], survey: str) -> str:
        """Digest of the answers of a survey that were read, or of all where they are few."""
        read = [name for name in kinds.get(ANSWERS, []) if name.partition(" ")[0] == survey]
        if read and len(read) * self.asked.get(survey, 0) < LEAST_ANSWERS:
            return self.answers.get(survey, "")
        return self._of([f"{RESPONDENTS} {survey}", *(f"{ANSWERS} {name}" for name in read)])

    def _of(self, reads: list[str]) -> str:
        return digest([(name, self.sources.digest_of(name)) for name in reads])


def _short(text: str) -> str:
    return text[:SHORT]


def _name(path: Path, source: Path) -> str:
    return path.relative_to(source).with_suffix("").as_posix()


def _pages(source: Path) -> list[Path]:
    """Markdown files of the book."""
    return sorted(path for path in (source / "book").rglob("*.md") if path.name != SAME)


def _prose(path: Path, source: Path) -> str:
    return _words(path.read_text(encoding="utf-8"), path.parent, source)


def _chapter_prose(chapter: Chapter, source: Path) -> str:
    """Digest of the words between the numbers, and of which cells are shown."""
    cells = [cell for _, cell in chapter.cells]
    words = [EXPRESSION.sub("{eval}", c["source"]) for c in cells if c["cell_type"] == "markdown"]
    tags = [tags_of(cell) for cell in cells]
    return _words(json.dumps([words, tags], ensure_ascii=False), source / "notebooks", source)


def _words(text: str, folder: Path, source: Path) -> str:
    """Digest of a text with the drawings and parts of pages that it names."""
    named = re.sub(r"\\n|\n", " ", text)
    found = sorted({match[1].rstrip('"') for match in BETWEEN.finditer(named)})
    paths = [Path(folder, name).resolve() for name in found]
    own = [p for p in paths if p.is_file() and p.name != SAME and source.resolve() in p.parents]
    parts = [_prose(p, source) if p.suffix == ".md" else file_digest(p) for p in own]
    return _short(digest(text, parts))


def _by_kind(reads: tuple[str, ...]) -> dict[str, list[str]]:
    """What was read by the first word of its name."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(reads):
        kind, _, rest = name.partition(" ")
        found[kind].append(rest)
    return found
