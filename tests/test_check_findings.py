"""Findings, the exceptions that allow some of them, and the printed table."""

import pytest

from helpers.checking.findings import (
    EXCEPTIONS,
    Allowance,
    Finding,
    lines,
    read_exceptions,
    sort_out,
)
from helpers.errors import InputError

ENTRY = """exceptions:
  - check: prose
    page: book/a.md
    found: 'a number: "5" in *'
    reason: It is the law.
    name: A. Person
"""


def finding(found='a number: "5" in "The 5 acts"', check="prose", page="book/a.md", line=3):
    return Finding(check, page, line, found, "Take it out")


def allowance(found='a number: "5" in *', check="prose", page="book/a.md"):
    return Allowance(check, page, found, "It is the law.", "A. Person")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data").mkdir()

    def write(text):
        (tmp_path / EXCEPTIONS).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_an_exception_is_read_as_it_is_written(project):
    assert read_exceptions(project(ENTRY)) == [allowance()]


def test_without_a_file_there_are_no_exceptions(tmp_path):
    assert read_exceptions(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("reason: It is the law.", "reason: ' '", "entry 1 has an empty reason"),
        ("name: A. Person", "name: ''", "entry 1 has an empty name"),
        ("    name: A. Person\n", "", "entry 1 has no 'name'"),
        ("""found: 'a number: "5" in *'""", "found: '*'", "entry 1 has an empty found"),
        ("reason:", "because:", "unknown key 'because'"),
        ("exceptions:", "allowed:", "has no list 'exceptions'"),
    ],
)
def test_an_exception_without_reason_name_or_words_is_refused(project, old, new, said):
    assert old in ENTRY
    with pytest.raises(InputError, match=said):
        read_exceptions(project(ENTRY.replace(old, new)))


@pytest.mark.parametrize(
    ("changed", "allows"),
    [
        ({}, True),
        ({"line": 99}, True),
        ({"page": "book/b.md"}, False),
        ({"check": "numbers"}, False),
        ({"found": 'a number: "55" in "The 55 acts"'}, False),
        ({"found": 'also a number: "5" in "The 5 acts"'}, False),
    ],
)
def test_an_exception_is_for_one_page_one_check_and_what_it_says(changed, allows):
    assert allowance().allows(finding(**changed)) == allows


def test_only_a_star_stands_for_any_words():
    assert allowance("a [5].+ *").allows(finding("a [5].+ b"))
    assert not allowance("a [5].+ *").allows(finding("a 5xx b"))


def test_findings_are_sorted_into_stopping_and_allowed():
    stays, goes = finding(), finding("another")
    outcome = sort_out([stays, goes], [allowance()], ["prose"])
    assert outcome.stopping == [goes]
    assert outcome.allowed == [(stays, allowance())]


def test_an_exception_that_allows_nothing_is_a_finding():
    (only,) = sort_out([], [allowance()], ["prose"]).stopping
    assert (only.check, only.page, only.line) == ("exceptions", EXCEPTIONS, "entry 1")
    assert "nothing on book/a.md is found" in only.found


def test_of_two_exceptions_for_one_finding_neither_is_idle():
    outcome = sort_out([finding()], [allowance(), allowance("a number*")], ["prose"])
    assert outcome.stopping == []


def test_an_exception_of_no_known_check_says_which_there_are():
    (only,) = sort_out([], [allowance(check="prosa")], ["prose", "numbers"]).stopping
    assert "no check 'prosa'" in only.found and only.todo == "Name one of: prose, numbers"


def test_the_table_says_page_line_what_was_found_and_what_to_do():
    table = lines(sort_out([finding("one"), finding(), finding()], [allowance()], []), ["prose"])
    assert table[0] == "prose | book/a.md | line 3"
    assert table[1].strip() == "found: one" and table[2].strip() == "to do: Take it out"
    assert 'allowed | book/a.md | a number: "5" in * | 2 times' in table
    assert "    because: It is the law. (A. Person)" in table


def test_the_table_ends_with_counts_of_every_check():
    table = lines(sort_out([finding("one"), finding()], [allowance()], []), ["prose", "numbers"])
    assert [line.split() for line in table[-3:]] == [
        ["prose", "1", "1"],
        ["numbers", "0", "0"],
        ["exceptions", "0", "0"],
    ]


def test_a_place_in_a_cell_is_told_as_it_is():
    table = lines(sort_out([finding("one", line="cell x, line 2")], [], []), ["prose"])
    assert table[0] == "prose | book/a.md | cell x, line 2"
