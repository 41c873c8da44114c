"""The words of a measure: which there are, what each gives, and why one is not there."""

import pytest

from helpers.answers import Text
from helpers.edition import Edition
from helpers.errors import InputError, Problem
from helpers.workshop.words import word_of, words_list, words_of, words_table


class Share(Text):
    def __str__(self):
        return "51%"

    @property
    def words(self) -> str:
        """In words.

        More that no author needs.
        """
        return "around half"

    @property
    def value(self) -> float:
        """Not for a sentence."""
        return 0.51

    @property
    def lost(self) -> str:
        """Is not in this wave."""
        raise InputError(Problem("data/questionnaire.yml", "is not asked", "it is elsewhere"))

    def of(self, whom: str, all: bool = False) -> str:
        """With those who hold it."""
        return whom

    def has(self, test: str) -> bool:
        """Not for a sentence either."""
        return True

    def _hidden(self) -> str:
        return ""


@pytest.fixture(scope="module")
def interest():
    return Edition("2020-21", phase="primary")["interest"]


def test_words_are_what_gives_a_text():
    shown = [(word.written, word.shown, word.help) for word in words_of(Share())]
    assert shown == [
        ("words", "around half", "In words."),
        ("lost", "not there: is not asked", "Is not in this wave."),
        ("of(whom, all=False)", "", "With those who hold it."),
    ]


def test_one_word_is_found_by_its_name():
    assert word_of(Share(), "words").text == "around half"
    assert word_of(Share(), "value") is None
    assert word_of(Share(), "nothing") is None


def test_a_class_comes_before_what_it_inherits(interest):
    names = [word.name for word in words_of(interest.change)]
    assert names.index("noun") < names.index("points")
    assert len(names) == len(set(names))


def test_the_words_of_a_measure(interest):
    shown = {word.name: word.text for word in words_of(interest)}
    assert list(shown)[:3] == ["baseline", "followup", "comparison"]
    assert shown["baseline"] == str(interest.baseline)
    assert shown["change"] == str(interest.change)


def test_every_word_has_a_line_of_help(interest):
    primary = Edition("2020-21", phase="primary")
    things = [interest, interest.followup, interest.followup[5], interest.change]
    things += [interest.contrast, interest.followup.mean, primary.changes, primary.contrasts]
    without = [word.name for thing in things for word in words_of(thing) if not word.help]
    assert without == []


def test_what_a_survey_does_not_ask_says_so():
    confidence = Edition("2020-21", phase="primary")["confidence"]
    word = word_of(confidence, "baseline")
    assert word.text == "" and "not asked in the survey 'baseline'" in word.missing


def test_the_table_has_a_caption_and_headers_and_no_markup_of_its_own():
    html = words_table(Share(), 'a["<b>"]')
    assert "<caption>a[&quot;&lt;b&gt;&quot;]: 51%</caption>" in html
    assert html.count('scope="col"') == 3 and html.count('scope="row"') == 3


def test_the_list_has_a_word_a_line():
    lines = words_list(Share(), "share").splitlines()
    assert lines[:4] == ["share: 51%", "", ".words  around half", "    In words."]
