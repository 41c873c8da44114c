"""Comparable waves: each reason against a comparison, and that none is made up."""

import pytest
import yaml
from more_waves import END, add_wave, facts, item

from helpers.comparable_waves import is_barrier, rated, why_apart
from helpers.trends import Trends


@pytest.fixture
def root(project):
    add_wave(project.root, "second", "2002/03")
    return project.root


def why(root, name, phase="primary", survey=END) -> str:
    old, new = Trends("second", phase, root).editions.values()
    return why_apart(old, new, new.questionnaire.item(name), survey)


def revised(root, name, what, was, comparable=True) -> None:
    revision = {"wave": "second", "what": what, "comparable": comparable, "why": "x", "was": was}
    item(root, name, revisions=[revision])


def test_what_did_not_change_can_be_compared(root):
    assert why(root, "interest") == ""


def test_a_survey_that_one_wave_lacks(root):
    folder = root / "data/waves/first"
    surveys = yaml.safe_load((folder / "wave.yml").read_text())["surveys"]
    facts(folder, surveys={name: entry for name, entry in surveys.items() if name != "comparison"})
    assert why(root, "interest", survey="comparison") == "the wave first has no such survey"


def test_other_responses_cannot_be_put_on_one_scale_whatever_is_said(root):
    path = root / "data/questionnaire.yml"
    found = yaml.safe_load(path.read_text())
    found["scales"]["other"] = {
        "kind": "ordinal",
        "responses": {
            "yes": {"code": 5, "label": "Yes", "score": 2},
            "no": {"code": 1, "label": "No", "score": 1},
        },
    }
    found["scales"]["wide"] = found["scales"]["extent"]
    path.write_text(yaml.safe_dump(found, sort_keys=False))
    revised(root, "interest", "scale", {"scale": "extent"})
    assert why(root, "interest") == ""
    for survey in ("baseline", END, "comparison"):
        file = root / f"data/waves/second/{survey}.csv"
        comment, header, *rows = file.read_text().splitlines()
        place = header.split(",").index({"baseline": "b1", END: "e1", "comparison": "c1"}[survey])
        cut = [",".join("5" if n == place else c for n, c in enumerate(_cells(r))) for r in rows]
        file.write_text("\n".join([comment, header, *cut]) + "\n")
    item(root, "interest", scale="other", headline=["yes"])
    was = {"scale": "extent", "headline": ["5", "4"]}
    revised(root, "interest", "scale", was)
    assert why(root, "interest") == "its responses in first are not those in second"


def _cells(row: str) -> list[str]:
    return row.replace('"Food, and how it is eaten"', "Food").split(",")


def test_other_respondents_are_compared_only_within_a_phase_that_was_asked_in_both(root):
    item(root, "interest", asked={})
    revised(root, "interest", "routing", {"asked": {"phase": ["primary"]}})
    for file, column in ((END, 6), ("comparison", 5)):
        path = root / f"data/waves/first/{file}.csv"
        comment, header, *rows = path.read_text().splitlines()
        cells = [_cells(row) for row in rows]
        for one in cells:
            if one[2] == "2":
                one[column - (file == END)] = ""
        path.write_text("\n".join([comment, header, *map(",".join, cells)]) + "\n")
    assert why(root, "interest", "primary") == ""
    assert why(root, "interest", None) == "other respondents were asked in first than in second"


def test_only_a_revision_that_forbids_it_is_a_barrier(root):
    old, new = Trends("second", None, root).editions.values()
    assert not is_barrier(old, new, new.questionnaire.item("interest"))
    revised(root, "interest", "wording", {"wording": "x"}, comparable=False)
    old, new = Trends("second", None, root).editions.values()
    assert is_barrier(old, new, new.questionnaire.item("interest"))


def test_rated_items_are_those_of_the_survey(root):
    edition = Trends("first", None, root).editions["first"]
    assert [one.name for one in rated(edition, END)] == ["interest", "misconceptions"]
    assert rated(edition, "comparison_baseline") == []
