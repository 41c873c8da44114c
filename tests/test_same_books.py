"""The same answers in six formats: the books that are built from them are one, byte by byte."""

import re
import shutil
from pathlib import Path

import pytest
from book import report, small_project
from test_files import redeliver
from written_files import WRITERS, typed

CELLS = [
    (
        "code",
        "from helpers.edition import Edition\n"
        'everyone, primary = Edition(wave), Edition(wave, phase="primary")\n'
        'interest, fsm, areas = primary["interest"], everyone["fsm"], "Areas"',
    ),
    (
        "markdown",
        "{eval}`interest.baseline` before and {eval}`interest.followup` after: "
        "{eval}`interest.change`; {eval}`fsm.followup`.",
    ),
    ("code", "everyone.table_areas(areas)"),
]


def pages(folder: Path) -> dict[str, bytes]:
    """Content of every file of a built book by its path."""
    book = folder / "book/_build/html"
    return {p.relative_to(book).as_posix(): p.read_bytes() for p in book.rglob("*") if p.is_file()}


def built(folder: Path) -> dict[str, bytes]:
    done = report(folder, "build")
    assert done.returncode == 0, done.stderr
    return pages(folder)


@pytest.mark.slow
def test_the_same_answers_in_six_formats_give_the_same_book(tmp_path):
    folder = small_project(tmp_path / "csv", *CELLS)
    expected = built(folder)
    # What is compared are numbers: the sentence stands on the page with its shares.
    assert re.search(r"\d+% before and \d+% after: ", expected["notebooks/chapter.html"].decode())
    for kind in ("sav", "dta", "xlsx", "ods", "parquet"):

        def write(path, rows, survey, kind=kind):
            header, *below = rows
            WRITERS[kind](path, [header, *([typed(cell) for cell in row] for row in below)])

        other = tmp_path / kind
        shutil.copytree(folder, other, ignore=shutil.ignore_patterns("_build"))
        redeliver(other, kind, write)
        found = built(other)
        assert found.keys() == expected.keys()
        assert [name for name in expected if found[name] != expected[name]] == []
