"""Interviews: facts of the interviews beside the surveys, each noted when a text takes it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from helpers.phrases import number_word

COUNTS = ("achieved", "target")


class Interviews(SimpleNamespace):
    """Facts as text by their names in wave.yml, counts in words up to nine."""

    def __init__(self, note_fact: Callable[[str], None], facts: dict[str, Any]):
        texts = {k: number_word(v) if k in COUNTS else str(v) for k, v in facts.items()}
        super().__init__(**texts, _note_fact=note_fact)

    def __getattribute__(self, name: str):
        if not name.startswith("_"):
            self._note_fact(f"interviews: {name}")
        return super().__getattribute__(name)
