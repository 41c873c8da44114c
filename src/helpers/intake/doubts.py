"""Doubts: entries of `undecided` in wave.yml, each with what was found and what to write."""

from __future__ import annotations

from typing import Any

from helpers.intake.trial import EMPTY, STRAY, Amiss
from helpers.intake.values import Values, near_answers
from helpers.items import Item
from helpers.reading.delivered import Column

Doubt = dict[str, Any]
QUESTIONNAIRE = "data/questionnaire.yml"


def respondent(survey: str, candidates: list[str]) -> Doubt:
    """No column is called respondent."""
    return _doubt(
        survey,
        item="respondent",
        candidates=candidates,
        found="no column is called respondent",
        write="write respondent: COLUMN under columns, with the column of unique identifiers",
    )


def several(survey: str, item: str, response: str | None, columns: list[str]) -> Doubt:
    """Two or more columns match one item."""
    what = item if response is None else f"{item} ({response})"
    return _doubt(
        survey,
        item=item,
        column=columns,
        found=f"{len(columns)} columns match {what}: {', '.join(columns)}",
        write=f"write the right one under columns of {item} and the others under ignore",
    )


def shared(survey: str, column: str, items: list[str]) -> Doubt:
    """One column matches two or more items."""
    return _doubt(
        survey,
        column=column,
        candidates=items,
        found=f"it matches {len(items)} items: {', '.join(items)}",
        write="write it under columns for one of them",
    )


def near(survey: str, item: Item, columns: list[Column]) -> Doubt:
    """No column has the item's wording or name; some come near."""
    said = "; ".join(f"{c.name} asks {c.wording!r}" if c.wording else c.name for c in columns)
    return _doubt(
        survey,
        item=item.name,
        candidates=[column.name for column in columns],
        found=f"no column matches; near are: {said}. The questionnaire asks {item.wording!r}",
        write=(
            f"write {item.name}: COLUMN under columns and, where its words changed, a revision "
            f"(what: wording) of the item in {QUESTIONNAIRE}"
        ),
    )


def gone(survey: str, item: str, columns: list[str], last: str) -> Doubt:
    """An item that the survey asks has no column."""
    until = f"asked_until: {last}" if last else "asked_until"
    return _doubt(
        survey,
        item=item,
        column=columns,
        found=f"no column holds {item}",
        write=(
            f"name its column under columns; or, where it was dropped, write {until} for it in "
            f"{QUESTIONNAIRE}, or take {survey} out of its columns there by a revision "
            "(what: routing)"
        ),
    )


def left(survey: str, column: Column, others: list[str], wave: str) -> Doubt:
    """A column holds no item that the survey asks; `others` are items that other surveys ask."""
    asked = f": {column.wording!r}" if column.wording else ""
    found = f"no item of this survey matches the column{asked}"
    write = (
        f"list it under ignore, or add an item with this column (asked_from: {wave}) to "
        f"{QUESTIONNAIRE}"
    )
    if others:
        found = f"{QUESTIONNAIRE} does not say that this survey asks {' or '.join(others)}{asked}"
        write = (
            f"write {survey}: {column.name} under columns of the item in {QUESTIONNAIRE}, or list "
            "it under ignore"
        )
    return _doubt(survey, column=column.name, candidates=others, found=found, write=write)


def against(survey: str, found: dict[str, tuple[Column, Values]], read_by: str) -> Doubt:
    """Codes whose labels contradict the questionnaire, by item."""
    alike: dict[str, list[str]] = {}
    for item, (column, values) in found.items():
        told = ", ".join(f"{cell} is {column.labels[cell]!r}" for cell in values.against)
        alike.setdefault(told, []).append(item)
    said = "; ".join(f"{', '.join(items)} ({told})" for told, items in alike.items())
    before = f" (the last wave said read_by: {read_by})" if read_by else ""
    return _doubt(
        survey,
        column=[column.name for column, _ in found.values()],
        found=f"codes and labels of the file contradict the questionnaire: {said}",
        write=(
            "write read_by: labels where the file's labels are right, or read_by: codes where its "
            f"codes are, or what each value means under codes of these items{before}"
        ),
    )


