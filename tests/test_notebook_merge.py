"""Two people's edits of one chapter: merged by sentence, in git as it is set up here."""

import copy
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.workshop.notebook_merge import Conflict, main, merged, merged_lines
from helpers.workshop.notebook_state import as_stored, cleaned, state_problems

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = "notebooks/outcomes.ipynb"
SENTENCES = ["Zero.", "One.", "Two.", "Three."]


def lines(*changes, of=SENTENCES):
    """Sentences with (start, end, new) put in from the last to the first."""
    made = list(of)
    for start, end, *new in changes:
        made[start:end] = new
    return made


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        (lines((0, 1, "A.")), lines((3, 4, "B.")), ["A.", "One.", "Two.", "B."]),
        (lines((1, 2, "A.")), lines((2, 3, "B.")), ["Zero.", "A.", "B.", "Three."]),
        (lines((1, 2, "A.")), lines((1, 1, "B.")), ["Zero.", "B.", "A.", "Two.", "Three."]),
        (lines((1, 2, "A.")), lines((2, 2, "B.")), ["Zero.", "A.", "B.", "Two.", "Three."]),
        (lines((1, 2, "A.")), lines((2, 3)), ["Zero.", "A.", "Three."]),
        (lines((1, 3, "A.", "C.")), lines((1, 2, "A.")), ["Zero.", "A.", "C.", "Three."]),
        (lines((4, 4, "A.")), lines((3, 4, "B.")), ["Zero.", "One.", "Two.", "B.", "A."]),
        (lines((1, 2, "A.")), lines((1, 2, "A.")), ["Zero.", "A.", "Two.", "Three."]),
        (lines((0, 4)), lines(), []),
    ],
)
def test_different_sentences_are_merged_either_way(ours, theirs, both):
    assert merged_lines(SENTENCES, ours, theirs) == both
    assert merged_lines(SENTENCES, theirs, ours) == both


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (lines((1, 2, "A.")), lines((1, 2, "B."))),
        (lines((1, 1, "A.")), lines((1, 1, "B."))),
        (lines((1, 2, "A.")), lines((1, 2))),
        (lines((1, 3)), lines((2, 3, "B."))),
        (lines((1, 3)), lines((2, 2, "B."))),
    ],
)
def test_what_both_changed_is_a_conflict(ours, theirs):
    for sides in ((ours, theirs), (theirs, ours)):
        with pytest.raises(Conflict):
            merged_lines(SENTENCES, *sides)


def test_of_one_changed_line_each_every_pair_is_merged():
    numbers = random.Random(1)
    for _ in range(300):
        base = ["" if n % 3 == 2 else f"Sentence {n}." for n in range(numbers.randrange(2, 9))]
        first, second = numbers.sample(range(len(base)), 2)
        ours, theirs, both = list(base), list(base), list(base)
        ours[first] = both[first] = "This is ours."
        theirs[second] = both[second] = "That is theirs."
        assert merged_lines(base, ours, theirs) == both


def cell(name, source="Zero.\nOne.\nTwo.", kind="markdown", tags=()):
    return {"cell_type": kind, "id": name, "metadata": {"tags": list(tags)}, "source": source}


def book(*cells):
    return cleaned({"cells": list(cells)})


def ids(notebook):
    return [cell["id"] for cell in notebook["cells"]]


def test_cells_are_matched_by_their_names():
    base = book(cell("aa"), cell("bb"), cell("cc"))
    ours = book(cell("new"), cell("aa"), cell("bb", "Zero.\nOurs.\nTwo."), cell("cc"))
    theirs = book(cell("bb", "Zero.\nOne.\nTheirs."), cell("cc", tags=["needs-linked"]))
    made = merged(base, ours, theirs)
    assert ids(made) == ["new", "bb", "cc"]
    assert made["cells"][1]["source"] == "Zero.\nOurs.\nTheirs."
    assert made["cells"][2]["metadata"] == {"tags": ["needs-linked"]}


def test_one_changed_what_the_other_took_out():
    base, ours = book(cell("aa"), cell("bb")), book(cell("aa"), cell("bb", "Ours."))
    with pytest.raises(Conflict, match="bb was changed and taken out"):
        merged(base, ours, book(cell("aa")))
    assert ids(merged(base, base, book(cell("aa")))) == ["aa"]


def test_one_sentence_changed_by_both_stands_twice_in_a_notebook_that_opens():
    base = book(cell("aa"))
    made = merged(
        base, book(cell("aa", "Zero.\nOurs.\nTwo.")), book(cell("aa", "Zero.\nTheirs.\nTwo."))
    )
    assert made["cells"][0]["source"].splitlines() == [
        "Zero.", "<<<<<<< ours", "Ours.", "=======", "Theirs.", ">>>>>>> theirs", "Two.",
    ]  # fmt: skip


def test_a_driver_that_can_do_nothing_leaves_it_to_git(tmp_path):
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, text in zip(paths, ("1\n", "2\n", "3\n"), strict=True):
        path.write_text(text)
    assert main(*map(str, paths)) == 1
    assert paths[1].read_text().splitlines()[1:4:2] == ["2", "3"]


