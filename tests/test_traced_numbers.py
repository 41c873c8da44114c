"""Marked texts on a page: elements where one can stand, plain text elsewhere; then the list."""

import json
import re

import pytest
from extended_book import extended_book, page

from helpers.building.number_marks import ANY, marked
from helpers.building.origin_list import LIST
from helpers.building.pages import look, write_site

LISTED = '<details class="origins" id="origins"><summary>Where</summary><p>xyzzy</p></details>'
TEXT = f"""# On {marked("two", 1)} things

"{marked("83%", 2)}" is {marked("83%", 12)}'s -- {marked("83%", 13)}... '{marked("half", 14)}',
\"{marked("83%", 15)} so\" half, **{marked("five", 3)}** and {marked("83%", 2)}
("{marked("six", 4)}").

- In a list {marked("7", 5)}, in code `{marked("8", 6)}`, in a link [{marked("9", 7)}](https://a.org)

<p title="{marked("10", 8)}">raw {marked("11", 9)}</p>

```{{math}}
{marked("12", 10)}
```

## Section {marked("13", 11)}
"""


def site(folder, text, listed=LISTED):
    source = extended_book(folder / "source", one=text)
    if listed is not None:
        (source / f"book/one{LIST}").write_text(listed, encoding="utf-8")
    return write_site(source, folder / "memory", folder / "site").site


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return site(tmp_path_factory.mktemp("marked"), TEXT)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return site(tmp_path_factory.mktemp("bare"), ANY.sub("", TEXT), None)


def test_a_number_is_an_element_with_a_name_of_its_own(made):
    numbers = [(n["id"], n.get_text()) for n in page(made, "one").select("article .traced")]
    assert numbers == [
        ("number-2", "83%"), ("number-12", "83%"), ("number-13", "83%"), ("number-14", "half"),
        ("number-15", "83%"), ("number-3", "five"), ("number-2-2", "83%"), ("number-4", "six"),
        ("number-5", "7"), ("number-7", "9"),
    ]  # fmt: skip


def test_no_sign_is_left_in_any_file(made):
    texts = [p.read_text(encoding="utf-8") for p in made.rglob("*.html")]
    texts.append((made / "searchindex.js").read_text(encoding="utf-8"))
    assert [text for text in texts if ANY.search(text)] == []


def test_the_page_is_otherwise_that_without_marks(made, bare):
    marked_page, plain_page = page(made, "one"), page(bare, "one")
    for number in marked_page.select(".traced"):
        number.unwrap()
    for added in marked_page.select("details.origins, .numbers-switch"):
        added.decompose()
    squeezed = [re.sub(r"\s+", "", str(found)) for found in (marked_page, plain_page)]
    assert squeezed[0] == squeezed[1]


def test_the_search_knows_neither_the_marks_nor_the_list(made, bare):
    one, other = ((s / "searchindex.js").read_text(encoding="utf-8") for s in (made, bare))
    assert one == other and "xyzzy" not in one


def test_the_list_stands_at_the_end_with_a_button_for_it(made, bare):
    found = page(made, "one")
    assert found.select_one("article details.origins p").get_text() == "xyzzy"
    (button,) = found.select(".bd-header-article .numbers-switch")
    assert button["aria-pressed"] == "false" and button.get_text().strip() == "Trace numbers"
    assert page(bare, "one").select(".numbers-switch, details.origins") == []
    assert page(made, "index" if (made / "book/index.html").exists() else "one")


def test_a_list_that_changes_writes_its_page_again_and_no_other(tmp_path):
    source = extended_book(tmp_path / "source", one=TEXT, two="# Two\n")
    listed = source / f"book/one{LIST}"
    listed.write_text(LISTED, encoding="utf-8")
    write_site(source, tmp_path / "memory", tmp_path / "first")
    listed.write_text(LISTED.replace("xyzzy", "changed"), encoding="utf-8")
    assert look(source, tmp_path / "memory").plan.read == ("book/one",)
    again = write_site(source, tmp_path / "memory", tmp_path / "second")
    assert again.written == ("book/one",)
    clean = write_site(source, tmp_path / "other", tmp_path / "third")
    assert json.dumps(again.files) == json.dumps(clean.files)
