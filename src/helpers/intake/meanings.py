"""Meanings: what the values of all placed columns mean, told from labels and the last wave."""

from __future__ import annotations

from helpers.errors import InputError, Problem
from helpers.intake import doubts
from helpers.intake.drafts import Context, Proposal
from helpers.intake.places import Places
from helpers.intake.values import Values, values_of
from helpers.items import Item
from helpers.reading.delivered import Column, Delivered
from helpers.reading.instructions import instructions_of
from helpers.reading.placing import place
from helpers.reading.spellings import fold

EVERYWHERE = 3  # so many items with one unknown value have it in common
CODE_LENGTH = 4  # longer values are answers in words, and no codes


def tell_values(made: Proposal, context: Context, delivered: Delivered, places: Places) -> set[str]:
    """Say in a draft what the values mean; the columns whose values are in doubt come back.

    Raises InputError where what is given under `codes` or `special` cannot be.
    """
    _carry_special(made, context, places)
    found = _found_values(made, context, delivered, places)
    against = {item: pairs[0] for item, pairs in found.items() if pairs[0][1].against}
    if against and not made.entry.get("read_by"):
        before = context.before.get("read_by", "")
        made.undecided.append(doubts.against(made.survey, against, before))
        made.by_labels = True
    common = _in_common(context, found)
    for (cell, label), columns in common.items():
        made.undecided.append(doubts.special(made.survey, cell, label, columns))
    doubtful = {name for columns in common.values() for name in columns}
    for name, pairs in found.items():
        columns = [column.name for column, _ in pairs]
        values = _merged([values for _, values in pairs], common)
        if _tell_item(made, context.questionnaire.items[name], columns, values, pairs[0][0].labels):
            doubtful |= set(columns)
    _tell_special(made, context, found)
    return doubtful


def _tell_item(made: Proposal, item: Item, columns: list[str], values: Values, labels) -> bool:
    """Tell of an item whose codes or labels are others; whether that leaves it in doubt."""
    if values.scale:
        made.undecided.append(doubts.scale(made.survey, item, columns, values, labels))
        has = ", ".join(labels.get(cell, cell) for cell in values.untold)
        made.changed(item.name, columns, f"scale: {has} (undecided)")
        return True
    if values.unknown:
        made.undecided.append(doubts.unknown(made.survey, item, columns, values))
        has = ", ".join(f"{cell} {label}".strip() for cell, label in values.unknown.items())
        made.changed(item.name, columns, f"codes: {has} (undecided)")
        return True
    points = {*item.scale.responses, "yes", "no"}
    told = {c: key for c, key in (values.translated | values.against).items() if key in points}
    if told:
        said = ", ".join(f"{cell} is {key}" for cell, key in told.items())
        made.changed(item.name, columns, f"codes: {said}" + " (undecided)" * bool(values.against))
    return False


def _tell_special(made: Proposal, context: Context, found) -> None:
    """A row for the special answers that have other codes in the file, told by their labels."""
    told = {
        cell: key
        for pairs in found.values()
        for _, values in pairs
        for cell, key in values.translated.items()
        if key in context.questionnaire.special
    }
    if told:
        said = ", ".join(f"{cell} is {key}" for cell, key in sorted(told.items()))
        made.changed("", [], f"codes, by their labels: {said}")


def _found_values(made, context: Context, delivered: Delivered, places: Places):
    """Columns of each item with what their values mean, where these are no plain codes."""
    shown = "--read"
    problems: list[Problem] = []
    how = instructions_of(made.entry, made.survey, shown, problems)
    declared = place(context.questionnaire, made.survey, how, shown, problems).declared
    if problems:
        raise InputError(problems)
    found: dict[str, list[tuple[Column, Values]]] = {}
    for (name, response), column in places.placed.items():
        item = context.questionnaire.items[name]
        if response is None and item.kind == "multiple":
            continue
        _carry(made, context, item, column, declared.setdefault(name, {}))
        counted = delivered.counted(column.name)
        special = context.questionnaire.special
        values = values_of(item, response, column, special, declared[name], counted)
        if values.against or values.unknown or values.translated:
            found.setdefault(name, []).append((column, values))
    return found


def _carry_special(made: Proposal, context: Context, places: Places) -> None:
    """Take over what the last wave said that a value means in every column."""
    columns, given = places.placed.values(), made.entry.get("special", {})
    said = {
        value: meant
        for value, meant in context.before.get("special", {}).items()
        if value not in given
        and any(str(value) in c.cells and not c.labels.get(str(value)) for c in columns)
    }
    if said:
        made.entry["special"] = {**given, **said}
        told = ", ".join(f"{value} is {meant}" for value, meant in said.items())
        made.changed("", [], f"codes of every column as in {context.last}: {told}")


def _carry(made, context: Context, item: Item, column: Column, declared: dict[str, str]) -> None:
    """Take over what the last wave said of the values of a column, where it has the same name.

    A value that has a label in the file is told by it and not by the last wave.
    """
    before = context.before
    if before.get("columns", {}).get(item.name, item.columns[made.survey]) != column.name:
        return
    said = {}
    for value, meant in before.get("codes", {}).get(item.name, {}).items():
        text = fold(str(value))
        if (
            text not in declared
            and not column.labels.get(str(value))
            and str(value) in column.cells
        ):
            said[value] = meant
    if said:
        made.entry.setdefault("codes", {}).setdefault(item.name, {}).update(said)
        declared.update({fold(str(value)): str(meant) for value, meant in said.items()})
        text = f"codes as in {context.last}: " + ", ".join(f"{v} is {m}" for v, m in said.items())
        made.changed(item.name, [column.name], text)


def _in_common(context: Context, found) -> dict[tuple[str, str], list[str]]:
    """Values without a meaning that several items share, with their columns.

    A code that is a point of one of their scales is never one: it means what it means there.
    """
    places: dict[tuple[str, str], list[tuple[str, str]]] = {}
    points = set()
    for name, pairs in found.items():
        responses = context.questionnaire.items[name].scale.responses.values()
        points |= {str(response.code) for response in responses}
        for column, values in pairs:
            unknown = {} if values.scale else values.unknown
            for value in unknown.items():
                places.setdefault(value, []).append((name, column.name))
    return {
        value: [column for _, column in where]
        for value, where in places.items()
        if len({name for name, _ in where}) >= EVERYWHERE
        and value[0] not in points
        and len(value[0]) <= CODE_LENGTH
    }


def _merged(parts: list[Values], common) -> Values:
    """Values of an item's columns together, without those that it shares with other items."""
    whole = Values(scale=any(part.scale for part in parts))
    for part in parts:
        unknown = {
            cell: label for cell, label in part.unknown.items() if (cell, label) not in common
        }
        whole.unknown |= unknown
        whole.against |= part.against
        whole.translated |= part.translated
        whole.present = tuple(dict.fromkeys([*whole.present, *part.present]))
    return whole
