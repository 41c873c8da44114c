"""Sources: the SHA-256, by name, of everything that a chapter's numbers can come from.

Names are those that `reads` notes ("column SURVEY ITEM", "item NAME", "quote NAME"), with
"file PATH", "waves", "facts", "settings", "questions", "respondents SURVEY", "module NAME", "lock"
and "python".
"""

from __future__ import annotations

import ast
import json
import os
import sys
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from helpers.building.chapters import Chapter
from helpers.digests import digest, file_digest
from helpers.errors import BuildError
from helpers.project import data_files, wave_names

PACKAGE = Path(__file__).parents[1]
FILES = ("module", "file", "lock")
ALWAYS = ("facts", "settings", "questions", "lock", "python")
# What stands between a survey file and answers; a change of it may change what is read.
READERS = [
    *(PACKAGE / f"{name}.py" for name in ("entries", "items", "questionnaire", "survey_files")),
    PACKAGE / "quotations.py",
    PACKAGE / "survey_names.py",
    PACKAGE / "waves.py",
    Path(__file__),
    *(PACKAGE / "reading").glob("*.py"),
]
MEMOS = 8  # how many states of the data are remembered


class Sources:
    """Digests of one wave's sources; the data is read only in a state not seen before."""

    def __init__(self, root: Path, wave: str, memory: Path):
        self.root, self.wave, self.memory = root, wave, memory
        self._seen: dict[str, str] = {}

    def digest_of(self, name: str) -> str:
        """SHA-256 of a source when it was first asked for, or "" where there is no such source."""
        if name not in self._seen:
            self._seen[name] = self._digest_of(name)
        return self._seen[name]

    def look_at(self, modules: Iterable[str]) -> None:
        """Take the digest of modules and of all files in data/, before anything reads them."""
        data = (path for path in (self.root / "data").rglob("*") if path.is_file())
        files = (f"file {path.relative_to(self.root).as_posix()}" for path in data)
        for name in (*modules, *files, "lock"):
            self.digest_of(name)

    def check(self) -> None:
        """Raise BuildError where a file is not what it was: old and new numbers would mix."""
        now = Sources(self.root, self.wave, self.memory)
        files = [name for name in self._seen if name.partition(" ")[0] in FILES]
        changed = [name for name in files if now.digest_of(name) != self._seen[name]]
        if now.state != self.state:
            changed.append("the data")
        if changed:
            raise BuildError(f"changed while the build ran: {changed[0]}; build again")

    def _digest_of(self, name: str) -> str:
        kind, _, rest = name.partition(" ")
        if kind == "module":
            return file_digest(module_path(rest))
        if kind == "file":
            return file_digest(self.root / rest)
        if kind == "waves":
            return digest(wave_names(self.root))
        if kind == "lock":
            return file_digest(self.root / "requirements.lock")
        if kind == "python":
            return sys.version
        return self.data.get(name, "")

    @cached_property
    def state(self) -> str:
        """SHA-256 of all data files of the wave, as bytes."""
        files = data_files(self.root, self.wave)
        code = [file_digest(path) for path in sorted(READERS)]
        named = [(path.relative_to(self.root).as_posix(), file_digest(path)) for path in files]
        return digest(named, code)

    @cached_property
    def data(self) -> dict[str, str]:
        """Digest of each part of the data; raises InputError where it cannot be used."""
        memo = self.memory / f"{self.state}.json"
        try:
            found = json.loads(memo.read_text(encoding="utf-8"))
            os.utime(memo)
            return found
        except (OSError, ValueError):
            digests = data_digests(self.root, self.wave)
        self.memory.mkdir(parents=True, exist_ok=True)
        temporary = memo.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(digests), encoding="utf-8")
        os.replace(temporary, memo)
        for old in sorted(self.memory.glob("*.json"), key=lambda p: -p.stat().st_mtime)[MEMOS:]:
            old.unlink(missing_ok=True)
        return digests


def data_digests(root: Path, wave: str) -> dict[str, str]:
    """Digest of each part of a wave's data by name; raises InputError as load_wave does."""
    # Imported here: a build of unchanged data need not wait for pandas.
    from helpers.quotations import quotations
    from helpers.reads import column_digest
    from helpers.waves import load_wave

    loaded = load_wave(root, wave)
    items = dict(loaded.questionnaire.items)
    shape = [(item.name, item.kind, item.columns) for item in items.values()]
    digests = {
        "facts": digest(loaded.facts),
        "settings": digest(loaded.questionnaire.settings, loaded.questionnaire.special),
        "questions": digest(shape),
    }
    digests |= {f"item {name}": digest(item) for name, item in items.items()}
    for survey, answers in loaded.surveys.items():
        digests[f"respondents {survey}"] = digest(list(answers.index), list(answers.columns))
        for name in answers.columns:
            digests[f"column {survey} {name}"] = column_digest(answers[name])
    quotes = quotations(root, wave)
    return digests | {f"quote {name}": digest(entry) for name, entry in quotes.items()}


def module_path(name: str) -> Path:
    """File of a module of this project by its name within it, such as "annex.fills"."""
    return PACKAGE / f"{name.replace('.', '/')}.py"


def modules_of(chapter: Chapter) -> list[str]:
    """Names "module NAME" of the project's modules that a chapter's code leads to."""
    code = [cell["source"] for _, cell in chapter.cells if cell["cell_type"] == "code"]
    waiting = set().union(*(_imported(source) for source in code)) if code else set()
    found: set[str] = set()
    while waiting:
        module = waiting.pop()
        path = module_path(module)
        if module in found or not path.is_file():
            continue
        found.add(module)
        waiting |= _imported(path.read_text(encoding="utf-8"))
    return [f"module {name}" for name in sorted(found)]


def _imported(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
            name = node.module.partition(".")[2]
            within = f"{name}." if name else ""
            # What is named may be a module of a package or a thing in a module.
            found |= {name, *(f"{within}{alias.name}" for alias in node.names)} - {""}
        elif isinstance(node, ast.Import):
            found |= {a.name[8:] for a in node.names if a.name.startswith("helpers.")}
    return found
