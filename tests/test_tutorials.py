"""The tutorials, followed by their own commands: the first in a fresh clone, the second as text.

The commands of the first tutorial are typed in a clone, in their order; `make report` is replaced
by what the Makefile runs for it, since environments are made from the lock by a test of their own
(tests/test_setup.py), and the clone gets the one that runs this test. Those of the second are
those of docs/new-wave.md, which tests/test_next_wave.py follows, with an end of its own.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from book import ROOT
from bs4 import BeautifulSoup
from documented import commands, fences, read, recipe, section

from helpers.project import BOOK

FIRST, NEXT = read("docs/tutorial-first-change.md"), read("docs/tutorial-next-wave.md")
CHAPTER, CELL = "notebooks/outcomes.ipynb", "interest"
MINUTES = 20


@dataclass
class Followed:
    """A clone in which the tutorial was followed, with what each command said."""

    root: Path
    said: dict[str, str] = field(default_factory=dict)

    def page(self) -> str:
        """Words of the chapter's page."""
        page = (self.root / BOOK / CHAPTER).with_suffix(".html")
        return " ".join(BeautifulSoup(page.read_bytes(), "lxml").get_text(" ").split())


def run(root: Path, command: str) -> str:
    """What a command says that is typed in the clone; it has to end with exit code 0."""
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in names.items()}
    # The programs of the clone run, and not those that the environment was made for.
    env = os.environ | names | {"PYTHONPATH": str(root / "src"), "GIT_PAGER": "cat"}
    ran = subprocess.run(
        shlex.split(command), cwd=root, env=env, capture_output=True, text=True,
        timeout=MINUTES * 60,
    )  # fmt: skip
    assert ran.returncode == 0, (command, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def fresh_clone(root: Path) -> Path:
    """A clone of the repository with the changes that are not committed yet, as one commit more."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(root)], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy2(ROOT / name, root / name)
        else:
            (root / name).unlink(missing_ok=True)
    (root / ".venv").symlink_to(sys.prefix)
    run(root, "git add --all")
    run(root, "git commit -q --allow-empty --no-verify -m Now")
    assert run(root, "git status --porcelain") == ""
    return root


def write_the_sentence(root: Path) -> None:
    """What the author types in JupyterLab: the sentence of the page, last in its passage."""
    (sentence,) = fences(FIRST, "markdown")
    path = root / CHAPTER
    content = json.loads(path.read_text(encoding="utf-8"))
    (cell,) = (cell for cell in content["cells"] if cell["id"] == CELL)
    cell["source"][-1] += "\n"
    cell["source"].append(sentence.strip())
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Followed:
    done = Followed(fresh_clone(tmp_path_factory.mktemp("first") / "clone"))
    for command in commands(FIRST):
        if command.startswith(".venv/bin/report build"):
            assert "Before Linking," not in done.page()
            write_the_sentence(done.root)
        target = command.removeprefix("make ")
        done.said[command] = run(done.root, command if target == command else recipe(target)[0])
    return done


def test_the_first_tutorial_leads_from_the_book_to_a_commit():
    assert [shlex.split(command)[0:2] for command in commands(FIRST)] == [
        ["make", "report"],
        [".venv/bin/report", "items"],
        [".venv/bin/report", "build"],
        ["git", "diff"],
        [".venv/bin/report", "check"],
        ["git", "switch"],
        ["git", "commit"],
    ]
    assert recipe("report") == [".venv/bin/report build"]


@pytest.mark.slow
def test_the_expression_of_the_sentence_is_one_that_is_offered(followed):
    said = followed.said[".venv/bin/report items interest"]
    assert 'primary["interest"].baseline.words`\n    around two-thirds (64%)\n' in said


@pytest.mark.slow
def test_the_page_has_the_sentence_with_its_number(followed):
    sentence = (
        "Before Linking, around two-thirds (64%) of Linking teachers gave the highest ratings."
    )
    assert sentence in followed.page()


@pytest.mark.slow
def test_that_chapter_was_executed_and_no_other(followed):
    lines = followed.said[".venv/bin/report build --explain"].splitlines()
    did = dict(line.split(": ")[:2] for line in lines if "executed: " in line)
    assert len(did) > 10
    assert [page for page, what in did.items() if what == "executed"] == ["outcomes"]


@pytest.mark.slow
def test_git_shows_the_sentence_and_nothing_else(followed):
    lines = followed.said[f"git diff {CHAPTER}"].splitlines()
    changed = [x for x in lines if x[:1] in "+-" and not x.startswith(("+++", "---"))]
    (sentence,) = fences(FIRST, "markdown")
    assert len(changed) == 3
    # The line before gets the end of a line, and no other word.
    assert changed[1] == "+" + changed[0][1:-1] + '\\n",'
    assert json.loads(changed[2][1:]) == sentence.strip()


@pytest.mark.slow
def test_the_check_speaks_for_it(followed):
    assert (
        "No check speaks against publishing this report." in followed.said[".venv/bin/report check"]
    )


@pytest.mark.slow
def test_the_change_is_handed_on_as_one_commit(followed):
    assert run(followed.root, "git show --stat --format=%s HEAD").splitlines()[0::2] == [
        "Say where interest stood before Linking",
        f" {CHAPTER} | 3 ++-",
    ]
    assert run(followed.root, "git branch --show-current") == "first-change\n"
    assert run(followed.root, "git status --porcelain") == ""


def test_the_next_wave_is_that_of_the_how_to_and_then_is_checked_and_exported():
    followed = commands(section(read("docs/new-wave.md"), "Try it with the example"))
    assert commands(NEXT)[: len(followed)] == followed and len(followed) == 9
    assert commands(NEXT)[len(followed) :] == [
        ".venv/bin/report export --only tables,word",
        ".venv/bin/report check",
    ]
