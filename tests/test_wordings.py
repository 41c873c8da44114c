"""Wordings: word for word, or nearly."""

import pytest

from helpers.intake.wordings import asks, nearness, wording_of
from helpers.items import Item, Response, Scale
from helpers.reading.delivered import Column

PARTS = {"a": Response("a", 1, "Books"), "b": Response("b", 1, "Games")}
MANY = Item("many", "What did you use?", "Used", Scale("used", "multiple", PARTS), {})
ONE = Item("one", "My pupils are interested", "Interest", Scale("t", "text"), {})


def column(name="c", wording="", labels=()) -> Column:
    return Column(name, ("1",), wording, dict(labels))


@pytest.mark.parametrize(
    ("name", "wording", "is_it"),
    [
        ("q1", "my  pupils ARE interested", True),
        ("My pupils are interested", "", True),
        ("q1", "My pupils are interested.", False),
        ("q1", "", False),
        ("My pupils are interested", "Something else", False),
    ],
)
def test_a_column_asks_an_item_word_for_word(name, wording, is_it):
    assert asks(column(name, wording), ONE, None) == is_it


@pytest.mark.parametrize(
    "wording", ["Books", "What did you use? Books", "Books - What did you use?"]
)
def test_a_response_is_told_with_its_question_or_alone(wording):
    assert asks(column(wording=wording), MANY, "a") and not asks(column(wording=wording), MANY, "b")
    assert not asks(column(wording=wording), MANY, None)


def test_a_response_is_told_by_the_label_of_what_was_chosen():
    said = column(wording="What did you use?", labels={"1": "Games"}.items())
    assert asks(said, MANY, "b") and not asks(said, MANY, "a") and asks(said, MANY, None)


def test_a_wording_that_repeats_the_name_is_none():
    assert wording_of(column("Q1", "q1")) == "" and wording_of(column("Q1", "Q2")) == "q2"


def test_nearness():
    assert nearness(column("E1", "Whatever"), ONE, {"e1"}) == 1
    assert nearness(column("x", "My pupils are very interested"), ONE, {"e1"}) > 0.8
    assert nearness(column("x", "Interest"), ONE, set()) == 1
    assert nearness(column("x", "How old are you?"), ONE, {"e1"}) == 0
    # 2 * 7 letters in common of 8 + 7.
    assert nearness(column("interes"), ONE, {"interest"}) == pytest.approx(14 / 15)
    assert nearness(column("e2"), ONE, {"e1"}) == 0
