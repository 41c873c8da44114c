"""Wave parts: what wave.yml and the questionnaire say is there."""

import shutil
import subprocess
import sys

import pytest
import yaml
from book import small_project

from helpers.errors import InputError
from helpers.wave_parts import is_met, known_parts, parts_of, tag_problems

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


def test_a_wave_has_its_own_name(folder):
    parts = parts_of(folder, WAVE)
    assert {part for part in parts if part.startswith("wave-")} == {f"wave-{WAVE}"}


def test_an_item_of_later_waves_is_not_there_yet(folder):
    path = folder / "data/questionnaire.yml"
    text = path.read_text().replace("  interest:\n", "  interest:\n    asked_from: 2021-22\n")
    path.write_text(text)
    assert "item-interest" not in parts_of(folder, WAVE)
    assert "item-interest" in known_parts(folder)


def test_an_item_that_was_asked_until_an_earlier_wave_was_dropped(folder):
    assert "dropped" not in parts_of(folder, WAVE)
    path = folder / "data/questionnaire.yml"
    text = path.read_text()
    path.write_text(text.replace("  interest:\n", f"  interest:\n    asked_until: {WAVE}\n"))
    assert "dropped" not in parts_of(folder, WAVE)
    shutil.copytree(folder / "data/waves" / WAVE, folder / "data/waves/2021-22")
    parts = parts_of(folder, "2021-22")
    assert "dropped" in parts and "item-interest" not in parts


def test_all_that_a_wave_could_have_is_known(folder):
    known = known_parts(folder)
    assert parts_of(folder, WAVE) <= known
    assert {"comparison_baseline", "pupils", "linked", "waves", "dropped"} <= known


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("needs-basline", "has the tag 'needs-basline', which names nothing; a part of a wave is: "
         "baseline"),
        ("lacks-item-intrest", "a part of a wave is: item-interest"),
        ("needs-xyzxyz", "a part of a wave is: baseline, comparison, comparison_baseline, drop"),
        ("needs-wave-2020", "names nothing"),
    ],
)  # fmt: skip
def test_a_tag_that_names_nothing_is_told_with_what_it_may_have_meant(folder, tag, said):
    problems = tag_problems(["parameters", tag], known_parts(folder), "notebooks/a.ipynb, cell 'b'")
    assert [p.file for p in problems] == ["notebooks/a.ipynb, cell 'b'"]
    assert said in str(problems[0])


@pytest.mark.parametrize("tag", ["needs-pupils", "lacks-item-interest", "needs-wave-1999-00", "x"])
def test_tags_that_name_something_are_left_alone(folder, tag):
    assert tag_problems([tag], known_parts(folder), "here") == []


def test_no_library_of_data_is_loaded_for_it():
    code = "import sys, helpers.wave_parts; print('pandas' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_numbers_in_print_are_a_part_of_the_wave_that_has_them(folder):
    assert "published" in parts_of(folder, WAVE)
    assert "published" in known_parts(folder)
    (folder / f"data/published/{WAVE}.csv").unlink()
    assert "published" not in parts_of(folder, WAVE)
