"""Sphinx, made to write a site page by page with the bytes of a clean build.

An incremental build of Sphinx itself differs from a clean one in the search index, in the
checksums behind the names of assets and in what it forgets to remove. This builder writes
the pages that changed, or every page where they share a change, and shares that work between
processes. It leans on Sphinx's inner workings, which the lock keeps as they are.
"""

from __future__ import annotations

import copy
import functools
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import sphinx.builders.html as sphinx_html
from jinja2 import BytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import CONFIG_OK

from helpers.building import doctrees, search_words, shared
from helpers.building.shares import Helper, shares

STATE = "state.pickle"
TO_READ, READ = 0, 2**62


class Unusable(Exception):
    """What was kept of the last pass does not fit this one; a pass from nothing will do."""


@dataclass
class Order:
    """What a pass is to do; the folders are absolute paths.

    `read` names the pages to read again, None all of them with nothing kept. `carried` says
    that the site's other files are still good; else every page is written. `settings_hold`
    says that those of the last pass would be made again.
    """

    source: str
    doctrees: str
    out: str
    read: list[str] | None
    carried: bool
    settings_hold: bool


@dataclass
class State:
    """What one pass leaves to the next beside Sphinx's own environment and doctrees."""

    shared: str = ""
    words: dict[str, dict] = field(default_factory=search_words.empty)
    images: dict[str, dict[str, str]] = field(default_factory=dict)
    checksums: dict[str, str] = field(default_factory=dict)
    templates: dict[str, bytes] = field(default_factory=dict)
    outlines: dict[str, bytes] = field(default_factory=dict)
    settings: dict = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, order: Order) -> State:
        """The state that lies beside the doctrees of an order, as far as it still holds."""
        path = Path(order.doctrees) / STATE
        state = pickle.loads(path.read_bytes()) if path.exists() else cls()
        if not order.settings_hold:
            state.settings.clear()
        if order.read is None:
            kept = {name: getattr(state, name) for name in ("templates", "settings", "folders")}
            return cls(**kept)
        if not order.carried:
            state.checksums.clear()
        return state

    def save(self, order: Order) -> None:
        """Put the state beside the doctrees."""
        (Path(order.doctrees) / STATE).write_bytes(pickle.dumps(self))


class Book(Sphinx):
    """Sphinx with the order of a pass and the state that the last one left."""

    def __init__(self, order: Order, state: State):
        self.order = order
        self.state = state
        self.faults = StringIO()
        super().__init__(
            srcdir=order.source,
            confdir=None,
            outdir=order.out,
            doctreedir=order.doctrees,
            buildername="html",
            confoverrides=copy.deepcopy(state.settings),
            status=None,
            warning=self.faults,
            freshenv=order.read is None,
        )
        self.connect("env-updated", lambda app, env: shared.put_in_order(env), priority=0)
        doctrees.use_outlines(self, self.state.outlines)

    def create_builder(self, name: str) -> Site:
        return Site(self, self.env)

    def _load_existing_env(self, filename: str):
        with open(filename, "rb") as stream:
            env = pickle.load(stream)
        # The sources lie in another folder each time, which changes nothing of what they say.
        env.srcdir = self.srcdir
        env.setup(self)
        self._fresh_env_used = False
        if env.config_status != CONFIG_OK:
            raise Unusable("the configuration differs")
        again = set(self.order.read)
        env.all_docs = {page: TO_READ if page in again else READ for page in env.all_docs}
        return env


