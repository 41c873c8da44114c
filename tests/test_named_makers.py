"""Whom documents name as their makers."""

import io

import pytest
import xlsxwriter
from docx import Document
from pypdf import PdfWriter

from helpers.checking.named_makers import makers


def word(author="", remark=None):
    document, out = Document(), io.BytesIO()
    document.core_properties.author = author
    paragraph = document.add_paragraph("Words")
    if remark:
        document.add_comment(paragraph.runs, "So?", author=remark)
    document.save(out)
    return out.getvalue()


def pdf(**about):
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(9, 9)
    writer.add_metadata({f"/{key}": value for key, value in about.items()})
    writer.write(out)
    return out.getvalue()


def test_authors_and_remarks_of_a_word_file():
    assert makers("a.docx", word("Jo")) == [("creator", "Jo")]
    assert ("remark in word/comments.xml", "Al") in makers("a.docx", word("Jo", "Al"))
    assert makers("a.docx", word()) == []


def test_the_company_of_a_workbook():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"company": "Bloggs &amp; Co"[:12]})
    assert [where for where, _ in makers("a.xlsx", out.getvalue())] == ["Company"]


def test_an_open_document_names_who_began_it():
    from odfdo import Document as Ods

    out, document = io.BytesIO(), Ods("spreadsheet")
    document.meta.creator = "Jo"
    document.save(out)
    assert ("creator", "Jo") in makers("a.ods", out.getvalue())


def test_the_author_of_a_pdf_and_of_a_page():
    assert makers("a.pdf", pdf(Author="Jo", Title="T")) == [("Author", "Jo")]
    assert makers("a.html", b'<meta name="author" content="Jo &amp; Al">') == [
        ("author", "Jo & Al")
    ]
    assert makers("a.html", b'<meta name="viewport" content="Jo">') == []


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.csv", "a"])
def test_what_cannot_be_read_names_nobody(name):
    assert makers(name, b"<creator>Jo</creator>") == []
    assert makers(name, b"") == []
