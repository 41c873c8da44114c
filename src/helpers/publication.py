"""Publication: what an edition says of itself: title, version, day, notice, updates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpers.entries import read_yaml, unknown_key
from helpers.entry_lines import with_lines
from helpers.errors import InputError, Problem

FILE = "edition.yml"
DRAFT = {"version": "draft", "published": None, "updates": []}
ADDRESS = "address"  # of the published edition; a key that may be left out
KEYS = (*DRAFT, ADDRESS)
# Keys of wave.yml that say that its answers are no record of what any teacher answered.
NO_RECORD = ("reconstructed", "example")
WARNING = (
    "{}: the numbers come from answers that were {}. They are not the answers of any teacher, and "
    "nothing here is a finding about Schools Linking."
)
VERSION = re.compile(r"\d+(\.\d+)*|draft")
WEB = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Publication:
    """An edition's imprint: `published` and the days of updates as ISO text.

    `published` is "" for a draft, `notice` is "" where the answers are those that teachers
    gave, `is_example` says that they were made up as an example, and `updates` are pairs of a
    day and what changed, the newest first.
    """

    title: str
    author: str
    language: str
    academic_year: str
    wave: str
    version: str
    published: str
    notice: str
    updates: tuple[tuple[str, str], ...]
    is_example: bool = False
    address: str = ""

    @property
    def heading(self) -> str:
        """What stands over the notice: what kind of answers these are, in two words."""
        return "Example data" if self.is_example else "Reconstructed data"

    @property
    def warning(self) -> str:
        """What must be known of numbers that stand by themselves; "" for answers as given."""
        made = (
            "made up as an example" if self.is_example else "reconstructed from published figures"
        )
        return WARNING.format(self.heading, made) if self.notice else ""


def read_publication(root: Path, wave: str) -> Publication:
    """Imprint of a wave's edition, a draft where the wave has no edition.yml.

    Raises InputError, with every reason, for an edition.yml that cannot be used.
    """
    shown = f"data/waves/{wave}"
    config = read_yaml(root / "_config.yml", "_config.yml")
    facts = read_yaml(root / shown / "wave.yml", f"{shown}/wave.yml")
    edition = DRAFT
    if (root / shown / FILE).exists():
        edition = read_yaml(root / shown / FILE, f"{shown}/{FILE}")
        if problems := _problems(edition, f"{shown}/{FILE}"):
            raise InputError(with_lines(problems, root))
    updates = [(str(entry["date"]), entry["what"]) for entry in edition["updates"]]
    return Publication(
        title=config["title"],
        author=config["author"],
        language=config["sphinx"]["config"].get("language", "en"),
        academic_year=facts["academic_year"],
        wave=wave,
        version=edition["version"],
        published=str(edition["published"] or ""),
        notice=" ".join(facts["notice"].split()) if any(map(facts.get, NO_RECORD)) else "",
        updates=tuple(sorted(updates, reverse=True)),
        is_example=bool(facts.get("example")),
        address=edition.get(ADDRESS, ""),
    )


def _problems(edition: dict[str, Any], file: str) -> list[Problem]:
    wrong = [unknown_key(file, "", key, KEYS) for key in edition if key not in KEYS]
    wrong += [Problem(file, f"has no {key!r}") for key in DRAFT if key not in edition]
    if not VERSION.fullmatch(str(edition.get("version", "draft"))):
        todo = 'put numbers with dots there, in quotation marks, such as "1.0"'
        found = f"has the version {edition['version']!r}"
        wrong.append(Problem(file, found, todo, at=("version",)))
    if not isinstance(edition.get("version", ""), str):
        found, todo = "has a version that is no text", 'write it as "1.0"'
        wrong.append(Problem(file, found, todo, at=("version",)))
    if not isinstance(edition.get("published", date.min), date):
        found = f"has the day of publication {edition['published']!r}"
        todo = "put a day there, such as 2000-01-31"
        wrong.append(Problem(file, found, todo, at=("published",)))
    if not WEB.fullmatch(str(edition.get(ADDRESS, "https://x"))):
        found = f"has the address {edition[ADDRESS]!r}"
        todo = "put the web address of the published edition there"
        wrong.append(Problem(file, found, todo, at=(ADDRESS,)))
    return wrong + _update_problems(edition.get("updates") or [], file)


def _update_problems(updates: Any, file: str) -> list[Problem]:
    todo = "each has a date, such as 2000-01-31, and what was changed, as text"
    if not isinstance(updates, list):
        return [Problem(file, "has updates that are no list", todo, at=("updates",))]
    return [
        Problem(file, f"has the update {entry!r}", todo, at=("updates", number))
        for number, entry in enumerate(updates)
        if not (
            isinstance(entry, dict)
            and set(entry) == {"date", "what"}
            and isinstance(entry["date"], date)
            and isinstance(entry["what"], str)
        )
    ]
