"""Saving in JupyterLab: a chapter is stored as it is kept in git, so that a save adds no noise."""

from __future__ import annotations

from helpers.workshop.notebook_state import cleaned

# Names that new cells were given, by notebook, for as long as the server runs.
_given: dict[str, dict[str, str]] = {}


def keep_sources_only(model: dict, path: str, **_) -> None:
    """Take out of a notebook what is not kept; JupyterLab calls this before each save.

    Only in `notebooks/`: anywhere else a notebook keeps its outputs.
    """
    if model.get("type") != "notebook" or not path.strip("/").startswith("notebooks/"):
        return
    model["content"] = cleaned(model["content"], _given.setdefault(path.strip("/"), {}))