class Site(StandaloneHTMLBuilder):
    """The HTML builder, which writes the pages that changed, or all where they share a change."""

    pages: set[str] = set()
    every_page = True

    def init(self) -> None:
        super().init()
        self.templates.environment.bytecode_cache = _Templates(self.app.state.templates)

    def get_outdated_docs(self) -> set[str]:
        return set() if self.app.order.carried else set(self.env.found_docs)

    def write_doctree(self, docname, doctree, *, _cache=True) -> None:
        doctrees.forget_folder(doctree, str(self.srcdir))
        super().write_doctree(docname, doctree, _cache=_cache)
        self.app.state.outlines[docname] = doctrees.outline(self.env, doctree)

    def write(self, build_docnames, updated_docnames, method="update") -> None:
        """Write the pages that were read, or all of them where what pages share has changed."""
        order, state, now = self.app.order, self.app.state, shared.digest(self.env)
        if order.read is not None and shared.has_renamed_images(self.env):
            raise Unusable("two figures have one file name")
        self.every_page = not order.carried or now != state.shared
        self.pages = set(self.env.found_docs) if self.every_page else set(updated_docnames)
        state.shared = now
        self.events.emit("write-started", self)
        self.prepare_writing(self.pages)
        self.copy_assets()
        with _known_checksums(state.checksums), doctrees.loaded_once(self.env):
            self._write_serial(sorted(self.pages))
            self._write_other_pages()

    def _write_other_pages(self) -> None:
        """Write what is no page of the book: all of it follows from what the pages share."""
        self.gen_pages_from_extensions()
        if self.every_page:
            self.gen_indices()
            self.gen_additional_pages()
            self.dump_inventory()

    def finish(self) -> None:
        self.copy_image_files()
        self.dump_search_index()

    def copy_static_files(self) -> None:
        """Copy the assets of theme and book, unless those of the last pass are carried over."""
        if not self.app.state.checksums:
            super().copy_static_files()

    def load_indexer(self, docnames) -> None:
        search_words.add(self.indexer, self.app.state.words)
        others = search_words.portion(self.indexer, set(self.env.all_docs) - set(docnames))
        for name in others:
            getattr(self.indexer, name).clear()
        search_words.add(self.indexer, others)
        self.indexer.lang.stem = functools.cache(self.indexer.lang.stem)

    def dump_search_index(self) -> None:
        self.app.state.words = search_words.portion(self.indexer, self.env.all_docs)
        super().dump_search_index()

    def write_doc_serialized(self, docname, doctree) -> None:
        others, self.images = self.images, {}
        super().write_doc_serialized(docname, doctree)
        self.app.state.images[docname] = dict(self.images)
        self.images = others | self.images

    def _write_serial(self, docnames) -> None:
        # The first page compiles the templates for all.
        super()._write_serial(docnames[:1])
        folder = Path(self.doctreedir)
        sizes = {page: (folder / f"{page}.doctree").stat().st_size for page in docnames[1:]}
        ours, *others = shares(sizes)
        helpers = [Helper(functools.partial(self._write_share, share)) for share in others]
        super()._write_serial(ours)
        for helper in helpers:
            self._take_over(*helper.result())

    def _write_share(self, docnames: list[str]) -> tuple:
        """Write some pages in a process that was split off; what the other must know of them."""
        state, faults = self.app.state, self.app.faults
        said = faults.tell()
        super()._write_serial(docnames)
        images = {page: state.images[page] for page in docnames}
        words = search_words.portion(self.indexer, docnames)
        return images, words, state.checksums, state.templates, faults.getvalue()[said:]

    def _take_over(self, images, words, checksums, templates, said) -> None:
        state = self.app.state
        state.images |= images
        state.checksums |= checksums
        state.templates |= templates
        for found in images.values():
            self.images |= found
        search_words.add(self.indexer, words)
        self.app.faults.write(said)


class _Templates(BytecodeCache):
    """Compiled page templates, kept from pass to pass."""

    def __init__(self, store: dict[str, bytes]):
        self.store = store

    def load_bytecode(self, bucket) -> None:
        if bucket.key in self.store:
            bucket.bytecode_from_string(self.store[bucket.key])

    def dump_bytecode(self, bucket) -> None:
        self.store[bucket.key] = bucket.bytecode_to_string()


@contextmanager
def _known_checksums(known: dict[str, str]) -> Iterator[None]:
    """Put the checksums of the clean pass behind the names of assets, whatever lies there now."""
    compute = sphinx_html._file_checksum

    def checksum(folder, name) -> str:
        key = os.fspath(name)
        if key not in known:
            known[key] = compute(folder, name)
        return known[key]

    sphinx_html._file_checksum = checksum
    try:
        yield
    finally:
        sphinx_html._file_checksum = compute
