"""What changed since the kept build, and what a pass of Sphinx has to do about it.

A page is read again when one of the files that it needs changed. Files that came or went, and
files that no page is known to need, start a pass from nothing: pages may depend on them in
ways that are not known.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.building.memory import Generation, digest, digests

GONE = "no whole earlier build is kept"
CONFIG = "_config.yml"
# Jupyter Book lists what it finds there in its settings.
OWN_ASSETS = "_static/"
# Goes into the site as it is: what its pages are made of. No page shows it.
MADE_OF = "made-of.json"


@dataclass(frozen=True)
class Plan:
    """What a pass has to do, and why.

    `read` names pages, None stands for a pass from nothing; `carried` says that the site's
    other files are still good. Nothing is to do where no page is read and all is carried.
    `tools` says that the packages are the same, so that what they made of the configuration
    and of the theme's templates holds.
    """

    why: str
    read: tuple[str, ...] | None = None
    carried: bool = False
    tools: bool = True

    @property
    def nothing(self) -> bool:
        """Whether the kept site is the one that is wanted."""
        return self.read == () and self.carried


def inputs_of(source: Path) -> dict:
    """Digests of the files of a source folder ("files") and of what works on them ("tools")."""
    files = {path: value for path, value in digests(source).items() if path != MADE_OF}
    return {"files": files, "tools": _tools()}


def make_plan(last: Generation | None, now: dict) -> Plan:
    """What has to be done after the kept build when the inputs are these."""
    if last is None:
        return Plan(GONE, tools=False)
    before = last.facts["inputs"]
    if before["tools"] != now["tools"]:
        return Plan("Python or its packages changed", tools=False)
    if file := changed_code(last.facts):
        return Plan(f"{file} changed", tools=False)
    for path in sorted(set(before["files"]) ^ set(now["files"])):
        return Plan(f"{path} {'came' if path in now['files'] else 'went'}")
    changed = [path for path in now["files"] if now["files"][path] != before["files"][path]]
    if not changed:
        return Plan("nothing changed", (), True)
    return _plan_changes(last.facts, changed)


def _plan_changes(facts: dict, changed: list[str]) -> Plan:
    if not facts["lasting"]:
        return Plan("pages show values of other notebooks (glue)")
    assets = tuple(f"{folder}/" for folder in facts["assets"])
    needs, carried, read = facts["needs"], True, set()
    for path in changed:
        users = {page for page, files in needs.items() if path in files}
        if path.startswith(assets):
            carried = False
        elif not users:
            return Plan(f"{path} changed")
        read |= users
    return Plan(f"changed: {', '.join(changed)}", tuple(sorted(read)), carried)


def same_settings(last: Generation, now: dict) -> bool:
    """Whether Jupyter Book would make the same settings again: it looks at these files only."""
    before, after = (
        {p: d for p, d in files.items() if p == CONFIG or p.startswith(OWN_ASSETS)}
        for files in (last.facts["inputs"]["files"], now["files"])
    )
    return before == after


def changed_code(facts: dict) -> str:
    """Name of a module that is not what it was when a pass used it; empty where none is."""
    for file, value in facts["code"].items():
        if not os.path.isfile(file) or digest(Path(file)) != value:
            return os.path.basename(file)
    return ""


def _tools() -> str:
    """Digest of Python's version, of all packages' names and versions, and of these modules."""
    own = [digest(Path(__file__).with_name(name)) for name in ("changes.py", "pages.py")]
    parts = [sys.version, *sorted(set(_distributions())), *own]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _distributions() -> Iterator[str]:
    for folder in sys.path:
        if os.path.isdir(folder):
            yield from (name for name in os.listdir(folder) if name.endswith("-info"))
