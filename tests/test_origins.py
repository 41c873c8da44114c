"""Origins: what is noted while a text is made, once, in order, and nothing that is suppressed."""

import json
import math

import pandas as pd
import pytest

from helpers import origins

ESTIMATE = {
    "wave": "w", "survey": "end", "item": "a", "response": "5", "group": "all", "base": 80,
    "effective_base": 80.0, "estimate": 0.5, "status": "",
}  # fmt: skip
TEST = ESTIMATE | {
    "against": "before", "test": "ordinal", "base_against": 60, "statistic": 2.34567, "df": 138.0,
    "p": 0.0204001, "significant": True, "reason": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_noted():
    origins.forget()
    yield
    origins.forget()


def notes() -> list[dict]:
    return json.loads(origins.told())["notes"]


def row(facts: dict, **changed) -> pd.Series:
    return pd.Series(facts | changed)


def test_what_was_taken_is_told_once_and_in_order():
    origins.note("fact", what="b")
    origins.note("fact", what="a")
    origins.note("fact", what="b")
    assert origins.taken() == "0 1"
    assert origins.taken() == ""
    origins.note("fact", what="a")
    assert origins.taken() == "1"
    assert notes() == [{"kind": "fact", "what": "b"}, {"kind": "fact", "what": "a"}]


def test_an_estimate_is_noted_with_its_base_and_not_with_its_value():
    origins.note_row(row(ESTIMATE))
    where = {"wave": "w", "survey": "end", "item": "a", "response": "5", "group": "all"}
    assert notes() == [{"kind": "estimate"} | where | {"base": 80}]


def test_unequal_weights_show_in_the_effective_base():
    origins.note_row(row(ESTIMATE, effective_base=71.2))
    assert notes()[0]["weighted"] is True


def test_a_test_is_noted_with_its_numbers():
    origins.note_row(row(TEST))
    (found,) = notes()
    assert (found["kind"], found["test"], found["against"]) == ("test", "ordinal", "before")
    assert (found["statistic"], found["df"], found["p"]) == (2.346, 138.0, 0.0204)
    assert (found["base"], found["base_against"], found["significant"]) == (80, 60, True)


def test_a_test_without_a_result_says_why():
    nothing = {"statistic": math.nan, "df": math.nan, "p": math.nan, "significant": False}
    origins.note_row(row(TEST, **nothing, reason="all gave one answer"))
    (found,) = notes()
    assert found["reason"] == "all gave one answer"
    assert not {"statistic", "df", "p"} & set(found)


@pytest.mark.parametrize("facts", [ESTIMATE, TEST])
def test_of_what_is_suppressed_no_number_is_kept(facts):
    origins.note_row(row(facts, status="suppressed", base=12, effective_base=12.0))
    (found,) = notes()
    assert found["status"] == "suppressed"
    assert not {"base", "base_against", "p", "statistic", "df", "significant"} & set(found)


def test_a_base_that_is_not_known_is_left_out():
    origins.note_row(row(TEST, base=math.nan, base_against=math.nan))
    assert not {"base", "base_against"} & set(notes()[0])


def test_a_row_of_no_survey_is_not_noted():
    origins.note_row(row({"item": "a", "effect": "d", "estimate": 0.2}))
    origins.note_shares(pd.DataFrame([{"response": "5", "estimate": 0.2}]))
    assert origins.taken() == "" and notes() == []


def test_the_same_row_again_is_the_same_note():
    one = row(ESTIMATE)
    origins.note_row(one)
    assert origins.taken() == "0"
    origins.note_row(one)
    origins.note_row(row(ESTIMATE))
    assert origins.taken() == "0"


def test_rows_of_an_exhibit_are_one_note_a_survey():
    frame = pd.DataFrame([ESTIMATE, ESTIMATE | {"response": "4"}, ESTIMATE | {"survey": "before"}])
    origins.note_shares(frame)
    assert [(n["kind"], n["survey"], n["response"]) for n in notes()] == [
        ("shares", "end", ["5", "4"]),
        ("shares", "before", ["5"]),
    ]


def test_only_items_that_are_noted_are_named():
    origins.know("items", "a", label="A")
    origins.know("items", "b", label="B")
    origins.know("items", "c", label="C")
    origins.know("waves", "w", year="one")
    origins.note_row(row(ESTIMATE))
    origins.note("measures", items=["c"])
    told = json.loads(origins.told())
    assert told["items"] == {"a": {"label": "A"}, "c": {"label": "C"}}
    assert told["waves"] == {"w": {"year": "one"}}
