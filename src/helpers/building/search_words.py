"""The search index in portions by page, so that a page's portion can be put in anew.

Sphinx's own way, to read back the index that it wrote, loses part of it and keeps words that
no page has any more.
"""

from __future__ import annotations

from collections.abc import Collection

from sphinx.search import IndexBuilder

BY_PAGE = ("_titles", "_filenames", "_all_titles", "_index_entries")
BY_WORD = ("_mapping", "_title_mapping")


def empty() -> dict[str, dict]:
    """The portion of no page at all."""
    return {name: {} for name in (*BY_PAGE, *BY_WORD)}


def portion(index: IndexBuilder, pages: Collection[str]) -> dict[str, dict]:
    """What an index holds of these pages."""
    pages = set(pages)
    parts = {name: _of_pages(getattr(index, name), pages) for name in BY_PAGE}
    for name in BY_WORD:
        found = ((word, where & pages) for word, where in getattr(index, name).items())
        parts[name] = {word: where for word, where in found if where}
    return parts


def _of_pages(table: dict, pages: set[str]) -> dict:
    return {page: table[page] for page in sorted(table) if page in pages}


def add(index: IndexBuilder, parts: dict[str, dict]) -> None:
    """Put a portion into an index that holds nothing of its pages."""
    for name in BY_PAGE:
        table = getattr(index, name)
        merged = {**table, **parts[name]}
        table.clear()
        table.update(sorted(merged.items()))
    for name in BY_WORD:
        table = getattr(index, name)
        for word, where in parts[name].items():
            table[word] = table.get(word, set()) | where
