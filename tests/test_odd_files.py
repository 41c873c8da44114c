"""Damaged and odd survey files: each gives the right answers or a refusal with its places.

Every case delivers one survey of the small project in another file. Accepted means: the very
frame that the plain CSV file gives. Refused means: InputError with these problems and no other.
"""

import csv
import datetime
import os
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow
import pyreadstat
import pytest
import yaml
from book import report, small_project
from pyarrow import parquet
from told import without_line
from written_files import (
    compound,
    frame_of,
    typed,
    write_csv,
    write_dta,
    write_ods,
    write_parquet,
    write_sav,
    write_xls,
    write_xlsx,
)

from helpers.errors import InputError
from helpers.waves import load_wave

CODES = "codes are 5 5, 4 4, 3 3, 2 2, 1 1, 97 dont_know, 98 prefer_not_to_say, 99 no_answer"
YEARS = "give 0 to 50, or 98 prefer_not_to_say, 99 no_answer"
AGAIN = "export the survey again"
HEAD = {
    "baseline": ["respondent", "year", "phase", "b1", "b2"],
    "comparison": ["respondent", "year", "phase", "fsm", "years", "c1"],
}
CELLS = {
    "baseline": ["B1,3,1,2,5", "B2,3,1,3,4", "B3,3,1,4,97", "B4,3,1,97,4", "B5,4,1,3,3",
                 "B6,4,1,5,2"],
    "comparison": ["C1,3,1,1,1,3", "C2,3,1,2,12,4", "C3,4,1,1,7,2", "C4,4,1,2,99,3",
                   "C5,4,1,1,30,5", "C6,7,2,2,4,97"],
}  # fmt: skip


def rows(survey="baseline", numbers=False, **changed) -> list[list]:
    """Header and rows of a survey; `changed` are cells as B1_b2="x"."""
    below = [line.split(",") for line in CELLS[survey]]
    for place, cell in changed.items():
        respondent, _, column = place.partition("_")
        row = next(row for row in below if row[0] == respondent)
        row[HEAD[survey].index(column)] = cell
    if numbers:
        below = [[typed(c) if isinstance(c, str) else c for c in row] for row in below]
    return [list(HEAD[survey]), *below]


def text(survey="baseline", **changed) -> str:
    return "".join(",".join(map(str, row)) + "\n" for row in rows(survey, **changed))


def put(content: str | bytes):
    """A maker of a file with that content."""
    raw = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(raw)


def made(writer, survey="baseline", more=None, **changed):
    """A maker of a file of a survey's rows as numbers, by one of the writers."""
    options = {"more": more} if more else {}
    return lambda path: writer(path, rows(survey, numbers=True, **changed), **options)


def cut(writer, share: float, **options):
    """A maker of a file of which only the first share of its bytes is left."""

    def make(path):
        writer(path, rows(numbers=True), **options)
        raw = path.read_bytes()
        path.write_bytes(raw[: int(len(raw) * share)])

    return make


def broken(writer, share: float):
    """A maker of a file with a stretch of wrong bytes."""

    def make(path):
        writer(path, rows(numbers=True))
        raw = bytearray(path.read_bytes())
        at = int(len(raw) * share)
        raw[at : at + 24] = b"\xff" * 24
        path.write_bytes(raw)

    return make


def deliver(project, survey: str, name: str, make, **entry):
    """Load the wave with one survey delivered in the file that `make` writes."""
    project.file(survey).unlink()
    make(project.folder / name)
    facts = yaml.safe_load(project.facts.read_text())
    facts["surveys"][survey] |= {"file": name, **entry}
    project.facts.write_text(yaml.safe_dump(facts, sort_keys=False))
    return load_wave(project.root, project.wave).surveys[survey]


# --- accepted -------------------------------------------------------------------------------


def frame_with_categories(path):
    frame = pd.DataFrame(rows()[1:], columns=rows()[0])
    frame["phase"] = frame["phase"].map({"1": "Primary"}).astype("category")
    frame[["year", "b1", "b2"]] = frame[["year", "b1", "b2"]].astype("int8")
    frame.to_parquet(path, index=False)


def with_cover(book, page):
    page.write(2, 9, None, book.add_format({"bold": True}))
    hidden = book.add_worksheet("Codes")
    hidden.write(0, 0, "1 = Primary")
    hidden.hide()
    book.add_worksheet("Blank")


def with_notes(book, page):
    book.add_worksheet("Notes").write(0, 0, "Exported on Monday")


def titled(table):
    return [["Survey of teachers", *[None] * (len(table[0]) - 1)], [None] * len(table[0]), *table]


def apart(path):
    write_csv(path, rows("comparison", C2_years="1 2,0", C5_years="30,00"), separator=";")


LABELS = {"b1": {1.0: "1 Not at all", 2.0: "2", 3.0: "3", 4.0: "4", 5.0: "5 - Very much",
                 97.0: "Don’t know"}}  # fmt: skip
TURNED = {2: 4, 3: 3, 4: 2, 5: 1, 97: 97}


def turned(path, column="b1", **options):
    """Ratings whose codes run the other way, with labels that say so."""
    table = rows(numbers=True)
    at = table[0].index(column)
    for row in table[1:]:
        row[at] = float(TURNED[int(row[at])])
    labels = {1.0: "5 Very much", 2.0: "4", 3.0: "3", 4.0: "2", 5.0: "1 Not at all",
              97.0: "Don't know"}  # fmt: skip
    write_sav(path, table, variable_value_labels={column: labels}, **options)


