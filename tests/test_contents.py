"""Contents: numbers of chapters as the newest wave has them, and a page named among them."""

import json

import pytest
import yaml
from book import ROOT, notebook, small_project

from helpers.errors import InputError
from helpers.workshop.contents import chapter_page, numbers, with_page

TOC = (ROOT / "_toc.yml").read_text(encoding="utf-8")
PARTS = """\
format: jb-book
root: book/index
parts:
  - chapters:
      - file: notebooks/summary
  - caption: The report
    numbered: 2
    chapters:
      - file: book/introduction   # by hand
      - file: notebooks/first
  - numbered: 2
    chapters:
      - file: notebooks/trends
  - caption: Appendices
    chapters:
      - file: notebooks/annex
"""


@pytest.fixture
def root(tmp_path):
    """A project with two numbered notebooks, of which the second needs an earlier wave."""
    small_project(tmp_path)
    (tmp_path / "notebooks/chapter.ipynb").unlink()
    for name in ("summary", "first", "annex", "trends"):
        path = notebook(tmp_path / f"notebooks/{name}.ipynb", ("markdown", f"# {name}"))
    content = json.loads(path.read_text())
    content["cells"][1]["metadata"] = {"tags": ["needs-waves"]}  # the last is "trends"
    path.write_text(json.dumps(content))
    (tmp_path / "_toc.yml").write_text(PARTS)
    return tmp_path


def test_chapters_of_numbered_parts_are_counted_through(root):
    assert numbers(root) == {"book/introduction": 1, "notebooks/first": 2}


def test_a_chapter_that_the_newest_wave_has_is_counted(root):
    (root / "data/waves/2021-22").mkdir()
    facts = (root / "data/waves/2020-21/wave.yml").read_text()
    (root / "data/waves/2021-22/wave.yml").write_text(facts)
    assert numbers(root)["notebooks/trends"] == 3


def test_without_numbered_parts_all_chapters_count(tmp_path):
    assert numbers(small_project(tmp_path)) == {"notebooks/chapter": 1}


def test_a_chapter_is_found_by_its_name(root):
    assert chapter_page(root, None) == "notebooks/first"
    for name in ("first", "first.ipynb", "notebooks/first.ipynb"):
        assert chapter_page(root, name) == "notebooks/first"


@pytest.mark.parametrize("name", ["frist", "annex"])
def test_a_chapter_without_a_number_is_refused(root, name):
    said = f"there is no chapter '{name}' with a number; chapters are: first"
    with pytest.raises(InputError, match=said):
        chapter_page(root, name)


def test_a_page_is_named_last_of_the_numbered_chapters():
    made = with_page(PARTS, "notebooks/new")
    before, after = PARTS.splitlines(), made.splitlines()
    added = [line for line in after if line not in before]
    assert added == ["      - file: notebooks/new"]
    assert after.index(added[0]) == before.index("      - file: notebooks/trends") + 1
    assert [line for line in after if line != added[0]] == before


def test_the_shipped_contents_take_one():
    made = yaml.safe_load(with_page(TOC, "notebooks/new"))
    parts = [part for part in made["parts"] if part.get("numbered")]
    assert parts[-1]["chapters"][-1] == {"file": "notebooks/new"}


@pytest.mark.parametrize(
    "text",
    [
        PARTS.replace("- file: notebooks/trends", "- file: notebooks/trends\n        title: T"),
        PARTS.replace("- file: notebooks/trends", "- {file: notebooks/trends}"),
        "format: jb-book\nroot: book/index\n",
    ],
)
def test_contents_of_another_form_are_left_alone(text):
    with pytest.raises(InputError, match="name it there yourself, as `- file: notebooks/new`"):
        with_page(text, "notebooks/new")
