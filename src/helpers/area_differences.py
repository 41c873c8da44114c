"""Area differences: an area against all other areas, as text that follows what the tests said."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from helpers import phrases
from helpers.answers import Answers, Text
from helpers.comparisons import ORDINAL, T_TEST
from helpers.differences import Change, Contrast
from helpers.disclosure import Disclosed
from helpers.measures import Family, Measure
from helpers.paired_comparisons import DOUBLE
from helpers.printing import SUPPRESSED_MARK

REST = "all other areas"


class AreaContrast(Contrast):
    """Teachers of one area against those of all other areas, in one survey."""

    test, mean_test = ORDINAL, T_TEST
    basis = "an ordinal test of two parts of one survey"
    allowing_for = ""

    def __init__(self, here, there, tests: Disclosed | None, area: str):
        super().__init__(here, there, tests)
        self.area = area
        self.group, self.against_group = f"teachers in {area}", f"those in {REST}"

    def __getitem__(self, responses) -> AreaContrast:
        """Difference of one response, or of several together, without a verdict."""
        return AreaContrast(self.here[responses], self.there[responses], None, self.area)

    @property
    def tested(self) -> bool:
        """Whether there is a test of the responses as a whole: only rated items have one."""
        return self.tests is not None and self.test in set(self.tests.frame["test"])


class ChangeGap(Text):
    """Change in one area against that in all other areas, both since baseline."""

    test = DOUBLE + ORDINAL

    def __init__(self, here: Change, there: Change, tests: Disclosed, area: str):
        self.here, self.there, self.tests, self.area = here, there, tests, area

    def __str__(self) -> str:
        if self.hidden:
            return phrases.NOT_SHOWN
        size = f"{self.here.noun} in {self.area} against {self.there.noun} in {REST}"
        return f"{size}, {self._said}"

    @property
    def _said(self) -> str:
        row = self.tests.row(test=self.test)
        reason = phrases.not_tested(row)
        if reason:
            return f"a difference between the changes that {reason}"
        return f"a difference between the changes that is {phrases.verdict(row)}"

    @property
    def hidden(self) -> bool:
        """Whether either change is not shown."""
        return self.here.hidden or self.there.hidden

    @property
    def verdict(self) -> str:
        """ "statistically significant", "not ..." or "not testable"."""
        return phrases.verdict(self.tests.row(test=self.test))

    @property
    def significant(self) -> bool:
        """Whether the two changes differ statistically significantly."""
        return bool(self.tests.row(test=self.test)["significant"])


class AreaMeasure(Measure):
    """One item in an area, beside the same item in all other areas."""

    def __init__(
        self,
        item,
        area: str,
        here: tuple[Callable[..., Answers], Callable[..., Disclosed]],
        others: Measure,
        tests: dict[str, Callable[[], Disclosed]],
        linked: bool = False,
    ):
        super().__init__(item, *here, linked)
        self.area, self.others, self._against = area, others, tests

    @cached_property
    def difference(self) -> AreaContrast:
        """At the end of Linking: the area against all other areas."""
        ends = self.followup, self.others.followup
        return AreaContrast(*ends, self._against["level"](), self.area)

    @cached_property
    def gap(self) -> ChangeGap:
        """Since baseline: the area's change against that in all other areas."""
        return ChangeGap(self.change, self.others.change, self._against["change"](), self.area)


class AreaFamily(Family):
    """Several measures of an area's difference from all other areas."""

    def __init__(self, measures: list[AreaMeasure], area: str):
        super().__init__(measures, "contrast")
        self.area = area
        self.kinds = {"contrast": f"ratings were better in {area} than in {REST}"}

    def of(self, *names: str) -> AreaFamily:
        """The family cut down to the items named."""
        return AreaFamily(super().of(*names).measures, self.area)

    def difference(self, measure: AreaMeasure) -> AreaContrast:
        """The measure's difference between the area and all others."""
        return measure.difference

    def _told(self, measure: AreaMeasure) -> str:
        found = measure.difference
        here = f"{found.here} of teachers in {self.area}"
        return f"{here}, {found.position} the {found.there} of those in {REST}"


class GapFamily(Text):
    """Several measures of which two changes are compared."""

    def __init__(self, measures: list[AreaMeasure], area: str):
        self.measures, self.area = measures, area

    def __str__(self) -> str:
        return self.summary

    @property
    def shown(self) -> list[AreaMeasure]:
        """Measures of which both changes may be shown."""
        return [measure for measure in self.measures if not measure.gap.hidden]

    @property
    def summary(self) -> str:
        """On how many the changes differ: "on none of the 11 measures do the changes differ"."""
        shown = self.shown
        if not shown:
            return f"the changes of no measure can be shown ({SUPPRESSED_MARK})"
        rest = "" if shown == self.measures else " that can be shown"
        differ = len([measure for measure in shown if measure.gap.significant])
        where = phrases.count_of(differ, len(shown), "measure", rest)
        return (
            f"the change in {self.area} is statistically significantly different from that in "
            f"{REST} on {where}"
        )
