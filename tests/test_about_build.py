"""About a build: every input with the digest that another tool gives it."""

import hashlib
import subprocess

import pytest
from book import small_project
from bs4 import BeautifulSoup

from helpers.building.about_build import NO_COMMIT, build_facts, commit, input_files

WAVE = "2020-21"


@pytest.fixture
def folder(tmp_path):
    folder = small_project(tmp_path)
    (folder / "requirements.lock").write_text("a==1\n")
    return folder


def cells(folder) -> dict[str, str]:
    page = BeautifulSoup(build_facts(folder, WAVE, {"wave": WAVE}), "html.parser")
    return {row.th.get_text(): row.td.get_text() for row in page.select("tbody tr")}


def test_inputs_stand_with_their_digests(folder):
    found = cells(folder)
    names = input_files(folder, WAVE)
    assert f"data/waves/{WAVE}/baseline.csv" in names and "requirements.lock" in names
    for name in names:
        assert found[name] == hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_parameters_and_versions_are_said(folder):
    found = cells(folder)
    assert found["Parameter wave"] == WAVE and found["Python"].startswith("3.")
    assert found["pandas"][0].isdigit() and found["Commit"] == NO_COMMIT


def test_the_commit_says_whether_files_differ(folder):
    def git(*words):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first")
    first = commit(folder)
    assert len(first) == 40
    (folder / "_toc.yml").write_text("other")
    assert commit(folder) == f"{first}, with changes that are not committed"
