"""Small areas: who answered in which area, and of which areas nothing is shown.

An area's numbers could be found by taking those of all other areas from those of the whole.
So which areas are hidden is settled for all of them at once, by the rules of `suppression`;
those who named no area are one more hidden group.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.errors import InputError, Problem
from helpers.estimates import in_base, scores
from helpers.items import AreaRule, Item
from helpers.project import slug
from helpers.questionnaire import FILE
from helpers.samples import Sample
from helpers.suppression import Answered, settle
from helpers.waves import BASELINE, END

# Parts that an area can have, as tags of cells name them after `needs-` and `lacks-`.
FOLLOWUP_PART, CHANGE_PART = "area-end_of_linking", "area-change"
UNNAMED = ""  # stands for those who named no area


def read_ahead(place: str) -> None:
    """Read the files of a wave ("WAVE:FOLDER"), so that what this process forks need not."""
    wave, _, root = place.partition(":")
    Analysis(wave, None, Path(root))


class Areas:
    """The areas of a wave whose Linking teachers answered, and how many did in each."""

    def __init__(self, wave: str, root: Path | None = None):
        self.whole = Analysis(wave, None, root)
        settings = self.whole.settings
        if not settings.area:
            found = "settings name no 'area'"
            raise InputError(Problem(FILE, found, "say which item is the area (docs/areas.md)"))
        self.rule = AreaRule(**settings.area)
        self.threshold = settings.suppress_below
        if self.rule.phase:
            self.whole = Analysis(wave, self.rule.phase, root)
        self.surveys = [s for s in self.rule.surveys if s in self.whole.wave.surveys]
        self._settled: dict[tuple, dict[str | None, set[str]]] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Label by key of each area with a Linking respondent, of whatever phase."""
        frames = [self.whole.wave.surveys[survey][self.rule.item] for survey in self.surveys]
        here = {key for answers in frames for key in answers.dropna()}
        responses = self.whole.questionnaire.item(self.rule.item).scale.responses
        return {key: r.label for key, r in responses.items() if key in here}

    def key_of(self, name: str) -> str:
        """Key of the area that a user names by label, key or folder; raises InputError."""
        for key, label in self.names.items():
            if name.casefold() in (key.casefold(), label.casefold(), slug(key)):
                return key
        shown = f"data/waves/{self.whole.wave.name}"
        known = ", ".join(self.names.values())
        raise InputError(Problem(shown, f"there is no area {name!r}", f"areas are: {known}"))

    def mask(self, sample: Sample, area: str, inside: bool) -> np.ndarray:
        """Which respondents teach in an area, or do not.

        Who named no area is with the others: a total without them would tell of them.
        """
        here = (sample.answers[self.rule.item] == area).to_numpy(bool, na_value=False)
        return here if inside else ~here

    def sample(self, survey: str, linked: bool = False) -> Sample:
        """Respondents of a survey in all areas; `linked`: of those who answered both."""
        return self.whole.linked_pairs[survey] if linked else self.whole.sample(survey)

    def bases(self, survey: str, item: Item | None = None, linked: bool = False) -> pd.Series:
        """Unweighted respondents of each area by key, or of those who answered an item."""
        sample = self.sample(survey, linked)
        kept = answered(sample, item) if item else None
        return self._counted(sample, kept).drop(UNNAMED, errors="ignore")

    def _counted(self, sample: Sample, kept: np.ndarray | None = None) -> pd.Series:
        """How many of the respondents kept are of each area, those who named none at the end."""
        given = sample.answers[self.rule.item]
        given = given if kept is None else given[kept]
        named = given.where(given.isin(list(self.names)), UNNAMED)
        groups = [*self.names, UNNAMED] if self._some_unnamed(sample) else [*self.names]
        return named.value_counts().reindex(groups, fill_value=0).astype(int)

    def _some_unnamed(self, sample: Sample) -> bool:
        """Whether anybody named no area: where nobody did, nobody can hide among them."""
        whole = self.whole.sample(sample.survey).answers[self.rule.item]
        return not whole.isin(list(self.names)).all()

    def withheld(self, survey: str, item: Item | None = None, linked: bool = False) -> set[str]:
        """Areas whose numbers of an item, or whose respondents at all, are not shown."""
        return self._hidden(survey, linked)[item and item.name] - {UNNAMED}

    def _hidden(self, survey: str, linked: bool) -> dict[str | None, set[str]]:
        """Groups that are not shown, of a survey as a whole under None and by name of item."""
        if (survey, linked) not in self._settled:
            sample = self.sample(survey, linked)
            told, never = None, {UNNAMED}
            if linked:
                # How many answered both is told of no area; how many answered this one may be.
                hidden = self._hidden(survey, False)[None]
                told = self._counted(self.sample(survey))
                told, never = told.mask(told.index.isin(list(hidden))), never | hidden
            self._settled[survey, linked] = settle(
                self._counted(sample),
                {item.name: self._answered(sample, item) for item in self._items(survey)},
                self.threshold,
                never,
                told,
            )
        return self._settled[survey, linked]

    def _items(self, survey: str) -> list[Item]:
        asked = self.whole.questionnaire.items.values()
        return [item for item in asked if survey in item.columns and item.kind != "text"]

    def _answered(self, sample: Sample, item: Item) -> Answered:
        kept = answered(sample, item)
        base = self._counted(sample, kept)
        if item.kind != "ordinal":
            return Answered(base, base)
        rated = ~np.isnan(scores(sample, item).to_numpy())
        return Answered(base, self._counted(sample, kept & rated))

    def said_of(self, area: str) -> str:
        """How many teachers of an area answered at the end: "64", or that this is not shown."""
        if END not in self.surveys:
            return "not asked"
        if area in self.withheld(END):
            return "not shown"
        return f"{self.bases(END)[area]:,}"

    def parts(self, area: str) -> set[str]:
        """Which sections have enough respondents in an area, as names of parts."""
        parts = set()
        if END in self.surveys and area not in self.withheld(END):
            parts.add(FOLLOWUP_PART)
        if {END, BASELINE} <= set(self.surveys):
            linked = self.whole.linked
            if not any(area in self.withheld(s, None, linked) for s in (END, BASELINE)):
                parts.add(CHANGE_PART)
        return parts


def answered(sample: Sample, item: Item) -> np.ndarray:
    """Which respondents gave an answer that an estimate of the item can rest on, n of them."""
    if item.kind == "multiple":
        names = [f"{item.name}.{key}" for key in item.scale.responses]
        parts = [sample.coded(name).read(lambda given: given in ("yes", "no")) for name in names]
        return np.any(parts, axis=0).astype(bool)
    if item.kind == "number":
        return sample.answers[item.name].notna().to_numpy(bool)
    return sample.coded(item.name).read(in_base).astype(bool)
