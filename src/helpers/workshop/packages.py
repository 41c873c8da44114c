"""Packages: what is installed, held against a lock by name and version."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def pinned(lock: Path) -> dict[str, str]:
    """Version of each package that a lock names, by its name in the common spelling."""
    return {common(name): version for name, version in PIN.findall(lock.read_text("utf-8"))}


def installed() -> dict[str, str]:
    """Version of each package that this Python can import."""
    found = [(one.metadata["Name"], one.version) for one in metadata.distributions()]
    return {common(name): version for name, version in found if name}


def apart(lock: dict[str, str], here: dict[str, str]) -> list[str]:
    """How packages differ from the lock, in words: missing, or of another version."""
    gone = [f"{name} is missing" for name in lock if name not in here]
    other = [
        f"{name} is {here[name]} and not {version}"
        for name, version in lock.items()
        if name in here and here[name] != version
    ]
    return gone + other


def common(name: str) -> str:
    """A package's name as all tools compare it: "ruamel-yaml" for "ruamel.yaml"."""
    return re.sub(r"[-_.]+", "-", name).lower()
