"""Faults of differences: sizes and directions that the printed ends do not have."""

from functools import partial

from published_book import untouched as _untouched
from published_book import with_cell, with_note, with_text

from helpers.checking import differences
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = differences.NAME, True
CHANGE, OUTCOMES = "notebooks/change.ipynb", "notebooks/outcomes.ipynb"
SUMMARY, CONCLUSIONS = "notebooks/executive-summary.ipynb", "notebooks/conclusions.ipynb"

TEXTS = {
    "a difference with the wrong sign": (CHANGE, "an increase of 19 per", "a decrease of 19 per"),
    "a difference of too many points": (CHANGE, "an increase of 50 per", "an increase of 56 per"),
    "a difference of another measure": (SUMMARY, "an increase of 11 per", "an increase of 36 per"),
    "a contrast with the wrong sign": (
        OUTCOMES, "14 percentage points lower among", "14 percentage points higher among",
    ),
    "a direction in a list": (SUMMARY, "teachers rose from", "teachers fell from"),
    "a position in a list": (CONCLUSIONS, "lower than the 78%", "higher than the 78%"),
    "a position in a sentence": (
        "notebooks/profile.ipynb", "was higher than that of", "was lower than that of",
    ),
    "how many times as many": (CHANGE, "almost twice", "four times"),
    "a change of one response": (CHANGE, "a decrease of 9 per", "an increase of 9 per"),
}  # fmt: skip
NOTES = {
    "a note under a chart with the wrong sign": (CHANGE, "6.2", "an increase", "a decrease"),
    "a note under a chart with another size": (CHANGE, "6.10", "29 percent", "39 percent"),
    "a note on one of five measures": (OUTCOMES, "5.6", "26 percent", "6 percent"),
}
CELLS = {
    "a share in a table that its difference does not follow": (
        CHANGE, "Figure 6.10:", 1, "4", "14%",
    ),
}  # fmt: skip


def planted(plant, *fault) -> list[Finding]:
    """Findings of a book with a fault."""
    return differences.findings(plant(*fault))


untouched = partial(_untouched, differences.findings, NAME)
FAULTS = {
    name: partial(planted, plant, *fault)
    for plant, faults in ((with_text, TEXTS), (with_note, NOTES), (with_cell, CELLS))
    for name, fault in faults.items()
}
