"""The annex's notebook run in this process, and copies of the project that lack something."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import yaml
from book import ROOT

ROLE = re.compile(r"\{eval\}`([^`]+)`")
NOTEBOOK = ROOT / "notebooks/annex.ipynb"


def run(folder: Path, wave: str, monkeypatch) -> tuple[dict[str, str], dict[str, str]]:
    """Texts by expression and displays by cell of the annex on a wave of a project."""
    work = folder / "notebooks"
    work.mkdir(exist_ok=True)
    monkeypatch.chdir(work)
    names: dict = {"wave": wave}
    texts, shown = {}, {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            texts |= {role: str(eval(role, names)) for role in ROLE.findall(source)}
        elif cell["id"] == "setup":
            exec(source, names)
        elif cell["id"] != "parameters":
            made = eval(source, names)
            shown[cell["id"]] = "" if made is None else made.data
    return texts, shown


def data_copy(folder: Path) -> Path:
    """A copy of the project's data."""
    shutil.copytree(ROOT / "data", folder / "data", dirs_exist_ok=True)
    return folder


def edit_wave(folder: Path, wave: str, change) -> None:
    """Change the facts of a wave's wave.yml by a function."""
    path = folder / "data/waves" / wave / "wave.yml"
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(facts)
    path.write_text(yaml.safe_dump(facts, sort_keys=False), encoding="utf-8")
