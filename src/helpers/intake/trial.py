"""Trial: a file read as the proposal would have it, and what the reading still finds amiss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helpers.errors import Problem
from helpers.items import Item
from helpers.questionnaire import Questionnaire
from helpers.survey_files import SurveyReader

EMPTY, STRAY = "is empty", "an answer from someone not asked"
KINDS = (EMPTY, STRAY, "unknown code", "not a number", "out of range")
FIRST = 5  # values and rows that are named
# What differs between problems of one kind: values in quotation marks, and numbers.
_PARTICULAR = re.compile(r"'[^']*'|\d+")


@dataclass
class Amiss:
    """One kind of problem of one item: its columns, how many cells, and the first of them."""

    kind: str
    item: str
    columns: list[str] = field(default_factory=list)
    count: int = 0
    rows: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    todo: str = ""


@dataclass(frozen=True)
class Trial:
    """What a reading found: the identifiers of the respondents, and what is amiss."""

    ids: frozenset[str]
    amiss: list[Amiss]


def try_out(
    questionnaire: Questionnaire,
    survey: str,
    path: Path,
    entry: dict[str, Any],
    without: Iterable[str],
) -> Trial:
    """The file of that path read by `entry`, an entry of wave.yml, but for the items `without`.

    Items whose routing rests on one of these are left out too: nobody can tell who was asked.
    """
    items = _kept(questionnaire, survey, set(without))
    asked = replace(questionnaire, items=items)
    reader = SurveyReader(asked, survey, f"{path.parent.name}/{path.name}", entry)
    frame = reader.read(path)
    by_column = {name: i.name for i in reader.items for name in i.file_columns(survey).values()}
    ids = frozenset() if frame is None else frozenset(frame.index.dropna().astype(str))
    return Trial(ids, list(_grouped(reader.problems, by_column).values()))


def _kept(questionnaire: Questionnaire, survey: str, gone: set[str]) -> dict[str, Item]:
    kept = {}
    for item in questionnaire.items.values():
        rests_on = set(item.asked) & gone
        if survey in item.columns and (item.name in gone or rests_on):
            gone.add(item.name)
            item = replace(item, columns={s: c for s, c in item.columns.items() if s != survey})
        kept[item.name] = item
    return kept


def _grouped(problems: list[Problem], by_column: dict[str, str]) -> dict[tuple[str, str], Amiss]:
    found: dict[tuple[str, str], Amiss] = {}
    for problem in problems:
        kind, _, value = problem.found.partition(": ")
        kind = kind if kind in KINDS else problem.found
        item = by_column.get(problem.column or "", "")
        about = item or problem.column or ""
        alike = _PARTICULAR.sub("", kind)
        one = found.setdefault((alike, about), Amiss(kind, item, todo=problem.todo))
        one.count += 1
        if problem.column and problem.column not in one.columns:
            one.columns.append(problem.column)
        if problem.row is not None and len(one.rows) < FIRST:
            one.rows.append(problem.row)
        if value and value not in one.values and len(one.values) < FIRST:
            one.values.append(value)
    return found
