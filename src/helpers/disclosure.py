"""Disclosure: what may be shown. Presenters take only what has passed here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.questionnaire import Settings

SHOWN, LOW, SUPPRESSED = "", "low", "suppressed"
HIDDEN = (
    "estimate", "error", "low", "high", "count", "effective_base",
    "statistic", "df", "p", "p_holm", "p_bh",
)  # fmt: skip
VERDICTS = ("significant", "significant_holm", "significant_bh")


@dataclass(frozen=True)
class Disclosed:
    """A frame of estimates or differences that may be shown.

    Column `status` is empty, "low" (a base under the flagging threshold) or "suppressed"
    (a base under the suppression threshold; its numbers are NaN).
    """

    frame: pd.DataFrame

    def only(self, **wanted) -> Disclosed:
        """Rows in which each named column has the wanted value."""
        keep = pd.Series(True, index=self.frame.index)
        for column, value in wanted.items():
            keep &= self.frame[column] == value
        return Disclosed(self.frame[keep])

    def row(self, **wanted) -> pd.Series:
        """The one row that fits, for reading; raises LookupError where none or several do."""
        asked = tuple(wanted.items())
        # Sentences ask for the same few rows again and again.
        if asked not in self._rows:
            rows = self.only(**wanted).frame
            if len(rows) != 1:
                raise LookupError(f"{len(rows)} rows have {wanted}")
            self._rows[asked] = rows.iloc[0]
        return self._rows[asked]

    @cached_property
    def _rows(self) -> dict[tuple, pd.Series]:
        return {}

    def labelled(self, **columns) -> Disclosed:
        """The same rows with columns added that say how to name them."""
        return Disclosed(self.frame.assign(**columns))

    @staticmethod
    def together(parts: list[Disclosed]) -> Disclosed:
        """The rows of several disclosed frames, in order."""
        return Disclosed(pd.concat([part.frame for part in parts], ignore_index=True))


def disclose(frame: pd.DataFrame, settings: Settings) -> Disclosed:
    """Estimates or differences with small bases flagged and very small ones suppressed.

    The thresholds are unweighted bases; a difference takes the smaller of its two.
    Source: the conventions for small bases of the UK Government Analysis Function.
    """
    bases = [name for name in ("base", "base_against") if name in frame]
    base = frame[bases].min(axis=1)
    hidden = (base < settings.suppress_below).to_numpy()
    status = np.where(base < settings.flag_below, LOW, SHOWN).astype(object)
    status[hidden] = SUPPRESSED
    shown = {"status": status}
    for column in [name for name in HIDDEN if name in frame]:
        shown[column] = np.where(hidden, np.nan, frame[column].astype(float))
    for column in [name for name in VERDICTS if name in frame]:
        shown[column] = frame[column].to_numpy() & ~hidden
    return Disclosed(frame.assign(**shown))
