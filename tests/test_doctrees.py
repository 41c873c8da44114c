"""Doctrees of other pages: outlines number as whole pages do."""

import pickle
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from sphinx import addnodes

from helpers.building.doctrees import forget_folder, loaded_once, outline

KINDS = {
    nodes.figure: ("figure", None),
    nodes.table: ("table", None),
    nodes.container: ("code-block", None),
}


def environment(kinds=KINDS) -> SimpleNamespace:
    domains = {"std": SimpleNamespace(enumerable_nodes=kinds), "py": SimpleNamespace()}
    return SimpleNamespace(domains=domains)


def page() -> nodes.document:
    """A section with prose, a figure in a list, a table, contents and a section below."""
    document = new_document("page", get_default_settings())
    figure = nodes.figure("", nodes.image(), nodes.caption("", "A figure"), ids=["fig"])
    item = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "Long"), figure))
    table = nodes.table("", nodes.title("", "A table"), nodes.tgroup("", nodes.tbody()), ids=["t"])
    below = nodes.section("", nodes.title("", "Below"), ids=["below"])
    contents = addnodes.toctree(entries=[(None, "other")])
    prose = nodes.paragraph("", "Prose", nodes.emphasis("", "stressed"))
    document += nodes.section("", nodes.title("", "Page"), prose, item, table, contents, below)
    return document


def test_an_outline_holds_what_can_have_a_number_and_no_more():
    outlined = pickle.loads(outline(environment(), page()))
    kinds = [type(node).__name__ for node in outlined.findall(nodes.Element)]
    assert kinds == [
        "document", "section", "bullet_list", "list_item", "figure", "caption", "table", "title",
        "toctree", "section",
    ]  # fmt: skip
    (figure,) = outlined.findall(nodes.figure)
    assert figure["ids"] == ["fig"] and figure[0].astext() == "A figure"
    (contents,) = outlined.findall(addnodes.toctree)
    assert contents["entries"] == [(None, "other")]


def test_the_page_itself_stays_as_it_was():
    whole = page()
    before = whole.pformat()
    outline(environment(), whole)
    assert whole.pformat() == before


def test_titles_of_an_extension_s_own_making_need_the_whole_page():
    kinds = KINDS | {nodes.admonition: ("box", lambda node: node.astext())}
    assert outline(environment(kinds), page()) == b""


def test_a_page_is_loaded_once_for_all_who_look():
    loaded, found = [], []

    class Domain:
        def _resolve_numref_xref(self, env, page):
            found.append((env.get_doctree(page), env.config))

    def load(page):
        loaded.append(page)
        return page.upper()

    env = SimpleNamespace(domains={"std": Domain()}, get_doctree=load, config="settings")
    with loaded_once(env):
        for name in ("a", "b", "a"):
            env.domains["std"]._resolve_numref_xref(env, name)
    assert loaded == ["a", "b"]
    assert found == [("A", "settings"), ("B", "settings"), ("A", "settings")]
    env.domains["std"]._resolve_numref_xref(env, "a")
    assert loaded == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("source", "shown"),
    [("/x/stage/book/a.md", "book/a.md"), ("/x/other/a.md", "/x/other/a.md"), (None, None)],
)
def test_the_folder_of_a_build_is_forgotten(source, shown):
    document = page()
    document[0].source = source
    forget_folder(document, "/x/stage")
    assert document[0].source == shown
