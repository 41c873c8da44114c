"""Accessible pages: what Sphinx leaves out of tables, figures, images and citations put in.

A Sphinx extension. Tables get a caption, headers that say what they head, and a frame that a
keyboard can scroll; a caption stands before its figure; an image without a text alternative is
a fault of its page; entries of a bibliography get a role that is still in use.
"""

from __future__ import annotations

import html
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict:
    """Connect the parts; what comes back tells Sphinx that pages may be made side by side."""
    app.connect("doctree-read", demand_alternatives)
    app.connect("doctree-resolved", put_captions_first)
    handlers = {
        nodes.table: (visit_table, depart("table")),
        nodes.entry: (visit_entry, depart("entry")),
        nodes.citation: (visit_citation, depart("citation")),
        nodes.caption: (visit("caption"), depart_caption),
        nodes.figure: (visit("figure"), depart_figure),
    }
    for node, pair in handlers.items():
        app.registry.add_translation_handlers(node, html=pair)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def demand_alternatives(app: Sphinx, doctree: nodes.document) -> None:
    """Warn of each image whose text alternative is missing, empty or the name of its file."""
    for image in doctree.findall(nodes.image):
        said = image.get("alt", "").strip()
        if said in ("", image["uri"], PurePosixPath(image["uri"]).name):
            message = "the image %s has no text alternative: say in :alt: what it shows"
            logger.warning(message, image["uri"], location=image)


def put_captions_first(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put the caption of each figure before its image, as it is shown and should be read."""
    for figure in doctree.findall(_is_captioned):
        caption = figure[figure.first_child_matching_class(nodes.caption)]
        figure.remove(caption)
        figure.insert(0, caption)


def table_name(table: nodes.table) -> str:
    """Caption of a table, else the heading that it stands under, numbered among others there."""
    if title := table.next_node(nodes.title):
        return title.astext()
    section = _section_of(table)
    heading = section.next_node(nodes.title)
    untitled = [t for t in section.findall(nodes.table) if not t.next_node(nodes.title)]
    # Those of sections within this one are named after their own headings.
    others = [t for t in untitled if _section_of(t) is section]
    name = heading.astext() if heading else "Table"
    return name if len(others) == 1 else f"{name}, table {others.index(table) + 1}"


def _section_of(node: nodes.Node) -> nodes.Node:
    while node.parent and not isinstance(node, nodes.section):
        node = node.parent
    return node


def _is_captioned(node: nodes.Node) -> bool:
    """Whether a node is a figure with a caption and no legend, which must follow the image."""
    return (
        isinstance(node, nodes.figure)
        and node.first_child_matching_class(nodes.caption) is not None
        and node.first_child_matching_class(nodes.legend) is None
    )


# --- Writing: the translator's own method does the work, and what it wrote is completed. --------


def visit(name: str):
    """The translator's own way to begin a node of this name."""
    return lambda self, node: getattr(type(self), f"visit_{name}")(self, node)


def depart(name: str):
    """The translator's own way to end a node of this name."""
    return lambda self, node: getattr(type(self), f"depart_{name}")(self, node)


def visit_table(self, node: nodes.table) -> None:
    name = html.escape(table_name(node))
    node["classes"].append("report-table")
    node.next_node(nodes.colspec)["stub"] = 1
    visit("table")(self, node)
    self.body[-2] = f'<div class="table-scroll" role="region" aria-label="{name}" tabindex="0">'
    if not node.next_node(nodes.title):
        # The heading in sight says the same.
        self.body.append(f'<caption><span class="visually-hidden">{name}</span></caption>\n')


def visit_entry(self, node: nodes.entry) -> None:
    visit("entry")(self, node)
    if not self.body[-1].startswith("<th"):
        return
    if node.astext().strip():
        scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        self.body[-1] = self.body[-1].replace("<th", f'<th scope="{scope}"', 1)
    else:
        self.body[-1] = self.body[-1].replace("<th", "<td", 1)
        self.context[-1] = self.context[-1].replace("th>", "td>")


def visit_citation(self, node: nodes.citation) -> None:
    visit("citation")(self, node)
    self.body[-1] = self.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def depart_caption(self, node: nodes.caption) -> None:
    depart("caption")(self, node)
    if _is_captioned(node.parent):
        self.body.append("</figcaption>\n")


def depart_figure(self, node: nodes.figure) -> None:
    if _is_captioned(node):
        self.body.append("</figure>\n")
    else:
        depart("figure")(self, node)
