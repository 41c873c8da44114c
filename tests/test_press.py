"""A process with Sphinx at hand: it answers, says what went wrong, and ends with its maker."""

import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from helpers.building import press as module
from helpers.building.press import Press
from helpers.errors import BuildError

ORDER = {"source": "", "doctrees": "", "out": "", "read": None}
ORDER |= {"carried": False, "settings_hold": False}


@pytest.fixture
def press():
    with Press() as press:
        yield press


def order(folder: Path, page: str = "# A page\n") -> dict:
    for name in ("source", "doctrees", "out/_static"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    source = folder / "source"
    (source / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (source / "_config.yml").write_text("title: T\nexecute: {execute_notebooks: 'off'}\n")
    (source / "index.md").write_text(page)
    return ORDER | {name: str(folder / name) for name in ("source", "doctrees", "out")}


def test_one_process_answers_order_after_order(press, tmp_path):
    number = press._process.pid
    for count in range(2):
        facts = press.write(order(tmp_path / str(count), f"# Page {count}\n"))
        assert facts["faults"] == [] and facts["written"] == ["index"]
        assert f"Page {count}" in (tmp_path / f"{count}/out/index.html").read_text()
        assert facts["needs"] == {"index": ["index.md"]}
    assert press._process.pid == number


def test_a_crash_is_told_and_the_next_order_is_answered(press, tmp_path):
    assert "FileNotFoundError" in press.write(ORDER | {"source": str(tmp_path)})["crash"]
    assert "TypeError" in press.write({"unknown": 1})["crash"]
    assert press.write(order(tmp_path / "good"))["faults"] == []


def test_warnings_name_files_as_their_authors_do(press, tmp_path):
    facts = press.write(order(tmp_path, "# A page\n\nSee {ref}`nothing`.\n"))
    assert facts["faults"] == ["index.md:3: WARNING: undefined label: 'nothing'"]


def test_a_process_that_died_is_started_again(press, tmp_path):
    os.kill(press._process.pid, signal.SIGKILL)
    press._process.wait()
    assert press.write(order(tmp_path))["faults"] == []


def test_no_answer_in_time_is_an_error(press, tmp_path):
    os.kill(press._process.pid, signal.SIGSTOP)
    start = time.monotonic()
    with pytest.raises(BuildError, match="not written within 0 seconds"):
        press.write(order(tmp_path), seconds=0.1)
    assert time.monotonic() - start < 5
    assert press._process.poll() is not None


def test_closing_ends_the_process(press):
    press.close()
    assert press._process.poll() is not None
    press.close()


def test_surroundings_are_the_same_for_everybody(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    seen = {}

    class Popen:
        def __init__(self, command, env, **named):
            seen.update(env)
            raise KeyboardInterrupt

    monkeypatch.setattr(module.subprocess, "Popen", Popen)
    with pytest.raises(KeyboardInterrupt):
        Press()
    assert seen["PYTHONHASHSEED"] == "0" and "SOURCE_DATE_EPOCH" not in seen
    assert seen["PATH"] == os.environ["PATH"]


def test_stand_ins_can_be_imported_from_and_never_used(monkeypatch):
    monkeypatch.setitem(sys.modules, "not_needed", module._stand_in("not_needed"))
    stand_in = importlib.import_module("not_needed")
    Anything, anything = stand_in.Anything, stand_in.anything

    class Mine(Anything):
        pass

    for name in (Mine, anything):
        with pytest.raises(RuntimeError, match="not_needed was left out"):
            name()


def test_answers_are_whole_lines(tmp_path):
    handle = os.open(tmp_path / "answers", os.O_WRONLY | os.O_CREAT)
    module._send(handle, {"faults": ["a\nb"]})
    os.close(handle)
    (line,) = (tmp_path / "answers").read_text().splitlines()
    assert json.loads(line) == {"faults": ["a\nb"]}
