"""Inline expressions in Markdown: found, and replaced by their text."""

from __future__ import annotations

import re

EXPRESSION = re.compile(r"(?<!`)\{eval\}`([^`]+)`")


def expressions(source: str) -> list[str]:
    """Expressions of a Markdown cell, each once, in order."""
    return list(dict.fromkeys(EXPRESSION.findall(source)))


def written(source: str, texts: dict[str, str]) -> str:
    """Source with each expression replaced by its text."""
    return EXPRESSION.sub(lambda match: texts[match.group(1)], source)