ACCEPTED = {
    "semicolons": ("baseline", "a.csv", put(text().replace(",", ";")), {}),
    "bars": ("baseline", "a.csv", put(text().replace(",", "|")), {}),
    "tabs in a .csv": ("baseline", "a.csv", put(text().replace(",", "\t")), {}),
    "a .tsv": ("baseline", "a.tsv", put(text().replace(",", "\t")), {}),
    "commas in the names, semicolons between": (
        "baseline",
        "a.csv",
        put(text().replace(",", ";").replace("b1", "b1, then")),
        {"columns": {"interest": "b1, then"}},
    ),
    "a separator that is said": (
        "baseline",
        "a.csv",
        put(text().replace(",", ";").replace("b1;b2", "b1, now;b2, then")),
        {"separator": ";", "columns": {"interest": "b1, now", "misconceptions": "b2, then"}},
    ),
    "UTF-8 with a mark": ("baseline", "a.csv", put("\ufeff" + text()), {}),
    "UTF-16": ("baseline", "a.csv", put(text().encode("utf-16")), {"encoding": "utf-16"}),
    "UTF-16 with tabs": (
        "baseline",
        "a.csv",
        put(text().replace(",", "\t").encode("utf-16")),
        {"encoding": "utf-16"},
    ),
    "Windows-1252": (
        "baseline",
        "a.csv",
        put(text().replace("b1", "café").encode("cp1252")),
        {"encoding": "windows-1252", "columns": {"interest": "café"}},
    ),
    "line ends of Windows": ("baseline", "a.csv", put(text().replace("\n", "\r\n")), {}),
    "comments and blank lines": (
        "baseline",
        "a.csv",
        put("# One, two\n#\n" + text().replace("B4", "\nB4")),
        {},
    ),
    "spaces around cells": ("baseline", "a.csv", put(text().replace(",", " , ")), {}),
    "labels in the place of codes": (
        "baseline",
        "a.csv",
        put(text(B1_phase="Primary", B2_phase=" primary ", B6_b1="5 - Very much",
                 B3_b2="Don’t know", B4_b1="DON'T KNOW", B1_year="Year 3", B1_b2="5. very  much")),
        {},
    ),
    "labels of our own": (
        "baseline",
        "a.csv",
        put(text(B1_phase="Infants", B2_phase="Juniors", B4_b1="DK", B3_b2="DK")),
        {
            "codes": {"phase": {"Infants": "primary", "Juniors": 1}},
            "special": {"DK": "dont_know"},
        },
    ),
    "other codes for no answer": (
        "comparison",
        "a.csv",
        put(text("comparison", C4_years="-9", C6_c1="-7")),
        {"special": {-9: "no_answer", -7: 97}},
    ),
    "empty cells that mean no answer": (
        "comparison", "a.csv", put(text("comparison", C4_years="")), {"special": {"": "no_answer"}},
    ),
    "a code that means not asked, in columns of whole numbers": (
        "comparison",
        "a.csv",
        put(text("comparison", C4_years="999")),
        {"codes": {"years_teaching": {999: "no_answer"}}},
    ),
    "points behind codes": (
        "comparison", "a.csv", put(text("comparison", C1_c1="3.0", C4_years="99.0")),
        {"decimal": "."},
    ),
    "decimal commas": (
        "comparison",
        "a.csv",
        put(text("comparison").replace(",", ";").replace(";12;", ";12,0;")),
        {"decimal": ","},
    ),
    "columns with other names": (
        "baseline",
        "a.csv",
        put(text().replace("respondent", "ResponseId").replace("b1", "Q1 (a)")),
        {"columns": {"respondent": "ResponseId", "interest": "Q1 (a)"}},
    ),
    "columns that nobody needs": (
        "baseline",
        "a.csv",
        put("".join(f"{line},2021-05-01,1.5\n" for line in text().replace("b2", "b2").splitlines())
            .replace("b2,2021-05-01,1.5", "b2,StartDate,Duration")),
        {"ignore": ["StartDate", "Duration"]},
    ),
    "two rows of a header": (
        "baseline",
        "a.csv",
        put(text().replace("b2\n", "b2\nId,Year group?,Phase?,How much?,And this?\n")),
        {"header": [1, 2]},
    ),
    "a workbook": ("baseline", "a.xlsx", made(write_xlsx), {}),
    "a workbook of texts": ("baseline", "a.xlsx", lambda p: write_xlsx(p, rows()), {}),
    "a hidden sheet, an empty one, a format far right": (
        "baseline", "a.xlsx", made(write_xlsx, more=with_cover), {},
    ),
    "several sheets, and one is said": (
        "baseline", "a.xlsx", made(write_xlsx, more=with_notes), {"sheet": "Data"},
    ),
    "a title above the header": (
        "baseline", "a.xlsx", lambda p: write_xlsx(p, titled(rows(numbers=True))), {"header": 3},
    ),
    "an old workbook": ("baseline", "a.xls", made(write_xls), {}),
    "a spreadsheet of LibreOffice": ("baseline", "a.ods", made(write_ods), {}),
    "empty rows and columns in a workbook": (
        "baseline",
        "a.xlsx",
        lambda p: write_xlsx(p, [[None, *row] for row in [*rows(numbers=True)[:3], [None] * 5,
                                                          *rows(numbers=True)[3:], [" "]]]),
        {},
    ),
    "SPSS": ("baseline", "a.sav", made(write_sav), {}),
    "SPSS with labels that are the questionnaire's": (
        "baseline", "a.sav",
        lambda p: write_sav(p, rows(numbers=True), variable_value_labels=LABELS), {},
    ),
    "SPSS with missing codes and a range": (
        "comparison",
        "a.sav",
        lambda p: write_sav(p, rows("comparison", numbers=True, C4_years=-9.0, C6_c1=-7.0),
                            missing_ranges={"years": [{"lo": -99, "hi": -1}], "c1": [-7.0]},
                            variable_value_labels={"years": {-9.0: "No answer"},
                                                   "c1": {-7.0: "Don't know"}}),
        {},
    ),
    "SPSS with turned codes, read by labels": (
        "baseline", "a.sav", turned, {"read_by": "labels"},
    ),
    "SPSS with turned codes, explained": (
        "baseline", "a.zsav", turned, {"codes": {"interest": {1: 5, 2: 4, 4: 2, 5: 1, 3: 3}}},
    ),
    "Stata with its own missing values": (
        "comparison",
        "a.dta",
        lambda p: stata_missing(p),
        {"special": {".b": "no_answer"}},
    ),
    "Parquet with categories and small whole numbers": (
        "baseline", "a.parquet", frame_with_categories, {},
    ),
}  # fmt: skip


