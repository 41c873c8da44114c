"""Wave parts: what wave.yml and the questionnaire say is there."""

import shutil

import pytest
import yaml
from book import small_project

from helpers.errors import InputError
from helpers.wave_parts import is_met, parts_of

WAVE = "2020-21"


@pytest.fixture
def folder(tmp_path):
    return small_project(tmp_path)


def with_facts(folder, change) -> set[str]:
    path = folder / f"data/waves/{WAVE}/wave.yml"
    facts = yaml.safe_load(path.read_text())
    change(facts)
    path.write_text(yaml.safe_dump(facts))
    return parts_of(folder, WAVE)


def test_a_wave_has_its_surveys_interviews_and_items(folder):
    parts = parts_of(folder, WAVE)
    assert {"baseline", "end_of_linking", "comparison", "interviews", "item-interest"} <= parts
    assert not {"comparison_baseline", "linked", "waves"} & parts


def test_what_is_declared_is_there(folder):
    assert "linked" in with_facts(folder, lambda facts: facts.update(design="linked"))


def test_what_is_taken_out_is_not(folder):
    def without(facts):
        del facts["surveys"]["comparison"], facts["interviews"]

    parts = with_facts(folder, without)
    assert not {"comparison", "interviews", "item-comparison_area"} & parts
    assert {"item-interest", "end_of_linking"} <= parts


def test_an_earlier_wave_makes_two(folder):
    waves = folder / "data/waves"
    shutil.copytree(waves / WAVE, waves / "2021-22")
    assert "waves" in parts_of(folder, "2021-22")
    assert "waves" not in parts_of(folder, WAVE)


def test_answers_are_not_read(folder):
    (folder / f"data/waves/{WAVE}/baseline.csv").unlink()
    assert "baseline" in parts_of(folder, WAVE)


def test_a_wave_without_surveys_is_refused(folder):
    with pytest.raises(InputError, match="names no surveys"):
        with_facts(folder, lambda facts: facts.update(surveys=None))


@pytest.mark.parametrize(
    ("tags", "met"),
    [
        ([], True),
        (["parameters"], True),
        (["needs-a"], True),
        (["needs-a", "needs-b"], False),
        (["lacks-b"], True),
        (["lacks-a"], False),
        (["needs-a", "lacks-b"], True),
        (["needs-item-x"], False),
    ],
)
def test_tags_say_what_a_cell_needs_and_lacks(tags, met):
    assert is_met(tags, {"a", "item-y"}) == met
