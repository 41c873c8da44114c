"""Profiles: who the respondents are, as the numbers that a comparison holds equal."""

from __future__ import annotations

import numpy as np

from helpers.errors import InputError, Problem
from helpers.groups import Groups
from helpers.items import Item
from helpers.questionnaire import FILE

NOT_STATED = "not_stated"


def profile_groups(sample, against, item: Item, covariates: list[Item]) -> Groups:
    """Two samples by their answers to an item and to the covariates.

    Raises InputError for a covariate that one of the surveys does not ask.
    """
    for covariate in covariates:
        for one in (sample, against):
            if covariate.name not in one.answers:
                found = f"settings adjust for {covariate.name}, which the survey {one.survey} does"
                raise InputError(Problem(FILE, f"{found} not ask", "take it out of the adjustment"))
    return Groups(sample, against, item.name, *(covariate.name for covariate in covariates))


def profile(groups: Groups, covariates: list[Item]) -> np.ndarray:
    """Covariates of each row of the groups, rows by columns.

    Each response but one is a column of 0 and 1; don't know, prefer not to say and the like are
    one response. A number has the mean of both groups where it is missing.
    """
    columns = [np.empty((len(groups.group), 0))]
    for item in covariates:
        columns.append(_number(groups, item) if item.kind == "number" else _dummies(groups, item))
    return np.column_stack(columns)


def _number(groups: Groups, item: Item) -> np.ndarray:
    values = groups.read(item.name, lambda given: np.nan if given is None else given).astype(float)
    stated = ~np.isnan(values)
    counts = groups.design.counts * stated
    mean = (counts @ np.nan_to_num(values)) / counts.sum() if counts.any() else 0.0
    return np.where(stated, values, mean)[:, None]


def _dummies(groups: Groups, item: Item) -> np.ndarray:
    responses = [NOT_STATED, *item.scale.responses]
    places = {key: place for place, key in enumerate(responses)}
    place = groups.read(item.name, lambda key: places.get(key, 0)).astype(int)
    return np.eye(len(responses))[place][:, 1:]
