"""Side by side: results, failures, and that nothing outlives the one who asked."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from helpers.errors import BuildError
from helpers.exporting.missing import Missing
from helpers.exporting.side_by_side import run

linux = pytest.mark.skipif(sys.platform != "linux", reason="steps are split off on Linux only")


def is_gone(number: int) -> bool:
    """Whether a process ended; one that nobody has asked about yet counts as ended."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def within(seconds: float, holds) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.02)
    return False


def missing():
    raise Missing("Chromium", "the PDF", "Install it.")


def test_results_come_by_name_and_what_is_missing_does_not_stop_the_rest():
    said = []
    results = run({"one": lambda: [1], "pdf": missing, "three": lambda: "c"}, said.append)
    assert results["one"] == [1]
    assert results["three"] == "c"
    assert (results["pdf"].program, results["pdf"].how) == ("Chromium", "Install it.")
    assert sorted(said) == ["one: made", "pdf: not made, Chromium is not installed", "three: made"]


@linux
def test_steps_run_at_the_same_time(tmp_path):
    def meet(own: str, other: str):
        (tmp_path / own).touch()
        return within(5, (tmp_path / other).exists)

    steps = {"a": lambda: meet("a", "b"), "b": lambda: meet("b", "a")}
    assert run(steps, lambda text: None, at_a_time=2) == {"a": True, "b": True}


@linux
def test_no_more_than_asked_run_at_the_same_time(tmp_path):
    def count():
        (tmp_path / str(os.getpid())).touch()
        time.sleep(0.05)
        here = len(list(tmp_path.iterdir()))
        (tmp_path / str(os.getpid())).unlink()
        return here

    results = run({str(n): count for n in range(4)}, lambda text: None, at_a_time=1)
    assert set(results.values()) == {1}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BuildError("the picture is gone"), "the picture is gone"),
        (KeyError("x"), "bad could not be made: KeyError: 'x'"),
    ],
)
@linux
def test_a_failure_ends_the_other_steps_and_what_they_started(tmp_path, error, said, capfd):
    def start():
        program = subprocess.Popen(["sh", "-c", "mktemp > asked; sleep 60"], cwd=tmp_path)
        assert within(
            5, lambda: (tmp_path / "asked").is_file() and (tmp_path / "asked").read_text()
        )
        (tmp_path / "own").write_text(tempfile.mkdtemp())
        (tmp_path / "started.new").write_text(f"{os.getpid()} {program.pid}")
        (tmp_path / "started.new").rename(tmp_path / "started")
        program.wait()

    def fail():
        assert within(5, (tmp_path / "started").exists)
        raise error

    with pytest.raises(BuildError, match=said):
        run({"slow": start, "bad": fail}, lambda text: None, at_a_time=2)
    numbers = map(int, (tmp_path / "started").read_text().split())
    assert all(within(5, lambda n=number: is_gone(n)) for number in numbers)
    for name in ("asked", "own"):
        assert not Path((tmp_path / name).read_text().strip()).exists()
    assert ("KeyError" in capfd.readouterr().err) == isinstance(error, KeyError)


@linux
def test_a_step_whose_process_dies_is_a_failure():
    with pytest.raises(BuildError, match="bad could not be made: its process ended"):
        run({"bad": lambda: os.kill(os.getpid(), signal.SIGKILL)}, lambda text: None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
@linux
def test_steps_end_when_the_one_who_asked_is_stopped_or_killed(tmp_path, number):
    mark = tmp_path / "started"
    code = (
        "import os, time, pathlib\n"
        "from helpers.exporting.side_by_side import run\n"
        "def step():\n"
        f"    new = pathlib.Path({str(mark)!r} + '.new')\n"
        "    new.write_text(str(os.getpid())); new.rename(new.with_suffix('')); time.sleep(60)\n"
        "run({'a': step}, print)\n"
    )
    asked = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    assert within(20, mark.exists)
    asked.send_signal(number)
    assert asked.wait(10) != 0
    assert within(5, lambda: is_gone(int(mark.read_text())))
