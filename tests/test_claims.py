"""What one claim says."""

from fractions import Fraction

import pytest
from claimed import claim, claims, row

from helpers.auditing.claims import COLUMNS, KINDS, LINKS, NEEDED


@pytest.mark.parametrize(
    ("kind", "value", "unit", "said"),
    [
        ("percentage", "83%", "", "83%"),
        ("percentage", "83", "%", "83%"),
        ("percentage", "83%", "%", "83%"),
        ("count", "five", "areas", "five areas"),
        ("fraction", "two-thirds", "%", "two-thirds"),
        ("order", "", "", ""),
    ],
)
def test_it_is_said_with_its_unit(kind, value, unit, said):
    assert claim(kind, value, unit=unit).said == said


def test_decimals_come_from_the_text_of_the_value():
    assert claim("percentage", "83%").number.decimals == 0
    assert claim("percentage", "83.0%").number.decimals == 1


def test_counts_and_totals_are_exact_and_others_rounded():
    near = Fraction("7.4")
    assert near in claim("percentage", "7%").values
    assert near in claim("amount", "7").values
    assert near not in claim("count", "7").values
    assert near not in claim("total", "7").values
    assert near not in claim("amount", "7", rounding="exact").values


def test_only_kinds_with_numbers_have_them():
    assert claim("statement", "12").number is None
    assert claim("date", "2007").number is None
    assert claim("date", "2007").date.year == 2007
    assert claim("count", "12").date is None
    assert claim("ratio", "twice").number is None
    assert claim("ratio", "twice").words.value == 2


def test_cells_that_are_left_out_are_empty():
    made = claim("count", "1,200", base="1,300")
    assert (made["note"], made.whole("count"), made.whole("base")) == ("", None, 1300)
    assert not made.weighted and not made.derived


def test_identifiers_are_separated_by_semicolons():
    assert claim("count", "3", parts="b; c;;d ").ids("parts") == ["b", "c", "d"]


def test_claims_find_one_another_and_their_groups(tmp_path):
    made = claims(
        tmp_path,
        row("a", "count", "3", parts="b;c", group="g"),
        row("b", "count", "1", group="g"),
        row("c", "count", "2"),
    )
    assert made.name == "claims"
    assert [other.id for other in made.linked(made["a"], "parts")] == ["b", "c"]
    assert {name: [c.id for c in found] for name, found in made.groups.items()} == {"g": ["a", "b"]}


def test_every_kind_and_column_is_documented():
    text = open_docs()
    assert [kind for kind in KINDS if f"| `{kind}` |" not in text] == []
    told = [name for name in COLUMNS if f"`{name}`" not in text]
    assert told == []
    assert set(LINKS) | set(NEEDED) <= set(COLUMNS)


def open_docs() -> str:
    from pathlib import Path

    return (Path(__file__).parents[1] / "docs/audit.md").read_text(encoding="utf-8")