def stata_missing(path):
    frame = frame_of(rows("comparison", numbers=True))
    frame["years"] = frame["years"].astype("object")
    frame.loc[3, "years"] = "b"
    pyreadstat.write_dta(frame, path, missing_user_values={"years": ["b"]})


@pytest.mark.parametrize("name", ACCEPTED)
def test_an_odd_file_gives_the_same_answers(project, name):
    survey, file, make, entry = ACCEPTED[name]
    before = load_wave(project.root, project.wave).surveys[survey]
    after = deliver(project, survey, file, make, **entry)
    pd.testing.assert_frame_equal(after, before, check_exact=True)


# --- several answers in one place ---------------------------------------------------------

END_HEAD = ["respondent", "year", "phase", "fsm", "years", "e1", "e2", "e3_1", "e3_2", "e3_3", "e4"]
SETS = {
    "E1": "110", "E2": "100", "E3": "001", "E4": "010", "E5": "100", "E7": "010", "E8": "001",
}  # fmt: skip
ANSWERS = ("Books", "Games", "None of these")


def end_rows(project) -> list[list]:
    """The end of Linking survey without the three columns of its multiple response."""
    lines = project.file("end_of_linking").read_text().splitlines()[1:]
    below = [[typed(cell) for cell in row] for row in csv.reader(lines[1:])]
    return [END_HEAD[:7] + END_HEAD[10:], *([*row[:7], row[10]] for row in below)]


def given(row) -> list[str] | None:
    """Answers that the respondent of a row chose; None is no answer."""
    chosen = SETS.get(row[0])
    return chosen and [a for a, mark in zip(ANSWERS, chosen, strict=True) if mark == "1"]


def listed(path, table):
    write_xlsx(path, [[*table[0], "Q3"], *([*r, "; ".join(given(r) or ["99"])] for r in table[1:])])


def set_of_yes_and_no(path, table):
    """Two is yes and one is no, in columns whose wordings are the responses."""
    head = [*table[0], "q3a", "q3b", "q3c"]
    below = [
        [*r, *(99.0 if given(r) is None else 1.0 + (a in given(r)) for a in ANSWERS)]
        for r in table[1:]
    ]
    names = dict(zip(head[-3:], ANSWERS, strict=True))
    labels = dict.fromkeys(names, {1.0: "No", 2.0: "Yes", 99.0: "No answer"})
    write_sav(path, [head, *below], b"$Q3=D1 2 9 Resources q3a q3b q3c\n", column_labels=names,
              variable_value_labels=labels)  # fmt: skip


def set_of_answers(path, table):
    """Each column holds one of the answers, the last of the list first."""
    code = {answer: float(number) for number, answer in enumerate(ANSWERS, start=1)}
    below = []
    for row in table[1:]:
        codes = [99.0] if given(row) is None else [code[answer] for answer in given(row)]
        below.append([*row, *codes[::-1], *[None] * (3 - len(codes))])
    labels = {number: answer for answer, number in code.items()} | {99.0: "No answer"}
    columns = ["q3_1", "q3_2", "q3_3"]
    write_sav(path, [[*table[0], *columns], *below], b"$Q3=C 0  q3_1 q3_2 q3_3\n",
              variable_value_labels=dict.fromkeys(columns, labels))  # fmt: skip


def chosen_or_empty(path, table):
    """As survey tools on the web have it: the label where it was chosen, else nothing."""
    marks = [
        ["99"] * 3 if given(r) is None else [a if a in given(r) else None for a in ANSWERS]
        for r in table[1:]
    ]
    below = [[*r, *m] for r, m in zip(table[1:], marks, strict=True)]
    write_ods(path, [[*table[0], "e3_1", "e3_2", "e3_3"], *below])


