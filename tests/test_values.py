"""Values: codes and labels held against a scale."""

from helpers.intake.values import near_answers, values_of
from helpers.items import Item, Response, Scale
from helpers.reading.delivered import Column

SPECIAL = {
    "dont_know": Response("dont_know", 97, "Don't know"),
    "no_answer": Response("no_answer", 99, "No answer"),
}
ANSWERS = {"high": Response("high", 1, "High", 2), "low": Response("low", 2, "Low", 1)}
ITEM = Item("i", "?", "I", Scale("s", "ordinal", ANSWERS), {}, special=("dont_know",))
AREAS = {f"a{n}": Response(f"a{n}", n, f"Area {n}") for n in (1, 2)}
AREA = Item("a", "?", "A", Scale("areas", "category", AREAS), {})
SEVERAL = Item("m", "?", "M", Scale("m", "multiple", {"x": Response("x", 1, "Books")}), {})


def told(*cells, item=ITEM, response=None, declared=(), counted=None, **labels):
    labels = {key.removeprefix("_").replace("minus", "-"): text for key, text in labels.items()}
    column = Column("c", cells, "", labels)
    return values_of(item, response, column, SPECIAL, dict(declared), counted)


def test_codes_and_labels_of_the_questionnaire_say_nothing():
    for found in (told("1", "2", "97", ""), told("1", "2", _1="High", _2="Low"), told("High")):
        assert (found.translated, found.against, found.unknown) == ({}, {}, {})


def test_another_code_with_a_known_label():
    found = told("-8", "7", "1", minus8="don't KNOW", _7="Low")
    assert found.translated == {"-8": "dont_know", "7": "low"}
    assert found.present == ("-8", "1", "7") and found.untold == ["1"]


def test_a_code_under_the_label_of_another():
    assert told("1", "2", _1="Low", _2="High").against == {"1": "low", "2": "high"}


def test_only_what_occurs_counts():
    assert told("2", _1="Low", _2="Low").against == {}


def test_labels_that_are_on_no_scale():
    found = told("1", "2", _1="Always", _2="Never")
    assert found.unknown == {"1": "Always", "2": "Never"} and found.scale
    assert not told("1", "2", _1="Always", _2="Low").scale
    assert not told("1", "2", "5").scale and told("1", "5").unknown == {"5": ""}


def test_what_wave_yml_explains_is_no_doubt():
    found = told("7", "8", declared={"7": "1", "never": "2"}, _8="Never")
    assert (found.unknown, found.translated) == ({}, {})


def test_the_value_that_a_set_counts_means_yes():
    found = told("2", "0", item=SEVERAL, response="x", counted="2", _2="Chosen")
    assert found.unknown == {}
    assert told("1", item=SEVERAL, response="x", _1="Chosen").unknown == {"1": "Chosen"}
    assert told("1", item=SEVERAL, response="x", _1="Books").unknown == {}


def test_near_answers_leave_other_numbers_alone():
    assert near_answers(ITEM, "5 - Hihg") == ["high"] and near_answers(ITEM, "Sometimes") == []
    assert near_answers(AREA, "area 2 ") == ["a2"] and near_answers(AREA, "Area 20") == []
