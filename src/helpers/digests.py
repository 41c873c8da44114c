"""Digests: SHA-256 of values and files, by which a build knows what changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any


def digest(*parts: Any) -> str:
    """SHA-256 of the parts as Python shows them."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes; of nothing where there is no file."""
    return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()


def tree_digest(folder: Path, *endings: str) -> str:
    """SHA-256 of the files below a folder that have one of the endings, with their places."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in endings)
    return digest([(path.relative_to(folder).as_posix(), file_digest(path)) for path in files])
