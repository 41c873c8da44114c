"""Commands on notebooks: kept in git as sources, and nothing else; each gives its exit code."""

from __future__ import annotations

import argparse

from helpers.commands.exits import DONE, shown
from helpers.errors import InputError, Problem
from helpers.project import find_root


def tidy(options: argparse.Namespace) -> int:
    """Store notebooks as they are kept in git, or say what of the next commit is not."""
    from helpers.workshop.notebook_state import tidy
    from helpers.workshop.staged import staged_problems

    root = find_root()
    if options.staged:
        if problems := staged_problems(root):
            raise InputError(problems)
        return DONE
    paths = options.notebooks or sorted((root / "notebooks").rglob("*.ipynb"))
    paths = [path for path in paths if ".ipynb_checkpoints" not in path.parts]
    if missing := [path for path in paths if not path.is_file()]:
        raise InputError([Problem(str(path), "is not there") for path in missing])
    changed = [path for path in paths if tidy(path, str(shown(path)))]
    for path in changed:
        print(f"Tidied {shown(path)}")
    if not changed:
        print("All notebooks are as they are kept.")
    return DONE
