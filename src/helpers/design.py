"""Design: how a survey sampled its respondents, and the variance that follows from it.

Every variance of a weighted estimate is found in one place, from its influence: how far the
estimate moves with one unit of weight on each respondent. Sampling is taken as with
replacement, of clusters within strata; without clusters each respondent is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

# Part of a sum of squares that is rounding: what centring leaves of equal totals.
ROUNDING = 1e-13
# Codes beyond so many are counted afresh; below, an empty place costs less than that.
FEW_PLACES = 1024


@dataclass(frozen=True, eq=False)
class Sampled:
    """What a whole survey sampled: strata, and of each how many clusters (or respondents).

    Without strata there is one, called None. `clusters` are (stratum, cluster), each in the
    stratum that `places` has; there are none where respondents were sampled one by one.
    """

    strata: tuple
    sizes: np.ndarray
    clusters: pd.Index
    places: np.ndarray

    def pooled(self, other: Sampled) -> tuple[Sampled, np.ndarray, np.ndarray]:
        """Both as one; and the places there of the strata and of the clusters of `other`.

        A stratum, and within it a cluster, that both have is the same one. Two domains of one
        survey have the very same sample, which counts once.
        """
        if other is self:
            return self, np.arange(len(self.strata)), np.arange(len(self.clusters))
        if self.strata == other.strata and not len(other.clusters):
            sizes, same = self.sizes + other.sizes, np.arange(len(self.strata))
            return Sampled(self.strata, sizes, self.clusters, self.places), same, same[:0]
        names = {name: i for i, name in enumerate(dict.fromkeys(self.strata + other.strata))}
        strata, place = tuple(names), np.array([names[name] for name in other.strata])
        known = self.clusters.get_indexer(other.clusters)
        new = known < 0
        known[new] = len(self.clusters) + np.arange(new.sum())
        sizes = np.append(self.sizes, np.zeros(len(strata) - len(self.strata), int))
        np.add.at(sizes, place, other.sizes)
        np.subtract.at(sizes, place[other.places[~new]], 1)
        clusters = self.clusters.append(other.clusters[new])
        places = np.append(self.places, place[other.places[new]])
        return Sampled(strata, sizes, clusters, places), place, known


@dataclass(frozen=True, eq=False)
class Design:
    """Weights with the strata and clusters of those who have them, arrays of n rows.

    A row is one respondent or several who are alike: `weights`, `squares` and `counts` are then
    sums of the weights, of their squares and of respondents. `stratum` and `cluster` (-1: each
    respondent by itself) are places in `sampled`, which a domain keeps whole.
    """

    weights: np.ndarray
    squares: np.ndarray
    counts: np.ndarray
    stratum: np.ndarray
    cluster: np.ndarray
    sampled: Sampled

    @staticmethod
    def plain(weights, stratum=None, cluster=None, sampled: Sampled | None = None) -> Design:
        """Design of respondents, nothing about it checked; without more one of weights only."""
        w = np.asarray(weights, dtype=float)
        n = len(w)
        stratum = np.zeros(n, np.intp) if stratum is None else stratum
        cluster = np.full(n, -1) if cluster is None else cluster
        if sampled is None:
            sampled = Sampled((None,), np.array([n]), pd.Index([]), np.empty(0, np.intp))
        return Design(w, w**2, np.ones(n, np.intp), stratum, cluster, sampled)

    @property
    def n(self) -> int:
        """Unweighted number of respondents."""
        return int(self.counts.sum())

    @cached_property
    def degf(self) -> int:
        """Degrees of freedom: clusters (or respondents) less strata, of those who are here."""
        clustered = self.cluster >= 0
        units = self.counts[~clustered].sum() + _different(self.cluster[clustered])
        return int(units - _different(self.stratum))

    def domain(self, kept: np.ndarray) -> Design:
        """Some rows of the design, by a mask or places; variances stay those of all of it."""
        rows = (self.weights, self.squares, self.counts, self.stratum, self.cluster)
        return Design(*(values[kept] for values in rows), self.sampled)

    def weighing(self, weights) -> Design:
        """The same respondents with other weights; raises ValueError for other respondents."""
        if len(weights) != len(self.weights):
            found = f"{len(weights)} weights for a design of {len(self.weights)} respondents"
            raise ValueError(f"{found}; give its domain, or no design")
        return Design.plain(weights, self.stratum, self.cluster, self.sampled)

    def alike(self, codes: list[np.ndarray]) -> tuple[Design, np.ndarray]:
        """Design with respondents who are alike as one row, and the place of one of each.

        `codes` are whole numbers from 0, one array or more of length n; rows are alike in all
        of them, in stratum and in cluster.
        """
        own = [self.cluster + 1] if len(self.sampled.clusters) else []
        own += [self.stratum] if len(self.sampled.strata) > 1 else []
        place = _combined([*own, *codes], len(self.weights))
        counts = np.bincount(place, self.counts).astype(np.intp)
        one = np.empty(len(counts), np.intp)
        one[place] = np.arange(len(place))
        rows = np.flatnonzero(counts)
        one = one[rows]
        weights, squares = (np.bincount(place, by)[rows] for by in (self.weights, self.squares))
        alike = Design(
            weights, squares, counts[rows], self.stratum[one], self.cluster[one], self.sampled
        )
        return alike, one

    def pooled(self, other: Design) -> Design:
        """Rows of both, these first: two surveys, or two groups of one that share none."""
        sampled, strata, clusters = self.sampled.pooled(other.sampled)
        stratum = np.append(self.stratum, strata[other.stratum])
        # The last place is read by -1.
        cluster = np.append(self.cluster, np.append(clusters, -1)[other.cluster])
        weights = np.append(self.weights, other.weights)
        squares = np.append(self.squares, other.squares)
        counts = np.append(self.counts, other.counts)
        return Design(weights, squares, counts, stratum, cluster, sampled)

    def covariance(self, influence: np.ndarray) -> np.ndarray:
        """Linearised covariance (q by q) of q estimates from their influence (n by q).

        NaN where a stratum sampled fewer than two. Source: Binder (1983), International
        Statistical Review 51, 279-292, as R survey's svyrecvar: totals of clusters are centred
        within their stratum and scaled by m / (m - 1).
        """
        m = self.sampled.sizes.astype(float)
        scale = np.divide(m, m - 1, out=np.full(len(m), np.nan), where=m > 1)
        weighted = self.weights[:, None] * influence
        alone = self.cluster < 0
        squares = np.where(alone, self.squares * scale[self.stratum], 0.0)
        squares = (squares[:, None] * influence).T @ influence
        if not alone.all():
            totals = _sums(self.cluster[~alone], weighted[~alone], len(self.sampled.clusters))
            squares = squares + (scale[self.sampled.places][:, None] * totals).T @ totals
        sums = _sums(self.stratum, weighted, len(m))
        centred = squares - sums.T @ (np.divide(scale, m, where=m > 0, out=m * 0)[:, None] * sums)
        nothing = np.diag(centred) <= ROUNDING * np.diag(squares)
        centred[nothing] = centred[:, nothing] = 0.0
        return centred


def _different(codes: np.ndarray) -> int:
    return int(np.count_nonzero(np.bincount(codes)))


def _combined(codes: list[np.ndarray], n: int) -> np.ndarray:
    """One code from several of length n, small enough to count by."""
    place, size = np.zeros(n, np.intp), 1
    for code in codes:
        different = int(code.max(initial=0)) + 1
        place = code if size == 1 else place * different + code
        size *= different
        if size > max(FEW_PLACES, 4 * n):
            place, found = pd.factorize(place)
            size = len(found)
    return place


def _sums(codes: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Sum of each column of `values` (n by q) by code, size by q."""
    if size == 1:
        return values.sum(axis=0, keepdims=True)
    columns = [np.bincount(codes, column, minlength=size) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((size, 0))
