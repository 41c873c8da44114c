"""A page of sections in one file."""

import pytest
from bs4 import BeautifulSoup

from helpers.comparing.html_document import document, table_or_none, write_whole
from helpers.errors import InputError


def test_each_section_is_in_the_list_of_contents():
    made = document("A & b", {"one": ("First <1>", "<p>x</p>"), "two": ("Second", "")}, "<p>y</p>")
    tree = BeautifulSoup(made, "html.parser")
    assert tree.title.text == tree.h1.text == "A & b"
    assert [(a["href"], a.text) for a in tree.select("nav a")] == [
        ("#one", "First <1>"), ("#two", "Second")
    ]  # fmt: skip
    assert [s["aria-labelledby"] for s in tree.select("main section")] == ["one", "two"]
    assert tree.main.p.text == "y" and tree.select_one("a.skip")["href"] == "#content"


def test_a_table_without_rows_is_a_word():
    assert table_or_none("T", ["A"], []) == "<p>None.</p>"
    assert "<caption>T</caption>" in table_or_none("T", ["A"], [["x"]])


def test_a_file_is_written_whole_or_a_problem_is_told(tmp_path):
    write_whole("text", tmp_path / "a.html")
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]
    with pytest.raises(InputError, match="cannot be written"):
        write_whole("text", tmp_path / "none/a.html")
