"""Faults of the output: single respondents' values, paths and working files in an edition."""

from __future__ import annotations

import base64
import io
import json
import pickle
import zipfile
import zlib
from functools import cache, partial

import pandas as pd
import xlsxwriter
from docx import Document
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from planting import EDITION, SITE, Planted, found_with, found_without, planted
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from helpers.checking import output_search
from helpers.checking.check import names
from helpers.checking.findings import Finding, read_exceptions, sort_out
from helpers.waves import load_wave

NAME = output_search.NAME
WHOLE_BOOK = True
PAGE = "notebooks/change.html"
DOCUMENTS = f"{EDITION}/documents"
BASELINE = "data/waves/2020-21/baseline.csv"
ANSWER = "They expected the other class to speak in a different way from them"


@cache
def frame() -> pd.DataFrame:
    """Answers of the end of Linking survey as a notebook has them."""
    return pd.DataFrame(load_wave(planted().root, "2020-21").surveys["end_of_linking"])


@cache
def rows() -> list[list[str]]:
    """Rows of the baseline survey's file, without the respondents' identifiers."""
    lines = (planted().root / BASELINE).read_text(encoding="utf-8").splitlines()
    return [line.split(",")[1:] for line in lines if not line.startswith("#")][1:]


def labels(count: int) -> list[str]:
    """The first labels of one respondent, in the order of the questionnaire."""
    items = load_wave(planted().root, "2020-21").questionnaire.items
    first, told = frame().iloc[1], []
    for name, key in first.items():
        response = items[name.partition(".")[0]].scale.responses.get(key)
        told += [response.label] if response and "." not in name else []
    return told[:count]


def page(text: str, report: Planted, folder: str = SITE) -> None:
    """Something more in the article of a built page."""
    was = (report.root / SITE / PAGE).read_text(encoding="utf-8")
    report.write(f"{folder}/{PAGE}", was.replace("</article>", f"{text}</article>", 1))


def file(name: str, content: str | bytes, report: Planted) -> None:
    report.write(name, content)


def picture(text: str, report: Planted) -> None:
    report.edit(f"{SITE}/_images/fig-1.svg", "<metadata>", f"{text}<metadata>")


def marks(report: Planted) -> None:
    drawn = "".join(f'<use xlink:href="#m1" x="{n}" y="{n % 5}"/>' for n in range(143))
    picture(f'<g id="PathCollection_1">{drawn}</g>', report)


def png(report: Planted) -> None:
    note, out = PngInfo(), io.BytesIO()
    note.add_text("Software", "drawn in /home/jbloggs/report/notebooks", zip=True)
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=note)
    report.write(f"{SITE}/_images/dots.png", out.getvalue())


def workbook(report: Planted, hidden: bool = False, respondents: bool = False, **about) -> None:
    with xlsxwriter.Workbook(report.place(f"{DOCUMENTS}/more.xlsx")) as book:
        book.set_properties(about)
        book.add_worksheet("Table")
        sheet = book.add_worksheet("Raw")
        if hidden:
            sheet.hide()
        for number, row in enumerate(rows()[:3] if respondents else []):
            sheet.write_row(number, 0, [int(cell) for cell in row])


def name_in_workbook(report: Planted) -> None:
    with xlsxwriter.Workbook(report.place(f"{DOCUMENTS}/more.xlsx")) as book:
        book.add_worksheet("Table")
        book.define_name("who", '="E017"')


def hidden_row(report: Planted) -> None:
    with xlsxwriter.Workbook(report.place(f"{DOCUMENTS}/more.xlsx")) as book:
        book.add_worksheet("Table").set_row(3, None, None, {"hidden": True})


def ods(report: Planted) -> None:
    from odfdo import Cell, Row, Table
    from odfdo import Document as Ods

    document, sheet, row = Ods("spreadsheet"), Table("Answers"), Row()
    for label in labels(14):
        row.append_cell(Cell(label))
    sheet.append_row(row)
    document.body.append(sheet)
    document.save(report.place(f"{DOCUMENTS}/more.ods"))


def word(report: Planted, *runs: str, remark: str = "", **about) -> None:
    document = Document()
    for key, value in {"author": "", **about}.items():
        setattr(document.core_properties, key, value)
    paragraph = document.add_paragraph("Words. ")
    for run in runs:
        paragraph.add_run(run)
    if remark:
        document.add_comment(paragraph.runs, remark, author="")
    document.save(report.place(f"{DOCUMENTS}/more.docx"))


def custom_part(report: Planted) -> None:
    word(report)
    path = report.root / f"{DOCUMENTS}/more.docx"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item9.xml", "<rows><row who='B012'/></rows>")


