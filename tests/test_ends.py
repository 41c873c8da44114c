"""Changes and ratios against their two ends."""

import pytest
from claimed import claims, row
from hypothesis import given
from hypothesis import strategies as st

from helpers.auditing.ends import against_ends


def check(folder, kind, value, first, last, unit="", ends="percentage", **cells):
    """Finding of a change or ratio between two figures, or None."""
    made = claims(
        folder,
        row("c", kind, value, unit=unit, from_="first", to="last", **cells),
        row("first", ends, first),
        row("last", ends, last),
    )
    ((_, finding),) = against_ends(made)
    return finding


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [("11", "64%", "75%"), ("12", "64%", "75%"), ("10", "64%", "75%"), ("-8", "33%", "25%")],
)
def test_a_change_fits_within_rounding(tmp_path, value, first, last):
    assert check(tmp_path, "change", value, first, last, "percentage points") is None


def test_a_change_that_its_ends_contradict_is_found(tmp_path):
    # 75 less 64 is 11, and with rounding 10 to 12; 13 would need 12.5.
    finding = check(tmp_path, "change", "13", "64%", "75%", "percentage points")
    assert finding.kind == "change"
    assert finding.arithmetic == "75% less 64% is 10 to 12, against 13 percentage points"


def test_ends_of_several_parts_are_added(tmp_path):
    values = {"p": "20", "q": "33", "r": "29", "s": "36"}
    rows = [row(name, "percentage", value) for name, value in values.items()]
    made = claims(tmp_path, row("c", "change", "12", from_="p;q", to="r;s"), *rows)
    ((_, finding),) = against_ends(made)
    assert finding is None
    made = claims(tmp_path, row("c", "change", "16", from_="p;q", to="r;s"), *rows)
    ((_, finding),) = against_ends(made)
    # (28.5 + 35.5) - (20.5 + 33.5) = 10 and (29.5 + 36.5) - (19.5 + 32.5) = 14.
    assert finding.arithmetic.startswith("(29 + 36) less (20 + 33) is 10 to 14, against 16")


@pytest.mark.parametrize(
    ("kind", "value", "first", "last", "unit", "name", "arithmetic", "fits"),
    [
        # 205 / 300 = 68.33%; 69% are 205.5 to 208.5 of 300.
        (
            "ratio", "69%", "300", "205", "", "rounded up",
            "205 divided by 300 is 68.33%, which rounds to 68%, against 69%",
            "69% would be 206 to 208 divided by 300",
        ),
        # 612,702 / 46 = 13,319.6087; 46 x 13,318.5 = 612,651 and 46 x 13,319.5 = 612,697.
        (
            "ratio", "£13,319", "46", "612,702", "", "rounded down",
            "612,702 divided by 46 is 13,319.61, which rounds to 13,320, against £13,319",
            "£13,319 would be 612,651 to 612,696 divided by 46",
        ),
        # 787 / 480 = 1.63958.
        (
            "change", "60%", "480", "787", "%", "another value",
            "787 divided by 480 is 63.96%, which rounds to 64%, against 60%", "",
        ),
        # 612,702 - 489,750 = 122,952.
        (
            "change", "122,950", "489,750", "612,702", "", "another value",
            "612,702 less 489,750 is 122,952, which rounds to 122,952, against 122,950", "",
        ),
    ],
)  # fmt: skip
def test_ends_that_are_counts_leave_no_room(
    tmp_path, kind, value, first, last, unit, name, arithmetic, fits
):
    finding = check(tmp_path, kind, value, first, last, unit, "count")
    assert (finding.kind, finding.arithmetic, finding.fits) == (name, arithmetic, fits)


@pytest.mark.parametrize(
    ("kind", "value", "first", "last", "unit"),
    [
        ("ratio", "61%", "660", "401", ""),
        ("change", "64%", "480", "787", "%"),
        ("change", "122,952", "489,750", "612,702", ""),
        ("ratio", "2.0", "21", "42", ""),
    ],
)
def test_ends_that_agree_are_no_finding(tmp_path, kind, value, first, last, unit):
    assert check(tmp_path, kind, value, first, last, unit, "count") is None


@pytest.mark.parametrize(
    ("words", "first", "last", "fits"),
    [
        ("Twice", "21%", "42%", True),
        ("almost doubled", "32%", "61%", True),
        ("twice", "32%", "45%", False),
        ("more than twice", "32%", "61%", False),
    ],
)
def test_a_ratio_in_words_is_held_against_its_ends(tmp_path, words, first, last, fits):
    finding = check(tmp_path, "ratio", words, first, last)
    assert (finding is None) == fits
    assert finding is None or finding.kind == "ratio"


def test_a_ratio_to_nothing_is_not_checked(tmp_path):
    made = claims(
        tmp_path,
        row("c", "ratio", "2", from_="a", to="b"),
        row("a", "count", "0"),
        row("b", "count", "4"),
        row("alone", "change", "5"),
    )
    assert list(against_ends(made)) == []


@given(st.integers(1, 300), st.data())
def test_changes_that_were_worked_out_are_never_a_finding(tmp_path_factory, base, data):
    counts = [data.draw(st.integers(0, base)) for _ in range(2)]
    shares = [(200 * k + base) // (2 * base) for k in counts]
    exact = (200 * (counts[1] - counts[0]) + base) // (2 * base)
    for change in (exact, shares[1] - shares[0]):
        folder = tmp_path_factory.mktemp("ends")
        ends = [f"{share}%" for share in shares]
        assert check(folder, "change", str(change), *ends, "percentage points") is None
