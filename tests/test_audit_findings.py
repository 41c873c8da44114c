"""Findings and their words."""

from fractions import Fraction

import pytest
from claimed import claim

from helpers.auditing.findings import Finding, how_rounded, made, runs, surely_more, written


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([85], "85"),
        ([85, 86], "85 or 86"),
        ([85, 86, 87], "85 to 87"),
        ([1, 3, 4, 5, 1200], "1, 3 to 5 or 1,200"),
    ],
)
def test_whole_numbers_are_told_in_runs(numbers, text):
    assert runs(numbers) == text


@pytest.mark.parametrize(
    ("exact", "text", "kind"),
    [
        ("38.6", "38%", "rounded down"),
        ("38.6", "39%", None),
        ("68.3", "69%", "rounded up"),
        ("60.9", "62%", "another value"),
        ("12.5", "12%", None),
        ("12.5", "13%", None),
        ("90.5", "more than 90%", None),
        ("89.5", "more than 90%", "another value"),
    ],
)
def test_how_a_printed_number_came_from_an_exact_one(exact, text, kind):
    assert how_rounded(Fraction(exact), claim("percentage", text)) == kind


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        ("73%", "72%", True),
        ("72%", "72%", False),
        ("72.4%", "72%", False),
        ("72.6%", "72%", True),
        ("more than 90%", "89%", True),
        ("around 90%", "10%", False),
    ],
)
def test_what_is_surely_more(one, other, more):
    assert surely_more(claim("percentage", one), claim("percentage", other)) == more
    assert not (more and surely_more(claim("percentage", other), claim("percentage", one)))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("amount", "£612,702", "£612,702"),
        ("percentage", "51%", "51%"),
        ("percentage", "51", "51"),
        ("count", "five", "5"),
        ("count", "Four", "4"),
    ],
)
def test_a_number_in_a_sum_is_as_printed_or_in_figures(kind, value, text):
    assert written(claim(kind, value)) == text


def test_a_finding_has_lines_print_and_assumption_of_its_claims():
    first = claim("percentage", "72%", line=144, about="awareness", place="Summary")
    second = claim("percentage", "73%", line=71, about="again", assumption="they are the same")
    third = claim("percentage", "72%", line=144)
    finding = Finding("two values", (first, second, third), "")
    assert finding.lines == [71, 144]
    assert finding.places == ["Summary"]
    assert finding.printed == "72% and 73% (awareness)"
    assert finding.assumption == "they are the same"
    assert Finding("sum", (first, second), "").printed == "72% (awareness)"
    assert Finding("order", (claim("order", "", about="pages"),), "").printed == "pages"


def test_checks_are_counted_and_findings_kept():
    finding = Finding("sum", (claim("count", "1"),), "")
    assert made(iter([(finding.claim, finding), (finding.claim, None)])) == (2, [finding])
