"""New figure: cells that follow the test, numbered on from the chapter's figures."""

import json

import pytest
from book import ROOT, notebook, small_project

from helpers.edition import Edition
from helpers.errors import InputError
from helpers.workshop.new_figure import new_figure
from helpers.workshop.notebook_state import as_stored, cleaned, state_problems

SETUP = (
    "code",
    'from helpers.edition import Edition\neveryone = Edition(wave)\n'
    'primary = Edition(wave, phase="primary")',
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One project for all tests, so that its wave is read once."""
    return small_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def root(shared):
    notebook(shared / "notebooks/chapter.ipynb", ("markdown", "# C"), SETUP, ("markdown", "Prose."))
    return shared


def cells(root, name="chapter"):
    return json.loads((root / f"notebooks/{name}.ipynb").read_text())["cells"]


def source(cell) -> str:
    return "".join(cell["source"])


@pytest.mark.parametrize(
    ("item", "call", "verdict"),
    [
        ("interest", 'primary.figure_change("1.1", "interest", "Interest in other cultures")',
         '{eval}`primary["interest"].change`'),
        ("lead_diverse", 'everyone.figure_contrast("1.1", ["lead_diverse"], ',
         '{eval}`everyone["lead_diverse"].contrast`'),
        ("cpd_training", 'everyone.figure_items("1.1", ["cpd_training"], "end_of_linking", ',
         '{eval}`everyone["cpd_training"].followup.words`'),
        ("fsm", 'everyone.figure_items("1.1", ["fsm"], "end_of_linking", ',
         '{eval}`everyone["fsm"].followup.ranked(1)`'),
        ("resources_used", 'everyone.figure_bars("1.1", "resources_used", "end_of_linking", ',
         '{eval}`everyone["resources_used"].followup.ranked(1)`'),
        ("exchanges", 'everyone.figure_bars("1.1", "exchanges", "end_of_linking", ',
         '{eval}`everyone["exchanges"].followup.mean`'),
        ("comparison_area", 'everyone.figure_items("1.1", ["comparison_area"], "comparison", ',
         '{eval}`everyone["comparison_area"].comparison.ranked(1)`'),
    ],
)  # fmt: skip
def test_a_figure_comes_with_a_sentence_that_follows_the_data(root, item, call, verdict):
    before = [(cell["id"], source(cell)) for cell in cells(root)]
    begun = new_figure(root, item)
    assert (begun.number, begun.cells) == ("1.1", ["about-figure-1-1", "figure-1-1"])
    after = cells(root)
    assert [(cell["id"], source(cell)) for cell in after[: len(before)]] == before
    about, figure = after[len(before) :]
    assert source(figure).startswith(call)
    assert verdict in source(about) and "{numref}`fig-1-1`" in source(about)
    assert f"needs-item-{item}" in about["metadata"]["tags"] == figure["metadata"]["tags"]


@pytest.mark.parametrize("item", ["interest", "misconceptions", "lead_diverse", "change_respect"])
def test_its_expressions_can_be_evaluated(root, item):
    new_figure(root, item)
    names = {"everyone": Edition("2020-21", None, ROOT)}
    names["primary"] = Edition("2020-21", "primary", ROOT)
    parts = source(cells(root)[-2]).split("{eval}`")[1:]
    assert parts
    for part in parts:
        assert str(eval(part.partition("`")[0], names))


def test_numbers_go_on_from_those_of_the_chapter(root):
    drawn = ("markdown", "```{include} ../book/figures/figure-1-4.md\n```")
    shown = ("code", 'everyone.figure_items("1.2", ["cpd_training"], "end_of_linking", "T")')
    notebook(root / "notebooks/chapter.ipynb", ("markdown", "# C"), SETUP, drawn, shown)
    assert [new_figure(root, "interest").number for _ in range(2)] == ["1.5", "1.6"]


def test_an_edition_that_the_chapter_lacks_is_made(root):
    lacks = ("code", "from helpers.edition import Edition\neveryone = Edition(wave)")
    notebook(root / "notebooks/chapter.ipynb", ("markdown", "# C"), lacks)
    assert new_figure(root, "interest").cells[0] == "setup-1-1"
    assert source(cells(root)[-3]).splitlines()[-1] == 'primary = Edition(wave, phase="primary")'
    assert new_figure(root, "awareness").cells == ["about-figure-1-2", "figure-1-2"]


def test_an_edition_that_some_waves_lack_is_made_again(root):
    path = notebook(root / "notebooks/chapter.ipynb", ("markdown", "# C"), SETUP)
    content = json.loads(path.read_text())
    content["cells"][2]["metadata"]["tags"] = ["needs-baseline"]
    path.write_text(json.dumps(content))
    assert new_figure(root, "interest").cells[0] == "setup-1-1"


def test_identifiers_stay_unique(root):
    path = notebook(root / "notebooks/chapter.ipynb", ("markdown", "# C"), SETUP)
    content = json.loads(path.read_text())
    content["cells"][1]["id"] = "figure-1-1"
    path.write_text(json.dumps(content))
    assert new_figure(root, "interest").cells == ["about-figure-1-1", "figure-1-1-again-2"]


def test_what_is_added_is_kept_as_notebooks_are(root):
    path = root / "notebooks/chapter.ipynb"
    path.write_text(as_stored(cleaned(json.loads(path.read_text()))))
    new_figure(root, "interest")
    assert state_problems(path) == []


@pytest.mark.parametrize(
    ("item", "chapter", "said"),
    [
        ("intrest", None, "there is no item 'intrest'; near it are: interest"),
        ("interest", "chaptre", "there is no chapter 'chaptre' with a number"),
        ("misconception_example", None, "item misconception_example has no figure"),
        ("years_teaching", None, "item years_teaching has no figure"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(root, item, chapter, said):
    before = (root / "notebooks/chapter.ipynb").read_bytes()
    with pytest.raises(InputError, match=said):
        new_figure(root, item, chapter)
    assert (root / "notebooks/chapter.ipynb").read_bytes() == before
