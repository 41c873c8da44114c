"""Faults of words: a fraction in words that its percentage contradicts."""

from functools import partial

from published_book import untouched as _untouched
from published_book import with_text

from helpers.checking import share_words
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = share_words.NAME, True

TEXTS = {
    "two-thirds of the wrong share": (
        "notebooks/outcomes.ipynb", "two-thirds (64%)", "two-thirds (46%)",
    ),
    "tenths of the wrong share": ("notebooks/brief.ipynb", "8 in 10 (79%)", "8 in 10 (97%)"),
    "the wrong side of a half": ("notebooks/brief.ipynb", "just under half", "just over half"),
    "the wrong fraction": ("notebooks/change.ipynb", "a third (33%)", "a quarter (33%)"),
}  # fmt: skip


def planted(*fault) -> list[Finding]:
    """Findings of a book with other words."""
    return share_words.findings(with_text(*fault))


untouched = partial(_untouched, share_words.findings, NAME)
FAULTS = {name: partial(planted, *fault) for name, fault in TEXTS.items()}
