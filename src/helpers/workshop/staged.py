"""Staged notebooks: what git is about to commit, looked at before it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

from helpers.errors import InputError, Problem
from helpers.workshop.notebook_state import state_problems


def staged_problems(root: Path) -> list[Problem]:
    """Everything in the notebooks of the next commit that is not kept in git.

    Looks at what was added with `git add`, which may be another text than the disk has.
    Raises InputError where the folder is in no git repository.
    """
    names = _git(
        root, "diff", "--cached", "--name-only", "--relative", "--diff-filter=d", "--", "*.ipynb"
    )
    return [
        problem
        for name in names.splitlines()
        for problem in state_problems(Path(name), name, _git(root, "show", f":./{name}"))
    ]


def _git(root: Path, *words: str) -> str:
    command = ["git", "-c", "core.quotepath=off", *words]
    done = subprocess.run(command, cwd=root, capture_output=True)
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise InputError(Problem(root.name, f"git does not answer: {said}"))
    return done.stdout.decode()
