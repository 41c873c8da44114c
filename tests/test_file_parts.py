"""Every text of a file, whatever its format."""

import base64
import io
import json
import pickle
import zipfile
import zlib

import pytest
import xlsxwriter
from docx import Document
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from helpers.checking.file_parts import Inner, Part, parts


def texts(name, data):
    data = data.encode() if isinstance(data, str) else data
    return {part.where: part.text for part in parts(name, data) if isinstance(part, Part)}


def inner(name, data):
    return [part.name for part in parts(name, data) if isinstance(part, Inner)]


def words(text):
    return text.split()


def test_a_page_is_its_text_apart_from_attributes_and_comments():
    found = texts("a.html", '<p title="One">Two &amp; <b>three</b></p><!-- four > five -->')
    assert words(found[""]) == ["Two", "&", "three", "five", "-->"]
    assert 'title="One"' in found["attributes and comments"]
    assert "four" in found["attributes and comments"]


def test_a_file_in_an_address_is_a_file_of_its_own():
    data = base64.b64encode(b"<svg><title>Within it</title></svg>").decode()
    found = texts("a.html", f'<img src="data:image/svg+xml;base64,{data}">')
    assert words(found["embedded file 1.svg"]) == ["Within", "it"]
    assert data not in found["attributes and comments"]


def test_an_archive_gives_the_files_within_archives():
    first, second = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(first, "w") as archive:
        archive.writestr("a/one.csv", "1,2")
    with zipfile.ZipFile(second, "w") as archive:
        archive.writestr("inner.zip", first.getvalue())
        archive.comment = b"A comment"
    data = second.getvalue()
    assert inner("b.zip", data) == ["inner.zip", "inner.zip: a/one.csv"]
    assert texts("b.zip", data) == {"inner.zip: a/one.csv": "1,2", "comment": "A comment"}


def test_a_workbook_gives_the_rows_of_its_sheets():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"subject": "About"})
        sheet = book.add_worksheet("Raw")
        sheet.write_row(0, 0, ["A lot", 3])
        sheet.hide()
        book.add_worksheet("Shown").activate()
    found = texts("a.xlsx", out.getvalue())
    assert found["sheet Raw"].split("\t") == ["A lot", "3.0"]
    assert "About" in found["docProps/core.xml"]
    assert 'state="hidden"' in found["xl/workbook.xml: attributes and comments"]


def test_words_that_word_keeps_in_pieces_are_whole():
    document, out = Document(), io.BytesIO()
    paragraph = document.add_paragraph("They ex")
    paragraph.add_run("pected").bold = True
    document.add_paragraph("Next")
    document.add_comment(paragraph.runs, "A remark", author="")
    document.save(out)
    found = texts("a.docx", out.getvalue())
    assert "They expected\nNext" in found["word/document.xml"]
    assert "A remark" in found["word/comments.xml"]


@pytest.mark.parametrize("compressed", [True, False])
def test_notes_of_a_picture(compressed):
    note, out = PngInfo(), io.BytesIO()
    note.add_text("Author", "Jo", zip=compressed)
    note.add_itxt("Title", "Zoë", zip=compressed)
    Image.new("RGB", (1, 1)).save(out, "PNG", pnginfo=note)
    found = [part.text for part in parts("a.png", out.getvalue())]
    assert found == ["Author Jo", "Title Zoë"]


def test_a_pickle_is_read_without_being_run():
    class Trap:
        def __reduce__(self):
            return (exec, ("raise SystemExit",))

    found = texts("a.pickle", pickle.dumps({"one": "two", "n": 3, "trap": Trap()}))[""]
    assert {"one", "two", "3"} <= set(found.split("\n"))


def test_a_notebook_gives_sources_and_outputs():
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    shown = {"data": {"text/html": ["<td>4</td>", "<td>5</td>"], "image/png": picture}}
    cell = {"source": ["x\n", "y"], "outputs": [shown, {"text": ["said"]}]}
    data = json.dumps({"cells": [cell]}).encode()
    assert inner("a.ipynb", data) == ["output of cell 1.png"]
    told = [part.text.split() for part in parts("a.ipynb", data) if isinstance(part, Part)]
    assert told == [["x", "y"], ["4", "5"], ["said"]]


def test_a_list_of_anchors_is_unpacked():
    head = b"# Sphinx inventory version 2\n# The remainder of this file is compressed using zlib.\n"
    assert texts("objects.inv", head + zlib.compress(b"name std:label"))[""] == "name std:label"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.csv", b"1,2\n", "1,2\n"),
        ("a.txt", "Zoë".encode("utf-16"), "Zoë"),
        ("a.bin", b"\0\0a sentence\0xx\0", "a sentence"),
        ("a.jpg", b"\xff\xd8\xff\xe1 Exif by Jo\0", " Exif by Jo"),
        ("a.pdf", b"%PDF-1.4 broken \0", "%PDF-1.4 broken "),
        ("a.xlsx", b"no workbook", "no workbook"),
    ],
)
def test_plain_and_damaged_files(name, data, text):
    assert texts(name, data)[""] == text


def test_fonts_have_no_text():
    assert texts("a.woff2", b"wOF2 something") == {}
