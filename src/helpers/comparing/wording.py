"""Wording: whether two texts differ in more than their numbers, and what verdicts they hold."""

from __future__ import annotations

import re
from calendar import month_name

from helpers.phrases import NAMED, NUMBER_WORDS, TIMES

ABOUT = "around|nearly|almost|about|more than|fewer than|just over|just under|almost all|less than"
NAMES = [name for _, name, _ in NAMED] + [name for *_, name in TIMES] + [*NUMBER_WORDS]
WORDS = "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
DIGITS = r"[-\u2212+]?\d[\d,./]*(?:%|\b)"
NUMBER = re.compile(rf"\b(?:(?:{ABOUT}) )?(?:{WORDS})\b|(?:\b(?:{ABOUT}) )?{DIGITS}%?", re.I)
MONTH = re.compile(rf"\b(?:{'|'.join(filter(None, month_name))})\b")
# "three-quarters (75%) of" and "6 in 10 (60%)" say a share; one point and several are a number.
TWICE = re.compile(r"# \(#\)(?: of)?")
POINTS = re.compile(r"# percentage points?")
VERDICT = re.compile(
    r"\bnot (?:statistically )?significant|\b(?:statistically )?significant"
    r"|\bnot testable|\bcould not be tested",
    re.I,
)
# A text on several measures has verdicts, and they are on no single one of them.
COUNT = re.compile(r"\b(?:measures|questions)\b|\bof them\b")
STARRED = re.compile(r"[-<>\u2212]?[\d.,]+%?\s?(\*?)")
# What MyST writes for readers to see otherwise: figures by number, links, footnotes, list marks.
FIGURE = re.compile(r"\{numref\}`fig-(\d+)-(\d+)`")
LINK = re.compile(r"\[([^\]^]+)\]\([^)]*\)")
FOOTNOTE = re.compile(r"\[\^[\w-]+\]:?")
SIGNIFICANT, NOT, UNTESTED = "significant", "not significant", "not testable"


def without_numbers(text: str) -> str:
    """A text with a mark in the place of each number, date and share in words."""
    marked = NUMBER.sub("#", MONTH.sub("#", text))
    marked = marked.replace("# times", "#")
    return " ".join(POINTS.sub("#", TWICE.sub("#", marked)).split())


def plain(text: str) -> str:
    """A sentence of a page without its markup, as a reader of the page sees it."""
    seen = LINK.sub(r"\1", FIGURE.sub(r"Figure \1.\2", text))
    return FOOTNOTE.sub("", seen).strip().removeprefix("- ").strip()


def verdicts(text: str) -> list[str]:
    """Verdicts of a text in order; a number has one where an asterisk can stand after it."""
    if text in ("*", "none") or (text.endswith("*") and STARRED.fullmatch(text)):
        return [SIGNIFICANT if text.endswith("*") else NOT]
    return [_verdict(found.lower()) for found in VERDICT.findall(text)]


def crossed(old: str, new: str) -> str:
    """How significance changed from one text to the other: "not significant, then ..."; or "".

    A number with an asterisk in one of the waves only has crossed as well. A text that counts
    measures crosses nothing: other measures may be the ones that it counts.
    """
    if COUNT.search(old) or COUNT.search(new):
        return ""
    before, after = verdicts(old), verdicts(new)
    if STARRED.fullmatch(old) and STARRED.fullmatch(new):
        before, after = before or [NOT], after or [NOT]
    if len(before) != len(after):
        return ""
    moved = [f"{a}, then {b}" for a, b in zip(before, after, strict=True) if a != b]
    return "; ".join(moved)


def _verdict(words: str) -> str:
    if "testable" in words or "tested" in words:
        return UNTESTED
    return NOT if words.startswith("not ") else SIGNIFICANT
