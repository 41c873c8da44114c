"""The documentation as a book: it builds without a warning, with every page and picture."""

import shlex
import shutil
import subprocess
import sys

import pytest
from book import ROOT
from bs4 import BeautifulSoup
from documented import recipe

PAGES = sorted(path.stem for path in (ROOT / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site that `make docs` builds, of a copy of the pages and of what they include."""
    root = tmp_path_factory.mktemp("documentation")
    for name in ("docs", "data"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("_build"))
    (root / ".venv").symlink_to(sys.prefix)
    command = shlex.split(recipe("docs")[0])
    assert {"-W", "-n"} <= set(command)
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return root / "docs/_build/html"


@pytest.mark.slow
def test_every_page_is_there_and_is_reached_from_the_contents(site):
    index = BeautifulSoup((site / "index.html").read_bytes(), "lxml")
    linked = {link["href"] for link in index.select(".bd-links a[href]")}
    assert {f"{name}.html" for name in PAGES if name != "index"} <= linked
    assert all((site / f"{name}.html").is_file() for name in PAGES)


@pytest.mark.slow
def test_pages_ask_for_nothing_that_is_not_there_or_elsewhere(site):
    for name in PAGES:
        page = BeautifulSoup((site / f"{name}.html").read_bytes(), "lxml")
        asked = [tag["src"] for tag in page.select("img[src], script[src]")]
        asked += [tag["href"] for tag in page.select("link[rel=stylesheet]")]
        gone = [file for file in asked if not (site / file.partition("?")[0]).is_file()]
        assert gone == [], name
