"""Output search: all that is published searched for what belongs to a single respondent."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from helpers.checking.answer_grids import answers, survey_digests
from helpers.checking.answer_search import Index, words_of
from helpers.checking.context import Context
from helpers.checking.file_parts import Inner, Part, parts
from helpers.checking.findings import Finding
from helpers.checking.named_makers import makers
from helpers.checking.questionnaire_texts import questionnaire_texts
from helpers.checking.unpublished import Machine, plain, wrong_kind, wrong_markup
from helpers.digests import digest, file_digest, tree_digest
from helpers.project import AREAS, BOOK, MEMORY
from helpers.publication import read_publication
from helpers.quotations import quotation_files, read_quotations

NAME = "output"
EDITION = BOOK.parent / "edition"
FOLDERS = (BOOK, EDITION, AREAS)
KEPT = MEMORY / "search.json"  # what was found in each file, by its SHA-256
PACKAGE = Path(__file__).parents[1]
STAGING = "staging-"  # of a build that is under way or was stopped; it is published by nobody
NO_ANSWERS = "Publish no answers of single respondents: take it out of the page and build again"
Found = tuple[str, str, str]  # where in the file, what was found, what to do


def findings(context: Context) -> list[Finding]:
    """Values of single respondents, paths of the machine and working files in what is published."""
    search = Search(context)
    found = []
    for folder in FOLDERS:
        for path in sorted((context.root / folder).rglob("*")):
            if path.is_file() and STAGING not in path.relative_to(context.root / folder).parts[0]:
                page = path.relative_to(context.root).as_posix()
                found += [Finding(NAME, page, *each) for each in search.of_file(path)]
    search.keep()
    return found


class Search:
    """Looks into files; what was found in one is kept until the data or a program changes."""

    def __init__(self, context: Context):
        self.context, self.digests = context, survey_digests(context.root)
        self.machine = Machine(context.root)
        self.author = read_publication(context.root, context.wave).author
        self.key = self._key()
        self._found = self._kept()
        self._used: set[str] = set()

    def _key(self) -> str:
        """SHA-256 of all that a finding comes from beside the file."""
        root, wave = self.context.root, self.context.wave
        files = [root / name for name in ("data/questionnaire.yml", *quotation_files(root, wave))]
        files += sorted(root.glob("data/waves/*/wave.yml"))
        data = sorted(self.digests), [file_digest(path) for path in files]
        return digest(data, wave, self.machine.names, self.author, tree_digest(PACKAGE, ".py"))

    def _kept(self) -> dict[str, list[Found]]:
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            kept = json.loads((self.context.root / KEPT).read_bytes())
            if kept["key"] == self.key:
                return {name: list(map(tuple, found)) for name, found in kept["files"].items()}
        return {}

    def of_file(self, path: Path) -> list[Found]:
        """What must not be published of a file."""
        data = path.read_bytes()
        name = f"{hashlib.sha256(data).hexdigest()} {path.name}"
        if name not in self._found:
            self._found[name] = list(dict.fromkeys(self._look(path.name, data)))
        self._used.add(name)
        return self._found[name]

    def keep(self) -> None:
        """Remember what was found; where that is not possible the next search looks again."""
        path = self.context.root / KEPT
        draft = path.with_suffix(f".{os.getpid()}")
        files = {name: self._found[name] for name in sorted(self._used)}
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps({"key": self.key, "files": files}), encoding="utf-8")
            draft.replace(path)

    def _look(self, name: str, data: bytes) -> Iterator[Found]:
        yield from self._whole(name, data, "the file")
        for part in parts(name, data):
            if isinstance(part, Inner):
                yield from self._whole(part.name, part.data, part.name)
            else:
                yield from self._text(name, part)

    def _whole(self, name: str, data: bytes, where: str) -> Iterator[Found]:
        """What a file is wrong as a whole with: a survey file, a working file, hidden sheets."""
        of = self.digests.get(hashlib.sha256(data).hexdigest())
        if of:
            yield where, f"it is the survey file {of}", "Take it out of what is published"
        elif said := wrong_kind(name, data):
            yield where, said, "Take it out of what is published"
        for place, who in makers(name, data):
            if who != self.author:
                said = f'"{who}" is named as {place}'
                yield where, said, f'Name "{self.author}" there, or nobody'
        for said in wrong_markup(name, data, self.index.answers.counts):
            yield where, said, NO_ANSWERS

    def _text(self, name: str, part: Part) -> Iterator[Found]:
        where = part.where or "the file"
        for said in self.machine.found(part.text):
            yield where, said, "Publish no path of the machine: take it out and build again"
        text = plain(name, part)
        for said in self.index.found(text, any_case=name == "searchindex.js"):
            yield where, said, NO_ANSWERS

    @property
    def index(self) -> Index:
        """The answers to look for, read when the first file is new."""
        return _index(self.context.root, self.context.wave, self.key)


@lru_cache(2)
def _index(root: Path, wave: str, key: str) -> Index:
    """Index of the answers of a project in the state that `key` stands for."""
    kept, _ = read_quotations(root, wave)
    texts = [*(quotation.text for quotation in kept.values()), *questionnaire_texts(root)]
    allowed = " | ".join(" ".join(words_of(text)) for text in texts)
    return Index(answers(root, wave), f" {allowed} ")
