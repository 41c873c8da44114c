"""Entry lines: in which line of a YAML file an entry stands, for the problems that are about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import yaml

from helpers.errors import Problem

Keys = tuple[str | int, ...]


def with_lines(problems: list[Problem], root: Path) -> list[Problem]:
    """The problems, those that are `at` an entry of a file of the project with its line.

    The files are looked at for this only once something is wrong, so reading costs no more.
    """
    read: dict[str, yaml.Node | None] = {}
    told = []
    for problem in problems:
        if problem.at and problem.line is None:
            if problem.file not in read:
                read[problem.file] = _composed(root / problem.file)
            problem = replace(problem, line=line_of(read[problem.file], problem.at))
        told.append(problem)
    return told


def line_of(node: yaml.Node | None, at: Keys) -> int | None:
    """Line, from 1, of the key or list entry that the keys lead to, or of the last one there is.

    None where not even the first of them is there.
    """
    line = None
    for key in at:
        found = _part(node, key)
        if found is None:
            break
        line, node = found
    return line


def _part(node: yaml.Node | None, key: str | int) -> tuple[int, yaml.Node] | None:
    """Line and content of one part of a mapping or a list."""
    if isinstance(node, yaml.MappingNode):
        pairs = [pair for pair in node.value if pair[0].value == str(key)]
        # Of a key that stands twice YAML takes the last.
        return (pairs[-1][0].start_mark.line + 1, pairs[-1][1]) if pairs else None
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    return None


def _composed(path: Path) -> yaml.Node | None:
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        return yaml.compose(path.read_text(encoding="utf-8"), loader)
    except (OSError, ValueError, yaml.YAMLError):
        return None
