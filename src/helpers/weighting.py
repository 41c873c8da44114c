"""Weights: post-stratification of one survey to another, design effect, effective base."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.errors import InputError, Problem


def post_stratify(sample: pd.Series, target: pd.Series, shown: str = "weighting") -> pd.Series:
    """Weight of each respondent of `sample`, so that its cells have the shares of `target`.

    Both are one cell a respondent (such as the year group); the weights have mean 1.
    Raises InputError where a cell is unknown (NA), or filled on one side only.
    Source: Holt and Smith (1979), Post Stratification.
    """
    problems = _cell_problems(sample, target, shown)
    if problems:
        raise InputError(problems)
    wanted = target.value_counts(normalize=True)
    found = sample.value_counts(normalize=True)
    return sample.map(wanted / found).astype(float)


def _cell_problems(sample: pd.Series, target: pd.Series, shown: str) -> list[Problem]:
    problems = []
    for side, cells in (("the weighted survey", sample), ("the target survey", target)):
        if cells.isna().any():
            found = f"{int(cells.isna().sum())} respondents of {side} are in no cell"
            problems.append(Problem(shown, found, "fill the weighting variable"))
    here, there = set(sample.dropna()), set(target.dropna())
    for cell in sorted(there - here):
        found = f"cell {cell!r} is in the target and has nobody in the weighted survey"
        problems.append(Problem(shown, found, "pool it with a neighbouring cell in both"))
    for cell in sorted(here - there):
        found = f"cell {cell!r} is in the weighted survey and has nobody in the target"
        problems.append(Problem(shown, found, "pool it with a neighbouring cell in both"))
    return problems


def design_effect(weights: np.ndarray | pd.Series) -> float:
    """Kish's design effect of unequal weights: n times sum of squares over squared sum.

    Source: Kish (1965), Survey Sampling, section 11.7.
    """
    w = np.asarray(weights, dtype=float)
    return float(len(w) * (w**2).sum() / w.sum() ** 2) if len(w) else float("nan")


def effective_base(weights: np.ndarray | pd.Series) -> float:
    """Number of equally weighted respondents that would tell as much: n over design effect."""
    w = np.asarray(weights, dtype=float)
    return float(w.sum() ** 2 / (w**2).sum()) if len(w) else 0.0
