"""Faults of charts: a drawing or text alternative that shows another number than the table."""

from functools import partial

from published_book import longer, respelt, with_alternative, with_cell, with_drawing
from published_book import untouched as _untouched

from helpers.checking import tellings
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = tellings.NAME, True
CHANGE, OUTCOMES = "notebooks/change.ipynb", "notebooks/outcomes.ipynb"
DELIVERY = "notebooks/delivery.ipynb"

ALTERNATIVES = {
    "a share of a text alternative": (CHANGE, "6.1", "4 37%", "4 38%"),
    "a response that a text alternative lacks": (OUTCOMES, "5.4", "3 47%, ", ""),
    "an asterisk of a text alternative": (OUTCOMES, "5.2", "Linking teachers (base 73)",
                                          "Linking teachers * (base 73)"),
    "a bar that a text alternative lacks": (CHANGE, "6.2", "Baseline (base 143): ", "Baseline: "),
    "a share of a chart of single bars": (DELIVERY, "4.3", "4 to 6 22%", "4 to 6 32%"),
}  # fmt: skip
DRAWINGS = {
    "a number in a bar": (CHANGE, "6.1", respelt("37", "31")),
    "a bar that is too long": (OUTCOMES, "5.1", longer(0, 12.0)),
    "a mean beside a bar": (CHANGE, "6.4", respelt("3.4", "3.9")),
    "an asterisk of a mean": (OUTCOMES, "5.5", respelt("3.6*", "3.61")),
    "a name of a bar": (CHANGE, "6.2", respelt("Baseline", "Bassline")),
    "a number at a single bar": (DELIVERY, "4.4", respelt("45%", "54%")),
}
CELLS = {
    "a cell that its chart does not show": (OUTCOMES, "Figure 5.7:", 3, "About the same", "28%"),
    "a single bar's cell": (DELIVERY, "Figure 4.4:", 4, "Share", "44%"),
}


def planted(plant, *fault) -> list[Finding]:
    """Findings of a book with a fault."""
    return tellings.findings(plant(*fault))


untouched = partial(_untouched, tellings.findings, NAME)
FAULTS = {
    name: partial(planted, plant, *fault)
    for plant, faults in (
        (with_alternative, ALTERNATIVES), (with_drawing, DRAWINGS), (with_cell, CELLS),
    )
    for name, fault in faults.items()
}  # fmt: skip
