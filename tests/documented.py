"""What pages of the documentation show in fenced blocks, and the commands among it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from book import ROOT

FENCE = re.compile(r"^( *)(`{3,})(\S*)[^\n]*\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)
REPORT = ".venv/bin/report "


def fences(text: str, language: str = "") -> list[str]:
    """Content of the fenced blocks of a page, of one language or of all."""
    found = FENCE.findall(text)
    return [content for _, _, named, content in found if not language or named == language]


def commands(text: str) -> list[str]:
    """The commands of a page or a part of it, in their order, as somebody types them."""
    lines = [line.strip() for block in fences(text, "console") for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines), lines
    return [line.removeprefix("$ ") for line in lines]


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def read(name: str) -> str:
    """Text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def recipe(target: str) -> list[str]:
    """The commands that `make` runs for a target, as the Makefile has them."""
    (lines,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", read("Makefile"), re.MULTILINE)
    return [line.strip() for line in lines.splitlines()]


def script(path: Path):
    """A program of scripts/ as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
