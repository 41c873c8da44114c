"""What the pages of a PDF say."""

import io
import zlib

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from helpers.checking.pdf_text import Pdf

MAPPING = b"""/CIDInit /ProcSet findresource begin
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <0048> <0002> <00660069> endbfchar
2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0078> <0079>] endbfrange
endcmap"""


def stream(writer, data, **keys):
    made = DecodedStreamObject()
    made.set_data(data)
    made.update({NameObject(f"/{key}"): value for key, value in keys.items()})
    return writer._add_object(made)


def fonts(writer):
    wide = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/ToUnicode"): stream(writer, MAPPING),
        }
    )
    plain = DictionaryObject({NameObject("/Subtype"): NameObject("/Type1")})
    named = {NameObject("/F1"): plain, NameObject("/F2"): wide}
    return DictionaryObject({NameObject("/Font"): DictionaryObject(named)})


def pdf(content, drawing=None):
    writer, out = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(99, 99)
    resources = fonts(writer)
    if drawing:
        box = ArrayObject([NumberObject(0)] * 4)
        form = stream(
            writer, drawing, Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=box
        )
        form.get_object()[NameObject("/Resources")] = fonts(writer)
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/X1"): form})
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = stream(writer, content)
    writer.add_attachment("answers.csv", b"a,b\n")
    writer.add_metadata({"/Title": "A title"})
    writer.write(out)
    return Pdf(out.getvalue())


def said(content, drawing=None):
    return dict(pdf(content, drawing).texts())["page 1"].split()


def test_texts_in_brackets_with_their_escapes():
    assert said(rb"BT /F1 9 Tf (One \(two\)) Tj ET BT (\101\102) Tj ET") == ["One", "(two)", "AB"]


def test_signs_by_the_fonts_own_table():
    assert said(b"BT /F2 9 Tf <0001> Tj 5 0 Td <0010> Tj <0012> Tj ET") == ["Hac"]
    assert said(b"BT /F2 9 Tf [<00010020> 3 <0021>] TJ ET BT <0002> Tj ET") == ["Hxy", "fi"]


def test_two_fonts_on_one_page():
    assert said(b"BT /F2 9 Tf <0001> Tj ET BT /F1 9 Tf (ello) Tj ET") == ["H", "ello"]


def test_drawings_within_a_page_are_read():
    assert said(b"BT /F1 9 Tf (One) Tj ET /X1 Do", b"BT /F1 9 Tf (Two) Tj ET") == ["One", "Two"]


def test_metadata_and_embedded_files():
    read = pdf(b"")
    assert "/Title A title" in dict(read.texts())["metadata"]
    assert list(read.embedded()) == [("answers.csv", b"a,b\n")]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", zlib.compress(b"x")])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(ValueError):
        Pdf(data)
