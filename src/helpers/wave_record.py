"""Wave record: what wave.yml keeps of a delivery: the digest of each file, and what is undecided.

An entry under `undecided` has `found` and `write`, and says of what it is: `survey`, `item`,
`column` (one or a list) or `key` (a fact of wave.yml). docs/new-wave.md explains it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.digests import file_digest
from helpers.errors import Problem
from helpers.items import Item
from helpers.reading.instructions import KEYS

UNDECIDED, SHA = "undecided", "sha256"
DELIVERED = ("file", SHA, *KEYS)  # of a survey's entry: which file it is and how it is read
_SHOWN = 12  # characters of a digest that a message shows


def as_read(facts: dict[str, Any]) -> dict[str, Any]:
    """A wave's facts without what says of each survey which file it is and how it is read."""
    surveys = facts.get("surveys")
    kept = {
        survey: {key: value for key, value in entry.items() if key not in DELIVERED}
        for survey, entry in (surveys if isinstance(surveys, dict) else {}).items()
        if isinstance(entry, dict)
    }
    return facts | {"surveys": kept}


def undecided_of(facts: dict[str, Any]) -> list[Any]:
    """Entries of a wave's facts that nobody has decided yet, as they stand there."""
    entries = facts.get(UNDECIDED) or []
    return entries if isinstance(entries, list) else [entries]


def undecided_problems(facts: dict[str, Any], shown: str) -> list[Problem]:
    """A problem for each undecided entry, which `shown` is the file of."""
    return [
        Problem(shown, *_said(entry), at=(UNDECIDED, number))
        for number, entry in enumerate(undecided_of(facts))
    ]


def _said(entry: Any) -> tuple[str, str]:
    todo = "then delete this entry of undecided"
    if not isinstance(entry, dict):
        return f"undecided: {entry!r}", f"decide it; {todo}"
    columns = ", ".join(_texts(entry, "column"))
    parts = [("survey", entry.get("survey")), ("item", entry.get("item")), ("column", columns)]
    about = ", ".join(f"{what} {name}" for what, name in parts if name)
    about = about or str(entry.get("key", ""))
    found = ": ".join(filter(None, ["undecided", about, " ".join(_texts(entry, "found"))]))
    candidates = ", ".join(_texts(entry, "candidates"))
    found += f" (candidates: {candidates})" if candidates else ""
    return found, f"{entry.get('write', 'decide it')}; {todo}"


def _texts(entry: dict[str, Any], key: str) -> list[str]:
    """What an entry has under a key, one text or a list, each on one line."""
    said = entry.get(key) or []
    return [" ".join(str(text).split()) for text in (said if isinstance(said, list) else [said])]


def not_told(
    problems: list[Problem], facts: dict[str, Any], shown: str, items: dict[str, Item]
) -> list[Problem]:
    """The problems of a wave's folder `shown` that no undecided entry tells of already."""
    entries = [entry for entry in undecided_of(facts) if isinstance(entry, dict)]
    places = {place for entry in entries for place in _places(entry, facts, shown, items)}
    starts = tuple(start for entry in entries for start in _starts(entry))
    return [
        problem
        for problem in problems
        if (problem.file, problem.column) not in places and not problem.found.startswith(starts)
    ]


def _places(entry: dict[str, Any], facts: dict[str, Any], shown: str, items: dict[str, Item]):
    """Files with the columns that an undecided entry is about."""
    survey, item = entry.get("survey"), str(entry.get("item", ""))
    described = facts["surveys"].get(survey) if isinstance(survey, str) else None
    file = described.get("file") if isinstance(described, dict) else None
    names = [*_texts(entry, "column"), *_texts(entry, "candidates"), item]
    names += items[item].file_columns(survey).values() if item in items else []
    return [(f"{shown}/{file}", name) for name in names]


def _starts(entry: dict[str, Any]) -> list[str]:
    """How the reasons begin that say that a fact of an undecided entry is not there."""
    keys, survey = str(entry.get("key", "")).split(", "), entry.get("survey")
    if survey:
        return [f"survey {survey} has no {key!r}" for key in keys if key]
    return [f"has the {key} None" for key in keys if key]


def changed_files(folder: Path, facts: dict[str, Any], shown: str) -> list[Problem]:
    """A problem for each survey file that is not the one whose SHA-256 wave.yml has."""
    problems = []
    for survey, entry in facts["surveys"].items():
        if not isinstance(entry, dict) or SHA not in entry or not entry.get("file"):
            continue
        path = folder / str(entry["file"])
        if path.is_file() and file_digest(path) != entry[SHA]:
            said, is_now = str(entry[SHA])[:_SHOWN], file_digest(path)[:_SHOWN]
            found = (
                f"was changed since the wave was taken in: its SHA-256 begins {is_now}, and "
                f"wave.yml has {said} for survey {survey}"
            )
            todo = "put the file back as it was delivered, or take the wave in again"
            problems.append(Problem(f"{shown}/{entry['file']}", found, todo))
    return problems
