"""Waves: found by name, loaded whole or refused for what wave.yml says, and traceable."""

import hashlib
from pathlib import Path

import pytest
from told import without_line

from helpers.errors import InputError
from helpers.waves import find_root, load_wave, wave_names

SHIPPED = find_root(Path(__file__).parent)


def refusal(project, name: str | None = None) -> list[str]:
    """What is said of the project's wave, without the folder of waves."""
    with pytest.raises(InputError) as refused:
        load_wave(project.root, project.wave if name is None else name)
    said = map(without_line, refused.value.problems)
    return [one.removeprefix("data/waves/first/wave.yml") for one in said]


def test_a_wave_holds_its_surveys_and_facts(project):
    wave = load_wave(project.root, "first")
    assert {name: len(frame) for name, frame in wave.surveys.items()} == {
        "baseline": 6,
        "end_of_linking": 8,
        "comparison": 6,
    }
    assert wave.facts["academic_year"] == "2001/02"


def test_a_wave_need_not_hold_all_surveys(project):
    text = project.facts.read_text(encoding="utf-8")
    start, end = text.index("  comparison:"), text.index("interviews:")
    project.facts.write_text(text[:start] + text[end:], encoding="utf-8")
    project.file("comparison").unlink()
    assert list(load_wave(project.root, "first").surveys) == ["baseline", "end_of_linking"]


@pytest.mark.parametrize("name", ["frist", "", "../first", "first/../first", "First"])
def test_a_misspelt_wave_lists_the_waves(project, name):
    (project.root / "data/waves/second").mkdir()
    (project.root / "data/waves/second/wave.yml").touch()
    (project.root / "data/waves/no_wave").mkdir()
    assert refusal(project, name) == [
        f"data/waves: there is no wave {name!r}; waves are: first, second"
    ]


def test_waves_are_listed_in_order(project):
    names = ["third", "fifth", "a", "second", "fourth", "z", "b"]
    for name in names:
        (project.root / "data/waves" / name).mkdir()
        (project.root / "data/waves" / name / "wave.yml").touch()
    assert wave_names(project.root) == sorted([*names, "first"])


def test_a_project_without_waves_says_so(project):
    project.facts.unlink()
    assert refusal(project) == ["data/waves: holds no wave; add one with its wave.yml"]
    assert wave_names(project.root) == []


def test_broken_yaml_names_its_line(project):
    project.edit(project.facts, "wave: first\n", "wave: first: again\n")
    with pytest.raises(InputError, match="wave.yml, line 2: cannot be read as YAML: "):
        load_wave(project.root, project.wave)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("surveys:\n", "survey:\n", "names no surveys; list each survey with its file"),
        ("  comparison:\n", "  comparisons:\n", "names the unknown survey 'comparisons'; surveys "
         "are: baseline, end_of_linking, comparison"),
        ("    file: baseline.csv\n", "", "survey baseline has no 'file'; put a text there"),
        ("file: baseline.csv", "file: [baseline.csv]", "survey baseline has no 'file'; put a text"),
        ("    label: Baseline\n", "", "survey baseline has no 'label'"),
        ("description: Survey before", "note: Survey before", "survey baseline has no 'descr"),
        ("title: Baseline survey", "titel: Baseline survey", "survey baseline has no 'title'"),
        ("    fieldwork: {start: 2001-09-03, end: 2001-09-28}\n", "",
         "survey baseline has no 'fieldwork' with its first and last day"),
        ("{start: 2001-09-03, end: 2001-09-28}", "September",
         "survey baseline has no 'fieldwork' with its first and last day"),
        ("{start: 2001-09-03, end: 2001-09-28}", "{start: 2001-09-03}",
         "survey baseline has no 'fieldwork' with its first and last day"),
        ("start: 2001-09-03", "start: 3 September", "survey baseline has no 'fieldwork' with its"),
        ("start: 2001-09-03", "start: 2001-09-31", "cannot be read as YAML: day "),
        ("academic_year: 2001/02\n", "", "has no 'academic_year'"),
        ("design: independent", "design: panel", "has the design 'panel'; designs are: independ"),
        ("28}\n    respondents: 6\n", "28}\n    respondents: 7\n",
         "survey baseline has 7 respondents, and baseline.csv has 6"),
        ("  minutes: ", "  length: ", "interviews have no 'minutes'; put it there"),
        ("notice: ", "note: ", "has no 'notice'"),
        ("reconstructed: true", "reconstructed: maybe",
         "has reconstructed: 'maybe'; put true there, or leave the key out"),
        ("reconstructed: true", "example: 1", "has example: 1; put true there, or leave the"),
        ("reconstructed: true", "reconstructed: true\nexample: true",
         "says both reconstructed and example; leave one of them out"),
    ],
)  # fmt: skip
def test_a_fact_that_is_missing_or_wrong_is_named(project, old, new, said):
    project.edit(project.facts, old, new)
    told, *more = refusal(project)
    assert told.startswith(f": {said}")
    assert all("has the unknown key" in one for one in more)


