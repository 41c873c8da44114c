"""Second header: whether the first row below the names holds wordings and no answers."""

from __future__ import annotations

from helpers.items import Item, Response
from helpers.reading.spellings import meanings_of

Answers = list[tuple[Item, list[str | None]]]


def is_second_header(answers: Answers, special: dict[str, Response]) -> bool:
    """Whether no cell of the first row is an answer and one of the next row is.

    `answers` are items with the codes of their columns. Texts of respondents tell nothing.
    """
    told = [(item, cells) for item, cells in answers if item.kind != "text" and len(cells) > 1]
    first = [_is_answer(item, cells[0], special) for item, cells in told if cells[0] != ""]
    second = [_is_answer(item, cells[1], special) for item, cells in told if cells[1] != ""]
    return len(first) > 1 and not any(first) and any(second)


def _is_answer(item: Item, cell: str | None, special: dict[str, Response]) -> bool:
    if cell is None:
        return False
    if item.kind == "number" and cell.replace(".", "", 1).isdigit():
        return True
    return cell in meanings_of(item, None, special).codes
