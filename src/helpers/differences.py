"""Differences between two surveys, as text that follows what the tests said."""

from __future__ import annotations

import math
from functools import cached_property

import pandas as pd

from helpers import phrases
from helpers.answers import Answers, Share, Text
from helpers.comparisons import ADJUSTED, ORDINAL, T_TEST
from helpers.disclosure import Disclosed
from helpers.paired_comparisons import DOUBLE, PAIRED_T, SIGNED_RANK
from helpers.printing import SUPPRESSED_MARK


class Difference(Text):
    """Difference between two surveys in one share, with what the tests said."""

    def __init__(self, here: Answers | Share, there: Answers | Share, tests: Disclosed | None):
        self.here, self.there, self.tests = here, there, tests

    @property
    def _share(self) -> Share:
        return self.here if isinstance(self.here, Share) else self.here.headline

    @property
    def _against(self) -> Share:
        return self.there if isinstance(self.there, Share) else self.there.headline

    @property
    def hidden(self) -> bool:
        """Whether either share is suppressed."""
        return math.isnan(self._share.value) or math.isnan(self._against.value)

    @cached_property
    def value(self) -> int:
        """Difference between the two percentages as printed, in percentage points."""
        return 0 if self.hidden else self._share.percent - self._against.percent

    def _words(self, text: str, instead: str = SUPPRESSED_MARK) -> str:
        return instead if self.hidden else text

    @property
    def points(self) -> str:
        """Size alone: "11 percentage points"."""
        return self._words(phrases.points(self.value))

    @property
    def times(self) -> str:
        """The one share against the other: "almost twice"."""
        return phrases.times(self._share.value, self._against.value)

    def _row(self, test: str) -> pd.Series:
        if self.tests is None:
            raise AttributeError("no test is made of a single response")
        made = self.tests.frame["test"]
        if test not in set(made):
            known = ", ".join(made)
            raise AttributeError(f"{self.here.item.name} has no {test} test; it has {known}")
        return self.tests.row(test=test)


class Change(Difference):
    """Change from baseline to the end of Linking."""

    test, mean_test = ORDINAL, T_TEST
    test_name, whose = "the ordinal test", ""
    shift, allowing_for = "the shift across the responses", ""
    basis = "an ordinal test of two independent samples"

    @property
    def before(self) -> Answers | Share:
        """What the change starts from: of a linked wave, answers of those who are in both."""
        return self.there

    @property
    def after(self) -> Answers | Share:
        """What the change leads to: of a linked wave, answers of those who are in both."""
        return self.here

    def __str__(self) -> str:
        if self.tests is None:
            return self._size
        return f"{self._size} because {phrases.TOO_FEW}" if self.hidden else self._tested

    @property
    def _size(self) -> str:
        return self.noun

    @property
    def _tested(self) -> str:
        row = self._row(self.test)
        if self.value == 0:
            return f"{self._size}, {phrases.shift_clause(row, self.shift, self.allowing_for)}"
        if self.turned:
            said = f"{phrases.verdict(row)} in the other direction{self.allowing_for}"
            return f"{self._size}, while {self.shift} is {said}"
        return f"{self._size}, {phrases.verdict_clause(row, self.allowing_for)}"

    @property
    def turned(self) -> bool:
        """Whether the responses as a whole moved significantly against the headline share."""
        if not self.significant or self.value == 0:
            return False
        shift = self._row(self.test)["estimate"]
        return bool((shift > 0) != ((self.value > 0) != self.here.lower_is_better))

    def __getitem__(self, responses) -> Change:
        """Change of one response, or of several together, without a verdict."""
        return type(self)(self.here[responses], self.there[responses], None)

    @property
    def noun(self) -> str:
        """ "an increase of 11 percentage points"."""
        return self._words(
            phrases.change_noun(self.value), f"a change that is not shown ({SUPPRESSED_MARK})"
        )

    @property
    def rose(self) -> str:
        """ "rose", "fell" or "did not change"."""
        return self._words(phrases.change_verb(self.value), f"moved ({SUPPRESSED_MARK})")

    @property
    def fromto(self) -> str:
        """ "from 64% to 75%"."""
        return f"from {self._against} to {self._share}"

    @property
    def from_to_words(self) -> str:
        """ "from around two-thirds (64%) to three-quarters (75%)"."""
        return f"from {self._against.words} to {self._share.words}"

    @property
    def significant(self) -> bool:
        """Whether the ordinal test says so."""
        return bool(self._row(self.test)["significant"])

    @property
    def mean_significant(self) -> bool:
        """Whether the t-test of the mean score says so."""
        return bool(self._row(self.mean_test)["significant"])

    @property
    def testable(self) -> bool:
        """Whether the ordinal test could be made and may be shown."""
        return not phrases.not_tested(self._row(self.test))

    @property
    def why_not_testable(self) -> str:
        """ "could not be tested because ..."; empty where it could."""
        return phrases.not_tested(self._row(self.test))

    @property
    def verdict(self) -> str:
        """ "statistically significant", "not statistically significant" or "not testable"."""
        return phrases.verdict(self._row(self.test))

    def has(self, test: str) -> bool:
        """Whether the wave's design has that test."""
        return self.tests is not None and test in set(self.tests.frame["test"])

    def verdict_of(self, test: str) -> str:
        """Verdict of another test of the same difference, such as "t"."""
        return phrases.verdict(self._row(test))

    @property
    def better(self) -> bool:
        """Whether the mean score is higher: a better outcome, whatever the item's direction."""
        return self._mean_step() > 0

    def _mean_step(self) -> float:
        return float(self.here.mean.row["estimate"] - self.there.mean.row["estimate"])

    @property
    def mean(self) -> str:
        """ "from 3.8 to 4.2 out of 5, a difference that is statistically significant"."""
        top = max(self.here.item.scores.values())
        return f"from {self.there.mean} to {self.here.mean} out of {top:g}, {self._mean_said}"

    @property
    def _mean_said(self) -> str:
        row = self._row(self.mean_test)
        said = phrases.verdict_clause(row, self.allowing_for).removeprefix("which ")
        if str(self.here.mean) == str(self.there.mean) and not self.hidden:
            said = f"does not show at one decimal place and {said}"
        return f"a difference that {said}"


