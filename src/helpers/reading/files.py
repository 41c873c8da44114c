"""Files: a delivered file told by its name and its first bytes, and read as what it is."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

from helpers.errors import InputError, Problem
from helpers.reading.cell_marks import SPOILT
from helpers.reading.delivered import Delivered
from helpers.reading.instructions import Instructions

FORMATS = {
    ".csv": "text",
    ".tsv": "text",
    ".xlsx": "an Excel workbook (.xlsx)",
    ".xls": "an old Excel workbook (.xls)",
    ".ods": "an OpenDocument spreadsheet (.ods)",
    ".sav": "an SPSS file (.sav)",
    ".zsav": "an SPSS file (.sav)",
    ".dta": "a Stata file (.dta)",
    ".parquet": "a Parquet file (.parquet)",
}
LOCKED = "a file with a password"
_STARTS = {
    b"PAR1": FORMATS[".parquet"],
    b"$FL2": FORMATS[".sav"],
    b"$FL3": FORMATS[".sav"],
    b"<stata_dta>": FORMATS[".dta"],
    b"%PDF": "a PDF file",
    b"PARE": LOCKED,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": FORMATS[".xls"],
}
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<meta", b"<table", b"<?xml")
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 4096


def deliver(path: Path, shown: str, how: Instructions | None = None) -> Delivered:
    """The survey file of that path, which messages call `shown`, read as `how` says.

    Raises InputError where there is no such file, or it is not what its name says, is locked,
    damaged or empty. Rows that do not fit the header are in `problems` of what comes back.
    """
    how = how or Instructions()
    _refuse_by_name(path, shown)
    _refuse_by_content(path, shown)
    suffix = path.suffix.lower()
    # Imported here: to read a CSV file no other library is needed.
    if suffix in (".csv", ".tsv"):
        from helpers.reading.delimited import read_delimited

        return read_delimited(path, shown, how)
    if suffix in (".xlsx", ".xls", ".ods"):
        from helpers.reading.workbooks import read_workbook

        return read_workbook(path, shown, how)
    if suffix == ".parquet":
        from helpers.reading.columnar import read_parquet

        return read_parquet(path, shown)
    from helpers.reading.statistical import read_statistical

    return read_statistical(path, shown, how)


def refuse_elsewhere(path: Path, file: str, shown: str) -> None:
    """Raise InputError where a file is not in the folder of its wave, or is a link out of it.

    `file` is its name in wave.yml.
    """
    if path.name != file or "\\" in file or file in ("", ".."):
        raise InputError(Problem(shown, "lies in another folder", "put it beside wave.yml"))
    if path.is_symlink() and path.resolve().parent != path.parent.resolve():
        found = "is a link to a file in another folder"
        raise InputError(Problem(shown, found, "put the file itself there"))


def _refuse_by_name(path: Path, shown: str) -> None:
    todo = "put the survey file there or mend wave.yml"
    if path.is_dir():
        raise InputError(Problem(shown, "is a folder", todo))
    if not path.is_file():
        raise InputError(Problem(shown, "there is no such file", todo))
    if path.suffix.lower() not in FORMATS:
        found = f"is of a kind that is not read: {path.suffix or 'no extension'}"
        raise InputError(Problem(shown, found, f"files end in {', '.join(FORMATS)}"))


def _refuse_by_content(path: Path, shown: str) -> None:
    wanted, content = FORMATS[path.suffix.lower()], content_of(path)
    if content == wanted:
        return
    if content == "nothing":
        raise InputError(Problem(shown, "is empty", "export the survey again"))
    if content == LOCKED:
        raise InputError(Problem(shown, "has a password", "save it without one"))
    named = next((end for end, name in FORMATS.items() if name == content), "")
    todo = f"name it {path.stem}{named}" if named else "export the survey again"
    if content == "text":
        todo = "export the survey again, or name it .csv"
    found = f"is named {path.suffix} and is {content}"
    raise InputError(Problem(shown, found, todo))


def content_of(path: Path) -> str:
    """What a file is by its first bytes: a value of FORMATS, or other words for it."""
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if not start:
        return "nothing"
    if b"ENCRYPTEDSAV" in start[:64]:
        return LOCKED
    if start.startswith(b"PK\x03\x04"):
        return _zip_content(path)
    # A text may begin with such letters by chance, and has no zeros.
    known = next((name for first, name in _STARTS.items() if start.startswith(first)), "")
    if known and (b"\0" in start or known in ("a PDF file", FORMATS[".dta"])):
        return _old_content(path) if known == FORMATS[".xls"] else known
    # Versions 104 to 115 of Stata's format: version, byte order, file type 1, a zero.
    if 104 <= start[0] <= 115 and start[1:4] in (b"\x01\x01\0", b"\x02\x01\0"):
        return FORMATS[".dta"]
    if start.lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower().startswith(_PAGES):
        return "a web page"
    if start.startswith(_BOMS) or path.suffix.lower() in (".csv", ".tsv"):
        return "text"
    return "something else" if b"\0" in start else "text"


def _zip_content(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist())
            locked = b"encryption-data" in (
                parts.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            )
    except (OSError, *SPOILT):
        return "a damaged workbook"
    if "xl/workbook.xml" in names:
        return FORMATS[".xlsx"]
    if "content.xml" in names:
        return LOCKED if locked else FORMATS[".ods"]
    return "a zip archive"


def _old_content(path: Path) -> str:
    """A compound file is an old workbook, or the shell of one that is locked."""
    locked = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
    return LOCKED if locked else FORMATS[".xls"]
