"""`report compare`: the example wave against the shipped one, by the command alone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from book import ROOT, notebook, report, small_project
from bs4 import BeautifulSoup

from helpers.analysis import Analysis

OLD, NEW = "2020-21", "2021-22"
SET_UP = 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")'
MEASURES = 'interest, misconceptions = primary["interest", "misconceptions"]'
PROSE = (
    "# Interest\n\nOf them {eval}`interest.followup` are, and {eval}`misconceptions.baseline` not."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A project with both waves, the chapter across waves and a small one."""
    folder = small_project(tmp_path_factory.mktemp("project"))
    patch = folder / f"data/examples/{NEW}/questionnaire.patch"
    subprocess.run(["git", "apply", patch], cwd=folder, check=True)
    shutil.copytree(folder / f"data/examples/{NEW}", folder / f"data/waves/{NEW}")
    cells = ("code", SET_UP), ("code", MEASURES), ("markdown", PROSE)
    notebook(folder / "notebooks/chapter.ipynb", *cells)
    shutil.copy(ROOT / "notebooks/waves.ipynb", folder / "notebooks")
    with (folder / "_toc.yml").open("a") as toc:
        toc.write("  - file: notebooks/waves\n")
    (folder / "book/_build/html").mkdir(parents=True)
    (folder / "book/_build/html/index.html").write_text("The published book.")
    return folder


@pytest.fixture(scope="module")
def ran(folder):
    return report(folder, "compare", OLD, NEW, "--all", "--html", "compared.html")


def share(folder, wave, item, survey) -> str:
    """Percentage of the headline answers, worked out from the respondents."""
    analysis = Analysis(wave, "primary", folder)
    answers, weights = analysis.sample(survey).answers[item], analysis.sample(survey).weights
    base = answers.notna() & (answers != "no_answer")
    given = answers.isin(analysis.questionnaire.item(item).headline) & base
    return f"{100 * weights[given].sum() / weights[base].sum():.0f}%"


@pytest.mark.slow
def test_numbers_are_those_of_each_wave(folder, ran):
    assert ran.returncode == 0, ran.stderr
    for item, survey, words in (
        ("interest", "end_of_linking", "interest.followup"),
        ("misconceptions", "baseline", "misconceptions.baseline"),
    ):
        ends = [share(folder, wave, item, survey) for wave in (OLD, NEW)]
        assert ends[0] != ends[1]
        assert f"    {words}: {' -> '.join(ends)}" in ran.stdout


@pytest.mark.slow
def test_what_cannot_be_compared_is_refused_with_the_reason(ran):
    assert "Items that could not be compared: 4" in ran.stdout
    (line,) = [line for line in ran.stdout.splitlines() if "misconceptions.baseline:" in line]
    assert line.endswith("[about what is not comparable: misconceptions]")
    said = " ".join(ran.stdout.split())
    assert "its scale changed in 2021-22 (the answers now say how often" in said
    assert "the exchange of materials before the first meeting: it was not asked in 2021-22" in said
    assert "2021-22: page: Change across waves" in said


@pytest.mark.slow
def test_the_page_has_all_of_it_and_says_what_the_answers_are(folder, ran):
    page = BeautifulSoup((folder / "compared.html").read_text(), "html.parser")
    notices = [notice.text for notice in page.select(".notice")]
    assert "2020-21. Reconstructed data" in notices[0] and "2021-22. Example data" in notices[1]
    rows = {row.th.text: [cell.text for cell in row.find_all("td")] for row in page.select("tr")}
    told = (
        f"    interest.followup: {rows['interest.followup'][1]} -> {rows['interest.followup'][2]}"
    )
    assert told in ran.stdout


@pytest.mark.slow
def test_the_published_book_stays_and_nothing_is_executed_twice(folder, ran):
    assert [path.name for path in (folder / "book/_build/html").iterdir()] == ["index.html"]
    again = report(folder, "compare", OLD, NEW)
    assert again.returncode == 0 and "executing" in ran.stderr
    assert "executing" not in again.stderr
    assert "interest.followup" not in again.stdout  # without --all


@pytest.mark.slow
@pytest.mark.parametrize("other", ["2019-20", "../2021-22", OLD])
def test_a_wave_that_cannot_be_compared_is_refused(folder, other):
    ended = report(folder, "compare", OLD, other)
    assert ended.returncode == 2 and ended.stdout == ""
    assert other in ended.stderr and "Traceback" not in ended.stderr
