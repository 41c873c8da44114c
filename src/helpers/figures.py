"""Figures: charts of disclosed estimates as SVG, the same bytes each time.

A chart takes rows with the columns `panel`, `bar` (its label), `label` (the response),
`key`, `base`, `estimate` and `status`; `notes` gives a text for the right of a bar.
Colours are those of the UK Government Analysis Function, with tints of its dark blue for
scales; white separators and labels in the bars carry what colour alone must not.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import cached_property

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt  # noqa: E402
import seaborn as sns  # noqa: E402
from matplotlib.font_manager import FontProperties  # noqa: E402
from matplotlib.textpath import text_to_path  # noqa: E402

from helpers.disclosure import LOW, SUPPRESSED, Disclosed  # noqa: E402
from helpers.printing import percent, whole, whole_percent  # noqa: E402

# Inches: the whole, the margins for labels and notes, and the parts of a bar's row.
WIDTH, LEFT, RIGHT = 7.2, 1.95, 0.6
BAR, GAP, LINE, LEGEND = 0.42, 0.15, 0.2, 0.27
TEXT, SMALL, FAMILY = 10, 9, "DejaVu Sans"
SWATCH, SPACE, STEP = 0.19, 0.2, 0.17
LABELLED = 0.025  # a narrower segment has no room for its number
INK, RULE = "#0B0C0C", "#B1B4B6"
SEQUENCE = {
    2: ["#12436D", "#6BACE6"],
    3: ["#12436D", "#2073BC", "#A3CDEF"],
    4: ["#12436D", "#2073BC", "#6BACE6", "#D2E6F7"],
    5: ["#12436D", "#2073BC", "#6BACE6", "#A9D0F0", "#DDECF8"],
}
GREYS = {"dont_know": "#D0D0D0", "prefer_not_to_say": "#EBEBEB"}
STYLE = {
    "svg.hashsalt": "schools-linking", "svg.fonttype": "path", "font.family": FAMILY,
    "font.size": TEXT, "text.color": INK, "figure.facecolor": "white", "axes.facecolor": "white",
    "text.parse_math": False,  # a dollar sign in a label is a dollar sign
}  # fmt: skip


@dataclass(frozen=True)
class Panel:
    """Bars that share a heading and a key of responses."""

    title: str
    data: Disclosed

    @cached_property
    def bars(self) -> list[str]:
        return list(self.data.frame["bar"].unique())

    @cached_property
    def responses(self) -> dict[str, str]:
        """Label of each response of the scale, and of the others that anybody gave, by key."""
        rows = self.data.frame
        given = rows.groupby("key", sort=False)["estimate"].max()
        labels = rows.drop_duplicates("key").set_index("key")["label"]
        return {k: labels[k] for k in given.index if k not in GREYS or given[k] > 0}

    @cached_property
    def scale(self) -> dict[str, str]:
        """Label of each of the scale's own responses by key."""
        return {key: label for key, label in self.responses.items() if key not in GREYS}


def stacked_bars(data: Disclosed, notes: dict[tuple[str, str], str], heading: str = "") -> bytes:
    """Horizontal 100 % bars, one a survey or item, in panels; SVG.

    `notes` maps (panel, bar) to the text at its right, under `heading`.
    """
    panels = [Panel(title, data.only(panel=title)) for title in data.frame["panel"].unique()]
    shared = len({tuple(panel.scale.items()) for panel in panels}) == 1
    keys = [Panel("", data)] if shared else panels
    with sns.axes_style("white"), plt.rc_context(STYLE):
        canvas = _Canvas(_stacked_height(panels, keys))
        if heading:
            canvas.text(100, heading, dx=0.12, weight="bold")
        if shared:
            canvas.legend(keys[0])
        for panel in panels:
            canvas.panel_title(panel.title)
            if not shared:
                canvas.legend(panel)
            for bar in panel.bars:
                rows = panel.data.only(bar=bar).frame
                canvas.stacked_bar(bar, rows, _colours(panel), notes.get((panel.title, bar), ""))
            canvas.move(GAP)
        return canvas.svg()


def plain_bars(data: Disclosed) -> bytes:
    """Horizontal bars, one a response, longest label wrapped; SVG."""
    rows = data.frame
    with sns.axes_style("white"), plt.rc_context(STYLE):
        labels = ["\n".join(_wrapped(label, 2.2)) for label in rows["label"]]
        most = max(label.count("\n") + 1 for label in labels)
        height = len(rows) * max(BAR + GAP, most * STEP + 0.1) + 0.3
        figure, axes = plt.subplots(figsize=(WIDTH, height))
        lines = [line for label in labels for line in label.split("\n")]
        room = max(_text_width(line, TEXT) for line in lines) + 0.2
        figure.subplots_adjust(room / WIDTH, 0.04, 1 - RIGHT / WIDTH, 0.98)
        percents = (rows["estimate"] * 100).tolist()
        sns.barplot(x=percents, y=labels, ax=axes, color=SEQUENCE[2][0], saturation=1, width=0.72)
        for position, (value, status) in enumerate(zip(percents, rows["status"], strict=True)):
            shown = _not_shown(status) if math.isnan(value) else percent(value / 100)
            axes.text(
                (0 if math.isnan(value) else value) + 0.8,
                position,
                shown,
                va="center",
                fontsize=TEXT,
            )
        axes.tick_params(labelsize=TEXT)
        axes.set(xlabel="", ylabel="", xticks=[], xlim=(0, max(_highest(percents) * 1.12, 10)))
        sns.despine(ax=axes, bottom=True)
        return _svg(figure)


