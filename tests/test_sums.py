"""Sums and parts in print."""

import pytest
from claimed import claims, row
from hypothesis import given
from hypothesis import strategies as st

from helpers.auditing.sums import against_bases, against_parts, against_wholes


def found(checks):
    return [finding for _, finding in checks if finding]


def net(folder, kind, whole, *parts, **cells):
    names = [f"p{n}" for n in range(len(parts))]
    rows = [row(name, kind, part) for name, part in zip(names, parts, strict=True)]
    return claims(folder, row("whole", kind, whole, parts=";".join(names), **cells), *rows)


@pytest.mark.parametrize(
    ("kind", "whole", "parts"),
    [
        ("count", "77", ("52", "25")),
        ("count", "12", ("five", "seven")),
        ("percentage", "75%", ("51%", "25%")),
        ("percentage", "48%", ("22%", "25%")),
        ("percentage", "72%", ("36%", "36%")),
        ("percentage", "100%", ("33%", "33%", "33%")),
        ("amount", "£1.4m", ("£612,702", "£789,000")),
        ("count", "more than 5", ("3", "4")),
        ("percentage", "50%", ("around 10%", "10%")),
    ],
)
def test_parts_that_can_add_up_are_no_finding(tmp_path, kind, whole, parts):
    assert found(against_parts(net(tmp_path, kind, whole, *parts))) == []


@pytest.mark.parametrize(
    ("kind", "whole", "parts", "name", "arithmetic", "fits"),
    [
        # Hastings: 11 + 31 + 52 + 46 + 5 = 145.
        (
            "count", "146", ("11", "31", "52", "46", "5"), "sum",
            "11 + 31 + 52 + 46 + 5 = 145, against 146: the parts give 1 less",
            "with these parts: 145",
        ),
        # 50.5 + 24.5 = 75 is the least that 51% and 25% can be.
        (
            "percentage", "48%", ("51%", "25%"), "part",
            "51% + 25% = 76%, against 48%; 51% alone is more than 48%",
            "with these parts: 75% to 77%",
        ),
        # 58.5 + 29.5 = 88.
        (
            "percentage", "84%", ("59%", "30%"), "sum",
            "59% + 30% = 89%, against 84%: the parts give 5 percentage points more",
            "with these parts: 88% to 90%",
        ),
        (
            "count", "10", ("three or four", "5"), "sum",
            "3 + 5 = 8, against 10: the parts give 2 less",
            "with these parts: 8 to 9",
        ),
    ],
)  # fmt: skip
def test_parts_that_cannot_add_up_are(tmp_path, kind, whole, parts, name, arithmetic, fits):
    (finding,) = found(against_parts(net(tmp_path, kind, whole, *parts)))
    assert (finding.kind, finding.arithmetic, finding.fits) == (name, arithmetic, fits)


def test_decimals_leave_less_room(tmp_path):
    assert found(against_parts(net(tmp_path, "percentage", "75.0%", "50.6%", "25.1%")))
    assert not found(against_parts(net(tmp_path, "percentage", "75%", "50.6%", "24.1%")))


@pytest.mark.parametrize(("share", "count"), [("40%", 0), ("41%", 0), ("42%", 1)])
def test_all_answers_are_a_hundred_within_rounding(tmp_path, share, count):
    made = claims(
        tmp_path,
        row("all", "total", "100%", parts="yes;no"),
        row("yes", "percentage", "60%"),
        row("no", "percentage", share),
    )
    # 60% may be 59.5% and 41% may be 40.5%, which is 100%; 41.5% is too much.
    assert len(found(against_parts(made))) == count


def test_some_answers_are_at_most_a_hundred(tmp_path):
    rows = [row("yes", "percentage", "60%"), row("no", "percentage", "30%")]
    made = claims(tmp_path, row("all", "total", "at most 100%", parts="yes;no"), *rows)
    assert found(against_parts(made)) == []
    rows[1]["value"] = "45%"
    made = claims(tmp_path, row("all", "total", "at most 100%", parts="yes;no"), *rows)
    assert len(found(against_parts(made))) == 1


@given(st.lists(st.integers(0, 300), min_size=1, max_size=6))
def test_shares_of_one_base_always_add_up(tmp_path_factory, counts):
    base = sum(counts) or 1
    shares = [f"{(200 * k + base) // (2 * base)}%" for k in counts]
    whole = f"{(200 * sum(counts) + base) // (2 * base)}%"
    made = net(tmp_path_factory.mktemp("sums"), "percentage", whole, *shares)
    assert found(against_parts(made)) == []


@pytest.mark.parametrize(("part", "count"), [("42%", 0), ("88%", 0), ("89%", 1)])
def test_one_part_is_at_most_its_whole(tmp_path, part, count):
    made = claims(
        tmp_path, row("part", "percentage", part, whole="whole"), row("whole", "percentage", "88%")
    )
    told = found(against_wholes(made))
    assert len(told) == count
    assert all(f.kind == "part" for f in told)
    assert [f.arithmetic for f in told] == ["89% is more than 88%, of which it is a part"] * count


@pytest.mark.parametrize(("value", "count"), [("60", 0), ("61", 1), ("all", None)])
def test_a_count_is_at_most_its_base(tmp_path, value, count):
    if count is None:
        value, count = "sixty", 0
    made = claims(tmp_path, row("a", "count", value, unit="schools", base=60))
    told = found(against_bases(made))
    assert [f.arithmetic for f in told] == ["61 schools is more than its base, 60"] * count
