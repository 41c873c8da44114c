"""The whole audit: nothing in consistent claims, and each planted contradiction found."""

import pytest
from claimed import claims, row

from helpers.auditing.audit import BASES, CHECKS, Audit
from helpers.auditing.findings import KINDS

# A report without a fault: 17 women and 12 men of 29, 11 of them helped, and so on. Worked by hand:
# 17/29 = 58.6%, 12/29 = 41.4%, 11/29 = 37.9%; 40 people before, of whom 10 (25%) were helped.
CONSISTENT = [
    row("all", "count", "29", parts="women;men", line=1),
    row("women", "count", "17", base=29, line=1),
    row("men", "count", "12", base=29, line=1),
    row("women.share", "percentage", "59%", count=17, base=29, line=2),
    row("men.share", "percentage", "41%", count=12, base=29, line=2),
    row("share", "total", "100%", parts="women.share;men.share", derived="yes"),
    row("helped", "count", "11", whole="all", line=3),
    row("helped.share", "percentage", "38%", base=29, line=3),
    row("helped.words", "fraction", "nearly two-fifths", same_as="helped.share", line=3),
    row("before", "percentage", "25%", base=40, line=3),
    row(
        "rise", "change", "13", unit="percentage points", from_="before", to="helped.share", line=3
    ),
    row("ratio", "ratio", "1.5", from_="before", to="helped.share", line=3),
    row("very", "percentage", "22%", base_high=101, group="useful", line=4),
    row("fairly", "percentage", "71%", base_high=101, group="useful", line=4),
    row("net", "percentage", "93%", base_high=101, group="useful", parts="very;fairly", line=4),
    row("mean", "mean", "3.48", base=29, scale_low=1, scale_high=5, sd="1.02", line=5),
    row("again", "count", "twenty-nine", same_as="all", line=6),
    row("weighted", "percentage", "33%", base=77, weighted="yes", line=6),
    row("start", "date", "2 May 2021", line=7),
    row("end", "date", "July 2021", line=7),
    row("days", "order", parts="start;end", line=7),
    row("cost", "amount", "£100", rounding="exact", line=8),
    row("cost.each", "ratio", "£3.45", from_="all", to="cost", line=8),
    row("said", "statement", "the majority", line=9),
]

# What is changed in which claim, and the finding that has to come of it, and where.
PLANTED = [
    ("women.share", "value", "58%", "rounded down", "women.share"),
    ("women.share", "value", "61%", "another value", "women.share"),
    ("men.share", "value", "42%", "rounded up", "men.share"),
    ("men.share", "value", "47%", "another value", "men.share"),
    ("women", "value", "18", "sum", "all"),
    ("men", "value", "30", "part", "men"),
    ("all", "value", "28", "sum", "all"),
    ("helped", "value", "30", "part", "helped"),
    ("helped.share", "base", "5", "no count", "helped.share"),
    ("helped.share", "value", "109%", "part", "helped.share"),
    ("helped.words", "value", "two-thirds", "words", "helped.words"),
    ("helped.words", "value", "over two-fifths", "words", "helped.words"),
    ("before", "base", "41", "no count", "before"),
    ("rise", "value", "18", "change", "rise"),
    ("rise", "value", "-13", "change", "rise"),
    ("ratio", "value", "2.5", "ratio", "ratio"),
    ("ratio", "value", "twice", "ratio", "ratio"),
    ("net", "value", "96%", "sum", "net"),
    ("very", "value", "97%", "part", "net"),
    ("mean", "value", "3.47", "no mean", "mean"),
    ("mean", "value", "5.48", "no mean", "mean"),
    ("mean", "sd", "2.90", "no deviation", "mean"),
    ("again", "value", "thirty", "two values", "all"),
    ("start", "value", "2 August 2021", "order", "days"),
    ("end", "value", "2020", "order", "days"),
    ("cost.each", "value", "£3.44", "rounded down", "cost.each"),
    ("cost.each", "value", "£3.60", "another value", "cost.each"),
    ("share", "value", "103%", "sum", "share"),
]


def test_consistent_claims_have_no_finding(tmp_path):
    made = Audit(claims(tmp_path, *CONSISTENT))
    assert made.all == []
    # Every kind of check was made, so that none of them was silent for want of claims.
    assert [name for name, (number, _) in made.results.items() if number == 0] == []
    assert set(made.results) == {*CHECKS, BASES}


@pytest.mark.parametrize(("name", "column", "text", "kind", "where"), PLANTED)
def test_a_planted_contradiction_is_found_where_it_is(tmp_path, name, column, text, kind, where):
    rows = [cells | {column: text} if cells["id"] == name else cells for cells in CONSISTENT]
    found = Audit(claims(tmp_path, *rows)).findings
    assert (kind, where) in [(finding.kind, finding.claim.id) for finding in found]
    # Whatever else is told leads to the claim that was changed.
    for finding in found:
        assert name in {claim.id for claim in finding.claims}, finding


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        # Up to 3 respondents, shares are 0, 33, 50, 67 and 100%, and means end in .0, .3, .5, .7.
        ("no base", [row("a", "percentage", "51%", base_high=3, group="g")]),
        ("no mean", [row("a", "mean", "3.26", base_high=3)]),
    ],
)
def test_what_no_base_gives_is_found(tmp_path, kind, rows):
    (finding,) = Audit(claims(tmp_path, *rows)).findings
    assert finding.kind == kind


def test_every_kind_of_finding_is_planted():
    tried = {kind for *_, kind, _ in PLANTED} | {"no base"}
    assert tried == set(KINDS)


def test_a_finding_with_an_assumption_is_a_question(tmp_path):
    rows = [
        row("a", "count", "3", parts="b", assumption="there are no others"),
        row("b", "count", "2"),
    ]
    made = Audit(claims(tmp_path, *rows))
    assert made.findings == [] and len(made.questions) == 1


def test_findings_come_in_the_order_of_the_publication(tmp_path):
    rows = [
        row("late", "percentage", "58%", count=17, base=29, line=20),
        row("soon", "percentage", "58%", count=17, base=29, line=3),
    ]
    made = Audit(claims(tmp_path, *rows))
    assert [finding.claim.id for finding in made.all] == ["soon", "late"]


def test_smaller_bases_and_unknown_ones_are_no_findings(tmp_path):
    rows = [
        row("very", "percentage", "22%", base_high=102, group="useful"),
        row("fairly", "percentage", "71%", base_high=102, group="useful"),
        row("net", "percentage", "93%", base_high=102, group="useful", parts="very;fairly"),
        row("some", "percentage", "54%", count=64),
    ]
    made = Audit(claims(tmp_path, *rows))
    assert made.all == []
    assert [search.name for search in made.smaller_bases] == ["useful"]
    assert [(claim.id, list(bases)) for claim, bases in made.unknown_bases] == [
        ("some", [118, 119])
    ]


def test_what_is_not_held_against_respondents_is_told(tmp_path):
    made = Audit(claims(tmp_path, *CONSISTENT))
    assert [claim.id for claim in made.weighted] == ["weighted"]
    assert [claim.id for claim in made.statements] == ["said"]
