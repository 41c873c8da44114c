"""Differences: every direction with every verdict is a sentence, and says what the test said."""

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import CONSTANT, DOWN, UP, answers, difference, results

from helpers.differences import Change, Contrast
from helpers.disclosure import SUPPRESSED

BETTER = {"here": 0.75, "there": 0.64, "shift": UP}
WORSE = {"here": 0.53, "there": 0.64, "shift": DOWN}
EQUAL = {"here": 0.64, "there": 0.64}
YES, NO = {"significant": True}, {"significant": False}
UNTESTED = {"reason": CONSTANT}
PROFILE = " once known differences in profile are taken into account"
AMONG = "among Linking teachers than among non-Linking teachers"


@pytest.mark.parametrize(
    ("direction", "verdict", "sentence"),
    [
        (BETTER, YES, "an increase of 11 percentage points, which is statistically significant"),
        (BETTER, NO, "an increase of 11 percentage points, which is not statistically significant"),
        (
            BETTER,
            UNTESTED,
            "an increase of 11 percentage points, which could not be tested because every answer "
            "is the same",
        ),
        (WORSE, YES, "a decrease of 11 percentage points, which is statistically significant"),
        (WORSE, NO, "a decrease of 11 percentage points, which is not statistically significant"),
        (
            WORSE,
            UNTESTED,
            "a decrease of 11 percentage points, which could not be tested because every answer "
            "is the same",
        ),
        (
            EQUAL,
            YES,
            "no change in percentage terms, and the shift across the responses is statistically "
            "significant",
        ),
        (
            EQUAL,
            NO,
            "no change in percentage terms, and the shift across the responses is not "
            "statistically significant",
        ),
        (
            EQUAL,
            UNTESTED,
            "no change in percentage terms, and the shift across the responses could not be "
            "tested because every answer is the same",
        ),
        (
            BETTER | {"shift": DOWN},
            YES,
            "an increase of 11 percentage points, while the shift across the responses is "
            "statistically significant in the other direction",
        ),
        (
            BETTER | {"shift": DOWN},
            NO,
            "an increase of 11 percentage points, which is not statistically significant",
        ),
    ],
)
def test_changes(five_point, direction, verdict, sentence):
    change = difference("change", five_point, **direction, **verdict)
    assert str(change) == repr(change) == sentence


@pytest.mark.parametrize(
    ("direction", "verdict", "sentence"),
    [
        (
            BETTER,
            YES,
            f"11 percentage points higher {AMONG}, which is statistically significant{PROFILE}",
        ),
        (
            WORSE,
            NO,
            f"11 percentage points lower {AMONG}, which is not statistically significant{PROFILE}",
        ),
        (
            WORSE,
            UNTESTED,
            f"11 percentage points lower {AMONG}, which could not be tested because every answer "
            "is the same",
        ),
        (
            EQUAL,
            NO,
            "the same among Linking teachers as among non-Linking teachers, and the difference "
            f"across the responses is not statistically significant{PROFILE}",
        ),
        (
            EQUAL,
            YES,
            "the same among Linking teachers as among non-Linking teachers, and the difference "
            f"across the responses is statistically significant{PROFILE}",
        ),
        (
            WORSE | {"shift": UP},
            YES,
            f"11 percentage points lower {AMONG}, while the difference across the responses is "
            f"statistically significant in the other direction{PROFILE}",
        ),
    ],
)
def test_contrasts(five_point, direction, verdict, sentence):
    assert str(difference("contrast", five_point, **direction, **verdict)) == sentence


@pytest.mark.parametrize("kind", ["change", "contrast"])
@pytest.mark.parametrize(
    ("direction", "verdict"), list(itertools.product([BETTER, WORSE, EQUAL], [YES, NO, UNTESTED]))
)
def test_every_combination_reads_as_one_sentence(five_point, kind, direction, verdict):
    found = difference(kind, five_point, **direction, **verdict)
    sentence = f"There is {found}." if kind == "change" else f"The share is {found}."
    assert not re.search(r"  |,,|\.\.| ,|\bnan\b|None|not shown|\[c\]", sentence)
    assert sentence.count("which") + sentence.count(", and the ") == 1
    assert sentence.count("significant") == (0 if verdict is UNTESTED else 1)
    assert ("taken into account" in sentence) == (kind == "contrast" and verdict is not UNTESTED)
    assert found.testable == (verdict is not UNTESTED) == (found.verdict in sentence)


@given(st.integers(0, 1000), st.integers(0, 1000), st.booleans())
def test_all_words_of_a_change_agree_with_the_printed_percentages(five_point, here, there, said):
    rising = here > there
    change = difference(
        "change",
        five_point,
        here / 1000,
        there / 1000,
        significant=said,
        shift=UP if rising else DOWN,
    )
    first, last = map(int, re.fullmatch(r"from (\d+)% to (\d+)%", change.fromto).groups())
    step = last - first
    assert change.value == step
    assert change.points.startswith(f"{abs(step)} percentage point")
    words = {1: ("an increase", "rose"), -1: ("a decrease", "fell"), 0: ("no change", "did not")}
    noun, verb = words[(step > 0) - (step < 0)]
    assert str(change).startswith(noun) and change.noun.startswith(noun)
    assert change.rose.startswith(verb)
    assert f"({first}%)" in change.from_to_words and f"({last}%)" in change.from_to_words
    assert ("not statistically significant" in str(change)) == (not said)


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_contrast_names_the_side_that_is_higher(five_point, here, there):
    contrast = difference("contrast", five_point, here / 100, there / 100)
    sides = {1: "higher than", -1: "lower than", 0: "the same as"}
    assert contrast.position == sides[(here > there) - (here < there)]
    if here != there:
        assert f" {contrast.position.split()[0]} among Linking teachers than" in str(contrast)


