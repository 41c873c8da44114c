"""HTML document: a page of sections with a list of contents, in one file that asks for nothing."""

from __future__ import annotations

import html
import os
from importlib.resources import files
from pathlib import Path

from helpers.errors import InputError, Problem
from helpers.html_table import table

Sections = dict[str, tuple[str, str]]  # heading and HTML by name


def document(title: str, sections: Sections, before: str = "") -> str:
    """The document; `before` is HTML that stands ahead of the first section."""
    style = files("helpers.comparing").joinpath("comparison.css").read_text(encoding="utf-8")
    links = "".join(
        f'<li><a href="#{name}">{html.escape(head)}</a></li>'
        for name, (head, _) in sections.items()
    )
    body = "".join(
        f'<section aria-labelledby="{name}"><h2 id="{name}">{html.escape(head)}</h2>{part}'
        "</section>\n"
        for name, (head, part) in sections.items()
    )
    heading = html.escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{heading}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#content">Skip to the content</a><header>'
        f'<h1>{heading}</h1></header>\n<nav aria-label="Contents"><ul>{links}</ul></nav>\n'
        f'<main id="content">{before}{body}</main></body></html>\n'
    )


def table_or_none(caption: str, header: list[str], rows: list[list[str]]) -> str:
    """A table, or the word that there is nothing to put into one."""
    return table(caption, header, rows) if rows else "<p>None.</p>"


def write_whole(text: str, path: Path) -> None:
    """Write a file as a whole or not at all; raises InputError where it cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        found_out = f"cannot be written: {error.strerror or error}"
        raise InputError(Problem(str(path), found_out, "name a file in a folder")) from None
