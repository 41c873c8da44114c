"""The same answers in six formats: the books that are built from them are one, byte by byte."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from book import report, whole_project
from test_files import redeliver
from written_files import WRITERS, typed

from helpers.building.about_build import INPUTS

WAVE = "data/waves/2020-21"


def pages(folder: Path) -> dict[str, bytes]:
    """Content of every file of a built book by its path."""
    book = folder / "book/_build/html"
    return {p.relative_to(book).as_posix(): p.read_bytes() for p in book.rglob("*") if p.is_file()}


def built(folder: Path) -> dict[str, bytes]:
    done = report(folder, "build")
    assert done.returncode == 0, done.stderr
    return pages(folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The whole project, its survey files as they ship."""
    return whole_project(tmp_path_factory.mktemp("csv") / "project")


@pytest.fixture(scope="module")
def expected(project) -> dict[str, bytes]:
    return built(project)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sav", "dta", "xlsx", "ods", "parquet"])
def test_the_same_answers_in_another_format_give_the_same_book(project, expected, tmp_path, kind):
    def write(path, rows, survey):
        header, *below = rows
        WRITERS[kind](path, [header, *([typed(cell) for cell in row] for row in below)])

    other = tmp_path / kind
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("_build"))
    redeliver(other, kind, write)
    found = built(other)
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    # The files are others, and beside the book it says which.
    told = json.loads((other / "book/_build" / INPUTS).read_text(encoding="utf-8"))
    path = other / WAVE / f"baseline.{kind}"
    assert told["files"][f"{WAVE}/{path.name}"] == hashlib.sha256(path.read_bytes()).hexdigest()
    first = json.loads((project / "book/_build" / INPUTS).read_text(encoding="utf-8"))
    assert told["answers"] == first["answers"] and told["files"] != first["files"]
    # The answers stand on the page about the build, and no word of what they were delivered in.
    page = found["book/about-this-build.html"].decode()
    assert all(digest in page for digest in told["answers"].values())
    assert f"baseline.{kind}" not in page and "baseline.csv" not in page


@pytest.mark.slow
def test_another_answer_gives_another_book(project, expected, tmp_path):
    other = tmp_path / "changed"
    shutil.copytree(project, other, symlinks=True)
    path = other / WAVE / "baseline.csv"
    *above, last = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(above) + "\n", encoding="utf-8")  # the last respondent is gone
    facts = other / WAVE / "wave.yml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("respondents: 143", "respondents: 142"), encoding="utf-8")
    found = built(other)
    changed = [name for name in expected if found.get(name) != expected[name]]
    assert "book/about-this-build.html" in changed and "notebooks/change.html" in changed