@pytest.mark.parametrize("facts", ["a list", "[first]", "surveys: {}", "surveys: [baseline]"])
def test_facts_without_surveys_are_refused(project, facts):
    project.facts.write_text(facts, encoding="utf-8")
    (said,) = refusal(project)
    assert said.startswith((": holds no keys", ": names no surveys"))


def test_a_survey_without_facts_is_refused(project):
    project.facts.write_text(
        "academic_year: one\ndesign: independent\nsurveys: {baseline: baseline.csv}\n"
    )
    assert refusal(project) == [": survey baseline is 'baseline.csv'; list its facts"]


def test_a_notice_is_needed_of_reconstructed_answers_only(project):
    project.edit(project.facts, "notice: ", "notes: ")
    project.edit(project.facts, "reconstructed: true\n", "")
    load_wave(project.root, "first")


def test_an_example_needs_a_notice(project):
    project.edit(project.facts, "reconstructed: true\n", "example: true\n")
    load_wave(project.root, "first")
    project.edit(project.facts, "notice: ", "notes: ")
    assert refusal(project) == [": has no 'notice'"]


def test_what_is_wrong_in_the_facts_and_in_the_files_is_said_at_once(project):
    project.edit(project.facts, "  comparison:\n", "  comparisons:\n")
    project.edit(project.facts, "    label: Baseline\n", "")
    project.answer("baseline", "B1", "b1", "7")
    assert [said.partition(";")[0] for said in refusal(project)] == [
        ": survey baseline has no 'label'",
        ": names the unknown survey 'comparisons'",
        "data/waves/first/baseline.csv, row 3, column b1: unknown code: '7'",
    ]


def test_a_wave_names_its_inputs_with_their_contents(project):
    inputs = load_wave(project.root, "first").inputs
    folder = "data/waves/first"
    assert list(inputs) == [
        "data/questionnaire.yml",
        f"{folder}/wave.yml",
        *(f"{folder}/{survey}.csv" for survey in ("baseline", "end_of_linking", "comparison")),
    ]
    for name, digest in inputs.items():
        assert digest == hashlib.sha256((project.root / name).read_bytes()).hexdigest()


def test_the_project_is_found_from_a_folder_within(project):
    assert find_root(project.folder) == project.root.resolve()


def test_outside_a_project_one_is_told_where_to_go(tmp_path):
    with pytest.raises(InputError, match="is not inside a report project; go to the folder"):
        find_root(tmp_path)


def test_the_shipped_wave_loads():
    first, *_ = wave_names(SHIPPED)
    wave = load_wave(SHIPPED, first)
    counts = {survey: len(frame) for survey, frame in wave.surveys.items()}
    assert counts == {"baseline": 143, "end_of_linking": 102, "comparison": 186}
    assert counts == {s: entry["respondents"] for s, entry in wave.facts["surveys"].items()}
