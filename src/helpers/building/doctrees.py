"""Doctrees of other pages, cheap to look up: Sphinx loads each page whole to number its figures.

For the numbering an outline of a page does, with its sections, contents and numbered parts;
for a reference to a number each page is loaded once.
"""

from __future__ import annotations

import functools
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def outline(env: BuildEnvironment, doctree: nodes.document) -> bytes:
    """A page with only its sections, its contents, and the parts that can have a number.

    Empty where an extension numbers parts by titles of its own making.
    """
    kinds = {}
    for domain in env.domains.values():
        kinds |= getattr(domain, "enumerable_nodes", {})
    if any(own_title for _, own_title in kinds.values()):
        return b""
    return pickle.dumps(_outlined(doctree, tuple(kinds)))


def _outlined(node: nodes.Element, kinds: tuple[type, ...]) -> nodes.Element:
    numbered, parts = isinstance(node, kinds), []
    for child in node.children:
        if numbered and isinstance(child, nodes.TextElement):
            parts.append(child.deepcopy())
        elif isinstance(child, nodes.Element):
            part = _outlined(child, kinds)
            if part.children or isinstance(child, (nodes.section, addnodes.toctree, *kinds)):
                parts.append(part)
    copy = node.copy()
    copy.extend(parts)
    return copy


def use_outlines(app: Sphinx, outlines: dict[str, bytes]) -> None:
    """Let Sphinx number sections and figures by the outlines of pages."""

    def begin(app: Sphinx, env: BuildEnvironment) -> list[str]:
        whole = env.get_doctree

        def get(page: str) -> nodes.document:
            return pickle.loads(outlines[page]) if outlines.get(page) else whole(page)

        env.get_doctree = get
        return []

    def end(app: Sphinx, env: BuildEnvironment) -> list[str]:
        del env.get_doctree
        return []

    app.connect("env-get-updated", begin, priority=0)
    app.connect("env-get-updated", end, priority=1000)


@contextmanager
def loaded_once(env: BuildEnvironment) -> Iterator[None]:
    """Look up numbers of other pages without loading the page each time."""
    domain, reading = env.domains["std"], _Reading(env)
    resolve = domain._resolve_numref_xref
    domain._resolve_numref_xref = lambda _, *given: resolve(reading, *given)
    try:
        yield
    finally:
        del domain._resolve_numref_xref


class _Reading:
    """An environment for those who only look at its doctrees."""

    def __init__(self, env: BuildEnvironment):
        self._env = env
        self.get_doctree = functools.cache(env.get_doctree)

    def __getattr__(self, name: str):
        return getattr(self._env, name)


def forget_folder(doctree: nodes.document, folder: str) -> None:
    """Shorten where the parts of a page come from, to what its author calls it."""
    folder = f"{folder}{os.sep}"
    for node in doctree.findall():
        if node.source and node.source.startswith(folder):
            node.source = node.source.removeprefix(folder)
