"""What pages say where notebooks have expressions."""

import pytest
from made_report import report

from helpers.checking.sayings import pattern_of, sayings


def said(sentence, computed, on_page=None):
    return [(s.computed, s.said) for s in sayings(report(sentence, computed, on_page))]


def test_a_sentence_is_found_with_what_it_says():
    assert said("The share is {eval}`interest.followup` now.", "75%") == [("75%", "75%")]


@pytest.mark.parametrize(("sentence", "page"), [
    ("The share is {eval}`interest.followup` now.", "The share is 57% now."),
    ("By {numref}`fig-6-1` there is {eval}`interest.followup`.", "By Figure 6.1 there is 57%."),
    ("In [Chapter 2](a.md) it's **{eval}`interest.followup`**.", "In Chapter 2 it\u2019s 57%."),
    ("{eval}`interest.followup` gave the highest ratings.", "57% gave the highest ratings."),
    ("- the highest ratings: {eval}`interest.followup`", "the highest ratings: 57%"),
])  # fmt: skip
def test_another_number_is_seen_in_every_kind_of_sentence(sentence, page):
    assert said(sentence, "75%", page) == [("75%", "57%")]


def test_a_sentence_that_is_not_there_is_said_so():
    assert said("The share is {eval}`interest.followup` now.", "75%", "Gone.") == [("75%", None)]


def test_a_text_with_the_end_of_a_sentence_is_found_as_computed():
    computed = "The files are made. So no test tells of teachers."
    assert said("{eval}`interest.followup`", computed) == [(computed, computed)]


def test_a_pattern_holds_to_the_words():
    pattern = pattern_of("It is \u27e8expression\u27e9 in all.")
    assert pattern.search("It is 64% in all.")[1] == "64%"
    assert pattern.search("It was 64% in all.") is None
