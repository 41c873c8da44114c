"""Answers: shares and means as text, by hand, and nothing of what is suppressed."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from made import answers

from helpers.answers import Answers, Mean, Share
from helpers.disclosure import SHOWN, SUPPRESSED, Disclosed, disclose
from helpers.estimates import estimate, share_of
from helpers.items import Item, Response, Scale


def real(item, sample, questionnaire) -> Answers:
    settings = questionnaire.settings
    return Answers(
        item,
        disclose(estimate(sample, item), settings),
        lambda keys: disclose(share_of(sample, item, keys), settings),
    )


@pytest.fixture
def eight(five_point, make_sample, questionnaire):
    """Ratings 5 5 4 3 2 1, a don't know and a no answer: base 7, opinions 6."""
    sample = make_sample([5, 5, 4, 3, 2, 1, "dont_know", "no_answer", None])
    return real(five_point, sample, questionnaire)


def test_an_item_prints_its_headline_share(eight):
    assert str(eight) == repr(eight) == "43%"  # 3 of 7
    assert eight.words == "around two-fifths (43%)"
    assert eight.Words == "Around two-fifths (43%)"
    assert eight.of("teachers") == "around two-fifths (43%) of teachers"
    assert eight.Of("teachers") == "Around two-fifths (43%) of teachers"


def test_bases_and_counts_are_numbers_of_respondents(eight):
    assert (eight.base, eight.count) == ("7", "3")
    assert (eight[5].count, eight[5].base) == ("2", "7")


def test_single_responses_by_number_or_key(eight):
    assert str(eight[5]) == str(eight["5"]) == "29%"
    assert str(eight["dont_know"]) == "14%"
    assert eight[5].of("teachers") == "around 3 in 10 (29%) teachers"


def test_responses_together_are_rounded_once(eight):
    assert str(eight[1, 2]) == str(eight["1", "2"]) == "29%"  # 2 of 7; twice 14% would be 28%
    assert eight[1].percent + eight[2].percent == 28
    assert eight[1, 2].count == "2"


def test_boxes_and_means(eight):
    assert (str(eight.top2), str(eight.bottom2)) == ("43%", "29%")
    assert str(eight.mean) == "3.3"  # 20 / 6
    low, high = map(float, eight.mean.interval.split(" to "))
    assert low < 20 / 6 < high


def test_an_interval_holds_its_share(eight):
    low, high = map(int, re.fullmatch(r"(\d+)% to (\d+)%", eight.interval).groups())
    assert low < 43 < high


@pytest.mark.parametrize("responses", ["often", ("5", "often"), ("often", "5")])
def test_an_unknown_response_is_refused_with_those_there_are(eight, responses):
    with pytest.raises(KeyError, match="y has no response 'often'; it has 5, 4, 3, 2, 1"):
        eight[responses]


def test_a_lower_share_is_better_where_the_headline_is_the_worse_end(five_point):
    assert not answers(five_point).lower_is_better
    assert answers(replace(five_point, reversed=True)).lower_is_better


def number_answers(questionnaire, make_sample) -> Answers:
    item = questionnaire.items["years_teaching"]
    frame = pd.DataFrame(
        {
            item.name: [1.0, 4.0, 10.0, 21.0, None],
            f"{item.name}.said": [None, None, None, None, "prefer_not_to_say"],
        }
    )
    return real(item, make_sample(frame), questionnaire)


def test_a_number_prints_its_mean(questionnaire, make_sample):
    years = number_answers(questionnaire, make_sample)
    assert str(years) == str(years.mean) == "9.0"
    assert str(years["new"]) == "40%"  # 2 of 5 in the base
    assert str(years["prefer_not_to_say"]) == "20%"


