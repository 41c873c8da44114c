"""Numerals: numbers as people write them, with decimal commas and thousands set apart."""

from __future__ import annotations

import re

# What may stand between thousands, beside the other sign: spaces of any width, apostrophes.
_APART = " \u00a0\u2009\u202f'’"
_UNSURE = re.compile(r"[+-]?\d{1,3}\.\d{3}")
_WITH_COMMA = re.compile(rf"[+-]?[\d.,{_APART}]*,[\d.,{_APART}]*")


def plain(cell: str, decimal: str) -> str | None:
    """The number as Python writes it, such as "1500.5" for "1.500,5" where `decimal` is a comma.

    None where it is no number written that way. A whole number has no decimals: "5,0" is "5".
    """
    other = "." if decimal == "," else ","
    apart = f"[{_APART}{other}]"
    number = rf"([+-]?)(\d{{1,3}}(?:{apart}\d{{3}})+|\d+)(?:{re.escape(decimal)}(\d+))?"
    found = re.fullmatch(number, cell.replace("\u2212", "-"))
    if not found:
        return None
    sign, whole, rest = found[1], re.sub(apart, "", found[2]), (found[3] or "").rstrip("0")
    return f"{sign.replace('+', '')}{int(whole)}" + (f".{rest}" if rest else "")


def is_open(cell: str, separator: str) -> bool:
    """Whether a cell is a number only if one knows what separates its decimals.

    "1,5" is one, and where cells are not separated by commas "1.500" is another.
    """
    if _WITH_COMMA.fullmatch(cell) and any(map(str.isdigit, cell)):
        return True
    return separator not in ("", ",") and bool(_UNSURE.fullmatch(cell))
