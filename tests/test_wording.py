"""Wording: numbers in all their forms are no words, and verdicts are found where they stand."""

import pytest

from helpers.comparing.wording import crossed, plain, verdicts, without_numbers
from helpers.phrases import NAMED, share_of_whom, share_words


@pytest.mark.parametrize(
    "old, new",
    [
        ("rose from 64% to 75%.", "rose from 6% to 100%."),
        ("an increase of 1 percentage point", "an increase of 12 percentage points"),
        ("Around two-thirds (64%) of teachers saw it.", "6 in 10 (60%) teachers saw it."),
        ("two of the nine measures", "11 of the 12 measures"),
        ("from 2 October 2020 to 20 June 2021", "from 13 June 2022 to 20 July 2022"),
        ("almost twice the share", "about 4 times the share"),
        ("1,234 teachers of 2020/21", "7 teachers of 2021/22"),
        ("a mean of 3.8 (3.6 to 4.0)", "a mean of 12.1 (9 to 14)"),
    ],
)
def test_texts_that_differ_in_numbers_alone_have_the_same_words(old, new):
    assert old != new and without_numbers(old) == without_numbers(new)


@pytest.mark.parametrize(
    "old, new",
    [
        ("rose from 64% to 75%", "fell from 64% to 75%"),
        ("an increase of 3 percentage points", "no change in percentage terms"),
        ("which is statistically significant", "which is not statistically significant"),
        ("64% of teachers", "[c] of teachers"),
        ("books (47%) and games (45%)", "games (47%) and books (45%)"),
    ],
)
def test_other_words_are_told_apart(old, new):
    assert without_numbers(old) != without_numbers(new)


@pytest.mark.parametrize("percent", range(2, 99))
def test_a_share_in_words_is_a_number_whatever_its_name(percent):
    share = percent / 100
    assert without_numbers(f"{share_words(share)} saw it") == "# saw it"
    assert without_numbers(f"{share_of_whom(share, 'teachers')} saw it") == "# teachers saw it"


def test_every_named_share_is_a_number():
    assert {without_numbers(name) for _, name, _ in NAMED} == {"#"}


def test_verdicts_of_sentences_and_cells():
    assert verdicts("a rise, which is statistically significant") == ["significant"]
    assert verdicts("a rise, which is not statistically significant") == ["not significant"]
    assert verdicts("which could not be tested because too few answered") == ["not testable"]
    assert verdicts("significantly better") == ["significant"]
    assert verdicts("4.2*") == ["significant"] and verdicts("4.2") == []
    assert verdicts("an insignificant matter, worth 5*3") == []


def test_what_crossed_is_said_in_order():
    yes, no = "it is statistically significant", "it is not statistically significant"
    assert crossed(no, yes) == "not significant, then significant"
    assert crossed(yes, yes.replace("it", "64%")) == ""
    assert crossed("3.9", "4.2*") == "not significant, then significant"
    assert crossed("0.0123*", "0.4") == "significant, then not significant"
    assert crossed("none", "*") == "not significant, then significant"
    assert crossed("3.9", "4.2") == ""
    both = f"first {no}, then {yes}"
    assert crossed(both, f"first {yes}, then {yes}") == "not significant, then significant"


def test_a_count_of_measures_crosses_nothing():
    old = "better on one of the 10 measures, where the difference is not statistically significant"
    assert crossed(old, "better on all 10 measures, statistically significant") == ""


def test_where_verdicts_do_not_pair_nothing_has_crossed():
    assert crossed("better on all", "significantly worse on two") == ""


def test_a_sentence_is_told_without_its_markup():
    text = "- See {numref}`fig-6-1` in [Chapter 6](change.ipynb).[^note]"
    assert plain(text) == "See Figure 6.1 in Chapter 6."
