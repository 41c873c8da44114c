"""Reasons: why a page is not the same in two sites, from what the sites say they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DATA, CODE, PARAMETERS, PROSE, TOOLS, BOOK = (
    "data", "code", "parameters", "prose", "tools", "the book as a whole"
)  # fmt: skip
UNTOLD = "not told"
MOST = 6  # names that are listed
NOT_SAID = "the {} site does not say what it was made of; it was built by an older program"
NOT_KNOWN = "nothing that the sites say they are made of differs"
# What all pages share and only the book as a whole is made of: a reason where a page has no other.
WHOLE = ("settings of the book", "table of contents", "styles and templates")
MAKERS = "programs that make pages"


@dataclass(frozen=True)
class Reason:
    """One thing that a page comes from and that is not the same: its kind, and what it is."""

    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind} ({self.what})"


def reasons(page: str, old: dict[str, Any], new: dict[str, Any]) -> list[Reason]:
    """Why a page ("notebooks/outcomes") may differ: all that it comes from and that differs.

    `old` and `new` are what the sites say of themselves. What the book as a whole is made of is
    named where nothing of the page's own differs.
    """
    for which, made in (("older", old), ("newer", new)):
        if not made:
            return [Reason(UNTOLD, NOT_SAID.format(which))]
    before, after = (made["pages"].get(page, {}) for made in (old, new))
    own = [*_own(before, after, old, new), *_shared(old["book"], new["book"])]
    return own or _whole(old["book"], new["book"]) or [Reason(UNTOLD, NOT_KNOWN)]


def _own(before: dict, after: dict, old: dict, new: dict) -> Iterator[Reason]:
    if data := _differing(before.get("data", {}), after.get("data", {})):
        yield Reason(DATA, _listed(data))
    modules = _differing(*(_modules(page, made) for page, made in ((before, old), (after, new))))
    if before.get("code") != after.get("code"):
        yield Reason(CODE, "the cells or expressions of its notebook")
    if modules:
        yield Reason(CODE, f"modules {_listed(modules)}")
    if before.get("settings") != after.get("settings"):
        yield Reason(PARAMETERS, "settings of the questionnaire")
    if before.get("prose") != after.get("prose"):
        yield Reason(PROSE, "its words or drawings were edited")


def _shared(old: dict, new: dict) -> Iterator[Reason]:
    """What every page comes from."""
    for name in _differing(old["parameters"], new["parameters"]):
        was, now = (made["parameters"].get(name, "none") for made in (old, new))
        yield Reason(PARAMETERS, f"{name}: {was}, then {now}")
    for name in _differing(old["tools"], new["tools"]):
        was, now = (made["tools"].get(name, "none") for made in (old, new))
        yield Reason(TOOLS, f"Python {was}, then {now}" if name == "Python" else name)


def _whole(old: dict, new: dict) -> list[Reason]:
    found = [Reason(BOOK, name) for name in WHOLE if old.get(name) != new.get(name)]
    if old.get(MAKERS) != new.get(MAKERS):
        found.append(Reason(CODE, MAKERS))
    return found


def _modules(page: dict, made: dict) -> dict[str, str]:
    return {name: made["modules"].get(name, "") for name in page.get("modules", [])}


def _differing(old: dict, new: dict) -> list[str]:
    return [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]


def _listed(names: list[str]) -> str:
    shown = [name.replace("end_of_linking", "end of linking") for name in names[:MOST]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
