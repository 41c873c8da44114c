"""What is typed and not computed, in sentences of notebooks and pages."""

import pytest
from spoiled import chapter, only, report, report_of

from helpers.checking.passages import sentences
from helpers.checking.prose import findings, of_passage, percentages_asked


def found(line: str, asked=frozenset()) -> list[str]:
    return [
        f.found.partition(' in "')[0]
        for p in sentences("p", "", line)
        for f in of_passage(p, asked)
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Of them, 83% agreed.", ['a typed number: "83%"']),
        ("Around 83 per cent agreed.", ['a typed number: "83 per cent"']),
        ("In 6 in 10 cases.", ['a typed number: "6 in 10"']),
        ("The survey ran from 5 July 2021 to 6 July 2021.", ['a typed number: "5 July 2021"']),
        (
            "The number of interviews is eight.",
            ['a typed number word: "number of interviews is eight"'],
        ),
        ("Two-thirds agreed.", ['a typed number word: "Two-thirds"']),
        ("The share rose.", ['a typed direction: "rose"']),
        ("It is significant.", ['a typed verdict: "significant"']),
        ("The share rose to 83%.", ['a typed number: "83%"', 'a typed direction: "rose"']),
        ("The share was {eval}`x.y`, {eval}`x.change`.", []),
    ],
)
def test_each_kind_is_found_and_named(line, said):
    assert found(line) == said


GENERAL = """
Where ratings rose, that need not be due to Linking.
If confidence is lower among Linking teachers, their schools may differ.
Teachers were asked whether their pupils' confidence had increased.
Ratings run from 1 (not at all) to 5 (very much).
The programme began in 2019 with five local authorities.
A difference is called significant only where a test finds it at the {eval}`e.level` level.
Interest is {eval}`interest.change.verdict`.
Raw (2009) found that confidence rose in two-thirds of schools.
The strand report says that 83% of teachers saw more respect.
More teachers may have seen it in person.
How far ratings improve over two years could be studied.
Two classes met three times in the spring.
One teacher said so in an interview.
Their ratings are better on {eval}`changes.n_better` of the {eval}`changes.n` measures.
More than half saw a change on {eval}`seen.majorities`.
- not statistically significant: {eval}`mixing.not_significant`.
COVID-19 closed schools in March 2020.
"""


@pytest.mark.parametrize("line", GENERAL.strip().splitlines())
def test_a_sentence_that_holds_with_other_answers_passes(line):
    assert found(line) == []


def test_a_percentage_in_a_question_may_stand_beside_the_word_average():
    asked = percentages_asked(report())
    assert {"20.8%", "33%"} <= asked
    assert found("The average is 20.8%.", asked) == []
    assert found("The average is 20.9%.", asked) == ['a typed number: "20.9%"']
    assert found("In all, 20.8% agreed.", asked) == ['a typed number: "20.8%"']


def test_a_finding_says_where_it_is_and_what_to_do():
    (one,) = findings(report_of(a=chapter(("code", "x = 1"), ("markdown", "# A\n\nIt is 83%."))))
    assert (one.page, one.line) == ("notebooks/a.ipynb", "cell cell-1, line 3")
    assert one.found == 'a typed number: "83%" in "It is 83%."'
    assert "expression" in one.todo


def test_a_long_sentence_is_told_by_its_beginning():
    line = "It is 83% and " + "more words " * 20
    (one,) = findings(only("book/a.md", text=line))
    assert one.found.endswith(' ..."') and len(one.found) < 120
    assert one.line == "1"
