"""Clustered: respondents of the same area answer alike, before and after in other areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.comparisons import compare
from helpers.declared import declared
from helpers.estimates import mean_score
from helpers.samples import Sample
from simulated.draws import answered, draw_scores, sample
from simulated.outcomes import COVERAGE, NAN, Outcome, row_outcomes
from simulated.populations import RATING, SCORES, SETTINGS, Clustered, mixture


def clustered_trial(random: np.random.Generator, setting: Clustered) -> Iterator[Outcome]:
    """Tests and an interval by area, and the same as though there were no areas."""
    before, after = (clustered_sample(random, setting, place) for place in (0, 1))
    for name, ends in {
        "": (after, before),
        "not used: without areas: ": plain(after, before),
    }.items():
        for outcome in row_outcomes(compare(*ends, RATING, SETTINGS), None):
            yield outcome._replace(test=f"{name}{outcome.test}")
        row = mean_score(ends[1], RATING)
        low, high = row["low"].item(), row["high"].item()
        truth = mixture(setting.lift) @ SCORES
        yield Outcome(f"{name}mean score", COVERAGE, NAN, low, high, truth)


def clustered_sample(random: np.random.Generator, setting: Clustered, place: int) -> Sample:
    """Respondents of one survey, each in an area that raises or lowers all its answers."""
    raised = random.uniform(-setting.spread, setting.spread, setting.areas[place])
    area = random.integers(setting.areas[place], size=setting.bases[place])
    answers = answered(random, draw_scores(random, mixture(setting.lift + raised[area])))
    one = sample(("before", "after")[place], {"rating": answers})
    names = pd.Series([f"{one.survey} {number}" for number in area], name="area")
    return replace(one, sampling=declared(one.weights, clusters=names))


def plain(*samples: Sample) -> tuple[Sample, ...]:
    """The same respondents as though each had been sampled by itself."""
    return tuple(replace(one, sampling=None) for one in samples)
