"""Faults between places: a number that stands in two ways in sentence, table, chart, result."""

from functools import partial

from published_book import (
    longer,
    with_cell,
    with_computed,
    with_drawing,
    with_note,
    with_output,
    with_text,
)
from published_book import untouched as _untouched

from helpers.checking import everywhere
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = everywhere.NAME, True
CHANGE, OUTCOMES = "notebooks/change.ipynb", "notebooks/outcomes.ipynb"
BRIEF, ANNEX = "notebooks/brief.ipynb", "notebooks/annex.ipynb"
SUMMARY, PROFILE = "notebooks/executive-summary.ipynb", "notebooks/profile.ipynb"

TEXTS = {
    "a number of a sentence": (OUTCOMES, "31% gave a 5", "32% gave a 5"),
    "a percentage at the end of a sentence": (PROFILE, "9% rural", "8% rural"),
    "a number of respondents": ("notebooks/methodology.ipynb", "143", "134"),
    "a share of the brief": (BRIEF, "83%", "84%"),
    "a share with its words": (SUMMARY, "8 in 10 (79%)", "8 in 10 (78%)"),
    "a share of a list by rank": (OUTCOMES, "religion (71%)", "religion (74%)"),
    "a list whose order of rank is wrong": (OUTCOMES, "locality (69%)", "locality (59%)"),
    "the ends of a range": (OUTCOMES, "between 65% and 83%", "between 56% and 83%"),
    "a mean of a sentence": (CHANGE, "from 3.8 to 4.2 out", "from 3.8 to 4.4 out"),
    "a date of a sentence": (OUTCOMES, "18 August 2021", "19 August 2021"),
    "a pair in a list of measures": (SUMMARY, "(53% to 65%)", "(53% to 66%)"),
    "a sentence that is gone": (CHANGE, "Here the mean score went", "The mean score went"),
    "a line of bullets": (SUMMARY, "two-thirds (64%)", "two-thirds (65%)"),
}
CELLS = {
    "a cell of a chart's table": (CHANGE, "Figure 6.3:", 0, "4", "34%"),
    "a cell of the same bar in another chapter": (OUTCOMES, "Figure 5.2:", 0, "Mean", "4.1"),
    "a cell of a table of the annex": (ANNEX, "Table C.4:", 2, "Odds ratio", "2.17 (1.44 to 5.10)"),
    "a cell of the audit": ("notebooks/audit.ipynb", "Checks of the strand", 1, "Checks", "261"),
}
COMPUTED = {
    "a result that its page does not say": (SUMMARY, "contrasts.n_significant", "seven"),
    "a share that is computed anew": (OUTCOMES, "awareness.followup[5]", "37%"),
}
OUTPUTS = {
    "an output of another table": (CHANGE, "<td>143</td><td>27%</td>", "<td>143</td><td>28%</td>"),
    "an output of other bullets": (SUMMARY, "(64%) to three-quarters", "(63%) to three-quarters"),
}
NOTES = {"a mean in a note": (CHANGE, "6.3", "from 3.4 to 3.9", "from 3.4 to 4.9")}
DRAWINGS = {"a drawing of another result": (CHANGE, "6.3", longer(3, 4.0))}


def planted(plant, *fault) -> list[Finding]:
    """Findings of a book with a fault."""
    return everywhere.findings(plant(*fault))


untouched = partial(_untouched, everywhere.findings, NAME)
FAULTS = {
    name: partial(planted, plant, *fault)
    for plant, faults in (
        (with_text, TEXTS), (with_cell, CELLS), (with_computed, COMPUTED),
        (with_output, OUTPUTS), (with_note, NOTES), (with_drawing, DRAWINGS),
    )
    for name, fault in faults.items()
}  # fmt: skip
