"""Origins: what the numbers of a notebook rest on, noted while their texts are made.

Estimates and tests are noted when a text takes them, counts and facts where they are said.
The build asks after each expression and cell what has been taken. Nothing that is suppressed
is in a note.
"""

from __future__ import annotations

import json
import math
from typing import Any

HIDDEN = "suppressed"  # status of what may not be shown, as `disclosure` has it
_numbers: dict[str, int] = {}  # of each note, by its JSON
_rows: dict[int, tuple[Any, int]] = {}  # of rows that were looked at, which are kept alive
_taken: dict[int, None] = {}
_known: dict[str, dict[str, Any]] = {"items": {}, "waves": {}}


def note(kind: str, **facts: Any) -> None:
    """Remember that the text in the making rests on something, such as a number of respondents."""
    _taken[_number({"kind": kind} | facts)] = None


def note_row(row: Any, linked: bool = False) -> None:
    """The same of a row of estimates or tests; `linked`: of those who answered both surveys.

    Other rows, such as effect sizes, are not noted.
    """
    if "survey" not in row:
        return
    if id(row) not in _rows:
        found = _test(row) if "test" in row else _estimate(row, linked)
        _rows[id(row)] = row, _number(found)
    _taken[_rows[id(row)][1]] = None


def note_shares(rows: Any, linked: bool = False) -> None:
    """The same of the rows of one item in one survey that an exhibit shows, as one note."""
    for _, group in rows.groupby("survey", sort=False) if "survey" in rows else ():
        found = _estimate(group.iloc[0], linked)
        note(**found | {"kind": "shares", "response": list(group["response"])})


def know(kind: str, name: str, **facts: Any) -> None:
    """Keep how to name an item or a wave ("items" or "waves") for those who tell the notes."""
    _known[kind][name] = facts


def taken() -> str:
    """Numbers of the notes that were taken since this was last asked: "0 4 7"."""
    numbers = " ".join(map(str, _taken))
    _taken.clear()
    return numbers


def told() -> str:
    """All notes in the order of their numbers, and the names they use, as JSON."""
    notes = [json.loads(text) for text in _numbers]
    items = {name for found in notes for name in (found.get("item"), *found.get("items", ()))}
    names = {name: facts for name, facts in _known["items"].items() if name in items}
    return json.dumps({"notes": notes, "items": names, "waves": _known["waves"]})


def forget() -> None:
    """Start again with nothing noted."""
    for kept in (_numbers, _rows, _taken, *_known.values()):
        kept.clear()


def _number(facts: dict[str, Any]) -> int:
    text = json.dumps({name: value for name, value in facts.items() if value not in ("", None)})
    return _numbers.setdefault(text, len(_numbers))


def _estimate(row: Any, linked: bool) -> dict[str, Any]:
    found = {"kind": "estimate"} | {name: row.get(name) for name in _NAMES}
    found |= {"linked": linked or None}
    if row.get("status", HIDDEN) == HIDDEN:
        return found | {"status": HIDDEN}
    base, effective = row.get("base"), row.get("effective_base")
    known = effective is not None and base is not None
    unequal = known and not math.isclose(effective, base, rel_tol=1e-9)
    return found | {"status": row["status"], "base": _whole(base), "weighted": unequal or None}


_NAMES = ("wave", "survey", "item", "response", "group")


def _test(row: Any) -> dict[str, Any]:
    found = {"kind": "test"} | {name: row.get(name) for name in (*_NAMES, "against", "test")}
    if row.get("status", HIDDEN) == HIDDEN:
        return found | {"status": HIDDEN}
    numbers = {name: _rounded(row.get(name)) for name in ("statistic", "df", "p")}
    bases = {name: _whole(row.get(name)) for name in ("base", "base_against")}
    said = {"significant": bool(row["significant"]), "reason": row.get("reason")}
    return found | {"status": row["status"]} | bases | numbers | said


def _whole(value: Any) -> int | None:
    return None if value is None or math.isnan(value) else int(value)


def _rounded(value: Any) -> float | None:
    """A number with the figures that a table shows; None where there is none."""
    if value is None or math.isnan(value):
        return None
    return float(f"{float(value):.4g}")
