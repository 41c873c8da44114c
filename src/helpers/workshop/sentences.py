"""Sentences of a Markdown cell: one a line, so that git compares and merges by sentence."""

from __future__ import annotations

import re

# What stands between two sentences; an initial or a shortened word ends none.
SHORTENED = r"(?<!e\.g)(?<!i\.e)(?<!et al)(?<! c)(?<!No)(?<!St)(?<!Dr)(?<!Mr)(?<!Mrs)(?<!Ms)(?<!vs)"
BETWEEN = re.compile(SHORTENED + r"(?<=[a-z)])\. (?=[A-Z])")
ROLE = re.compile(r"\{\w+\}`[^`]*`")
# Lines whose end means something: headings, tables, lists, quotations, directives, footnotes.
BOUND = ("[^", "|", ":", "- ", ">", "#", "* ", "<", "    ")
FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})")


def one_a_line(text: str) -> str:
    """The text with a line break between sentences of a paragraph, which reads the same."""
    lines, fenced = [], False
    for line in text.split("\n"):
        fence = bool(FENCE.match(line))
        fenced ^= fence
        lines += [line] if fence or fenced or line.startswith(BOUND) else _parted(line)
    return "\n".join(lines)


def _parted(line: str) -> list[str]:
    """Sentences of a line; what stands in a role or in code is not looked into."""
    masked = ROLE.sub(lambda role: "x" * len(role[0]), line)
    ends = [found.start() + 1 for found in BETWEEN.finditer(masked)]
    starts = [0, *(end + 1 for end in ends)]
    indent = line[: len(line) - len(line.lstrip())]
    parts = [line[start:end] for start, end in zip(starts, [*ends, len(line)], strict=True)]
    return [parts[0], *(indent + part for part in parts[1:])]
