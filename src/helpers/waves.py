"""Waves: survey files read, renamed to items and validated, or refused with every reason."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import InputError, Problem
from helpers.questionnaire import Item, Questionnaire, load_questionnaire, read_yaml

ID = "respondent"
BASELINE, END, COMPARISON = "baseline", "end_of_linking", "comparison"
SURVEYS = (BASELINE, END, COMPARISON)


@dataclass(frozen=True)
class Wave:
    """One round of the evaluation: its surveys, one row a respondent, and its facts.

    `surveys[name]` has one column an item (`item.response` for a multiple response),
    values are response keys, NA where a respondent was not asked; numbers are floats,
    NaN where none was given, with what was said instead in the column `item.said`.
    """

    name: str
    root: Path
    questionnaire: Questionnaire
    facts: dict[str, Any]
    surveys: dict[str, pd.DataFrame]

    @cached_property
    def inputs(self) -> dict[str, str]:
        """SHA-256 of every file that the wave was read from, by its path in the project."""
        folder = self.root / "data/waves" / self.name
        files = [self.root / "data/questionnaire.yml", folder / "wave.yml"]
        files += [folder / self.facts["surveys"][s]["file"] for s in self.surveys]
        return {
            f.relative_to(self.root).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
            for f in files
        }


def find_root(start: Path | None = None) -> Path:
    """Project folder: the nearest one upwards that holds data/questionnaire.yml."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "data/questionnaire.yml").is_file():
            return folder
    raise InputError(
        Problem(start.name, "is not inside a report project", "go to the folder that holds data/")
    )


def wave_names(root: Path) -> list[str]:
    """Names of the waves that have a wave.yml, in order."""
    return sorted(path.parent.name for path in (root / "data/waves").glob("*/wave.yml"))


def load_wave(root: Path, name: str) -> Wave:
    """Wave of that name, validated.

    Raises InputError that lists every problem of every file with its row and column.
    """
    names = wave_names(root)
    if name not in names:
        found = f"there is no wave {name!r}"
        raise InputError(Problem("data/waves", found, f"waves are: {', '.join(names) or 'none'}"))
    questionnaire = load_questionnaire(root)
    folder = root / "data/waves" / name
    shown = f"data/waves/{name}"
    facts = read_yaml(folder / "wave.yml", f"{shown}/wave.yml")
    problems, surveys = _unknown_surveys(facts, f"{shown}/wave.yml"), {}
    for survey, entry in facts["surveys"].items():
        reader = SurveyReader(questionnaire, survey, f"{shown}/{entry['file']}")
        surveys[survey] = reader.read(folder / entry["file"])
        problems += reader.problems
    if problems:
        raise InputError(problems)
    return Wave(name, root, questionnaire, facts, surveys)


def _unknown_surveys(facts: dict[str, Any], shown: str) -> list[Problem]:
    if not isinstance(facts.get("surveys"), dict):
        raise InputError(Problem(shown, "names no surveys", "list each survey with its file"))
    return [
        Problem(shown, f"names the unknown survey {s!r}", f"surveys are: {', '.join(SURVEYS)}")
        for s in facts["surveys"]
        if s not in SURVEYS
    ]


