"""Doctor: each thing that is not in order is told with what to run."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from book import notebook, small_project

from helpers.exporting.missing import Missing
from helpers.workshop import doctor, packages
from helpers.workshop.notebook_state import as_stored, cleaned


@pytest.fixture
def root(tmp_path):
    folder = small_project(tmp_path)
    (folder / "notebooks/chapter.ipynb").write_text(clean(folder))
    return folder


def clean(folder) -> str:
    content = json.loads((folder / "notebooks/chapter.ipynb").read_text())
    return as_stored(cleaned(content))


def test_all_is_looked_at(root):
    names = [one.about for one in doctor.examine(root)]
    assert names == ["Python", "Chromium", "pandoc", "Notebooks", "Contents", "Writing", "Disk"]
    assert all(one.found and one.todo for one in doctor.examine(root) if not one.fine)


@pytest.mark.parametrize(
    ("needed", "fine"),
    [(">=3.11,<3.12", True), (">=3.12", False), ("<3.11", False), (">=3.9,<4", True), ("", True)],
)
def test_python_is_held_against_what_the_project_asks_for(root, monkeypatch, needed, fine):
    monkeypatch.setattr(sys, "version_info", (3, 11, 7, "final", 0))
    line = f'requires-python = "{needed}"\n' if needed else ""
    (root / "pyproject.toml").write_text(f"[project]\n{line}")
    assert doctor.python(root).fine is fine


def test_packages_are_held_against_the_lock(root, monkeypatch):
    monkeypatch.setattr(packages, "installed", lambda: {"a": "1", "b": "2"})
    assert doctor.locked(root) is None
    (root / "requirements.lock").write_text("a==1\nb==2\n")
    assert doctor.locked(root).fine
    more = [f"p{number}==1" for number in range(7)]
    (root / "requirements.lock").write_text("\n".join(["a==1", "b==3", *more]))
    found = doctor.locked(root)
    assert not found.fine and "p0 is missing" in found.found and "and 3 more" in found.found
    assert "make report" in found.todo


def test_an_environment_has_the_lock_of_its_name(root, monkeypatch):
    monkeypatch.setattr(packages, "installed", lambda: {"a": "1"})
    monkeypatch.setattr(sys, "prefix", "/x/.venv-lab")
    (root / "requirements.lock").write_text("a==2\n")
    (root / "requirements-lab.lock").write_text("a==1\n")
    assert doctor.locked(root).fine


def test_programs_of_another_folder_are_told(root):
    assert doctor.itself(root) is None
    (root / "src/helpers").mkdir(parents=True)
    assert not doctor.itself(root).fine


def test_a_missing_browser_says_how_to_install_it(root, monkeypatch):
    def gone():
        raise Missing("Chromium", "the PDF", "Install it so.")

    monkeypatch.setattr(doctor, "chromium", gone)
    found = doctor.browser(root)
    assert (found.fine, found.todo) == (False, "Install it so.")
    monkeypatch.setattr(doctor, "chromium", lambda: "/usr/bin/chromium")
    assert doctor.browser(root).fine


def test_a_missing_pandoc_is_told(root, monkeypatch):
    def gone():
        raise OSError("No pandoc was found")

    monkeypatch.setattr(doctor.pypandoc, "get_pandoc_version", gone)
    assert not doctor.pandoc(root).fine


def test_notebooks_are_looked_into(root):
    assert doctor.notebooks(root).fine
    content = json.loads(clean(root))
    content["cells"][0] |= {"outputs": [{"output_type": "stream"}], "execution_count": 1}
    (root / "notebooks/chapter.ipynb").write_text(json.dumps(content))
    (root / "notebooks/broken.ipynb").write_text("{")
    (root / "notebooks/.ipynb_checkpoints").mkdir()
    (root / "notebooks/.ipynb_checkpoints/a.ipynb").write_text("{")
    found = doctor.notebooks(root)
    assert found.found == (
        "notebooks/broken.ipynb: cannot be read as a notebook (Expecting property name enclosed "
        "in double quotes: line 1 column 2 (char 1)); "
        "notebooks/chapter.ipynb: cell 'parameters' has outputs; "
        "notebooks/chapter.ipynb: cell 'parameters' has the number of its last run"
    )
    assert found.todo == "report tidy"


def test_a_notebook_in_no_contents_is_told(root):
    assert doctor.contents(root).fine
    notebook(root / "notebooks/other.ipynb", ("markdown", "# Other"))
    found = doctor.contents(root)
    assert not found.fine and "notebooks/other.ipynb" in found.found


def test_a_folder_that_cannot_be_written_is_told(root, monkeypatch):
    assert doctor.writable(root).fine
    monkeypatch.setattr(os, "access", lambda path, _: path.name != "notebooks")
    found = doctor.writable(root)
    assert (found.fine, found.todo) == (False, "chmod -R u+w notebooks")


def test_a_hook_that_is_not_set_up_is_told(root):
    assert doctor.hook(root) is None
    (root / "tools").mkdir()
    (root / "tools/pre-commit").write_text("#!/bin/sh\n")
    (root / "tools/pre-commit").chmod(0o755)
    assert doctor.hook(root) is None, "a folder without git has no commits"
    for command in ("git init -q", doctor_says(root)):
        subprocess.run(command.split(), cwd=root, check=True)
    assert doctor.hook(root).fine


def doctor_says(root) -> str:
    """What the doctor says to run in a repository without the hook."""
    other = root / "other"
    other.mkdir()
    shutil.copytree(root / "tools", other / "tools")
    subprocess.run(["git", "init", "-q"], cwd=other, check=True)
    found = doctor.hook(other)
    (other / "scripts").mkdir()
    (other / "scripts/set_up_git.sh").touch()
    assert doctor.hook(other).todo == "make git"
    shutil.rmtree(other)
    assert not found.fine
    return found.todo


@pytest.mark.parametrize(("free", "fine"), [(doctor.ROOM - 1, False), (doctor.ROOM, True)])
def test_a_full_disk_is_told(root, monkeypatch, free, fine):
    usage = shutil.disk_usage(root)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert doctor.room(root).fine is fine
