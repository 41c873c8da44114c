"""Faults of bases: one base in two ways, and bases that cannot be."""

from functools import partial

from published_book import respelt, with_alternative, with_cell, with_drawing, with_note, with_text
from published_book import untouched as _untouched

from helpers.checking import bases
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = bases.NAME, True
CHANGE, OUTCOMES = "notebooks/change.ipynb", "notebooks/outcomes.ipynb"
DELIVERY, ANNEX = "notebooks/delivery.ipynb", "notebooks/annex.ipynb"

FAULTS_OF = {
    "a base of a table": (with_cell, CHANGE, "Figure 6.1:", 1, "Base", "77"),
    "a base of one response": (with_cell, DELIVERY, "Figure 4.4:", 2, "Base", "101"),
    "a mark of a low base": (with_cell, OUTCOMES, "Figure 5.7:", 0, "Base", "52 [low]"),
    "a base of a text alternative": (with_alternative, OUTCOMES, "5.1", "(base 75)", "(base 77)"),
    "a base of a drawing": (with_drawing, CHANGE, "6.2", respelt("Base: 77", "Base: 71")),
    "a base of a note": (with_note, OUTCOMES, "5.2", "73 primary", "77 primary"),
    "the range of bases of a note": (with_note, DELIVERY, "4.2", "92 to 102", "94 to 102"),
    "a note without a base": (
        with_note, OUTCOMES, "5.3", "; Comparison: 171 primary non-Linking teachers", "",
    ),
    "a share that no number of the base is": (
        with_cell, OUTCOMES, "Figure 5.7:", 0, "A lot more", "26%",
    ),
    "a base over all respondents": (
        with_text, OUTCOMES, "who answered is 77", "who answered is 70",
    ),
    "a base of a test": (with_cell, ANNEX, "Table C.3:", 1, "Bases", "79 and 143"),
    "a base of the test of the share": (with_cell, ANNEX, "Table C.10:", 0, "Bases", "74 and 171"),
}  # fmt: skip


def planted(plant, *fault) -> list[Finding]:
    """Findings of a book with a fault."""
    return bases.findings(plant(*fault))


untouched = partial(_untouched, bases.findings, NAME)
FAULTS = {name: partial(planted, *fault) for name, fault in FAULTS_OF.items()}
