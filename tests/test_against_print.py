"""What is found of numbers in print that the book does not give back."""

import pytest
from planted_against_print import EDITS, PRINT, ROOT, TOLD, WAVE, edited, untouched

from helpers.checking.against_print import NAME, findings
from helpers.checking.context import Context


def said(fault: str) -> list[tuple[str, str]]:
    return [(one.page, one.found) for one in edited(*EDITS[fault])]


def test_the_report_as_it_stands_has_no_finding():
    assert untouched() == []


def test_a_number_that_is_computed_otherwise_is_told_with_place_and_line():
    (one,) = edited(*EDITS["a share in print that nothing gives"])
    assert (one.check, one.page) == (NAME, PRINT)
    lines = (ROOT / PRINT).read_text(encoding="utf-8").splitlines()
    assert lines[one.line - 1].startswith("es.interested_other_cultures.end.top2,")
    assert one.found.startswith("Key findings, line 142, prints '78%' for interest in other")
    assert one.found.endswith("; computed is '75%'")
    assert TOLD in one.todo


@pytest.mark.parametrize(
    ("fault", "number"),
    [
        ("a mean in print that nothing gives", "prints '4.4'"),
        ("a verdict in print turned round", "computed is 'not significant'"),
        ("a direction in print turned round", "computed is 'comparison higher'"),
        ("a day of fieldwork", "computed is '04/07/2021'"),
        ("a number of interviews", "computed is '9'"),
        ("an explanation that was taken out", "prints '7th July'"),
    ],
)
def test_each_kind_of_number_is_held_to_print(fault, number):
    found = said(fault)
    assert found and any(number in text for _, text in found)


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("an explanation of another value", "computed is said to be '24%', and is '23%'"),
        ("an explanation of a number that is not there", "there is no such number in print"),
        ("an explanation of what is met", "is said to be 'contradicted in print', and is 'met'"),
        ("an explanation of what is not computed", "and is 'not computable'"),
    ],
)
def test_an_explanation_that_does_not_hold_is_found(fault, found):
    told = [text for page, text in said(fault) if page == TOLD]
    assert len(told) == 1 and found in told[0]


def test_a_sum_of_rounded_parts_is_listed():
    entry = EDITS["an explanation of another value"]
    text = (ROOT / TOLD).read_text(encoding="utf-8")
    name = "  - id: es.conf_religion.end.top2"
    start = text.index(name)
    block = text[start : text.index("  - id:", start + 1)]
    (one,) = edited(entry[0], block, "")
    assert "only rounded parts add up" in one.found


def test_a_wave_without_print_has_no_finding(tmp_path):
    assert findings(Context(tmp_path, WAVE)) == []
