"""Dot plot: a share and its confidence interval a wave, in a panel a measure.

Takes disclosed rows with `panel` (the measure), `bar` (the wave), `label` (what the share is
of), `base`, `estimate`, `low`, `high` and `status`; SVG with the same bytes each time, as
`figures` makes it.
"""

from __future__ import annotations

import io
import math
import textwrap

import matplotlib.pyplot as plt

from helpers.disclosure import LOW, SUPPRESSED, Disclosed
from helpers.figures import INK, RULE, SEQUENCE, SMALL, STYLE, TEXT, WIDTH
from helpers.printing import LOW_MARK, percent, whole

# Inches: a row, the margins, and the room that a measure's name has.
ROW, TOP, BOTTOM, LEFT, RIGHT = 0.27, 0.1, 0.35, 2.1, 0.65
LETTERS = 72  # of a measure's name on one line
MARKS = (0, 25, 50, 75, 100)
Line = tuple[str, str]


def dot_plot(data: Disclosed) -> bytes:
    """A heading a measure, a row a wave, a dot with a line for its interval; SVG."""
    lines = _lines(data)
    with plt.rc_context(STYLE):
        height = len(lines) * ROW + TOP + BOTTOM
        figure = plt.figure(figsize=(WIDTH, height))
        inner = (1 - (LEFT + RIGHT) / WIDTH, 1 - (TOP + BOTTOM) / height)
        axes = figure.add_axes((LEFT / WIDTH, BOTTOM / height, *inner))
        _frame(axes, len(lines))
        latest = data.frame.groupby("panel", sort=False)["bar"].last().to_dict()
        rows = {(row.panel, row.bar): row for row in data.frame.itertuples()}
        for place, (panel, bar) in enumerate(lines):
            if not bar:
                _text(axes, place, panel, weight="bold")
                continue
            _row(axes, place, rows[panel, bar], bar == latest[panel])
        return _svg(figure)


def alternative_text(data: Disclosed) -> str:
    """What the plot shows, wave by wave, for those who cannot see it."""
    parts = []
    for panel, rows in data.frame.groupby("panel", sort=False):
        told = "; ".join(_told(row) for row in rows.itertuples())
        parts.append(f"{panel}, {rows['label'].iloc[0]}: {told}")
    start = "Dot chart with confidence intervals, one panel for each measure and one dot a wave"
    return f"{start}. {'. '.join(parts)}."


def _told(row) -> str:
    if row.status == SUPPRESSED:
        return f"{row.bar} not shown because the base is too small"
    if math.isnan(row.estimate):
        return f"{row.bar} no answers"
    low = ", a low base" if row.status == LOW else ""
    ends = f"interval {percent(row.low)} to {percent(row.high)}"
    return f"{row.bar} {percent(row.estimate)}, {ends} (base {int(row.base):,}{low})"


def _lines(data: Disclosed) -> list[Line]:
    """Measure and wave of each line; a line of a measure's name has no wave."""
    lines = []
    for panel, rows in data.frame.groupby("panel", sort=False):
        lines += [(part, "") for part in textwrap.wrap(panel, LETTERS)]
        lines += [(panel, bar) for bar in rows["bar"]]
    return lines


def _frame(axes, count: int) -> None:
    axes.set(xlim=(0, 100), ylim=(count - 0.5, -0.5), yticks=[], xticks=MARKS)
    axes.set_xticklabels([f"{mark}%" for mark in MARKS], fontsize=SMALL)
    axes.tick_params(length=0)
    for mark in MARKS:
        axes.axvline(mark, color=RULE, lw=0.6, zorder=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _text(axes, place: int, text: str, left: float = 0.05, size: float = TEXT, **style) -> None:
    """Text in the left margin, `left` inches from the edge."""
    # White beneath it, where a heading reaches into the panel.
    style = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1}} | style
    axes.annotate(
        text, (0, place), xycoords=axes.get_yaxis_transform(), va="center", fontsize=size,
        xytext=(72 * (left - LEFT), 0), textcoords="offset points", annotation_clip=False, **style,
    )  # fmt: skip


def _row(axes, place: int, row, latest: bool) -> None:
    low = f" {LOW_MARK}" if row.status == LOW else ""
    _text(axes, place, f"{row.bar} (base {whole(row.base)}{low})", 0.15, SMALL)
    if math.isnan(row.estimate):
        said = "not shown: small base" if row.status == SUPPRESSED else "no answers"
        axes.text(1, place, said, va="center", style="italic", fontsize=SMALL)
        return
    dark = SEQUENCE[2][0]
    axes.plot([100 * row.low, 100 * row.high], [place] * 2, color=dark, lw=2, zorder=2)
    # Shape and filling tell the latest wave too, where colours cannot be told apart.
    axes.plot(
        [100 * row.estimate], [place], linestyle="none", marker="o" if latest else "D",
        markersize=9 if latest else 7, markerfacecolor=dark if latest else "white",
        markeredgecolor=dark if latest else INK, clip_on=False, zorder=3,
    )  # fmt: skip
    axes.annotate(
        percent(row.estimate), (1, place), xycoords=axes.get_yaxis_transform(), va="center",
        xytext=(10, 0), textcoords="offset points", fontsize=TEXT, annotation_clip=False,
    )  # fmt: skip


def _svg(figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return buffer.getvalue()
