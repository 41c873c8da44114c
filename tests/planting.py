"""A built report in which faults are planted one at a time, and which is mended after each."""

from __future__ import annotations

import atexit
import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from built_book import built_book

from helpers.checking.context import Context
from helpers.checking.findings import Finding

SITE, EDITION = "book/_build/html", "book/_build/edition"


class Planted:
    """A report's files; `undo` puts back what was written over and takes away what was added."""

    def __init__(self, root: Path):
        self.root = root
        self._was: dict[Path, bytes | None] = {}

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file, over what stands there."""
        path = self.root / name
        self._was.setdefault(path, path.read_bytes() if path.is_file() else None)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def place(self, name: str) -> Path:
        """Path of a file that something else writes."""
        path = self.write(name, b"")
        path.unlink()
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Put `new` in the place of the first `old`, which must be there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def add(self, name: str, text: str) -> None:
        """Put a text at the end of a page."""
        self.write(name, (self.root / name).read_text(encoding="utf-8") + text)

    def cell(self, name: str, source: str, kind: str = "markdown") -> None:
        """Put a cell at the end of a notebook."""
        content = json.loads((self.root / name).read_text(encoding="utf-8"))
        cell = {"cell_type": kind, "id": "planted", "metadata": {}, "source": source}
        content["cells"].append(cell | ({"outputs": []} if kind == "code" else {}))
        self.write(name, json.dumps(content))

    def undo(self) -> None:
        """Make the report what it was."""
        for path, content in self._was.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        self._was.clear()


@cache
def planted() -> Planted:
    """A copy of the built book's project, which tests may spoil by turns."""
    folder = Path(mkdtemp(prefix="planted-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = folder / "report"
    shutil.copytree(built_book(), root, ignore=shutil.ignore_patterns("__pycache__", ".git"))
    return Planted(root)


def found_with(
    plant: Callable[[Planted], object], findings: Callable[[Context], list[Finding]]
) -> list[Finding]:
    """What a check finds with a fault, beside what it finds without one."""
    report = planted()
    before = found_without(findings)
    try:
        plant(report)
        return [f for f in findings(Context.of(report.root)) if f not in before]
    finally:
        report.undo()


@cache
def found_without(findings: Callable[[Context], list[Finding]]) -> tuple[Finding, ...]:
    """What a check finds in the report as it stands."""
    return tuple(findings(Context.of(planted().root)))
