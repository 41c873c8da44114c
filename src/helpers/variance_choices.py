"""Variance choices: one contrast with a post-stratified baseline, its error found three ways.

The baseline is weighted to the follow-up's profile over cells such as the year group. Its
weights may be taken as fixed; the follow-up's profile may be taken as known, so that only
differences within cells count; or respondents may be drawn again and weighted anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.effects import midranks
from helpers.regression import Slope, slope
from helpers.testable import NotTestable, cell_sums
from helpers.weighting import post_stratify

WEIGHTS_FIXED, POST_STRATIFIED, BOOTSTRAP = "weights_fixed", "post_stratified", "bootstrap"
OUTCOMES = ("mean", "midrank")
NO_VARIANCE = 1e-8


def variance_choices(scores, group, cells, replicates: int = 999, seed: int = 1) -> pd.DataFrame:
    """The difference follow-up (group 1) less baseline (0) under three variances, one row each.

    `scores` (NaN: no opinion), `group` and `cells` are by respondent, all of both surveys.
    Columns: `choice`; for `mean` (score points) and `midrank` (share): `_difference`,
    `_error`, `_t`, `_p`; `df` (n with an opinion - 2); `replicates` and, of these, those
    `with_empty_cell`; `reason` where a choice leaves no variance and its numbers are NaN.
    Raises NotTestable as `cell_sums` does, InputError as `post_stratify` does.
    """
    scores, group, cells = np.asarray(scores, dtype=float), np.asarray(group), np.asarray(cells)
    kept = ~np.isnan(scores)
    weights = baseline_weights(group, cells)
    cell_sums(scores[kept], group[kept], weights[kept])
    ranks = np.full(len(scores), np.nan)
    ranks[kept] = midranks(scores[kept], weights[kept])
    drawn = bootstrap(scores, group, cells, replicates, seed)
    slopes = [_fixed(outcome, group, weights) for outcome in (scores, ranks)]
    residual = [residual_error(outcome, group, weights, cells) for outcome in (scores, ranks)]
    errors = {
        WEIGHTS_FIXED: [found.error for found in slopes],
        POST_STRATIFIED: residual,
        BOOTSTRAP: drawn.differences.std(axis=0, ddof=1),
    }
    rows = [_row(choice, slopes, error) for choice, error in errors.items()]
    resampled = np.array(list(errors)) == BOOTSTRAP
    return pd.DataFrame(rows).assign(
        replicates=np.where(resampled, len(drawn.differences), 0),
        with_empty_cell=np.where(resampled, drawn.with_empty_cell, 0),
    )


def baseline_weights(group: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Weights of both surveys: post-stratified to the follow-up at baseline, 1 at follow-up."""
    weights = np.ones(len(group))
    baseline, followup = (pd.Series(cells[group == g]) for g in (0, 1))
    weights[group == 0] = post_stratify(baseline, followup, "the weighting of the baseline")
    return weights


def residual_error(outcome, group, weights, cells) -> float:
    """Standard error of the difference of weighted means, by residuals within each cell.

    Takes the profile over the cells as known, in both groups. NaN outcomes are a domain.
    Source: Lumley (2010), Complex Surveys, section 7.2, as R's postStratify.
    """
    kept = ~np.isnan(outcome)
    influence = np.zeros(len(outcome))
    for g in (0, 1):
        mine = kept & (group == g)
        mean = np.average(outcome[mine], weights=weights[mine])
        influence[mine] = weights[mine] * (outcome[mine] - mean) / weights[mine].sum()
    strata = 2 * pd.factorize(cells)[0] + group
    means = np.bincount(strata, influence) / np.maximum(np.bincount(strata), 1)
    n = kept.sum()
    return float(np.sqrt(n / (n - 1) * ((influence - means[strata]) ** 2).sum()))


def _fixed(outcome, group, weights) -> Slope:
    kept = ~np.isnan(outcome)
    design = np.column_stack([np.ones(kept.sum()), group[kept]])
    try:
        return slope(outcome[kept], design, weights[kept])
    except ValueError as error:
        raise NotTestable(str(error)) from None