# --- in git ---------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path):
    """A repository with one chapter, set up as `make git` does it."""
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / CHAPTER, tmp_path / CHAPTER)
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    tools = tmp_path / ".venv/bin"
    tools.mkdir(parents=True)
    python = f'PYTHONPATH="{ROOT}/src" exec "{sys.executable}"'
    for name, words in (("python", '"$@"'), ("report", '-m helpers "$@"')):
        (tools / name).write_text(f"#!/bin/sh\n{python} {words}\n")
        (tools / name).chmod(0o755)
    (tmp_path / ".gitignore").write_text(".venv\n")
    git(tmp_path, "init", "-q", "-b", "main")
    subprocess.run(["scripts/set_up_git.sh"], cwd=tmp_path, check=True)
    git(tmp_path, "config", "user.name", "Author")
    git(tmp_path, "config", "user.email", "author@example.org")
    git(tmp_path, "add", ".gitattributes", ".gitignore", CHAPTER)
    git(tmp_path, "commit", "-qm", "A chapter")
    return tmp_path


def git(folder, *words, expect=0):
    own = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *words], cwd=folder, env=own, capture_output=True, text=True)
    assert done.returncode == expect, done.stdout + done.stderr
    return done.stdout + done.stderr


def edited(folder, cell_id, line, word):
    """Write a word before the full stop of one line of a cell."""
    path = folder / CHAPTER
    content = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["id"] == cell_id)
    old = cell["source"][line]
    cell["source"][line] = old.replace(".", f" {word}.", 1)
    assert cell["source"][line] != old
    path.write_text(as_stored(content), encoding="utf-8")
    return old, cell["source"][line]


def test_git_diff_shows_the_sentence_and_its_cell_and_nothing_else(checkout):
    old, new = edited(checkout, "introduction-year", 1, "at all")
    shown = git(checkout, "diff", "-U0").splitlines()
    assert [line[1:].strip() for line in shown[5:]] == [
        json.dumps(old) + ",",
        json.dumps(new) + ",",
    ]
    assert shown[4].endswith("@@ introduction-year")


@pytest.mark.parametrize(("mine", "yours"), [(0, 2), (0, 1), (1, 0), (2, 1), (0, 3)])
def test_edits_of_different_sentences_of_a_chapter_merge(checkout, mine, yours):
    git(checkout, "checkout", "-qb", "colleague")
    _, theirs = edited(checkout, "introduction-year", yours, "as theirs")
    git(checkout, "commit", "-qam", "Theirs")
    git(checkout, "checkout", "-q", "main")
    _, ours = edited(checkout, "introduction-year", mine, "as ours")
    git(checkout, "commit", "-qam", "Ours")
    git(checkout, "merge", "-q", "--no-edit", "colleague")
    content = json.loads((checkout / CHAPTER).read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["id"] == "introduction-year")
    assert (cell["source"][mine], cell["source"][yours]) == (ours, theirs)
    assert state_problems(checkout / CHAPTER) == []


def test_without_the_driver_git_merges_sentences_that_are_apart(checkout):
    git(checkout, "config", "--remove-section", "merge.notebook")
    git(checkout, "checkout", "-qb", "colleague")
    edited(checkout, "introduction-year", 0, "as theirs")
    git(checkout, "commit", "-qam", "Theirs")
    git(checkout, "checkout", "-q", "main")
    edited(checkout, "introduction-year", 2, "as ours")
    git(checkout, "commit", "-qam", "Ours")
    git(checkout, "merge", "-q", "--no-edit", "colleague")


def test_one_sentence_changed_by_both_is_left_to_people_and_cannot_be_committed(checkout):
    git(checkout, "checkout", "-qb", "colleague")
    edited(checkout, "introduction-year", 1, "as theirs")
    git(checkout, "commit", "-qam", "Theirs")
    git(checkout, "checkout", "-q", "main")
    edited(checkout, "introduction-year", 1, "as ours")
    git(checkout, "commit", "-qam", "Ours")
    assert "CONFLICT" in git(checkout, "merge", "--no-edit", "colleague", expect=1)
    problem = state_problems(checkout / CHAPTER)[-1]
    assert "'introduction-year' holds two versions" in problem.found
    git(checkout, "add", CHAPTER)
    assert "two versions" in git(checkout, "commit", "-qm", "Both", expect=1)


def test_a_notebook_with_outputs_cannot_be_committed(checkout):
    path = checkout / CHAPTER
    kept = path.read_text(encoding="utf-8")
    content = copy.deepcopy(json.loads(kept))
    next(c for c in content["cells"] if c["cell_type"] == "code")["execution_count"] = 1
    path.write_text(as_stored(content), encoding="utf-8")
    git(checkout, "add", CHAPTER)
    path.write_text(kept, encoding="utf-8")  # what is looked at is what was added
    said = git(checkout, "commit", "-qm", "A run", expect=1)
    assert "cell 'parameters' has the number of its last run" in said
    assert f"run: report tidy {CHAPTER}" in said
    git(checkout, "add", CHAPTER)
    edited(checkout, "introduction-year", 1, "at all")
    git(checkout, "commit", "-qam", "A sentence")
