"""Share words: "around two-thirds (64%)" says in words what its percentage says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from helpers.auditing.rounding_rules import Interval
from helpers.auditing.word_fractions import InWords, read_words
from helpers.checking import rounded
from helpers.checking.context import Context
from helpers.checking.findings import Finding

NAME = "share words"
TODO = "Let one expression print both, such as .words or .of(...)"
SAID = re.compile(
    r"(?P<bound>around|about|nearly|almost|just over|just under|more than|fewer than|over|under)?"
    r" ?(?P<words>(?:a|two|three|four)[ -](?:half|third|quarter|fifth|sixth|eighth|tenth)s?"
    r"|half|\w+ in (?:\w+)) \((?P<share>\d+)%\)",
    re.IGNORECASE,
)


def findings(context: Context) -> list[Finding]:
    """Fractions in words that the percentage in brackets behind them contradicts."""
    return [
        Finding(NAME, page.path, "sentence", wrong, TODO)
        for page in context.published.pages.values()
        for block in page.blocks
        for wrong in of_text(block)
    ]


def of_text(text: str) -> Iterator[str]:
    """Fractions of a text whose percentage is not near them, or on their other side."""
    for said in SAID.finditer(text):
        words = read_words(said["words"].lower())
        if words is not None and not words.multiple:
            bounded = InWords(words.value, False, _bound((said["bound"] or "").lower()))
            if not _fits(bounded, _share(int(said["share"])), said["bound"] or ""):
                yield f"{said[0].strip()!r}: {said['share']}% is not {said['words']}"


def _fits(words: InWords, share: Interval, bound: str) -> bool:
    """Whether a share is near its words; "more than" and "fewer than" only name a side."""
    if bound.lower() in ("more than", "over"):
        return share.high > words.value
    if bound.lower() in ("fewer than", "under"):
        return share.low < words.value
    return words.within_habit(share)


def _share(percent: int) -> Interval:
    return rounded.share_of(percent).times(Fraction(1, 100))


def _bound(word: str) -> str:
    if word in ("more than", "over", "just over"):
        return "over"
    return "under" if word in ("nearly", "almost", "just under", "fewer than", "under") else ""