def scale(survey: str, item: Item, columns: list[str], values: Values, labels) -> Doubt:
    """None of the file's labels is on the item's scale."""
    has = ", ".join(labels.get(cell, cell) for cell in values.untold)
    wanted = ", ".join(response.label for response in item.scale.responses.values())
    return _doubt(
        survey,
        item=item.name,
        column=columns,
        found=f"the file has other answers than the scale {item.scale.name}: {has}; not {wanted}",
        write=(
            f"give the item a revision (what: scale) in {QUESTIONNAIRE}, or say under codes of "
            f"{item.name} what each of {', '.join(values.untold)} means"
        ),
    )


def unknown(survey: str, item: Item, columns: list[str], values: Values) -> Doubt:
    """Values whose labels, or codes, the questionnaire does not have."""
    said, near_to = [], []
    for cell, label in values.unknown.items():
        said.append(f"{cell} ({label})" if label else cell)
        near_to += [f"{label or cell}: {key}" for key in near_answers(item, label or cell)[:1]]
    plural = len(said) > 1
    found = f"{', '.join(said)} {'match' if plural else 'matches'} no code of the questionnaire"
    return _doubt(
        survey,
        item=item.name,
        column=columns,
        candidates=near_to or None,
        found=found,
        write=(
            f"say under codes of {item.name} what each of {', '.join(values.untold)} means, or "
            f"add the answer to the scale {item.scale.name} in {QUESTIONNAIRE}"
        ),
    )


def special(survey: str, cell: str, label: str, columns: list[str]) -> Doubt:
    """A value that several items have and none knows."""
    said = f"{cell} ({label})" if label else cell
    return _doubt(
        survey,
        column=columns,
        found=f"{said} stands in {len(columns)} columns and is no code of the questionnaire",
        write=(
            f"write {cell} under special with dont_know, prefer_not_to_say, no_answer or not_asked"
        ),
    )


def amiss(survey: str, one: Amiss) -> Doubt:
    """What a trial of reading the file still finds amiss."""
    rows = ", ".join(map(str, one.rows)) + (", ..." if one.count > len(one.rows) else "")
    cells = f"{one.count} cell{'s' if one.count > 1 else ''}"
    where = f" ({cells}, in row {rows})" if one.rows else ""
    values = f": {', '.join(one.values)}" if one.values else ""
    found, write = f"{one.kind}{values}{where}", one.todo or "mend it"
    if one.kind == EMPTY:
        found = f"empty for respondents whom the questionnaire asks it{where}"
        write = (
            f'write {one.item}: {{"": no_answer}} under codes where they gave none; where they '
            f"were not asked, a revision (what: routing) of the item in {QUESTIONNAIRE}"
        )
    elif one.kind == STRAY:
        found = f"answered by respondents whom the questionnaire does not ask it{where}"
        write = (
            f"where they were asked too, give the item a revision (what: routing) in "
            f"{QUESTIONNAIRE}; otherwise say under codes of {one.item} which value means not_asked"
        )
    elif one.item and one.values:
        write = f"say under codes of {one.item} what each means; {write}"
    return _doubt(
        survey, item=one.item or None, column=one.columns or None, found=found, write=write
    )


def fact(survey: str | None, key: str, found: str, write: str) -> Doubt:
    """A fact of wave.yml that no file tells."""
    return _doubt(survey, key=key, found=found, write=write)


def _doubt(survey: str | None, **said: Any) -> Doubt:
    given = {"survey": survey, **said}
    given = {key: value for key, value in given.items() if value is not None and value != []}
    if isinstance(given.get("column"), list) and len(given["column"]) == 1:
        given["column"] = given["column"][0]
    return given
