"""Spellings: the ways in which an answer of the questionnaire may be written in a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.items import NO_ANSWER, Item, Response

NOT_ASKED = "not_asked"
_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
# "5 - Very much", "5. Very much", "(5) Very much" and "5 = Very much" for "5 Very much".
_NUMBERED = re.compile(r"[(\[]?(\d+)[)\]]?\s*[-.:=)]?\s+(?=\D)|(\d+)[-.:=](?=[^\W\d])")
_YES_NO = {"1": ("yes", "true"), "0": ("no", "false")}


def fold(text: str) -> str:
    """The text without regard to capitals, spaces and forms of quotation marks and dashes."""
    plain = unicodedata.normalize("NFKC", text).translate(_MARKS).casefold()
    plain = " ".join(plain.split())
    numbered = _NUMBERED.match(plain)
    if not numbered:
        return plain
    return f"{numbered[1] or numbered[2]} {plain[numbered.end() :]}"


@dataclass(frozen=True)
class Meanings:
    """What may stand in a column: key by code, and code by each folded spelling of an answer.

    A spelling that two codes share is none. `special` are the codes that are no point of
    the scale.
    """

    codes: dict[str, str]
    spelled: dict[str, str]
    special: frozenset[str]
    own: dict[str, frozenset[str]]

    def allowed(self) -> str:
        """The codes with their keys, for a message."""
        return ", ".join(f"{code} {key}" for code, key in self.codes.items())


def meanings_of(item: Item, response: str | None, special: dict[str, Response]) -> Meanings:
    """Meanings of an item's column; of a multiple response in the column of one `response`."""
    offered = {str(special[key].code): special[key] for key in (*item.special, NO_ANSWER)}
    codes, own = {}, {}
    if item.kind in ("ordinal", "category"):
        answers = {str(r.code): r for r in item.scale.responses.values()}
        codes = {code: r.key for code, r in answers.items()}
        own = {code: _spellings(code, r) for code, r in answers.items()}
    if item.kind == "multiple":
        codes, own = {"1": "yes", "0": "no"}, {c: frozenset(w) for c, w in _YES_NO.items()}
        if response is not None:
            own["1"] |= _spellings("1", item.scale.responses[response])
    codes |= {code: r.key for code, r in offered.items()}
    # What somebody writes in a text of their own is never taken for one of these.
    if item.kind != "text":
        own |= {code: _spellings(code, r) for code, r in offered.items()}
    return Meanings(codes, _single(own), frozenset(offered), own)


def _spellings(code: str, response: Response) -> frozenset[str]:
    return frozenset(map(fold, (response.label, response.key, f"{code} {response.label}")))


def _single(own: dict[str, Iterable[str]]) -> dict[str, str]:
    pairs = [(word, code) for code, words in own.items() for word in words]
    words = [word for word, _ in pairs]
    return {word: code for word, code in pairs if words.count(word) == 1}
