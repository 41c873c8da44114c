"""Files of claims: read, and everything that is wrong with one told by row and column."""

from __future__ import annotations

import csv
from pathlib import Path

from helpers.auditing import claims as c
from helpers.auditing.claims import COLUMNS, KINDS, LINKS, NEEDED, Claim, Claims
from helpers.auditing.printed_numbers import read_number
from helpers.auditing.rounding_rules import RULES
from helpers.errors import InputError, Problem

WHOLE = ("count", "base", "base_low", "base_high", "items", "line")
SIGNED = ("scale_low", "scale_high")
CHOICES = {"kind": tuple(KINDS), "rounding": ("", *RULES)}
CHOICES |= dict.fromkeys(("weighted", "derived"), ("", "yes", "no"))
# Bases are tried one by one; nobody counts shares of more respondents than this by rounding.
WIDEST = 1_000_000


def read_claims(path: Path, shown: str | None = None) -> Claims:
    """Claims of a CSV file; raises InputError with every problem in it."""
    shown = shown or path.name
    rows = _rows(path, shown)
    header = [name.strip() for name in rows[0]]
    problems = _header_problems(header, shown)
    if problems:
        raise InputError(problems)
    found = _claims(header, rows[1:], shown, problems)
    if not found and not problems:
        problems.append(Problem(shown, "has no claims", "put one printed figure in each row"))
    problems += _problems(found, shown)
    if problems:
        raise InputError(sorted(problems, key=lambda p: (p.row or 0, p.column or "")))
    return Claims(path.stem, tuple(found))


def _claims(header: list[str], rows: list, shown: str, problems: list[Problem]) -> list[Claim]:
    """A claim of each row that is not empty; cells without a column go to `problems`."""
    found = []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        if any(cell.strip() for cell in row[len(header) :]):
            todo = "put a text with commas in quotation marks"
            problems.append(Problem(shown, "has more cells than the header", todo, number))
        cells = {name: " ".join(cell.split()) for name, cell in zip(header, row, strict=False)}
        found.append(Claim(number, cells))
    return found


def _rows(path: Path, shown: str) -> list[list[str]]:
    if not path.is_file():
        raise InputError(Problem(shown, "there is no such file", "name a CSV file of claims"))
    try:
        # A spreadsheet's "CSV UTF-8" begins with a mark that is no part of the first name.
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        raise InputError(Problem(shown, "is not UTF-8 text", "save it as UTF-8", row)) from None
    except csv.Error as error:
        todo = "save it from a spreadsheet as CSV"
        raise InputError(Problem(shown, f"cannot be read as CSV: {error}", todo)) from None
    if not rows:
        raise InputError(Problem(shown, "is empty", f"columns are: {', '.join(COLUMNS)}"))
    return rows


def _header_problems(header: list[str], shown: str) -> list[Problem]:
    if len(header) == 1 and ";" in header[0]:
        found = "has semicolons between its columns"
        return [Problem(shown, found, "save it as CSV with commas", 1)]
    known = f"columns are: {', '.join(COLUMNS)}"
    found = [
        Problem(shown, f"there is no column {name!r}", known, 1)
        for name in NEEDED
        if name not in header
    ]
    for place, name in enumerate(header):
        if name not in COLUMNS:
            found.append(Problem(shown, f"the column {name!r} is not known", known, 1))
        elif name in header[:place]:
            found.append(Problem(shown, f"the column {name!r} is there twice", "keep one", 1))
    return found


def _problems(found: list[Claim], shown: str) -> list[Problem]:
    first = {}
    for claim in found:
        first.setdefault(claim.id, claim)
    problems = []
    for claim in found:
        told = [*_cells(claim), *_value(claim), *_base(claim), *_links(claim, first)]
        if claim.id and first[claim.id] is not claim:
            told.append(("id", f"{claim.id!r} is also in row {first[claim.id].row}", "rename one"))
        problems += [Problem(shown, said, todo, claim.row, column) for column, said, todo in told]
    if not problems:
        problems += _rounds(found, first, shown) + _groups(found, shown)
    return problems


