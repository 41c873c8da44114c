"""Places: certain columns, several, shared and near ones."""

from helpers.intake.places import Names, find_places
from helpers.items import Item, Scale
from helpers.reading.delivered import Column, Delivered

TEXT = Scale("t", "text")
ONE = Item("one", "What is the first?", "First", TEXT, {"s": "q1"})
TWO = Item("two", "And what comes second?", "Second", TEXT, {"s": "q2"})


def found(*columns: tuple[str, str], items=(ONE, TWO), here=None, before=None):
    made = tuple(Column(name, ("x",), wording) for name, wording in columns)
    delivered = Delivered("f", "sav", made, (1,))
    return find_places(delivered, list(items), Names("s", here or {}, before or {}))


def names(places) -> dict:
    return {item: column.name for (item, _), column in places.placed.items()}


def test_by_name_by_wording_and_by_the_name_of_the_last_wave():
    places = found(("Q1", ""), ("v7", TWO.wording))
    assert names(places) == {"one": "Q1", "two": "v7"} and places.left == []
    assert names(found(("v7", ""), ("q2", ""), before={"one": "v7"})) == {"one": "v7", "two": "q2"}


def test_what_a_person_says_counts_alone():
    places = found(("q1", ONE.wording), ("x", "Anything"), here={"one": "x"}, items=[ONE])
    assert names(places) == {"one": "x"} and [c.name for c in places.left] == ["q1"]


def test_several_columns_and_shared_ones():
    places = found(("a", ONE.wording), ("b", ONE.wording), ("q2", ""))
    assert [c.name for c in places.several["one", None]] == ["a", "b"]
    assert names(places) == {"two": "q2"}
    same = Item("same", ONE.wording, "Same", TEXT, {"s": "q9"})
    assert found(("a", ONE.wording), items=[ONE, same]).shared == {"a": ["one", "same"]}


def test_near_columns_are_candidates_and_others_are_left():
    places = found(("a", "What is first?"), ("b", "How old are you?"), ("respondent", ""))
    assert [c.name for c in places.candidates["one"]] == ["a"]
    assert "two" not in places.candidates and [c.name for c in places.left] == ["b"]
