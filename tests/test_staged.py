"""What git is about to commit: its notebooks are looked at as they were added."""

import subprocess

import pytest
from book import notebook

from helpers.errors import InputError
from helpers.workshop.notebook_state import tidy
from helpers.workshop.staged import staged_problems


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "report").mkdir()
    return tmp_path


def add(folder, *names):
    subprocess.run(["git", "add", *names], cwd=folder, check=True)


def test_nothing_is_about_to_be_committed(repository):
    notebook(repository / "report/a.ipynb", ("markdown", "A text."))
    assert staged_problems(repository / "report") == []


def test_what_was_added_is_looked_at_and_not_the_disk(repository):
    project = repository / "report"
    for name in ("a é.ipynb", "b.ipynb"):
        notebook(project / name, ("markdown", "A text."))
    tidy(project / "b.ipynb")
    add(project, "a é.ipynb", "b.ipynb")
    tidy(project / "a é.ipynb")
    found = staged_problems(project)
    assert {problem.file for problem in found} == {"a é.ipynb"}
    add(project, "a é.ipynb")
    assert staged_problems(project) == []


def test_a_notebook_that_is_taken_out_is_not_looked_at(repository):
    notebook(repository / "a.ipynb", ("markdown", "A text."))
    add(repository, "a.ipynb")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, "commit", "-qm", "A"], cwd=repository, check=True)
    subprocess.run(["git", "rm", "-q", "a.ipynb"], cwd=repository, check=True)
    assert staged_problems(repository) == []


def test_a_folder_without_git_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="git does not answer"):
        staged_problems(tmp_path)
