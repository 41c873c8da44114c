"""The styles, paper and running heads that a Word file takes."""

import pypandoc
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from helpers.exporting.word_reference import write_reference


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    path = tmp_path_factory.mktemp("reference") / "styles.docx"
    write_reference(path, pypandoc.get_pandoc_path(), 'A & <b> "title"')
    return Document(str(path))


def test_our_styles_replace_those_of_pandoc_and_the_others_stay(reference):
    names = [style.style_id for style in reference.styles]
    assert len(names) == len(set(names))
    assert {"FigureNotes", "TableText", "TableTextSmall", "FoldTitle", "TOC1"} <= set(names)
    assert {"Bibliography", "VerbatimChar"} <= set(names)


def test_no_style_names_a_partner(reference):
    assert not [
        style for style in reference.styles if style._element.find(qn("w:link")) is not None
    ]


def test_headings_are_bold_black_and_start_a_page_only_on_the_first_level(reference):
    first, second = reference.styles["Heading 1"], reference.styles["Heading 2"]
    assert first.font.bold and first.font.size == Pt(21) and str(first.font.color.rgb) == "0B0C0C"
    assert first.paragraph_format.page_break_before
    assert not second.paragraph_format.page_break_before
    assert first.paragraph_format.keep_with_next and second.paragraph_format.keep_with_next


def test_captions_keep_with_what_follows(reference):
    assert reference.styles["Table Caption"].paragraph_format.keep_with_next
    assert reference.styles["Image Caption"].paragraph_format.keep_with_next


def test_the_running_head_has_the_title_letter_for_letter(reference):
    (section,) = reference.sections
    assert section.header.paragraphs[0].text.strip() == 'A & <b> "title"'
    assert section.footer.paragraphs[0].style.style_id == "Footer"
