"""Draws: answers of respondents, taken at random from the populations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.samples import Sample
from simulated.populations import CUTS, OUTSIDE, SCORES, SETTINGS, Contrast, mixture


def pick(random: np.random.Generator, shares: np.ndarray) -> np.ndarray:
    """Place drawn with these shares: one for each row of `shares`."""
    cumulative = shares.cumsum(axis=1)
    return (random.random(len(shares))[:, None] * cumulative[:, -1:] > cumulative).sum(axis=1)


def draw_cells(random: np.random.Generator, profile, n: int) -> np.ndarray:
    """Year groups 0, 1, ... of n respondents."""
    return random.choice(len(profile), n, p=profile)


def draw_scores(random: np.random.Generator, shares: np.ndarray) -> np.ndarray:
    """Score of each respondent, 1 to 5, from its own shares (n by 5)."""
    return SCORES[pick(random, shares)]


def answered(random: np.random.Generator, scores: np.ndarray) -> np.ndarray:
    """Response keys, of which some are don't know, prefer not to say or no answer."""
    keys = scores.astype(int).astype(str).astype(object)
    edges, draws = np.cumsum(list(OUTSIDE.values())), random.random(len(scores))
    for key, edge in reversed(list(zip(OUTSIDE, edges, strict=True))):
        keys[draws < edge] = key
    return keys


def sample(survey: str, answers: dict, weights=None) -> Sample:
    """The package's Sample of columns of answers."""
    frame = pd.DataFrame(answers)
    weights = pd.Series(1.0, frame.index) if weights is None else weights
    return Sample("simulated", survey, "all", frame, weights, SETTINGS.interval_level)


def both_filled(random: np.random.Generator, before, after, bases) -> tuple[np.ndarray, ...]:
    """Year groups of both surveys, drawn again where a year group is empty in one of them."""
    while True:
        cells = tuple(draw_cells(random, p, n) for p, n in zip((before, after), bases, strict=True))
        if all(len(np.unique(found)) == len(before) for found in cells):
            return cells


def draw_profile(random: np.random.Generator, setting: Contrast, group: int, n: int):
    """Covariates of n respondents of a group (0 Linking, 1 comparison) and each one's lift."""
    columns, lift = {}, np.full(n, setting.start)
    for name, responses in setting.profile.items():
        shares = [entry[group] for entry in responses.values()]
        place = random.choice(len(shares), n, p=shares)
        columns[name] = np.array(list(responses), dtype=object)[place]
        lift = lift + np.array([entry[2] for entry in responses.values()])[place]
    years = np.minimum(np.ceil(random.exponential(setting.years[group], n)), 38.0)
    return columns | {"years_teaching": years}, lift + setting.lift_of_a_year * years


def contrast_scores(random: np.random.Generator, setting: Contrast, lift: np.ndarray):
    """Scores at these lifts, from the mixture or from the cumulative logit."""
    if not setting.logit:
        return draw_scores(random, mixture(lift))
    latent = 4 * (lift - 0.5) + random.logistic(size=len(lift))
    return SCORES[(latent[:, None] > CUTS).sum(axis=1)]
