"""Edited words: two pages' sentences side by side: other numbers, other words, come and gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from helpers.comparing.wording import without_numbers

NUMBERS, WORDS, CAME, WENT, MOVED = "numbers", "words", "came", "went", "moved"
ALIKE = 0.6  # of two sentences, to be one that was edited
Passage = tuple[str, str]  # heading and sentence


@dataclass(frozen=True)
class Edit:
    """A sentence that is not the same: what kind of edit, under which heading, before and after.

    `old` is "" for one that came, `new` for one that went.
    """

    kind: str
    where: str
    old: str
    new: str


def edits(old: list[Passage], new: list[Passage]) -> list[Edit]:
    """How the sentences of a page became those of another one, in the order of the new."""
    # Sentences that are the same but for numbers are laid beside each other first.
    keys = [[without_numbers(text) for _, text in side] for side in (old, new)]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    found: list[Edit] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(old[a:b], new[c:d], strict=True)
            found += [_pair(NUMBERS, *pair) for pair in pairs if pair[0][1] != pair[1][1]]
        else:
            found += _replaced(old[a:b], new[c:d])
    return list(_with_moves(found))


def _replaced(old: list[Passage], new: list[Passage]) -> Iterator[Edit]:
    """Edits of a run of sentences that took the place of another run."""
    waiting = list(old)
    for passage in new:
        alike = [_ratio(one[1], passage[1]) for one in waiting]
        best = max(range(len(waiting)), key=alike.__getitem__, default=0)
        if not waiting or alike[best] < ALIKE:
            yield Edit(CAME, passage[0], "", passage[1])
            continue
        yield from (Edit(WENT, where, text, "") for where, text in waiting[:best])
        yield _pair(WORDS, waiting[best], passage)
        del waiting[: best + 1]
    yield from (Edit(WENT, where, text, "") for where, text in waiting)


def _ratio(one: str, other: str) -> float:
    """How alike two sentences are, from 0 to 1, by their words."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _pair(kind: str, old: Passage, new: Passage) -> Edit:
    return Edit(kind, new[0], old[1], new[1])


def _with_moves(found: list[Edit]) -> Iterator[Edit]:
    """The edits, with one that came and one that went as a move where they are the same."""
    gone = [edit.old for edit in found if edit.kind == WENT]
    moved = [edit.new for edit in found if edit.kind == CAME and edit.new in gone]
    for edit in found:
        if edit.kind == CAME and edit.new in moved:
            yield Edit(MOVED, edit.where, edit.new, edit.new)
        elif not (edit.kind == WENT and edit.old in moved):
            yield edit
