"""What the pages of a book share: the part of Sphinx's environment that other pages show.

Titles, numbers, labels, the table of contents and index entries of one page stand on others
too. Where none of that has changed, a changed page changes no page but itself. What is not
known here to be a page's own counts as shared, so that the doubtful case writes every page.
"""

from __future__ import annotations

import hashlib
import posixpath

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

# Attributes of the environment that no other page shows: the run's own things, configuration
# (a change of it makes a pass from nothing), and what belongs to the page that was read.
NOT_SHARED = {
    "app", "config", "config_status", "config_status_extra", "doctreedir", "domains", "events",
    "external_site_map", "master_doctree", "myst_config", "mystnb_config", "nb_new_exec_data",
    "project", "ref_context", "sd_config", "settings", "srcdir", "temp_data",
    "_pickled_doctree_cache", "_write_doc_doctree_cache",
    "all_docs", "dependencies", "dlfiles", "images", "included", "reread_always",
}  # fmt: skip
SEARCH = "_search_index_"
EMPTIES = (dict, list, set, tuple)
OWN_METADATA = {"wordcount", "papermill"}


def digest(env: BuildEnvironment) -> str:
    """Digest of everything in an environment that a page can show of another page."""
    state = {
        name: value
        for name, value in vars(env).items()
        if name not in NOT_SHARED and not name.startswith(SEARCH)
    }
    state["metadata"] = {
        page: {name: value for name, value in facts.items() if name not in OWN_METADATA}
        for page, facts in env.metadata.items()
    }
    # The sidebar of every page is made of the contents that stand in the first page.
    root = env.get_doctree(env.config.root_doc)
    state["contents"] = [node.pformat() for node in root.findall(addnodes.toctree)]
    return hashlib.sha256(canonical(state).encode()).hexdigest()


def canonical(value, above: tuple[int, ...] = ()) -> str:
    """Text of a value that is the same for equal values, in whatever order they were filled."""
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return repr(value)
    if isinstance(value, nodes.Node):
        return value.pformat() if isinstance(value, nodes.Element) else repr(value.astext())
    if id(value) in above:
        return "<above>"
    above = (*above, id(value))
    if isinstance(value, dict):
        # Looking a page up in some tables makes an empty entry for it.
        pairs = [(k, v) for k, v in value.items() if v or not isinstance(v, EMPTIES)]
        texts = (f"{canonical(k, above)}: {canonical(v, above)}" for k, v in pairs)
        return "{" + ", ".join(sorted(texts)) + "}"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(canonical(part, above) for part in value)) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(canonical(part, above) for part in value) + "]"
    inside = dict(vars(value)) if hasattr(value, "__dict__") else str(value)
    return f"{type(value).__qualname__}({canonical(inside, above)})"


def put_in_order(env: BuildEnvironment) -> None:
    """Sort what Sphinx gathered by page and by name, as if all had been read in that order.

    Numbers of chapters follow the order in which pages were read.
    """
    for value in vars(env).values():
        _sort(value)
    for domain in env.domaindata.values():
        for value in domain.values():
            _sort(value)


def _sort(value) -> None:
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        items = sorted(value.items())
        value.clear()
        value.update(items)


def has_renamed_images(env: BuildEnvironment) -> bool:
    """Whether two images have one file name: then the names depend on the order of reading."""
    return any(posixpath.basename(path) != name for path, (_, name) in env.images.items())


def has_glue(env: BuildEnvironment) -> bool:
    """Whether a page leaves values for other pages outside the environment (`glue`)."""
    return any("glue" in facts for facts in getattr(env, "nb_metadata", {}).values())
