"""Analysis: a wave from its samples to disclosed estimates, tests and measures."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

import pandas as pd

from helpers.answers import Answers
from helpers.comparisons import compare, compare_adjusted
from helpers.disclosure import Disclosed, disclose
from helpers.errors import InputError, Problem
from helpers.estimates import Sample, estimate, share_of
from helpers.measures import Family, Measure
from helpers.questionnaire import Item
from helpers.waves import BASELINE, COMPARISON, END, Wave, find_root, load_wave
from helpers.weighting import post_stratify


@lru_cache(maxsize=4)
def _wave(root: Path, name: str) -> Wave:
    return load_wave(root, name)


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
        self._measures: dict[str, Measure] = {}
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
        """Respondents of each survey that belong to the analysis's phase, with weights."""
        samples = {}
        for name, frame in self.wave.surveys.items():
            if self.phase is not None:
                frame = frame[frame["phase"] == self.phase]
            weights = self.weights[name].loc[frame.index]
            group, level = self.phase or "all", self.settings.interval_level
            samples[name] = Sample(self.wave.name, name, group, frame, weights, level)
        return samples

    def sample(self, survey: str) -> Sample:
        """Respondents of one survey; raises InputError where the wave has none."""
        if survey in self.samples:
            return self.samples[survey]
        found = f"the wave has no survey {survey!r}"
        shown = f"data/waves/{self.wave.name}/wave.yml"
        raise InputError(Problem(shown, found, f"surveys are: {', '.join(self.samples)}"))

    # --- estimates and comparisons, disclosed ----------------------------------------

    def estimates(self, item: Item, survey: str) -> Disclosed:
        """Estimates of an item in a survey that may be shown."""
        if survey not in item.columns:
            found = f"{item.name} is not asked in the survey {survey!r}"
            asked = f"it is asked in: {', '.join(item.columns)}"
            raise InputError(Problem("data/questionnaire.yml", found, asked))
        return disclose(estimate(self.sample(survey), item), self.settings)

    def tests(self, item: Item, against: str) -> Disclosed:
        """Tests of the end of Linking survey against another one that may be shown."""
        here, there = self.sample(END), self.sample(against)
        rows = compare(here, there, item, self.settings)
        if against == COMPARISON:
            covariates = [self.questionnaire.item(name) for name in self.settings.adjustment]
            adjusted = compare_adjusted(here, there, item, self.settings, covariates)
            rows = pd.concat([rows, adjusted], ignore_index=True)
        return disclose(rows, self.settings)

    # --- measures -----------------------------------------------------------------

    def __getitem__(self, names):
        """Measure of an item by its name, or a tuple of measures for several names."""
        if isinstance(names, tuple):
            return tuple(self[name] for name in names)
        if names not in self._measures:
            self._measures[names] = self._measure(self.questionnaire.item(names))
        return self._measures[names]

    def _measure(self, item: Item) -> Measure:
        def answers(survey: str) -> Answers:
            def together(keys: list[str]) -> Disclosed:
                return disclose(share_of(self.sample(survey), item, keys), self.settings)

            return Answers(item, self.estimates(item, survey), together)

        return Measure(item, answers, lambda against: self.tests(item, against))

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
