"""Questionnaire texts: all that the questionnaire says, which any page may say too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.entries import read_yaml

FILE = "data/questionnaire.yml"


def questionnaire_texts(root: Path) -> list[str]:
    """Wordings, labels and notes of a project's questionnaire, each as it stands there."""
    return list(_texts(read_yaml(root / FILE, FILE)))


def _texts(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict | list):
        for part in entry.values() if isinstance(entry, dict) else entry:
            yield from _texts(part)