def _row(choice: str, slopes: list[Slope], errors) -> dict:
    row = {"choice": choice, "df": slopes[0].df, "reason": ""}
    for name, fixed, error in zip(OUTCOMES, slopes, errors, strict=True):
        # Scores that the cells alone decide leave rounding, which is no variance.
        if not error > NO_VARIANCE * fixed.error:
            row["reason"], error = "the answers do not vary within the cells", np.nan
        found = Slope(fixed.estimate, float(error), fixed.df)
        row |= {f"{name}_difference": fixed.estimate, f"{name}_error": found.error}
        row |= {f"{name}_t": found.statistic, f"{name}_p": found.p}
    return row


@dataclass(frozen=True)
class Drawn:
    """Differences (replicates by mean, midrank), and replicates with an empty baseline cell."""

    differences: np.ndarray
    with_empty_cell: int


def bootstrap(scores, group, cells, replicates: int, seed: int) -> Drawn:
    """Differences when each survey's respondents are drawn again and the baseline re-weighted.

    n - 1 of n are drawn with replacement, so that the variance is not too small. Where the
    drawn baseline has nobody in a cell, it is weighted to the follow-up's profile over its
    other cells; the follow-up keeps all that were drawn. A replicate without one cell in
    common, or without an opinion in a group, is left out.
    Source: Rao and Wu (1988), JASA 83, 231-241. Needs memory by cells times different scores.
    """
    counts, levels = _counts(scores, group, cells)
    random = np.random.default_rng(seed)
    baseline, followup = (_draw(random, table, replicates) for table in counts)
    present, wanted = baseline.sum(axis=2), followup.sum(axis=2)
    raw = np.divide(wanted, present, out=np.zeros_like(wanted), where=present > 0)
    usable = np.flatnonzero((raw * present).sum(axis=1) > 0)
    scale = present.sum(axis=1)[usable] / (raw * present).sum(axis=1)[usable]
    weight = raw[usable] * scale[:, None]
    # The last level is no opinion: it counts for the profile and not for the scores.
    tables = (baseline[usable] * weight[:, :, None]).sum(axis=1), followup[usable].sum(axis=1)
    differences = _differences(*(table[:, :-1] for table in tables), levels)
    empty = ((wanted > 0) & (present == 0)).any(axis=1)
    return Drawn(differences[np.isfinite(differences).all(axis=1)], int(empty.sum()))


def _counts(scores, group, cells) -> tuple[list[np.ndarray], np.ndarray]:
    place, levels = pd.factorize(scores, sort=True)
    place = np.where(place < 0, len(levels), place)
    cell, names = pd.factorize(cells, sort=True)
    shape = (len(names), len(levels) + 1)
    at = cell * shape[1] + place
    tables = [np.bincount(at[group == g], minlength=shape[0] * shape[1]) for g in (0, 1)]
    return [table.reshape(shape) for table in tables], levels


def _draw(random: np.random.Generator, table: np.ndarray, replicates: int) -> np.ndarray:
    """Counts by replicate, cell and level; they add up to n though n - 1 are drawn."""
    n = table.sum()
    drawn = random.multinomial(n - 1, table.ravel() / n, size=replicates)
    return drawn.reshape(replicates, *table.shape) * (n / (n - 1))


def _differences(baseline: np.ndarray, followup: np.ndarray, levels: np.ndarray) -> np.ndarray:
    pooled = baseline + followup
    with np.errstate(invalid="ignore", divide="ignore"):
        ranks = (pooled.cumsum(axis=1) - pooled / 2) / pooled.sum(axis=1, keepdims=True)
        shares = [table / table.sum(axis=1, keepdims=True) for table in (baseline, followup)]
    moved = shares[1] - shares[0]
    return np.column_stack([moved @ levels, (moved * ranks).sum(axis=1)])
