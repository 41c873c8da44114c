"""A page with its results as an execution gives them, made by hand."""

from __future__ import annotations

from pathlib import Path

from helpers.building.chapters import Chapter, Results, place
from helpers.building.inline_text import expressions
from helpers.comparing.pages_of_wave import Page


def page(*cells: tuple[str, str, dict | str], name: str = "chapter") -> Page:
    """Page of cells (id, source, given): texts by expression, or what a code cell shows."""
    made, texts, outputs = [], {}, []
    for ident, source, given in cells:
        kind = "markdown" if isinstance(given, dict) else "code"
        made.append({"id": ident, "cell_type": kind, "source": source, "metadata": {}})
        if kind == "code":
            shown = {"text/plain": "x", "text/markdown": given}
            outputs.append([{"output_type": "display_data", "data": shown}] if given else [])
            continue
        texts |= {place(len(outputs), e): given[e] for e in expressions(source)}
    return Page(Chapter(Path(f"{name}.ipynb"), {"cells": made}), Results(outputs, texts))