def _highest(values: list[float]) -> float:
    return max((v for v in values if not math.isnan(v)), default=0)


def _not_shown(status: str) -> str:
    return "not shown: small base" if status == SUPPRESSED else "no answers"


def _colours(panel: Panel) -> dict[str, str]:
    count = len(panel.scale)
    ramp = SEQUENCE.get(count) or sns.color_palette("blend:#12436D,#DDECF8", count).as_hex()
    return dict(zip(panel.scale, ramp, strict=True)) | GREYS


def _label_ink(colour: str) -> str:
    """Black or white, whichever has the contrast of 4.5 that WCAG asks for."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "white" if luminance < 0.179 else "black"


def _stacked_height(panels: list[Panel], keys: list[Panel]) -> float:
    height = sum(LEGEND * len(_legend_rows(p.responses)) for p in keys) + 0.1
    for panel in panels:
        height += LINE * 1.4 * len(_title_lines(panel.title)) + GAP
        height += sum(_row_height(bar) + GAP for bar in panel.bars)
    return height


def _text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of a text in inches."""
    font = FontProperties(family=FAMILY, size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, False)[0] / 72


def _wrapped(text: str, room: float, weight: str = "normal") -> list[str]:
    """Lines of a text that are no wider than `room` inches; an asterisk stays with its word."""
    lines: list[str] = []
    for word in " ".join(text.split()).replace(" *", "\u00a0*").split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _text_width(longer, TEXT, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _title_lines(title: str) -> list[str]:
    return _wrapped(title, WIDTH - 0.2, "bold") if title else []


def _bar_lines(bar: str) -> list[str]:
    return _wrapped(bar, LEFT - 0.25)


def _row_height(bar: str) -> float:
    return max(BAR, STEP * (len(_bar_lines(bar)) + 1))


def _entry_width(label: str) -> float:
    return SWATCH + _text_width(label, SMALL) + SPACE


def _legend_rows(responses: dict[str, str]) -> list[list[tuple[str, str]]]:
    rows, used = [[]], 0.0
    for entry in responses.items():
        size = _entry_width(entry[1])
        if rows[-1] and used + size > WIDTH - LEFT:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += size
    return rows


class _Canvas:
    """An axes whose x is per cent and whose y is inches down from the top."""

    def __init__(self, height: float):
        self.figure = plt.figure(figsize=(WIDTH, height))
        inner = (WIDTH - LEFT - RIGHT) / WIDTH
        self.axes = self.figure.add_axes((LEFT / WIDTH, 0, inner, 1))
        self.axes.set(xlim=(0, 100), ylim=(height, 0))
        self.axes.axis("off")
        self.inch = 100 / (WIDTH - LEFT - RIGHT)
        self.y = 0.14

    def move(self, down: float) -> None:
        self.y += down

    def text(self, x: float, text: str, dx: float = 0, dy: float = 0, **style) -> None:
        style = {"va": "center", "ha": "left", "fontsize": TEXT} | style
        self.axes.text(x + dx * self.inch, self.y + dy, text, clip_on=False, **style)

    def legend(self, panel: Panel) -> None:
        colours = _colours(panel)
        for row in _legend_rows(panel.responses):
            x = 0.0
            for key, label in row:
                self._box(x, self.y - 0.07, 0.14 * self.inch, 0.14, colours[key], RULE)
                self.text(x, label, dx=SWATCH, fontsize=SMALL)
                x += _entry_width(label) * self.inch
            self.move(LEGEND)

    def panel_title(self, title: str) -> None:
        for line in _title_lines(title):
            self.text(0, line, dx=-LEFT + 0.05, weight="bold")
            self.move(LINE * 1.4)

    def stacked_bar(self, bar: str, rows, colours: dict[str, str], note: str) -> None:
        first, height = rows.iloc[0], _row_height(bar)
        low = " [low]" if first["status"] == LOW else ""
        self._bar_label([*_bar_lines(bar), f"Base: {whole(first['base'])}{low}"], height)
        self.move((height - BAR) / 2)
        if rows["estimate"].isna().all():
            self.text(1, _not_shown(first["status"]), dy=BAR / 2, style="italic")
        else:
            self._segments(rows, colours)
        self.text(100, note, dx=0.12, dy=BAR / 2)
        self.move((height + BAR) / 2 + GAP)

    def _bar_label(self, lines: list[str], height: float) -> None:
        top = height / 2 - STEP * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            size = SMALL if number == len(lines) - 1 else TEXT
            self.text(0, line, dx=-LEFT + 0.05, dy=top + number * STEP, fontsize=size)

    def _segments(self, rows, colours: dict[str, str]) -> None:
        left = 0.0
        for row in rows.itertuples():
            width = row.estimate * 100
            if width <= 0:
                continue
            self._box(left, self.y, width, BAR, colours[row.key], "white")
            if row.estimate >= LABELLED:
                ink = _label_ink(colours[row.key])
                place = left + width / 2
                self.text(
                    place, str(whole_percent(row.estimate)), dy=BAR / 2, color=ink, ha="center"
                )
            left += width

    def _box(self, x, y, width, height, colour, edge) -> None:
        shape = plt.Rectangle(
            (x, y), width, height, facecolor=colour, edgecolor=edge, linewidth=1.2
        )
        shape.set_clip_on(False)
        self.axes.add_patch(shape)

    def svg(self) -> bytes:
        return _svg(self.figure)


def _svg(figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return buffer.getvalue()
