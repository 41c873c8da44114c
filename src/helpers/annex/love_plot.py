"""Love plot: how far apart two groups are in each covariate, before and after matching.

Takes disclosed rows with `panel` (a covariate with responses, or empty), `label` (a response,
or a number), `way`, `estimate` (in standard deviations) and `status`; SVG with the same bytes
each time, as `figures` makes it.
"""

from __future__ import annotations

import io

import matplotlib.pyplot as plt

from helpers.disclosure import Disclosed
from helpers.figures import INK, RULE, SEQUENCE, SMALL, STYLE, WIDTH
from helpers.printing import decimal

MARKERS = ("o", "s", "D", "^")
# Inches: a row, the margins, and how far a response stands in from its panel's heading.
ROW, TOP, BOTTOM, LEFT, RIGHT, INDENT = 0.25, 0.4, 0.5, 2.5, 0.2, 0.15
NEAR = 0.1  # as near as the literature asks for; Stuart (2010), Statistical Science 25, 1-21
Row = tuple[str, str]


def love_plot(data: Disclosed) -> bytes:
    """A row a response or number, in the order of the rows, and a marker a way; SVG."""
    lines = _lines(data)
    places = {line: place for place, line in enumerate(lines)}
    with plt.rc_context(STYLE):
        height = len(lines) * ROW + TOP + BOTTOM
        figure = plt.figure(figsize=(WIDTH, height))
        inner = (1 - (LEFT + RIGHT) / WIDTH, 1 - (TOP + BOTTOM) / height)
        axes = figure.add_axes((LEFT / WIDTH, BOTTOM / height, *inner))
        _frame(axes, lines)
        for number, (way, part) in enumerate(data.frame.groupby("way", sort=False)):
            _markers(axes, number, way, part, places)
        axes.legend(
            loc="lower left", bbox_to_anchor=(-0.02, 1), ncols=len(MARKERS), frameon=False,
            fontsize=SMALL, handletextpad=0.2, columnspacing=1.2, borderaxespad=0,
        )  # fmt: skip
        return _svg(figure)


def _lines(data: Disclosed) -> list[Row]:
    """Panel and label of each line; a heading has no label."""
    lines: dict[Row, None] = {}
    for panel, label in zip(data.frame["panel"], data.frame["label"], strict=True):
        if panel:
            lines[panel, ""] = None
        lines[panel, label] = None
    return list(lines)


def _frame(axes, lines: list[Row]) -> None:
    axes.set_ylim(len(lines) - 0.5, -0.5)
    for place, (panel, label) in enumerate(lines):
        indent = INDENT if panel and label else 0
        axes.annotate(
            label or panel, (0, place), xycoords=axes.get_yaxis_transform(),
            xytext=(72 * (indent - LEFT + 0.05), 0), textcoords="offset points", va="center",
            fontsize=SMALL, annotation_clip=False,
        )  # fmt: skip
        if label:
            axes.axhline(place, color=RULE, lw=0.5, zorder=0)
    axes.axvline(0, color=INK, lw=1)
    for place in (-NEAR, NEAR):
        axes.axvline(place, color=INK, lw=0.8, ls=(0, (4, 3)))
    axes.set_xlabel("Standardised mean difference (dashed: 0.1 either way)", fontsize=SMALL)
    axes.tick_params(length=0, labelsize=SMALL)
    axes.set_yticks([])
    axes.margins(x=0.08)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)


def _markers(axes, number: int, way: str, part, places: dict[Row, int]) -> None:
    dark, light = SEQUENCE[2]
    rows = [places[pair] for pair in zip(part["panel"], part["label"], strict=True)]
    axes.plot(
        part["estimate"].to_numpy(float), rows, linestyle="none", marker=MARKERS[number],
        label=way, markersize=7 - number, markerfacecolor=("white", light, dark, INK)[number],
        markeredgecolor=dark, clip_on=False, zorder=3 + number,
    )  # fmt: skip


def alternative_text(data: Disclosed) -> str:
    """All that the plot shows, row by row."""
    parts = []
    for (panel, label), rows in data.frame.groupby(["panel", "label"], sort=False):
        told = [f"{row.way.lower()} {decimal(row.estimate, 2)}" for row in rows.itertuples()]
        name = f"{panel}: {label}" if panel else label
        parts.append(f"{name}: {', '.join(told)}")
    start = "Love plot of standardised mean differences, one row for each response or number"
    return f"{start}. {'. '.join(parts)}."


def _svg(figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return buffer.getvalue()
