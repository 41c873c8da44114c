"""Samples: respondents of a survey with their weights, and those who answered alike together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from helpers.declared import declared
from helpers.design import Design
from helpers.intervals import LOGIT


@dataclass(frozen=True)
class Coded:
    """Answers as codes of their keys, -1 where there is none."""

    codes: np.ndarray
    keys: np.ndarray

    def read(self, what: Callable[[Any], Any]) -> np.ndarray:
        """What the function says of each answer; it is asked once a key, None for no answer."""
        return np.array([*map(what, self.keys), what(None)])[self.codes]


@dataclass(frozen=True)
class Tally:
    """Respondents of a sample who answered some columns alike, as one row of its design."""

    design: Design
    columns: dict[str, Coded]

    def read(self, column: str, what: Callable[[Any], Any]) -> np.ndarray:
        """What the function says of each row's answer, as `Coded.read`."""
        return self.columns[column].read(what)


@dataclass(frozen=True)
class Sample:
    """Respondents of one survey with their weights; `group` says who they are.

    `sampling` is the survey's design cut down to these respondents; without it they are all
    that was sampled, one by one. Answers are taken not to change: they are coded once.
    """

    wave: str
    survey: str
    group: str
    answers: pd.DataFrame
    weights: pd.Series
    level: float = 0.95
    sampling: Design | None = None
    interval: str = LOGIT
    _coded: dict[str, Coded] = field(default_factory=dict, init=False, repr=False, compare=False)
    _tallies: dict[tuple, Tally] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def design(self) -> Design:
        """Design of these respondents; raises InputError for weights that are not above zero."""
        own = declared(self.weights, shown=f"the weights of {self.survey}")
        return own if self.sampling is None else self.sampling.weighing(own.weights)

    @cached_property
    def weighted(self) -> bool:
        """Whether the weights differ."""
        weights = self.design.weights
        return bool(len(weights) and weights.min() < weights.max())

    @property
    def simple(self) -> bool:
        """Whether all weigh the same and were sampled one by one, without strata."""
        sampled = self.design.sampled
        return not self.weighted and not len(sampled.clusters) and len(sampled.strata) == 1

    def __len__(self) -> int:
        return len(self.answers)

    def coded(self, column: str) -> Coded:
        """Codes of a column's answers, made once."""
        # Looked up each time, since a frame may note which columns are asked for.
        answers = self.answers[column]
        if column not in self._coded:
            codes, keys = pd.factorize(answers)
            small = np.min_scalar_type(-max(len(keys), 1))
            self._coded[column] = Coded(codes.astype(small), np.asarray(keys, dtype=object))
        return self._coded[column]

    def tally(self, *columns: str) -> Tally:
        """Those who answered all the columns alike taken together, in one pass over all."""
        coded = {column: self.coded(column) for column in columns}
        if columns not in self._tallies:
            codes = [one.codes.astype(np.intp) + 1 for one in coded.values()]
            design, places = self.design.alike(codes)
            alike = {name: Coded(one.codes[places], one.keys) for name, one in coded.items()}
            self._tallies[columns] = Tally(design, alike)
        return self._tallies[columns]
