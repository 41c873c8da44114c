"""Table: rows of cells with their numbers become the columns of a delivered file."""

from __future__ import annotations

from helpers.errors import InputError, Problem
from helpers.reading.delivered import Column

Rows = list[tuple[int, list[str]]]


def split_header(rows: Rows, header: tuple[int, ...], shown: str) -> tuple[int, Rows, Rows]:
    """Row of the names, the header's rows and the respondents' rows.

    `header` numbers the rows of the header; without, it is the first that is no comment.
    """
    if not header:
        rows = [row for i, row in enumerate(rows) if any(map(_is_no_comment, rows[: i + 1]))]
        header = tuple(number for number, _ in rows[:1])
    numbers = {number for number, _ in rows}
    for number in header:
        if number not in numbers:
            todo = "mend the header in wave.yml"
            raise InputError(Problem(shown, "holds no header here", todo, number))
    top = [(number, cells) for number, cells in rows if number in header]
    below = [(number, cells) for number, cells in rows if number > max(header, default=0)]
    if not below:
        raise InputError(Problem(shown, "has no respondents", "export the survey again"))
    return header[0], top, below


def _is_no_comment(row: tuple[int, list[str]]) -> bool:
    first = next((cell for cell in row[1] if cell), "")
    return not first.startswith("#")


def columns_of(top: Rows, below: Rows) -> tuple[Column, ...]:
    """Columns of rows that are all as long as the header; its second row holds the wordings."""
    names = top[0][1]
    wordings = top[1][1] if len(top) > 1 else []
    wordings = [*wordings, *[""] * (len(names) - len(wordings))]
    cells = list(zip(*(row for _, row in below), strict=True)) or [()] * len(names)
    return tuple(map(Column, names, cells, wordings))
