"""Words that say what answers were, apart from the same words where they do not."""

import pytest

from helpers.checking.claim_words import directions, goes_with, number_words, verdicts
from helpers.checking.passages import SHOWN

NONE = frozenset()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("About two-thirds of teachers", ["About two-thirds"]),
        ("a quarter (of all) said", ["a quarter"]),
        ("under half gave it", ["under half"]),
        ("one in five", ["one in five"]),
        ("seventy-five per cent", ["seventy-five per cent"]),
        ("it doubled", ["doubled"]),
        ("twice as many", ["twice as"]),
        ("sixteen primary teachers", ["sixteen primary teachers"]),
        ("two of the three questions", ["two of the three questions"]),
        ("on all measures", ["on all measures"]),
        ("the vast majority of teachers", ["the vast majority of teachers"]),
    ],
)
def test_number_words_about_answers(text, said):
    assert list(number_words(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "the two classes met three times",
        "its third aim, and a third party's panel",
        "half a day, and an hour and a half each",
        "the second half of the year",
        "five outcomes of two kinds",
        "one teacher said",
        "the two teachers of a link",
        "two groups of teachers",
        "asked twice a year",
    ],
)
def test_number_words_of_other_things(text):
    assert list(number_words(text)) == []


def test_a_count_may_announce_a_list_and_a_share_may_not():
    assert list(number_words("on four of them:", announces=True)) == []
    assert list(number_words("on four of them.")) == ["on four of them"]
    assert list(number_words("two-thirds saw:", announces=True)) == ["two-thirds"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The share rose over the year.", ["rose"]),
        ("Confidence was lower after Linking.", ["was lower"]),
        (f"It fell to {SHOWN}.", ["fell"]),
        (f"More than {SHOWN} did.", ["More than ..."]),
        ("Ratings were higher, where both answered.", []),
        ("Opportunities to mix were lower.", ["were lower"]),
        ("Interest fell, which may mean much.", ["fell"]),
        ("Confidence stayed the same.", ["stayed the same"]),
        ("There was an increase in confidence.", ["an increase in"]),
    ],
)
def test_directions_of_what_is_measured(text, said):
    assert list(directions(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "The town grew.",
        "Where the share rose, that need not be due to Linking.",
        "They were asked whether confidence had increased.",
        "Ratings may be better after two years.",
        "A larger share than that among respondents means much.",
        "Better ratings at the end, wherever they appear, would fit.",
        f"{SHOWN} felt that their pupils were more confident.",
        "A high rating is the worse outcome.",
        "In this respect the areas did not differ.",
    ],
)
def test_directions_that_hold_with_other_answers_too(text):
    assert list(directions(text)) == []


@pytest.mark.parametrize(
    ("text", "attributes", "said"),
    [
        ("The change is significant.", NONE, ["significant"]),
        ("It rose significantly.", {"rose"}, ["significantly"]),
        ("None is significant.", {"n_significant"}, ["significant"]),
        ("It is significant on so many.", {"n_significant"}, []),
        ("not significant: these", {"not_significant"}, []),
        ("not significant: these", {"significant"}, ["not significant"]),
        ("significant: these", {"not_significant"}, ["significant"]),
        ("It falls short of statistical significance for", {"not_significant"}, []),
        ("A difference is called significant where a test says so.", NONE, []),
        ('"not significant" is not "no difference"', NONE, []),
        ("Where teachers answered, the change is significant.", NONE, ["significant"]),
        ("Statistically significant", NONE, []),
    ],
)
def test_verdicts_need_an_expression_that_says_where_they_hold(text, attributes, said):
    assert list(verdicts(text, frozenset(attributes))) == said


def test_some_words_are_true_by_the_expression_beside_them():
    assert goes_with("More than half", frozenset({"majorities"}))
    assert goes_with("ratings are better", frozenset({"n_better"}))
    assert goes_with("at least ...", frozenset({"threshold"}))
    assert not goes_with("at least ...", frozenset({"followup"}))
    assert not goes_with("More than half", frozenset({"n_better"}))
    assert not goes_with("ratings are worse", frozenset({"n_better"}))