class SurveyReader:
    """Reads one survey file and keeps the problems that it meets."""

    def __init__(self, questionnaire: Questionnaire, survey: str, shown: str):
        self.questionnaire = questionnaire
        self.items = questionnaire.of_survey(survey)
        self.survey, self.shown = survey, shown
        self.problems: list[Problem] = []

    def read(self, path: Path) -> pd.DataFrame | None:
        """Sample of the file, or None with the reasons in `problems`."""
        text = self._text(path)
        if text is None:
            return None
        rows = self._rows(text)
        if rows is None or not self._columns_are_known(rows[0][1]):
            return None
        raw = self._raw_frame(rows)
        return None if raw is None else self._sample(raw)

    def _problem(self, found: str, todo: str = "", row=None, column=None) -> None:
        self.problems.append(Problem(self.shown, found, todo, row, column))

    def _text(self, path: Path) -> str | None:
        if not path.is_file():
            self._problem("there is no such file", "put the survey file there or mend wave.yml")
            return None
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            row = path.read_bytes()[: error.start].count(b"\n") + 1
            self._problem("is not UTF-8 text", "save it as CSV UTF-8", row=row)
            return None
        if not text.strip():
            self._problem("is empty", "export the survey again")
            return None
        return text

    def _rows(self, text: str) -> list[tuple[int, list[str]]] | None:
        lines = text.splitlines(keepends=True)
        skipped = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
        reader = csv.reader(io.StringIO("".join(lines[skipped:])))
        rows = [(skipped + reader.line_num, row) for row in reader if row]
        if len(rows) < 2:
            self._problem("has no respondents", "export the survey again")
            return None
        return rows

    def _columns_are_known(self, header: list[str]) -> bool:
        wanted = {ID} | {c for i in self.items for c in i.file_columns(self.survey).values()}
        before = len(self.problems)
        for name in sorted({n for n in header if header.count(n) > 1}):
            self._problem("the column stands twice", "remove one", column=name)
        for name in header:
            if name not in wanted:
                self._problem("unknown column", "add it to data/questionnaire.yml", column=name)
        for name in sorted(wanted - set(header)):
            self._problem("the column is missing", "export it again", column=name)
        return len(self.problems) == before

    def _raw_frame(self, rows: list[tuple[int, list[str]]]) -> pd.DataFrame | None:
        header, before = rows[0][1], len(self.problems)
        for line, row in rows[1:]:
            if len(row) != len(header):
                found = f"has {len(row)} cells where the header has {len(header)}"
                self._problem(found, "look for a missing or an extra comma", row=line)
        if len(self.problems) > before:
            return None
        raw = pd.DataFrame([r for _, r in rows[1:]], columns=header, index=[n for n, _ in rows[1:]])
        return raw.apply(lambda column: column.str.strip())

    def _sample(self, raw: pd.DataFrame) -> pd.DataFrame:
        self._check_respondents(raw[ID])
        columns: dict[str, pd.Series] = {}
        for item in self.items:
            asked = self._asked(item, raw, columns)
            for name, column in item.file_columns(self.survey).items():
                columns[name] = self._values(item, column, raw[column], asked)
                if item.kind == "number":
                    columns[f"{name}.said"] = raw[column].map(self._special(item))
        sample = pd.DataFrame(columns)
        return sample.set_axis(pd.Index(raw[ID], name=ID))

    def _check_respondents(self, ids: pd.Series) -> None:
        for row in ids.index[ids == ""]:
            self._problem("a respondent has no identifier", "give each a unique one", row, ID)
        first = ids[~ids.duplicated()]
        for row, value in ids[ids.duplicated() & (ids != "")].items():
            earlier = first.index[first == value][0]
            found = f"respondent {value!r} stands also in row {earlier}"
            self._problem(found, "remove the duplicate", row, ID)

    def _asked(self, item: Item, raw: pd.DataFrame, done: dict[str, pd.Series]) -> pd.Series:
        asked = pd.Series(True, index=raw.index)
        for condition, allowed in item.asked.items():
            if condition in done:
                asked &= done[condition].isin(allowed)
        return asked

    def _values(self, item: Item, column: str, cells: pd.Series, asked: pd.Series) -> pd.Series:
        self._report(column, cells[asked & (cells == "")], "is empty", "give a code; 99 is no answer")
        todo = f"{item.name} is not asked of this respondent: empty the cell"
        self._report(column, cells[~asked & (cells != "")], "an answer from someone not asked", todo)
        filled = cells.where(asked & (cells != ""))
        if item.kind == "number":
            return self._numbers(item, column, filled)
        return self._keys(item, column, filled)

    def _keys(self, item: Item, column: str, cells: pd.Series) -> pd.Series:
        special = self._special(item)
        if item.kind == "text":
            return cells.astype("object").replace(special)
        codes = {str(r.code): r.key for r in item.scale.responses.values()}
        if item.kind == "multiple":
            codes = {"1": "yes", "0": "no"}
        codes |= special
        values = cells.map(codes)
        allowed = ", ".join(f"{code} {key}" for code, key in codes.items())
        self._report(column, cells[cells.notna() & values.isna()], "unknown code", f"codes are {allowed}")
        return values.astype("object")

    def _numbers(self, item: Item, column: str, cells: pd.Series) -> pd.Series:
        special = self._special(item)
        given = cells.where(~cells.isin(list(special)))
        numbers = pd.to_numeric(given, errors="coerce").astype(float)
        wrong = given.notna() & ~np.isfinite(numbers)
        low, high = item.scale.minimum, item.scale.maximum
        allowed = f"give {low} to {high}, or " + ", ".join(f"{c} {k}" for c, k in special.items())
        self._report(column, given[wrong], "not a number", allowed)
        beyond = (numbers < low) | (numbers > high)
        self._report(column, given[beyond], "out of range", allowed)
        return numbers

    def _special(self, item: Item) -> dict[str, str]:
        offered = (*item.special, "no_answer")
        return {str(self.questionnaire.special[key].code): key for key in offered}

    def _report(self, column: str, cells: pd.Series, found: str, todo: str) -> None:
        for row, value in cells.items():
            shown = f"{found}: {value!r}" if value != "" else found
            self._problem(shown, todo, row, column)
