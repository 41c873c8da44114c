"""CSV tables: read again by the csv module and by their metadata, they hold what the pages hold."""

import csv
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hand_made_site import HOSTILE, PUBLICATION, bodies, cells_of, numbers, page, tables

from helpers.exporting.csv_tables import guarded, metadata, unguarded, write_csvs
from helpers.exporting.site_tables import read_tables
from helpers.html_table import table


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("csv") / "tables"
    write_csvs(tables(), PUBLICATION, made)
    return made


@pytest.fixture(scope="module")
def described(folder):
    return json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))


def cells(path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def test_there_is_a_file_a_table_and_one_that_describes_them(tmp_path):
    paths = write_csvs(tables(), PUBLICATION, tmp_path / "new")
    assert [path.name for path in paths] == [
        "figure_6_1.csv",
        "change_answers.csv",
        "figure_4_1.csv",
        "delivery_what_is_planned.csv",
        "table_c_1.csv",
        "csv-metadata.json",
    ]
    assert sorted((tmp_path / "new").iterdir()) == sorted(paths)


def test_every_file_holds_the_cells_of_its_table(folder, described):
    expected = [found for body in bodies() for found in cells_of(body)]
    expected[1][0] = ["Answer", "=1+1", "Answer 2"]
    files = [cells(folder / entry["url"]) for entry in described["tables"]]
    read = [[[unguarded(cell) for cell in row] for row in found] for found in files]
    assert read == [[[cell or "[z]" for cell in row] for row in t] for t in expected]
    counted = Counter(n for found in expected for n in numbers(found))
    assert Counter(n for found in read for n in numbers(found)) == counted


def test_no_cell_begins_as_a_formula_but_a_number_is_left_alone(folder):
    found = [cell for path in folder.glob("*.csv") for row in cells(path) for cell in row]
    formulas = [cell for cell in found if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert formulas == ["-0.05"]
    assert "'=1+1" in found and "''quoted'" in found


@pytest.mark.parametrize(
    "text",
    ["-5", "-0.05", "-8%", "-1,234", "-0.02*", "-0.02; p 0.74", "-0.02*; p <0.001*"]
    + ["-1.8 (-15.6 to 12.0)", "End -5", "5-3"],
)
def test_a_result_stands_as_on_the_page(text):
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text",
    ["-2+3", "-2-3", "-5*3", "-5*(3)", "-A1", "-1+cmd|' /C calc'!A0", "-5 (A1)", "--5", "-", "+3"]
    + ["-SUM(1)", "-5;=A1", "-5 (1)!A1", "=1", "@A1", "\t=1", "\r=1"],
)
def test_whatever_else_begins_so_is_guarded(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", [*HOSTILE, "", "-5", "-0.02*", "83%", "'", "''"])
def test_a_guarded_text_can_be_read_again(text):
    assert unguarded(guarded(text)) == text


def test_a_file_is_utf8_without_a_mark_and_with_the_line_ends_of_the_standard(folder):
    content = (folder / "change_answers.csv").read_bytes()
    assert "日本,日本,5%\r\n" in content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == len(HOSTILE) + 1


def test_the_metadata_says_what_the_files_are(described):
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}]
    assert described["dc:title"] == "A report & more: data tables"
    assert described["dc:modified"] == {"@value": "1999-12-31", "@type": "xsd:date"}
    assert "open-government-licence" in described["dc:license"]["@id"]
    assert "Reconstructed data:" in described["dc:description"]
    assert "first apostrophe" in described["dc:description"]
    notes = {note["schema:name"] for note in described["notes"]}
    assert notes == {"[c]", "[low]", "[x]", "[z]"}


def test_the_metadata_says_what_a_table_is(described):
    figure, answers, *_ = described["tables"]
    assert figure["dc:title"] == "Figure 6.1: Interest, per cent"
    assert figure["dc:description"] == "Stacked bar chart. Baseline: Yes 83%."
    assert figure["dc:source"] == "A survey" and figure["dc:isPartOf"] == "6. Change"
    assert figure["notes"] == [
        {"schema:name": "Question", "schema:text": "“How much: a lot?”"},
        {"schema:name": "Base", "schema:text": "1,234 teachers"},
    ]
    assert "dc:description" not in answers and answers["dc:source"] == "Another survey"


def test_titles_of_columns_are_the_header_of_the_file(folder, described):
    for entry in described["tables"]:
        titles = [column["titles"] for column in entry["tableSchema"]["columns"]]
        assert titles == cells(folder / entry["url"])[0]


def types(header: list[str], *rows: list[str]) -> list:
    """Data types of the columns of a table."""
    found = read_tables([page(table("Table 1: t", header, list(rows)))])
    schema = metadata(found, PUBLICATION)["tables"][0]["tableSchema"]
    assert {tuple(column["null"]) for column in schema["columns"]} == {("[c]", "[x]", "[z]")}
    return [column["datatype"] for column in schema["columns"]]


def test_types_of_columns():
    rows = [
        ["12", "83%", "1,234", "3.80", "4.2*", "[c]", "5%", "[z]", "1.5%", "7"],
        ["[c]", "[x]", "9", "-4", "3.8", "[z]", "5", "", "10.25%", "[low]"],
    ]
    assert types(list("abcdefghij"), *rows) == [
        "integer",
        {"base": "decimal", "format": "0%"},
        {"base": "integer", "format": "#,##0"},
        "decimal",
        "string",
        "string",
        "string",
        "string",
        {"base": "decimal", "format": "0.0#%"},
        "string",
    ]


def test_cells_read_by_their_types_are_the_numbers_of_the_page(folder, described):
    """As the specification has it: a null is none, a per cent sign divides, a comma groups."""
    read = []
    for entry in described["tables"]:
        columns = entry["tableSchema"]["columns"]
        for row in cells(folder / entry["url"])[1:]:
            for cell, column in zip(row, columns, strict=True):
                if column["datatype"] != "string" and cell not in column["null"]:
                    number = Decimal(cell.replace(",", "").rstrip("%"))
                    read.append(number / 100 if cell.endswith("%") else number)
    expected = [*map(Decimal, ["0.83", "-0.05", "0.12"]), *[Decimal("0.05")] * len(HOSTILE)]
    assert read == [*expected, Decimal(12), Decimal("0.05")]


def test_a_draft_has_no_day_and_delivered_data_no_notice():
    draft = metadata(tables(), replace(PUBLICATION, published="", notice=""))
    assert "dc:modified" not in draft and "econstructed" not in draft["dc:description"]


def test_the_same_tables_give_the_same_bytes(folder, tmp_path):
    for path in write_csvs(tables(), PUBLICATION, tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes()
