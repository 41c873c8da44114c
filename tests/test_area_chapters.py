"""The shipped chapters of an area, in a wave that no longer asks what they speak of."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from book import ROOT, report, whole_project
from bs4 import BeautifulSoup
from more_waves import facts, item

from helpers.project import AREAS, chapter_notebooks

EXAMPLE, OLD, NEW = "data/examples/2021-22", "2020-21", "2021-22"
# One item of each passage, and the words of the passage that has to go with it.
DROPPED = {
    "cpd_training": ("delivery", "found the training useful"),
    "exchanges": ("delivery", "exchanges on average"),
    "resources_used": ("delivery", "named these most often"),
    "interest": ("outcomes", "interest, awareness and understanding,"),
    "confidence_send": ("outcomes", "confidence to mix,"),
    "change_respect": ("outcomes", "what they saw change"),
    "lead_diverse": ("respondents", "confident to lead a diverse group"),
}
CELLS = [
    cell
    for path in chapter_notebooks(ROOT, "_toc-area.yml", Path("notebooks/areas"))
    for cell in yaml.safe_load(path.read_text(encoding="utf-8"))["cells"]
]


def with_example(folder: Path) -> Path:
    whole_project(folder)
    shutil.copy(ROOT / "_toc-area.yml", folder)
    patch = f"{EXAMPLE}/questionnaire.patch"
    subprocess.run(["git", "apply", patch], cwd=folder, check=True)
    shutil.copytree(ROOT / EXAMPLE, folder / "data/waves" / NEW)
    return folder


def drop(root: Path, *names: str) -> None:
    """No longer ask these items in the example wave; their columns are passed over."""
    path = root / f"data/waves/{NEW}/wave.yml"
    surveys = yaml.safe_load(path.read_text(encoding="utf-8"))["surveys"]
    for entry in surveys.values():
        for name in names:
            column = entry["columns"].pop(name, None)
            entry.get("codes", {}).pop(name, None)
            entry["ignore"] += [*column.values()] if isinstance(column, dict) else [column]
        entry["ignore"] = [column for column in entry["ignore"] if column]
    facts(path.parent, surveys=surveys)
    for name in names:
        item(root, name, asked_until=OLD)


def texts(root: Path) -> dict[str, str]:
    """Words of each chapter of Bradford's edition."""
    done = report(root, "build", "--wave", NEW, "--area", "Bradford")
    assert done.returncode == 0, done.stdout + done.stderr
    found = {}
    for path in (root / AREAS / "bradford/notebooks/areas").glob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").find("article")
        for drawing in page.find_all("svg"):
            drawing.decompose()
        found[path.stem] = re.sub(r"\s+", " ", page.get_text(" "))
    return found


@pytest.mark.slow
def test_an_edition_is_built_without_what_was_dropped_and_says_so(tmp_path):
    root = with_example(tmp_path)
    whole = texts(root)
    for page, words in DROPPED.values():
        assert words in whole[page], words
    assert "longer asked about the exchange of materials" in whole["respondents"]
    drop(root, *DROPPED)
    left = texts(root)
    for page, words in DROPPED.values():
        assert words not in left[page], words
    assert not re.search(r"\{eval\}|\bnan\b", " ".join(left.values()))
    (said,) = re.findall(
        r"This wave no longer asked about (.*?) ?\. A passage", left["respondents"]
    )
    for name in DROPPED:
        entry = yaml.safe_load((root / "data/questionnaire.yml").read_text())["items"][name]
        assert entry.get("phrase", entry["label"]).lower() in said.lower(), name
    # What rests on items that are still asked stays.
    assert "had taught for" in left["respondents"] and "Change since baseline" in left["outcomes"]


def test_a_cell_needs_each_item_that_it_names():
    items = yaml.safe_load((ROOT / "data/questionnaire.yml").read_text(encoding="utf-8"))["items"]
    named = 0
    for cell in CELLS:
        source, tags = "".join(cell["source"]), cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code":
            asked = [name for name in re.findall(r'"(\w+)"', source) if name in items]
            assert [name for name in asked if f"needs-item-{name}" not in tags] == [], cell["id"]
            named += len(asked)
    assert named > 30


def test_a_cell_uses_only_names_that_are_there_with_it():
    """A name that a cell takes is made by one whose needs are among its own."""
    makers = {
        name.strip(): set(cell["metadata"].get("tags", []))
        for cell in CELLS
        if cell["cell_type"] == "code"
        for names in re.findall(r"^([\w, ]+) = ", "".join(cell["source"]), re.MULTILINE)
        for name in names.split(",")
    }
    for cell in CELLS:
        tags = set(cell["metadata"].get("tags", []))
        for name in re.findall(r"\{eval\}`(\w+)", "".join(cell["source"])):
            assert makers[name] <= tags | {"parameters"}, (cell["id"], name)
