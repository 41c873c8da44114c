"""Figure numbers: a figure labelled `fig-4-3` is Figure 4.3, also in a book that lacks Figure 4.1.

A Sphinx extension. Sphinx counts the figures of each chapter; the notes, tables and alternative
texts of a figure carry the number that its author gave it, which is the same in each wave.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

LABEL = re.compile(r"fig-(\d+)-(\d+)")
COUNTED = "counted_figure_numbers"
Numbers = dict[str, dict[str, dict[str, tuple[int, ...]]]]


def setup(app: Sphinx) -> dict:
    """Number figures by their labels; what comes back tells Sphinx how pages may be made."""
    # Sphinx compares what it counts with what it counted last, so it gets that back before.
    app.connect("env-get-updated", _give_back, priority=100)
    app.connect("env-get-updated", _number, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}


def labelled(counted: Numbers) -> Numbers:
    """Numbers by page, kind and label; those of figures are what their label says."""
    return {
        page: {
            kind: {label: _told(label) or number for label, number in numbers.items()}
            if kind == "figure"
            else numbers
            for kind, numbers in kinds.items()
        }
        for page, kinds in counted.items()
    }


def _told(label: str) -> tuple[int, ...]:
    found = LABEL.fullmatch(label)
    return tuple(map(int, found.groups())) if found else ()


def _give_back(app: Sphinx, env: BuildEnvironment) -> list[str]:
    env.toc_fignumbers = getattr(env, COUNTED, env.toc_fignumbers)
    return []


def _number(app: Sphinx, env: BuildEnvironment) -> list[str]:
    setattr(env, COUNTED, env.toc_fignumbers)
    env.toc_fignumbers = labelled(env.toc_fignumbers)
    return []
