"""Translation: the cells of a delivered column become the questionnaire's codes, never by guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from helpers.errors import Problem
from helpers.items import Item, Response
from helpers.reading.delivered import Column
from helpers.reading.instructions import Instructions
from helpers.reading.numerals import is_open, plain
from helpers.reading.spellings import Meanings, fold, meanings_of

SAY = "say under codes in wave.yml what it means"
SAY_HOW = f"{SAY}, or say read_by: codes or labels"


class Refused(Exception):
    """A value cannot be read; the arguments are what was found and what to do."""


@dataclass
class Translation:
    """Turns columns of one file into codes and keeps the problems that it meets.

    `declared` is that of the file's Placing, `separator` what separates its cells.
    """

    how: Instructions
    special: dict[str, Response]
    shown: str
    declared: dict[str, dict[str, str]]
    separator: str = ""
    problems: list[Problem] = field(default_factory=list)

    def cells(
        self,
        column: Column,
        rows: tuple[int, ...],
        item: Item,
        response: str | None = None,
        counted: str | None = None,
    ) -> list[str | None]:
        """Code of each cell, or the cell itself where it is no answer; None where refused.

        `response` is that of the column of a multiple response, `counted` the value that
        means yes there. Each value that is refused is told once, in its first row.
        """
        meanings = meanings_of(item, response, self.special)
        read = self._reader(item, meanings, column, counted)
        known: dict[str | None, str | None] = {"": "", None: None}
        for row, cell in zip(rows, column.cells, strict=True):
            if cell in known:
                continue
            try:
                known[cell] = read(cell)
            except Refused as refused:
                known[cell] = None
                self._refuse(column, row, cell, *refused.args)
        return [known[cell] for cell in column.cells]

    def _refuse(self, column: Column, row: int, cell: str, found: str, todo: str) -> None:
        count = column.cells.count(cell)
        more = f" (and in {count - 1} more row{'s' if count > 2 else ''})" if count > 1 else ""
        self.problems.append(Problem(self.shown, f"{found}{more}", todo, row, column.name))

    def _reader(
        self, item: Item, meanings: Meanings, column: Column, counted: str | None
    ) -> Callable[[str], str]:
        declared = self.declared.get(item.name, {})
        labels = {} if self.how.read_by == "codes" else column.labels
        kinds = {"number": self._number, "text": self._text}
        read = kinds.get(item.kind, self._code)

        def value(cell: str) -> str:
            for said in (cell, column.labels.get(cell, "")):
                if said and fold(said) in declared:
                    return declared[fold(said)]
            if cell == counted:
                return "1"
            if cell == "1" and counted is not None and fold(labels.get("1", "")) != "no":
                raise Refused(f"the file's set of answers counts {counted}, and not 1", SAY)
            if cell == "1" and counted is not None:
                return "0"
            return read(cell, labels.get(cell), meanings, column)

        return value

    def _code(self, cell: str, label: str | None, meanings: Meanings, column: Column) -> str:
        said = None if label is None else meanings.spelled.get(fold(label))
        if self.how.read_by == "labels" and column.labels:
            if said is None:
                raise Refused(_unknown(cell, label, meanings), SAY)
            return said
        code = cell if cell in meanings.codes else self._plain(cell, meanings)
        if code is None:
            return said or meanings.spelled.get(fold(cell)) or self._no_code(cell, label, meanings)
        if label is not None and fold(label) not in meanings.own.get(code, ()):
            found = f"the file's label of {cell} is {label!r}, the questionnaire's another"
            raise Refused(f"{found}: {meanings.codes[code]}", SAY_HOW)
        if column.missing.holds(cell) and code not in meanings.special:
            found = f"the file marks {cell} as missing, and it is {meanings.codes[code]}"
            raise Refused(found, SAY)
        return code

    def _no_code(self, cell: str, label: str | None, meanings: Meanings) -> str:
        """The cell as it stands, whose rows the reader of answers will list."""
        if label is not None and fold(label) not in meanings.spelled:
            raise Refused(_unknown(cell, label, meanings), SAY)
        return cell

    def _plain(self, cell: str, meanings: Meanings) -> str | None:
        number = plain(cell, self.how.decimal) if self.how.decimal else None
        return number if number in meanings.codes else None

    def _number(self, cell: str, label: str | None, meanings: Meanings, column: Column) -> str:
        said = meanings.spelled.get(fold(label if label is not None else cell))
        if said is not None:
            if cell in meanings.special and cell != said:
                raise Refused(f"the file's label of {cell} is {label!r}", SAY_HOW)
            return said
        if label is not None and fold(label) != fold(cell):
            found = f"the number {cell} has the label {label!r}"
            raise Refused(found, SAY_HOW)
        if column.missing.holds(cell) and cell not in meanings.special:
            raise Refused(f"the file marks {cell} as missing", SAY)
        if cell in column.numbers:
            return cell
        if self.how.decimal:
            return plain(cell, self.how.decimal) or cell
        if is_open(cell, self.separator):
            todo = 'say in wave.yml what separates decimals: decimal: "," or decimal: "."'
            raise Refused(f"it is not sure which number this is: {cell!r}", todo)
        return cell

    def _text(self, cell: str, label: str | None, meanings: Meanings, column: Column) -> str:
        if cell in meanings.codes or label is None:
            return cell
        if self.how.read_by == "labels":
            return label
        raise Refused(f"the value {cell} of a text has the label {label!r}", SAY_HOW)


def _unknown(cell: str, label: str | None, meanings: Meanings) -> str:
    labelled = "without a label" if label is None else f"with the label {label!r}"
    return f"unknown code: {cell!r} {labelled}; codes are {meanings.allowed()}"
