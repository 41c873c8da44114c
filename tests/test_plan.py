"""The plan of a reconstruction: figures in print and stated rules."""

from pathlib import Path

import pytest

from helpers.errors import InputError
from helpers.reconstruction.plan import load_plan
from helpers.reconstruction.rounding import Printed, bases
from helpers.waves import find_root

ROOT = find_root(Path(__file__).parent)
WAVES = [
    p.name.removesuffix("-reconstruction.yml")
    for p in ROOT.glob("data/published/*-reconstruction.yml")
]


@pytest.fixture(params=WAVES)
def plan(request):
    return load_plan(ROOT, request.param)


def test_a_wave_without_a_plan_is_refused():
    with pytest.raises(InputError, match="no plan to reconstruct the wave 'none'"):
        load_plan(ROOT, "none")


def test_shares_changes_and_means_are_the_printed_ones(plan):
    religion = plan.questionnaire.item("confidence_religion")
    top = frozenset({"5", "4"})
    assert {p.percent for p in plan.shares(religion, "end_of_linking", "primary")} == {
        29,
        43,
        71,
        72,
    }
    assert plan.changes(religion) == {top: 20}
    assert plan.shares(religion, "end_of_linking", "all") == []
    assert plan.mean(plan.questionnaire.item("interest"), "baseline", "primary") == 3.8
    assert plan.mean(religion, "baseline", "primary") is None


def test_contradicted_figures_are_left_out(plan):
    religion = plan.questionnaire.item("confidence_religion")
    kept = plan.shares(religion, "comparison", "primary")
    assert Printed(frozenset({"5"}), 59) in kept
    assert Printed(frozenset({"4"}), 30) not in kept
    put_back = [*kept, Printed(frozenset({"4"}), 30)]
    assert next(bases(kept, 171)) == 171
    assert not list(bases(put_back, 171))


def test_a_fill_is_named_stated_or_the_scale_s(plan):
    shapes = plan.rules["fills"]["shapes"]
    item = plan.questionnaire.item
    assert plan.fill(item("confidence_send"), "baseline") == shapes["middle"]
    assert plan.fill(item("confidence_religion"), "baseline") == shapes["heavy_tail"]
    assert plan.fill(item("interest"), "comparison")["5"] == 50


def test_a_fill_with_an_unknown_response_is_refused(plan):
    plan.rules["fills"]["items"]["interest"]["comparison"] = {"6": 1}
    with pytest.raises(InputError, match="the fill of interest names 6; responses are: 1, 2"):
        plan.fill(plan.questionnaire.item("interest"), "comparison")
