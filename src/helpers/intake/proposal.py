"""Proposal: how a delivered file would be read, with what is certain and what is not."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from helpers.errors import InputError, Problem
from helpers.intake import doubts
from helpers.intake.drafts import GONE, MATCHES, NEW, Context, Finding, Proposal
from helpers.intake.meanings import tell_values
from helpers.intake.places import Names, Places, find_places
from helpers.intake.trial import STRAY, try_out
from helpers.intake.wordings import asks
from helpers.items import Item
from helpers.reading.delivered import Column, Delivered
from helpers.reading.placing import RESPONDENT


def propose(
    context: Context, survey: str, path: Path, delivered: Delivered, given: dict[str, Any]
) -> Proposal:
    """Proposal for the file of that path, read before as `delivered`.

    `given` are keys of docs/survey-files.md that a person has decided. Raises InputError where
    these, or rows of the file, cannot be used.
    """
    _refuse_twice(delivered)
    made = Proposal(survey, copy.deepcopy(given), respondents=len(delivered.rows))
    items = context.questionnaire.of_survey(survey)
    names = Names(survey, given.get("columns", {}), context.before.get("columns", {}))
    places = find_places(delivered, items, names)
    guessed = _respondent(made, context, delivered, places)
    _columns(made, items, places)
    doubtful = tell_values(made, context, delivered, places)
    without = _unplaced(made, context, items, places, guessed)
    _leftovers(made, context, places)
    _try(made, context, path, delivered, guessed, without, doubtful)
    _matches(made, context, places)
    return made


def _refuse_twice(delivered: Delivered) -> None:
    """Raise InputError for rows that do not fit, and for columns that nobody can tell apart."""
    problems = list(delivered.problems)
    names = delivered.names
    for name in sorted({n for n in names if n and names.count(n) > 1}):
        problems.append(
            Problem(
                delivered.shown,
                "the column stands twice",
                "ask for an export without it",
                None,
                name,
            )
        )
    if "" in names:
        found = "a column has no name"
        problems.append(Problem(delivered.shown, found, "remove it or name it", delivered.header))
    if problems:
        raise InputError(problems)


def _respondent(made: Proposal, context: Context, delivered: Delivered, places: Places) -> dict:
    """Columns for the trial: the one of identifiers, and later those that are candidates."""
    given, before = made.entry.get("columns", {}), context.before.get("columns", {})
    known = [given.get(RESPONDENT), RESPONDENT, before.get(RESPONDENT)]
    name = next((n for n in known if n in delivered.names), None)
    if name is not None:
        if name != RESPONDENT:
            made.entry.setdefault("columns", {})[RESPONDENT] = name
        places.left = [column for column in places.left if column.name != name]
        return {}
    unique = [c for c in places.left if _is_unique(c)]
    unique.sort(key=lambda column: column.kind != "text")
    made.undecided.append(doubts.respondent(made.survey, [c.name for c in unique[:3]]))
    places.left = [column for column in places.left if column not in unique[:1]]
    return {RESPONDENT: unique[0].name} if unique else {}


def _is_unique(column: Column) -> bool:
    return column.kind in ("text", "number", "mixed") and (
        all(column.cells) and len(set(column.cells)) == len(column.cells) and not column.numbers
    )


def _columns(made: Proposal, items: list[Item], places: Places) -> None:
    """Write down the certain columns whose names are not those of the questionnaire."""
    columns = made.entry.setdefault("columns", {})
    for item in items:
        known = item.columns[made.survey]
        if item.name in places.sets:
            columns[item.name] = places.sets[item.name]
        elif (item.name, None) in places.placed:
            name = places.placed[item.name, None].name
            if name != known:
                columns[item.name] = name
        elif item.kind == "multiple":
            parts = {r: places.placed.get((item.name, r)) for r in item.scale.responses}
            own = {r: c.name for r, c in parts.items() if c and c.name != known[r]}
            if own:
                columns[item.name] = {**columns.get(item.name, {}), **own}


def _unplaced(made, context: Context, items: list[Item], places: Places, guessed: dict) -> set[str]:
    """Tell of items without a certain column; those that the trial must leave out come back."""
    for (name, response), columns in places.several.items():
        said = doubts.several(made.survey, name, response, [c.name for c in columns])
        made.undecided.append(said)
    for column, names in places.shared.items():
        made.undecided.append(doubts.shared(made.survey, column, names))
    without, used = {name for name, _ in places.several}, set(guessed.values())
    without |= {name for names in places.shared.values() for name in names}
    for item in items:
        if item.name in places.candidates:
            without |= _guess(made, item, places.candidates[item.name], guessed, used)
        elif item.name not in without:
            without |= _gone(made, context, item, places)
    return without


def _guess(made: Proposal, item: Item, columns: list[Column], guessed: dict, used: set) -> set[str]:
    """Tell of an item's candidates; the first that is free stands in for it in the trial."""
    made.undecided.append(doubts.near(made.survey, item, columns))
    name, said = columns[0].name, columns[0].wording
    text = f"wording: {said!r}" if said else "name"
    made.changed(item.name, [name], f"{text} (undecided)")
    if name in used or item.kind == "multiple":
        return {item.name}
    used.add(name)
    guessed[item.name] = name
    return set()