@pytest.mark.parametrize(
    ("name", "write", "entry"),
    [
        ("a.xlsx", listed, {"columns": {"resources": "Q3"}}),
        ("a.sav", set_of_yes_and_no, {"columns": {"resources": "Q3"}}),
        ("a.sav", set_of_answers, {"columns": {"resources": "$Q3"}}),
        ("a.ods", chosen_or_empty, {"codes": {"resources": {"": 0}}}),
    ],
    ids=["in one cell", "a set of yes and no", "a set of answers", "chosen or empty"],
)
def test_several_answers_are_the_same_however_they_stand(project, name, write, entry):
    before = load_wave(project.root, project.wave).surveys["end_of_linking"]
    table = end_rows(project)
    after = deliver(project, "end_of_linking", name, lambda path: write(path, table), **entry)
    pd.testing.assert_frame_equal(after, before, check_exact=True)


# --- refused --------------------------------------------------------------------------------


def errors_in_cells(book, page):
    page.write_formula(2, 3, "=#REF!A1", None, "#REF!")
    page.write_formula(5, 1, "=1/0", None, "#DIV/0!")


def merged_header(book, page):
    page.merge_range(0, 3, 0, 4, "b1")


def merged_cells(book, page):
    page.merge_range(2, 2, 4, 2, 1)


def far_cell(book, page):
    page.write(1048575, 16383, 1)


def all_hidden(book, page):
    page.hide()
    book.add_worksheet("Cover").activate()


def dates(book, page):
    form = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_datetime(3, 3, datetime.datetime(2021, 5, 3), form)


def link(path):
    outside = path.parent.parent / "outside.csv"
    outside.write_text(text())
    path.symlink_to(outside)


def elsewhere(path):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text())


def formula_never_worked_out(path):
    """As some tools write workbooks: formulas without their values."""
    write_xlsx(path, rows(numbers=True), more=lambda book, page: page.write_formula(1, 3, "=1+1"))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert parts[sheet].count(b"<f>1+1</f><v>0</v>") == 1
    parts[sheet] = parts[sheet].replace(b"<f>1+1</f><v>0</v>", b"<f>1+1</f>")
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)


def two_tables(path):
    parquet.write_table(
        pyarrow.Table.from_arrays(
            [pyarrow.array([["B1"]]), pyarrow.array([1])], ["respondent", "b1"]
        ),
        path,
    )


def twice(path):
    table = rows(numbers=True)
    write_parquet(path, [[*row, row[-1]] for row in table])


HTML = "<html><body><table><tr><td>respondent</td></tr></table></body></html>"
COLUMN = "column {}: the column is missing; export it again"
UNKNOWN = "add it to data/questionnaire.yml"