class LinkedChange(Change):
    """Change of the same respondents from baseline to the end of Linking."""

    test, mean_test = SIGNED_RANK, PAIRED_T
    test_name, whose = "the signed-rank test", " of linked respondents"
    basis = "a signed-rank test of the same respondents at both points"


class Contrast(Change):
    """Linking teachers against the comparison group, with the profile held equal."""

    test, mean_test = ADJUSTED + ORDINAL, ADJUSTED + T_TEST
    basis = "an ordinal test that takes known differences in profile into account"
    group, against_group = "Linking teachers", "non-Linking teachers"
    shift = "the difference across the responses"
    allowing_for = " once known differences in profile are taken into account"

    @property
    def _size(self) -> str:
        if self.hidden:
            return phrases.NOT_SHOWN
        if self.value == 0:
            return f"the same among {self.group} as among {self.against_group}"
        side = "higher" if self.value > 0 else "lower"
        return f"{self.points} {side} among {self.group} than among {self.against_group}"

    @property
    def position(self) -> str:
        """Linking against comparison: "lower than", "higher than" or "the same as"."""
        return self._words(phrases.position(self.value), phrases.NOT_COMPARED)

    @property
    def raw(self) -> str:
        """Unadjusted verdict: "which is statistically significant before any adjustment"."""
        return phrases.verdict_clause(self._row(ORDINAL), " before any adjustment")

    @property
    def mean(self) -> str:
        """ "4.0 among Linking teachers against 4.3 among non-Linking teachers, ..."."""
        here, there = f"among {self.group}", f"among {self.against_group}"
        return f"{self.here.mean} {here} against {self.there.mean} {there}, {self._mean_said}"


class DoubleContrast(Contrast):
    """Change among Linking teachers against that in the comparison group (both at two points)."""

    test, mean_test = DOUBLE + ORDINAL, DOUBLE + T_TEST
    basis = "an ordinal test of the difference between the changes in the two groups"
    shift = "the difference between the changes since baseline"
    allowing_for = " as a difference between the changes since baseline"

    @property
    def turned(self) -> bool:
        """Never: a level and a difference of changes may well point opposite ways."""
        return False

    @property
    def better(self) -> bool:
        """Whether the mean score rose more among Linking teachers."""
        return bool(self._row(self.mean_test)["estimate"] > 0)
