"""Reads: every column and entry that is taken is noted, and nothing else."""

import pandas as pd
import pytest

from helpers import reads
from helpers.reads import Noting, Respondents, column_digest


@pytest.fixture(autouse=True)
def fresh():
    reads.forget()
    yield
    reads.forget()


@pytest.fixture
def answers():
    frame = pd.DataFrame({"phase": list("abab"), "x": [1, 2, 3, 4], "y": 0.5}, index=list("pqrs"))
    return Respondents.of("end", frame)


def test_a_column_is_noted_with_its_survey(answers):
    answers["x"]
    answers[["x", "y"]]
    assert reads.noted() == ["column end x", "column end y"]


def test_a_part_of_the_respondents_still_notes(answers):
    part = answers[answers["phase"] == "a"]
    assert reads.noted() == ["column end phase"]
    part.loc[["p"]]["y"]
    assert reads.noted() == ["column end phase", "column end y"]


def test_questions_about_the_frame_note_no_column(answers):
    assert len(answers) == 4 and "x" in answers and list(answers.index) == list("pqrs")
    assert reads.noted() == []


def test_an_entry_is_noted_when_it_is_taken():
    items = Noting("item", {"a": 1, "b": 2})
    assert list(items.values()) == [1, 2] and "a" in items and reads.noted() == []
    assert items["b"] == 2 and reads.noted() == ["item b"]


def test_a_digest_is_of_values_and_respondents():
    column = pd.Series(["5", None], index=["p", "q"])
    same = pd.Series(["5", None], index=["p", "q"])
    assert column_digest(column) == column_digest(same)
    others = (pd.Series(["5", "4"], index=["p", "q"]), pd.Series(["5", None], index=["p", "z"]))
    assert all(column_digest(other) != column_digest(column) for other in others)
