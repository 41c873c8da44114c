"""Tables: those of charts, from disclosed estimates."""

from __future__ import annotations

import math

from helpers.disclosure import LOW, SUPPRESSED, Disclosed
from helpers.html_table import table
from helpers.printing import (
    LOW_MARK,
    NONE_MARK,
    NOT_APPLICABLE_MARK,
    SUPPRESSED_MARK,
    percent,
    whole,
)

__all__ = ["data_table", "interval_table", "response_table", "table"]


def data_table(
    data: Disclosed,
    caption: str,
    notes: dict[tuple[str, str], str],
    heading: str,
    each: str = "Group",
) -> str:
    """HTML table of a chart: a row a bar; base, a column a response in per cent, and `notes`.

    Takes rows with panel, bar and label, as the charts do; `each` says what a bar is.
    """
    frame = data.frame
    labels = list(frame["label"].unique())
    panels = list(frame["panel"].unique())
    names = ["Item", "Group"] if len(panels) > 1 else [each]
    header = [*names, "Base", *labels, *([heading] if heading else [])]
    rows = []
    for (panel, bar), part in frame.groupby(["panel", "bar"], sort=False):
        shares = part.set_index("label")
        cells = [
            _percent(shares.loc[label]) if label in shares.index else NOT_APPLICABLE_MARK
            for label in labels
        ]
        names = [panel, bar] if len(panels) > 1 else [bar]
        extra = [notes.get((panel, bar), "")] if heading else []
        rows.append([*names, _base(part.iloc[0]), *cells, *extra])
    return table(caption, header, rows)


def response_table(data: Disclosed, caption: str) -> str:
    """HTML table of a chart of single bars: a row a response with its share and base."""
    rows = [[row["label"], _percent(row), _base(row)] for _, row in data.frame.iterrows()]
    return table(caption, ["Response", "Share", "Base"], rows)


def interval_table(
    data: Disclosed, caption: str, notes: dict[tuple[str, str], str], heading: str, interval: str
) -> str:
    """HTML table of a dot plot: a row a measure and wave; base, share, its interval, `notes`."""
    header = ["Measure", "Wave", "Base", "Share", interval, heading]
    rows = []
    for _, row in data.frame.iterrows():
        ends = _percent(row)
        if not math.isnan(row["estimate"]):
            ends = f"{percent(row['low'])} to {percent(row['high'])}"
        said = notes.get((row["panel"], row["bar"]), "") or NOT_APPLICABLE_MARK
        rows.append([row["panel"], row["bar"], _base(row), _percent(row), ends, said])
    return table(caption, header, rows)


def _percent(row) -> str:
    if row["status"] == SUPPRESSED:
        return SUPPRESSED_MARK
    share = float(row["estimate"])
    return NONE_MARK if math.isnan(share) else percent(share)


def _base(row) -> str:
    return f"{whole(row['base'])}{f' {LOW_MARK}' if row['status'] == LOW else ''}"
