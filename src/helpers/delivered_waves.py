"""Delivered waves: the survey files of a wave cell by cell, as they came and before any reading."""

from __future__ import annotations

from pathlib import Path

from helpers.entries import read_yaml
from helpers.errors import InputError, Problem
from helpers.reading.delivered import Column, Delivered, as_text
from helpers.reading.files import deliver
from helpers.reading.instructions import instructions_of

__all__ = ["Column", "Delivered", "as_text", "delivered_surveys"]


def delivered_surveys(root: Path, wave: str) -> dict[str, Delivered]:
    """Files by survey, with every column that they have, those that wave.yml ignores too.

    Raises InputError where wave.yml or a file cannot be read.
    """
    shown = f"data/waves/{wave}"
    surveys = read_yaml(root / shown / "wave.yml", f"{shown}/wave.yml").get("surveys") or {}
    problems: list[Problem] = []
    found = {}
    for survey, entry in surveys.items():
        entry = entry if isinstance(entry, dict) else {}
        file = str(entry.get("file", ""))
        how = instructions_of(entry, survey, f"{shown}/wave.yml", problems)
        found[survey] = deliver(root / shown / file, f"{shown}/{file}", how)
    if problems:
        raise InputError(problems)
    return found