def _cells(claim: Claim):
    """(column, what was found, what to do) of each cell that cannot be read."""
    for column in NEEDED[:2]:
        if not claim[column]:
            yield column, "is empty", "fill it in"
    if ";" in claim.id:
        yield "id", f"{claim.id!r} holds a semicolon", "semicolons separate identifiers"
    for column, allowed in CHOICES.items():
        if claim[column] and claim[column] not in allowed:
            said = ", ".join(filter(None, allowed))
            yield column, f"{claim[column]!r} is not known", f"put one of: {said}"
    for column in WHOLE:
        if claim[column] and _whole(claim, column) is None:
            yield column, f"{claim[column]!r} is not a whole number", "put figures only"
    for column in SIGNED:
        if claim[column] and not claim[column].removeprefix("-").isdigit():
            yield column, f"{claim[column]!r} is not a whole number", "put figures only"
    if claim["sd"] and not (read_number(claim["sd"]) and read_number(claim["sd"]).exact):
        yield "sd", f"{claim['sd']!r} is not a number", "put it as printed, such as 1.20"


def _value(claim: Claim):
    if claim.kind == c.ORDER:
        return
    if not claim["value"]:
        yield "value", "is empty", "put what is printed"
    elif claim.kind in c.NUMBERS and claim.number is None:
        yield "value", f"{claim['value']!r} is not a number", "put it as printed, such as 83%"
    elif claim.kind == c.RATIO and claim.number is None and claim.words is None:
        yield "value", f"{claim['value']!r} is no ratio", "put a number, or a word such as twice"
    elif claim.kind == c.FRACTION and claim.words is None:
        yield "value", f"{claim['value']!r} is no fraction", "put words such as two-thirds"
    elif claim.kind == c.COUNT and claim.number.low.denominator != 1:
        yield "value", f"{claim['value']!r} is no whole number", "a count is; else say amount"


def _whole(claim: Claim, column: str) -> int | None:
    text = claim[column].replace(",", "")
    return int(text) if text.isdigit() else None


def _base(claim: Claim):
    low, high = _whole(claim, "base_low"), _whole(claim, "base_high")
    if claim["base"] and (claim["base_low"] or claim["base_high"]):
        yield "base", "stands beside base_low or base_high", "give one base, or a range of bases"
    if claim["base_low"] and not claim["base_high"]:
        yield "base_high", "is empty though base_low is not", "put the largest base it could have"
    if low is not None and high is not None and low > high:
        yield "base_low", f"{low} is more than base_high, {high}", "exchange them"
    for column in ("base", "base_low", "base_high", "items"):
        if claim[column] and _whole(claim, column) == 0:
            yield column, "is 0", "leave it empty where it is not known"
    if (_whole(claim, "base_high") or 0) > WIDEST:
        yield "base_high", f"is more than {WIDEST:,}", "give a range that could be meant"
    if claim["sd"] and not (claim.kind == c.MEAN and claim["base"]):
        yield "sd", "stands without a mean and its base", "put it into the row of the mean"


def _links(claim: Claim, known: dict[str, Claim]):
    for column in LINKS:
        for name in claim.ids(column):
            other = known.get(name)
            if other is None:
                yield column, f"{name!r} is no id of this file", "correct it, or add the claim"
            elif other is claim:
                yield column, f"{name!r} is the claim itself", "name another one"
            elif column in ("parts", "whole", "from", "to") and not _has_figure(claim, other):
                yield column, f"{name!r} has no number", "name a claim with one"
    if bool(claim["from"]) != bool(claim["to"]):
        column = "to" if claim["from"] else "from"
        yield column, "is empty", "a change has two ends"
    if claim.kind == c.FRACTION and len(claim.ids("same_as")) != 1:
        yield "same_as", "is not one id", "name the figure that the words stand for"
    if claim.kind == c.ORDER and len(claim.ids("parts")) < 2:
        yield "parts", "are fewer than two", "name what comes one after the other"


def _has_figure(claim: Claim, other: Claim) -> bool:
    if claim.kind == c.ORDER:
        return (other.number or other.date) is not None
    return other.number is not None


def _rounds(found: list[Claim], known: dict[str, Claim], shown: str) -> list[Problem]:
    """Claims that are parts of themselves by way of others."""
    problems = []
    for claim in found:
        waiting, seen = claim.ids("parts"), set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += known[name].ids("parts")
        if claim.id in seen:
            told = "is a part of itself by way of its parts"
            problems.append(Problem(shown, told, "take it out of one", claim.row, "parts"))
    return problems


def _groups(found: list[Claim], shown: str) -> list[Problem]:
    """Claims of a group whose bases differ."""
    first: dict[str, Claim] = {}
    problems = []
    for claim in found:
        if not claim["group"]:
            continue
        like = first.setdefault(claim["group"], claim)
        if any(claim[name] != like[name] for name in ("base", "base_low", "base_high")):
            told = f"the bases are not those of row {like.row}, of the same group"
            todo = "give all claims of a group the same, or take it out of the group"
            problems.append(Problem(shown, told, todo, claim.row, "base"))
    return problems
