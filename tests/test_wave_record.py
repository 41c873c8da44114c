"""Wave record: what is undecided, and files that are no longer what was delivered."""

import pytest

from helpers.digests import file_digest
from helpers.errors import Problem
from helpers.wave_record import as_read, changed_files, not_told, undecided_of, undecided_problems

FACTS = {"surveys": {"baseline": {"file": "b.csv"}, "broken": None}}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"survey": "baseline", "item": "i", "column": ["a", "b"], "found": "x", "write": "y"},
            "f: undecided: survey baseline, item i, column a, b: x; y; then delete this entry of "
            "undecided",
        ),
        (
            {"key": "design", "candidates": [1, 2]},
            "f: undecided: design (candidates: 1, 2); decide it; then delete this entry of "
            "undecided",
        ),
        (
            {"survey": ["x"], "column": 5, "candidates": 3, "found": ["a\nb", 1], "write": "y"},
            "f: undecided: survey ['x'], column 5: a b 1 (candidates: 3); y; then delete this "
            "entry of undecided",
        ),
        ("a text", "f: undecided: 'a text'; decide it; then delete this entry of undecided"),
    ],
)
def test_each_entry_is_a_problem(entry, said):
    assert list(map(str, undecided_problems({"undecided": [entry]}, "f"))) == [said]


@pytest.mark.parametrize("given", [None, [], {}, ""])
def test_nothing_is_undecided(given):
    assert undecided_of({"undecided": given}) == undecided_of({}) == []


def test_what_is_no_list_is_one_entry():
    assert undecided_of({"undecided": "all of it"}) == ["all of it"]


def test_a_problem_that_an_entry_tells_of_is_not_told_twice(questionnaire):
    entries = [
        {"survey": "baseline", "item": "interest"},
        {"survey": "baseline", "column": "x"},
        {"survey": "baseline", "item": "respondent", "candidates": ["id"]},
        {"survey": "baseline", "key": "label, title"},
        {"key": "design"},
    ]
    told = [
        *(Problem("w/b.csv", "?", column=name) for name in ("b1", "x", "id", "respondent")),
        Problem("w/wave.yml", "survey baseline has no 'title'"),
        Problem("w/wave.yml", "has the design None"),
    ]
    others = [
        Problem("w/b.csv", "?", column="b2"),
        Problem("w/c.csv", "?", column="b1"),
        Problem("w/wave.yml", "survey comparison has no 'title'"),
    ]
    facts = FACTS | {"undecided": entries}
    assert not_told([*told, *others], facts, "w", questionnaire.items) == others
    odd = FACTS | {"undecided": [{"survey": ["x"], "item": 5, "key": 6, "candidates": 7}]}
    assert not_told([*told, *others], odd, "w", questionnaire.items) == [*told, *others]
    assert not_told([*told, *others], FACTS, "w", questionnaire.items) == [*told, *others]


def test_a_file_that_is_another_one(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text("a\n1\n")
    facts = {"surveys": {"baseline": {"file": "b.csv", "sha256": file_digest(path)}, "x": None}}
    assert changed_files(tmp_path, facts, "w") == []
    path.write_text("a\n2\n")
    (problem,) = changed_files(tmp_path, facts, "w")
    assert (problem.file, "was changed since" in problem.found) == ("w/b.csv", True)
    path.unlink()
    assert changed_files(tmp_path, facts, "w") == []


def test_facts_as_read_leave_out_the_file_and_how_it_is_read():
    entry = {
        "file": "b.csv",
        "sha256": "x",
        "columns": {"a": "A"},
        "codes": {},
        "read_by": "labels",
    }
    facts = {"design": "linked", "surveys": {"baseline": entry | {"label": "B"}, "broken": None}}
    assert as_read(facts) == {"design": "linked", "surveys": {"baseline": {"label": "B"}}}
    assert facts["surveys"]["baseline"]["file"] == "b.csv"
