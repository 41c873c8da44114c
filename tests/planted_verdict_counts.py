"""Faults of counts: on how many measures the tests say so, and lists that leave one out."""

from functools import partial

from published_book import untouched as _untouched
from published_book import with_text

from helpers.checking import verdict_counts
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = verdict_counts.NAME, True
SUMMARY, BRIEF = "notebooks/executive-summary.ipynb", "notebooks/brief.ipynb"

TEXTS = {
    "a number of significant changes": (SUMMARY, "on eight of them", "on nine of them"),
    "a number of measures": (SUMMARY, "one of the 10 measures", "one of the 11 measures"),
    "a number of measures that are worse": (SUMMARY, "on six they were", "on five they were"),
    "how many of how many": (BRIEF, "eight of the 11 measures", "seven of the 11 measures"),
    "neither of two": ("notebooks/profile.ipynb", "neither of the two", "one of the two"),
    "a measure that a list leaves out": (
        SUMMARY, "confidence mixing with others of a different ethnicity (53% to 65%), ", "",
    ),
    "a number in words": ("notebooks/conclusions.ipynb", "on six", "on seven"),
}  # fmt: skip


def planted(*fault) -> list[Finding]:
    """Findings of a book with another count."""
    return verdict_counts.findings(with_text(*fault))


untouched = partial(_untouched, verdict_counts.findings, NAME)
FAULTS = {name: partial(planted, *fault) for name, fault in TEXTS.items()}
