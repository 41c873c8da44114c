"""Statistical: SPSS and Stata files, with the labels, missing codes and sets that they carry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.errors import InputError, Problem
from helpers.reading.delivered import AnswerSet, Column, Delivered, Missing, as_text, with_decimals
from helpers.reading.instructions import Instructions

DENSEST = 1100  # respondents to a byte at most, as the compression of .zsav goes


def read_statistical(path: Path, shown: str, how: Instructions) -> Delivered:
    """The file's columns; rows are counted from 1, as SPSS and Stata number them.

    Codes that the file marks as missing stay as they stand and are told by `Column.missing`;
    a cell without a value (system-missing) is empty. Raises InputError where it is damaged.
    """
    import pyreadstat

    kind = path.suffix.lower().lstrip(".")
    read = pyreadstat.read_dta if kind == "dta" else pyreadstat.read_sav
    options = {"encoding": how.encoding or None, "output_format": "dict"}
    try:
        _, about = read(path, metadataonly=True, **options)
        _refuse_count(about.number_rows, path, shown)
        cells, about = read(path, user_missing=True, **options)
        columns = tuple(_column(name, values, about) for name, values in cells.items())
        sets = _sets(about)
    except InputError:
        raise
    # The library raises errors of its own; damaged parts lead to any of Python's.
    except Exception as error:
        found, todo = f"is damaged: {str(error).rstrip('.')}", "export the survey again"
        if "encoding" in str(error):
            found, todo = "has texts in another encoding than it says", "say it in wave.yml"
        raise InputError(Problem(shown, found, todo)) from None
    count = len(columns[0].cells) if columns else 0
    if not count:
        raise InputError(Problem(shown, "has no respondents", "export the survey again"))
    return Delivered(shown, kind, columns, tuple(range(1, count + 1)), sets=sets)


def _refuse_count(count: int | None, path: Path, shown: str) -> None:
    """Refuse more respondents than the bytes can hold; the library would reserve room for all."""
    if count is not None and count > path.stat().st_size * DENSEST:
        found = f"is damaged: it says that it has {count:,} respondents"
        raise InputError(Problem(shown, found, "export the survey again"))


def _column(name: str, values: Any, about: Any) -> Column:
    # Stata's missing values .a to .z come as letters, which in a column of texts are texts.
    tagged = about.readstat_variable_types.get(name) != "string"
    text = _tagged if tagged else as_text
    labels = about.variable_value_labels.get(name, {})
    return Column(
        name,
        tuple(map(text, values)),
        as_text(about.column_names_to_labels.get(name)),
        {text(value): as_text(label) for value, label in labels.items() if as_text(label)},
        _missing(name, about, text),
        with_decimals(values),
    )


def _tagged(value: Any) -> str:
    cell = as_text(value)
    return f".{cell}" if len(cell) == 1 and cell.isalpha() else cell


def _missing(name: str, about: Any, text: Any) -> Missing:
    values, ranges = set(map(text, about.missing_user_values.get(name, ()))), []
    for part in about.missing_ranges.get(name, ()):
        if isinstance(part["lo"], str):
            values.add(part["lo"].strip())
        else:
            ranges.append((float(part["lo"]), float(part["hi"])))
    return Missing(frozenset(values), tuple(ranges))


def _sets(about: Any) -> tuple[AnswerSet, ...]:
    known = {name.lower(): name for name in about.column_names}
    return tuple(
        AnswerSet(
            name,
            tuple(known.get(variable.lower(), variable) for variable in entry["variable_list"]),
            as_text(entry.get("label")),
            as_text(entry["counted_value"]) if entry["is_dichotomy"] else None,
        )
        for name, entry in (about.mr_sets or {}).items()
    )
