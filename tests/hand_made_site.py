"""A hand-made site of three pages, and the tables in it as the standard library reads them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bs4 import BeautifulSoup

from helpers.exporting.site_pages import Page
from helpers.exporting.site_tables import SiteTable, read_tables
from helpers.html_table import table
from helpers.publication import Publication

# What a label or an open answer may hold, and must come out as letter for letter.
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org","press")',
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(A1:A9)",
    "'quoted'",
    "http://example.org",
    "[press](http://example.org)",
    "[c](internal:'Contents'!A1)",
    "{eval}`1 / 0`",
    "**bold** and <b>bold</b> & more",
    "$$note$$ and $x$",
    "_x0041_",
    "???",
    "日本",
    "007",
    "4.2*",
    "12 [low]",
]
FIGURE = """
<figure id="fig-6-1"><img alt="Stacked bar chart. Baseline: Yes 83%." src="a.svg">
<figcaption><p><span class="caption-number">Figure 6.1 </span>
<span class="caption-text">Interest</span></p></figcaption></figure>
<ul class="figure-notes"><li><strong>Question:</strong> “How much: a lot?”</li>
<li><strong>Base:</strong> 1,234 teachers</li><li><strong>Source:</strong> A survey</li></ul>
<details><summary>Data table for Figure 6.1</summary>{}</details>
"""
ROWS = [
    ["Baseline", "1,234", "83%", "[z]", "-0.05", "3.80"],
    ["End *", "12 [low]", "[c]", "[x]", "0.12", "4.2*"],
]
NOTED = '<ul class="figure-notes"><li><strong>Source:</strong> Another survey</li></ul>'
WORDS = """
<figure><img alt="A photograph."><figcaption><span class="caption-number">Figure 4.1 </span>
<span class="caption-text">Examples</span></figcaption></figure><p>Text.</p>
<details><summary><span>Figure 4.1 in words</span></summary>
<table class="docutils"><thead><tr><th><p>Resource</p></th><th><p>Kind</p></th></tr></thead>
<tbody><tr><td><p><a href="x.pdf">Magic
Box</a></p></td><td><p>PDF</p><p>video</p></td></tr></tbody></table></details>
<h2>1.2. What is planned</h2>
<table class="table"><thead><tr><th>Term</th><th>Year</th></tr></thead>
<tbody><tr><td>Autumn</td><td></td></tr><tr><td>Spring</td><td>12</td></tr></tbody></table>
"""
PUBLICATION = Publication(
    title="A report & more",
    author="Its authors",
    language="en-GB",
    academic_year="1999/00",
    wave="1999-00",
    version="1.0",
    published="1999-12-31",
    notice="The answers are reconstructed.",
    updates=(),
)


def page(body: str, path: str = "notebooks/outcomes.html", title: str = "5. Outcomes") -> Page:
    """A page with that content."""
    return Page(path, title, BeautifulSoup(f"<article>{body}</article>", "html.parser").article)


def bodies() -> list[str]:
    """HTML of the pages."""
    header = ["Survey", "Base", "Yes", "No", "Difference", "Mean"]
    figure = FIGURE.format(table("Figure 6.1: Interest, per cent", header, ROWS))
    answers = table("Answers", ["Answer", "=1+1", "Answer"], [[t, t, "5%"] for t in HOSTILE])
    return [figure + answers + NOTED, WORDS, table("Table C.1: =Rates", ["Rate"], [["5.00%"]])]


def tables() -> list[SiteTable]:
    """Tables of the hand-made site."""
    paths = ["notebooks/change.html", "notebooks/delivery.html", "notebooks/annex.html"]
    titles = ["6. Change", "4. Delivery", "Appendix C"]
    return read_tables([page(*p) for p in zip(bodies(), paths, titles, strict=True)])


class _Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables, self.open = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.open = True
        elif tag == "p" and self.open:
            self.tables[-1][-1][-1] += " "

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.open = False

    def handle_data(self, data):
        if self.open:
            self.tables[-1][-1][-1] += data


def cells_of(body: str) -> list[list[list[str]]]:
    """Cells of each table of a page, by another reader than that of the project."""
    reader = _Cells()
    reader.feed(body)
    reader.close()
    return [[[" ".join(c.split()) for c in row] for row in t] for t in reader.tables]


def numbers(cells: list[list[str]]) -> list[str]:
    """Every number that stands in some cells, in their order: "83", "1,234", "-0.05"."""
    return [found for row in cells for cell in row for found in re.findall(r"-?\d[\d,.]*", cell)]
