"""Number marks: signs around a computed text in Markdown, which the page turns into an element.

They are private characters, which no author types and Markdown takes for letters.
"""

from __future__ import annotations

import re

BEGIN, MIDDLE, END = "\ue000", "\ue001", "\ue002"
DIGITS = "\ue010\ue011\ue012\ue013\ue014\ue015\ue016\ue017\ue018\ue019"
MARKED = re.compile(f"{BEGIN}([{DIGITS}]+){MIDDLE}([^{BEGIN}{END}]*){END}")
ANY = re.compile(f"{BEGIN}[{DIGITS}]*{MIDDLE}?|[{MIDDLE}{END}]")


def marked(text: str, number: int) -> str:
    """Text between signs that say which entry tells its origin."""
    digits = str(number).translate(str.maketrans("0123456789", DIGITS))
    return f"{BEGIN}{digits}{MIDDLE}{text}{END}"


def pieces(text: str) -> list[tuple[str, int | None]]:
    """Text cut at its marks: each piece with the number of its entry, None where it has none."""
    parts, end = [], 0
    for found in MARKED.finditer(text):
        parts.append((plain(text[end : found.start()]), None))
        number = found[1].translate(str.maketrans(DIGITS, "0123456789"))
        parts.append((found[2], int(number)))
        end = found.end()
    parts.append((plain(text[end:]), None))
    return [(piece, number) for piece, number in parts if piece]


def plain(text: str) -> str:
    """Text without any sign."""
    return ANY.sub("", text)
