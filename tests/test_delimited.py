"""Delimited: separators are told from the header, and rows keep the lines of the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_files import write_csv

from helpers.errors import InputError
from helpers.reading.delimited import SIGNS, read_delimited
from helpers.reading.instructions import Instructions


def read(path, content, **how):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_delimited(path, "a.csv", Instructions(**how))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.csv"


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=8)


@given(
    st.sampled_from(sorted(SIGNS)),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5),
)
def test_what_was_written_is_read(tmp_path_factory, separator, encoding, below):
    path = tmp_path_factory.mktemp("text") / "a.csv"
    write_csv(path, [("one", "two"), *below], separator, encoding, quoting=1)
    said = {} if encoding.startswith("utf-8") else {"encoding": encoding}
    delivered = read_delimited(path, "a.csv", Instructions(**said))
    assert delivered.separator == separator
    rows = list(zip(*(column.cells for column in delivered.columns), strict=True))
    assert rows == [(first.strip(), second.strip()) for first, second in below]


def test_one_column_needs_no_separator(path):
    assert read(path, "one\n1\n2\n").columns[0].cells == ("1", "2")


def test_a_name_may_hold_another_separator(path):
    assert read(path, '"a, b";c\n1;2\n').names == ["a, b", "c"]
    assert read(path, "a, b;c\n1;2\n").names == ["a, b", "c"]


def test_a_separator_is_looked_for_in_the_header_that_is_said(path):
    delivered = read(path, "Made, on; Monday\n\na;b\n1;2\n", header=(3,))
    assert (delivered.names, delivered.header, delivered.rows) == (["a", "b"], 3, (4,))


def test_a_comment_may_be_the_row_of_names_if_that_is_said(path):
    assert read(path, "#a,b\n1,2\n", header=(1,)).names == ["#a", "b"]


def test_rows_are_the_lines_of_the_file(path):
    text = '# One\n# Two\na,b\n\n1,"x\ny"\n2,z\n'
    assert read(path, text).rows == (5, 7)


def test_rows_of_another_length_are_told_and_left_out(path):
    delivered = read(path, "a;b\n1;2;3\n4;5\n6\n")
    assert delivered.rows == (3,)
    todo = "look for a missing or an extra semicolon"
    assert [str(problem) for problem in delivered.problems] == [
        f"a.csv, row 2: has 3 cells where the header has 2; {todo}",
        f"a.csv, row 4: has 1 cells where the header has 2; {todo}",
    ]


@pytest.mark.parametrize(
    ("content", "encoding", "row"),
    [
        ("a\nb\né\n".encode("latin-1"), "", 3),
        ("a\nb\n\u0080".encode(), "ascii", 3),
        (b"a\nb\n\x81\n", "windows-1252", 3),
        ("a\nb\né\n".encode(), "latin-1", 3),
        (b"a\nb\0\n", "", 2),
        (b"a\n", "utf-16", 1),
        ("a\n".encode("utf-16")[:-1], "utf-16", 1),
    ],
)
def test_text_in_another_encoding_is_refused_in_its_row(path, content, encoding, row):
    with pytest.raises(InputError) as refused:
        read(path, content, encoding=encoding)
    assert [problem.row for problem in refused.value.problems] == [row]


def test_one_byte_a_character_is_read_where_it_is_said(path):
    content = "a\ncafé\n€5\n".encode("cp1252")
    assert read(path, content, encoding="windows-1252").columns[0].cells == ("café", "€5")
