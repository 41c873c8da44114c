"""Merge of two people's edits of a notebook, sentence by sentence, as a driver for git.

Git's own merge takes two sentences on lines next to each other for one passage, and gives up
where two people changed one each. Here cells are matched by their names and sentences by
their text. Where both changed the same sentence the cell holds both versions between marks,
and the notebook can still be opened; anything else is left to git's own merge.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path

from helpers.workshop.notebook_state import as_stored, cleaned, unmerged

Hunk = tuple[int, int, list]


class Conflict(Exception):
    """Both sides changed the same thing, and not alike."""


def merged(base: dict, ours: dict, theirs: dict) -> dict:
    """The notebook with the changes of both sides.

    All three as `notebook_state.cleaned` gives them. A sentence that both changed is in its
    cell twice, between git's marks. Raises Conflict where the changes do not go together.
    """
    sides = [{cell["id"]: cell for cell in side["cells"]} for side in (base, ours, theirs)]
    if any(
        len(cells) != len(side["cells"])
        for cells, side in zip(sides, (base, ours, theirs), strict=True)
    ):
        raise Conflict("two cells have one identifier")
    order = merged_lines(*(list(cells) for cells in sides))
    if len(order) != len(set(order)):
        raise Conflict("a cell was moved to two places")
    for side in sides[1:]:
        for name in sides[0].keys() - set(order):
            if name in side and side[name] != sides[0][name]:
                raise Conflict(f"cell {name} was changed and taken out")
    cells = [_cell(*(side.get(name) for side in sides)) for name in order]
    return ours | {"cells": cells}


def _cell(base: dict | None, ours: dict | None, theirs: dict | None) -> dict:
    if ours is None or theirs is None:
        return ours or theirs
    if base is None:
        return _one_of(None, ours, theirs)
    keys = sorted({*base, *ours, *theirs} - {"source"})
    cell = {key: _one_of(base.get(key), ours.get(key), theirs.get(key)) for key in keys}
    texts = [side["source"] for side in (base, ours, theirs)]
    try:
        source = "\n".join(merged_lines(*(text.split("\n") for text in texts)))
    except Conflict:
        source = _both(*texts)
    kept = {key: value for key, value in cell.items() if value is not None or key in ours}
    return kept | {"source": source}


def _both(base: str, ours: str, theirs: str) -> str:
    """Git's own merge of a source, with both versions where the same lines were changed."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_text(text + "\n", encoding="utf-8")
        command = ["git", "merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs"]
        done = subprocess.run([*command, *map(str, paths)], capture_output=True, check=False)
    return done.stdout.decode().removesuffix("\n")


def _one_of(base, ours, theirs):
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    raise Conflict("one value was changed by both")


def merged_lines(base: list, ours: list, theirs: list) -> list:
    """Lines with the changes of both sides; lines next to each other do not conflict.

    Raises Conflict where both sides changed the same lines, or put something at one place,
    unless they did it alike.
    """
    mine = _hunks(base, ours)
    both = mine + [hunk for hunk in _hunks(base, theirs) if hunk not in mine]
    hunks = sorted(both, key=lambda hunk: hunk[:2])
    if len({hunk[:2] for hunk in hunks}) < len(hunks):
        raise Conflict("the same lines were changed by both")
    lines, at = [], 0
    for start, end, new in hunks:
        if start < at:
            raise Conflict("the same lines were changed by both")
        lines += base[at:start] + new
        at = end
    return lines + base[at:]


def _hunks(base: list, side: list) -> list[Hunk]:
    """What a side has in the place of base[start:end]; a change of n lines by n is n hunks."""
    found: list[Hunk] = []
    for kind, start, end, first, last in SequenceMatcher(None, base, side, False).get_opcodes():
        if kind == "replace" and end - start == last - first:
            found += [(start + i, start + i + 1, [side[first + i]]) for i in range(end - start)]
        elif kind != "equal":
            found.append((start, end, side[first:last]))
    if len(base) != len(side):
        return found
    # Lines that occur twice, such as empty ones, can lead the matcher astray.
    in_place = [(i, i + 1, [side[i]]) for i in range(len(base)) if base[i] != side[i]]
    return in_place if len(in_place) <= len(found) else found


def main(base: str, ours: str, theirs: str) -> int:
    """Write the merge over `ours`, as git asks of a driver; 1 where something is left to do."""
    try:
        sides = [cleaned(json.loads(Path(p).read_text("utf-8"))) for p in (base, ours, theirs)]
        notebook = merged(*sides)
    except (Conflict, ValueError, KeyError, TypeError):
        return int(subprocess.run(["git", "merge-file", ours, base, theirs]).returncode != 0)
    Path(ours).write_text(as_stored(notebook), encoding="utf-8", newline="\n")
    return int(bool(unmerged(notebook)))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
