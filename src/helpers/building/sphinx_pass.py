"""One pass of Sphinx over a book, as `pages` orders it; runs in a process of its own."""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

from sphinx.util.console import nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from helpers.building import shared
from helpers.building.memory import digest
from helpers.building.sphinx_site import Book, Order, State

# Extensions that Jupyter Book always loads, and whether a configuration uses them.
UNUSED_UNLESS = {
    "sphinx_thebe": lambda c: c["html_theme_options"].get("launch_buttons", {}).get("thebe"),
    "sphinx_comments": lambda c: any(c.get("comments_config", {}).values()),
    "sphinx.ext.intersphinx": lambda c: c.get("intersphinx_mapping"),
    "sphinx_jupyterbook_latex": lambda c: False,
}
INSTALLED = tuple(
    sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")
)
_code: dict[str, str] = {}


def settings_of(source: Path) -> dict:
    """Sphinx's settings as Jupyter Book makes them of _config.yml.

    Extensions that the book does not use are left out. Puts the folders of the book's own
    extensions where modules are imported from.
    """
    from jupyter_book.config import get_final_config

    overrides = {"external_toc_path": "_toc.yml", "latex_individualpages": False}
    settings, _ = get_final_config(
        user_yaml=source / "_config.yml",
        sourcedir=source,
        cli_config=overrides | {"nitpicky": True},
        raise_on_invalid=True,
    )
    unused = [name for name, used in UNUSED_UNLESS.items() if not used(settings)]
    settings["extensions"] = [name for name in settings["extensions"] if name not in unused]
    if "sphinx_comments" in unused:
        settings.pop("comments_config", None)
    return settings


def run(order: Order) -> dict:
    """Facts of one pass: warnings, pages read and written, files that each page needs.

    Raises Unusable where what was kept of the last pass does not fit.
    """
    state, source = State.load(order), Path(order.source)
    if state.settings:
        sys.path += [str(source / folder) for folder in state.folders]
    else:
        before = len(sys.path)
        state.settings = settings_of(source)
        state.folders = [os.path.relpath(path, source) for path in sys.path[before:]]
    os.chdir(source)
    nocolor()
    read = []
    with patch_docutils(None), docutils_namespace():
        book = Book(order, state)
        book.connect("env-before-read-docs", lambda app, env, names: read.extend(names))
        book.build()
    state.save(order)
    return _facts(book) | {"read": sorted(read)}


def code() -> dict[str, str]:
    """Digest of each module file that was imported and is not installed, when first asked.

    The version of a package says what is in it; the project's own modules and the extensions
    of a book have none.
    """
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    for file in sorted(file for file in files if file and not file.startswith(INSTALLED)):
        if file not in _code and os.path.isfile(file):
            _code[file] = digest(Path(file))
    return _code


def _facts(book: Book) -> dict:
    env, site = book.env, book.builder
    images = {name for found in book.state.images.values() for name in found.values()}
    downloads = {name for _, name in env.dlfiles.values()}
    return {
        "faults": _faults(book),
        "written": sorted(site.pages),
        "every_page": site.every_page,
        "needs": {
            page: sorted({env.doc2path(page, False), *env.dependencies.get(page, ())})
            for page in sorted(env.found_docs)
        },
        "made": sorted(
            {f"_images/{name}" for name in images} | {f"_downloads/{name}" for name in downloads}
        ),
        "assets": book.state.settings.get("html_static_path", []),
        "lasting": not shared.has_glue(env),
        "code": _code_outside(book.order.source),
    }


def _code_outside(source: str) -> dict[str, str]:
    """Modules that are no input of the book itself."""
    return {file: value for file, value in code().items() if not file.startswith(source + os.sep)}


def _faults(book: Book) -> list[str]:
    """Warnings, each once, with pages named as their authors know them."""
    lines = book.faults.getvalue().replace(f"{book.order.source}{os.sep}", "").splitlines()
    return list(dict.fromkeys(line for line in lines if line.strip()))
