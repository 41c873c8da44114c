"""Simulation results: read as they were written, or refused with what is wrong."""

import pytest
from book import ROOT

from helpers.annex.simulation_results import (
    COLUMNS,
    FILE,
    deviations,
    read_results,
    rejections,
    used,
)
from helpers.errors import InputError

HEADER = ",".join(COLUMNS)
LINES = [
    "t,type I error,shifted,0.05,0.0512,0.0022,10000,yes",
    "t,type I error,equal,0.05,0.0461,0.0022,10000,yes",
    "ordinal,coverage,shifted,0.95,0.9301,0.0022,10000,no",
    "exact,coverage,rare,0.95,,,0,not testable",
]


@pytest.fixture
def write(tmp_path):
    def make(*lines: str, header: str = HEADER):
        path = tmp_path / FILE
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(["# a note", header, *lines]) + "\n", encoding="utf-8")
        return tmp_path

    return make


def test_nothing_where_it_was_not_run(tmp_path):
    assert read_results(tmp_path) is None


def test_numbers_are_numbers_and_what_is_missing_is_missing(write):
    found = read_results(write(*LINES))
    assert found["found"].tolist()[:3] == [0.0512, 0.0461, 0.9301]
    assert found["found"].isna().tolist() == [False, False, False, True]
    assert found["within"].tolist() == ["yes", "yes", "no", "not testable"]


def test_deviations_are_of_methods_in_use_and_the_largest_first(write):
    lines = [
        *LINES,
        "logit,coverage,rare,0.95,0.88,0.0022,10000,no",
        "not used: Welch,type I error,shifted,0.05,0.41,0.0022,10000,no",
    ]
    found = read_results(write(*lines))
    assert len(used(found)) == 5
    assert deviations(found)["test"].tolist() == ["logit", "ordinal"]


def test_false_alarms_have_a_range_over_the_settings(write):
    found = read_results(write(*LINES))
    assert rejections(found, "t") == (0.0461, 0.0512)
    # Coverage is no false alarm, and a rate that was not found is none.
    assert rejections(found, "ordinal") is rejections(found, "exact") is None


def test_the_shipped_names_are_those_that_the_annex_asks_for():
    found = read_results(ROOT)
    if found is None:
        pytest.skip("the simulation has not been run")
    for test in ("ordinal test on mid-ranks", "adjusted ordinal test"):
        low, high = rejections(found, test)
        assert 0 < low <= high < 0.2


def test_a_file_without_its_columns_is_refused(write):
    with pytest.raises(InputError, match="has no column found, within; run `make simulate` again"):
        read_results(write(header=HEADER.replace("found", "rate").replace(",within", "")))


def test_every_cell_that_is_no_number_is_named(write):
    with pytest.raises(InputError) as raised:
        read_results(write(LINES[0].replace("0.0512", "often"), LINES[1].replace("10000", "?")))
    told = [str(problem) for problem in raised.value.problems]
    assert told[0].startswith(f"{FILE}, column found: 'often' is no number (result 1)")
    assert told[1].startswith(f"{FILE}, column repeats: '?' is no number (result 2)")
