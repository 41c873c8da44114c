"""What is added to a Word file after pandoc: contents, table text, space, dates."""

from io import BytesIO

import pytest

from helpers.exporting.archives import read_archive, write_archive
from helpers.exporting.word_finish import W, finish

CORE = '<c xmlns:dcterms="d"><dcterms:created x="y">2001</dcterms:created></c>'
TABLE = (
    "<w:tbl><w:tblPr><w:tblLook w:firstColumn='0' w:val='0020'/></w:tblPr><w:tblGrid>{grid}"
    "</w:tblGrid><w:tr><w:tc><w:p><w:pPr><w:pStyle w:val='Compact'/></w:pPr></w:p><w:p/></w:tc>"
    "</w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val='BodyText'/></w:pPr></w:p>"
)
HEADING = (
    "<w:bookmarkStart w:id='1' w:name='{name}'/><w:p><w:pPr><w:pStyle w:val='Heading{level}'/>"
    "</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
)


def made(tmp_path, body: str, published: str = "2022-08-01", headed=()) -> dict[str, str]:
    document = f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>"
    parts = {"word/document.xml": document.encode(), "docProps/core.xml": CORE.encode()}
    source = BytesIO()
    write_archive(source, parts)
    finish(source.getvalue(), tmp_path / "a.docx", published, list(headed))
    found = read_archive(tmp_path / "a.docx")
    return {name: content.decode() for name, content in found.items()}


@pytest.mark.parametrize(("columns", "style"), [(6, "TableText"), (7, "TableTextSmall")])
def test_table_text_is_smaller_where_there_are_many_columns(tmp_path, columns, style):
    body = TABLE.format(grid="<w:gridCol/>" * columns)
    document = made(tmp_path, body, headed=[False])["word/document.xml"]
    assert f'w:val="{style}"' in document and "Compact" not in document
    assert "<w:trPr><w:cantSplit" in document and 'w:firstColumn="0"' in document


def test_headers_of_rows_are_marked_where_the_page_has_them(tmp_path):
    document = made(tmp_path, TABLE.format(grid=""), headed=[True])["word/document.xml"]
    assert 'w:firstColumn="1"' in document


def test_a_paragraph_after_a_table_has_space_before_it(tmp_path):
    document = made(tmp_path, TABLE.format(grid=""), headed=[False])["word/document.xml"]
    assert document.count('<w:spacing w:before="180"') == 1


def test_a_table_that_the_page_does_not_have_is_an_error(tmp_path):
    with pytest.raises(ValueError):
        made(tmp_path, TABLE.format(grid=""), headed=[])


def test_contents_stand_before_the_first_heading_and_its_bookmark(tmp_path):
    headings = [("a", 1, "One"), ("b", 2, "Two"), ("c", 3, "Three"), ("d", 1, "A &amp; B")]
    body = "<w:p/>" + "".join(
        HEADING.format(name=name, level=level, words=words) for name, level, words in headings
    )
    document = made(tmp_path, body)["word/document.xml"]
    contents, rest = document.split("</w:sdt>")
    assert rest.startswith('<w:bookmarkStart w:id="1" w:name="a"')
    assert [words in contents for words in ("One", "Two", "Three", "A &amp; B")] == [
        True,
        True,
        False,
        True,
    ]
    assert contents.count("w:hyperlink w:anchor") == 3 and 'w:anchor="d"' in contents


def test_a_document_of_one_heading_has_no_contents(tmp_path):
    body = HEADING.format(name="a", level=1, words="One")
    assert "w:sdt" not in made(tmp_path, body)["word/document.xml"]


@pytest.mark.parametrize(("published", "day"), [("2022-08-01", "2022-08-01T00:00:00Z"), ("", "")])
def test_the_day_is_that_of_publication_and_a_draft_has_none(tmp_path, published, day):
    core = made(tmp_path, "", published)["docProps/core.xml"]
    assert "2001" not in core
    assert (day in core) if day else ("created" not in core)
