"""Claims without a chapter, numbers with two values, and what is computed for nobody."""

import ast

import pytest
from spoiled import chapter, report_of

from helpers.building.chapters import Results
from helpers.checking.page_claims import claims, findings, number_of, value_of
from helpers.checking.resolved import Use

SETUP = ("code", "p = Edition(wave)\nx = p['a']")


def use(text: str) -> Use:
    return Use("", 0, text, ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    ("expression", "claim"),
    [
        ("E(w)['a'].change", ["E(w)['a'].change"]),
        ("E(w)['a'].followup[5].words", ["E(w)['a'].followup"]),
        ("E(w).changes.summary", ["E(w).changes"]),
        ("E(w).changes.of('a').on_how_many('q')", ["E(w).changes.of('a')"]),
        ("E(w).respondents('baseline')", ["E(w).respondents('baseline')"]),
        ("E(w).interviews.achieved", [".interviews.achieved"]),
        ("E(w, phase='p').academic_year", [".academic_year"]),
        ("Evidence(E(w)).counts", []),
        ("E(w).shares(['a'], 'end').range", ["E(w).shares(['a'], 'end')"]),
        (
            "E(w).figure_change('1', 'a', 'Title')",
            ["E(w)['a'].baseline", "E(w)['a'].followup", "E(w)['a'].change"],
        ),
        (
            "E(w).figure_items('1', ['a', 'b'], 'end_of_linking', 'Title')",
            ["E(w)['a'].followup", "E(w)['b'].followup"],
        ),
        ("6 * 7", []),
    ],
)
def test_what_an_expression_speaks_of(expression, claim):
    assert claims(use(expression)) == claim


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("E(w)['a'].followup", "E(w)['a'].followup.words", True),
        ("E(w)['a'].followup", "E(w)['a'].followup.of('teachers')", True),
        ("E(w)['a'].followup", "E(w)['a'].followup[5]", False),
        ("E(w)['a'].followup", "E(w)['a'].followup.base", False),
        ("E(w).changes.of('a').n", "E(w).changes.n", False),
    ],
)
def test_which_expressions_print_one_number(one, other, same):
    assert (number_of(use(one)) == number_of(use(other))) == same


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("around two-thirds (64%)", "64%"),
        ("64%", "64%"),
        ("around 6 in 10 (59%) teachers", "59%"),
        ("from 3.8 to 4.2", "3.8 4.2"),
        ("1,234", "1,234"),
        ("Rose", "rose"),
    ],
)
def test_the_value_of_a_text(text, value):
    assert value_of(text) == value


def test_a_summary_may_say_what_a_chapter_says_in_other_words():
    context = report_of(
        brief=chapter(SETUP, ("markdown", "{eval}`x.followup.words`")),
        change=chapter(SETUP, ("markdown", "{eval}`x.followup[5]`")),
    )
    assert findings(context) == []


def test_a_summary_may_say_what_a_chapter_shows_in_a_figure():
    context = report_of(
        brief=chapter(SETUP, ("markdown", "{eval}`x.change`")),
        change=chapter(("code", "Edition(wave).figure_change('1', 'a', 'Title')")),
    )
    assert findings(context) == []


def test_a_claim_of_a_summary_without_a_chapter_is_found():
    said = chapter(SETUP, ("markdown", "{eval}`x.change`"))
    alone = report_of(brief=said, conclusions=said, change=chapter(("markdown", "Nothing")))
    found = findings(alone)
    assert [f.page for f in found] == ["notebooks/brief.ipynb", "notebooks/conclusions.ipynb"]
    assert found[0].line == "cell cell-1, line 1"
    assert "Edition(wave)['a'].change, which no chapter says" in found[0].found


def test_one_number_with_two_values_is_found_where_it_differs_from_the_first():
    one = chapter(SETUP, ("markdown", "{eval}`x.followup`"))
    other = chapter(SETUP, ("markdown", "A\n{eval}`x.followup.words`"))
    context = report_of(change=one, outcomes=other)
    texts = {"1 x.followup": "64%"}, {"1 x.followup.words": "around two-thirds (65%)"}
    pages = context.chapters
    context.__dict__["results"] = dict(zip(pages, (Results([], t) for t in texts), strict=True))
    (found,) = findings(context)
    assert (found.page, found.line) == ("notebooks/outcomes.ipynb", "cell cell-1, line 2")
    assert "'64%' in notebooks/change.ipynb, cell cell-1, line 1" in found.found
    context.results["notebooks/outcomes.ipynb"].texts["1 x.followup.words"] = "most (64%)"
    assert findings(context) == []


def test_idle_names_and_lost_expressions_are_found():
    (lost, idle) = sorted(
        findings(report_of(change=chapter(("code", "y = 1\nf(1)\nf(2)")))), key=lambda f: f.found
    )
    assert "'y' is given a value that nothing uses" in idle.found
    assert "'f(1)' is computed and shown nowhere" in lost.found


def test_a_name_of_which_a_wave_has_one_of_two_is_not_idle():
    context = report_of(change=chapter(("code", "y = 2"), ("code", "f(y)")))
    both = chapter(("code", "y = 1"), ("code", "y = 2"), ("code", "f(y)"))
    context.__dict__["notebooks"] = {"notebooks/change.ipynb": both}
    assert findings(context) == []
    context.__dict__["chapters"] = context.notebooks
    context.__dict__["results"] = {"notebooks/change.ipynb": Results([], {})}
    assert [f.line for f in findings(context)] == ["cell cell-0, line 1"]
