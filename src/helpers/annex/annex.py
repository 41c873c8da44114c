"""Annex: what the notebook of the statistical annex writes with."""

from __future__ import annotations

import math
from functools import cached_property

import pandas as pd
from IPython.display import Markdown

from helpers import exhibits, origins, phrases
from helpers.annex import open_cells
from helpers.annex.annex_chapter import AnnexChapter
from helpers.annex.annex_tables import name_of
from helpers.annex.chapter_ledger import adjusted, counted
from helpers.annex.effect_sizes import POWER
from helpers.annex.named_tests import name_of_test
from helpers.annex.simulation_results import FILE, deviations, read_results, rejections, used
from helpers.annex.verdicts import starred, verdict, why_not
from helpers.edition import Edition
from helpers.matching import CALIPER
from helpers.printing import NONE_MARK, NOT_APPLICABLE_MARK, decimal, percent, whole
from helpers.tables import table
from helpers.weighting import design_effect, effective_base

DESIGNS = {
    "independent": "independent samples: the teachers before and after Linking are not the same",
    "linked": "linked respondents: the same teachers answered before and after Linking",
}
NOT_RUN = "The simulation has not been run; `make simulate` runs it."


class Annex(Edition):
    """One wave for the annex: `Annex("...", phase="primary").chapter("6", "change")`."""

    def chapter(self, number: str, kind: str) -> AnnexChapter:
        """The measures of a chapter with one kind of difference: "change" or "contrast"."""
        return AnnexChapter(self, number, kind)

    # --- design and weights ---------------------------------------------------------------

    @property
    def design(self) -> str:
        """Design that the wave declares, in words."""
        self._note_fact("fact", "design")
        declared = self.wave.facts["design"]
        return DESIGNS.get(declared, declared)

    @property
    def surveys_missing(self) -> str:
        """Which of the three surveys the wave lacks: "none" or "comparison"."""
        self._note_fact("fact", "surveys and interviews")
        names = {"baseline": "baseline", "end_of_linking": "end of Linking"}
        lacking = [s for s in (*names, "comparison") if s not in self.samples]
        return phrases.listing([names.get(s, s) for s in lacking])

    @property
    def power(self) -> str:
        """Power at which an effect counts as one that could have shown: "80%"."""
        origins.note("constant", what="power")
        return percent(POWER)

    @property
    def caliper(self) -> str:
        """Widest distance of a pair, in standard deviations of the propensity score."""
        origins.note("constant", what="caliper")
        return f"{CALIPER:g}"

    @property
    def covariates(self) -> str:
        """Labels of what a contrast holds equal: "type of area and years ..."."""
        self._note_fact("setting", "adjustment")
        items = [self.questionnaire.item(name) for name in self.settings.adjustment]
        return phrases.listing([item.label[:1].lower() + item.label[1:] for item in items])

    def table_weights(self, number: str, title: str) -> Markdown:
        """Respondents, weights, Kish's design effect and effective base of each survey."""
        header = ["Survey", "Respondents", "Weighted to", "Smallest weight", "Largest weight"]
        rows = []
        for survey, sample in self.samples.items():
            weights, rule = sample.weights, self.settings.weighting
            to = NOT_APPLICABLE_MARK
            if survey == rule["survey"] and rule["target"] in self.samples:
                by = self.questionnaire.item(rule["variable"]).label.lower()
                to = f"{by} of {self._facts(rule['target'])['label']}"
            ends = [decimal(weight, 2) for weight in (weights.min(), weights.max())]
            kish = [decimal(design_effect(weights), 2), decimal(effective_base(weights), 0)]
            rows.append([self._facts(survey)["label"], whole(len(sample)), to, *ends, *kish])
        header += ["Design effect", "Effective base"]
        return self._table(header, rows, f"Table {number}: {title}", list(self.samples))

    # --- several chapters -----------------------------------------------------------------

    def table_ledger(self, number: str, title: str, *chapters: AnnexChapter) -> Markdown:
        """Tests run and reported by chapter, and verdicts that outlast their number."""
        header = ["Chapter", "Tests run", "Told in the chapter", "Family", "Not testable"]
        header += ["Significant", "After Holm", "After Benjamini-Hochberg"]
        found = counted(list(chapters)).drop(columns=["lost_holm", "lost_bh"])
        rows = [[str(value) for value in row] for row in found.itertuples(index=False)]
        return self._table(header, rows, f"Table {number}: {title}", list(self.samples))

    def table_family(self, number: str, title: str, *chapters: AnnexChapter) -> Markdown:
        """Each verdict with its p-value, alone and with its family counted."""
        header = ["Figure and measure", "p", "Holm", "Benjamini-Hochberg", "Verdict"]
        rows = []
        for chapter in chapters:
            found = adjusted([chapter])
            for item in chapter.items:
                row = found.row(item=item.name)
                both = [_counted(row, method) for method in ("holm", "bh")]
                rows.append([name_of(item, chapter), starred(row), *both, verdict(row)])
        return self._table(header, rows, f"Table {number}: {title}", list(self.samples))

    def table_untested(self, number: str, title: str, *chapters: AnnexChapter) -> Markdown:
        """Every test of the annex without a result, and why."""
        header = ["Figure and measure", "Test or effect size", "Why it could not be made"]
        rows = []
        for chapter in chapters:
            names = {item.name: name_of(item, chapter) for item in chapter.items}
            for _, row in chapter.untested.frame.iterrows():
                rows.append([names[row["item"]], name_of_test(row["test"]), why_not(row)])
            if chapter.nothing:
                rows.append([f"Chapter {chapter.number}", "all", chapter.nothing])
        rows = rows or [["none", "none", "none"]]
        return self._table(header, rows, f"Table {number}: {title}", list(self.samples))

    def untested(self, *chapters: AnnexChapter) -> str:
        """How many tests and effect sizes have no result: "none", "four"."""
        for chapter in chapters:
            chapter._note()
        return phrases.number_word(sum(len(c.untested.frame) for c in chapters))

    # --- reconstructed answers ------------------------------------------------------------

    @property
    def evidence(self) -> str:
        """Whether p-values of this wave are evidence, in a sentence or two."""
        self._note_fact("fact", "notice")
        if self.wave.facts.get("example"):
            return open_cells.MADE_UP
        return open_cells.NO_EVIDENCE if self.reconstructed else open_cells.AS_GIVEN

    @property
    def reconstructed(self) -> bool:
        """Whether the answers were worked back from print."""
        return bool(self.wave.facts.get("reconstructed"))

    def open_cells(self) -> Markdown | None:
        """How the fills of what print leaves open are made; nothing for answers as given."""
        return Markdown(open_cells.RULE) if self.reconstructed else None

    def open_verdicts(self, *chapters: AnnexChapter) -> Markdown | None:
        """How many verdicts the fills turn, by chapter; nothing for answers as given."""
        if not self.reconstructed:
            return None
        return Markdown(open_cells.turned([(c.number, c.undetermined) for c in chapters]))

    # --- simulation -----------------------------------------------------------------------

    @property
    def _simulated(self) -> pd.DataFrame | None:
        origins.note("file", what=FILE)
        return self._simulation_read

    @cached_property
    def _simulation_read(self) -> pd.DataFrame | None:
        return read_results(self.wave.root)

    @property
    def simulation(self) -> str:
        """What the simulation found in one sentence, or that it has not been run."""
        if self._simulated is None:
            return NOT_RUN
        far, rates = len(deviations(self._simulated)), len(used(self._simulated))
        lie = "one lies" if far == 1 else f"{phrases.number_word(far)} lie"
        return (
            f"Of {rates:,} rates of the tests and intervals in use, {lie} further from the "
            "nominal rate than chance explains."
        )

    def false_alarms(self, test: str) -> str:
        """Rates at which a test was significant where nothing differs: "4.85% to 5.40%"."""
        found = None if self._simulated is None else rejections(self._simulated, test)
        if found is None:
            return "a rate that was not simulated"
        low, high = (_rate(rate) for rate in found)
        return low if low == high else f"{low} to {high}"

    def simulation_table(self, number: str, title: str) -> Markdown | None:
        """Simulated rates that chance does not explain; nothing where none were simulated."""
        if self._simulated is None:
            return None
        header = ["Test or interval", "Rate", "Setting", "Nominal", "Found"]
        rows = [
            [row.test, row.target, row.setting, _rate(row.nominal), _rate(row.found)]
            for row in deviations(self._simulated).itertuples()
        ]
        made = table(f"Table {number}: {title}", header, rows or [["none"] * len(header)])
        return Markdown(made + "\n")

    def simulation_in_full(self, number: str, title: str) -> Markdown | None:
        """Every simulated rate, folded; nothing where none were simulated."""
        if self._simulated is None:
            return None
        header = ["Test or interval", "Rate", "Setting", "Nominal", "Found", "Monte Carlo error"]
        rows = [
            [row.test, row.target, row.setting, _rate(row.nominal), _rate(row.found)]
            + [_rate(row.error), f"{row.repeats:,.0f}", row.within]
            for row in self._simulated.itertuples()
        ]
        caption = f"Table {number}: {title}"
        made = table(caption, [*header, "Repeats", "Within chance"], rows)
        return Markdown(f":::{{dropdown}} {exhibits.as_text(caption)}\n{made}\n:::\n")


def _counted(row: pd.Series, method: str) -> str:
    """p-value with the family counted, as `starred` shows one."""
    found = {"p": row[f"p_{method}"], "significant": row[f"significant_{method}"]}
    return starred(pd.Series({**row, **found}))


def _rate(share: float) -> str:
    return NONE_MARK if math.isnan(share) else f"{decimal(100 * share, 2)}%"
