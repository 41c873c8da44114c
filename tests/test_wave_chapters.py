"""Wave chapters: which a wave has, and what is said of a tag that is misspelt."""

import json

import pytest
import yaml
from book import notebook, small_project

from helpers.building.wave_chapters import chapters_of
from helpers.errors import BuildError

WAVE = "2020-21"


@pytest.fixture
def folder(tmp_path):
    """A project of two chapters, the second of which needs a second wave."""
    small_project(tmp_path, ("markdown", "Of those before."))
    notebook(tmp_path / "notebooks/waves.ipynb", ("markdown", "# Change across waves"))
    with (tmp_path / "_toc.yml").open("a") as file:
        file.write("  - file: notebooks/waves\n")
    tag(tmp_path, "waves", "cell-0", "needs-waves")
    tag(tmp_path, "chapter", "cell-1", "needs-baseline")
    return tmp_path


def tag(folder, name: str, cell: str, *tags: str) -> None:
    path = folder / f"notebooks/{name}.ipynb"
    content = json.loads(path.read_text())
    next(c for c in content["cells"] if c["id"] == cell)["metadata"] = {"tags": list(tags)}
    path.write_text(json.dumps(content))


def ids(found) -> dict[str, list[str]]:
    return {c.path.stem: [cell["id"] for _, cell in c.cells] for c in found.chapters}


def test_chapters_and_cells_are_those_of_the_wave(folder):
    found = chapters_of(folder, WAVE)
    assert ids(found) == {"chapter": ["parameters", "cell-0", "cell-1"]}
    assert found.left_out == {"notebooks/waves"}


def test_a_survey_that_is_gone_takes_its_cells_along(folder):
    path = folder / f"data/waves/{WAVE}/wave.yml"
    facts = yaml.safe_load(path.read_text())
    del facts["surveys"]["baseline"]
    path.write_text(yaml.safe_dump(facts))
    assert ids(chapters_of(folder, WAVE)) == {"chapter": ["parameters", "cell-0"]}


def test_misspelt_tags_are_all_refused_with_notebook_and_cell(folder):
    tag(folder, "waves", "cell-0", "needs-wave")
    tag(folder, "chapter", "cell-1", "needs-basline", "hide-cell")
    with pytest.raises(BuildError) as caught:
        chapters_of(folder, WAVE)
    first, second = str(caught.value).splitlines()
    assert first.startswith("notebooks/chapter.ipynb, cell 'cell-1': has the tag 'needs-basline'")
    assert second.startswith("notebooks/waves.ipynb, cell 'cell-0': has the tag 'needs-wave'")
