"""YAML entries: what cannot be read or does not fit its fields is told, all at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from helpers.entries import fill, read_yaml
from helpers.errors import InputError


@dataclass(frozen=True)
class Pupil:
    """A shape with one field of each kind that questionnaires have."""

    name: str
    age: int
    height: float | None = None
    here: bool = False
    words: tuple[str, ...] = ()
    marks: dict[str, Any] = field(default_factory=dict)
    friends: dict[str, tuple[str, ...]] = field(default_factory=dict)


def filled(entry, **given):
    problems = []
    return fill(Pupil, entry, "pupil", "a.yml", problems, **given), [str(p) for p in problems]


def reading(path) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(InputError) as refused:
        read_yaml(path, "a.yml")
    return str(refused.value)


def test_an_entry_fills_its_shape():
    entry = {"name": "Ann", "age": 7, "words": ["a", "b"], "friends": {"Ben": ["x"]}}
    pupil, problems = filled(entry)
    assert pupil == Pupil("Ann", 7, words=("a", "b"), friends={"Ben": ["x"]})
    assert problems == []


def test_given_fields_do_not_come_from_the_entry():
    assert filled({"age": 7}, name="Ann") == (Pupil("Ann", 7), [])
    pupil, (problem,) = filled({"age": 7, "name": "Ben"}, name="Ann")
    assert pupil is None
    assert problem.startswith("a.yml: pupil has the unknown key 'name'; keys are: age, height")


def test_every_fault_of_an_entry_is_told():
    pupil, problems = filled({"nmae": "Ann", "here": "yes"})
    assert pupil is None
    assert [problem.split(";")[0] for problem in problems] == [
        "a.yml: pupil has the unknown key 'nmae'",
        "a.yml: pupil has no 'name'",
        "a.yml: pupil has no 'age'",
        "a.yml: pupil has the here 'yes'",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", 7),
        ("name", None),
        ("age", "7"),
        ("age", 7.0),
        ("age", True),
        ("height", "tall"),
        ("height", False),
        ("here", "no"),
        ("here", 1),
        ("words", "one"),
        ("words", ["one", 2]),
        ("marks", ["a"]),
        ("friends", {"Ben": "x"}),
        ("friends", ["Ben"]),
    ],
)
def test_a_value_of_another_kind_is_refused(key, value):
    pupil, (problem,) = filled({"name": "Ann", "age": 7} | {key: value})
    assert pupil is None
    assert problem.startswith(f"a.yml: pupil has the {key} {value!r}; put ")


@pytest.mark.parametrize("entry", [None, "Ann", ["Ann"]])
def test_an_entry_without_keys_is_refused(entry):
    assert filled(entry) == (None, [f"a.yml: pupil is {entry!r}; put keys with values there"])


def test_yaml_is_read_with_its_accents(tmp_path):
    (tmp_path / "a.yml").write_text("name: Zoë\n", encoding="utf-8")
    assert read_yaml(tmp_path / "a.yml", "a.yml") == {"name": "Zoë"}


def test_a_missing_file_is_named(tmp_path):
    assert reading(tmp_path / "a.yml").startswith("a.yml: there is no such file")


def test_broken_yaml_names_its_line(tmp_path):
    # The bracket of line 2 is still open where line 3 begins another key.
    (tmp_path / "a.yml").write_text("name: a\nwords: [b\nage: 7\n")
    assert reading(tmp_path / "a.yml").startswith("a.yml, line 3: cannot be read as YAML: ")


def test_another_encoding_names_its_line(tmp_path):
    (tmp_path / "a.yml").write_bytes("age: 7\nname: Zoë\n".encode("latin-1"))
    assert reading(tmp_path / "a.yml") == "a.yml, line 2: is not UTF-8 text; save it as UTF-8"


def test_a_day_that_no_calendar_has_is_refused(tmp_path):
    (tmp_path / "a.yml").write_text("start: 2001-06-31\n")
    assert reading(tmp_path / "a.yml").startswith("a.yml: cannot be read as YAML: day ")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- b\n", "a"])
def test_yaml_without_keys_is_refused(tmp_path, text):
    (tmp_path / "a.yml").write_text(text)
    assert reading(tmp_path / "a.yml").startswith("a.yml: holds no keys")