# Survey, file, maker, what wave.yml says; the start of each problem, from the file's name on.
REFUSED = {
    # Files that are not there, not here, or not what they are called.
    "no file": ("baseline", "a.sav", lambda p: None, {}, ["a.sav: there is no such file; put"]),
    "a folder": ("baseline", "a.csv", os.mkdir, {}, ["a.csv: is a folder; put"]),
    "a link out of the folder": (
        "baseline", "a.csv", link, {}, ["a.csv: is a link to a file in another folder; put"],
    ),
    "a path upwards": (
        "baseline", "../a.csv", elsewhere, {}, ["../a.csv: lies in another folder; put it beside"],
    ),
    "a path into a folder": (
        "baseline", "raw/a.csv", elsewhere, {}, ["raw/a.csv: lies in another folder; put it besid"],
    ),
    "an unknown kind": (
        "baseline", "a.pdf", put("%PDF"), {}, ["a.pdf: is of a kind that is not read: .pdf; files"],
    ),
    "no extension": (
        "baseline", "answers", put(text()), {}, ["answers: is of a kind that is not read: no ext"],
    ),
    "a web page named .xls": (
        "baseline", "a.xls", put(HTML), {}, [f"a.xls: is named .xls and is a web page; {AGAIN}"],
    ),
    "a web page named .csv": (
        "baseline", "a.csv", put("\n" + HTML), {}, ["a.csv: is named .csv and is a web page"],
    ),
    "a workbook named .csv": (
        "baseline", "a.csv", made(write_xlsx), {},
        ["a.csv: is named .csv and is an Excel workbook (.xlsx); name it a.xlsx"],
    ),
    "text named .sav": (
        "baseline", "a.sav", put(text()), {}, ["a.sav: is named .sav and is text; export"],
    ),
    "a zip archive named .xlsx": (
        "baseline", "a.xlsx", lambda p: zipped(p), {}, ["a.xlsx: is named .xlsx and is a zip arch"],
    ),
    "an empty .csv": ("baseline", "a.csv", put(""), {}, [f"a.csv: is empty; {AGAIN}"]),
    "an empty .xlsx": ("baseline", "a.xlsx", put(""), {}, [f"a.xlsx: is empty; {AGAIN}"]),
    "an empty .sav": ("baseline", "a.sav", put(""), {}, [f"a.sav: is empty; {AGAIN}"]),
    # Files with a password.
    "a locked .xlsx": (
        "baseline", "a.xlsx",
        put(compound({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": b"\x99" * 5000})), {},
        ["a.xlsx: has a password; save it without one"],
    ),
    "a locked .xls": (
        "baseline", "a.xls", lambda p: write_xls(p, rows(numbers=True), locked=True), {},
        ["a.xls: has a password; save it without one"],
    ),
    "a locked .ods": (
        "baseline", "a.ods", lambda p: write_ods(p, rows(), locked=True), {},
        ["a.ods: has a password; save it without one"],
    ),
    "a locked .sav": (
        "baseline", "a.sav", put(b"\x1c\0\0\0\0\0\0\0ENCRYPTEDSAV" + b"\x55" * 900), {},
        ["a.sav: has a password; save it without one"],
    ),
    "a locked .parquet": (
        "baseline", "a.parquet", put(b"PARE" + b"\0" * 90 + b"PARE"), {},
        ["a.parquet: has a password; save it without one"],
    ),
    # Files that are cut or damaged.
    "half a .sav": ("baseline", "a.sav", cut(write_sav, 0.5), {}, ["a.sav: is damaged: "]),
    "a .sav without its last row": (
        "baseline", "a.sav", cut(write_sav, 0.99), {}, ["a.sav: is damaged: "],
    ),
    "nine tenths of a .zsav": ("baseline", "a.zsav", cut(write_sav, 0.9), {}, ["a.zsav: is dam"]),
    "a .zsav with a broken block": (
        "baseline", "a.zsav", lambda p: broken_block(p), {}, ["a.zsav: is damaged: "],
    ),
    "half a .dta": ("baseline", "a.dta", cut(write_dta, 0.5), {}, ["a.dta: is damaged: "]),
    "half an .xlsx": (
        "baseline", "a.xlsx", cut(write_xlsx, 0.5), {},
        ["a.xlsx: is named .xlsx and is a damaged workbook; "],
    ),
    "an .xlsx with wrong bytes": (
        "baseline", "a.xlsx", broken(write_xlsx, 0.2), {}, ["a.xlsx: is damaged: "],
    ),
    "half an .xls": ("baseline", "a.xls", cut(write_xls, 0.5), {}, ["a.xls: is damaged: "]),
    "half an .ods": (
        "baseline", "a.ods", cut(write_ods, 0.5), {},
        ["a.ods: is named .ods and is a damaged workbook; "],
    ),
    "half a .parquet": (
        "baseline", "a.parquet", cut(write_parquet, 0.5), {}, ["a.parquet: is damaged or has a p"],
    ),
    "a .parquet with wrong bytes": (
        "baseline", "a.parquet", broken(write_parquet, 0.02), {}, ["a.parquet: is damaged or has"],
    ),
    # Files without respondents.
    "a header alone in a .csv": (
        "baseline", "a.csv", put(text().splitlines()[0] + "\n"), {},
        [f"a.csv: has no respondents; {AGAIN}"],
    ),
    "a header alone in an .xlsx": (
        "baseline", "a.xlsx", lambda p: write_xlsx(p, rows()[:1]), {},
        [f"a.xlsx: has no respondents; {AGAIN}"],
    ),
    "columns alone in a .sav": (
        "baseline", "a.sav", lambda p: write_sav(p, rows()[:1]), {},
        [f"a.sav: has no respondents; {AGAIN}"],
    ),
    "columns alone in a .parquet": (
        "baseline", "a.parquet", lambda p: write_parquet(p, rows()[:1]), {},
        [f"a.parquet: has no respondents; {AGAIN}"],
    ),
    "an empty sheet": (
        "baseline", "a.xlsx", lambda p: write_xlsx(p, []), {},
        ["a.xlsx: has no visible sheet with cells; say the sheet in wave.yml; sheets are: 'Data'"],
    ),
    # Text that cannot be made out.
    "zeros in a text": (
        "baseline", "a.csv", put(text().replace("B4", "B\0004")), {},
        ["a.csv, row 5: holds characters that are no text (NUL); export"],
    ),
    "UTF-16 without a mark": (
        "baseline", "a.csv", put(text().encode("utf-16-le")), {},
        ["a.csv, row 1: holds characters that are no text (NUL); export"],
    ),
    "Windows-1252 that is not said": (
        "baseline", "a.csv", put(text().replace("B3", "Zoë").encode("cp1252")), {},
        ["a.csv, row 4: is not UTF-8 text; save it as CSV UTF-8"],
    ),
    "two encodings in one file": (
        "baseline", "a.csv",
        put(text().replace("B2", "Zoë").encode("cp1252") + "Zoë,3,1,2,5\n".encode()),
        {"encoding": "windows-1252"},
        ["a.csv, row 8: is UTF-8 text in this row, and wave.yml says cp1252; save the whole"],
    ),
    "UTF-8 that is said to be UTF-16": (
        "baseline", "a.csv", put(text()), {"encoding": "utf-16"}, ["a.csv, row 1: is not utf-16"],
    ),
    "rows of unequal length": (
        "baseline", "a.csv", put(text().replace("B2,3,", "B2,3,3,").replace("B5,4,", "B5,")), {},
        ["a.csv, row 3: has 6 cells where the header has 5; look",
         "a.csv, row 6: has 4 cells where the header has 5; look"],
    ),
    "a quotation that does not end": (
        "baseline", "a.csv", put(text().replace("B4", '"B4')), {}, ["a.csv, row 5: is no CSV: "],
    ),
    "a cell longer than any answer": (
        "baseline", "a.csv", put(text().replace("B4", "B" * 140_000)), {},
        ["a.csv, row 5: is no CSV: field larger than field limit"],
    ),
    "commas or semicolons": (
        "baseline", "a.csv", put("respondent,year;phase,b1;b2\nB1,3;1,2;5\n"), {},
        ["a.csv: may be separated by comma or semicolon; say the separator in wave.yml"],
    ),
    "a sum below the answers": (
        "baseline", "a.csv", put(text() + "\nTotal: 6\n"), {},
        ["a.csv, row 9: has 1 cells where the header has 5; look"],
    ),
    # Columns.
    "a column twice": (
        "baseline", "a.xlsx", lambda p: write_xlsx(p, [[*r, r[-1]] for r in rows(numbers=True)]),
        {}, ["a.xlsx, column b2: the column stands twice; remove one"],
    ),
    "a column twice in a .parquet": (
        "baseline", "a.parquet", twice, {}, ["a.parquet, column b2: the column stands twice; remo"],
    ),
    "two columns that match one item": (
        "baseline", "a.csv",
        put("".join(f"{line},3\n" for line in text().splitlines()).replace("b2,3", "b2,B1")), {},
        ["a.csv, column B1: is spelt otherwise than b1; say under columns in wave.yml which is m"],
    ),
    "one column for two items": (
        "baseline", "a.csv", put(text()), {"columns": {"interest": "b2"}},
        ["wave.yml: survey baseline has the column b2 for 2 items; name one item for each column"],
    ),
    "other names, and nothing said of them": (
        "baseline", "a.sav", lambda p: write_sav(p, [["id", "year", "phase", "Q1", "b2"],
                                                     *rows(numbers=True)[1:]]), {},
        [f"a.sav, column id: unknown column; {UNKNOWN}",
         f"a.sav, column Q1: unknown column; {UNKNOWN}",
         f"a.sav, {COLUMN.format('respondent')}", f"a.sav, {COLUMN.format('b1')}"],
    ),
    "a column without a name in a workbook": (
        "baseline", "a.xlsx", lambda p: write_xlsx(p, [[*r, None if r[0] == "respondent" else 1]
                                                       for r in rows(numbers=True)]), {},
        ["a.xlsx, row 1, column F: a column has no name; remove it or name it"],
    ),
    "merged cells in the header": (
        "baseline", "a.xlsx", made(write_xlsx, more=merged_header), {},
        ["a.xlsx, row 1, column D (b1): is merged with others; split the merged cells"],
    ),
    "merged cells among the answers": (
        "baseline", "a.xlsx", made(write_xlsx, more=merged_cells), {},
        ["a.xlsx, row 3, column C (phase): is merged with others; split the merged cells"],
    ),
    "merged cells in an .xls": (
        "baseline", "a.xls", lambda p: write_xls(p, rows(numbers=True), merged=[(0, 0, 3, 4)]), {},
        ["a.xls, row 1, column D (b1): is merged with others; split the merged cells"],
    ),
    "merged cells in an .ods": (
        "baseline", "a.ods", lambda p: write_ods(p, rows(numbers=True), spans=[(0, 3)]), {},
        ["a.ods, row 1, column D (b1): is merged with others; split the merged cells"],
    ),
    "a second row of the header": (
        "baseline", "a.xlsx",
        lambda p: write_xlsx(p, [HEAD["baseline"], ["Id", "Year?", "Phase?", "How?", "And how?"],
                                 *rows(numbers=True)[1:]]), {},
        ["a.xlsx, row 2: seems to be a second row of the header; say in wave.yml which rows are"],
    ),
    "a header row that is not there": (
        "baseline", "a.csv", put(text()), {"header": 40}, ["a.csv, row 40: holds no header here"],
    ),
    # Sheets and cells of workbooks.
    "two sheets": (
        "baseline", "a.xlsx", made(write_xlsx, more=with_notes), {},
        ["a.xlsx: has 2 sheets with cells; say the sheet in wave.yml; sheets are: 'Data', 'Notes'"],
    ),
    "a sheet that is not there": (
        "baseline", "a.xlsx", made(write_xlsx), {"sheet": "data"},
        ["a.xlsx: has no sheet 'data'; sheets are: 'Data'"],
    ),
    "a hidden sheet alone has answers": (
        "baseline", "a.xlsx", made(write_xlsx, more=all_hidden), {},
        ["a.xlsx: has no visible sheet with cells; say the sheet in wave.yml; sheets are: 'Data'"],
    ),
    "error values in an .xlsx": (
        "baseline", "a.xlsx", made(write_xlsx, more=errors_in_cells), {},
        ["a.xlsx, row 3, column D (b1): holds the error #REF!; mend the formula",
         "a.xlsx, row 6, column B (year): holds the error #DIV/0!; mend the formula"],
    ),
    "error values in an .xls": (
        "baseline", "a.xls", lambda p: write_xls(p, rows(numbers=True), errors=[(2, 3)]), {},
        ["a.xls, row 3, column D (b1): holds the error #REF!; mend the formula"],
    ),
    "error values in an .ods": (
        "baseline", "a.ods",
        lambda p: write_ods(p, rows(numbers=True, B2_b1="#REF!"), errors=[(2, 3)]), {},
        ["a.ods, row 3, column D (b1): holds the error #REF!; mend the formula"],
    ),
    "a formula that was never worked out": (
        "baseline", "a.xlsx", formula_never_worked_out, {},
        ["a.xlsx, row 2, column D (b1): holds a formula that was never worked out; mend the form"],
    ),
    "a cell at the end of the sheet": (
        "baseline", "a.xlsx", made(write_xlsx, more=far_cell), {},
        ["a.xlsx: has cells as far as row 1048576 and column XFD; delete what stands beyond"],
    ),
    "a date in the place of a code": (
        "baseline", "a.xlsx", made(write_xlsx, more=dates), {},
        [f"a.xlsx, row 4, column b1: unknown code: '2021-05-03'; {CODES}"],
    ),
    # Values.
    "a label that matches no code": (
        "baseline", "a.xlsx", made(write_xlsx, B2_b1="Quite a lot", B5_b1="Quite a lot"), {},
        [f"a.xlsx, row 3, column b1: unknown code: 'Quite a lot'; {CODES}",
         f"a.xlsx, row 6, column b1: unknown code: 'Quite a lot'; {CODES}"],
    ),
    "a number that is another label's": (
        "baseline", "a.csv", put(text(B2_b1="4 - Very much")), {},
        [f"a.csv, row 3, column b1: unknown code: '4 - Very much'; {CODES}"],
    ),
    "labels of SPSS that turn the codes": (
        "baseline", "a.sav", turned, {},
        ["a.sav, row 1, column b1: the file's label of 4 is '2', the questionnaire's another: 4; "
         "say under codes",
         "a.sav, row 3, column b1: the file's label of 2 is '4', the questionnaire's another: 2",
         "a.sav, row 6, column b1: the file's label of 1 is '5 Very much', the questionnaire's an"],
    ),
    "a label of SPSS that the questionnaire has not": (
        "baseline", "a.sav",
        lambda p: write_sav(p, rows(numbers=True, B2_b1=7.0, B4_b1=7.0),
                            variable_value_labels={"b1": LABELS["b1"] | {7.0: "Cannot say"}}), {},
        ["a.sav, row 2, column b1: unknown code: '7' with the label 'Cannot say'; " + CODES
         + " (and in 1 more row); say under codes"],
    ),
    "an answer that SPSS marks as missing": (
        "baseline", "a.sav",
        lambda p: write_sav(p, rows(numbers=True), missing_ranges={"b1": [5.0]}), {},
        ["a.sav, row 6, column b1: the file marks 5 as missing, and it is 5; say under codes"],
    ),
    "a number that SPSS marks as missing": (
        "comparison", "a.sav",
        lambda p: write_sav(p, rows("comparison", numbers=True),
                            missing_ranges={"years": [{"lo": 30, "hi": 40}]}), {},
        ["a.sav, row 5, column years: the file marks 30 as missing; say under codes"],
    ),
    "bands with labels in the place of a number": (
        "comparison", "a.sav",
        lambda p: write_sav(p, rows("comparison", numbers=True),
                            variable_value_labels={"years": {1.0: "Up to 4", 7.0: "5 to 10"}}), {},
        ["a.sav, row 1, column years: the number 1 has the label 'Up to 4'; say under codes",
         "a.sav, row 3, column years: the number 7 has the label '5 to 10'; say under codes"],
    ),
    "system-missing where an answer is due": (
        "baseline", "a.sav", made(write_sav, B2_b1=""), {},
        ["a.sav, row 2, column b1: is empty; give a code; 99 is no answer"],
    ),
    "codes out of range and below nought": (
        "baseline", "a.csv", put(text(B1_b1="6", B2_b1="-1", B3_b1="1e0")), {},
        [f"a.csv, row 2, column b1: unknown code: '6'; {CODES}",
         f"a.csv, row 3, column b1: unknown code: '-1'; {CODES}",
         f"a.csv, row 4, column b1: unknown code: '1e0'; {CODES}"],
    ),
    "a code between two codes": (
        "baseline", "a.xlsx", made(write_xlsx, B1_b1=4.5), {},
        [f"a.xlsx, row 2, column b1: unknown code: '4.5'; {CODES}"],
    ),
    "numbers and words in one column": (
        "comparison", "a.xlsx", made(write_xlsx, "comparison", C1_years="one", C2_years="12 or so"),
        {},
        [f"a.xlsx, row 2, column years: not a number: 'one'; {YEARS}",
         f"a.xlsx, row 3, column years: not a number: '12 or so'; {YEARS}"],
    ),
    "a date in the place of a number": (
        "comparison", "a.ods",
        made(write_ods, "comparison", C1_years=datetime.date(2021, 5, 3)), {},
        [f"a.ods, row 2, column years: not a number: '2021-05-03'; {YEARS}"],
    ),
    "a decimal comma that is not said": (
        "comparison", "a.csv", put(text("comparison", C1_years="1,5").replace(",", ";")
                                   .replace("1;5;3", "1,5;3")), {},
        ["a.csv, row 2, column years: it is not sure which number this is: '1,5'; say in wave.yml"],
    ),
    "a point that may separate thousands": (
        "comparison", "a.csv", put(text("comparison", C1_years="1.500").replace(",", ";")), {},
        ["a.csv, row 2, column years: it is not sure which number this is: '1.500'; say in wave"],
    ),
    "thousands beyond the scale": (
        "comparison", "a.csv", put(text("comparison", C1_years="1.500").replace(",", ";")),
        {"decimal": ","},
        [f"a.csv, row 2, column years: out of range: '1500'; {YEARS}"],
    ),
    "a respondent twice": (
        "baseline", "a.parquet", made(write_parquet, B4_respondent="B2"), {},
        ["a.parquet, row 4, column respondent: respondent 'B2' stands also in row 2; remove"],
    ),
    "no identifier": (
        "baseline", "a.ods", made(write_ods, B4_respondent=None), {},
        ["a.ods, row 5, column respondent: a respondent has no identifier; give"],
    ),
    "lists in the cells of a .parquet": (
        "baseline", "a.parquet", two_tables, {},
        ["a.parquet, column respondent: holds list<"],
    ),
    # What wave.yml says of the file.
    "instructions that cannot be followed": (
        "baseline", "a.csv", put(text()),
        {"separator": "x", "decimal": "'", "encoding": "ebcdic-of-mine", "header": [2, 1],
         "read_by": "guess"},
        ["wave.yml: survey baseline has the separator 'x'; use",
         "wave.yml: survey baseline has the read_by 'guess'; use 'codes', 'labels'",
         "wave.yml: survey baseline has the header [2, 1]; give",
         "wave.yml: survey baseline has the decimal \"'\"; use",
         "wave.yml: survey baseline has the encoding 'ebcdic-of-mine'; use utf-8"],
    ),
    "codes of nothing": (
        "baseline", "a.csv", put(text()),
        {"columns": {"intrest": "b1"}, "codes": {"phase": {"x": "tertiary"}, "fsm": {1: 1}},
         "special": {-9: "refused"}},
        ["wave.yml: survey baseline has under columns 'intrest', which is no item that it asks",
         "wave.yml: survey baseline has under codes 'fsm', which is no item that it asks",
         "wave.yml: survey baseline has under codes of phase that 'x' means 'tertiary'; use 1 pri",
         "wave.yml: survey baseline has under special 'refused'; use dont_know, prefer"],
    ),
    "words that YAML reads as no": (
        "baseline", "a.csv", put(text()), {"codes": {"phase": {False: 1}}},
        ["wave.yml: survey baseline has in codes of phase a word that YAML reads as False; put it"],
    ),
}  # fmt: skip


def zipped(path):
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("answers.csv", text())


def broken_block(path):
    """The compressed block of a .zsav begins after the headers; its middle is spoilt."""
    write_sav(path, rows(numbers=True))
    raw = path.read_bytes()
    at = raw.rindex(b"\x78\x9c") if b"\x78\x9c" in raw else raw.rindex(b"\x78\x01")
    path.write_bytes(raw[: at + 6] + b"\xff" * 12 + raw[at + 18 :])


@pytest.mark.parametrize("name", REFUSED)
def test_an_odd_file_is_refused_with_its_places(project, name):
    survey, file, make, entry, expected = REFUSED[name]
    with pytest.raises(InputError) as refused:
        deliver(project, survey, file, make, **entry)
    said = [without_line(p).removeprefix("data/waves/first/") for p in refused.value.problems]
    assert len(said) == len(expected), "\n".join(said)
    for problem, start in zip(said, expected, strict=True):
        assert problem.startswith(start)


def test_there_are_many_odd_files():
    assert len(ACCEPTED) >= 20 and len(REFUSED) >= 40


def test_all_that_is_wrong_in_a_workbook_is_said_at_once(project):
    make = made(write_xlsx, B1_b1="Rather", B3_phase=7.0, B6_b2=None, B2_respondent="B3")
    with pytest.raises(InputError) as refused:
        deliver(project, "baseline", "a.xlsx", make, respondents=9)
    places = [(p.row, p.column) for p in refused.value.problems]
    assert places == [(4, "respondent"), (4, "phase"), (2, "b1"), (7, "b2")]


def test_a_refused_file_leaves_no_trace_beside_it(project):
    before = {path.name for path in project.folder.iterdir()} - {"baseline.csv"}
    with pytest.raises(InputError):
        deliver(project, "baseline", "a.sav", cut(write_sav, 0.5))
    assert {path.name for path in project.folder.iterdir()} == before | {"a.sav"}


def test_a_file_as_it_was_delivered_is_not_changed(project, tmp_path):
    copy = Path(write_xlsx(tmp_path / "a.xlsx", rows(numbers=True)))
    before = copy.read_bytes()
    deliver(project, "baseline", "a.xlsx", lambda path: path.write_bytes(before))
    assert (project.folder / "a.xlsx").read_bytes() == before


def test_a_build_from_a_damaged_file_ends_with_its_reason_and_no_book(tmp_path):
    folder = small_project(tmp_path)
    (wave,) = (folder / "data/waves").glob("*/wave.yml")
    wave.write_text(wave.read_text().replace("file: baseline.csv", "file: baseline.sav"))
    cut(write_sav, 0.9)(wave.parent / "baseline.sav")
    done = report(folder, "build")
    assert done.returncode == 2
    assert "baseline.sav: is damaged: " in done.stderr and "Traceback" not in done.stderr
    assert not (folder / "book/_build/html").exists()
