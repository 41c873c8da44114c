"""Sentences and rows of pages in documents."""

import zipfile

import pytest
from made_page import markup, page

from helpers.checking import document_texts
from helpers.checking.document_texts import missing

PROSE = "<p>Of the teachers at the end of Linking, 75% saw interest.</p>"
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def lacks(path):
    return [wrong for _, wrong in missing(path, {"a": page(prose=PROSE)})]


def test_a_chapter_with_the_same_sentences_and_rows(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(markup(prose=PROSE), encoding="utf-8")
    assert lacks(path) == []
    path.write_text(markup(prose=PROSE.replace("75%", "57%")), encoding="utf-8")
    assert lacks(path) == ["has no 'Of the teachers at the end of Linking, 75% saw interest.'"]
    path.write_text(markup(prose=PROSE).replace("<td>37%</td>", "<td>73%</td>"), encoding="utf-8")
    (wrong,) = lacks(path)
    assert wrong.startswith("Figure 6.1's: has no row 'Baseline")


def test_a_word_file_is_read_by_paragraphs_and_rows(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        text = (
            f"{WORD}<w:p><w:r><w:t>It is </w:t></w:r><w:r><w:t>64%</w:t></w:r></w:p></w:document>"
        )
        archive.writestr("word/document.xml", text)
    assert document_texts.text_of(path) == "It is 64%"


@pytest.mark.parametrize(("text", "has"), [
    ("x" * 20 + "gave64%ofteachers" + "y" * 20, True),
    ("x" * 20 + "gave46%ofteachers" + "y" * 20, False),
    ("x" * 20 + "gave64%ofteachers[3]" + "y" * 20, True),  # the mark of a footnote
    ("x" * 20 + "gave64%of" + "Head 12" + "teachers" + "y" * 20, True),  # a turn of the page
])  # fmt: skip
def test_paper_turns_pages_and_bears_footnotes(text, has):
    part = "x" * 20 + "gave64%ofteachers" + "y" * 20
    assert document_texts._has(text, part, True) == has
    assert document_texts._has(text, part, False) == (text == part)
