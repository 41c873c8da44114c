"""Areas: a batch of editions, one by one whole or as it was, with an index of all."""

import io
import json
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from area_project import chapter, with_areas, with_book
from book import untraced

from helpers.__main__ import main
from helpers.building.areas import build_areas
from helpers.building.build import Progress
from helpers.building.chapters import Chapter
from helpers.building.kernels import Kernels
from helpers.building.memory import digests
from helpers.building.runners import Local
from helpers.errors import BuildError, InputError
from helpers.project import AREAS

SENTENCE = ("markdown", "Here it is {eval}`here['interest'].followup` of {eval}`here.name`.")
CLASSES = ("code", "here.figure_against('1.1', ['interest'], 'Interest')")


@pytest.fixture
def root(project) -> Path:
    return with_book(with_areas(project), SENTENCE, CLASSES)


class Counting(Local):
    """The runner of this machine, which notes what it was asked for."""

    def __init__(self, root: Path):
        super().__init__(root, "first")
        self.asked: list[str] = []

    def run(self, chapter, given, folder):
        self.asked.append(given["area"])
        return super().run(chapter, given, folder)


def built(root: Path, *names: str, **options):
    """A batch, what it executed and what it said."""
    said = io.StringIO()
    with Counting(root.resolve()) as runner:
        batch = build_areas(
            root, "first", list(names) or None, progress=Progress(said), runner=runner, **options
        )
    return batch, sorted(runner.asked), said.getvalue()


def page(root: Path, folder: str) -> str:
    path = root / AREAS / folder / "notebooks/areas/one.html"
    return untraced(path.read_text(encoding="utf-8"))


def test_a_tag_that_names_no_part_is_refused(root):
    path = root / "notebooks/areas/one.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][-1]["metadata"] = {"tags": ["needs-area-end"]}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(BuildError, match="area-end"):
        built(root)


def test_an_unknown_area_builds_nothing(root):
    with pytest.raises(InputError, match="areas are: North, South, East side, West"):
        built(root, "North", "Leeds")
    assert not (root / AREAS).exists()


def test_the_command_refuses_what_does_not_go_together(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    for options, said in (
        (["--area", "Leeds"], "areas are: North, South"),
        (["--scheduler", "tcp://127.0.0.1:1"], "say which editions it is to build"),
        (["--all-areas", "--publish"], "build them without it"),
    ):
        assert main(["build", *options]) == 2
        assert said in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["build", "--all-areas", "--area", "North"])


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_a_kernel_finds_the_wave_read_by_the_process_that_it_is_forked_from(root, tmp_path):
    """Its file is gone by then; and that process has no thread, which no fork would keep."""
    runner = Local(root.resolve(), "first")
    with Kernels(forked=True, libraries=runner.ahead) as kernels:
        runner._kernels = kernels
        given = {"wave": "first", "area": "south"}
        one = Chapter.read(root / "notebooks/areas/one.ipynb")
        before = runner.run(one, given, root / "run/one")
        assert len(os.listdir(f"/proc/{kernels._preloaded.pid}/task")) == 1
        (root / "data/waves/first/end_of_linking.csv").unlink()
        assert runner.run(one, given, root / "again/one") == before
    assert before.texts["2 here.name"] == "South"


@pytest.mark.slow
def test_a_batch_makes_each_edition_and_an_index_and_then_only_what_changed(root, project):
    batch, asked, said = built(root)
    assert (len(batch.built), batch.failed) == (4, {})
    assert asked == ["east_side", "north", "south", "west"]
    assert "4 of 4: " in said and ": North" in said
    assert "Here it is 60% of North." in page(root, "north")
    assert "Here it is [c] of West." in page(root, "west")
    assert "Not shown, because too few teachers in West answered" in page(root, "west")
    first = (root / AREAS / "north/book/areas/index.html").read_text(encoding="utf-8")
    assert "An edition of North" in first and "made up for the tests" in first
    assert batch.index.read_text(encoding="utf-8").count("<a href=") == 4
    kept = digests(root / AREAS)
    assert built(root)[1] == []
    assert digests(root / AREAS) == kept
    project.answer("comparison", "C1", "c1", "5")  # who is of no area
    assert built(root)[1] == []
    # Which areas are hidden follows from all answers, so one that no sentence tells counts too.
    project.answer("end_of_linking", "E0", "years", "7")
    assert len(built(root)[1]) == 4
    project.answer("end_of_linking", "E0", "e1", "1")
    batch, asked, _ = built(root)
    assert (len(asked), batch.failed) == (4, {})
    assert "Here it is 40% of North." in page(root, "north")
    left = sorted(path.name for path in (root / AREAS).iterdir())
    assert left == ["east-side", "index.html", "north", "south", "west"]


@pytest.mark.slow
def test_a_failed_edition_stops_no_other_and_leaves_the_last_good_one(root, monkeypatch, capfd):
    monkeypatch.chdir(root)
    assert main(["build", "--area", "North", "--area", "South"]) == 0
    good = digests(root / AREAS / "south")
    chapter(root, SENTENCE, ("code", "assert area not in ('south', 'west'), 'no ' + area"))
    capfd.readouterr()
    assert main(["build", "--all-areas", "--explain"]) == 1
    said = capfd.readouterr()
    assert "2 of 4 editions built." in said.out
    assert "South was not built; its last good edition stays. notebooks/one.ipynb" in said.err
    assert "no south" in said.err and "no west" in said.err
    assert "North, one: executed: " in said.out
    assert digests(root / AREAS / "south") == good
    assert "figure" not in page(root, "north")
    index = (root / AREAS / "index.html").read_text(encoding="utf-8")
    assert "an earlier edition: it could not be built again" in index
    assert "No edition: it could not be built" in index and index.count("<a href=") == 3


@pytest.mark.slow
def test_an_edition_of_another_wave_is_not_in_the_index(root):
    built(root, "North")
    (root / "book/_build/.memory/areas/north/wave").write_text("earlier")
    batch = built(root, "South")[0]
    assert batch.index.read_text(encoding="utf-8").count("<a href=") == 1


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 3])
def test_how_many_are_made_at_a_time_changes_nothing(root, workers):
    built(root, workers=2)
    kept = digests(root / AREAS)
    assert built(root, workers=workers, force=True)[1] == ["east_side", "north", "south", "west"]
    assert digests(root / AREAS) == kept


def test_ctrl_c_ends_chapters_that_run_and_leaves_no_edition(root, tmp_path):
    begun = tmp_path / "begun"
    chapter(root, ("code", f"import time; open({str(begun)!r}, 'w'); time.sleep(100)"))

    def press_when_begun():
        while not begun.exists() and waiting.is_alive():
            waiting.join(0.1)
        signal.raise_signal(signal.SIGINT)

    waiting, pressing = threading.main_thread(), threading.Thread(target=press_when_begun)
    pressing.start()
    with pytest.raises(KeyboardInterrupt):
        built(root, "North", "South", "West")
    pressing.join()
    assert [path.name for path in (root / AREAS).glob("*/index.html")] == []
    assert [path.name for path in (root / AREAS).iterdir() if path.name.startswith("staging")] == []


def test_a_parameter_that_no_notebook_has_is_refused(root):
    with pytest.raises(BuildError, match="has no parameter 'reader'"):
        built(root, parameters={"reader": "all"})
