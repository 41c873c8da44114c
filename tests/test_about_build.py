"""About a build: what stands on the page and in the file beside the book, with its digests."""

import hashlib
import json
import subprocess

import pytest
from book import small_project
from bs4 import BeautifulSoup

from helpers.building.about_build import (
    NO_COMMIT,
    answer_digests,
    build_facts,
    commit,
    facts_digest,
    input_files,
    write_inputs,
)

WAVE = "2020-21"
DATA = {
    "facts": "f",
    "respondents baseline": "a",
    "column baseline interest": "b",
    "respondents comparison": "a",
    "column comparison interest": "b",
}


@pytest.fixture
def folder(tmp_path):
    folder = small_project(tmp_path)
    (folder / "requirements.lock").write_text("a==1\n")
    return folder


def cells(folder) -> dict[str, str]:
    page = BeautifulSoup(build_facts(folder, WAVE, {"wave": WAVE}, DATA), "html.parser")
    return {row.th.get_text(): row.td.get_text() for row in page.select("tbody tr")}


def sha(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_files_that_are_not_delivered_stand_on_the_page_with_their_digests(folder):
    found = cells(folder)
    names = ["data/questionnaire.yml", "data/quotes.yml", "requirements.lock"]
    names += [f"data/waves/{WAVE}/{name}" for name in ("about.md", "edition.yml")]
    for name in names:
        assert found[name] == sha(folder / name)
    # Their bytes are another's in another format, and the page is the same.
    assert [name for name in found if name.endswith((".csv", "wave.yml"))] == []


def test_every_file_stands_beside_the_book_with_its_digest(folder):
    told = json.loads(write_inputs(folder, WAVE, DATA, folder).read_text(encoding="utf-8"))
    assert told["wave"] == WAVE and told["answers"] == answer_digests(DATA)
    folder_of = f"data/waves/{WAVE}"
    assert {f"{folder_of}/baseline.csv", f"{folder_of}/wave.yml"} < set(told["files"])
    assert list(told["files"]) == input_files(folder, WAVE)
    assert all(told["files"][name] == sha(folder / name) for name in told["files"])


def test_answers_have_a_digest_by_survey_of_its_respondents_and_columns(folder):
    found = answer_digests(DATA)
    assert list(found) == ["baseline", "comparison"]
    assert found["baseline"] != found["comparison"]
    assert answer_digests(dict(reversed(DATA.items()))) == found
    for name in ("respondents baseline", "column baseline interest"):
        other = answer_digests(DATA | {name: "x"})
        assert other["baseline"] != found["baseline"]
        assert other["comparison"] == found["comparison"]
    assert cells(folder)["Answers of baseline, as read"] == found["baseline"]


def test_the_digest_of_the_facts_leaves_out_how_files_are_read(folder):
    path = folder / f"data/waves/{WAVE}/wave.yml"
    text, first = path.read_text(), facts_digest(folder, WAVE)
    path.write_text(text.replace("file: baseline.csv", "file: b.sav\n    read_by: labels"))
    assert path.read_text() != text and facts_digest(folder, WAVE) == first
    path.write_text(text.replace("label: Baseline", "label: Before"))
    assert path.read_text() != text and facts_digest(folder, WAVE) != first
    assert cells(folder)[f"data/waves/{WAVE}/wave.yml, but how files are read"] != first


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
