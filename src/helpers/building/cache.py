"""Cache: a chapter's results, kept for as long as what they came from is unchanged.

An entry is found by what was executed and under which parameters, lock and Python; it holds
the SHA-256 of everything that was read while it was made, and is used only where all of
that is as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from helpers.building.chapters import Results

FORM = 2  # of an entry; another one is not read
LIMIT = 64 * 2**20  # bytes that all entries together may take
KEPT = 8  # entries of one chapter with the same code, such as for data that went back and forth


class Cache:
    """Entries in a folder; safe to delete, and safe for several builds at once."""

    def __init__(self, folder: Path):
        self.folder = folder

    def holds(self, key: str) -> bool:
        """Whether there is any entry under a key, good or not."""
        return bool(self._entries(key))

    def find(self, key: str, digest_of: Callable[[str], str]) -> tuple[Results | None, str]:
        """Results under a key whose reads are unchanged, or None; and why, in words."""
        entries = self._entries(key)
        if not entries:
            return None, "its code, parameters, lock or Python are new"
        reasons = []
        for path in entries:
            entry = _whole(path)
            if entry is None:
                path.unlink(missing_ok=True)
                continue
            changed = [name for name, was in entry["reads"].items() if digest_of(name) != was]
            if not changed:
                _touch(path)
                return _results(entry), "nothing that its numbers depend on changed"
            more = " and more" if len(changed) > 4 else ""
            reasons.append(f"changed: {', '.join(changed[:4])}{more}")
        return None, reasons[0] if reasons else "its entry was damaged"

    def keep(self, key: str, results: Results, digest_of: Callable[[str], str]) -> None:
        """Store results with the digests of all that they came from."""
        reads = {name: digest_of(name) for name in results.reads}
        body = json.dumps({"form": FORM, "reads": reads, "results": asdict(results)})
        mark = hashlib.sha256(body.encode()).hexdigest()
        name = hashlib.sha256(json.dumps(sorted(reads.items())).encode()).hexdigest()[:16]
        folder = self.folder / key
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix="new-", dir=folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(f"{mark}\n{body}")
            os.replace(temporary, folder / f"{name}.json")
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        self._bound(key)

    def _entries(self, key: str) -> list[Path]:
        return sorted((self.folder / key).glob("*.json"), key=_age)

    def _bound(self, key: str) -> None:
        for path in self._entries(key)[KEPT:]:
            path.unlink(missing_ok=True)
        total = 0
        for path in sorted(self.folder.glob("*/*.json"), key=_age):
            total += _size(path)
            if total > LIMIT:
                path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _touch(path: Path) -> None:
    with suppress(OSError):
        os.utime(path)


def _whole(path: Path) -> dict | None:
    """Entry of a file, or None where it is damaged or of another form."""
    try:
        mark, body = path.read_text(encoding="utf-8").split("\n", 1)
        if hashlib.sha256(body.encode()).hexdigest() != mark:
            return None
        entry = json.loads(body)
    except (OSError, ValueError):
        return None
    return entry if entry.get("form") == FORM else None


def _results(entry: dict) -> Results:
    raw = entry["results"]
    kept = raw["outputs"], raw["texts"], raw["drawings"], tuple(raw["reads"]), raw["origins"]
    return Results(*kept)
