"""What changed since the kept build, and what has to be done about it."""

import os
from pathlib import Path

import pytest

from helpers.building import changes
from helpers.building.changes import (
    MADE_OF,
    Plan,
    changed_code,
    inputs_of,
    make_plan,
    same_settings,
)
from helpers.building.memory import Generation, digest

FILES = {"_config.yml": "c", "a.md": "a", "b.md": "b", "f/x.svg": "x", "style/r.css": "r"}
NEEDS = {"a": ["a.md", "f/x.svg"], "b": ["b.md"], "both": ["a.md", "style/r.css"]}


def kept(**facts) -> Generation:
    """A kept build of three pages; "both" needs a style too."""
    whole = {"inputs": {"files": FILES, "tools": "t"}, "needs": NEEDS, "assets": ["style"]}
    return Generation(Path(), {}, whole | {"lasting": True, "code": {}} | facts)


def plan(changed: dict | None = None, tools: str = "t", **facts) -> Plan:
    files = {name: value for name, value in (FILES | (changed or {})).items() if value}
    return make_plan(kept(**facts), {"files": files, "tools": tools})


def test_nothing_is_to_do_when_nothing_changed():
    assert plan() == Plan("nothing changed", (), True)
    assert plan().nothing
    assert not plan({"a.md": "new"}).nothing and not plan({"_config.yml": "new"}).nothing


@pytest.mark.parametrize(
    ("changed", "read", "carried"),
    [
        ({"b.md": "new"}, ("b",), True),
        ({"a.md": "new"}, ("a", "both"), True),
        ({"f/x.svg": "new"}, ("a",), True),
        ({"f/x.svg": "new", "b.md": "new"}, ("a", "b"), True),
        ({"style/r.css": "new"}, ("both",), False),
        ({"style/r.css": "new", "b.md": "new"}, ("b", "both"), False),
    ],
)
def test_pages_that_need_a_changed_file_are_read(changed, read, carried):
    made = plan(changed)
    assert (made.read, made.carried, made.tools) == (read, carried, True)
    assert all(name in made.why for name in changed)


def test_a_style_that_no_page_needs_is_read_by_none():
    assert plan({"style/r.css": "new"}, needs={"a": ["a.md"]}).read == ()
    assert not plan({"style/r.css": "new"}, needs={"a": ["a.md"]}).nothing


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"_config.yml": "new"}, "_config.yml changed"),
        ({"c.md": "c"}, "c.md came"),
        ({"b.md": ""}, "b.md went"),
        ({"b.md": "", "c.md": "b"}, "b.md went"),
    ],
)
def test_other_changes_start_from_nothing(changed, why):
    assert plan(changed) == Plan(why)


def test_other_packages_start_from_nothing_with_other_tools():
    assert plan(tools="u") == Plan("Python or its packages changed", tools=False)
    assert make_plan(None, {}) == Plan("no whole earlier build is kept", tools=False)


def test_pages_that_show_values_of_others_start_from_nothing_when_something_changed():
    assert "glue" in plan({"b.md": "new"}, lasting=False).why
    assert plan(lasting=False).nothing


def test_a_changed_module_is_named(tmp_path):
    module = tmp_path / "extension.py"
    module.write_text("1")
    code = {str(module): digest(module)}
    assert changed_code({"code": code}) == "" and plan(code=code).nothing
    module.write_text("2")
    assert plan(code=code) == Plan("extension.py changed", tools=False)
    module.unlink()
    assert changed_code({"code": code}) == "extension.py"


def test_settings_come_from_the_configuration_and_the_names_of_assets():
    files = {"files": FILES | {"a.md": "new"}, "tools": "t"}
    assert same_settings(kept(), files)
    for name in ("_config.yml", "_static/new.css"):
        assert not same_settings(kept(), {"files": FILES | {name: "new"}})


def test_inputs_are_files_and_packages(tmp_path, monkeypatch):
    packages = tmp_path / "packages"
    (packages / "sphinx-1.dist-info").mkdir(parents=True)
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.md").write_text("a")
    monkeypatch.setattr(changes.sys, "path", [str(packages), str(tmp_path / "missing")])
    before = inputs_of(tmp_path / "source")
    assert list(before["files"]) == ["a.md"]
    os.utime(tmp_path / "source/a.md", (1, 1))
    assert inputs_of(tmp_path / "source") == before
    (tmp_path / "source" / MADE_OF).write_text("{}")
    assert inputs_of(tmp_path / "source") == before
    (packages / "sphinx-1.dist-info").rename(packages / "sphinx-2.dist-info")
    after = inputs_of(tmp_path / "source")
    assert after["files"] == before["files"] and after["tools"] != before["tools"]
