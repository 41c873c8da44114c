"""Statistical: labels, missing codes, dates and sets of SPSS and Stata files."""

import datetime
import struct

import pandas as pd
import pyreadstat
import pytest
from written_files import write_sav

from helpers.errors import InputError
from helpers.reading.instructions import Instructions
from helpers.reading.statistical import read_statistical

ROWS = [["q", "name"], [1.0, "Zoë "], [None, ""], [-9.0, "b"]]


def read(path, **how):
    return read_statistical(path, path.name, Instructions(**how))


@pytest.mark.parametrize("name", ["a.sav", "a.zsav"])
def test_an_spss_file_tells_wordings_labels_and_missing_codes(tmp_path, name):
    path = write_sav(
        tmp_path / name,
        ROWS,
        column_labels={"q": "How useful?"},
        variable_value_labels={"q": {1.0: "Very", -9.0: "No answer", 2.0: ""}},
        missing_ranges={"q": [{"lo": -99, "hi": -1}, 98], "name": ["b"]},
    )
    first, second = read(path).columns
    assert (first.name, first.wording, first.cells) == ("q", "How useful?", ("1", "", "-9"))
    assert first.labels == {"1": "Very", "-9": "No answer"}
    assert [first.missing.holds(cell) for cell in ("-9", "98", "1", "")] == [
        True,
        True,
        False,
        False,
    ]
    assert (second.wording, second.cells) == ("", ("Zoë", "", "b"))
    assert second.missing.holds("b") and not second.missing.holds("Zoë")


def test_dates_are_days(tmp_path):
    frame = pd.DataFrame({"day": [datetime.date(2001, 5, 3), None]})
    pyreadstat.write_sav(frame, tmp_path / "a.sav")
    assert read(tmp_path / "a.sav").columns[0].cells == ("2001-05-03", "")


def test_sets_of_answers_name_their_columns(tmp_path):
    rows = [["q5_books", "q5_games", "c_1"], [1.0, 2.0, 3.0]]
    sets = b"$q5=D1 2 4 Used q5_books q5_games\n$many=C 0  c_1\n"
    delivered = read(write_sav(tmp_path / "a.sav", rows, sets))
    used, many = delivered.sets
    assert (used.name, used.wording, used.counted) == ("q5", "Used", "2")
    assert used.columns == ("q5_books", "q5_games")
    assert (many.columns, many.counted) == (("c_1",), None)
    assert delivered.counted("q5_games") == "2" and delivered.counted("c_1") is None


def test_statas_own_missing_values_are_told_apart(tmp_path):
    frame = pd.DataFrame({"q": pd.Series(["a", 2.0, None], dtype="object"), "t": ["a", "b", ""]})
    pyreadstat.write_dta(
        frame,
        tmp_path / "a.dta",
        missing_user_values={"q": ["a"]},
        variable_value_labels={"q": {2: "Fairly", "a": "Refused"}},
    )
    first, second = read(tmp_path / "a.dta").columns
    assert first.cells == (".a", "2", "")
    assert first.labels == {"2": "Fairly", ".a": "Refused"}
    assert first.missing.holds(".a") and not first.missing.holds("2")
    assert second.cells == ("a", "b", "")


def test_more_respondents_than_the_bytes_can_hold_are_damage(tmp_path):
    """The library would look for room for all of them, and not come back."""
    path = write_sav(tmp_path / "a.zsav", ROWS)
    raw = bytearray(path.read_bytes())
    assert struct.unpack_from("<i", raw, 80) == (3,)
    struct.pack_into("<i", raw, 80, 600_000_000)
    path.write_bytes(raw)
    with pytest.raises(InputError, match="says that it has 600,000,000 respondents"):
        read(path)


def test_an_old_file_is_read_in_the_encoding_that_is_said(tmp_path):
    path = write_sav(tmp_path / "a.sav", [["name"], ["Z?e"]])
    raw = path.read_bytes()
    assert raw.count(b"Z?e") == 1 and raw.count(b"UTF-8") == 1
    path.write_bytes(raw.replace(b"Z?e", b"Z\xebe"))
    with pytest.raises(InputError, match="has texts in another encoding than it says"):
        read(path)
    assert read(path, encoding="windows-1252").columns[0].cells == ("Zëe",)
