"""Cluster: chapters travel as bytes, come back the same, and outlive a worker that dies."""

import io
import json
import os
import signal
import sys
import tarfile
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from area_project import with_areas, with_book

from helpers.__main__ import main
from helpers.building import cluster
from helpers.building.areas import build_areas
from helpers.building.build import Progress
from helpers.building.chapters import Chapter
from helpers.building.cluster import Cluster, Task, code_digest, packed, work
from helpers.building.memory import digests
from helpers.errors import BuildError, InputError
from helpers.project import AREAS

SENTENCE = ("markdown", "Here it is {eval}`here['interest'].followup` of {eval}`here.name`.")
CLASSES = ("code", "here.figure_against('1.1', ['interest'], 'Interest')")
# A worker that dies meanwhile leaves its chapters half done.
PAUSE = ("code", "import time\ntime.sleep(2)")


@pytest.fixture
def root(project):
    return with_book(with_areas(project), SENTENCE, CLASSES, PAUSE)


def task(root, **changed) -> Task:
    one = Chapter.read(root / "notebooks/areas/one.ipynb")
    given = {
        "name": "one.ipynb", "content": json.dumps(one.content), "wave": "first",
        "given": (("wave", "first"), ("area", "north")), "files": packed(root, "first"),
        "code": code_digest(),
    }  # fmt: skip
    return Task(**given | changed)


def test_what_travels_is_all_that_a_wave_is_read_from_and_always_the_same(root):
    before = packed(root, "first")
    with tarfile.open(fileobj=io.BytesIO(before)) as archive:
        names = archive.getnames()
        assert archive.extractfile("data/quotes.yml").read() == b"quotes: {}\n"
    assert names[:2] == ["data/questionnaire.yml", "data/quotes.yml"]
    assert {name.rpartition("/")[2] for name in names[2:]} == {
        "baseline.csv", "comparison.csv", "end_of_linking.csv", "wave.yml",
    }  # fmt: skip
    os.utime(root / "data/quotes.yml", (1, 1))
    assert packed(root, "first") == before


def test_a_task_is_carried_out_without_any_file_of_the_project(root, tmp_path, monkeypatch):
    sent = task(root)
    (root / "data").rename(tmp_path / "moved away")
    monkeypatch.chdir(tmp_path)
    try:
        results = work(sent)
        [place] = cluster._places.values()
        assert results.texts == {"2 here['interest'].followup": "60%", "2 here.name": "North"}
        assert list(results.drawings) == ["figures/fig-1-1.svg"]
        # What the chapter wrote is gone, what the wave was read from stays for the next task.
        assert [path.name for path in place.folder.iterdir()] == ["data"]
        assert place.users == 0
    finally:
        cluster._close_places()
    assert not place.folder.exists()


def test_code_that_is_not_the_same_is_refused_on_the_worker(root):
    with pytest.raises(BuildError, match="other code or packages than this machine"):
        work(task(root, code="another digest"))


class Workers:
    """Stands for a client whose workers answer as given."""

    def __init__(self, answer):
        self.answer = answer

    def wait_for_workers(self, count, timeout):
        if self.answer is None:
            raise TimeoutError

    def run(self, asked):
        if isinstance(self.answer, Exception):
            raise self.answer
        return {name: asked() if same else "other" for name, same in self.answer.items()}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "the scheduler has no workers; start some"),
        (ModuleNotFoundError("No module named 'helpers'"), "No module named 'helpers'.*install"),
        ({"tcp://a:1": True, "tcp://b:2": False}, "the worker tcp://b:2 has other code"),
    ],
)
def test_workers_that_cannot_help_are_refused_before_anything_runs(answer, said):
    with pytest.raises(InputError, match=said):
        cluster._look_at_workers(Workers(answer))


def test_workers_with_the_same_code_are_taken():
    cluster._look_at_workers(Workers({"tcp://a:1": True}))


class Gone:
    """Stands for a client whose only worker went, with a task under way."""

    def scheduler_info(self):
        return {"workers": {}}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BuildError("cell 'x': wrong"), "^cell 'x': wrong$"),
        (
            OSError("line lost"),
            "notebooks/one.ipynb: the cluster did not execute it: OSError: line",
        ),
        (None, "notebooks/one.ipynb: the cluster has no workers left"),
    ],
)
def test_what_went_wrong_there_is_told_here(root, monkeypatch, error, said):
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.01)
    one, given = Chapter.read(root / "notebooks/areas/one.ipynb"), {"area": "north"}
    runner = Cluster.__new__(Cluster)
    runner.client, future = Gone(), Future()
    runner.futures = {cluster._key(one, given): future}
    if error:
        future.set_exception(error)
    with pytest.raises(BuildError, match=said):
        runner.run(one, given, root)


def test_a_missing_package_is_told_with_what_to_do(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["build", "--all-areas", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    said = capsys.readouterr().err
    assert "--scheduler: needs the package distributed" in said and "pip install" in said


@pytest.mark.slow
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "http://127.0.0.1:9"])
def test_a_scheduler_that_does_not_answer_is_told(root, monkeypatch, capsys, address):
    monkeypatch.chdir(root)
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 2)
    assert main(["build", "--all-areas", "--scheduler", address]) == 2
    assert f"no scheduler answers at '{address}'" in capsys.readouterr().err
    assert not (root / AREAS).exists()


@pytest.mark.slow
def test_a_cluster_makes_the_same_bytes_though_a_worker_dies_in_the_middle(root, tmp_path):
    from distributed import LocalCluster

    quiet = Progress(io.StringIO())
    assert build_areas(root, "first", progress=quiet).failed == {}
    kept = digests(root / AREAS)
    options = {"n_workers": 3, "threads_per_worker": 1, "host": "127.0.0.1"}
    options |= {"dashboard_address": None, "local_directory": str(tmp_path / "workers")}
    with (
        LocalCluster(**options) as local,
        Cluster(local.scheduler_address, root, "first") as runner,
        ThreadPoolExecutor(1) as other,
    ):
        killed = other.submit(kill_one_that_works, runner.client)
        batch = build_areas(root, "first", progress=quiet, force=True, runner=runner)
        assert killed.result(60) > 0
    assert (len(batch.built), batch.failed) == (4, {})
    assert all("executed: asked for" in line for line in batch.reasons)
    assert digests(root / AREAS) == kept


def kill_one_that_works(client) -> int:
    """Kill a worker process a second after it began with a task; its number."""
    pids, busy = client.run(os.getpid), []
    while not busy:
        time.sleep(0.05)
        busy = [address for address, tasks in client.processing().items() if tasks]
    time.sleep(1)
    os.kill(pids[busy[0]], signal.SIGKILL)
    return pids[busy[0]]
