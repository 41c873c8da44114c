"""Survey files: read, renamed to items and validated, or refused with every reason."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.errors import Problem
from helpers.items import NO_ANSWER, Item
from helpers.questionnaire import Questionnaire

ID = "respondent"


class SurveyReader:
    """Reads one survey file and keeps the problems that it meets."""

    def __init__(self, questionnaire: Questionnaire, survey: str, shown: str):
        self.questionnaire = questionnaire
        self.items = questionnaire.of_survey(survey)
        self.survey, self.shown = survey, shown
        names = [name for item in self.items for name in item.file_columns(survey).values()]
        self.columns = list(dict.fromkeys([ID, *names]))
        self.problems: list[Problem] = []

    def read(self, path: Path) -> pd.DataFrame | None:
        """Sample of the file; None, or a frame that is no sample, where there are `problems`."""
        text = self._text(path)
        rows = [] if text is None else self._rows(text)
        return self._sample(self._raw_frame(rows)) if rows else None

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

    def _rows(self, text: str) -> list[tuple[int, list[str]]]:
        """Cells of each row with the line that it begins in; the first is the header."""
        lines = text.splitlines(keepends=True)
        skipped = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
        reader = csv.reader(io.StringIO("".join(lines[skipped:])), strict=True)
        rows, line = [], skipped + 1
        try:
            for row in reader:
                if row:
                    rows.append((line, [cell.strip() for cell in row]))
                line = skipped + reader.line_num + 1
        except csv.Error as error:
            self._problem(f"is no CSV: {error}", "look for a stray quotation mark", row=line)
            return []
        if len(rows) < 2:
            self._problem("has no respondents", "export the survey again")
            return []
        return rows

    def _raw_frame(self, rows: list[tuple[int, list[str]]]) -> pd.DataFrame:
        """Cells of the rows that are whole, in the columns of the questionnaire.

        Empty cells are empty texts; NA stands for what could not be read.
        """
        header, whole = rows[0][1], []
        self._check_columns(*rows[0])
        for line, row in rows[1:]:
            if len(row) == len(header):
                whole.append((line, row))
                continue
            found = f"has {len(row)} cells where the header has {len(header)}"
            self._problem(found, "look for a missing or an extra comma", row=line)
        cells, lines = [row for _, row in whole], [line for line, _ in whole]
        raw = pd.DataFrame(cells, index=lines, columns=header, dtype="str")
        return raw.loc[:, ~raw.columns.duplicated()].reindex(columns=self.columns)

    def _check_columns(self, line: int, header: list[str]) -> None:
        for name in sorted({n for n in header if n and header.count(n) > 1}):
            self._problem("the column stands twice", "remove one", column=name)
        for name in dict.fromkeys(header):
            if not name:
                self._problem("a column has no name", "remove it or name it", line)
            elif name not in self.columns:
                self._problem("unknown column", "add it to data/questionnaire.yml", column=name)
        for name in [n for n in self.columns if n not in header]:
            self._problem("the column is missing", "export it again", column=name)

    def _sample(self, raw: pd.DataFrame) -> pd.DataFrame:
        self._check_respondents(raw[ID].dropna())
        columns: dict[str, pd.Series] = {}
        asked: dict[str, pd.Series] = {}
        for item in self.items:
            asked[item.name] = self._asked(item, raw.index, columns, asked)
            for name, column in item.file_columns(self.survey).items():
                columns[name] = self._values(item, column, raw[column], asked[item.name])
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

    def _asked(self, item: Item, rows: pd.Index, columns, asked) -> pd.Series:
        """Whether each respondent was asked; NA where the condition itself cannot be read."""
        here = pd.Series(True, index=rows, dtype="boolean")
        for condition, allowed in item.asked.items():
            if condition not in columns:
                continue
            answers = columns[condition]
            unread = asked[condition] & pd.NA
            here &= answers.isin(allowed).astype("boolean").where(answers.notna(), unread)
        return here

    def _values(self, item: Item, column: str, cells: pd.Series, asked: pd.Series) -> pd.Series:
        empty, filled = cells == "", cells.notna() & (cells != "")
        todo = f"give a code; {self.questionnaire.special[NO_ANSWER].code} is no answer"
        self._report(column, cells[empty & asked.fillna(False)], "is empty", todo)
        todo = f"{item.name} is not asked of this respondent: empty the cell"
        stray = cells[filled & ~asked.fillna(True)]
        self._report(column, stray, "an answer from someone not asked", todo)
        given = cells.where(filled & asked.fillna(True).astype(bool))
        if item.kind == "number":
            return self._numbers(item, column, given)
        return self._keys(item, column, given)

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
        unknown = cells[cells.notna() & values.isna()]
        self._report(column, unknown, "unknown code", f"codes are {allowed}")
        return values.astype("object")

    def _numbers(self, item: Item, column: str, cells: pd.Series) -> pd.Series:
        special = self._special(item)
        given = cells.where(~cells.isin(list(special)))
        numbers = pd.to_numeric(given, errors="coerce").astype(float)
        wrong = given.notna() & ~np.isfinite(numbers)
        low, high = item.scale.minimum, item.scale.maximum
        allowed = f"give {low} to {high}, or " + ", ".join(f"{c} {k}" for c, k in special.items())
        self._report(column, given[wrong], "not a number", allowed)
        beyond = ~wrong & ((numbers < low) | (numbers > high))
        self._report(column, given[beyond], "out of range", allowed)
        return numbers

    def _special(self, item: Item) -> dict[str, str]:
        offered = (*item.special, NO_ANSWER)
        return {str(self.questionnaire.special[key].code): key for key in offered}

    def _report(self, column: str, cells: pd.Series, found: str, todo: str) -> None:
        for row, value in cells.items():
            shown = f"{found}: {value!r}" if value != "" else found
            self._problem(shown, todo, row, column)
