"""Faults of marks: asterisks and words of verdicts that the tests do not give."""

from functools import partial

from published_book import untouched as _untouched
from published_book import with_cell, with_note, with_text

from helpers.checking import marks
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = marks.NAME, True
CHANGE, OUTCOMES = "notebooks/change.ipynb", "notebooks/outcomes.ipynb"
SUMMARY, ANNEX = "notebooks/executive-summary.ipynb", "notebooks/annex.ipynb"
SO, NOT_SO = "is statistically significant", "is not statistically significant"

CELLS = {
    "an asterisk that no test gives": (
        CHANGE, "Figure 6.2:", 1, "Survey", "End of Linking *",
    ),
    "an asterisk that is gone": (OUTCOMES, "Figure 5.1:", 0, "Group", "Linking teachers"),
    "an asterisk of a mean score": (CHANGE, "Figure 6.6:", 1, "Mean", "3.8*"),
    "a mean score without its asterisk": (CHANGE, "Figure 6.7:", 1, "Mean", "4.1"),
    "a p-value under the level without its asterisk": (
        ANNEX, "Table C.2:", 0, "Ordinal test", "0.0035",
    ),
    "a p-value over the level with an asterisk": (
        ANNEX, "Table C.9:", 2, "Headline share", "0.8976*",
    ),
    "a verdict that its p-value does not give": (ANNEX, "Table C.3:", 0, "Verdict", "significant"),
    "a check of odds that does not hold": (
        ANNEX, "Table C.2:", 2, "Check of odds", "0.2596, does not hold",
    ),
    "a p-value of a chart's test": (ANNEX, "Table C.17:", 2, "p", "0.2118"),
}  # fmt: skip
TEXTS = {
    "a verdict of a sentence": (
        CHANGE, f"an increase of 11 percentage points, which {SO}",
        f"an increase of 11 percentage points, which {NOT_SO}",
    ),
    "a verdict of a contrast": (
        OUTCOMES, f"3 percentage points lower among Linking teachers than among non-Linking "
        f"teachers, which {NOT_SO}",
        f"3 percentage points lower among Linking teachers than among non-Linking teachers, "
        f"which {SO}",
    ),
    "a measure in the list of the others": (
        SUMMARY, "interest in other cultures (75% against 78%)",
        "opportunities to mix with others from different backgrounds (48% against 66%)",
    ),
    "a measure in the bullets of those that differ": (
        SUMMARY, "Interest in other cultures: the share",
        "Misconceptions about others from different backgrounds: the share",
    ),
}  # fmt: skip
NOTES = {
    "a verdict of a note": (CHANGE, "6.5", SO, NOT_SO),
    "a verdict of a note on one of five measures": (OUTCOMES, "5.6", SO, NOT_SO),
}


def planted(plant, *fault) -> list[Finding]:
    """Findings of a book with a fault."""
    return marks.findings(plant(*fault))


untouched = partial(_untouched, marks.findings, NAME)
FAULTS = {
    name: partial(planted, plant, *fault)
    for plant, faults in ((with_cell, CELLS), (with_text, TEXTS), (with_note, NOTES))
    for name, fault in faults.items()
}
