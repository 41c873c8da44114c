"""What the page on the numbers in print says and shows."""

import json
import re
from pathlib import Path

import pytest
from hand_made_site import cells_of

from helpers.building.chapters import tags_of
from helpers.checking.reproduction_page import ReproductionPage
from helpers.published import AS_SUM, MET
from helpers.reproduction import CONTRADICTED, NOT_COMPUTABLE, Printed

ROOT = Path(__file__).parents[1]
NOTEBOOK = json.loads((ROOT / "notebooks/reproduction.ipynb").read_text(encoding="utf-8"))


def one(chapter: str, place: str, outcome: str, computed="5%", why="", implied=False) -> Printed:
    return Printed(
        f"{chapter}.{place}", chapter, place, "interest, share", "5%", computed, outcome, why, 2,
        "7", implied,
    )  # fmt: skip


@pytest.fixture
def page():
    made = ReproductionPage("any", ROOT)
    made.__dict__["all"] = [
        one("ES", "Key findings", MET),
        one("5", "Figure 5.1", MET),
        one("5", "Figure 5.1", AS_SUM, "6%", "2 and 3 are added", implied=True),
        one("5", "5.2", CONTRADICTED, "9%", "5 is more than 4"),
        one("5", "5.2", NOT_COMPUTABLE, "", "told in interviews"),
    ]
    return made


def table(markdown) -> list[list[str]]:
    return cells_of(markdown.data)[0]


def test_numbers_in_sentences_are_counts_of_the_outcomes(page):
    said = [page.n, page.n_implied, page.n_computed, page.n_met, page.n_as_sum]
    assert said == ["5", "1", "4", "2", "1"]
    assert [page.n_contradicted, page.n_missed, page.n_not_computable] == ["1", "0", "1"]
    assert page.share_met == "75.0%"


def test_a_share_that_is_short_of_all_is_never_told_as_all(page):
    page.__dict__["all"] = [one("5", "5.2", MET)] * 1999 + [one("5", "5.2", CONTRADICTED)]
    assert page.share_met == "99.9%"
    page.__dict__["all"] = [one("5", "5.2", MET)] * 3
    assert page.share_met == "100%"


def test_chapters_and_figures_are_counted(page):
    assert table(page.table_counts("T"))[1:] == [
        ["Executive summary", "1", "1", "0", "0", "0", "0"],
        ["Chapter 5", "4", "1", "1", "1", "1", "0"],
        ["All", "5", "2", "1", "1", "1", "0"],
    ]
    assert table(page.table_places("T"))[1:] == [["Figure 5.1", "2", "1", "1", "0", "0", "0"]]


def test_contradictions_and_sums_stand_with_their_arithmetic(page):
    assert table(page.table_contradicted("T"))[1:] == [
        ["5.2, line 7", "Interest, share", "5%", "9%", "5 is more than 4"]
    ]
    assert table(page.table_as_sum("T"))[1][-1] == "2 and 3 are added"
    assert table(page.table_reasons("T"))[1:] == [["Told in interviews", "1"]]


def test_every_number_stands_in_the_folded_table_of_its_chapter(page):
    text = page.tables("Numbers").data
    assert text.count(":::{dropdown} ") == 2 and "Chapter 5: 4 in print" in text
    found = cells_of(text)
    assert [len(rows) - 1 for rows in found] == [1, 4]
    assert found[1][2][1] == "Interest, share (follows from print)"
    assert found[1][4] == [
        "5.2, line 7", "Interest, share", "5%", "none", "Not computable: told in interviews"
    ]  # fmt: skip


def test_a_table_of_nothing_says_so(page):
    page.__dict__["all"] = [one("5", "5.2", MET)]
    assert table(page.table_contradicted("T"))[1:] == [["none"] * 5]


def test_the_tables_of_the_wave_have_headers_captions_and_no_empty_cell():
    page = ReproductionPage("2020-21", ROOT)
    tables = [page.table_counts, page.table_places, page.table_contradicted, page.table_as_sum,
              page.table_reasons, page.tables]  # fmt: skip
    text = "".join(make("A title").data for make in tables)
    assert text.count("<table") == text.count("<caption>A title") == text.count('tabindex="0"')
    rows = [row for one in cells_of(text) for row in one]
    assert len(rows) > 468 and all(cell for row in rows for cell in row)
    assert text.count('<th scope="row">') == text.count("<tr>") - text.count("<thead>")


def test_the_notebook_uses_every_number_and_table_and_stands_where_there_is_print():
    source = "\n".join("".join(cell["source"]) for cell in NOTEBOOK["cells"])
    used = set(re.findall(r"printed\.(\w+)", source))
    public = {name for name in vars(ReproductionPage) if not name.startswith("_")} - {"all"}
    assert used == public
    assert tags_of(NOTEBOOK["cells"][0]) == ["needs-published"]
