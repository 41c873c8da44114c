"""Names of waves and items where origins are told."""

import json

import pytest

from helpers import origins
from helpers.edition import Edition

WAVE = "2020-21"


@pytest.fixture
def told():
    origins.forget()
    edition = Edition(WAVE, phase="primary")
    str(edition["interest"].followup)
    str(edition["resources_used"].followup.headline)
    yield json.loads(origins.told())
    origins.forget()


def test_a_wave_has_its_year_its_surveys_and_its_weighting(told):
    wave = told["waves"][WAVE]
    assert wave["year"] == "2020/21"
    assert wave["surveys"]["end_of_linking"] == "End of Linking"
    assert wave["groups"]["comparison"] == "non-Linking teachers"
    assert wave["phases"] == ["primary", "secondary"]
    assert wave["weighting"] == "year group profile of End of Linking"


def test_a_wave_says_nothing_of_the_files_that_its_answers_came_in(told):
    assert ".csv" not in json.dumps(told)


def test_an_item_has_its_wording_and_what_its_boxes_hold(told):
    item = told["items"]["interest"]
    assert item["boxes"] == {"headline": ["5", "4"], "top2": ["5", "4"], "bottom2": ["1", "2"]}
    assert item["responses"]["5"] == "5 Very much" and item["responses"]["dont_know"]
    assert item["wording"] and "\n" not in item["wording"] and item["label"] != item["phrase"]
    assert "top2" not in told["items"]["resources_used"]["boxes"]
