"""HTML table: one helper for every table of the book, with a caption and scoped headers."""

from __future__ import annotations

import html


def table(
    caption: str, header: list[str], rows: list[list[str]], row_headers: bool = True, name: str = ""
) -> str:
    """HTML table on one line: text cells, escaped; first cells are headers of their rows."""
    caption = _text(caption)
    head = "".join(_heading(cell, "col") for cell in header)
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
            cells.append(_heading(cell, "row"))
        else:
            cells.append(f"<td>{_text(cell)}</td>")
    return "".join(cells)


def _heading(cell: str, scope: str) -> str:
    """Header cell; one without text heads nothing and is a plain cell."""
    text = _text(cell)
    return f'<th scope="{scope}">{text}</th>' if text else "<td></td>"


def _text(cell: str) -> str:
    """Cell on one line, escaped: a blank line would end the HTML in the midst of Markdown."""
    return html.escape(" ".join(cell.split()))
