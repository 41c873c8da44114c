"""What a PDF says of itself: words of the outline, ids counted from one, and what must be there."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from helpers.errors import BuildError
from helpers.exporting.imprint import finish

HTML = (
    '<html lang="en-GB"><head><title>A &amp; B</title><meta name="author" content="Us">'
    '<meta name="dcterms.issued" content="2022-08-01"></head>'
    "<body><h1>A title that breaks</h1><h2>One</h2><h3>Deep</h3><h2>Two</h2></body></html>"
)


def printed(titles=("A title thatbreaks", "One", "Deep", "Two"), node=17) -> bytes:
    """A PDF as Chromium prints the page: the chapters below the title, a space lost in it."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("en-GB")
    names = [TextStringObject(f"node{number:08d}") for number in (node, node + 2)]
    tree = {NameObject(f"/ID{place}"): name for place, name in enumerate(names)}
    root[NameObject("/StructTreeRoot")] = writer._add_object(DictionaryObject(tree))
    top = writer.add_outline_item(title=titles[0], page_number=0)
    one = writer.add_outline_item(title=titles[1], page_number=0, parent=top)
    writer.add_outline_item(title=titles[2], page_number=0, parent=one)
    writer.add_outline_item(title=titles[3], page_number=0, parent=top)
    writer.add_metadata({"/Creator": "A browser", "/CreationDate": "D:20260101000000Z"})
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def finished(**changed) -> bytes:
    return finish(printed(**changed), BeautifulSoup(HTML, "html.parser"))


def titles(outline) -> list:
    return [titles(item) if isinstance(item, list) else item.title for item in outline]


def test_the_outline_has_the_words_of_the_page_and_the_chapters_at_its_top():
    outline = PdfReader(BytesIO(finished())).outline
    assert titles(outline) == ["A title that breaks", "One", ["Deep"], "Two"]


def test_title_author_and_day_are_those_of_the_page_and_nothing_else_is_said():
    assert PdfReader(BytesIO(finished())).metadata == {
        "/Title": "A & B",
        "/Author": "Us",
        "/CreationDate": "D:20220801000000Z",
        "/ModDate": "D:20220801000000Z",
    }


def test_ids_are_counted_from_one_in_their_order():
    made = finished(node=17)
    assert b"(node00000001)" in made and b"(node00000002)" in made
    assert made == finished(node=40)


def test_an_outline_of_other_words_stops_it():
    with pytest.raises(BuildError, match="has 'Three' where the page has <h2>Two</h2>"):
        finished(titles=("A title that breaks", "One", "Deep", "Three"))


@pytest.mark.parametrize("key", ["/Lang", "/StructTreeRoot", "/Outlines"])
def test_a_print_without_tags_language_or_outline_is_refused(key):
    writer = PdfWriter(clone_from=BytesIO(printed()))
    del writer.root_object[NameObject(key)]
    target = BytesIO()
    writer.write(target)
    with pytest.raises(BuildError, match=f"the PDF has no {key[1:]}"):
        finish(target.getvalue(), BeautifulSoup(HTML, "html.parser"))
