"""How-tos: the pages of the documentation that help with what a message names."""

from __future__ import annotations

import re

# What a message names, and where it is explained; the first that fits a word counts.
PAGES = (
    (r"data/questionnaire\.yml", "docs/questionnaire.md"),
    (r"data/waves/\S*edition\.yml", "docs/publish.md"),
    (r"data/waves/\S*quotes\.yml|data/quotes\.yml", "docs/writing.md"),
    (r"data/waves/\S*wave\.yml", "docs/new-wave.md"),
    (r"data/waves/\S+\.\w+", "docs/survey-files.md"),
    (r"data/exceptions\.yml", "docs/checks.md"),
    (r"data/audits/\S+", "docs/audit.md"),
    (r"notebooks/areas/\S+|_toc-area\.yml", "docs/areas.md"),
    (r"notebooks/\S+\.ipynb|_toc\.yml", "docs/writing.md"),
)
WORD = re.compile(r"[\w./-]+")


def how_tos(said: str) -> list[str]:
    """Pages that explain the files that a message names, in its order; those it names left out."""
    found = dict.fromkeys(page for word in WORD.findall(said) if (page := _page_of(word)))
    return [page for page in found if page not in said]


def _page_of(word: str) -> str:
    return next((page for names, page in PAGES if re.match(names, word)), "")
