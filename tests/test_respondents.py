"""Respondents who are dealt the answers of a reconstructed survey."""

from collections import Counter
from pathlib import Path

import pytest

from helpers.reconstruction.plan import load_plan
from helpers.reconstruction.respondents import Respondents, best_first
from helpers.waves import find_root

ROOT = find_root(Path(__file__).parent)
PLANS = sorted(ROOT.glob("data/published/*-reconstruction.yml"))
WAVES = [path.name.removesuffix("-reconstruction.yml") for path in PLANS]


@pytest.fixture(params=WAVES)
def people(request):
    people = Respondents(load_plan(ROOT, request.param), "end_of_linking")
    people.deal_profile()
    return people


def item(people: Respondents, name: str):
    return people.plan.questionnaire.item(name)


def test_profile_has_the_margins_of_the_plan(people):
    rules = people.rules["profile"]["end_of_linking"]
    source = rules["source"]["counts"]
    by_phase = people.frame.groupby("phase")["source"].value_counts()
    assert by_phase.to_dict() == {(p, s): n for p, row in source.items() for s, n in row.items()}
    areas = Counter()
    for row in rules["linking_area"]["counts"].values():
        areas.update(row)
    assert Counter(people.frame["linking_area"]) == areas


def test_nobody_was_longer_at_the_school_than_a_teacher(people):
    assert (people.frame["years_school"] <= people.frame["years_teaching"]).all()
    assert people.frame["years_school"].min() >= 1


def test_items_are_asked_as_the_questionnaire_says(people):
    asked = people.asked(item(people, "change_respect"))
    frame = people.frame.loc[asked]
    assert set(frame["phase"]) == {"primary"} and set(frame["source"]) == {"iap"}
    assert len(people.asked(item(people, "lead_diverse"))) == len(people.frame)


def test_best_answers_come_first(people):
    assert best_first(item(people, "interest")) == ["5", "4", "3", "2", "1"]
    assert best_first(item(people, "misconceptions")) == ["1", "2", "3", "4", "5"]
    assert best_first(item(people, "exchanges"))[0] == "13_plus"
    assert best_first(item(people, "maintain_link")) == ["yes", "no"]


def test_answers_follow_the_factor_and_have_their_counts(people):
    lead, n = item(people, "lead_diverse"), len(people.frame)
    people.rules["effects"] = {}
    people.settle_outlook()
    counts = {"5": 40, "4": 30, "1": n - 75, "dont_know": 3, "no_answer": 2}
    people.deal_answers(lead, None, {"": counts}, "outlook")
    answers = people.frame["lead_diverse"]
    assert answers.value_counts().to_dict() == counts
    outlook = answers.index.to_series().map(people.factors["outlook"])
    assert (
        outlook[answers == "5"].mean()
        > outlook[answers == "4"].mean()
        > outlook[answers == "1"].mean()
    )


def test_the_profile_shifts_the_outlook(people):
    people.rules["effects"] = {"phase": {"primary": 10.0}, "years_teaching": 0.0}
    people.settle_outlook()
    outlook = people.frame.index.to_series().map(people.factors["outlook"])
    primary = people.frame["phase"] == "primary"
    assert outlook[primary].min() > outlook[~primary].max()


def test_numbers_lie_in_the_band_that_was_dealt(people):
    people.settle_outlook()
    exchanges, n = item(people, "exchanges"), len(people.frame)
    people.deal_answers(
        exchanges, None, {"": {"13_plus": 20, "4_6": 30, "0": n - 51, "dont_know": 1}}, "outlook"
    )
    numbers = people.frame["exchanges"]
    given = numbers[numbers != "dont_know"].astype(float)
    assert given.between(13, people.rules["open_band_ends"]).sum() == 20
    assert given.between(4, 6).sum() == 30
    assert (given == 0).sum() == n - 51


def test_an_exclusive_response_stands_alone_and_everybody_gives_one(people):
    people.settle_outlook()
    resources, n = item(people, "resources_used"), len(people.frame)
    counts = dict.fromkeys(resources.scale.responses, 0)
    counts |= {"books": n - 20, "games": 15, "messages": 5, "none_of_these": 10}
    people.deal_responses(resources, counts)
    chosen = people.frame.filter(like="resources_used.") == "yes"
    assert chosen.sum().to_dict() == {f"resources_used.{k}": v for k, v in counts.items()}
    assert (chosen.sum(axis=1) >= 1).all()
    assert (chosen[chosen["resources_used.none_of_these"]].sum(axis=1) == 1).all()


def test_texts_fall_to_those_who_saw_misconceptions(people):
    people.settle_outlook()
    misconceptions, asked = item(people, "misconceptions"), 77
    counts = {"5": 10, "4": 10, "1": asked - 20}
    people.deal_answers(misconceptions, None, {"": counts}, "outlook")
    people.deal_texts(item(people, "misconception_example"))
    texts = people.frame["misconception_example"]
    written = texts[texts.str.startswith("[Illustrative]") & texts.notna()]
    assert sorted(written) == sorted(people.rules["texts"]["misconception_example"]["answers"])
    assert set(people.frame.loc[written.index, "misconceptions"]) <= {"5", "4"}
