"""Items: scores and their direction, the two ends of a scale, columns of the files."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from helpers.items import Item, Response, Scale


def item_with(scores: dict[str, float | None], reversed: bool = False) -> Item:
    responses = {
        key: Response(key, code, key, score) for code, (key, score) in enumerate(scores.items())
    }
    return Item("y", "How?", "Y", Scale("s", "ordinal", responses), {}, reversed=reversed)


def test_scores_are_those_of_the_scale():
    assert item_with({"good": 3, "fair": 2, "bad": 1}).scores == {"good": 3, "fair": 2, "bad": 1}


def test_a_reversed_item_counts_from_the_other_end():
    # 1 to 4 turn round 5: 4 becomes 1, 3 becomes 2.
    given = {"a": 4, "b": 3, "c": 2, "d": 1}
    assert item_with(given, reversed=True).scores == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_a_response_without_a_score_has_none():
    item = item_with({"a": 2, "b": 1, "other": None}, reversed=True)
    assert item.scores == {"a": 1, "b": 2}
    assert "other" not in item.top2 + item.bottom2


def test_the_ends_of_a_scale_do_not_depend_on_the_order_of_its_responses():
    up, down = {"1": 1, "2": 2, "3": 3, "4": 4}, {"4": 4, "3": 3, "2": 2, "1": 1}
    assert item_with(up).top2 == item_with(down).top2 == ("4", "3")
    assert item_with(up).bottom2 == item_with(down).bottom2 == ("1", "2")


def test_the_ends_of_a_reversed_scale_change_places():
    item = item_with({"4": 4, "3": 3, "2": 2, "1": 1})
    turned = replace(item, reversed=True)
    assert (turned.top2, turned.bottom2) == (item.bottom2, item.top2)


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=7, unique=True))
def test_reversing_keeps_the_range_and_turns_the_order(values):
    given = {f"r{n}": float(value) for n, value in enumerate(values)}
    turned = item_with(given, reversed=True).scores
    assert sorted(turned, key=turned.get) == sorted(given, key=given.get, reverse=True)
    assert (min(turned.values()), max(turned.values())) == (min(values), max(values))


def test_a_single_answer_has_one_column_a_survey(questionnaire):
    interest = questionnaire.item("interest")
    assert interest.file_columns("comparison") == {"interest": "c1"}
    assert questionnaire.item("fsm").file_columns("baseline") == {}


def test_a_multiple_response_has_one_column_a_response(questionnaire):
    assert questionnaire.item("resources").file_columns("end_of_linking") == {
        "resources.books": "e3_1",
        "resources.games": "e3_2",
        "resources.none_of_these": "e3_3",
    }
