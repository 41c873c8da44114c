"""Exhibits: figures and tables as they are published, with all that must stand beside them.

An exhibit is MyST Markdown: the drawing with its number, title and alternative text; the
question, base, weighting, note and source; and its data table, folded.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

from IPython.display import Markdown

from helpers import figures, phrases, tables
from helpers.disclosure import Disclosed
from helpers.questionnaire import Item

FOLDER = "figures"


@dataclass(frozen=True)
class Exhibit:
    """What is published of one figure, before it is drawn."""

    number: str
    title: str
    kind: str
    data: Disclosed
    details: dict[str, str]
    notes: dict[tuple[str, str], str]
    heading: str = ""

    @property
    def label(self) -> str:
        """Label that cross references name: "fig-6-1"."""
        return f"fig-{self.number.replace('.', '-')}"

    def markdown(self, svg: bytes, data_table: str) -> Markdown:
        """The exhibit as MyST; its drawing is written beside the notebook."""
        path = Path(FOLDER) / f"{self.label}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(svg)
        alt = phrases.alternative_text(self.data, self.kind)
        return Markdown(
            f"```{{figure}} {path.as_posix()}\n:name: {self.label}\n:alt: {_one_line(alt)}\n"
            f":class: chart\n\n{self.title}\n```\n\n{self._details()}\n\n"
            f":::{{dropdown}} Data table for Figure {self.number}\n{data_table}\n:::\n"
        )

    def _details(self) -> str:
        lines = [
            f"<li><strong>{html.escape(name)}:</strong> {html.escape(text)}</li>"
            for name, text in self.details.items()
            if text
        ]
        return f'<ul class="figure-notes">{"".join(lines)}</ul>'


def stacked_figure(exhibit: Exhibit) -> Markdown:
    """Figure of stacked bars with its table."""
    svg = figures.stacked_bars(exhibit.data, exhibit.notes, exhibit.heading)
    caption = f"Figure {exhibit.number}: {exhibit.title}, per cent"
    return exhibit.markdown(
        svg, tables.data_table(exhibit.data, caption, exhibit.notes, exhibit.heading)
    )


def bar_figure(exhibit: Exhibit) -> Markdown:
    """Figure of single bars with its table."""
    caption = f"Figure {exhibit.number}: {exhibit.title}, per cent"
    return exhibit.markdown(
        figures.plain_bars(exhibit.data), tables.response_table(exhibit.data, caption)
    )


def bars_of(item: Item, estimates: Disclosed, special: dict[str, str], panel: str, bar: str):
    """Rows of one bar, a row a response in the item's order, labelled for a chart."""
    labels = {key: response.label for key, response in item.scale.responses.items()}
    labels |= {key: band.label for key, band in item.scale.bands.items()}
    labels |= {key: special[key] for key in item.special if item.kind in ("ordinal", "category")}
    rows = estimates.frame[estimates.frame["response"].isin(list(labels))]
    rows = rows.assign(order=rows["response"].map({k: i for i, k in enumerate(labels)}))
    chosen = Disclosed(rows.sort_values("order", kind="stable").drop(columns="order"))
    return chosen.labelled(
        panel=panel, bar=bar, key=chosen.frame["response"], label=chosen.frame["response"].map(labels)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
