"""Measures and families: what is counted, listed and left out, and that it reads well."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from made import CONSTANT, DOWN, UP, answers, measure

from helpers.differences import DoubleContrast, LinkedChange
from helpers.disclosure import SHOWN, SUPPRESSED, Disclosed
from helpers.measures import Family, Measure, Ranking

BETTER = {"here": 0.75, "there": 0.64, "means": (4.2, 3.8), "shift": UP}
WORSE = {"here": 0.53, "there": 0.64, "means": (3.4, 3.8), "shift": DOWN}
SAME = {"here": 0.64, "there": 0.64, "means": (3.8, 3.8)}
CHANGE = "ratings were better at the end of Linking than at baseline"
CONTRAST = "Linking teachers' ratings were better than non-Linking teachers'"


@pytest.fixture
def family(five_point):
    """A function: family of measures a, b, c ... made as the dictionaries say."""

    def make(*made, kind="change") -> Family:
        names = "abcdefghijk"[: len(made)]
        measures = [measure(five_point, name, **how) for name, how in zip(names, made, strict=True)]
        return Family(measures, kind)

    return make


def yes(**made):
    return made | {"significant": True}


UNTESTED = SAME | {"reason": CONSTANT}
HIDDEN = BETTER | {"status": SUPPRESSED, "significant": True}


def test_a_measure_prints_its_phrase_and_asks_each_survey_once(five_point):
    asked = []

    def ask(survey):
        asked.append(survey)
        return answers(five_point)

    found = Measure(replace(five_point, phrase="interest"), ask, lambda against: None)
    assert str(found) == repr(found) == "interest"
    for _ in range(2):
        assert found.baseline and found.followup and found.comparison
    assert asked == ["baseline", "end_of_linking", "comparison"]


def test_changes_and_contrasts_ask_for_their_own_tests(five_point):
    asked = []
    made = Measure(five_point, lambda survey: survey, lambda against: asked.append(against))
    assert (made.change.here, made.change.there) == ("end_of_linking", "baseline")
    assert (made.contrast.here, made.contrast.there) == ("end_of_linking", "comparison")
    assert asked == ["baseline", "comparison"]


def test_counts(family):
    some = family(yes(**BETTER), BETTER, yes(**WORSE), SAME, UNTESTED)
    assert (some.n, some.n_better, some.n_significant) == ("five", "two", "two")
    assert some.on_how_many() == "two of the five measures"
    assert some.on_how_many("question") == "two of the five questions"


def test_lists_name_each_measure_once_where_it_belongs(family):
    some = family(yes(**BETTER), BETTER, yes(**WORSE), SAME, UNTESTED, HIDDEN)
    assert some.significant == "a (64% to 75%) and c (64% to 53%)"
    assert some.not_significant == "b (64% to 75%) and d (64% to 64%)"
    assert some.not_testable == (
        "e, which could not be tested because every answer is the same; "
        "f, which could not be tested because too few answered"
    )


def test_contrasts_are_listed_with_the_linking_share_first(family):
    some = family(yes(**BETTER), WORSE, kind="contrast")
    assert (some.significant, some.not_significant) == (
        "a (75% against 64%)",
        "b (53% against 64%)",
    )


def test_lists_with_nothing_in_them(family):
    none = family(BETTER)
    assert none.significant == none.not_testable == "none of the measures"
    assert family(yes(**BETTER)).not_significant == "none of the measures"
    assert none.bullets().data == "- None of the measures."


@pytest.mark.parametrize(
    ("made", "rest"),
    [
        ([yes(**BETTER)] * 11, "all 11 measures, and the difference is statistically significant "
         "on all of them"),
        ([yes(**BETTER)] * 8 + [BETTER] * 3, "all 11 measures, and the difference is "
         "statistically significant on eight of them"),
        ([yes(**BETTER)] * 2, "both measures, and the difference is statistically significant on "
         "both of them"),
        ([BETTER] * 2, "both measures, and the difference is statistically significant on neither "
         "of them"),
        ([BETTER] * 3 + [SAME], "three of the four measures, and the difference is statistically "
         "significant on none of them"),
        ([yes(**BETTER), SAME, SAME], "one of the three measures, where the difference is "
         "statistically significant"),
        ([BETTER], "the one measure, where the difference is not statistically significant"),
        ([BETTER] + [yes(**WORSE)] * 6, "one of the seven measures, where the difference is not "
         "statistically significant; on six they were statistically significantly worse"),
        ([BETTER, BETTER, UNTESTED], "two of the three measures, and the difference is "
         "statistically significant on neither of them; one could not be tested"),
        ([BETTER, BETTER, HIDDEN], "both measures that can be shown, and the difference is "
         "statistically significant on neither of them; one could not be tested"),
    ],
)  # fmt: skip
def test_summaries(family, made, rest):
    assert str(family(*made)) == family(*made).summary == f"{CHANGE} on {rest}"
    assert family(*made, kind="contrast").summary == f"{CONTRAST} on {rest}"


def test_summaries_without_a_better_measure(family):
    assert family(WORSE, SAME, SAME).summary == (
        "on none of the three measures were ratings better at the end of Linking than at baseline"
    )
    assert family(yes(**WORSE), SAME, kind="contrast").summary == (
        "on neither of the two measures were Linking teachers' ratings better than non-Linking "
        "teachers'; on one they were statistically significantly worse"
    )
    assert family(yes(**WORSE), yes(**WORSE)).summary.endswith(
        "; on both of them they were statistically significantly worse"
    )
    assert family(*[yes(**WORSE)] * 3).summary.endswith(
        "; on all of them they were statistically significantly worse"
    )
    assert family(HIDDEN, HIDDEN, HIDDEN).summary == "none of the three measures can be shown ([c])"


def test_a_reversed_measure_is_better_when_its_share_falls(five_point):
    turned = replace(five_point, reversed=True)
    found = measure(
        turned, "misconceptions", here=0.25, there=0.33, means=(3.6, 3.2), significant=True
    )
    fewer = Family([found], "change")
    assert fewer.summary.startswith(f"{CHANGE} on the one measure, where the difference is stat")
    assert fewer.bullets().data == (
        "- Misconceptions: the share of teachers fell from a third (33%) to a quarter (25%), and a "
        "lower share is the better outcome here."
    )
    assert "lower share is the better" in Family([found], "contrast").bullets().data


def test_bullets_tell_the_direction(family):
    some = family(yes(**BETTER), yes(**WORSE), yes(**SAME), BETTER, UNTESTED, HIDDEN)
    assert some.bullets().data.split("\n") == [
        "- A: the share of teachers rose from around two-thirds (64%) to three-quarters (75%).",
        "- B: the share of teachers fell from around two-thirds (64%) to just over half (53%).",
        "- C: the share of teachers stayed at around two-thirds (64%).",
    ]
    others = some.bullets(significant=False).data
    assert others.count("\n") == 0 and others.startswith("- D: ")


def test_ratings_that_move_against_the_share_are_not_passed_over(family):
    turned = yes(**BETTER | {"shift": DOWN})
    assert family(turned).bullets().data == (
        "- A: the share of teachers rose from around two-thirds (64%) to three-quarters (75%), "
        "while the ratings as a whole moved the other way."
    )
    assert family(turned, kind="contrast").significant == (
        "a (75% against 64%, while the ratings as a whole differ the other way)"
    )
    assert "other way" not in family(BETTER | {"shift": DOWN}).not_significant


def test_bullets_of_contrasts(family):
    some = family(yes(**BETTER), yes(**WORSE), yes(**SAME), kind="contrast")
    assert some.bullets().data.split("\n") == [
        "- A: 75% of Linking teachers, higher than the 64% of non-Linking teachers.",
        "- B: 53% of Linking teachers, lower than the 64% of non-Linking teachers.",
        "- C: 64% of Linking teachers, the same as the 64% of non-Linking teachers.",
    ]


def test_suppressed_measures_leak_nothing(family):
    hidden = family(HIDDEN, HIDDEN)
    texts = [hidden.summary, hidden.significant, hidden.not_significant, hidden.not_testable]
    texts += [hidden.bullets().data, hidden.bullets(significant=False).data]
    assert not re.search(r"\d|rose|fell|better", " ".join(texts))
    assert (hidden.n_significant, hidden.n_better) == ("none", "none")


def test_a_family_is_cut_down_in_the_order_asked(family):
    cut = family(yes(**BETTER), BETTER, SAME).of("c", "a")
    assert [str(m) for m in cut.measures] == ["c", "a"]
    assert cut.kind == "change" and cut.on_how_many() == "one of the two measures"
    with pytest.raises(KeyError, match="z not in the family of c, a"):
        cut.of("z")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([BETTER] * 11, "on all 11 measures"),
        ([BETTER, yes(**BETTER)], "on both measures"),
        ([yes(**BETTER, t=False), BETTER], "on one of the two measures; the exception is a"),
        (
            [yes(**BETTER, t=False), BETTER | {"t": True}, BETTER],
            "on one of the three measures; the exceptions are a and b",
        ),
    ],
)
def test_agreement_of_another_test(family, made, said):
    assert family(*made).agreement("t") == f"agrees with that of the ordinal test {said}"


def ranking(five_point, **shares) -> Ranking:
    made = {
        name: answers(
            replace(five_point, phrase=name), share, status=SUPPRESSED if share < 0 else ""
        )
        for name, share in shares.items()
    }
    return Ranking(list(made.values()))


def test_rankings_go_by_the_share(five_point):
    found = ranking(five_point, respect=0.6, comfort=0.83, belonging=0.79)
    assert str(found) == "comfort (83%), belonging (79%) and respect (60%)"
    assert found.ranked(1) == "comfort (83%)"
    assert found.ranked(2, 3) == "belonging (79%) and respect (60%)"
    assert found.range == "between 60% and 83%"
    assert found.majorities == "all three questions"


def test_rankings_of_equal_shares(five_point):
    found = ranking(five_point, b=0.5, a=0.5)
    assert str(found) == "b (50%) and a (50%)"
    assert found.range == "50%"
    assert found.majorities == "neither of the two questions"


def test_rankings_leave_suppressed_items_to_the_end(five_point):
    found = ranking(five_point, hidden=-1, low=0.4, high=0.9)
    assert str(found) == "high (90%), low (40%) and not shown ([c])"
    assert found.range == "between 40% and 90%"
    assert found.majorities == "one of the two questions that can be shown"
    nothing = ranking(five_point, a=-1, b=-1)
    assert (str(nothing), nothing.ranked(1), nothing.range) == (*["not shown ([c])"] * 2, "[c]")
    assert nothing.majorities == "[c] of the two questions"


def test_a_family_speaks_of_its_own_kind_of_difference():
    found = SimpleNamespace(change="change", contrast="contrast")
    assert Family([], "change").difference(found) == "change"
    assert Family([], "contrast").difference(found) == "contrast"


def linked(five_point, kind=LinkedChange, **made) -> Measure:
    """A measure whose difference is of that kind, with the tests of its design alone."""
    found = measure(five_point, "a", **BETTER)
    rows = pd.DataFrame(
        {"test": list(made), "significant": list(made.values()), "p": 0.04, "reason": ""}
    ).assign(estimate=UP, status=SHOWN)
    ends = (answers(five_point, 0.75, 4.2), answers(five_point, 0.64, 3.8))
    name = "change" if kind is LinkedChange else "contrast"
    found.__dict__[name] = kind(*ends, Disclosed(rows))
    return found


def test_linked_respondents_have_tests_of_their_own(five_point):
    made = linked(five_point, signed_rank=True, paired_t=False, stuart_maxwell=True)
    family = Family([made], "change")
    assert family.agreement("stuart_maxwell") == (
        "agrees with that of the signed-rank test on the one measure"
    )
    assert family.agreement("paired_t").endswith("on none of the measures; the exception is a")
    assert family.agreement("chi_squared_with_dont_know") == (
        "is not there, because that test is not made of linked respondents"
    )


def test_an_independent_wave_says_so_of_a_paired_test(family):
    assert family(BETTER).agreement("paired_t") == ("is not there, because that test is not made")


def test_where_both_groups_have_a_baseline_their_changes_are_told(five_point):
    double = linked(five_point, DoubleContrast, double_ordinal=True, double_t=True)
    plain = measure(five_point, "b", **BETTER)
    assert Family([double], "contrast").summary == (
        "Linking teachers' changes since baseline were better than non-Linking teachers' on the "
        "one measure, where the difference is statistically significant"
    )
    assert Family([double, plain], "contrast").summary.startswith(
        "Linking teachers' ratings (their changes since baseline, where both groups have one) were "
        "better than non-Linking teachers' on both measures"
    )
