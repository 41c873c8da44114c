"""Shares: intervals of a share, weighted and not, from next to nobody to nearly everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.estimates import multiple_shares
from helpers.intervals import KORN_GRAUBARD, wilson_interval
from helpers.weighting import effective_base, post_stratify
from simulated.draws import both_filled, sample
from simulated.outcomes import COVERAGE, LEVEL, NAN, Outcome
from simulated.populations import Shares, shares_item


def shares_trial(random: np.random.Generator, setting: Shares) -> Iterator[Outcome]:
    """Intervals of each share: of a post-stratified survey, and of one without weights."""
    cells = both_filled(random, setting.before, setting.after, setting.bases)
    weights = post_stratify(pd.Series(cells[0]), pd.Series(cells[1]))
    chosen = [random.random((len(c), len(setting.shares))) < chances(setting)[c] for c in cells]
    item = shares_item(setting)
    weighted = sample("before", columns(item, chosen[0]), weights)
    surveys = {
        "unweighted, Wilson": sample("after", columns(item, chosen[1])),
        "weighted, logit": weighted,
        "weighted, Korn-Graubard": replace(weighted, interval=KORN_GRAUBARD),
    }
    for name, one in surveys.items():
        found = multiple_shares(one, item)
        for truth, low, high in zip(setting.shares, found["low"], found["high"], strict=True):
            yield outcome(name, truth, low, high)
    w = weights.to_numpy()
    for truth, share in zip(setting.shares, w @ chosen[0] / w.sum(), strict=True):
        ends = wilson_interval(share, effective_base(w), LEVEL)
        yield outcome("weighted, Wilson on Kish's effective base", truth, *ends)


def chances(setting: Shares) -> np.ndarray:
    """True share by year group and response; its mean at the profile after is the share."""
    shares, tilt = np.array(setting.shares), np.array(setting.tilt)
    tilt = tilt - np.array(setting.after) @ tilt
    return shares + tilt[:, None] * np.minimum(shares, 1 - shares)


def columns(item, chosen: np.ndarray) -> dict[str, np.ndarray]:
    """Columns of the answers to a multiple response."""
    answers = np.where(chosen, "yes", "no").astype(object)
    return {f"{item.name}.{key}": answers[:, n] for n, key in enumerate(item.scale.responses)}


def outcome(name: str, truth: float, low: float, high: float) -> Outcome:
    """Outcome of an interval of a share."""
    return Outcome(f"share, {name}", COVERAGE, NAN, low, high, truth, f"true share {truth:.2f}")
