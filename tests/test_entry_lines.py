"""Entry lines: the line of an entry of a YAML file, and problems that name it."""

import pytest
import yaml

from helpers.analysis import Analysis
from helpers.entry_lines import line_of, with_lines
from helpers.errors import InputError, Problem
from helpers.publication import read_publication
from helpers.questionnaire import load_questionnaire
from helpers.waves import load_wave

TEXT = """\
# A comment.
items:
  interest:
    label: Interest

    columns: {baseline: b1,
              comparison: c1}
  "5": [one,
        two]
list:
  - date: 2000-01-31
  - date: 2000-02-01
    what: a
list:
  - x
"""


@pytest.mark.parametrize(
    ("at", "line"),
    [
        (("items",), 2),
        (("items", "interest"), 3),
        (("items", "interest", "label"), 4),
        (("items", "interest", "columns", "comparison"), 7),
        (("items", "5", 1), 9),
        (("items", 5, 0), 8),
        (("list", 0), 15),  # of a key that stands twice the last counts
        (("list", 7), 14),  # the last of the keys that is there
        (("items", "interest", "scale"), 3),
        (("items", "interest", "label", "deeper"), 4),
        (("settings",), None),
        ((), None),
    ],
)
def test_an_entry_has_the_line_of_its_key(at, line):
    assert line_of(yaml.compose(TEXT), at) == line


def test_problems_get_their_lines(tmp_path):
    (tmp_path / "a.yml").write_text(TEXT, encoding="utf-8")
    problems = [
        Problem("a.yml", "x", at=("items", "interest")),
        Problem("a.yml", "x", "mend it", line=1, at=("items",)),
        Problem("a.yml", "x"),
        Problem("gone.yml", "x", at=("items",)),
        Problem("a.yml", "x", at=("nothing",)),
    ]
    assert list(map(str, with_lines(problems, tmp_path))) == [
        "a.yml, line 3: x", "a.yml, line 1: x; mend it", "a.yml: x", "gone.yml: x", "a.yml: x",
    ]  # fmt: skip


def test_a_file_that_is_no_yaml_has_no_lines(tmp_path):
    (tmp_path / "a.yml").write_text("a: b: c", encoding="utf-8")
    problem = Problem("a.yml", "x", at=("a",))
    assert with_lines([problem], tmp_path) == [problem]
    assert with_lines([problem], tmp_path)[0].line is None


# --- the readers ----------------------------------------------------------------------------


def line_in(path, text: str) -> int:
    """Line of a file that holds a text, found by counting."""
    (number,) = [n for n, line in enumerate(path.read_text().splitlines(), 1) if text in line]
    return number


@pytest.mark.parametrize(
    ("old", "new", "stands"),
    [
        ("significance_level: 0.05", "significance_level: 5", "significance_level: 5"),
        ("variable: year_group", "variable: year", "variable: year"),
        ("scale: phase\n", "scale: phse\n", "scale: phse"),
        ("kind: text", "kind: txt", "kind: txt"),
        ("reversed: true", "reversed: maybe", "reversed: maybe"),
        ("reversed: true", "revrsed: true", "revrsed: true"),
    ],
)
def test_a_fault_of_the_questionnaire_names_its_line(project, old, new, stands):
    project.edit(project.questionnaire, old, new)
    with pytest.raises(InputError) as refused:
        load_questionnaire(project.root)
    said = str(refused.value.problems[0])
    line = line_in(project.questionnaire, stands)
    assert said.startswith(f"data/questionnaire.yml, line {line}: ")


@pytest.mark.parametrize(
    ("old", "new", "stands"),
    [
        ("design: independent", "design: panel", "design: panel"),
        ("title: Baseline survey", "titel: Baseline survey", "titel: Baseline survey"),
        ("respondents: 8\n", "respondents: 9\n", "respondents: 9"),
        ("label: Baseline\n", "label: Baseline\n    separator: x\n", "separator: x"),
        ("label: Baseline\n", "label: Baseline\n    codes: {fsm: {}}\n", "codes: {fsm"),
        ("label: Baseline\n", "label: Baseline\n    strata: gone\n", "strata: gone"),
        ("label: Baseline\n", "label: Baseline\n    clusers: phase\n", "clusers: phase"),
        ("minutes: ", "length: ", "length: "),
        ("wave: first\n", "wave: first\nundecided: [{found: what}]\n", "undecided:"),
    ],
)
def test_a_fault_of_a_wave_names_its_line(project, old, new, stands):
    project.edit(project.facts, old, new)
    with pytest.raises(InputError) as refused:
        load_wave(project.root, project.wave)
    line = line_in(project.facts, stands)
    told = [str(problem) for problem in refused.value.problems]
    assert [one for one in told if one.startswith(f"data/waves/first/wave.yml, line {line}: ")]


def test_a_fault_of_an_edition_names_its_line(project):
    (project.root / "_config.yml").write_text("title: T\nauthor: A\nsphinx: {config: {}}\n")
    text = "# Imprint\nversion: '1.0'\npublished: soon\nupdates:\n  - what: x\n"
    (project.folder / "edition.yml").write_text(text)
    with pytest.raises(InputError) as refused:
        read_publication(project.root, project.wave)
    lines = [problem.line for problem in refused.value.problems]
    assert lines == [3, 5]


def test_lines_cost_nothing_where_nothing_is_wrong(project, monkeypatch):
    monkeypatch.setattr(yaml, "compose", None)
    assert Analysis("first", None, project.root).samples
