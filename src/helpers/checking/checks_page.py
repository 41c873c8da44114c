"""Checks page: what the notebook on the checks of the report writes with."""

from __future__ import annotations

from pathlib import Path

from IPython.display import Markdown

from helpers import html_table, reads
from helpers.checking.findings import EXCEPTIONS, read_exceptions
from helpers.origins import note
from helpers.project import find_root


class ChecksPage:
    """The exceptions of the project as a page of the book: `ChecksPage().exceptions("Title")`."""

    def __init__(self, root: Path | None = None):
        self.root = root or find_root()
        reads.note("file", EXCEPTIONS)
        self.allowed = read_exceptions(self.root)

    @property
    def n(self) -> str:
        """How many exceptions there are."""
        note("file", what=EXCEPTIONS)
        return f"{len(self.allowed):,}"

    def exceptions(self, title: str) -> Markdown:
        """Each exception with its page, what is found there, the reason and who says so."""
        header = ["Page", "Check", "What is found", "Why it may stand", "Who says so"]
        rows = [[x.page, x.check, x.found, x.reason, x.name] for x in self.allowed]
        return Markdown(html_table.table(title, header, rows or [["none"] * len(header)]))
