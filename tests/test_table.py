"""Table: the header is found, and columns keep the order of rows."""

import pytest

from helpers.errors import InputError
from helpers.reading.table import columns_of, split_header

ROWS = [(1, ["# Made up", ""]), (3, ["a", "b"]), (4, ["A?", "B?"]), (6, ["1", "2"])]


def test_the_first_row_that_is_no_comment_is_the_header():
    first, top, below = split_header(ROWS, (), "x")
    assert (first, top) == (3, [(3, ["a", "b"])])
    assert [number for number, _ in below] == [4, 6]


def test_a_comment_among_the_answers_is_an_answer():
    _, _, below = split_header([(1, ["a"]), (2, ["# 1"]), (3, ["2"])], (), "x")
    assert [number for number, _ in below] == [2, 3]


def test_a_header_may_have_several_rows():
    first, top, below = split_header(ROWS, (3, 4), "x")
    assert first == 3 and below == [(6, ["1", "2"])]
    assert [(c.name, c.wording, c.cells) for c in columns_of(top, below)] == [
        ("a", "A?", ("1",)),
        ("b", "B?", ("2",)),
    ]


def test_a_second_row_may_be_shorter():
    columns = columns_of([(1, ["a", "b"]), (2, ["A?"])], [(3, ["1", "2"])])
    assert [column.wording for column in columns] == ["A?", ""]


@pytest.mark.parametrize(
    ("rows", "header", "found"),
    [
        (ROWS, (2,), "x, row 2: holds no header here; mend the header in wave.yml"),
        (ROWS, (6,), "x: has no respondents; export the survey again"),
        (ROWS[:1], (), "x: has no respondents; export the survey again"),
        ([], (), "x: has no respondents; export the survey again"),
    ],
)
def test_a_table_without_header_or_answers_is_refused(rows, header, found):
    with pytest.raises(InputError) as refused:
        split_header(rows, header, "x")
    assert str(refused.value) == found
