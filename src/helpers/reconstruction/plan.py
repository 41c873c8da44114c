"""Plan of a reconstruction: the figures in print, and the stated rules for all the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import InputError, Problem
from helpers.questionnaire import Item, Questionnaire, load_questionnaire, read_yaml
from helpers.reconstruction.rounding import Printed

FOLDER = "data/published"


@dataclass(frozen=True)
class Plan:
    """What a reconstruction starts from; `file` is where its rules stand."""

    questionnaire: Questionnaire
    printed: pd.DataFrame
    rules: dict[str, Any]
    file: str

    def shares(self, item: Item, survey: str, phase: str) -> list[Printed]:
        """Printed percentages of an item among a survey's respondents of a phase."""
        rows = self._rows(item, survey, phase, "share")
        sets = map(frozenset, rows["response"].str.split("+"))
        return list(dict.fromkeys(map(Printed, sets, rows["value"].astype(int))))

    def mean(self, item: Item, survey: str, phase: str) -> float | None:
        """Printed mean of an item (one decimal), or None."""
        values = self._rows(item, survey, phase, "mean")["value"]
        return float(values.iloc[0]) if len(values) else None

    def changes(self, item: Item) -> dict[frozenset[str], int]:
        """Printed changes (percentage points) since the baseline by set of responses."""
        p = self.printed
        rows = p[(p["item"] == item.name) & (p["statistic"] == "change")]
        sets = map(frozenset, rows["response"].str.split("+"))
        return dict(zip(sets, rows["value"].astype(int), strict=True))

    def _rows(self, item: Item, survey: str, phase: str, statistic: str) -> pd.DataFrame:
        p = self.printed
        here = (p["item"] == item.name) & (p["survey"] == survey)
        return p[here & (p["statistic"] == statistic) & (p["phase"] == phase)]

    def fill(self, item: Item, survey: str) -> dict[str, float]:
        """Proportions in which a remainder that was not printed falls to the responses.

        Raises InputError where it names a response that the item does not have.
        """
        fills = self.rules["fills"]
        own = fills["items"].get(item.name, {}).get(survey, fills["scales"][item.scale.name])
        fill = own if isinstance(own, dict) else fills["shapes"][own]
        known = {*item.scale.responses, *item.scale.bands, *item.special}
        unknown = sorted(set(fill) - known)
        if unknown:
            found = f"the fill of {item.name} names {', '.join(unknown)}"
            raise InputError(
                Problem(self.file, found, f"responses are: {', '.join(sorted(known))}")
            )
        return fill

    @property
    def weighted_survey(self) -> str:
        return self.questionnaire.settings.weighting["survey"]


def load_plan(root: Path, wave: str) -> Plan:
    """Plan of a wave, without the printed figures that are listed as contradicted.

    Raises InputError where the wave has no plan.
    """
    file, contradictions = (
        f"{FOLDER}/{wave}-{n}.yml" for n in ("reconstruction", "contradictions")
    )
    if not (root / file).is_file():
        found = f"there is no plan to reconstruct the wave {wave!r}"
        raise InputError(Problem(FOLDER, found, "survey files of real answers need none"))
    printed = pd.read_csv(root / FOLDER / f"{wave}.csv", dtype=str, keep_default_na=False)
    left_out = [
        entry["id"] for entry in read_yaml(root / contradictions, contradictions)["not_met"]
    ]
    rules = read_yaml(root / file, file)
    return Plan(load_questionnaire(root, wave), printed[~printed["id"].isin(left_out)], rules, file)
