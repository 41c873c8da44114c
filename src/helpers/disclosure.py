"""Disclosure: what may be shown. Presenters take only what has passed here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.origins import note_row
from helpers.questionnaire import Settings

SHOWN, LOW, SUPPRESSED = "", "low", "suppressed"
HIDDEN = (
    "estimate", "error", "low", "high", "count", "effective_base",
    "statistic", "df", "p", "p_holm", "p_bh",
)  # fmt: skip
VERDICTS = ("significant", "significant_holm", "significant_bh")
BASES = ("base", "base_against")
SIZES = ("effective_base", "count", "statistic", "df", "error", "low", "high")
# What an item's estimates have in common: they are shown or hidden together.
OF_AN_ITEM = ("wave", "survey", "item", "group")


@dataclass(frozen=True)
class Disclosed:
    """A frame of estimates or differences that may be shown.

    Column `status` is empty, "low" (a base under the flagging threshold) or "suppressed"
    (a base under the suppression threshold; its numbers and the base itself are NaN). `linked`
    says that they are of those who answered both surveys.
    """

    frame: pd.DataFrame
    linked: bool = False

    def only(self, **wanted) -> Disclosed:
        """Rows in which each named column has the wanted value."""
        keep = pd.Series(True, index=self.frame.index)
        for column, value in wanted.items():
            keep &= self.frame[column] == value
        return replace(self, frame=self.frame[keep])

    def row(self, **wanted) -> pd.Series:
        """The one row that fits, for reading; raises LookupError where none or several do."""
        asked = tuple(wanted.items())
        # Sentences ask for the same few rows again and again.
        if asked not in self._rows:
            rows = self.only(**wanted).frame
            if len(rows) != 1:
                raise LookupError(f"{len(rows)} rows have {wanted}")
            self._rows[asked] = rows.iloc[0]
        note_row(self._rows[asked], self.linked)
        return self._rows[asked]

    @cached_property
    def _rows(self) -> dict[tuple, pd.Series]:
        return {}

    @property
    def hidden(self) -> bool:
        """Whether no row has anything to be read."""
        return bool((self.frame["status"] == SUPPRESSED).all())

    def labelled(self, **columns) -> Disclosed:
        """The same rows with columns added that say how to name them."""
        return replace(self, frame=self.frame.assign(**columns))

    @staticmethod
    def together(parts: list[Disclosed]) -> Disclosed:
        """The rows of several disclosed frames, in order."""
        return Disclosed(pd.concat([part.frame for part in parts], ignore_index=True))


def disclose(frame: pd.DataFrame, settings: Settings, linked: bool = False) -> Disclosed:
    """Estimates or differences with small bases flagged and very small ones suppressed.

    The thresholds are unweighted bases; a difference takes the smaller of its two. Estimates of
    one item stand or fall together, because a mean can be worked out from the shares beside it.
    Source: the conventions for small bases of the UK Government Analysis Function.
    """
    bases = [name for name in BASES if name in frame]
    base = frame[bases].min(axis=1)
    # A base that is not known was hidden before.
    few = _smallest(frame, base) < settings.suppress_below
    hidden = (few | frame[bases].isna().any(axis=1)).to_numpy()
    status = np.where(base < settings.flag_below, LOW, SHOWN).astype(object)
    status[hidden] = SUPPRESSED
    kept = {name: frame[name].where(frame[name] >= settings.suppress_below) for name in bases}
    return Disclosed(_without(frame.assign(**kept, status=status), hidden), linked)


def _smallest(frame: pd.DataFrame, base: pd.Series) -> pd.Series:
    """Smallest base of the item that each row is an estimate of; a difference's own base."""
    shared = [name for name in OF_AN_ITEM if name in frame]
    if "base_against" in frame or "response" not in frame or not shared:
        return base
    return base.groupby([frame[name] for name in shared], dropna=False).transform("min")


def withhold(found: Disclosed) -> Disclosed:
    """The same rows without numbers and bases, as `disclose` leaves those of a very small base."""
    frame = found.frame.assign(status=SUPPRESSED)
    gone = {name: float("nan") for name in BASES if name in frame}
    return replace(found, frame=_without(frame.assign(**gone), np.full(len(frame), True)))


def without_sizes(found: Disclosed) -> Disclosed:
    """The same rows without what says how many respondents they rest on, bases NaN."""
    frame = found.frame.drop(columns=[name for name in SIZES if name in found.frame])
    gone = {name: float("nan") for name in BASES if name in frame}
    return replace(found, frame=frame.assign(**gone))


def _without(frame: pd.DataFrame, hidden: np.ndarray) -> pd.DataFrame:
    """The rows with nothing left to be read in those that are hidden."""
    left = {}
    for column in [name for name in HIDDEN if name in frame]:
        left[column] = np.where(hidden, np.nan, frame[column].astype(float))
    for column in [name for name in VERDICTS if name in frame]:
        left[column] = frame[column].to_numpy() & ~hidden
    return frame.assign(**left)
