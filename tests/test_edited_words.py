"""Sentences of two pages side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.comparing.edited_words import CAME, MOVED, NUMBERS, WENT, WORDS, Edit, edits

OLD = [
    ("A", "A"),
    ("A", "In all, 57% trusted others."),
    ("A", "Nothing else was asked."),
    ("B", "B"),
    ("B", "Teachers told us what they saw."),
]


def changed(place: int, *passages) -> list[tuple[str, str]]:
    return [*OLD[:place], *passages, *OLD[place + 1 :]]


def test_the_same_page_has_no_edit():
    assert edits(OLD, list(OLD)) == []


def test_a_number_is_told_apart_from_words():
    new = changed(1, ("A", "In all, 61% trusted others."))
    assert edits(OLD, new) == [
        Edit(NUMBERS, "A", "In all, 57% trusted others.", "In all, 61% trusted others.")
    ]


def test_words_that_changed_stand_beside_what_they_were():
    new = changed(1, ("A", "In all, 57% now trusted others."))
    (edit,) = edits(OLD, new)
    assert (edit.kind, edit.old, edit.new) == (
        WORDS, "In all, 57% trusted others.", "In all, 57% now trusted others."
    )  # fmt: skip


def test_a_sentence_that_came_and_one_that_went():
    new = [*OLD[:2], ("B", "B"), *OLD[4:], ("B", "It was wet all the year.")]
    assert edits(OLD, new) == [
        Edit(WENT, "A", "Nothing else was asked.", ""),
        Edit(CAME, "B", "", "It was wet all the year."),
    ]


def test_unlike_sentences_in_one_place_went_and_came():
    new = changed(2, ("A", "It rained."))
    assert [(e.kind, e.old or e.new) for e in edits(OLD, new)] == [
        (CAME, "It rained."), (WENT, "Nothing else was asked.")
    ]  # fmt: skip


def test_a_sentence_elsewhere_on_the_page_moved():
    new = [*OLD[:1], *OLD[2:], OLD[1]]
    said = "In all, 57% trusted others."
    assert edits(OLD, new) == [Edit(MOVED, "A", said, said)]


@given(st.lists(st.sampled_from(OLD), max_size=6), st.lists(st.sampled_from(OLD), max_size=6))
def test_what_is_told_makes_the_new_page_of_the_old(old, new):
    """Sentences with the edits undone are the old ones, however often each stands there."""
    found = edits(old, new)
    gone = sorted(e.old for e in found if e.kind in (WENT, WORDS, NUMBERS, MOVED))
    came = sorted(e.new for e in found if e.kind in (CAME, WORDS, NUMBERS, MOVED))
    before, after = (sorted(text for _, text in side) for side in (old, new))
    for text in gone:
        before.remove(text)
    for text in came:
        after.remove(text)
    if not any(e.kind == MOVED for e in found):
        assert before == after


@pytest.mark.parametrize("side", [0, 1])
def test_an_empty_page(side):
    pair = [[], OLD] if side else [OLD, []]
    assert {e.kind for e in edits(*pair)} == {CAME if side else WENT}
    assert len(edits(*pair)) == len(OLD)