def _gone(made: Proposal, context: Context, item: Item, places: Places) -> set[str]:
    if item.name in places.sets or (item.name, None) in places.placed:
        return set()
    known = item.columns[made.survey]
    names = known if item.kind == "multiple" else {None: known}
    missing = {r: n for r, n in names.items() if (item.name, r) not in places.placed}
    if not missing:
        return set()
    columns = list(missing.values())
    made.undecided.append(doubts.gone(made.survey, item.name, columns, context.last))
    responses = ", ".join(filter(None, missing))
    made.findings.append(Finding(GONE, made.survey, item.name, "", responses))
    return {item.name}


def _leftovers(made: Proposal, context: Context, places: Places) -> None:
    """Tell of columns that hold no item; those that the last wave ignored are ignored."""
    before = set(context.before.get("ignore", []))
    for column in places.left:
        ignored = made.entry.get("ignore", [])
        if column.name in ignored:
            made.findings.append(Finding(NEW, made.survey, "", column.name, "ignored"))
        elif column.name in before:
            made.entry["ignore"] = [*ignored, column.name]
            text = f"ignored, as in {context.last}"
            made.findings.append(Finding(NEW, made.survey, "", column.name, text))
        else:
            others = [item.name for item in context.known.values() if _is_about(column, item)]
            made.undecided.append(doubts.left(made.survey, column, others, context.wave))
            text = f"asks {column.wording!r}" if column.wording else ""
            item = " or ".join(others)
            made.findings.append(Finding(NEW, made.survey, item, column.name, text))


def _is_about(column: Column, item: Item) -> bool:
    return any(asks(column, item, r) for r in (None, *item.scale.responses))


def _try(made, context: Context, path, delivered, guessed: dict, without, doubtful) -> None:
    """Read the file as far as it can be read, and tell of what is still amiss."""
    entry = copy.deepcopy(made.entry)
    columns = entry.setdefault("columns", {})
    columns.update(guessed)
    if RESPONDENT not in columns and RESPONDENT not in delivered.names:
        return
    items = context.questionnaire.of_survey(made.survey)
    kept = {item.name for item in items} - set(without)
    entry["columns"] = {n: c for n, c in columns.items() if n in kept or n == RESPONDENT}
    entry["codes"] = {n: c for n, c in entry.get("codes", {}).items() if n in kept}
    if made.by_labels:
        entry["read_by"] = "labels"
    entry["ignore"] = list(delivered.names)
    entry["file"] = path.name
    trial = try_out(context.questionnaire, made.survey, path, entry, without)
    made.ids = trial.ids
    for one in trial.amiss:
        if doubtful.isdisjoint(one.columns):
            made.undecided.append(doubts.amiss(made.survey, one))
            if one.kind == STRAY:
                text = f"who was asked ({one.count} more respondents)"
                made.changed(one.item, one.columns, text)


def _matches(made: Proposal, context: Context, places: Places) -> None:
    """Rows for the items that match in every respect, and the keys that stay empty taken out."""
    changed = {finding.item for finding in made.findings}
    columns: dict[str, list[str]] = {}
    for (name, _), column in places.placed.items():
        columns.setdefault(name, []).append(column.name)
    columns |= {name: [of] for name, of in places.sets.items()}
    for name, of in columns.items():
        if name not in changed:
            made.findings.append(Finding(MATCHES, made.survey, name, ", ".join(of)))
    made.entry = {key: value for key, value in made.entry.items() if value not in ({}, [])}
