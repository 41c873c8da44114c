"""Archives: zip files that have the same bytes for the same parts."""

from __future__ import annotations

import zipfile
from pathlib import Path

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can name


def write_archive(path: Path, parts: dict[str, bytes], stored: tuple[str, ...] = ()) -> None:
    """Write a zip file of the parts in their order, each with one date; `stored` uncompressed."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compress_type=kind)


def read_archive(source) -> dict[str, bytes]:
    """Parts of a zip file, or of a file-like object that holds one, in their order."""
    with zipfile.ZipFile(source) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}
