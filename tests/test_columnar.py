"""Columnar: Parquet's numbers, dates and categories become the texts of other formats."""

import datetime

import pyarrow
import pytest
from pyarrow import parquet

from helpers.errors import InputError
from helpers.reading.columnar import read_parquet


def read(path, **columns):
    table = pyarrow.table(columns)
    parquet.write_table(table, path)
    return read_parquet(path, "a.parquet")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.parquet"


def test_each_type_becomes_text(path):
    delivered = read(
        path,
        whole=pyarrow.array([5, None], pyarrow.int8()),
        number=pyarrow.array([5.0, 1.125]),
        truth=pyarrow.array([True, False]),
        day=pyarrow.array([datetime.date(2001, 5, 3), None]),
        word=pyarrow.array([" a", "b"]).dictionary_encode(),
        nothing=pyarrow.nulls(2),
    )
    assert [column.cells for column in delivered.columns] == [
        ("5", ""),
        ("5", "1.125"),
        ("TRUE", "FALSE"),
        ("2001-05-03", ""),
        ("a", "b"),
        ("", ""),
    ]
    assert delivered.rows == (1, 2)
    assert delivered.column("number").numbers == {"1.125"}


def test_cells_that_hold_several_values_are_told_by_column(path):
    with pytest.raises(InputError) as refused:
        read(path, a=pyarrow.array([[1]]), b=pyarrow.array([1]), c=pyarrow.array([{"x": 1}]))
    assert [problem.column for problem in refused.value.problems] == ["a", "c"]


def test_texts_that_are_no_utf8_are_damage(path):
    cells = pyarrow.array([b"\xff\xfe"]).view(pyarrow.string())
    with pytest.raises(InputError, match="is damaged"):
        read(path, a=cells)
