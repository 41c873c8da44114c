"""HTML table: one helper for every table of the book, with a caption and scoped headers."""

from __future__ import annotations

import html


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
