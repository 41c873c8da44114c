"""The search index in portions by page."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from sphinx.search import IndexBuilder

from helpers.building import search_words

PAGES = {"a": "Schools meet schools", "b": "Pupils meet", "c": "Nobody else"}
TABLES = ("titles", "filenames", "mapping", "title_mapping", "all_titles", "index_entries")
KINDS = ("objtypes", "objnames")


def index() -> IndexBuilder:
    env = SimpleNamespace(version={}, domains={})
    for name in (*TABLES, *KINDS):
        setattr(env, f"_search_index_{name}", {})
    return IndexBuilder(env, "en", {}, "")


def feed(builder: IndexBuilder, page: str, text: str) -> None:
    document = new_document(page, get_default_settings())
    section = nodes.section("", nodes.title("", f"Title {page}"), nodes.paragraph("", text))
    document += section
    builder.feed(page, f"{page}.md", f"Title {page}", document)


@pytest.fixture
def whole():
    builder = index()
    for page, text in PAGES.items():
        feed(builder, page, text)
    return builder


def test_a_portion_holds_only_what_its_pages_have(whole):
    part = search_words.portion(whole, ["b"])
    assert part["_titles"] == {"b": "Title b"}
    assert part["_mapping"] == {"pupil": {"b"}, "meet": {"b"}}
    assert part["_title_mapping"] == {"titl": {"b"}, "b": {"b"}}


def test_portions_put_together_give_the_whole(whole):
    again = index()
    for page in ("c", "a", "b"):
        search_words.add(again, search_words.portion(whole, [page]))
    assert again.freeze() == whole.freeze()


def test_a_page_put_in_anew_leaves_no_word_behind(whole):
    changed = index()
    search_words.add(changed, search_words.portion(whole, ["a", "c"]))
    feed(changed, "b", "Teachers plan")
    fresh = index()
    for page, text in (PAGES | {"b": "Teachers plan"}).items():
        feed(fresh, page, text)
    assert changed.freeze() == fresh.freeze()
    assert "pupil" not in changed.freeze()["terms"]


def test_a_portion_does_not_change_with_the_index(whole):
    part = search_words.portion(whole, ["a"])
    feed(whole, "b", "Schools too")
    assert part["_mapping"]["school"] == {"a"}


def test_no_page_has_no_portion(whole):
    assert search_words.portion(whole, []) == search_words.empty()
