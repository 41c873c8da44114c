"""Small areas: who answered in which area, and which areas have too few to show anything.

An area's numbers could be found by taking those of all other areas from those of the whole.
So areas that are not shown must hold enough respondents together; where they do not, the
smallest of the others is not shown either.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.disclosure import HIDDEN, SUPPRESSED, VERDICTS, Disclosed
from helpers.errors import InputError, Problem
from helpers.estimates import in_base
from helpers.items import AreaRule, Item
from helpers.project import slug
from helpers.questionnaire import FILE
from helpers.samples import Sample
from helpers.waves import BASELINE, END

# Parts that an area can have, as tags of cells name them after `needs-` and `lacks-`.
FOLLOWUP_PART, CHANGE_PART = "area-end_of_linking", "area-change"


def withheld(bases: pd.Series, threshold: int) -> set[str]:
    """Areas that are not shown, from their unweighted bases by name.

    Those under the threshold, and, where these together are under it too, the next smallest
    until they are not.
    """
    ordered = sorted((int(base), name) for name, base in bases.items() if base > 0)
    hidden = [(base, name) for base, name in ordered if base < threshold]
    for one in ordered[len(hidden) :]:
        if not 0 < sum(base for base, _ in hidden) < threshold:
            break
        hidden.append(one)
    nobody = {name for name, base in bases.items() if base == 0}
    return nobody | {name for _, name in hidden}


def withhold(found: Disclosed) -> Disclosed:
    """The same rows without their numbers, as `disclose` leaves those of a very small base."""
    frame = found.frame
    gone = {name: float("nan") for name in HIDDEN if name in frame}
    gone |= {name: False for name in VERDICTS if name in frame}
    return Disclosed(frame.assign(**gone, status=SUPPRESSED))


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
        self._withheld: dict[tuple, set[str]] = {}

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
        """Which respondents teach in an area, or in any other one that they name."""
        answers = sample.answers[self.rule.item]
        here = (answers == area).to_numpy(bool, na_value=False)
        return here if inside else answers.isin(list(self.names)).to_numpy(bool) & ~here

    def sample(self, survey: str, linked: bool = False) -> Sample:
        """Respondents of a survey in all areas; `linked`: of those who answered both."""
        return self.whole.linked_pairs[survey] if linked else self.whole.sample(survey)

    def bases(self, survey: str, item: Item | None = None, linked: bool = False) -> pd.Series:
        """Unweighted respondents of each area by key, or of those who answered an item."""
        sample = self.sample(survey, linked)
        answers = sample.answers[self.rule.item]
        if item is not None:
            answers = answers[answered(sample, item)]
        return answers.value_counts().reindex(list(self.names), fill_value=0).astype(int)

    def withheld(self, survey: str, item: Item | None = None, linked: bool = False) -> set[str]:
        """Areas whose numbers of an item, or whose respondents at all, are not shown."""
        key = survey, item and item.name, linked
        if key not in self._withheld:
            self._withheld[key] = withheld(self.bases(survey, item, linked), self.threshold)
        return self._withheld[key]

    def said_of(self, area: str) -> str:
        """How many teachers of an area answered at the end: "64", or that they are too few."""
        if END not in self.surveys:
            return "not asked"
        if area in self.withheld(END):
            return "not shown: too few"
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
