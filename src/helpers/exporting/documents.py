"""Documents: what an edition offers beside its pages, and how each file is named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.project import slug
from helpers.publication import Publication

FOLDER = "documents"
# Groups that can be asked for by name, those that take longest first.
GROUPS = ("pdf", "word", "chapters", "tables", "brief")


@dataclass(frozen=True)
class Document:
    """One file of an edition: its path in it, what it holds and in which form, its size in bytes.

    `about` is the path of the page for a chapter by itself, and the name of the table
    ("figure_6_1") for one that is a CSV file; otherwise "".
    """

    path: str
    group: str
    title: str
    form: str
    size: int
    about: str = ""


def stem(publication: Publication) -> str:
    """First part of every file name, such as "schools-linking-2020-21".

    The end of a name says what the file is, so the title's own word for that is left out.
    """
    words = re.sub(r"\s+(evaluation|report)$", "", publication.title.strip(), flags=re.IGNORECASE)
    return f"{slug(words)}-{slug(publication.wave)}"


def file_name(publication: Publication, what: str, kind: str) -> str:
    """File name of a document: `what` it is ("report") and the `kind` of file ("pdf")."""
    return f"{stem(publication)}-{slug(what)}.{kind}"
