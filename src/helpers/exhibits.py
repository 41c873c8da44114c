"""Exhibits: figures and tables as they are published, with all that must stand beside them.

An exhibit is MyST Markdown: the drawing with its number, title and alternative text; the
question, base, weighting, note and source; and its data table, folded.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

from IPython.display import Markdown

from helpers import dot_plot, figures, phrases, tables
from helpers.disclosure import Disclosed
from helpers.origins import note_shares
from helpers.project import DRAWINGS
from helpers.questionnaire import Item

# What MyST reads as markup: anywhere, or at the start of a line.
MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$^&]|^[!-/:-@]")


@dataclass(frozen=True)
class Exhibit:
    """What is published of one figure, before it is drawn."""

    number: str
    title: str
    each: str  # what a bar stands for: survey, group of teachers, item or response
    data: Disclosed
    details: dict[str, str]
    notes: dict[tuple[str, str], str]
    heading: str = ""

    @property
    def label(self) -> str:
        """Label that cross references name: "fig-6-1"."""
        return f"fig-{self.number.replace('.', '-')}"

    @property
    def kind(self) -> str:
        """Kind of chart, in words."""
        chart = "Bar chart" if self.each == "response" else "Stacked bar chart"
        return f"{chart}, one bar for each {self.each}"

    def markdown(self, svg: bytes, data_table: str, alt: str = "") -> Markdown:
        """The exhibit as MyST; its drawing is written beside the notebook."""
        path = Path(DRAWINGS) / f"{self.label}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(svg)
        alt = alt or phrases.alternative_text(self.data, self.kind)
        return Markdown(
            f"```{{figure}} {path.as_posix()}\n:name: {self.label}\n:alt: {_option(alt)}\n"
            f":class: chart\n\n{as_text(self.title)}\n```\n\n{details_list(self.details)}\n\n"
            f":::{{dropdown}} Data table for Figure {self.number}\n{data_table}\n:::\n"
        )


def details_list(details: dict[str, str]) -> str:
    """HTML list on one line of what stands beneath an exhibit; empty details are left out."""
    lines = [
        f"<li><strong>{html.escape(_one_line(name))}:</strong> {html.escape(_one_line(text))}</li>"
        for name, text in details.items()
        if text
    ]
    return f'<ul class="figure-notes">{"".join(lines)}</ul>'


def stacked_figure(exhibit: Exhibit) -> Markdown:
    """Figure of stacked bars with its table."""
    svg = figures.stacked_bars(exhibit.data, exhibit.notes, exhibit.heading)
    caption = f"Figure {exhibit.number}: {exhibit.title}, per cent"
    each = phrases.capitalised(exhibit.each.split(" of ")[0])
    return exhibit.markdown(
        svg, tables.data_table(exhibit.data, caption, exhibit.notes, exhibit.heading, each)
    )


def bar_figure(exhibit: Exhibit) -> Markdown:
    """Figure of single bars with its table."""
    caption = f"Figure {exhibit.number}: {exhibit.title}, per cent"
    return exhibit.markdown(
        figures.plain_bars(exhibit.data), tables.response_table(exhibit.data, caption)
    )


def dot_figure(exhibit: Exhibit, interval: str) -> Markdown:
    """Figure of dots with intervals, a panel a measure; `interval` heads their column."""
    caption = f"Figure {exhibit.number}: {exhibit.title}, per cent"
    table = tables.interval_table(exhibit.data, caption, exhibit.notes, exhibit.heading, interval)
    alt = dot_plot.alternative_text(exhibit.data)
    return exhibit.markdown(dot_plot.dot_plot(exhibit.data), table, alt)


def bars_of(item: Item, estimates: Disclosed, special: dict[str, str], panel: str, bar: str):
    """Rows of one bar, a row a response in the item's order, labelled for a chart.

    Who could not give a number has a bar where there is anybody, so that shares add up.
    """
    labels = {key: response.label for key, response in item.scale.responses.items()}
    labels |= {key: band.label for key, band in item.scale.bands.items()}
    said = _said_instead(item, estimates)
    labels |= {key: special[key] for key in item.special if key in said}
    rows = estimates.frame[estimates.frame["response"].isin(list(labels))]
    rows = rows.assign(order=rows["response"].map({k: i for i, k in enumerate(labels)}))
    chosen = Disclosed(rows.sort_values("order", kind="stable").drop(columns="order"))
    note_shares(chosen.frame, estimates.linked)
    keys = chosen.frame["response"]
    return chosen.labelled(panel=panel, bar=bar, key=keys, label=keys.map(labels))


def _said_instead(item: Item, estimates: Disclosed) -> set[str]:
    """Special answers that have a bar: those of a scale always, those to a number if given."""
    if item.kind in ("ordinal", "category"):
        return set(item.special)
    given = estimates.frame.loc[estimates.frame["estimate"] != 0, "response"]
    return set(item.special) & set(given) if item.kind == "number" else set()


def as_text(text: str) -> str:
    """Text on one line that MyST shows as it stands, none of it read as markup."""
    line = MARKUP.sub(r"\\\g<0>", _one_line(text))
    return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", line)


def _option(text: str) -> str:
    """Text as the value of a directive's option, in quotation marks."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
