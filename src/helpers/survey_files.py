"""Survey files: read, renamed to items and validated, or refused with every reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import InputError, Problem
from helpers.items import NO_ANSWER, Item
from helpers.questionnaire import Questionnaire
from helpers.reading.delivered import Delivered
from helpers.reading.files import deliver, refuse_elsewhere
from helpers.reading.instructions import instructions_of
from helpers.reading.placing import RESPONDENT, place
from helpers.reading.second_header import is_second_header
from helpers.reading.several import take_apart
from helpers.reading.translation import Translation

ID = RESPONDENT
UNKNOWN = "add it to data/questionnaire.yml"


class SurveyReader:
    """Reads one survey file and keeps the problems that it meets.

    `entry` is what wave.yml says of the survey; `shown` what messages call the file.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        survey: str,
        shown: str,
        entry: dict[str, Any] | None = None,
    ):
        self.questionnaire, self.survey, self.shown = questionnaire, survey, shown
        self.problems: list[Problem] = []
        self.file = (entry or {}).get("file", shown.rpartition("/")[2])
        facts = f"{shown.rpartition('/')[0]}/wave.yml"
        self.how = instructions_of(entry or {}, survey, facts, self.problems)
        self.placing = place(questionnaire, survey, self.how, facts, self.problems)
        self.items, self.id = self.placing.items, self.placing.respondent
        names = [name for item in self.items for name in item.file_columns(survey).values()]
        self.columns = list(dict.fromkeys([self.id, *names]))

    def read(self, path: Path) -> pd.DataFrame | None:
        """Sample of the file; None, or a frame that is no sample, where there are `problems`."""
        if self.problems:
            return None
        try:
            refuse_elsewhere(path, self.file, self.shown)
            delivered = deliver(path, self.shown, self.how)
        except InputError as error:
            self.problems += error.problems
            return None
        special = self.questionnaire.special
        delivered, problems = take_apart(delivered, self.placing, special)
        self._check_columns(delivered)
        self.problems += [*delivered.problems, *problems]
        return self._sample(self._raw_frame(delivered))

    def _problem(self, found: str, todo: str = "", row=None, column=None) -> None:
        self.problems.append(Problem(self.shown, found, todo, row, column))

    def _raw_frame(self, delivered: Delivered) -> pd.DataFrame:
        """Codes of the respondents, in the columns of the questionnaire.

        Empty cells are empty texts; NA stands for what could not be read.
        """
        translation = Translation(
            self.how,
            self.questionnaire.special,
            self.shown,
            self.placing.declared,
            delivered.separator,
        )
        respondents = delivered.column(self.id)
        cells = {self.id: respondents.cells} if respondents else {}
        answers = []
        for item, response, name in self._places():
            column = delivered.column(name)
            if column is not None:
                counted = delivered.counted(name)
                cells[name] = translation.cells(column, delivered.rows, item, response, counted)
                answers.append((item, cells[name]))
        raw = pd.DataFrame(cells, index=list(delivered.rows), dtype="str")
        raw = raw.reindex(columns=self.columns)
        if is_second_header(answers, self.questionnaire.special):
            first = delivered.rows[0]
            todo = "say in wave.yml which rows are the header, as header: [1, 2]"
            self._problem("seems to be a second row of the header", todo, first)
            return raw.drop(index=first)
        self.problems += translation.problems
        return raw

    def _places(self) -> Iterator[tuple[Item, str | None, str]]:
        """Each item with its columns, and the response that a column of several is about."""
        for item in self.items:
            columns = item.columns[self.survey]
            parts = columns.items() if item.kind == "multiple" else [(None, columns)]
            yield from ((item, response, name) for response, name in parts)

    def _check_columns(self, delivered: Delivered) -> None:
        header = delivered.names
        for name in sorted({n for n in header if n and header.count(n) > 1}):
            self._problem("the column stands twice", "remove one", column=name)
        wanted = {name.casefold(): name for name in self.columns}
        for name in dict.fromkeys(header):
            if not name:
                self._problem("a column has no name", "remove it or name it", delivered.header)
            elif name in self.columns or name in self.how.ignore:
                continue
            elif name.casefold() in wanted:
                found = f"is spelt otherwise than {wanted[name.casefold()]}"
                todo = "say under columns in wave.yml which is meant, and under ignore which is not"
                self._problem(found, todo, column=name)
            else:
                self._problem("unknown column", UNKNOWN, column=name)
        for name in [n for n in self.columns if n not in header]:
            self._problem("the column is missing", "export it again", column=name)

    def _sample(self, raw: pd.DataFrame) -> pd.DataFrame:
        self._check_respondents(raw[self.id].dropna())
        columns: dict[str, pd.Series] = {}
        asked: dict[str, pd.Series] = {}
        for item in self.items:
            asked[item.name] = self._asked(item, raw.index, columns, asked)
            for name, column in item.file_columns(self.survey).items():
                cells = self._filled(item, raw[column], asked[item.name])
                columns[name] = self._values(item, column, cells, asked[item.name])
                if item.kind == "number":
                    columns[f"{name}.said"] = cells.map(self._special(item))
        sample = pd.DataFrame(columns)
        return sample.set_axis(pd.Index(raw[self.id], name=ID))

    def _check_respondents(self, ids: pd.Series) -> None:
        for row in ids.index[ids == ""]:
            self._problem("a respondent has no identifier", "give each a unique one", row, self.id)
        first = ids[~ids.duplicated()]
        for row, value in ids[ids.duplicated() & (ids != "")].items():
            earlier = first.index[first == value][0]
            found = f"respondent {value!r} stands also in row {earlier}"
            self._problem(found, "remove the duplicate", row, self.id)

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

    def _filled(self, item: Item, cells: pd.Series, asked: pd.Series) -> pd.Series:
        """The cells with the code that wave.yml gives to empty ones of those asked."""
        blank = self.placing.blank(item)
        if blank is None:
            return cells
        return cells.mask((cells == "") & asked.fillna(False).astype(bool), blank)

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
