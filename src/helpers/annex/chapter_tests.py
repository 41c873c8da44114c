"""Chapter tests: every test of the measures of one chapter, disclosed."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from helpers.analysis import Analysis
from helpers.annex.alternatives import adjusted_odds_row, matched_rows, odds_rows
from helpers.annex.effect_sizes import DETECTABLE, KEYS, detectable_rows, points_row, size_rows
from helpers.annex.fills import fill_rows
from helpers.annex.matched_samples import MatchedSamples
from helpers.annex.sensitivity import sensitivity_rows
from helpers.comparisons import ADJUSTED, COLUMNS, ORDINAL, SHARE
from helpers.differences import Change
from helpers.disclosure import SUPPRESSED, VERDICTS, Disclosed, disclose
from helpers.errors import InputError
from helpers.items import Item
from helpers.paired_comparisons import PAIRED_SHARE
from helpers.pooling import Pooled
from helpers.reads import note
from helpers.reconstruction.plan import FOLDER, Plan, load_plan
from helpers.testable import NotTestable
from helpers.waves import BASELINE, COMPARISON, END

CHANGE, CONTRAST = "change", "contrast"
AGAINST = {CHANGE: BASELINE, CONTRAST: COMPARISON}


class ChapterTests:
    """The rated items that a chapter shows with one kind of difference, and their tests.

    `number` is that of the chapter ("6"): an item belongs to it by its figures in the
    questionnaire. `kind` is "change" or "contrast". Where the wave lacks a survey, `missing`
    says so as a clause and every frame is empty.
    """

    def __init__(self, analysis: Analysis, number: str, kind: str):
        self.analysis, self.number, self.kind = analysis, number, kind
        self.against, self.settings = AGAINST[kind], analysis.settings
        self.missing = _missing(analysis, self.against)

    @cached_property
    def items(self) -> list[Item]:
        """Rated items that both surveys ask and that a figure of the chapter shows."""
        if self.missing:
            return []
        known, surveys = self.analysis.questionnaire, {END, self.against}
        asked = [i.name for i in known.items.values() if surveys <= set(i.columns)]
        rated = [item for item in map(known.item, asked) if item.kind == "ordinal"]
        return [item for item in rated if self.figure_of(item)]

    def figure_of(self, item: Item) -> str:
        """Number of the chapter's figure that shows an item ("6.3"); empty where none does."""
        return next((f for f in item.figures if f.split(".")[0] == self.number), "")

    def difference(self, item: Item) -> Change:
        """The difference that the chapter's words tell of an item, with the report's tests."""
        measure = self.analysis[item.name]
        return measure.change if self.kind == CHANGE else measure.contrast

    @property
    def of_linked(self) -> bool:
        """Whether the same respondents are compared with themselves."""
        return self.kind == CHANGE and self.analysis.linked

    @cached_property
    def covariates(self) -> list[Item]:
        """Items whose answers a contrast holds equal, and matching pairs by."""
        return [self.analysis.questionnaire.item(name) for name in self.settings.adjustment]

    @cached_property
    def pooled(self) -> Pooled:
        """End of Linking respondents, then those of the other survey."""
        return Pooled(self.analysis.sample(END), self.analysis.sample(self.against))

    @cached_property
    def matched(self) -> MatchedSamples:
        """Pairs of a Linking and a non-Linking teacher."""
        return MatchedSamples(self.pooled, self.covariates)

    def made(self, item: Item, *tests: str) -> pd.Series:
        """The report's row of the first of these tests that it makes of an item."""
        rows = self.difference(item).tests.frame.set_index("test", drop=False)
        return rows.loc[next(test for test in tests if test in rows.index)]

    def told(self, item: Item) -> pd.Series:
        """The report's row of the test whose verdict the chapter's words follow."""
        return self.made(item, self.difference(item).test)

    @cached_property
    def tests(self) -> Disclosed:
        """All tests of all items, those of the report and their alternatives."""
        parts = []
        for item in self.items:
            parts.append(self.difference(item).tests.frame)
            if not self.of_linked:
                parts.append(odds_rows(self.pooled, item, self.told(item), self.settings))
            if self.kind == CONTRAST:
                given = (item, self.told(item), self.settings)
                parts.append(adjusted_odds_row(self.pooled, self.matched.profile, *given))
                parts.append(matched_rows(self.matched, *given))
        return self._disclosed(parts, COLUMNS)

    @cached_property
    def verdicts(self) -> Disclosed:
        """The rows of `tests` whose verdicts the chapter's words follow, one an item."""
        return self._disclosed([pd.DataFrame([self.told(i)]) for i in self.items], COLUMNS)

    @cached_property
    def sizes(self) -> Disclosed:
        """Effect sizes of all items before any adjustment; of linked respondents the points."""
        parts = []
        for item in self.items:
            parts.append(points_row(self.made(item, SHARE, PAIRED_SHARE)))
            if not self.of_linked:
                parts.append(size_rows(self.pooled, item, self.told(item), self.settings))
        return self._disclosed(parts, KEYS)

    @cached_property
    def detectable(self) -> Disclosed:
        """What two samples could have shown of each item whose verdict is "not significant"."""
        plain = self.verdicts.frame[~self.verdicts.frame["significant"]]
        names = set() if self.of_linked else set(plain["item"][plain["p"].notna()])
        items = [item for item in self.items if item.name in names]
        parts = [detectable_rows(self.pooled, i, self.told(i), self.settings) for i in items]
        return self._disclosed(parts, DETECTABLE)

    @cached_property
    def sensitivity(self) -> Disclosed:
        """Ordinal and t-test of each change by the choice of variance, and unweighted."""
        by = self.analysis.questionnaire.item(self.settings.weighting["variable"])
        apart = self.kind == CHANGE and not self.of_linked
        parts = [
            sensitivity_rows(self.pooled, i, by, self.difference(i).tests.frame, self.settings)
            for i in self.items
            if apart
        ]
        return self._disclosed(parts, COLUMNS)

    @property
    def unfilled(self) -> str:
        """Why other fills cannot be tried, as a clause; empty where they can."""
        if self.missing:
            return self.missing
        if any(
            self.difference(item).test not in (ORDINAL, ADJUSTED + ORDINAL) for item in self.items
        ):
            return "its verdicts come from more than two samples or from linked respondents"
        return "" if self._plan else "no plan says what print fixes"

    @cached_property
    def _plan(self) -> Plan | None:
        wave = self.analysis.wave
        for end in (".csv", "-contradictions.yml", "-reconstruction.yml"):
            note("file", f"{FOLDER}/{wave.name}{end}")
        try:
            return load_plan(wave.root, wave.name)
        except InputError:
            return None

    @cached_property
    def fills(self) -> Disclosed:
        """The verdict test under other fills of what print leaves open; empty if `unfilled`."""
        covariates = self.covariates if self.kind == CONTRAST else None
        parts = []
        for item in [] if self.unfilled else self.items:
            ends = self.pooled.sample, self.pooled.against
            given = (self._plan, self.told(item), self.settings, covariates)
            parts.append(fill_rows(*ends, item, *given))
        return self._disclosed(parts, [*COLUMNS, "here", "there"])

    @property
    def unmatched(self) -> str:
        """Why nobody can be matched, as a clause; empty where somebody can."""
        if self.missing or self.kind == CHANGE:
            return self.missing or "only groups at one time are matched"
        try:
            self.matched.balance()
        except NotTestable as reason:
            return str(reason)
        return ""

    @cached_property
    def balance(self) -> Disclosed:
        """Standardised mean differences before and after matching; empty if `unmatched`."""
        return self._disclosed([] if self.unmatched else [self.matched.balance()], ["item"])

    @cached_property
    def losses(self) -> Disclosed:
        """What matching cost each group; empty if `unmatched`."""
        return self._disclosed([] if self.unmatched else [self.matched.losses()], ["way"])

    @cached_property
    def untested(self) -> Disclosed:
        """Rows of all frames above without a result, each with its reason."""
        frames = [self.tests.frame, self.sizes.frame.rename(columns={"effect": "test"})]
        frames.append(self.sensitivity.frame)
        rows = pd.concat(frames, ignore_index=True)
        without = rows["reason"].astype(bool) | (rows["status"] == SUPPRESSED)
        return Disclosed(rows[without])

    def _disclosed(self, parts: list[pd.DataFrame], columns: list[str]) -> Disclosed:
        if not parts:
            empty = pd.DataFrame(columns=[*columns, "status"])
            return Disclosed(empty.astype({name: bool for name in VERDICTS if name in empty}))
        return disclose(pd.concat(parts, ignore_index=True), self.settings)


def _missing(analysis: Analysis, against: str) -> str:
    for survey, name in ((END, "end of Linking"), (against, against)):
        if survey not in analysis.samples:
            return f"the wave has no {name} survey"
    return ""