def pdf(report: Planted, text: str = "", embedded: bytes = b"", **about) -> None:
    writer = PdfWriter()
    made = writer.add_blank_page(300, 300)
    if text:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): font})
        made[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf ({text}) Tj ET".encode())
        made[NameObject("/Contents")] = writer._add_object(stream)
    if embedded:
        writer.add_attachment("data.bin", embedded)
    writer.add_metadata({f"/{key}": value for key, value in about.items()})
    writer.write(report.place(f"{DOCUMENTS}/more.pdf"))


def archive(report: Planted) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("tables/one.csv", (report.root / BASELINE).read_bytes())
    report.write(f"{DOCUMENTS}/more.zip", out.getvalue())


def notebook(report: Planted) -> None:
    shown = frame().iloc[:3, :6].to_html()
    output = {"output_type": "display_data", "data": {"text/html": shown}, "metadata": {}}
    cell = {"cell_type": "code", "id": "a", "source": "", "metadata": {}, "outputs": [output]}
    report.write(f"{SITE}/_sources/change.ipynb", json.dumps({"cells": [cell]}))


def parquet(report: Planted) -> None:
    out = io.BytesIO()
    frame().iloc[:, :4].astype(str).to_parquet(out)
    report.write(f"{SITE}/_static/data.bin", out.getvalue())


def three_columns() -> str:
    return frame()[["interest", "awareness", "assumption"]].head(2).to_html()


def record() -> str:
    names = ["b1_interest", "b2_aware", "b3_assume"]
    return json.dumps(dict(zip(names, rows()[4][3:6], strict=True)))


def drawn_in_page() -> str:
    drawing = base64.b64encode(b"<svg><title>Respondent C044</title></svg>").decode()
    return f'<img alt="" src="data:image/svg+xml;base64,{drawing}">'


def inventory(report: Planted) -> None:
    head = b"# Sphinx inventory version 2\n# Project: x\n# Version: \n"
    head += b"# The remainder of this file is compressed using zlib.\n"
    report.write(f"{SITE}/objects.inv", head + zlib.compress(b"B019 std:label -1 page.html -\n"))


PLANTS = {
    "an identifier on a page": partial(page, "<p>Respondent E017 left it out.</p>"),
    "an identifier in an attribute": partial(page, '<div data-respondent="C101"></div>'),
    "an identifier in a comment": partial(page, "<!-- see B003 > and B004 -->"),
    "an identifier in the search index": lambda r: r.edit(
        f"{SITE}/searchindex.js", '"terms": {', '"terms": {"e017": 3, '
    ),
    "an identifier in a list of anchors": inventory,
    "an identifier in a drawing's title": partial(picture, "<title>C033</title>"),
    "an identifier in a drawing within a page": lambda r: page(drawn_in_page(), r),
    "an identifier in an edition of an area": partial(
        page, "<p>E017</p>", folder="book/_build/areas/bradford"
    ),
    "a mark for each respondent": marks,
    "an open answer": partial(page, f"<p>{ANSWER}.</p>"),
    "an open answer with markup in it": partial(
        page, f"<p>{ANSWER.replace('other', '<em>other</em>')}</p>"
    ),
    "an open answer in a title": partial(page, f'<span title="{ANSWER}"></span>'),
    "a raw row": lambda r: page(f"<pre>{','.join(rows()[7])}</pre>", r),
    "a raw row in a comment": lambda r: page(f"<!-- {' '.join(rows()[8])} -->", r),
    "rows of a frame": lambda r: page(frame().head(3).to_html(), r),
    "three columns of a frame": lambda r: page(three_columns(), r),
    "a record of three answers": lambda r: page(f"<script>x={record()}</script>", r),
    "labels of one respondent": lambda r: page(f"<p>{' | '.join(labels(14))}</p>", r),
    "answers to one question down the rows": lambda r: page(
        f"<script>y={[int(row[4]) for row in rows()[20:60]]}</script>", r
    ),
    "a file of rows": lambda r: file(
        f"{DOCUMENTS}/tables/rows.csv", "\n".join(",".join(row) for row in rows()[:5]), r
    ),
    "a survey file with another name": lambda r: file(
        f"{SITE}/_static/table.txt", (r.root / BASELINE).read_bytes(), r
    ),
    "a survey file in an archive": archive,
    "an SPSS file": partial(file, f"{SITE}/_static/answers.sav", b"$FL2 nothing"),
    "a Parquet file with another name": parquet,
    "a notebook with its outputs": notebook,
    "a pickle": lambda r: file(f"{SITE}/.doctrees/a.pickle", pickle.dumps(rows()[0]), r),
    "rows in a hidden sheet": partial(workbook, hidden=True, respondents=True),
    "rows in a sheet": partial(workbook, respondents=True),
    "a hidden sheet": partial(workbook, hidden=True),
    "a hidden row": hidden_row,
    "an identifier in a workbook's name": name_in_workbook,
    "a path in a workbook's properties": partial(workbook, comments="/Users/jbloggs/report"),
    "the company of a workbook": partial(workbook, company="Bloggs Research"),
    "labels in an OpenDocument sheet": ods,
    "an open answer in runs of Word": lambda r: word(r, ANSWER[:14], ANSWER[14:40], ANSWER[40:]),
    "an identifier in a remark of Word": partial(word, remark="is this B044?"),
    "an identifier in Word's properties": partial(word, subject="from E017"),
    "an identifier in Word's own data": custom_part,
    "the author of a Word file": partial(word, author="Jo Bloggs"),
    "an open answer in a PDF": partial(pdf, text=ANSWER),
    "a raw row in a PDF": lambda r: pdf(r, text=" ".join(rows()[3])),
    "a survey file in a PDF": lambda r: pdf(r, embedded=(r.root / BASELINE).read_bytes()),
    "a path in a PDF": partial(pdf, Title="C:\\Users\\jbloggs\\report.html"),
    "the author of a PDF": partial(pdf, Author="Jo Bloggs"),
    "a path in a picture of dots": png,
    "a path on a page": partial(page, "<p>/home/jbloggs/report/data</p>"),
    "the path of the project": lambda r: page(f"<!-- {r.root} -->", r),
    "the author of a page": lambda r: r.edit(
        f"{SITE}/{PAGE}", "<head>", '<head><meta name="author" content="Jo Bloggs">'
    ),
}  # fmt: skip
FAULTS = {
    name: partial(found_with, plant, output_search.findings) for name, plant in PLANTS.items()
}


def untouched() -> list[Finding]:
    """Findings in the report as it stands that no exception allows."""
    found = list(found_without(output_search.findings))
    sorted_out = sort_out(found, read_exceptions(planted().root), names())
    return [finding for finding in sorted_out.stopping if finding.check == NAME]
