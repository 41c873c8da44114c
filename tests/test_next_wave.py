"""The next wave, by the commands of its tutorial alone: book, comparison, editions, documents.

docs/new-wave.md has the same ones, but for the last two (tests/test_tutorials.py compares).
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import documented
import pytest
from book import ROOT
from bs4 import BeautifulSoup

from helpers.project import AREAS, BOOK

pytestmark = pytest.mark.slow

OLD, NEW = "2020-21", "2021-22"
PAGE = documented.read("docs/tutorial-next-wave.md")
EXAMPLE = ROOT / "data/examples/2021-22"
NOT_COPIED = (".git", ".venv*", "_build", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")
REPORT = """\
#!/bin/sh
PYTHONPATH={source} exec {python} -m helpers "$@"
"""


@dataclass
class Followed:
    """A copy of the project in which the commands of the page were run, with what each said."""

    root: Path
    said: dict[str, str] = field(default_factory=dict)

    def of(self, start: str) -> str:
        (command,) = [command for command in self.said if command.startswith(start)]
        return self.said[command]

    def text(self, path: Path) -> str:
        """Words of a page without its drawings."""
        soup = BeautifulSoup((self.root / path).read_text(encoding="utf-8"), "lxml")
        for drawing in soup.find_all("svg"):
            drawing.decompose()
        return re.sub(r"\s+", " ", soup.get_text(" "))


def commands() -> list[str]:
    """The commands of the tutorial, in their order."""
    return documented.commands(PAGE)


def run(root: Path, command: str, code: int = 0) -> str:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = shlex.split(command)
    ran = subprocess.run(words, cwd=root, env=env, capture_output=True, text=True, timeout=1800)
    assert ran.returncode == code, (command, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


def copy_of_the_project(root: Path) -> Path:
    """A repository of its own with the project's files, and the command where the page has it."""
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*NOT_COPIED))
    command = root / ".venv/bin/report"
    command.parent.mkdir(parents=True)
    text = REPORT.format(source=shlex.quote(str(root / "src")), python=shlex.quote(sys.executable))
    command.write_text(text)
    command.chmod(0o755)
    run(root, "git init -q")
    run(root, "git add .")
    run(root, "git -c user.name=a -c user.email=a@b commit -qm first")
    assert run(root, "git status --porcelain") == ""
    return root


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Followed:
    done = Followed(copy_of_the_project(tmp_path_factory.mktemp("next") / "project"))
    for command in commands():
        done.said[command] = run(done.root, command)
        if " wave new " in command:
            # What is undecided keeps everything from being built.
            said = run(done.root, f".venv/bin/report build --wave {NEW}", code=2)
            assert "undecided" in said and not (done.root / BOOK).exists()
    return done


def test_the_page_leads_from_the_delivered_files_to_all_that_is_made_of_them():
    starts = [" ".join(shlex.split(command)[:3]) for command in commands()]
    assert starts == [
        "git apply data/examples/2021-22/questionnaire.patch",
        ".venv/bin/report wave new",
        "cp data/examples/2021-22/wave.yml data/examples/2021-22/about.md",
        ".venv/bin/report wave check",
        "git apply data/examples/2021-22/notebook.patch",
        ".venv/bin/report build --wave",
        ".venv/bin/report check --wave",
        ".venv/bin/report compare 2020-21",
        ".venv/bin/report build --wave",
        ".venv/bin/report export --only",
        ".venv/bin/report check",
    ]
    files = [word for word in shlex.split(commands()[1]) if word.endswith(".sav")]
    assert [Path(file).parent for file in files] == [EXAMPLE.relative_to(ROOT)] * 4


def test_no_python_was_edited(followed):
    changed = run(followed.root, "git status --porcelain --untracked-files=all").splitlines()
    folder = f"data/waves/{NEW}"
    files = [path.name for path in EXAMPLE.glob("*.sav")] + ["about.md", "intake.md", "wave.yml"]
    assert sorted(changed) == sorted(
        [" M data/questionnaire.yml", " M notebooks/outcomes.ipynb"]
        + [f"?? {folder}/{name}" for name in files]
    )
    for path in EXAMPLE.glob("*.sav"):
        assert (followed.root / folder / path.name).read_bytes() == path.read_bytes()


