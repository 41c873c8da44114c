"""Declared: the design that a survey says it has, from weights, strata and clusters by name."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.design import Design, Sampled
from helpers.errors import InputError, Problem

# How many names a problem lists.
NAMED = 5
LEAVE_OUT = "pool it with another one, or leave the key out"


def declared(weights, strata=None, clusters=None, nested=False, shown="the weights") -> Design:
    """Design of all respondents of a survey, from one value each; `shown` names its file.

    Series are named by respondent and item. `nested` says that a cluster's name counts within
    its stratum only. Raises InputError where a weight is no number above zero, somebody has no
    stratum or cluster, a stratum has one cluster (or respondent) only, or a cluster lies in
    several strata.
    """
    weights = pd.Series(weights, dtype=float)
    labels = {"stratum": strata, "cluster": clusters}
    labels = {what: pd.Series(given) for what, given in labels.items() if given is not None}
    problems = [_missing_problems(what, given, shown) for what, given in labels.items()]
    _refuse(sum(problems, _weight_problems(weights, shown)))
    if not labels:
        return Design.plain(weights.to_numpy())
    stratum, strata = _coded(labels.get("stratum"), len(weights))
    cluster, clusters, places = _clusters(labels.get("cluster"), stratum, strata)
    sizes = np.bincount(places if len(clusters) else stratum, minlength=len(strata))
    sampled = Sampled(strata, sizes, clusters, places)
    _refuse(([] if nested else _crossing_problems(clusters, shown)) + _lonely(sampled, shown))
    return Design.plain(weights.to_numpy(), stratum, cluster, sampled)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InputError(problems)


def _coded(labels: pd.Series | None, n: int) -> tuple[np.ndarray, tuple]:
    """Place of each label and the different ones, told from those of other items."""
    if labels is None:
        return np.zeros(n, np.intp), (None,)
    codes, found = pd.factorize(labels)
    beside = "" if labels.name is None else f" ({labels.name})"
    return codes, tuple(f"{label}{beside}" for label in found)


def _clusters(labels: pd.Series | None, stratum: np.ndarray, strata: tuple):
    """Place of each respondent's cluster, their names by stratum, and the stratum of each."""
    if labels is None:
        return np.full(len(stratum), -1), pd.Index([]), np.empty(0, np.intp)
    codes, names = _coded(labels, len(stratum))
    cluster, found = pd.factorize(stratum * len(names) + codes)
    places, own = np.divmod(found, len(names))
    pairs = [(strata[place], names[name]) for place, name in zip(places, own, strict=True)]
    return cluster, pd.Index(pairs, tupleize_cols=False, dtype=object), places


def _weight_problems(weights: pd.Series, shown: str) -> list[Problem]:
    bad = weights[~(np.isfinite(weights) & (weights > 0))]
    if bad.empty:
        return []
    who = _listed([f"{name} ({weight:g})" for name, weight in bad.items()])
    found = f"weights that are zero, negative, missing or infinite: {who}"
    return [Problem(shown, found, "give each a number above zero")]


def _missing_problems(what: str, labels: pd.Series, shown: str) -> list[Problem]:
    gone = labels.index[labels.isna()]
    if gone.empty:
        return []
    found = f"respondents in no {what}: {_listed([str(name) for name in gone])}"
    return [Problem(shown, found, f"fill {labels.name or f'the {what}'} for each respondent")]


def _crossing_problems(clusters: pd.Index, shown: str) -> list[Problem]:
    names = pd.Series([cluster for _, cluster in clusters], dtype=object)
    several = names[names.duplicated()].drop_duplicates()
    if several.empty:
        return []
    found = f"clusters lie in more than one stratum: {_listed(list(several))}"
    return [Problem(shown, found, "mend them, or say 'nested: true' where strata share names")]


def _lonely(sampled: Sampled, shown: str) -> list[Problem]:
    unit = "cluster" if len(sampled.clusters) else "respondent"
    lonely = [name for name, m in zip(sampled.strata, sampled.sizes, strict=True) if m == 1]
    if not lonely:
        return []
    if lonely == [None]:
        return [Problem(shown, f"all respondents are in one {unit}", "leave the key out")]
    return [Problem(shown, f"strata with one {unit} only: {_listed(lonely)}", LEAVE_OUT)]


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
