"""Chi-squared: the Rao-Scott test that two weighted classifications are independent."""

from __future__ import annotations

import numpy as np
from scipy.special import fdtrc

from helpers.design import Design


def rao_scott(
    rows: np.ndarray, columns: np.ndarray, weights: np.ndarray | Design, degf: int | None = None
) -> tuple[float, float, float, float]:
    """(F, numerator df, denominator df, p) of independence, second-order corrected.

    `weights` of n respondents or the design that holds them; `degf` are the degrees of freedom
    of a design of which they are a part. Source: Rao and Scott (1984), Annals of Statistics 12,
    46-60, with the F reference of Thomas and Rao (1987), as R survey's svychisq.
    """
    design = weights if isinstance(weights, Design) else Design.plain(weights)
    degf = design.degf if degf is None else degf
    r, c = (np.unique(labels, return_inverse=True)[1] for labels in (rows, columns))
    n_rows, n_columns = r.max() + 1, c.max() + 1
    cells = np.zeros((len(r), n_rows * n_columns))
    cells[np.arange(len(r)), r * n_columns + c] = 1
    p = design.weights @ cells / design.weights.sum()
    covariance = design.covariance((cells - p) / design.weights.sum())
    table = p.reshape(n_rows, n_columns)
    expected = np.outer(table.sum(1), table.sum(0))
    pearson = ((table - expected) ** 2 / expected).sum()
    delta = _design_effects(p, covariance, n_rows, n_columns)
    df = np.trace(delta) ** 2 / np.trace(delta @ delta)
    f = pearson / np.trace(delta)
    return float(f), float(df), float(df * degf), float(fdtrc(df, df * degf, f))


def _design_effects(p, covariance, n_rows: int, n_columns: int) -> np.ndarray:
    """Design effects of the interaction of rows and columns, for one respondent."""
    i, j = np.divmod(np.arange(n_rows * n_columns), n_columns)
    row_part = (i[:, None] == np.arange(1, n_rows)).astype(float)
    column_part = (j[:, None] == np.arange(1, n_columns)).astype(float)
    main = np.column_stack([np.ones(len(i)), row_part, column_part])
    both = (row_part[:, :, None] * column_part[:, None, :]).reshape(len(i), -1)
    contrast = both - main @ np.linalg.lstsq(main, both, rcond=None)[0]
    inverse = np.diag(np.divide(1, p, out=np.zeros_like(p), where=p > 0))
    simple = contrast.T @ inverse @ contrast
    return np.linalg.solve(simple, contrast.T @ inverse @ covariance @ inverse @ contrast)
