"""Faults of sums: shares that do not add up, boxes that are not their parts, totals."""

from functools import partial

from published_book import untouched as _untouched
from published_book import with_cell, with_text

from helpers.checking import sums
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = sums.NAME, True
CHANGE, OUTCOMES = "notebooks/change.ipynb", "notebooks/outcomes.ipynb"

CELLS = {
    "a row that adds up to 103": (CHANGE, "Figure 6.1:", 1, "3", "19%"),
    "a weighted row that adds up to 104": (CHANGE, "Figure 6.2:", 0, "5 Very much", "24%"),
    "a row that adds up to 95": (CHANGE, "Figure 6.9:", 0, "3", "51%"),
    "a row of unweighted answers that lacks two respondents": (
        OUTCOMES, "Figure 5.7:", 0, "A lot more", "21%",
    ),
    "responses of one bar each that add up to 106": (
        "notebooks/delivery.ipynb", "Figure 4.3:", 1, "Share", "59%",
    ),
    "a mean that its shares cannot have": (CHANGE, "Figure 6.4:", 0, "Mean", "3.6"),
    "the mean of the other survey": (OUTCOMES, "Figure 5.1:", 1, "Mean", "3.7"),
    "a total that is not the sum of its column": (CHANGE, "Teachers whose", 2, "Follow-up", "78"),
}  # fmt: skip
TEXTS = {
    "a box that is more than its parts": (
        OUTCOMES, "around two-thirds (64%) gave", "around two-thirds (67%) gave",
    ),
    "a box of the two lowest ratings": (OUTCOMES, "came from 7%", "came from 9%"),
    "a box in a list": (
        "notebooks/executive-summary.ipynb", "three-quarters (75%).", "three-quarters (77%).",
    ),
    "a box of three responses": (OUTCOMES, "the share is 88%", "the share is 92%"),
}  # fmt: skip


def cell(*fault) -> list[Finding]:
    """Findings when a cell of a table has another text."""
    return sums.findings(with_cell(*fault))


def text(*fault) -> list[Finding]:
    """Findings when a sentence has another number."""
    return sums.findings(with_text(*fault))


untouched = partial(_untouched, sums.findings, NAME)
FAULTS = {name: partial(cell, *fault) for name, fault in CELLS.items()}
FAULTS |= {name: partial(text, *fault) for name, fault in TEXTS.items()}
