"""What pages print of items."""

from fractions import Fraction

from made_report import report

from helpers.auditing.rounding_rules import Interval
from helpers.checking.facts import facts_of
from helpers.checking.quantities import Quantity

EDITION = "Edition(wave, phase='primary')"


def test_rows_know_their_item_survey_and_weights():
    rows = facts_of(report()).rows
    assert [(row.item, row.survey, row.counted) for row in rows] == [
        ("interest", "baseline", None), ("interest", "end_of_linking", 73),
    ]  # fmt: skip


def test_exact_shares_of_a_box_come_from_its_parts():
    facts = facts_of(report())
    # 27% and 37% are 26.5 to 27.5 and 36.5 to 37.5; 51% and 25% of 73 are 37 and 18.
    before = Quantity("share", EDITION, ("interest",), "baseline")
    after = Quantity("share", EDITION, ("interest",), "end_of_linking")
    assert facts.exact_of(before) == Interval(Fraction(63), Fraction(65), True, False)
    assert facts.exact_of(after) == Interval(Fraction(5500, 73), Fraction(5500, 73))


def test_sentences_and_lists_print_shares():
    told = "interest in other cultures (64% to 75%)"
    context = report("These differ: {eval}`primary.changes.significant`.", told)
    assert [(said.quantity.survey, said.percent) for said in facts_of(context).said] == [
        ("baseline", 64), ("end_of_linking", 75),
    ]  # fmt: skip


def test_facts_are_read_once():
    context = report()
    assert facts_of(context) is facts_of(context)


def test_labels_of_parts():
    facts = facts_of(report())
    assert facts.labels("interest", ("headline",)) == ["5 Very much", "4"]
    assert facts.labels("interest", ("bottom2",)) == ["1 Not at all", "2"]
    assert facts.labels("interest", ("3",)) == ["3"]