def test_what_an_item_has_not_is_said(questionnaire, make_sample):
    years = number_answers(questionnaire, make_sample)
    with pytest.raises(AttributeError, match="years_teaching has no headline"):
        _ = years.words
    with pytest.raises(KeyError, match="takes one response at a time, not new, experienced"):
        years["new", "experienced"]
    phases = pd.DataFrame({"phase": ["primary", "secondary", "primary", "primary"]})
    phase = real(questionnaire.items["phase"], make_sample(phases), questionnaire)
    assert str(phase) == "75%"
    with pytest.raises(KeyError, match="phase has no response 'mean'"):
        _ = phase.mean
    with pytest.raises(KeyError, match="phase has no response 'top2'"):
        _ = phase.top2


RESOURCES = {
    "zoom": "Zoom calls",
    "books": "Books from the list",
    "cpd": "CPD training",
    "boxes": "Identity Boxes",
    "none": "None of these",
}


def multiple(shares: dict, status=SHOWN) -> Answers:
    responses = {
        key: Response(key, 1, label, exclusive=key == "none") for key, label in RESOURCES.items()
    }
    item = Item(
        "used", "Which?", "Used", Scale("used", "multiple", responses), {}, "used", ("zoom",)
    )
    rows = pd.DataFrame({"response": list(shares), "estimate": list(shares.values())})
    rows = rows.assign(base=90, status=status)
    return Answers(item, Disclosed(rows), lambda keys: None)


def test_ranks_come_from_the_shares_and_leave_the_exclusive_answer_out():
    used = multiple({"zoom": 0.2, "books": 0.9, "cpd": 0.4, "boxes": 0.3, "none": 0.95})
    assert used.ranked(1) == "books from the list (90%)"
    assert used.ranked(2, 3) == "CPD training (40%) and Identity Boxes (30%)"
    assert used.ranked(1, 9).endswith("Identity Boxes (30%) and zoom calls (20%)")
    assert "None of these" not in used.ranked(1, 9)
    assert str(used) == "20%"


def test_equal_shares_keep_the_order_of_the_questionnaire():
    used = multiple(dict.fromkeys(RESOURCES, 0.5))
    assert used.ranked(1, 2) == "zoom calls (50%) and books from the list (50%)"


def test_a_multiple_response_item_takes_one_response_at_a_time():
    with pytest.raises(KeyError, match="used takes one response at a time"):
        multiple(dict.fromkeys(RESOURCES, 0.5))["zoom", "books"]


def test_suppressed_answers_show_the_mark_and_no_number(five_point):
    hidden = answers(five_point, status=SUPPRESSED)
    texts = [
        str(hidden), hidden.words, hidden.Words, hidden.of("teachers"), hidden.Of("teachers"),
        hidden.count, hidden.interval, str(hidden.mean), hidden.mean.interval, str(hidden.top2),
        str(hidden[5]), hidden[5].words, str(hidden[1, 2]), hidden[1, 2].count,
    ]  # fmt: skip
    for text in texts:
        assert "[c]" in text and not re.search(r"\d", text)


def test_suppression_follows_the_base_of_the_settings(five_point, make_sample, questionnaire):
    two = real(five_point, make_sample([5, 4]), questionnaire)  # suppressed under 3
    assert (str(two), two.base, str(two[5, 4])) == ("[c]", "[c]", "[c]")
    three = real(five_point, make_sample([5, 4, 1]), questionnaire)
    assert str(three) == "67%"
    nobody = real(five_point, make_sample(["no_answer", None]), questionnaire)
    assert (str(nobody), nobody.base, str(nobody.mean)) == ("[c]", "[c]", "[c]")


def test_suppressed_responses_have_no_rank():
    used = multiple(dict.fromkeys(reversed(RESOURCES), float("nan")), SUPPRESSED)
    assert used.ranked(1) == used.ranked(2, 4) == "not shown ([c])"


def test_shares_and_means_print_half_up():
    assert str(Share(pd.Series({"estimate": 0.125}))) == "13%"
    assert str(Share(pd.Series({"estimate": 0.285}))) == "29%"
    assert str(Mean(pd.Series({"estimate": 3.25}))) == "3.3"
    assert str(Mean(pd.Series({"estimate": 3.25}), decimals=2)) == "3.25"
