"""The shipped claims are complete, and what is found in them is what arithmetic by hand gives."""

import csv
import re
from collections import Counter

import pytest
from book import ROOT

from helpers.auditing.audit import audit
from helpers.auditing.claims import PERCENTAGE
from helpers.auditing.printed_numbers import read_number
from helpers.auditing.text_numbers import numbers_in

FOLDER = ROOT / "data/audits"
NAMES = ["strand-report", "research-brief"]
AUDITS = {name: audit(FOLDER / f"{name}.csv") for name in NAMES}


def read(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NUMBERS = {name: read(FOLDER / f"{name}-numbers.csv") for name in NAMES}
PUBLISHED = read(ROOT / "data/published/2020-21.csv")

# --- completeness -----------------------------------------------------------------------------


def test_every_figure_in_print_of_the_strand_report_is_a_claim():
    claims = AUDITS["strand-report"].claims.by_id
    assert len(PUBLISHED) == 468
    assert [row["id"] for row in PUBLISHED if row["id"] not in claims] == []
    for row in PUBLISHED:
        assert claims[row["id"]]["line"] == row["line"], row["id"]
        here, there = claims[row["id"]].number, read_number(row["value"])
        assert here is None or (here.low, here.high) == (there.low, there.high), row["id"]


def test_every_percentage_of_the_surveys_is_held_against_something():
    made = AUDITS["strand-report"]
    searched = {c.id for search in made.searches for c in search.claims}
    contradicted = {c.id for finding in made.all for c in finding.claims}
    claims = made.claims
    named = {name for c in claims.all for column in ("parts", "from", "to", "same_as", "whole")
             for name in c.ids(column)}  # fmt: skip
    for claim in claims.all:
        if claim.kind != PERCENTAGE or "national" in claim.id or "population" in claim.id:
            continue
        tied = any(claim[column] for column in ("parts", "same_as", "whole"))
        grouped = {c.id for group in claims.groups.values() for c in group}
        held = searched | contradicted | named | grouped
        assert claim.id in held or tied or claim.weighted, claim.id


@pytest.mark.parametrize("name", NAMES)
def test_each_number_of_the_text_is_in_a_claim_or_has_a_reason(name):
    claims = AUDITS[name].claims.by_id
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    reasons = set(re.findall(r"`([a-z ]+)`", readme.partition("| reason |")[2]))
    places = [(int(row["line"]), int(row["place"])) for row in NUMBERS[name]]
    assert places == sorted(set(places))
    for row in NUMBERS[name]:
        assert bool(row["claims"]) != bool(row["not_a_claim"]), row
        assert not row["not_a_claim"] or row["not_a_claim"] in reasons, row
        for claim in filter(None, row["claims"].split(";")):
            assert claims[claim]["line"] == row["line"]
            texts = " ".join(claims[claim][column] for column in ("value", "count", "base"))
            said = {n.number.lower().replace(",", "") for n in numbers_in(texts)}
            assert row["number"].lower().replace(",", "") in said, row


@pytest.mark.parametrize("name", NAMES)
def test_numbers_of_a_line_are_counted_without_a_gap(name):
    lines = Counter(int(row["line"]) for row in NUMBERS[name])
    for row in NUMBERS[name]:
        assert 1 <= int(row["place"]) <= lines[int(row["line"])]


@pytest.mark.parametrize("name", NAMES)
def test_each_printed_claim_stands_in_the_text(name):
    told = {claim for row in NUMBERS[name] for claim in row["claims"].split(";")}
    for claim in AUDITS[name].claims.all:
        if claim.derived or claim.kind in ("order", "statement") or not numbers_in(claim["value"]):
            continue
        assert claim.id in told, claim.id


@pytest.mark.parametrize(("name", "numbers", "percentages"), [
    ("strand-report", 1037, 190), ("research-brief", 414, 13),
])  # fmt: skip
def test_how_many_numbers_there_are(name, numbers, percentages):
    assert len(NUMBERS[name]) == numbers
    printed = {
        (row["line"], row["place"])
        for row in NUMBERS[name]
        for claim in filter(None, row["claims"].split(";"))
        if AUDITS[name].claims[claim].kind == PERCENTAGE
    }
    assert len(printed) >= percentages


def test_the_table_of_interviews_is_there_cell_by_cell():
    claims = AUDITS["research-brief"].claims.by_id
    cells = [claim for name, claim in claims.items() if name.startswith("table1.")]
    assert len([c for c in cells if c.kind == "count"]) == 6 * 5


# --- findings, each worked by hand -----------------------------------------------------------


def found(name: str, claim: str):
    """The one finding at a claim, with what is printed at the ids that it names, as numbers."""
    (finding,) = [f for f in AUDITS[name].all if f.claim.id == claim]
    return finding


def value(name: str, claim: str) -> int:
    return int(read_number(AUDITS[name].claims[claim]["value"]).low)


EXPECTED = {
    "strand-report": {
        ("order", (68, 69)),
        ("two values", (143, 719, 891)),
        ("two values", (144, 671, 923)),
        ("two values", (377, 396)),
        ("part", (691,)),
        ("sum", (732,)),
        ("two values", (311, 608)),
    },
    "research-brief": {
        ("rounded down", (428,)),
        ("another value", (460,)),
        ("rounded up", (563,)),
        ("rounded down", (631,)),
        ("sum", (744, 745, 746, 747, 748, 749)),
        ("two values", (235, 239)),
        ("two values", (293, 621)),
        ("sum", (428,)),
    },
}


@pytest.mark.parametrize("name", NAMES)
def test_these_findings_and_no_others(name):
    told = [(finding.kind, tuple(finding.lines)) for finding in AUDITS[name].all]
    assert len(told) == len(EXPECTED[name])
    assert set(told) == EXPECTED[name]


@pytest.mark.parametrize(("name", "certain"), [("strand-report", 6), ("research-brief", 5)])
def test_those_that_rest_on_an_assumption_are_apart(name, certain):
    assert len(AUDITS[name].findings) == certain
    assert all(finding.assumption for finding in AUDITS[name].questions)


def test_51_and_25_are_not_48():
    # The least that 51% and 25% can be together is 50.5 + 24.5 = 75; 48% is at most 48.5.
    stem = "ch5.fig5_5.opportunities_mix.end"
    parts = [value("strand-report", f"{stem}.{rating}") for rating in "54"]
    assert parts == [51, 25] and value("strand-report", f"{stem}.top2") == 48
    assert sum(parts) - 2 * 0.5 > 48 + 0.5
    assert "51% + 25% = 76%, against 48%" in found("strand-report", f"{stem}.top2").arithmetic


def test_59_and_30_are_not_84():
    # 58.5 + 29.5 = 88, and 84% is at most 84.5.
    stem = "ch5.fig5_6.conf_religion.comparison"
    parts = [value("strand-report", f"{stem}.{rating}") for rating in "54"]
    assert parts == [59, 30] and value("strand-report", f"{stem}.top2") == 84
    assert sum(parts) - 2 * 0.5 > 84 + 0.5
    assert "59% + 30% = 89%, against 84%" in found("strand-report", f"{stem}.top2").arithmetic


@pytest.mark.parametrize(
    ("first", "other", "values"),
    [
        ("es.conf_religion.end.top2", "ch5.fig5_6.conf_religion.end.top2", (72, 71)),
        ("es.aware_similarities.end.top2", "ch5.fig5_3.aware_similarities.end.top2", (72, 73)),
    ],
)
def test_one_share_is_said_with_two_values(first, other, values):
    assert (value("strand-report", first), value("strand-report", other)) == values
    assert {c.id for c in found("strand-report", first).claims} >= {first, other}


def test_each_of_the_two_values_can_be_had_from_77_respondents():
    # 22 + 33 of 77: 28.57 and 42.86, together 55 = 71.43; added after rounding, 29 + 43 = 72.
    assert [round(100 * k / 77) for k in (22, 33, 55)] == [29, 43, 71]
    # 28 + 28 of 77: 36.36 each, together 56 = 72.73; added after rounding, 36 + 36 = 72.
    assert [round(100 * k / 77) for k in (28, 56)] == [36, 73]


def test_the_interviews_begin_on_two_days():
    finding = found("strand-report", "ch2.qual.fieldwork.start")
    days = {(claim.date.day, claim.date.month) for claim in finding.claims}
    assert days == {(7, 7), (6, 7)}


def test_a_page_of_the_contents_is_out_of_order():
    claims = AUDITS["strand-report"].claims
    pages = [int(claims[f"contents.{line}"]["value"]) for line in (67, 68, 69)]
    assert pages == [37, 399, 39]


def test_the_aims_are_three_and_four():
    finding = found("strand-report", "ch2.linking_evaluation_aims")
    assert [int(c.number.low) for c in finding.claims] == [3, 4]


def test_163_of_422_is_39_per_cent():
    # 422 x 0.385 = 162.47, so 163 is over 38.5%; 422 x 0.395 = 166.69.
    assert 422 * 0.385 < 163 < 422 * 0.395
    claim = found("research-brief", "tas.graduated.share").claim
    assert (claim["value"], claim["count"], claim["base"]) == ("38%", "163", "422")
    # The other shares of the same sentence are as they should be.
    assert 422 * 0.165 < 70 < 422 * 0.175 and 422 * 0.215 < 94 < 422 * 0.225


def test_53_of_87_is_61_per_cent():
    # 87 x 0.605 = 52.6 and 87 x 0.615 = 53.5; 62% begins at 53.505.
    assert 87 * 0.605 < 53 < 87 * 0.615
    claim = found("research-brief", "tas.families.share").claim
    assert (claim["value"], claim["count"], claim["base"]) == ("62%", "53", "87")


def test_205_of_300_is_68_per_cent():
    # A hundredth of 300 is 3, so 205 is 68 and a third.
    assert 68 * 3 + 1 == 205
    assert value("research-brief", "mhew.primary_care") == 205
    assert value("research-brief", "mhew.primary_care.target") == 300
    assert found("research-brief", "mhew.primary_care.share").claim["value"] == "69%"


def test_612_702_among_46_is_13_320_to_the_pound():
    # 46 x 13,319 = 612,674 and 28 are left, more than half of 46; with 50 pence more or less too.
    assert 46 * 13319 + 28 == 612702 and 28 - 0.5 > 46 / 2
    assert value("research-brief", "ibtr.saved") == 612702
    assert value("research-brief", "ibtr.saved.schools") == 46
    assert found("research-brief", "ibtr.saved.each").claim["value"] == "£13,319"
    # What stands beside it is right: 612,702 - 489,750 = 122,952.
    assert 489750 + 122952 == 612702


def test_327_and_94_are_421():
    assert value("research-brief", "tas.referred") == 422
    supported = [value("research-brief", f"tas.{x}") for x in ("graduated", "active", "left")]
    assert supported == [163, 70, 94] and sum(supported) == 327
    assert 327 + value("research-brief", "tas.not_progressed") == 421
    assert "327 + 94 = 421" in found("research-brief", "tas.referred").arithmetic


def test_the_interviews_in_hastings_are_145():
    rows = ("stakeholders", "practitioners", "staff", "young", "parents")
    totals = {}
    for place in ("norwich", "blackpool", "coast", "hastings", "bradford"):
        cells = [value("research-brief", f"table1.{row}.{place}") for row in rows]
        totals[place] = (sum(cells), value("research-brief", f"table1.total.{place}"))
    assert totals == {
        "norwich": (122, 122),
        "blackpool": (133, 133),
        "coast": (78, 78),
        "hastings": (145, 146),
        "bradford": (82, 82),
    }
    assert "= 145, against 146" in found("research-brief", "table1.total.hastings").arithmetic


def test_12_and_34_schools_are_46_and_not_48():
    schools = [value("research-brief", f"ibtr.{kind}") for kind in ("secondaries", "primaries")]
    assert sum(schools) == 46
    assert value("research-brief", "joint.schools") == 48
    assert found("research-brief", "joint.schools").assumption


def test_two_boxes_are_announced_and_one_is_there():
    finding = found("research-brief", "boxes.k_l")
    assert [int(c.number.low) for c in finding.claims] == [2, 1] and finding.assumption


# --- bases that could be meant ------------------------------------------------------------------


def test_smaller_bases_are_those_that_the_reconstruction_found():
    largest = {s.name: s.fits[-1] for s in AUDITS["strand-report"].smaller_bases}
    assert {name: base for name, base in largest.items() if not name.startswith("Change")} == {
        "CPD training, Linking teachers": 101,
        "Teaching resources, Linking teachers": 92,
        "Exchange of materials, Linking teachers": 94,
        "Confidence in mixing, primary Linking teachers": 75,
        "Interest in other cultures, primary Linking teachers": 73,
        "Assumption of sameness, primary non-Linking teachers": 170,
    }


def test_what_teachers_saw_change_fits_the_52_of_one_survey():
    changes = [s for s in AUDITS["strand-report"].searches if s.name.startswith("Change")]
    assert len(changes) == 6
    assert all(52 in search.fits for search in changes)


def test_bases_that_follow_from_a_count():
    bases = {claim.id: list(found) for claim, found in AUDITS["research-brief"].unknown_bases}
    # 377 / 0.945 = 398.9 and 377 / 0.935 = 403.2; 64 / 0.545 = 117.4 and 64 / 0.535 = 119.6.
    assert bases == {
        "mhew.keywork.share": [399, 400, 401, 402, 403],
        "ibtr.concentrated.share": [118, 119],
    }
