"""Chapters of the shipped wave with their tests, made once for all tests of the annex."""

from __future__ import annotations

from functools import cache

from book import ROOT

from helpers.annex.annex import Annex
from helpers.annex.annex_chapter import AnnexChapter
from helpers.waves import wave_names

WAVE = wave_names(ROOT)[0]
KINDS = {"3": (None, "contrast"), "5": ("primary", "contrast"), "6": ("primary", "change")}


@cache
def annex(phase: str | None = "primary") -> Annex:
    """The shipped wave; nothing may be changed about it."""
    return Annex(WAVE, phase=phase, root=ROOT)


@cache
def chapter(number: str) -> AnnexChapter:
    """One of the chapters of the annex's notebook; nothing may be changed about it."""
    phase, kind = KINDS[number]
    return annex(phase).chapter(number, kind)
