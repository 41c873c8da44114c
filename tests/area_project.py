"""The small project with four areas, for tests of the editions of single areas."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from book import ROOT, notebook

SETTING = "  area: {item: linking_area, surveys: [baseline, end_of_linking], phase: primary}\n"
SCALE = """  linking_area:
    kind: category
    responses:
      north: {code: 1, label: North}
      south: {code: 2, label: South}
      east_side: {code: 3, label: East side}
      west: {code: 4, label: West}
      nobody: {code: 5, label: Nobody's}
"""
ITEM = """  linking_area:
    wording: Which area is your school in?
    label: Area
    scale: linking_area
    headline: [north]
    columns: {baseline: area, end_of_linking: area}
"""
# Ratings of primary teachers by area: 5 in the north, 4 south, 3 east, 2 west.
END = {1: [5, 5, 4, 2, 1], 2: [4, 4, 3, 2], 3: [5, 1, 2], 4: [3, 4]}
BASELINE = {1: [3, 3, 4, 2, 1], 2: [1, 2, 3, 2], 3: [1, 1, 2], 4: [3, 4]}


def with_areas(project, end=END, baseline=BASELINE, linked: bool = False) -> Path:
    """Give the small project four areas; the root folder.

    Beside the ratings there are a secondary teacher in the north and a primary one who named
    no area. Linked respondents have the same identifiers in the order given.
    """
    text = project.questionnaire.read_text(encoding="utf-8")
    text = text.replace("  adjustment:", f"{SETTING}  adjustment:", 1)
    text = text.replace("scales:\n", f"scales:\n{SCALE}", 1)
    text = text.replace("  fsm:\n    wording", f"{ITEM}  fsm:\n    wording", 1)
    project.questionnaire.write_text(text, encoding="utf-8")
    head = "# Made up for the tests.\nrespondent,year,phase,area,"
    rows = [f"{area},1,6,{rating},2,1,0,0,99" for area, given in end.items() for rating in given]
    rows = [f"E{n},{3 + n % 2},1,{row}" for n, row in enumerate(rows)]
    rows += ["E90,7,2,1,1,6,1,,1,0,0,", "E91,3,1,99,1,6,5,2,1,0,0,99"]
    columns = f"{head}fsm,years,e1,e2,e3_1,e3_2,e3_3,e4\n"
    project.file("end_of_linking").write_text(columns + "\n".join(rows) + "\n")
    befores = [f"{area},{rating},2" for area, given in baseline.items() for rating in given]
    letter = "E" if linked else "B"
    befores = [f"{letter}{n},{3 + n % 2},1,{row}" for n, row in enumerate(befores)]
    project.file("baseline").write_text(f"{head}b1,b2\n" + "\n".join(befores) + "\n")
    facts = project.facts.read_text(encoding="utf-8")
    facts = re.sub(r"    respondents: \d+\n", "", facts)
    facts = facts.replace("independent", "linked") if linked else facts
    project.facts.write_text(facts, encoding="utf-8")
    return project.root


def with_book(root: Path, *cells: tuple[str, str]) -> Path:
    """Give a project with areas what their editions need: a page, one notebook of these cells."""
    (root / "book/areas").mkdir(parents=True)
    (root / "book/_static").mkdir()
    (root / "notebooks/areas").mkdir(parents=True)
    shutil.copy(ROOT / "book/_static/report.css", root / "book/_static")
    shutil.copy(ROOT / "_config.yml", root)
    (root / "requirements.lock").write_text("package==1\n")
    (root / "data/quotes.yml").write_text("quotes: {}\n")
    (root / "_toc-area.yml").write_text(
        "format: jb-book\nroot: book/areas/index\nchapters:\n  - file: notebooks/areas/one\n"
    )
    (root / "book/areas/index.md").write_text("# An edition of {{ area }}\n\n{{ notice }}\n")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/areas/index\n")
    chapter(root, *cells)
    return root


def chapter(root: Path, *cells: tuple[str, str]) -> None:
    """Write the notebook of an edition: `here` is the edition in its cells."""
    setup = "from helpers.area_edition import AreaEdition\nhere = AreaEdition(wave, area)"
    given = 'wave = "first"\narea = "north"'
    first = [("markdown", "# One chapter"), ("code", setup)]
    notebook(root / "notebooks/areas/one.ipynb", *first, *cells, parameters=given)
