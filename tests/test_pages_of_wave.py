"""Pages of a wave: what chapters say, from memory where nothing changed, and no book touched."""

from __future__ import annotations

import io
import shutil

import pytest
from book import notebook, small_project

from helpers.building.build import Progress
from helpers.building.processes import Processes
from helpers.building.sources import Sources
from helpers.comparing.pages_of_wave import pages_of_wave

OLD, NEW = "2020-21", "2021-22"
SET_UP = 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")'
TRENDS = 'from helpers.trends import Trends\nend = Trends(wave, "primary").survey("end_of_linking")'
PROSE = "# Now\n\n## Interest\n\nIt is {eval}`primary['interest'].followup`."


@pytest.fixture
def folder(tmp_path):
    """A project of two waves with the same answers, and a chapter on one and one across both."""
    small_project(tmp_path)
    waves = tmp_path / "data/waves"
    shutil.copytree(waves / OLD, waves / NEW)
    facts = waves / NEW / "wave.yml"
    facts.write_text(facts.read_text().replace("academic_year: 2020/21", "academic_year: 2021/22"))
    (tmp_path / "notebooks/chapter.ipynb").unlink()
    notebook(tmp_path / "notebooks/now.ipynb", ("code", SET_UP), ("markdown", PROSE))
    across = ("markdown", "# Across\n\nInterest was {eval}`end['interest'].told`.")
    notebook(tmp_path / "notebooks/across.ipynb", ("code", TRENDS), across)
    toc = "format: jb-book\nroot: book/index\nchapters:\n"
    toc += "".join(f"  - file: notebooks/{name}\n" for name in ("now", "across"))
    (tmp_path / "_toc.yml").write_text(toc)
    return tmp_path


@pytest.fixture
def processes():
    with Processes() as started:
        yield started


def told(folder, processes, wave=NEW) -> tuple[dict, set[str]]:
    """Pages by name, and which chapters were executed for them."""
    said = io.StringIO()
    pages = pages_of_wave(folder, wave, processes, Progress(said))
    lines = said.getvalue().splitlines()
    executed = {line.split("] ")[1].split(":")[0] for line in lines if line.endswith("executing")}
    return {page.name: page for page in pages}, executed


def change_answer(folder, wave, survey="end_of_linking") -> None:
    """Change the first primary teacher's interest in a wave's survey, from 5 or to 5."""
    path = folder / f"data/waves/{wave}/{survey}.csv"
    lines = path.read_text().splitlines()
    top = next(n for n, line in enumerate(lines) if line.startswith("respondent"))
    place = lines[top].split(",").index("q8_interest")
    cells = lines[top + 1].split(",")
    cells[place] = "1" if cells[place] == "5" else "5"
    lines[top + 1] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n")


def test_which_waves_there_are_has_a_digest_of_its_own(folder):
    def digest():
        return Sources(folder, NEW, folder / "memory").digest_of("waves")

    before = digest()
    change_answer(folder, OLD)
    assert digest() == before
    shutil.copytree(folder / "data/waves" / OLD, folder / "data/waves/2019-20")
    assert digest() != before


@pytest.mark.slow
def test_pages_say_what_an_edition_says_and_memory_keeps_them(folder, processes):
    pages, executed = told(folder, processes)
    assert executed == {"now", "across"}
    now = pages["now"]
    assert (now.title, now.sections["cell-1"]) == ("Now", "Interest")
    assert now.texts == {"cell-1": {"primary['interest'].followup": "75%"}}
    assert (
        pages["across"]
        .texts["cell-1"]["end['interest'].told"]
        .startswith("75% in 2020/21 and 75% in 2021/22, no change")
    )
    assert told(folder, processes)[1] == set()
    left = [path.name for path in (folder / "book/_build").iterdir()]
    assert left == [".memory"]


@pytest.mark.slow
def test_an_answer_of_an_earlier_wave_remakes_only_what_is_across_waves(folder, processes):
    before, _ = told(folder, processes)
    change_answer(folder, OLD)
    after, executed = told(folder, processes)
    assert executed == {"across"}
    expression = "end['interest'].told"
    texts = [one["across"].texts["cell-1"][expression] for one in (before, after)]
    assert texts[0] != texts[1]
    change_answer(folder, NEW)
    assert told(folder, processes)[1] == {"now", "across"}


@pytest.mark.slow
def test_a_wave_more_or_less_remakes_only_what_is_across_waves(folder, processes):
    told(folder, processes)
    waves = folder / "data/waves"
    shutil.copytree(waves / OLD, waves / "2019-20")
    facts = waves / "2019-20/wave.yml"
    facts.write_text(facts.read_text().replace("academic_year: 2020/21", "academic_year: 2019/20"))
    pages, executed = told(folder, processes)
    assert executed == {"across"}
    text = pages["across"].texts["cell-1"]["end['interest'].told"]
    assert text.startswith("75% in 2019/20, 75% in 2020/21 and 75% in 2021/22; since 2020/21")
    shutil.rmtree(waves / "2019-20")
    assert told(folder, processes)[1] == set()
