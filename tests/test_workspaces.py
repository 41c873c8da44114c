"""Workspaces: gone however their work ends, and swept when it was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.errors import BuildError
from helpers.workspaces import alone, sweep, workspace

KILLED = """
import os, signal, sys
from pathlib import Path
from helpers.workspaces import workspace
with workspace(Path(sys.argv[1]), "staging-") as stage:
    (stage / "half").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def make(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "file").write_text(text)
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_workspace_of_a_process_that_was_killed_is_swept(tmp_path):
    ran = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)])
    assert ran.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert os.listdir(left) == ["half"]
    assert sweep(tmp_path, "other-") == []
    assert sweep(tmp_path, "staging-") == [left]
    assert names(tmp_path) == set()


def test_a_workspace_is_gone_however_its_block_ends(tmp_path):
    with pytest.raises(KeyboardInterrupt), workspace(tmp_path / "a/b", "staging-") as stage:
        make(stage, "half")
        raise KeyboardInterrupt
    assert names(tmp_path / "a/b") == set()


def test_a_workspace_in_use_is_not_swept(tmp_path):
    with workspace(tmp_path, "staging-") as stage:
        make(tmp_path / "staging-left", "left")
        make(tmp_path / "other", "other")
        assert sweep(tmp_path, "staging-") == [tmp_path / "staging-left"]
        assert stage.is_dir()
    assert names(tmp_path) == {"other"}
    assert sweep(tmp_path / "missing", "staging-") == []


def test_a_folder_is_held_for_a_moment_only(tmp_path):
    held = pytest.raises(BuildError, match="held by another command")
    with alone(tmp_path), held, alone(tmp_path, seconds=0.05):
        pass
    with alone(tmp_path, seconds=0.05):
        pass