def test_single_responses_have_a_size_and_no_verdict(five_point):
    change = difference("change", five_point)
    change.here, change.there = answers(five_point, r5=0.51), answers(five_point, r5=0.44)
    assert str(change[5]) == "an increase of 7 percentage points"
    assert change[5].fromto == "from 44% to 51%"
    assert str(change[4]) == "no change in percentage terms"
    assert str(change[4, 5]) == "an increase of 7 percentage points"
    with pytest.raises(AttributeError, match="no test is made of a single response"):
        _ = change[5].verdict
    contrast = Contrast(change.here, change.there, results())
    assert str(contrast[5]) == f"7 percentage points higher {AMONG}"
    assert str(contrast[4]) == "the same among Linking teachers as among non-Linking teachers"


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ((4.2, 3.8), "from 3.8 to 4.2 out of 5, a difference that is statistically significant"),
        (
            (3.81, 3.8),
            "from 3.8 to 3.8 out of 5, a difference that does not show at one decimal place and "
            "is statistically significant",
        ),
    ],
)
def test_means_have_the_verdict_of_their_own_test(five_point, means, said):
    change = difference("change", five_point, means=means, t=True, significant=False)
    assert change.mean == said
    assert change.verdict == "not statistically significant"
    assert (change.significant, change.mean_significant) == (False, True)
    other = difference("change", five_point, means=means, t=False, significant=True)
    assert other.mean == said.replace("is stat", "is not stat")


def test_a_mean_without_a_test_gives_the_reason(five_point):
    change = difference("change", five_point, means=(3.0, 3.0), **UNTESTED)
    assert change.mean == (
        "from 3.0 to 3.0 out of 5, a difference that does not show at one decimal place and "
        "could not be tested because every answer is the same"
    )
    assert not change.testable
    assert change.why_not_testable == "could not be tested because every answer is the same"


def test_contrasts_take_the_adjusted_tests_and_name_the_others(five_point):
    contrast = difference(
        "contrast", five_point, significant=False, adjusted_ordinal=True, adjusted_t=True
    )
    assert contrast.verdict == "statistically significant"
    assert contrast.raw == "which is not statistically significant before any adjustment"
    assert contrast.mean == (
        "4.2 among Linking teachers against 3.8 among non-Linking teachers, a difference that is "
        f"statistically significant{PROFILE}"
    )
    assert contrast.verdict_of("t") == "not statistically significant"
    untested = difference("contrast", five_point, **UNTESTED)
    assert untested.raw == "which could not be tested because every answer is the same"


def test_an_unknown_test_is_refused_with_those_there_are(five_point):
    with pytest.raises(AttributeError, match="y has no anova test; it has ordinal, t,"):
        difference("change", five_point).verdict_of("anova")


def test_better_goes_by_the_mean_score_not_by_the_share(five_point):
    misconceptions = replace(five_point, reversed=True)
    fewer = difference("change", misconceptions, 0.25, 0.33, means=(3.6, 3.2), **YES)
    assert fewer.better and fewer.rose == "fell"
    assert str(fewer) == "a decrease of 8 percentage points, which is statistically significant"
    more = difference("change", misconceptions, 0.4, 0.33, means=(3.0, 3.2), shift=DOWN, **YES)
    assert not more.better and more.rose == "rose"
    assert str(more) == "an increase of 7 percentage points, which is statistically significant"
    turned = difference("change", misconceptions, 0.4, 0.33, means=(3.4, 3.2), shift=UP, **YES)
    assert str(turned).endswith("statistically significant in the other direction")


def test_the_same_answers_the_other_way_round_turn_every_word(five_point):
    there = difference("change", five_point, 0.75, 0.64, means=(4.2, 3.8), shift=UP)
    back = difference("change", five_point, 0.64, 0.75, means=(3.8, 4.2), shift=DOWN)
    assert (there.value, back.value) == (11, -11)
    assert (there.better, back.better) == (True, False)
    assert str(back) == str(there).replace("an increase", "a decrease")
    assert there.times == "about 1.2 times" and back.times == "about 0.9 times"


@pytest.mark.parametrize("kind", ["change", "contrast"])
def test_suppression_leaks_neither_a_number_nor_a_direction(five_point, kind):
    found = difference(kind, five_point, 0.75, 0.64, status=SUPPRESSED, significant=True)
    size = {"change": "a change that is not shown ([c])", "contrast": "not shown ([c])"}[kind]
    assert str(found) == f"{size} because too few answered"
    assert (found.points, found.value, found.hidden) == ("[c]", 0, True)
    assert found.rose == "moved ([c])"
    assert found.times == "not compared ([c]) with"
    assert found.verdict == "not testable" and not found.significant and not found.better
    texts = [str(found), found.noun, found.points, found.rose, found.times]
    texts += [str(found[5]), found.from_to_words.split(" to ")[0]]
    if kind == "contrast":
        assert found.position == "not compared ([c]) with"
        texts += [found.position]
    for text in texts:
        assert "[c]" in text
        assert not re.search(r"\d|increase|decrease|higher|lower|rose|fell", text)
    assert "could not be tested because too few answered" in found.mean
    assert "[c]" in found.mean and "3.8" not in found.mean


def test_one_side_that_may_be_shown_still_is(five_point):
    change = difference("change", five_point, 0.75, 0.64, status=SUPPRESSED)
    assert change.fromto == "from [c] to 75%"
    assert isinstance(change, Change)


def test_a_change_names_its_ends_and_the_tests_that_it_has(five_point):
    made = difference("change", five_point, here=0.75, there=0.64)
    assert (str(made.before), str(made.after)) == ("64%", "75%")
    assert made.has("ordinal") and not made.has("signed_rank") and not made["5"].has("ordinal")
