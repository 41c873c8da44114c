"""A page of a built site with one chart, made for tests from a table that is worked by hand."""

from __future__ import annotations

from helpers.checking.charts import Chart
from helpers.checking.published import Page, read_page
from helpers.html_table import table

ROWS = [
    ["Baseline", "143", "27%", "37%", "36%", "3.8"],
    ["End of Linking *", "72", "50%", "25%", "25%", "4.2*"],
]
HEADER = ["Survey", "Base", "Much", "Some", "None", "Mean"]
ALT = (
    "Stacked bar chart, one bar for each survey. Baseline (base 143): Much 27%, Some 37%, "
    "None 36%. End of Linking * (base 72): Much 50%, Some 25%, None 25%."
)
NOTES = {
    "Base": "Baseline: 143 teachers, unweighted; End of Linking: 72 teachers, unweighted",
    "Weighting": "Baseline weighted to the profile of End of Linking; End of Linking unweighted",
    "Difference": "an increase of 11 percentage points, which is statistically significant",
}


def markup(rows=ROWS, header=HEADER, alt=ALT, notes=NOTES, prose="") -> str:
    """HTML of the page."""
    lines = "".join(f"<li><strong>{k}:</strong> {v}</li>" for k, v in notes.items())
    return (
        f'<body><p>Before 99%</p><article class="bd-article"><h1>A chapter</h1>{prose}'
        '<figure id="fig-6-1"><figcaption><p><span class="caption-number">Figure 6.1 </span>'
        f'<span class="caption-text">Interest</span></p></figcaption><img alt="{alt}" '
        'class="chart" src="../_images/fig-6-1.svg"/></figure>'
        f'<ul class="figure-notes">{lines}</ul>'
        f"<details>{table('Figure 6.1: Interest, per cent', header, rows)}</details>"
        "</article></body>"
    )


def page(drawing: str = "", **parts) -> Page:
    """The page as the checks read it."""
    return read_page(markup(**parts), "notebooks/chapter.ipynb", lambda name: drawing)


def chart(drawing: str = "", **parts) -> Chart:
    """Its chart."""
    return Chart(page(drawing, **parts).figures[0])
