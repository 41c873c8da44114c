"""Tables: one helper for every table of the book, with a caption and scoped headers."""

from __future__ import annotations

import html
import math

from helpers.disclosure import LOW, SUPPRESSED, Disclosed
from helpers.printing import (
    LOW_MARK,
    NONE_MARK,
    NOT_APPLICABLE_MARK,
    SUPPRESSED_MARK,
    percent,
    whole,
)


def table(
    caption: str, header: list[str], rows: list[list[str]], row_headers: bool = True, name: str = ""
) -> str:
    """HTML table on one line: text cells, escaped; first cells are headers of their rows."""
    caption = _text(caption)
    head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in header)
    body = "".join(f"<tr>{_cells(row, row_headers)}</tr>" for row in rows)
    label = f' id="{html.escape(name)}"' if name else ""
    return (
        f'<div class="table-scroll" role="region" aria-label="{caption}" tabindex="0">'
        f'<table class="report-table"{label}><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(row: list[str], row_headers: bool) -> str:
    cells = []
    for place, cell in enumerate(row):
        if place == 0 and row_headers:
            cells.append(f'<th scope="row">{_text(cell)}</th>')
        else:
            cells.append(f"<td>{_text(cell)}</td>")
    return "".join(cells)


def _text(cell: str) -> str:
    """Cell on one line, escaped: a blank line would end the HTML in the midst of Markdown."""
    return html.escape(" ".join(cell.split()))


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


def _percent(row) -> str:
    if row["status"] == SUPPRESSED:
        return SUPPRESSED_MARK
    share = float(row["estimate"])
    return NONE_MARK if math.isnan(share) else percent(share)


def _base(row) -> str:
    return f"{whole(row['base'])}{f' {LOW_MARK}' if row['status'] == LOW else ''}"
