"""Phrases: what they say is true of the number, and every combination reads as a sentence."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import phrases
from helpers.disclosure import LOW, SHOWN, SUPPRESSED, Disclosed

NAN = float("nan")
shares = st.floats(0, 1)
whole_shares = st.integers(1, 400).flatmap(
    lambda base: st.tuples(st.integers(0, base), st.just(base))
)
# The worth of a name in per cent, written down apart from the source.
WORTH = {
    "1 in 10": 10, "a fifth": 20, "a quarter": 25, "3 in 10": 30, "a third": Fraction(100, 3),
    "two-fifths": 40, "half": 50, "6 in 10": 60, "two-thirds": Fraction(200, 3), "7 in 10": 70,
    "three-quarters": 75, "8 in 10": 80, "9 in 10": 90, "none": 0, "all": 100,
}  # fmt: skip
WITH_OF = {
    "a fifth", "a quarter", "a third", "two-fifths", "half", "two-thirds", "three-quarters",
    "none", "all",
}  # fmt: skip


def made_row(p=0.01, significant=True, status=SHOWN, reason="") -> pd.Series:
    return pd.Series({"p": p, "significant": significant, "status": status, "reason": reason})


def parts(words: str) -> tuple[str, str, int]:
    """Qualifier, name and percentage of a share in words."""
    name, percentage = re.fullmatch(r"(.+) \((\d+)%\)", words).groups()
    known = next(k for k in sorted(WORTH, key=len, reverse=True) if name.endswith(k))
    return name.removesuffix(known).strip(), known, int(percentage)


@given(whole_shares)
def test_words_hold_the_percentage_rounded_half_up(share):
    count, base = share
    exact = (Decimal(100 * count) / base).quantize(Decimal(1), ROUND_HALF_UP)
    assert phrases.share_words(count / base).endswith(f"({exact}%)")


@given(shares)
def test_no_qualifier_contradicts_the_percentage(share):
    qualifier, name, value = parts(phrases.share_words(share))
    gap = value - WORTH[name]
    allowed = {
        "": abs(gap) < 0.5,
        "around": 0.5 <= abs(gap) <= 3,
        "more than": 0 < gap <= 10,
        "nearly": -10 < gap < 0,
        "fewer than": gap < 0 and name == "1 in 10",
        "just over": 0 < gap <= 5 and name == "half",
        "just under": -5 <= gap < 0 and name == "half",
        "almost": gap == 0 and name in ("none", "all") and share not in (0, 1),
    }
    assert allowed[qualifier], phrases.share_words(share)


@given(shares)
def test_of_stands_only_where_the_name_takes_it(share):
    words = phrases.share_of_whom(share, "teachers")
    _, name, value = parts(phrases.share_words(share))
    assert words.endswith(f"({value}%) {'of ' if name in WITH_OF else ''}teachers")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.83, "around 8 in 10 (83%)"),
        (0.75, "three-quarters (75%)"),
        (0.55, "just over half (55%)"),
        (0.49, "just under half (49%)"),
        (0.5, "half (50%)"),
        (1 / 3, "a third (33%)"),
        (0.64, "around two-thirds (64%)"),
        (0.45, "more than two-fifths (45%)"),
        (0.86, "nearly 9 in 10 (86%)"),
        (0.04, "fewer than 1 in 10 (4%)"),
        (0.97, "more than 9 in 10 (97%)"),
        (0, "none (0%)"),
        (1, "all (100%)"),
        (0.004, "almost none (0%)"),
        (0.996, "almost all (100%)"),
        (1 - 1e-12, "all (100%)"),
        (NAN, "[c]"),
    ],
)
def test_shares_in_words(share, words):
    assert phrases.share_words(share) == words


def test_shares_with_those_who_hold_them():
    assert phrases.share_of_whom(0.83, "teachers") == "around 8 in 10 (83%) teachers"
    assert phrases.share_of_whom(0.75, "teachers") == "three-quarters (75%) of teachers"
    assert phrases.share_of_whom(0, "teachers") == "none (0%) of teachers"
    assert phrases.share_of_whom(NAN, "teachers") == "[c] of teachers"


@given(st.integers(-100, 100))
def test_points_have_no_sign_and_the_right_plural(difference):
    number, rest = phrases.points(difference).split(" ", 1)
    assert int(number) == abs(difference)
    assert rest == ("percentage point" if number == "1" else "percentage points")


def test_numbers_are_words_up_to_nine():
    found = [phrases.number_word(n) for n in (0, 1, 9, 10, 1234)]
    assert found == ["none", "one", "nine", "10", "1,234"]


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (0, 0, "none of the measures"),
        (0, 1, "none of the measures"),
        (1, 1, "the one measure"),
        (0, 2, "neither of the two measures"),
        (1, 2, "one of the two measures"),
        (2, 2, "both measures"),
        (0, 3, "none of the three measures"),
        (2, 5, "two of the five measures"),
        (11, 11, "all 11 measures"),
        (8, 11, "eight of the 11 measures"),
    ],
)
def test_some_of_several(count, total, words):
    assert phrases.count_of(count, total) == words
    asked = phrases.count_of(count, total, "question", " asked")
    assert asked == words.replace("measure", "question") + " asked"


def test_quantities_alone():
    found = [phrases.quantity(*pair) for pair in [(0, 2), (2, 2), (0, 3), (3, 3), (2, 3)]]
    assert found == ["neither", "both", "none", "all", "two"]


@given(st.lists(st.from_regex(r"[a-z]{3,8}", fullmatch=True).filter(lambda w: w != "and")))
def test_a_listing_names_each_part_once_in_order(words):
    listed = phrases.listing(words, none="nothing")
    if not words:
        assert listed == "nothing"
        return
    assert re.split(r", | and ", listed) == words
    assert listed.count(" and ") == (len(words) > 1)
    assert ", and" not in listed


def test_capitals_change_the_first_letter_only():
    assert phrases.capitalised("around a third of the IAP") == "Around a third of the IAP"
    assert phrases.capitalised("6 in 10") == "6 in 10"
    assert phrases.capitalised("") == ""


@pytest.mark.parametrize(
    ("row", "verdict", "clause"),
    [
        (made_row(), "statistically significant", "which is statistically significant"),
        (
            made_row(0.2, False),
            "not statistically significant",
            "which is not statistically significant",
        ),
        (
            made_row(NAN, False, SUPPRESSED),
            "not testable",
            "which could not be tested because too few answered",
        ),
        (
            made_row(NAN, False, reason="every answer is the same"),
            "not testable",
            "which could not be tested because every answer is the same",
        ),
    ],
)
def test_verdicts_and_their_clauses(row, verdict, clause):
    assert phrases.verdict(row) == verdict
    assert phrases.verdict_clause(row) == clause
    untested = clause.removeprefix("which ") if verdict == "not testable" else ""
    assert phrases.not_tested(row) == untested


def test_what_a_test_allows_for_is_said_of_a_verdict_only():
    said = phrases.verdict_clause(made_row(), " once all is counted")
    assert said == "which is statistically significant once all is counted"
    untested = made_row(NAN, False, reason="every answer is the same")
    assert not phrases.verdict_clause(untested, " once all is counted").endswith("counted")
    shift = phrases.shift_clause(made_row(0.3, False), "the shift", " before all")
    assert shift == "and the shift is not statistically significant before all"
    assert phrases.shift_clause(untested, "the shift", " before all") == (
        "and the shift could not be tested because every answer is the same"
    )


def test_a_suppressed_row_gives_no_verdict_even_if_its_numbers_were_left_in():
    row = made_row(0.001, True, SUPPRESSED)
    assert phrases.verdict(row) == "not testable"
    assert "significant" not in phrases.verdict_clause(row)


@given(st.integers(-100, 100))
def test_nouns_verbs_and_positions_agree_on_the_direction(difference):
    noun, verb = phrases.change_noun(difference), phrases.change_verb(difference)
    side = phrases.position(difference)
    expected = {
        True: ("an increase of", "rose", "higher than"),
        False: ("a decrease of", "fell", "lower than"),
    }
    if difference == 0:
        assert (noun, verb) == ("no change in percentage terms", "did not change")
        assert side == "the same as"
    else:
        start, *rest = expected[difference > 0]
        assert noun == f"{start} {phrases.points(difference)}"
        assert [verb, side] == rest


@pytest.mark.parametrize(
    ("later", "earlier", "words"),
    [
        (0.42, 0.21, "twice"),
        (0.61, 0.32, "almost twice"),
        (0.3, 0.2, "one and a half times"),
        (0.48, 0.12, "about 4 times"),
        (0.7, 0.6, "about 1.2 times"),
        (0.5, 0.5, "about the same as"),
        (0.2, 0.4, "about half"),
        (0.3, 0.4, "about 0.8 times"),
        (0.01, 0.9, "less than a tenth of"),
        (0.0, 0.4, "less than a tenth of"),
        (0.4, 0.0, "more than"),
        (0.0, 0.0, "the same as"),
        (NAN, 0.4, "not compared ([c]) with"),
        (0.4, NAN, "not compared ([c]) with"),
    ],
)
def test_one_share_against_another(later, earlier, words):
    assert phrases.times(later, earlier) == words


@given(shares, st.floats(0.01, 1))
def test_times_never_contradict_the_ratio(later, earlier):
    words, ratio = phrases.times(later, earlier), later / earlier
    number = re.search(r"about ([\d.]+) times", words)
    if number:
        assert math.isclose(float(number[1]), ratio, abs_tol=0.51 if ratio >= 2.5 else 0.051)
        assert float(number[1]) > 0
    elif words in ("twice", "almost twice", "one and a half times"):
        assert 1.4 < ratio < 2.1
    else:
        assert ratio < 1.1


def bars(**columns) -> Disclosed:
    frame = pd.DataFrame(
        {
            "panel": "",
            "bar": ["Before", "Before", "After", "After"],
            "label": ["Yes", "No", "Yes", "No"],
            "estimate": [0.625, 0.375, 0.005, 0.995],
            "base": [40, 40, 1200, 1200],
            "status": SHOWN,
        }
    )
    return Disclosed(frame.assign(**columns))


def test_an_alternative_text_tells_every_bar():
    assert phrases.alternative_text(bars(), "Bar chart") == (
        "Bar chart. Before (base 40): Yes 63%, No 38%. After (base 1200): Yes 1%, No 100%."
    )


def test_an_alternative_text_names_panels_and_low_bases():
    data = bars(panel=["One", "One", "Two", "Two"], status=[LOW, LOW, SHOWN, SHOWN])
    text = phrases.alternative_text(data, "Bar chart")
    assert "One, Before (base 40, a low base): Yes 63%" in text
    assert "Two, After (base 1200): Yes 1%" in text


def test_an_alternative_text_leaks_nothing_that_is_suppressed():
    data = bars(
        estimate=[NAN, NAN, 0.25, 0.75], base=[7, 7, 40, 40], status=[SUPPRESSED] * 2 + [SHOWN] * 2
    )
    text = phrases.alternative_text(data, "Bar chart")
    assert "Before: not shown because the base is too small." in text
    assert set(re.findall(r"\d+", text)) == {"40", "25", "75"}
