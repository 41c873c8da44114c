"""A report of one chapter with one chart of one item, made for tests of single checks."""

from __future__ import annotations

import made_page
from spoiled import ROOT, chapter

from helpers.building.chapters import Results, place
from helpers.building.inline_text import EXPRESSION
from helpers.checking.context import Context
from helpers.checking.published import Published, read_page
from helpers.html_table import table

PAGE = "notebooks/chapter.ipynb"
HEADER = [
    "Survey", "Base", "5 Very much", "4", "3", "2", "1 Not at all", "Don't know",
    "Prefer not to say", "Mean",
]  # fmt: skip
ROWS = [
    ["Baseline", "143", "27%", "37%", "26%", "7%", "2%", "1%", "0%", "3.8"],
    ["End of Linking *", "73", "51%", "25%", "16%", "7%", "0%", "1%", "0%", "4.2*"],
]
NOTES = {
    "Base": "Baseline: 143 primary teachers, unweighted; End of Linking: 73 teachers, unweighted",
    "Weighting": "Baseline weighted to the profile of End of Linking; End of Linking unweighted",
    "Difference": "an increase of 11 percentage points, which is statistically significant; "
    "mean score from 3.8 to 4.2 out of 5, a difference that is statistically significant",
    "Note": "* marks a difference by an ordinal test of two independent samples",
}
TESTS = ["Figure and measure", "Test", "Bases", "p", "Verdict"]
ANNEX = [
    ["6.1 Interest in other cultures", "Headline share", "73 and 143", "0.0925", "not significant"],
    ["6.1 Interest in other cultures", "t-test of the mean score", "72 and 142", "0.0054",
     "significant"],
]  # fmt: skip
FAMILY = ["Figure and measure", "p", "Verdict"]
TOLD = [["6.1 Interest in other cultures", "0.0035*", "significant"]]


def alternative(rows: list[list[str]]) -> str:
    """Text alternative of a chart with these rows."""
    bars = []
    for name, base, *shares, _ in rows:
        told = ", ".join(f"{x} {y}" for x, y in zip(HEADER[2:-1], shares, strict=True))
        bars.append(f"{name} (base {base}): {told}")
    return f"Stacked bar chart. {'. '.join(bars)}."


def report(
    sentence: str = "", computed: str = "", said: str | None = None, rows=ROWS, **parts
) -> Context:
    """The report; `said` is the sentence on its page, as computed where it is not given.

    `sentence` has at most one expression, of `interest`; `notes`, `alt`, `annex` and `told`
    are those of the page, `outputs` those of the chart's cell.
    """
    expressions = EXPRESSION.findall(sentence)
    on_page = EXPRESSION.sub(lambda _: computed, sentence) if said is None else said
    tables = table("Table C.3: Tests", TESTS, parts.get("annex", ANNEX))
    tables += table("Table C.17: Verdicts", FAMILY, parts.get("told", TOLD))
    text = made_page.markup(
        rows, HEADER, parts.get("alt", alternative(rows)), NOTES | parts.get("notes", {}),
        f"<p>{on_page}</p>{tables}",
    )  # fmt: skip
    made = chapter(
        ("code", 'primary = Edition(wave, phase="primary")\ninterest = primary["interest"]'),
        ("code", 'primary.figure_change("6.1", "interest", "Interest")'),
        ("markdown", sentence),
    )
    book = Published(ROOT)
    book.__dict__["pages"] = {PAGE: read_page(text, PAGE, lambda name: parts.get("drawing", ""))}
    context = Context(ROOT, "2020-21")
    texts = {place(2, expression): computed for expression in expressions}
    results = Results([[], parts.get("outputs", [])], texts)
    context.__dict__.update(
        chapters={PAGE: made}, notebooks={PAGE: made}, pages={}, published=book,
        results={PAGE: results},
    )  # fmt: skip
    return context


def found(check, *given, **parts) -> list[str]:
    """What a check finds in such a report."""
    return [finding.found for finding in check.findings(report(*given, **parts))]


def rows(place: int, column: str, text: str) -> list[list[str]]:
    """Rows of the chart's table with another cell."""
    changed = [list(row) for row in ROWS]
    changed[place][HEADER.index(column)] = text
    return changed
