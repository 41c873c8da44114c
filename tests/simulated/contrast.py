"""Contrast: Linking teachers against a comparison group of another profile."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers import comparisons, effects, matching
from helpers import proportional_odds as cumulative
from helpers.samples import Sample
from helpers.testable import NotTestable
from simulated.draws import answered, contrast_scores, draw_profile, sample
from simulated.outcomes import MEANS, MIDRANKS, NAN, Outcome, row_outcomes, slope_outcome
from simulated.populations import (
    COVARIATES,
    HIGHER,
    IN_BASE,
    LOWER,
    OPINIONS,
    RATING,
    SCORES,
    SETTINGS,
    Contrast,
    mixture,
)


def contrast_trial(random: np.random.Generator, setting: Contrast) -> Iterator[Outcome]:
    """Unadjusted, adjusted and matched tests where the profile of the groups differs."""
    drawn = []
    for group, n in enumerate(setting.bases):
        columns, lift = draw_profile(random, setting, group, n)
        given = contrast_scores(random, setting, lift + setting.effect * (group == 0))
        drawn.append(columns | {"rating": answered(random, given)})
    here, there = sample("linking", drawn[0]), sample("comparison", drawn[1])
    if not (setting.effect or setting.logit):
        rows = comparisons.compare(here, there, RATING, SETTINGS)
        for found in row_outcomes(rows, None):
            yield found._replace(test=f"not adjusted: {found.test}")
    if not (setting.effect and setting.logit):
        truths = contrast_truths(setting)
        rows = comparisons.compare_adjusted(here, there, RATING, SETTINGS, COVARIATES)
        yield from row_outcomes(rows, truths or None)
        yield from matched_outcomes(here, there, truths)
    if setting.logit:
        yield from adjusted_odds(here, there, setting)


def contrast_truths(setting: Contrast) -> dict[str, float]:
    """True adjusted differences of a mixture, by test; empty where there is no effect."""
    if not setting.effect:
        return {}
    gap = np.array(HIGHER) - np.array(LOWER)
    moved = setting.effect * gap
    pooled = np.average(mean_shares(setting), axis=0, weights=setting.bases)
    ranks = pooled.cumsum() - pooled / 2
    box = moved[3:].sum() * OPINIONS / IN_BASE
    return {"ordinal": moved @ ranks, "t": moved @ SCORES, "share": box}


def mean_shares(setting: Contrast) -> np.ndarray:
    """True shares of the scores in the Linking and the comparison group, 2 by 5."""
    lifts = []
    for group, years in enumerate(setting.years):
        parts = [r[group] * r[2] for entry in setting.profile.values() for r in entry.values()]
        # Mean of whole years, rounded up from an exponential and cut at 38.
        mean_years = np.exp(-np.arange(38) / years).sum()
        lifts.append(setting.start + sum(parts) + setting.lift_of_a_year * mean_years)
    return mixture(np.array(lifts) + setting.effect * np.array([1, 0]))


def matched_outcomes(here: Sample, there: Sample, truths: dict) -> Iterator[Outcome]:
    """Matched tests with and without a caliper."""
    frame = pd.concat([here.answers, there.answers], ignore_index=True)
    treated = np.repeat([True, False], [len(here), len(there)])
    covariates = frame[[item.name for item in COVARIATES]]
    y = frame["rating"].map(RATING.scores).to_numpy(float)
    ranks = np.full(len(y), NAN)
    ranks[~np.isnan(y)] = effects.midranks(y[~np.isnan(y)], np.ones((~np.isnan(y)).sum()))
    try:
        propensity = matching.propensity_scores(covariates, treated)
    except NotTestable as reason:
        propensity = reason
    for caliper in (None, matching.CALIPER):
        name = "matched" if caliper is None else f"matched, caliper {caliper:g}"
        for outcome, values, test in ((MIDRANKS, ranks, "ordinal"), (MEANS, y, "t")):

            def run(values=values, caliper=caliper):
                if isinstance(propensity, NotTestable):
                    raise propensity
                pairs = matching.nearest_pairs(propensity, treated, caliper)
                return matching.matched_difference(values, pairs)

            yield slope_outcome(f"{name}, {outcome}", bool(truths), truths.get(test, 0.0), run)


def adjusted_odds(here: Sample, there: Sample, setting: Contrast) -> Iterator[Outcome]:
    """Proportional odds with the profile held equal; its model is the true one under the logit."""
    frame = pd.concat([here.answers, there.answers], ignore_index=True)
    y = frame["rating"].map(RATING.scores).to_numpy(float)
    columns = pd.get_dummies(frame[[item.name for item in COVARIATES]], drop_first=True)
    group = np.repeat([1.0, 0.0], [len(here), len(there)])
    design = np.column_stack([group, columns.to_numpy(float)])[~np.isnan(y)]
    y = y[~np.isnan(y)]

    def run():
        return cumulative.proportional_odds_adjusted(y, design, np.ones(len(y))).slope()

    yield slope_outcome("adjusted proportional odds", setting.effect, 4 * setting.effect, run)
