"""File notes: what a survey file says of itself beside its answers: labels, notes, comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers.checking.named_makers import ARCHIVES, makers


def notes(path: Path) -> Iterator[tuple[str, str]]:
    """Where a file says something of itself, such as "the file label", and what it says."""
    suffix = path.suffix.lower()
    if suffix in (".sav", ".zsav", ".dta"):
        yield from _statistical(path, suffix)
    elif suffix == ".parquet":
        import pyarrow.parquet

        for key, value in (pyarrow.parquet.read_schema(path).metadata or {}).items():
            yield f"the metadata {key.decode()}", value.decode("utf-8", "replace")
    elif suffix in (".csv", ".tsv"):
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if not line.startswith("#"):
                break
            yield f"the comment in row {number}", line


def named(path: Path) -> list[tuple[str, str]]:
    """Whom a workbook or a document names as its maker, by the property."""
    is_made = path.suffix.lower() in ARCHIVES
    return makers(path.name, path.read_bytes()) if is_made else []


def _statistical(path: Path, suffix: str) -> Iterator[tuple[str, str]]:
    import pyreadstat

    read = pyreadstat.read_dta if suffix == ".dta" else pyreadstat.read_sav
    _, about = read(path, metadataonly=True)
    yield "the file label", about.file_label or ""
    yield from (("the notes", note) for note in about.notes or ())
    yield from (("the name of the table", name) for name in [about.table_name] if name)
