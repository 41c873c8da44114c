"""What the notebook on the printed figures writes with."""

import csv
import json
import re
import shutil

import pytest
from book import ROOT
from bs4 import BeautifulSoup
from claimed import row, write

from helpers import reads
from helpers.auditing.audit_page import AuditPage

NOTEBOOK = json.loads((ROOT / "notebooks/audit.ipynb").read_text(encoding="utf-8"))


@pytest.fixture
def page(tmp_path) -> AuditPage:
    folder = tmp_path / "data/audits"
    folder.mkdir(parents=True)
    write(
        folder / "brief.csv",
        row(
            "helped",
            "percentage",
            "38%",
            count=163,
            base=422,
            line=4,
            place="Table 1",
            about="helped",
        ),
        row("all", "count", "422", parts="some", assumption="there are no others", line=5),
        row("some", "count", "421", line=5, derived="yes"),
        row("low", "percentage", "33%", base_high=77, base_low=70),
        row("heavy", "percentage", "33%", base_high=77, weighted="yes"),
        row("part", "percentage", "54%", count=64, line=6, about="<part>"),
    )
    with (folder / "brief-numbers.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "place", "number", "claims", "not_a_claim"])
        writer.writerows([[4, 1, "38", "helped", ""], [4, 2, "163", "helped", ""]])
        writer.writerow([9, 1, "one", "", "turn of phrase"])
    return AuditPage("brief", tmp_path)


def cells(markdown) -> list[list[str]]:
    soup = BeautifulSoup(markdown.data, "html.parser")
    return [
        [cell.text for cell in line.find_all(["td", "th"])] for line in soup.tbody.find_all("tr")
    ]


def test_numbers_for_sentences(page):
    assert (page.n_claims, page.n_derived, page.n_numbers, page.n_in_claims) == ("6", "1", "3", "2")
    assert (page.n_findings, page.n_questions, page.n_weighted) == ("1", "1", "1")
    # Percentages with a base: helped, which is in a finding, and low.
    assert (page.n_searched, page.n_smaller) == ("1", "1")
    assert page.n_checks == str(sum(int(line[1]) for line in cells(page.table_checks("T"))))


def test_tables(page):
    assert cells(page.table_findings("T")) == [
        [
            "4 (Table 1)", "38% (helped)",
            "Rounded down where rounding gives the next number: "
            "163 of 422 is 38.63%, which rounds to 39%",
            "38% would be 159 to 162 of 422, or 163 of 424 to 434",
        ]
    ]  # fmt: skip
    (question,) = cells(page.table_questions("T"))
    assert question[-1] == "there are no others"
    # Of 70 to 76: 23 of 70 is 32.86%, 24 of 72 is 33.33%, 24 of 73 is 32.88%, 25 of 75 is 33.33%
    # and 25 of 76 is 32.89%; of 71 and 74 none.
    assert cells(page.table_bases("T")) == [["low", "at most 77", "70, 72, 73, 75 or 76"]]
    assert cells(page.table_unknown_bases("T")) == [["6", "64 are 54% (<part>)", "118 or 119"]]
    assert cells(page.table_numbers("T")) == [
        ["In a claim", "2"],
        ["Turn of phrase", "1"],
        ["All numbers", "3"],
    ]


def test_a_table_without_rows_says_so(page):
    write(page.root / "data/audits/brief.csv", row("a", "count", "1"))
    assert cells(AuditPage("brief", page.root).table_findings("T")) == [["none"] * 4]


def test_a_build_sees_the_files_that_were_read(page):
    reads.forget()
    page.table_findings("T")
    assert reads.noted() == ["file data/audits/brief.csv"]
    page.table_numbers("T")
    assert reads.noted() == ["file data/audits/brief-numbers.csv", "file data/audits/brief.csv"]
    reads.forget()


def test_the_digest_of_a_source_changes_with_the_file(tmp_path):
    from helpers.building.sources import Sources

    shutil.copytree(ROOT / "data/audits", tmp_path / "data/audits")
    name = "file data/audits/research-brief.csv"
    before = Sources(tmp_path, "w", tmp_path / "memory").digest_of(name)
    path = tmp_path / "data/audits/research-brief.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("62%", "61%"), encoding="utf-8")
    assert before and Sources(tmp_path, "w", tmp_path / "memory").digest_of(name) != before


@pytest.fixture(scope="module")
def names():
    """What the notebook's own cells have named."""
    found: dict = {}
    (setup,) = [cell for cell in NOTEBOOK["cells"] if cell["id"] == "setup"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        exec("".join(setup["source"]), found)
    return found


def test_every_expression_and_cell_of_the_notebook_works(names):
    text = "".join("".join(cell["source"]) for cell in NOTEBOOK["cells"])
    expressions = re.findall(r"\{eval\}`([^`]+)`", text)
    assert len(expressions) > 10
    for expression in expressions:
        assert re.fullmatch(r"[\d,]+", eval(expression, names)), expression
    shown = [cell for cell in NOTEBOOK["cells"] if "table_" in "".join(cell["source"])]
    assert len(shown) == 10
    captions = [
        BeautifulSoup(eval("".join(cell["source"]), names).data, "html.parser").caption.text
        for cell in shown
    ]
    assert len(set(captions)) == len(captions)


def test_the_page_is_worded_as_arithmetic(names):
    """No table or sentence of the page blames anybody."""
    told = "".join("".join(cell["source"]) for cell in NOTEBOOK["cells"])
    for cell in NOTEBOOK["cells"]:
        if "table_" in "".join(cell["source"]):
            told += eval("".join(cell["source"]), names).data
    blame = r"\b(error|mistake|wrong|false|careless|sloppy|misreport\w*|fail\w*|incorrect)\b"
    assert re.findall(blame, told, re.IGNORECASE) == []
