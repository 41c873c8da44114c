"""Analysis: a wave from its samples to disclosed estimates, tests and measures."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from helpers.answers import Answers
from helpers.comparisons import compare, compare_adjusted
from helpers.disclosure import Disclosed, disclose, withhold
from helpers.errors import InputError, Problem
from helpers.estimates import estimate, share_of
from helpers.measures import Family, Measure
from helpers.origin_names import know_item, know_wave
from helpers.paired_comparisons import compare_double, compare_linked, linked_samples
from helpers.questionnaire import Item
from helpers.samples import Sample
from helpers.survey_designs import survey_design
from helpers.waves import (
    BASELINE,
    COMPARISON,
    COMPARISON_BASELINE,
    END,
    LINKED,
    Wave,
    find_root,
    load_wave,
)
from helpers.weighting import post_stratify


@lru_cache(maxsize=4)
def _wave(root: Path, name: str) -> Wave:
    return load_wave(root, name)


def forget_waves() -> None:
    """Read waves anew from now on: their files may have changed since they were read."""
    _wave.cache_clear()


class Analysis:
    """Estimates, comparisons and measures of a wave, of all respondents or of one phase.

    `phase` is None for every respondent or a response of the item `phase`.
    Raises InputError where the wave's files cannot be used.
    """

    def __init__(self, wave: str, phase: str | None = None, root: Path | None = None):
        self.wave = _wave(find_root(root), wave)
        self.phase = phase
        self.questionnaire = self.wave.questionnaire
        self.settings = self.questionnaire.settings
        know_wave(self.wave)
        self._measures: dict[str, Measure] = {}
        self._estimates: dict[tuple[str, str, bool], Disclosed] = {}
        phases = self.questionnaire.item("phase").scale.responses
        if phase is not None and phase not in phases:
            found = f"there is no phase {phase!r}"
            known = f"phases are: {', '.join(phases)}"
            raise InputError(Problem("data/questionnaire.yml", found, known))

    # --- samples ------------------------------------------------------------------

    @cached_property
    def weights(self) -> dict[str, pd.Series]:
        """Weight of each respondent by survey: post-stratified where the settings say so."""
        weights = {name: pd.Series(1.0, frame.index) for name, frame in self.wave.surveys.items()}
        rule = self.settings.weighting
        if rule["survey"] in weights and rule["target"] in weights:
            target = self.wave.surveys[rule["target"]]
            for item, allowed in rule["among"].items():
                target = target[target[item].isin(allowed)]
            cells = self.wave.surveys[rule["survey"]][rule["variable"]]
            shown = f"weighting of {rule['survey']} by {rule['variable']}"
            weights[rule["survey"]] = post_stratify(cells, target[rule["variable"]], shown)
        return weights

    @cached_property
    def samples(self) -> dict[str, Sample]:
        """Respondents of each survey that belong to the analysis's phase, with weights.

        They keep the design of the whole survey, of which a phase is a domain.
        """
        return {
            name: self._sample(name, frame)
            for name, frame in self.wave.surveys.items()
            if self.phase is None or "phase" in frame
        }

    def _sample(self, survey: str, frame: pd.DataFrame) -> Sample:
        weights, level = self.weights[survey], self.settings.interval_level
        entry, shown = self.wave.facts["surveys"][survey], f"data/waves/{self.wave.name}"
        design = survey_design(self.questionnaire, survey, entry, frame, weights, shown)
        if self.phase is not None:
            kept = (frame["phase"] == self.phase).to_numpy(bool, na_value=False)
            frame, weights, design = frame[kept], weights[kept], design.domain(kept)
        group, interval = self.phase or "all", self.settings.interval
        return Sample(self.wave.name, survey, group, frame, weights, level, design, interval)

    def sample(self, survey: str) -> Sample:
        """Respondents of one survey; raises InputError where the wave has none."""
        if survey in self.samples:
            return self.samples[survey]
        found = f"the wave has no survey {survey!r}"
        if survey in self.wave.surveys:
            found = f"the survey {survey!r} does not ask for the phase"
        shown = f"data/waves/{self.wave.name}/wave.yml"
        raise InputError(Problem(shown, found, f"surveys are: {', '.join(self.samples)}"))

    # --- estimates and comparisons, disclosed ----------------------------------------

    def estimates(self, item: Item, survey: str, linked: bool = False) -> Disclosed:
        """Estimates of an item in a survey that may be shown; `linked`: of those in both."""
        know_item(item, self.questionnaire.special)
        if survey not in item.columns:
            found = f"{item.name} is not asked in the survey {survey!r}"
            asked = f"it is asked in: {', '.join(item.columns)}"
            raise InputError(Problem("data/questionnaire.yml", found, asked))
        # A figure, its table and the sentences about it ask for the same ones.
        key = item.name, survey, linked
        if key not in self._estimates:
            sample = self.linked_pairs[survey] if linked else self.sample(survey)
            self._estimates[key] = disclose(estimate(sample, item), self.settings, linked)
        return self._estimates[key]

    @property
    def linked(self) -> bool:
        """Whether the wave declares that respondents answered at both points."""
        return self.wave.facts["design"] == LINKED

    @cached_property
    def linked_pairs(self) -> dict[str, Sample]:
        """Those who answered both surveys of a linked wave, by survey."""
        return self._pairs(END, BASELINE)

    def _pairs(self, later: str, earlier: str) -> dict[str, Sample]:
        both = linked_samples(self.sample(later), self.sample(earlier))
        return dict(zip((later, earlier), both, strict=True))

    def has_double(self, item: Item) -> bool:
        """Whether both groups were asked an item at both points."""
        needed = (END, BASELINE, COMPARISON, COMPARISON_BASELINE)
        return all(s in item.columns and s in self.samples for s in needed)

    def tests(self, item: Item, against: str) -> Disclosed:
        """Tests of the end of Linking survey against another one that may be shown.

        Which are made follows from the wave: linked respondents get paired tests, a
        comparison group with a baseline of its own the difference between the changes.
        """
        if against == BASELINE and self.linked:
            pair = self.linked_pairs
            rows = compare_linked(pair[END], pair[BASELINE], item, self.settings)
            return disclose(rows, self.settings)
        rows = [compare(self.sample(END), self.sample(against), item, self.settings)]
        if against == COMPARISON:
            rows += self._comparison_tests(item)
        return disclose(pd.concat(rows, ignore_index=True), self.settings)

    def _comparison_tests(self, item: Item) -> list[pd.DataFrame]:
        here, there = self.sample(END), self.sample(COMPARISON)
        covariates = [self.questionnaire.item(name) for name in self.settings.adjustment]
        rows = [compare_adjusted(here, there, item, self.settings, covariates)]
        if self.has_double(item):
            surveys = ((END, BASELINE), (COMPARISON, COMPARISON_BASELINE))
            pick = self._pairs if self.linked else lambda *names: {n: self.sample(n) for n in names}
            samples, others = (tuple(pick(*names).values()) for names in surveys)
            rows.append(compare_double(samples, others, item, self.settings, self.linked))
        return rows

    # --- measures -----------------------------------------------------------------

    def __getitem__(self, names):
        """Measure of an item by its name, or a tuple of measures for several names."""
        if isinstance(names, tuple):
            return tuple(self[name] for name in names)
        if names not in self._measures:
            self._measures[names] = self._measure(self.questionnaire.item(names))
        return self._measures[names]

    def _measure(self, item: Item) -> Measure:
        know_item(item, self.questionnaire.special)

        def answers(survey: str, linked: bool = False) -> Answers:
            def together(keys: list[str]) -> Disclosed:
                sample = self.linked_pairs[survey] if linked else self.sample(survey)
                found = disclose(share_of(sample, item, keys), self.settings, linked)
                return withhold(found) if self.estimates(item, survey, linked).hidden else found

            return Answers(item, self.estimates(item, survey, linked), together)

        def tests(against: str) -> Disclosed:
            return self.tests(item, against)

        return Measure(item, answers, tests, self.linked, self.has_double(item))

    @cached_property
    def changes(self) -> Family:
        """All rated items that baseline and end of Linking surveys both ask."""
        return Family(self._asked_in(END, BASELINE), "change")

    @cached_property
    def contrasts(self) -> Family:
        """All rated items that end of Linking and comparison surveys both ask."""
        return Family(self._asked_in(END, COMPARISON), "contrast")

    def _asked_in(self, *surveys: str) -> list[Measure]:
        items = self.questionnaire.items.values()
        return [
            self[item.name]
            for item in items
            if item.kind == "ordinal" and all(survey in item.columns for survey in surveys)
        ]
