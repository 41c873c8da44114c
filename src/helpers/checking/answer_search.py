"""Answer search: single respondents' answers found in a text, whatever stands between them.

A text is taken as its words. A run of answers counts when it is long and rare enough to be no
accident, as the shares of the answers have it; names of columns before it need fewer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from helpers.checking.answer_grids import Answers, Grid

WORD = re.compile(r"\w+")
WHOLE = re.compile(r"(?<=\d)\.0+\b")  # of a number that a program shows with decimals
NOTHING = frozenset({"nan", "none", "na", "null", "nat"})
GRAM = 4  # words by which a place is found
STRIDE = 5  # every run of LEAST words has a gram at such a distance
LEAST = GRAM + STRIDE - 1
BITS = 20  # of codes: less than one in a million by chance
TOLD = 12  # bits of answers in words, which have few numbers beside them to be mixed up with
LEAST_CELLS = 5
KINDS = 3  # different answers in a run
NAMED = 3  # names of columns that make a table of answers
ROW, COLUMN, SPOKEN = "a respondent's answers", "respondents' answers", "an open answer"


@dataclass(frozen=True)
class Run:
    """Words that stand for answers one after another; `cells` are the ends of each one's words."""

    kind: str
    shown: str
    words: tuple[str, ...]
    cells: tuple[int, ...] = ()
    bits: tuple[float, ...] = ()
    values: tuple[str, ...] = ()

    def tells(self, start: int, end: int) -> str:
        """What words from `start` to `end` give away; "" where they may stand there by chance."""
        if self.kind == SPOKEN:
            enough = end - start >= min(LEAST, len(self.words))
            return f"{SPOKEN} of {self.shown}" if enough else ""
        if end - start < LEAST:
            return ""
        whole = [
            at
            for at, (begin, stop) in enumerate(pairwise((0, *self.cells)))
            if begin >= start and stop <= end
        ]
        bits, kinds = sum(self.bits[at] for at in whole), {self.values[at] for at in whole}
        needed = BITS if all(map(str.isdigit, kinds)) else TOLD
        if len(whole) < LEAST_CELLS or bits < needed or len(kinds) < KINDS:
            return ""
        return f"{len(whole)} of {self.kind} in {self.shown}, one after another"


class Index:
    """Where answers are looked up: made once for all texts."""

    def __init__(self, answers: Answers, may_stand: str = ""):
        self.answers, self.may_stand = answers, may_stand
        self.grams: dict[tuple[str, ...], list[tuple[Run, int]]] = defaultdict(list)
        self.names: dict[str, list[tuple[Grid, int]]] = defaultdict(list)
        self._identified: dict[str, list[str]] = defaultdict(list)
        for one in answers.identifiers:
            self._identified[words_of(one)[0]].append(one)
        for grid in answers.grids:
            for run in _runs(grid):
                self._add(run)
            for at, name in enumerate(grid.names):
                self.names[name.casefold()].append((grid, at))
        for text in answers.spoken:
            self._add(Run(SPOKEN, "a survey", tuple(words_of(text))))
        self._firsts = {gram[0] for gram in self.grams}

    def _add(self, run: Run) -> None:
        for start in range(0, len(run.words) - GRAM + 1, STRIDE):
            gram = run.words[start : start + GRAM]
            if len(set(gram)) > 1:
                self.grams[gram].append((run, start))

    def found(self, text: str, any_case: bool = False) -> list[str]:
        """What a text gives away of single respondents, each thing said once."""
        words = words_of(text)
        begun = self._identified.keys() & set(words)
        wanted = [one for word in begun for one in self._identified[word]]
        found = list(_identifiers(wanted, text, any_case)) if wanted else []
        found += self._runs(words)
        if sum(word in self.names for word in set(words)) >= NAMED:
            found += self._named(words)
        return list(dict.fromkeys(found))

    def _runs(self, words: list[str]) -> Iterator[str]:
        done: dict[int, int] = {}  # end of what was found, by run
        firsts = self._firsts
        for at in [place for place, word in enumerate(words) if word in firsts]:
            for run, start in self.grams.get(tuple(words[at : at + GRAM]), ()):
                if at < done.get(id(run), 0):
                    continue
                before, after = _reach(words, at, run.words, start)
                done[id(run)] = at + after - start
                said = run.tells(before, after)
                if said and not self._may_stand(run.words[before:after]):
                    yield said

    def _may_stand(self, words: tuple[str, ...]) -> bool:
        return f" {' '.join(words)} " in self.may_stand

    def _named(self, words: list[str]) -> Iterator[str]:
        """Tables and records of answers under the names of their columns."""
        at = 0
        while at < len(words):
            if words[at] not in self.names:
                at += 1
                continue
            end = at
            while end < len(words) and words[end] in self.names:
                end += 1
            if end - at >= NAMED:
                yield from self._under(words[at:end], words[end : end + end - at + 2])
            elif end - at == 1:
                yield from self._recorded(words, at)
            at = end

    def _under(self, names: list[str], after: list[str]) -> Iterator[str]:
        """What stands under a header; a row may begin with its number or its respondent."""
        for grid in _grids(self.names, names):
            columns = [_place(self.names, name, grid) for name in names]
            rows = {tuple(row[at].casefold() for at in columns) for row in grid.rows}
            starts = (tuple(after[n : n + len(names)]) for n in range(3))
            if any(start in rows for start in starts):
                yield f"a table with {len(names)} columns of {grid.shown}"

    def _recorded(self, words: list[str], at: int) -> Iterator[str]:
        """A record: names and answers by turns."""
        names, values = words[at::2][:NAMED], words[at + 1 :: 2][:NAMED]
        if len(values) < NAMED or len(set(names)) < NAMED:
            return
        if not all(name in self.names for name in names):
            return
        for grid in _grids(self.names, names):
            columns = [_place(self.names, name, grid) for name in names]
            if any([row[at].casefold() for at in columns] == values for row in grid.rows):
                yield f"a record with answers of {grid.shown}"


