"""Faults of identifiers: persons and schools named in data, notebooks, pages and documents."""

from __future__ import annotations

import csv
import io
import json
from functools import partial

import pyreadstat
import xlsxwriter
from planting import SITE, Planted, found_with, found_without, planted

from helpers.checking import identifiers
from helpers.checking.check import names
from helpers.checking.findings import Finding, read_exceptions, sort_out

NAME = identifiers.NAME
WHOLE_BOOK = True
WAVE = "data/waves/2020-21"
ANSWER = "[Illustrative] They expected the other class to speak in a different way from them."
PAGE, NOTEBOOK = "book/introduction.md", "notebooks/delivery.ipynb"

# What a respondent might have written in an open answer.
ANSWERS = (
    "They asked whether LS2 9JT is far away.",
    "Write to me at j.bloggs@hilltop.leeds.sch.uk if you want to know more.",
    "Ring me on 07700 900123 and I will tell you.",
    "Our office is on (0113) 496 0123 until four.",
    "My number is +44 20 7946 0018.",
    "It was a very good year. Thanks, Sarah",
    "Mrs Khan from the other class explained it to them.",
    "Aisha thought that nobody in the country eats rice.",
    "The pupils of St Mary's C of E Primary were surprised.",
    "At Oakfield Academy they wear no uniform.",
    "See what we did on @missjones_year3",
    "my postcode is e5 8ab by the way",
    "My name is Xanthippe and I teach Year 4.",
)


def rows_of(report: Planted, survey: str) -> tuple[list[str], list[list[str]]]:
    """Comments of a survey's file, and its rows with the header."""
    lines = (report.root / WAVE / f"{survey}.csv").read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    return comments, list(csv.reader(lines[len(comments) :]))


def answer(text: str, report: Planted) -> None:
    report.edit(f"{WAVE}/end_of_linking.csv", ANSWER, f'"{text}"')


def column(name: str, value: str, report: Planted) -> None:
    """A column more in the baseline survey, filled for every respondent."""
    comments, rows = rows_of(report, "baseline")
    made = [[*row, name if n == 0 else value] for n, row in enumerate(rows)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(made)
    report.write(f"{WAVE}/baseline.csv", "\n".join(comments) + "\n" + out.getvalue())


def spss(report: Planted, **about) -> None:
    """The baseline survey as an SPSS file that says something of itself."""
    import pandas as pd

    _, (header, *rows) = rows_of(report, "baseline")
    path = report.place(f"{WAVE}/baseline.sav")
    pyreadstat.write_sav(pd.DataFrame(rows, columns=header), str(path), **about)
    report.edit(f"{WAVE}/wave.yml", "file: baseline.csv", "file: baseline.sav")


def excel(report: Planted, **properties) -> None:
    """The baseline survey as a workbook with properties."""
    _, rows = rows_of(report, "baseline")
    path = report.place(f"{WAVE}/baseline.xlsx")
    with xlsxwriter.Workbook(path) as book:
        book.set_properties(properties)
        sheet = book.add_worksheet("answers")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    report.edit(f"{WAVE}/wave.yml", "file: baseline.csv", "file: baseline.xlsx")


def notebook_authors(report: Planted) -> None:
    content = json.loads((report.root / NOTEBOOK).read_text(encoding="utf-8"))
    content["metadata"]["authors"] = [{"name": "Jo Bloggs"}]
    report.write(NOTEBOOK, json.dumps(content))


def site_page(old: str, new: str, report: Planted) -> None:
    report.edit(f"{SITE}/notebooks/change.html", old, new)


PLANTS = {text: partial(answer, text) for text in ANSWERS} | {
    "a column of e-mail addresses": partial(column, "email", "somebody"),
    "a column of names": partial(column, "TeacherName", "x"),
    "a column of addresses of computers": partial(column, "device", "81.2.69.142"),
    "a column of postcodes": partial(column, "home_postcode", "1"),
    "a comment in a survey file": lambda r: r.edit(
        f"{WAVE}/baseline.csv", "# Not", "# https://survey.agency.co.uk/a?token=zk12ab90 Not"
    ),
    "the label of an SPSS file": lambda r: spss(r, file_label="For Dr Bloggs"),
    "the notes of an SPSS file": lambda r: spss(r, note="Questions to jo.bloggs@agency.co.uk"),
    "the wording of a column": lambda r: spss(r, column_labels={"year": "Your e-mail address"}),
    "the author of a workbook": lambda r: excel(r, author="Jo Bloggs"),
    "the company of a workbook": lambda r: excel(r, company="Bloggs Research"),
    "a page about the wave": lambda r: r.add(f"{WAVE}/about.md", "\nAsk 01632 960 001.\n"),
    "who said a quotation": lambda r: r.edit(
        "data/quotes.yml", "Year 3 teacher, Hackney", "Year 3 teacher, Hill Top Primary School"
    ),
    "a name in a quotation": lambda r: r.edit(
        "data/quotes.yml", "I was afraid", "Gareth was afraid"
    ),
    "a teacher in a notebook": lambda r: r.cell(NOTEBOOK, "A teacher, Mr Patel, said so."),
    "an address in code": lambda r: r.cell(NOTEBOOK, "# ask jo.bloggs@agency.co.uk\n1", "code"),
    "authors of a notebook": notebook_authors,
    "a school on a page": lambda r: r.add(PAGE, "\nPark View High School took part.\n"),
    "a person on a page": lambda r: r.add(PAGE, "\nIt was led by Susan Bloggs in Leeds.\n"),
    "a pupil's number on a page": lambda r: r.add(PAGE, "\nThe pupil is A123456789012.\n"),
    "a computed name": partial(site_page, "<h1>", "<p>Said by Gareth Bloggs.</p><h1>"),
}  # fmt: skip
FAULTS = {name: partial(found_with, plant, identifiers.findings) for name, plant in PLANTS.items()}


def untouched() -> list[Finding]:
    """Findings in the report as it stands that no exception allows."""
    found = list(found_without(identifiers.findings))
    sorted_out = sort_out(found, read_exceptions(planted().root), names())
    return [finding for finding in sorted_out.stopping if finding.check == NAME]
