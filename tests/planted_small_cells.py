"""Faults of small numbers: bases under the threshold shown, hidden cells that others give away."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from helpers.checking import small_cells
from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.html_table import table

ROOT = Path(__file__).parents[1]
NAME = small_cells.NAME
BOOK, AREAS = "book/_build/html", "book/_build/areas"
BARS = ["Group", "Base", "Yes", "No", "Don't know", "Mean"]
NOTES = {
    "Question": "\u201cDo they?\u201d",
    "Base": "End of Linking: 77 primary Linking teachers, unweighted",
    "Weighting": "unweighted",
    "Source": "End of Linking teachers' survey, 2020/21",
}
PANELS = ["Item", "Group", "Base", "Yes", "No"]


def page(title: str, header: list[str], rows: list[list[str]], notes=None, alt="", after=False):
    """A page with a figure's text alternative, its notes, and its table, folded or by itself."""
    listed = "".join(f"<li><strong>{k}:</strong> {v}</li>" for k, v in (notes or NOTES).items())
    listed = f'<ul class="figure-notes">{listed}</ul>'
    shown = table(title, header, rows)
    body = f"{shown}{listed}" if after else f"{listed}<details>{shown}</details>"
    return f'<html><body><article><img alt="{alt}" src="a.svg">{body}</article></body></html>'


def others(name: str, base: int, rest: int, *answers: str) -> str:
    rows = [["Interest", f"{name} *", f"{base} [low]", *answers],
            ["Interest", "All other areas", str(rest), "50%", "50%"]]  # fmt: skip
    notes = NOTES | {
        "Base": f"primary Linking teachers: {base} in {name}, {rest} in all other areas"
    }
    return page("Figure 1.1: Interest", PANELS, rows, notes)


def good() -> dict[str, str]:
    """A small site without a fault, by path."""
    bars = [["Linking teachers", "77", "50%", "40%", "10%", "3.8"],
            ["Non-Linking teachers", "34 [low]", "40%", "59%", "1%", "3.0"]]  # fmt: skip
    everyone = NOTES | {"Base": "End of Linking: 120 Linking teachers, unweighted"}
    index = [
        ["North", "60", "shown"],
        ["South", "not shown", "nothing"],
        ["East", "not shown", "-"],
    ]
    return {
        f"{BOOK}/one.html": page("Figure 5.1: Them", BARS, bars, alt="Bars. All (base 77): 1%"),
        f"{BOOK}/two.html": page("Figure 3.1: All", ["Response", "Share", "Base"],
                                 [["Yes", "50%", "120"], ["No", "50%", "120"]], everyone),
        f"{BOOK}/counts.html": page("Who answered", ["Survey", "Baseline", "Follow-up"],
                                    [["One", "100", "52"], ["Other", "43", "25"],
                                     ["Total", "143", "77"]], after=True),
        f"{BOOK}/a.svg": "<svg><!-- Base: 77 --></svg>",
        f"{AREAS}/index.html": page("Editions of 2020/21", ["Area", "Teachers", "Shown"], index),
        f"{AREAS}/north/one.html": others("North", 60, 40, "50%", "50%"),
        f"{AREAS}/south/one.html": "<html><body><p>Nothing is shown.</p></body></html>",
        "book/_build/edition/documents/tables/one.csv": "Group,Base,Yes\nAll,77,50%\n",
    }  # fmt: skip


def found_with(path: str = "", old: str = "", new: str = "", **more: str) -> list[Finding]:
    """Findings where a piece of a page of the good site is replaced, or a page is added."""
    files = good() | more
    if path:
        assert old in files[path], f"{old!r} is not in {path}"
        files[path] = files[path].replace(old, new)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for place, text in files.items():
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            (root / place).write_text(text, encoding="utf-8")
        (root / "data").mkdir()
        shutil.copy(ROOT / "data/questionnaire.yml", root / "data")
        return small_cells.findings(Context(root, "2020-21"))


ONE, TWO, COUNTS = (f"{BOOK}/{name}.html" for name in ("one", "two", "counts"))
NORTH = f"{AREAS}/north/one.html"
CSV = "book/_build/edition/documents/tables/one.csv"
CHANGES = {
    "a base under the threshold in a figure's table": (ONE, "<td>34 [low]", "<td>29 [low]"),
    "a base under the threshold in a table of responses": (TWO, "<td>120</td>", "<td>12</td>"),
    "shares beside a hidden base": (ONE, "<td>34 [low]</td>", "<td>[c]</td>"),
    "one hidden share of a bar": (ONE, "<td>59%</td>", "<td>[c]</td>"),
    "a hidden mean beside its shares": (ONE, "<td>3.0</td>", "<td>[c]</td>"),
    "a hidden mean with an asterisk": (ONE, "<td>3.0</td>", "<td>[c]*</td>"),
    "one hidden number of a column with a total": (COUNTS, "<td>25</td>", "<td>[c]</td>"),
    "a small base in a text alternative": (ONE, "(base 77)", "(base 17)"),
    "a small base in a drawing": (f"{BOOK}/a.svg", "Base: 77", "Base: 7"),
    "a small base in the note": (ONE, ": 77 primary", ": 17 primary"),
    "a small end of a range in the note": (ONE, ": 77 primary", ": 17 to 77 primary"),
    "a phase and all phases that leave too few": (TWO, "120", "100"),
    "a small base in an area's edition": (NORTH, "60", "16"),
    "a small base in a file of tables": (CSV, "77", "7"),
    "a share of a hidden base in a file of tables": (CSV, "77", "[c]"),
}  # fmt: skip
ADDED = {
    "areas not shown that are too few together": {
        f"{AREAS}/west/one.html": others("West", 35, 65, "50%", "50%")
    },
    "an edition with numbers of an area that the list says is hidden": {
        f"{AREAS}/south/one.html": others("South", 35, 65, "50%", "50%")
    },
    "a second small pair of bases": {
        f"{BOOK}/annex.html": page("Tests", ["Measure", "Bases"], [["Interest", "73 and 14"]])
    },
    "an area's table of responses on a small base": {
        f"{AREAS}/north/two.html": page(
            "Resources", ["Response", "North", "All other areas"],
            [["Books", "50%", "50%"], ["Base: teachers, unweighted", "9", "91"]], after=True,
        )
    },
    "changes of a hidden area": {
        f"{AREAS}/south/one.html": page(
            "Changes", ["Measure", "Percentage points, South", "Percentage points, all other areas",
                        "East"], [["Interest", "+3", "+4", "differ"]], after=True,
        )
    },
}  # fmt: skip


def untouched() -> list[Finding]:
    """Findings in the good site, and in the built book where there is one."""
    found = found_with()
    if (ROOT / BOOK / "index.html").is_file():
        found += small_cells.findings(Context(ROOT, "2020-21"))
    return found


FAULTS = {name: partial(found_with, *change) for name, change in CHANGES.items()}
FAULTS |= {name: partial(found_with, **pages) for name, pages in ADDED.items()}
