"""Delimited: CSV and TSV files, whatever their encoding and separator, as they were written."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from helpers.errors import InputError, Problem
from helpers.reading.delivered import Delivered
from helpers.reading.instructions import Instructions
from helpers.reading.table import Rows, columns_of, split_header

SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LOOKED_AT = 20  # rows that show whether a sign separates cells


def read_delimited(path: Path, shown: str, how: Instructions) -> Delivered:
    """The file's columns, without the rows that are longer or shorter than its header.

    Raises InputError where the text, its separator or its quotation marks cannot be made out.
    """
    text = _text(path.read_bytes(), shown, how.encoding)
    lines = io.StringIO(text).readlines()
    first = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    skipped = min([first, *(row - 1 for row in how.header[:1])])
    header_on = lines[how.header[0] - 1 if how.header else first :]
    told = how.separator or ("\t" if path.suffix.lower() == ".tsv" else "")
    separator = told or _separator(header_on, shown)
    rows = _rows(lines[skipped:], skipped, separator, shown)
    header, top, below = split_header(rows, how.header or tuple(n for n, _ in rows[:1]), shown)
    width, todo = len(top[0][1]), f"look for a missing or an extra {SIGNS[separator]}"
    problems = tuple(
        Problem(shown, f"has {len(cells)} cells where the header has {width}", todo, number)
        for number, cells in below
        if len(cells) != width
    )
    whole = [(number, cells) for number, cells in below if len(cells) == width]
    numbers = tuple(number for number, _ in whole)
    kind = path.suffix.lower().lstrip(".")
    columns = columns_of(top, whole)
    return Delivered(shown, kind, columns, numbers, header, separator, problems=problems)


def _text(raw: bytes, shown: str, encoding: str) -> str:
    name = codecs.lookup(encoding or "utf-8").name
    name = "utf-8-sig" if name == "utf-8" else name
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        # Without its mark any text of an even length would pass as UTF-16.
        if name == "utf-16" and not marked:
            raise UnicodeError
        text = raw.decode(name)
    except UnicodeError as error:
        row = raw[: getattr(error, "start", 0)].decode(name, errors="replace").count("\n") + 1
        todo = "save it as CSV UTF-8"
        if marked:
            todo += ", or say in wave.yml that its encoding is utf-16"
        shown_name = "UTF-8" if name == "utf-8-sig" else name
        raise InputError(Problem(shown, f"is not {shown_name} text", todo, row)) from None
    _refuse_mixed(raw, name, shown)
    _refuse_no_text(text, shown)
    return text


def _refuse_no_text(text: str, shown: str) -> None:
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        todo = "export it again, or say its encoding in wave.yml"
        raise InputError(Problem(shown, "holds characters that are no text (NUL)", todo, row))
    if not text.strip():
        raise InputError(Problem(shown, "is empty", "export the survey again"))


def _refuse_mixed(raw: bytes, name: str, shown: str) -> None:
    """Refuse lines of UTF-8 in a file that is said to have one byte a character.

    In such a file a line with an accent is next to never UTF-8 by chance.
    """
    if name.startswith("utf"):
        return
    for row, line in enumerate(raw.split(b"\n"), start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        found = f"is UTF-8 text in this row, and wave.yml says {name}"
        raise InputError(Problem(shown, found, "save the whole file in one encoding", row))


def _separator(lines: list[str], shown: str) -> str:
    """The sign that splits the header, and the rows below it alike; a comma where none does."""
    splits = {sign: _widths(lines, sign) for sign in SIGNS}
    likely = [sign for sign, widths in splits.items() if widths and widths[0] > 1]
    if len(likely) > 1:
        likely = [sign for sign in likely if len(set(splits[sign])) == 1] or likely
    if len(likely) > 1:
        found = f"may be separated by {' or '.join(SIGNS[sign] for sign in likely)}"
        raise InputError(Problem(shown, found, "say the separator in wave.yml"))
    return likely[0] if likely else ","


def _widths(lines: list[str], sign: str) -> list[int]:
    """Numbers of cells in the first rows; none where the quotation marks of the first fail."""
    widths = []
    try:
        for row in csv.reader(io.StringIO("".join(lines)), delimiter=sign, strict=True):
            widths += [len(row)] if row else []
            if len(widths) == LOOKED_AT:
                break
    except csv.Error:
        pass
    return widths


def _rows(lines: list[str], skipped: int, separator: str, shown: str) -> Rows:
    """Cells of each row with the line of the file that it begins in; blank lines are no rows."""
    reader = csv.reader(io.StringIO("".join(lines)), delimiter=separator, strict=True)
    rows, line = [], skipped + 1
    try:
        for row in reader:
            if row:
                rows.append((line, [cell.strip() for cell in row]))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        todo = "look for a stray quotation mark"
        raise InputError(Problem(shown, f"is no CSV: {error}", todo, line)) from None
    return rows
