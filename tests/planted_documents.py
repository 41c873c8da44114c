"""Faults of documents: cells of workbooks and CSV files, sentences of Word and of chapters."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial

from published_book import edition_root, published, untraced, with_document

from helpers.checking import documents
from helpers.checking.context import Context
from helpers.checking.findings import Finding

NAME, WHOLE_BOOK = documents.NAME, True
Change = Callable[[bytes], bytes]


def replaced(old: str, new: str) -> Change:
    """Change of a text file: the first `old` is `new`."""
    return lambda content: untraced(content.decode()).replace(old, new, 1).encode()


def packed(part: str, old: str, new: str) -> Change:
    """The same in a part of a packed file, by a pattern of names and of text."""

    def change(content: bytes) -> bytes:
        target, done = io.BytesIO(), False
        with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(target, "w") as now:
            for name in was.namelist():
                data = was.read(name)
                if re.search(part, name) and not done:
                    spoiled = re.sub(old.encode(), new.encode(), data, count=1)
                    done = spoiled != data
                    data = spoiled
                now.writestr(name, data)
        return target.getvalue() if done else content

    return change


FILES = {
    "a cell of the workbook": (
        "documents/*.xlsx", packed(r"worksheets/sheet\d+\.xml", "<v>0.27</v>", "<v>0.72</v>"),
    ),
    "a text of the workbook": (
        "documents/*.xlsx", packed("sharedStrings", r"0\.0035\*", "0.0053*"),
    ),
    "a cell of the OpenDocument workbook": (
        "documents/*.ods", packed("content.xml", 'office:value="0.27"', 'office:value="0.29"'),
    ),
    "a cell of a CSV file": ("documents/tables/figure_5_1.csv", replaced("31%", "32%")),
    "a row that a CSV file lacks": (
        "documents/tables/figure_6_2.csv", lambda content: content.rpartition(b"\nEnd")[0] + b"\n",
    ),
    "a sentence of the Word file": (
        "documents/*.docx", packed(r"word/document\.xml", r"8 in 10 \(83%\)", "8 in 10 (81%)"),
    ),
    "a cell of the Word file": (
        "documents/*.docx", packed(r"word/document\.xml", ">143<", ">134<"),
    ),
    "a sentence of a single chapter": (
        "documents/chapters/*-outcomes.html", replaced("31% gave a 5", "13% gave a 5"),
    ),
    "a page of the edition": (
        "notebooks/change.html", replaced("of 50 percentage", "of 51 percentage"),
    ),
}  # fmt: skip


def untouched() -> list[Finding]:
    """Findings in the edition as it was made, all of which was looked at."""
    context = Context.of(edition_root())
    context.__dict__["published"] = published().published
    assert documents.unchecked(context) == ""
    return documents.findings(context)


FAULTS = {name: partial(with_document, *fault, documents.findings) for name, fault in FILES.items()}
