"""What is kept from one build to the next: a whole, sealed generation, or nothing at all.

A generation is a folder that never changes once it is there, and a small file names the one
that counts. Two builds at once therefore need no lock: each works on copies, and the last to
finish says what counts. Every file is compared with its digest before it is used again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

CURRENT = "current"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Generation:
    """One kept build: its folder, the digest of each of its files, and facts about it."""

    folder: Path
    files: dict[str, str]
    facts: dict

    def part(self, name: str) -> dict[str, str]:
        """Digests of the files in one of its folders, by their path in that folder."""
        head = f"{name}/"
        return {p.removeprefix(head): d for p, d in self.files.items() if p.startswith(head)}


class Memory:
    """The folder of the kept build; it can be deleted at any time."""

    def __init__(self, folder: Path):
        self.folder = folder

    def recall(self) -> Generation | None:
        """The kept build, after every file of it was found as it was; None where there is none."""
        try:
            current = json.loads((self.folder / CURRENT).read_bytes())
            folder = self.folder / current["name"]
            manifest = (folder / MANIFEST).read_bytes()
            if hashlib.sha256(manifest).hexdigest() != current["seal"]:
                return None
            kept = Generation(folder, **json.loads(manifest))
            present = digests(folder)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        del present[MANIFEST]
        return kept if present == kept.files else None

    def keep(self, made: Path, facts: dict) -> None:
        """Make a folder the kept build, and forget the one before.

        The folder is moved, so it must lie on the same file system. Where that is not
        possible (no space, no permission) what was kept stays, or nothing does.
        """
        with suppress(OSError):
            manifest = json.dumps({"files": digests(made), "facts": facts}).encode()
            (made / MANIFEST).write_bytes(manifest)
            self.folder.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(dir=self.folder))
            made.rename(folder)
            seal = hashlib.sha256(manifest).hexdigest()
            _write_whole(self.folder / CURRENT, json.dumps({"name": folder.name, "seal": seal}))
        self.tidy()

    def tidy(self) -> None:
        """Remove everything but the kept build, such as what a killed build left."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            counts = {CURRENT, json.loads((self.folder / CURRENT).read_bytes())["name"]}
            for path in self.folder.iterdir():
                if path.name in counts:
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path in it with `/` between the parts."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            found[path.relative_to(folder).as_posix()] = digest(path)
    return dict(sorted(found.items()))


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def place(path: Path, target: Path) -> None:
    """Let a file stand at another place too, as a second name of it or else as a copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(path, target)


def _write_whole(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