def test_the_table_says_what_is_new_gone_and_changed(followed):
    said = followed.of(".venv/bin/report wave new")
    assert re.search(r"^ +enjoyment +asked from 2021-22$", said, re.MULTILINE)
    assert re.search(r"^ +exchange_materials +asked until 2020-21$", said, re.MULTILINE)
    for item, what in (("confidence_affluence", "wording"), ("misconceptions", "scale")):
        assert re.search(rf"^ +{item} +{what} since 2021-22, is not compared", said, re.MULTILINE)
    assert "Decide these in wave.yml" in said
    checked = followed.of(".venv/bin/report wave check")
    assert "end_of_linking: linking_after.sav, 827 respondents, 39 items, SHA-256 " in checked
    assert checked.count(", as recorded") == 4 and "not recorded" not in checked


def test_the_book_is_there_and_says_that_it_is_an_example(followed):
    pages = sorted((followed.root / BOOK).rglob("*.html"))
    read = [page for page in pages if page.name not in ("index.html", "search.html")]
    assert len(read) > 15
    for page in read:
        assert "Example data" in followed.text(page), page
    assert "Reconstructed data" not in followed.text(BOOK / "book/index.html")
    outcomes = followed.text(BOOK / "notebooks/outcomes.html")
    assert "Figure 5.8" in outcomes and "enjoy meeting pupils of another school" in outcomes
    assert "exchanged before" not in followed.text(BOOK / "notebooks/delivery.html")
    inputs = json.loads((followed.root / BOOK.with_name("inputs.json")).read_text())
    assert inputs["wave"] == NEW and f"data/waves/{NEW}/linking_after.sav" in inputs["files"]


def test_the_comparison_says_what_changed_and_what_cannot_be_compared(followed):
    said = re.sub(r"\s+", " ", followed.of(f".venv/bin/report compare {OLD}"))
    assert f"{OLD} against {NEW}" in said and f"{NEW}: Example data" in said
    assert re.search(
        r"Numbers and clauses in sentences: \d+ in both waves, \d+ of them differ", said
    )
    assert "Verdicts in sentences that crossed significance" in said
    refused = said.partition("Items that could not be compared ")[2]
    for item, why in (
        ("the exchange of materials before the first meeting", "it was not asked in 2021-22"),
        ("level of affluence", "its wording changed in 2021-22"),
        ("misconceptions about others from different backgrounds", "its scale changed in 2021-22"),
        ("enjoyment of meeting pupils of another school", "it was not asked in 2020-21"),
    ):
        assert f"{item}: {why}" in refused
    across = followed.text(BOOK / "notebooks/waves.html")
    assert "Change across waves" in across and "level of affluence" in across


def test_the_edition_is_there_with_its_documents_and_no_check_speaks_against_it(followed):
    edition = followed.root / "book/_build/edition"
    kinds = {path.suffix for path in (edition / "documents").iterdir() if path.is_file()}
    assert kinds == {".docx", ".xlsx", ".ods", ".zip"}
    assert "Example data" in followed.text(Path("book/_build/edition/notebooks/outcomes.html"))
    said = followed.said[".venv/bin/report check"]
    assert "No check speaks against publishing this report." in said
    assert "documents: no documents" not in said


def test_each_of_25_areas_has_an_edition_and_the_index_lists_them(followed):
    assert "25 of 25 editions built." in followed.of(f".venv/bin/report build --wave {NEW} --all")
    index = BeautifulSoup((followed.root / AREAS / "index.html").read_bytes(), "lxml")
    links = [link["href"] for link in index.select("tbody th a")]
    assert len(links) == len(set(links)) == 25
    assert "Example data" in index.get_text()
    folders = {path.name for path in (followed.root / AREAS).iterdir() if path.is_dir()}
    assert folders == {Path(link).parent.name for link in links}
    for name in folders:
        for page in (followed.root / AREAS / name / "notebooks").rglob("*.html"):
            assert "Example data" in followed.text(page), page
    bradford = followed.text(AREAS / "bradford/notebooks/areas/outcomes.html")
    assert "Bradford" in bradford and re.search(r"\d+%", bradford)
