"""Annex words: what the tests of one chapter say together, as text for sentences."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers import origins, phrases
from helpers.annex.alternatives import ODDS_CHECK
from helpers.annex.chapter_ledger import adjusted
from helpers.annex.chapter_tests import ChapterTests
from helpers.annex.effect_sizes import LEAST_D
from helpers.annex.fills import SHIPPED
from helpers.annex.love_plot import NEAR
from helpers.annex.verdicts import differ, turned
from helpers.disclosure import SUPPRESSED, Disclosed
from helpers.printing import decimal, whole
from helpers.survey_names import END


class AnnexWords(ChapterTests):
    """Counts of a chapter's measures with their names; right whatever the tests said.

    Where there are none: "no measure, because ...".
    """

    @property
    def nothing(self) -> str:
        """Why the chapter has no tests, as a clause; empty where it has some."""
        self._note()
        if self.missing or self.items:
            return self.missing
        return f"no figure of Chapter {self.number} shows a rating that both surveys ask for"

    def _note(self) -> None:
        wave, group = self.analysis.wave.name, self.analysis.phase or "all"
        items = [item.name for item in self.items]
        both = {"survey": END, "against": self.against}
        origins.note("tests", wave=wave, group=group, items=items, **both)

    @property
    def n(self) -> str:
        """How many measures: "11 measures"."""
        self._note()
        noun = "measure" if len(self.items) == 1 else "measures"
        return f"{phrases.number_word(len(self.items)).replace('none', 'no')} {noun}"

    def turned(self, test: str) -> str:
        """On how many measures another test has another verdict, and which."""
        rows = turned(self._everything, test, self.verdicts)
        return self._of_test(test, rows, lambda row: f"{self._phrase(row)}, then {_verdict(row)}")

    @property
    def turned_by_any(self) -> str:
        """On how many measures at least one other test has another verdict, and which."""
        found = []
        for item in self.items:
            rows = self._everything.only(item=item.name).frame
            reference = self.verdicts.row(item=item.name)
            others = rows[rows["test"] != ODDS_CHECK]
            if any(differ(row, reference) for _, row in others.iterrows()):
                found.append(item.phrase)
        return self._how_many(found)

    @property
    def _everything(self) -> Disclosed:
        return Disclosed.together([self.tests, self.sensitivity])

    @property
    def odds_doubtful(self) -> str:
        """On how many measures the check speaks against proportional odds, and which."""
        rows = self.tests.only(test=ODDS_CHECK, significant=True).frame
        return self._of_test(ODDS_CHECK, rows, self._phrase)

    @property
    def odds_unchecked(self) -> str:
        """On how many measures proportional odds cannot be checked, and which."""
        rows = self.tests.only(test=ODDS_CHECK).frame
        return self._of_test(ODDS_CHECK, rows[rows["p"].isna()], self._phrase)

    @property
    def least(self) -> str:
        """Smallest effect that could have shown: "d = 0.39 to 0.41"."""
        self._note()
        rows = self.detectable.only(effect=LEAST_D).frame
        shown = [decimal(d, 2) for d in sorted(rows["estimate"].dropna())]
        if not shown:
            why = self.nothing or self._linked or "each verdict that is shown is significant"
            return f"none, because {why}"
        return f"d = {shown[0]}" + (f" to {shown[-1]}" if shown[-1] != shown[0] else "")

    @property
    def _linked(self) -> str:
        return "the respondents are linked" if self.of_linked else ""

    def kept(self, method: str) -> str:
        """How many significant verdicts outlast "holm" or "bh", and which are lost."""
        if self.nothing:
            return self._how_many([])
        rows = adjusted([self]).frame
        rows = rows[rows["significant"]]
        if not len(rows):
            return "none, because there is none to begin with"
        lost = [self._phrase(row) for _, row in rows[~rows[f"significant_{method}"]].iterrows()]
        some = phrases.quantity(len(rows) - len(lost), len(rows))
        of = "" if not lost else f" of {phrases.number_word(len(rows))}"
        return f"{some}{of}" + (f" (lost: {'; '.join(lost)})" if lost else "")

    @property
    def redrawn(self) -> str:
        """Replicates of the bootstrap, and in how many a baseline cell had nobody."""
        self._note()
        rows = self.sensitivity.frame
        if "replicates" not in rows or rows["replicates"].isna().all():
            return f"none, because {self.nothing or self._linked or 'it cannot be made'}"
        empty = sorted({int(n) for n in rows["with_empty_cell"].dropna()})
        span = f"{empty[0]} to {empty[-1]}" if len(empty) > 1 else f"{empty[0]}"
        return f"{int(rows['replicates'].min())} replicates ({span} of them with an empty cell)"

    def balanced(self, way: str) -> str:
        """In how many responses and numbers the groups are near: "12 of the 14"."""
        if self.nothing or self.unmatched:
            return f"none, because {self.nothing or self.unmatched}"
        rows = self.balance.only(way=way).frame
        if not len(rows):
            return "none, because nobody can be matched so"
        if (rows["status"] == SUPPRESSED).any():
            return phrases.NOT_SHOWN
        near = int((rows["estimate"].abs() < NEAR).sum())
        return f"{near} of the {len(rows)}"

    def paired(self, way: str) -> str:
        """How many of the Linking teachers are matched: "72 of the 77 Linking teachers"."""
        if self.nothing or self.unmatched:
            return f"no Linking teachers, because {self.nothing or self.unmatched}"
        found = self.losses.only(way=way, group="treated", quantity="matched").frame
        if not len(found):
            return "none of the Linking teachers"
        row = found.iloc[0]
        return f"{whole(row['count'])} of the {whole(row['base'])} Linking teachers"

    @property
    def undetermined(self) -> str:
        """On how many measures another fill of what print leaves open turns the verdict."""
        if self.nothing:
            return self._how_many([])
        if self.unfilled:
            return f"no measure, because {self.unfilled}"
        found = []
        for item in self.items:
            rows = self.fills.only(item=item.name)
            shipped = rows.row(here=SHIPPED, there=SHIPPED)
            if any(differ(row, shipped) for _, row in rows.frame.iterrows()):
                found.append(item.phrase)
        return self._how_many(found)

    def _of_test(self, test: str, rows: pd.DataFrame, named: Callable[[pd.Series], str]) -> str:
        if not self.nothing and test not in set(self._everything.frame["test"]):
            return "no measure, because the design of the wave has no such test"
        return self._how_many([named(row) for _, row in rows.iterrows()])

    def _how_many(self, names: list[str]) -> str:
        if self.nothing:
            return f"no measure, because {self.nothing}"
        some = phrases.count_of(len(names), len(self.items))
        return f"{some} ({'; '.join(names)})" if names else some

    def _phrase(self, row: pd.Series) -> str:
        return self.analysis.questionnaire.item(row["item"]).phrase


def _verdict(row: pd.Series) -> str:
    return phrases.verdict(row).replace("statistically ", "")