def _identifiers(wanted: list[str], text: str, any_case: bool) -> Iterator[str]:
    """How many identifiers stand in a text; those of an index of words are all in small letters."""
    flags = re.IGNORECASE if any_case else 0
    pattern = "|".join(map(re.escape, sorted(wanted, key=len, reverse=True)))
    found = set(re.findall(rf"(?<![\w#])(?:{pattern})(?!\w)", text, flags))
    if found:
        more = "identifiers of respondents" if len(found) > 1 else "identifier of a respondent"
        yield f"{len(found)} {more}"


def words_of(text: str) -> list[str]:
    """Words of a text as they are compared, without what stands for no answer."""
    text = WHOLE.sub("", text) if ".0" in text else text
    words = WORD.findall(text.casefold())
    # Most texts have none of these, and a set is told from a list in no time.
    return [w for w in words if w not in NOTHING] if NOTHING.intersection(words) else words


def _runs(grid: Grid) -> Iterator[Run]:
    """Each respondent's answers in the order of the columns, and each column's down the rows."""
    for row in grid.rows:
        told = ((cell, bits[cell]) for cell, bits in zip(row, grid.bits, strict=True))
        yield _run(ROW, grid.shown, list(told))
    for column, bits in zip(zip(*grid.rows, strict=True), grid.bits, strict=True):
        yield _run(COLUMN, grid.shown, [(cell, bits[cell]) for cell in column])


def _run(kind: str, shown: str, told: list[tuple[str, float]]) -> Run:
    words, cells, bits, values = [], [], [], []
    for cell, weight in told:
        if cell and (own := words_of(cell)):
            words += own
            cells.append(len(words))
            bits.append(weight)
            values.append(cell)
    return Run(kind, shown, tuple(words), tuple(cells), tuple(bits), tuple(values))


def _reach(words: list[str], at: int, run: tuple[str, ...], start: int) -> tuple[int, int]:
    """Part of a run, around its gram at `start`, that stands in a text around `at`."""
    before, after = start, start + GRAM
    while before and at - start + before and words[at - start + before - 1] == run[before - 1]:
        before -= 1
    shift = at - start
    while after < len(run) and shift + after < len(words) and words[shift + after] == run[after]:
        after += 1
    return before, after


def _grids(names: dict[str, list[tuple[Grid, int]]], wanted: list[str]) -> list[Grid]:
    """Grids that have all of the columns."""
    first, *rest = ({id(grid): grid for grid, _ in names[name]} for name in wanted)
    return [grid for key, grid in first.items() if all(key in other for other in rest)]


def _place(names: dict[str, list[tuple[Grid, int]]], name: str, grid: Grid) -> int:
    return next(at for one, at in names[name] if one is grid)
