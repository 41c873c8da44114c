"""Columnar: Parquet files, whose columns hold numbers, texts, dates or categories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.errors import InputError, Problem
from helpers.reading.delivered import Column, Delivered, as_text, with_decimals


def read_parquet(path: Path, shown: str) -> Delivered:
    """The file's columns; rows are counted from 1. Raises InputError where it is damaged."""
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            table = file.read()
        _refuse_nested(table.schema, shown)
        columns = [cells.to_pylist() for cells in table.columns]
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        found = f"is damaged or has a password: {reason}"
        raise InputError(Problem(shown, found, "export the survey again")) from None
    if not table.num_rows:
        raise InputError(Problem(shown, "has no respondents", "export the survey again"))
    made = tuple(
        Column(name, tuple(map(as_text, values)), numbers=with_decimals(values))
        for name, values in zip(table.column_names, columns, strict=True)
    )
    return Delivered(shown, "parquet", made, tuple(range(1, table.num_rows + 1)))


def _refuse_nested(schema: Any, shown: str) -> None:
    from pyarrow import types

    problems = [
        Problem(shown, f"holds {part.type}", "export one number or text a cell", column=part.name)
        for part in schema
        if types.is_nested(part.type) or types.is_binary(part.type)
    ]
    if problems:
        raise InputError(problems)
