"""Several answers in one place: a cell that lists them, or an SPSS set of columns, taken apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from helpers.errors import Problem
from helpers.items import Item, Response
from helpers.reading.delivered import AnswerSet, Column, Delivered
from helpers.reading.placing import Placing, together_name
from helpers.reading.spellings import fold, meanings_of

YES, NO = "1", "0"
_SIGNS = re.compile(r"[;,|\n]")


def take_apart(
    delivered: Delivered, placing: Placing, special: dict[str, Response]
) -> tuple[Delivered, list[Problem]]:
    """The file with one column a response for each item whose answers stand together.

    An empty cell is empty in all of them. A part that is no answer is a problem with its row.
    """
    problems: list[Problem] = []
    for name, item in placing.together.items():
        answers = _set_of(delivered, name)
        if answers is None and delivered.column(name) is None:
            continue
        if answers is not None and answers.counted is not None:
            delivered = _renamed(delivered, name, item, answers, problems)
            continue
        members = [name] if answers is None else list(answers.columns)
        columns = [delivered.column(member) for member in members]
        read = _reader(item, placing.declared.get(item.name, {}), special)
        made = _columns(delivered, name, item, columns, read, problems)
        kept = [column for column in delivered.columns if column not in columns]
        delivered = replace(delivered, columns=(*kept, *made))
    return delivered, problems


def _set_of(delivered: Delivered, name: str) -> AnswerSet | None:
    plain = name.removeprefix("$").lower()
    return next((s for s in delivered.sets if s.name.removeprefix("$").lower() == plain), None)


def _renamed(delivered, name: str, item: Item, answers: AnswerSet, problems) -> Delivered:
    """The columns of a set of yes and no, by the response that each has as its wording."""
    wordings = {fold(r.label): key for key, r in item.scale.responses.items()}
    new = {}
    for member in answers.columns:
        column = delivered.column(member)
        key = wordings.get(fold(column.wording))
        if key is None or together_name(name, key) in new.values():
            found = f"its wording {column.wording!r} is no response of {item.name}"
            todo = f"name a column for each response of {item.name} under columns in wave.yml"
            problems.append(Problem(delivered.shown, found, todo, column=member))
        else:
            new[member] = together_name(name, key)
    columns = tuple(replace(c, name=new.get(c.name, c.name)) for c in delivered.columns)
    answers = replace(answers, columns=tuple(new.get(member, member) for member in answers.columns))
    return replace(delivered, columns=columns, sets=(*delivered.sets, answers))


def _columns(delivered, name: str, item: Item, columns: list[Column], read, problems):
    """A column for each response, with yes, no or what was said instead of an answer."""
    cells: dict[str, list[str | None]] = {response: [] for response in item.scale.responses}
    for index, row in enumerate(delivered.rows):
        told = [(column.cells[index], column) for column in columns]
        given = _given(told, item, read, delivered.shown, row, problems)
        codes = set() if given is None else given - set(cells)
        for response, made in cells.items():
            if given is None:
                made.append(None)
            else:
                made.append(YES if response in given else max(codes, default=NO if given else ""))
    return [Column(together_name(name, key), tuple(made)) for key, made in cells.items()]


def _given(told, item: Item, read, shown: str, row: int, problems: list[Problem]):
    """Responses that a respondent gave or the code of what was said instead; None if neither."""
    given: set[str] = set()
    for cell, column in told:
        try:
            given |= read(cell, column.labels.get(cell, ""))
        except KeyError as part:
            found = f"unknown answer: {part.args[0]!r}"
            todo = f"answers are {', '.join(r.label for r in item.scale.responses.values())}"
            problems.append(Problem(shown, found, todo, row, column.name))
            return None
    if len(given) > 1 and given - set(item.scale.responses):
        found = f"has an answer and {', '.join(sorted(given - set(item.scale.responses)))} at once"
        problems.append(Problem(shown, found, "leave one of the two", row, told[0][1].name))
        return None
    return given


def _reader(item: Item, declared: dict[str, str], special) -> Callable[..., set[str]]:
    """A function from a cell to its responses, or to the code of a special answer."""
    meanings = meanings_of(item, None, special)
    known = {word: code for word, code in meanings.spelled.items() if code in meanings.special}
    known |= {code: code for code in meanings.special}
    known |= {fold(key): key for key in item.scale.responses}
    known |= {fold(response.label): key for key, response in item.scale.responses.items()}
    known |= declared

    def read(cell: str, label: str = "") -> set[str]:
        if not cell:
            return set()
        if label:
            # A code means nothing by itself here, unless wave.yml or the questionnaire say so.
            by_code = declared.get(fold(cell), cell if cell in meanings.special else None)
            return read(label) if by_code is None else {by_code} - {""}
        if fold(cell) in known:
            return {known[fold(cell)]} - {""}
        # An answer may hold such a sign itself: the longest start that is an answer is taken.
        for sign in reversed(list(_SIGNS.finditer(cell))):
            start, rest = cell[: sign.start()].strip(), cell[sign.end() :].strip()
            if fold(start) in known:
                return ({known[fold(start)]} - {""}) | read(rest)
        raise KeyError(cell)

    return read
