"""Placing: in which column of a delivered file each item stands, and what its values mean there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from helpers.errors import Problem
from helpers.items import Item, Response
from helpers.questionnaire import Questionnaire
from helpers.reading.delivered import as_text
from helpers.reading.instructions import Instructions
from helpers.reading.spellings import NOT_ASKED, fold, meanings_of

RESPONDENT = "respondent"
# What was found, and what to do.
Said = tuple[str, str]


@dataclass(frozen=True)
class Placing:
    """Items of a survey with their columns in one file.

    `declared` gives by item the code of each folded value that wave.yml explains, "" for not
    asked; `together` the multiple responses whose answers stand in one column or set, by it.
    """

    items: list[Item]
    respondent: str = RESPONDENT
    declared: dict[str, dict[str, str]] = field(default_factory=dict)
    together: dict[str, Item] = field(default_factory=dict)

    def blank(self, item: Item) -> str | None:
        """Code that an empty cell stands for where the respondent was asked, or None."""
        return self.declared.get(item.name, {}).get("") or None


def together_name(column: str, response: str) -> str:
    """Name of the column that is made for one response of several in one place."""
    return f"{column} [{response}]"


def place(
    questionnaire: Questionnaire,
    survey: str,
    how: Instructions,
    shown: str,
    problems: list[Problem],
) -> Placing:
    """Placing of a survey's items, where wave.yml says nothing as the questionnaire has it.

    What is wrong with `columns`, `codes` and `special` of wave.yml is added to `problems`.
    """
    items, what = questionnaire.of_survey(survey), f"survey {survey}"
    found = _unknown_items(items, how, what)
    together: dict[str, Item] = {}
    placed = [_placed(item, survey, how, together, what, found) for item in items]
    respondent = how.columns.get(RESPONDENT, RESPONDENT)
    if not isinstance(respondent, str):
        found.append((f"{what} has as column of respondent {respondent!r}", "name one column"))
    found += _shared_columns(placed, survey, str(respondent), how, what)
    listed = {item.name for item in together.values()}
    declared = {
        item.name: _declared(item, item.name in listed, how, questionnaire, what, found)
        for item in placed
    }
    found += _special_problems(how, questionnaire.special, what)
    problems += [Problem(shown, *said, at=("surveys", survey, _key_of(said))) for said in found]
    return Placing(placed, respondent, declared, together)


def _key_of(said: Said) -> str:
    """Key of wave.yml that a reason speaks of: it names it."""
    return next((key for key in ("codes", "special") if f" under {key} " in said[0]), "columns")


def _unknown_items(items: list[Item], how: Instructions, what: str) -> list[Said]:
    asked = [item.name for item in items]
    named = [("columns", name) for name in how.columns if name != RESPONDENT]
    named += [("codes", name) for name in how.codes]
    todo = f"items are: {', '.join(asked)}"
    return [
        (f"{what} has under {key} {name!r}, which is no item that it asks", todo)
        for key, name in named
        if name not in asked
    ]


def _shared_columns(placed, survey: str, respondent: str, how, what: str) -> list[Said]:
    """Columns that more than one item has since wave.yml names them."""
    names = [respondent, *(n for item in placed for n in item.file_columns(survey).values())]
    return [
        (f"{what} has the column {name} for {count} items", "name one item for each column")
        for name, count in Counter(names).items()
        if count > 1 and how.columns
    ]


def _placed(item: Item, survey: str, how, together, what: str, problems: list[Said]) -> Item:
    """The item with its columns in this file."""
    if item.name not in how.columns:
        return item
    given, known = how.columns[item.name], item.scale.responses
    if item.kind == "multiple" and isinstance(given, str):
        together[given] = item
        columns: Any = {response: together_name(given, response) for response in known}
    elif item.kind == "multiple" and _are_columns(given) and set(given) <= set(known):
        columns = {**item.columns[survey], **given}
    elif item.kind != "multiple" and isinstance(given, str):
        columns = given
    else:
        shape = f"one of {', '.join(known)} each" if item.kind == "multiple" else "one column"
        found = f"{what} has under columns for {item.name} {given!r}"
        problems.append((found, f"name {shape}"))
        return item
    return replace(item, columns={**item.columns, survey: columns})


def _are_columns(given: Any) -> bool:
    return isinstance(given, dict) and all(isinstance(name, str) for name in given.values())


def _declared(
    item: Item,
    is_together: bool,
    how: Instructions,
    questionnaire: Questionnaire,
    what: str,
    problems: list[Said],
) -> dict[str, str]:
    """Code of each folded value that wave.yml explains for an item."""
    meanings = meanings_of(item, None, questionnaire.special)
    codes = {key: code for code, key in meanings.codes.items()}
    codes |= {code: code for code in meanings.codes} | {NOT_ASKED: ""}
    if is_together:
        codes |= {response: response for response in item.scale.responses}
    found: dict[str, str] = {}
    for value, meant in how.special.items():
        key = _special_key(as_text(meant), questionnaire.special)
        # An item that does not offer the answer leaves it unknown, and so refused where it occurs.
        if key in codes:
            found[fold(as_text(value))] = codes[key]
    for value, meant in how.codes.get(item.name, {}).items():
        text = as_text(meant)
        code = codes.get(text, _number(item, text))
        if code is None:
            said = f"{what} has under codes of {item.name} that {value!r} means {text!r}"
            problems.append((said, f"use {meanings.allowed()} or {NOT_ASKED}"))
        else:
            found[fold(as_text(value))] = code
    return found


def _number(item: Item, text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        return None
    scale = item.scale
    return text if item.kind == "number" and scale.minimum <= number <= scale.maximum else None


def _special_key(text: str, special: dict[str, Response]) -> str:
    return next((key for key, r in special.items() if text == str(r.code)), text)


def _special_problems(how, special: dict[str, Response], what: str) -> list[Said]:
    allowed = [*special, NOT_ASKED]
    return [
        (f"{what} has under special {meant!r}", f"use {', '.join(allowed)}")
        for meant in how.special.values()
        if _special_key(as_text(meant), special) not in allowed
    ]
