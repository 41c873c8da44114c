"""Claim words: number words, directions and verdicts that say what answers were.

A word of these kinds is found where it says that something is so. Where it stands in a
condition, in a question, or in what a word means, the sentence holds with other answers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.checking.passages import SHOWN

UNITS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
MANY = (
    f"(?:(?:{TENS})-?(?:one|{UNITS})?|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    f"nineteen|(?:a |one |{UNITS} )?(?:hundred|thousand|dozen)|{UNITS})"
)
ANY = f"(?:one|{MANY})"
PEOPLE = "(?:teachers|respondents|interviewees|participants|interviews)"
MEASURES = "(?:measures|questions|items|statements)"
NOT_PEOPLE = "(?!(?:groups|kinds|types|surveys|classes|schools|areas)\\b)"
HEDGE = (
    "(?:(?:about|almost|around|at least|exactly|fewer than|just|just over|just under|less than|"
    "more than|nearly|over|roughly|under|up to|well over) )?"
)
AFTER = (
    r"(?= of\b| in\b| as\b|[),.;:]|$| \(| (?:more|fewer|less|among|at|saw|said|gave|thought|felt|"
    r"did|do|were|are|had|have|answered|chose|called|reported|agreed|rated|teachers|respondents)\b)"
)
E = re.escape(SHOWN)

NUMBER_WORDS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Fractions: two-thirds, a fifth of, more than half.
        rf"\b{HEDGE}(?:one|two|three|four)[- ](?:thirds?|quarters?|fifths?|sixths?|tenths?)\b",
        rf"\b{HEDGE}a (?:third|quarter|fifth|sixth|tenth)\b{AFTER}",
        r"\b(?:thirds|fifths|sixths|tenths)\b",
        rf"(?<!first )(?<!second )(?<!and a )\b{HEDGE}half (?:of (?!(?:the |a )?(?:day|year|term))"
        r"|the (?!(?:day|year|term))|as\b|their\b|those\b|(?:\w+ )?(?:teachers|respondents)\b)",
        r"\b(?:about|almost|around|just over|just under|less than|more than|nearly|over|under) "
        r"half\b",
        rf"\b{ANY} (?:in|out of) (?:every )?{ANY}\b|\b{MANY} of {MANY}\b",
        rf"\bnumber\b[^.;:]{{0,60}}(?: is| was|:) {MANY}\b",
        rf"\b(?:{MANY}|few|several)(?:-\w+)? per ?cent\b",
        r"^half (?:said|saw|gave|thought|felt|did|agreed|disagreed|chose|answered|were|had)\b",
        rf"\b(?:one|{MANY}) years of (?:teaching|experience)\b",
        # Multiples.
        r"\b(?:doubled|doubles|tripled|trebled|quadrupled|halved|twofold|threefold|fourfold)\b",
        r"\btwice (?:as|the (?:share|proportion|number|percentage|rate|level|score))\b",
        r"\bdouble (?:the|that)\b|\bhalf as\b",
        rf"\b{ANY} times (?:as|more|higher|the)\b",
        # Counts of people and of measures.
        rf"(?<!the )(?<!its )(?<!these )(?<!both )\btwo {NOT_PEOPLE}(?:of the )?"
        rf"(?:[\w-]+ ){{0,2}}{PEOPLE}\b",
        rf"\b(?!two\b){MANY} {NOT_PEOPLE}(?:of the )?(?:[\w-]+ ){{0,2}}{PEOPLE}\b",
        rf"\b(?:{ANY}|all|none|most|both|neither) of "
        rf"(?:(?:the|these|those) (?:{ANY} |{E} )?(?:[\w-]+ ){{0,2}}{MEASURES}|{E})",
        rf"\b(?:on|for) (?:{MANY}|most) of (?:them|these|those)\b",
        rf"\b(?:on|for) (?:{MANY}|all|most|no|every(?! other)) (?:[\w-]+ )?"
        rf"(?:measures?|questions?|items?)\b",
        r"\b(?:most|nearly all|almost all|virtually all|hardly any)(?: of)?(?: the| these)? "
        r"(?:[\w-]+ ){0,2}(?:teachers|respondents)\b",
        r"\bno (?:[\w-]+ ){0,2}(?:teachers|respondents) "
        r"(?:agreed|chose|disagreed|felt|gave|reported|said|saw|thought)\b",
        r"\b(?:a|the|(?:a |the )?(?:large|vast|clear|overwhelming|small)) (?:majority|minority) of "
        r"(?:[\w-]+ ){0,2}(?:teachers|respondents|those)\b",
    )
]
# Counts that a list after the sentence makes true, unlike shares.
LISTED = re.compile(rf"^(?:on |for )?(?:{MANY}|each|all) ", re.IGNORECASE)

MEASURED = re.compile(
    r"\b(?:shares?|proportions?|percentages?|ratings?|scores?|confidence|confident|interest|"
    r"awareness|assumptions?|misconceptions|opportunities|reflection|belonging|motivation|"
    r"(?<!in this )(?<!in that )respect|means?|measures?|outcomes|teachers|respondents|comfort|"
    r"averages?|gap)\b|" + E,
    re.IGNORECASE,
)
MOVED = (
    r"rose|risen|rises|fell|fallen|falls(?! short)|grew|grown|increased|increases|decreased|"
    r"decreases|declined|declines|dropped|improved|improves|climbed|worsened|jumped|slipped|"
    r"shrank|strengthened|weakened|w(?:ent|as|ere) (?:up|down)|gone (?:up|down)|"
    r"trail(?:s|ed)?|lag(?:s|ged)?|exceed(?:s|ed)?|outnumber(?:s|ed)?|surpass(?:es|ed)?|"
    r"overtook"
)
MORE = "higher|lower|larger|smaller|greater|better|worse|stronger|weaker|fewer|more|less"
THING = "increases?|decreases?|rise|fall|drop|declines?|improvements?|reductions?|gains?|growth"
IS = (
    "is|are|was|were|remain(?:s|ed)?|stands?|stood|came out|turned out|became|been|proved|"
    "got|rated|scored"
)
# Said of something measured: it moved, or it is more.
SAID = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:{MOVED})\b",
        rf"\b(?:{IS}) (?:(?!than\b)[\w'-]+ ){{0,4}}?(?:{MORE})\b(?! or less| outcome| answer)"
        r"(?! (?:non-)?Linking)",
        rf"\b(?:{IS}) (?:[\w-]+ ){{0,2}}(?:above|below|ahead of) (?:that|those|what|the share)\b",
        r"\bgap (?:[\w-]+ ){0,6}(?:closed|narrowed|widened)\b",
        r"\b(?:more|fewer) (?:[\w-]+ ){0,2}(?:teachers|respondents) "
        r"(?:saw|said|gave|felt|thought|reported|rated|chose|answered|agreed|had|were)\b",
        rf"\b(?:(?:{MORE}) than|over|above|below|at least|at most|up to|up from|down from|"
        rf"up|down|almost|nearly|rising|falling|increasing) (?:from |to |by )?{E}",
    )
]
NO_DIRECTION = (
    "earlier|fewer|further|later|longer|older|other|rather|sooner|together|whether|younger"
)
# Named as more: a condition may also follow.
NAMED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:{MORE}) (?:[\w'-]+ ){{0,6}}(?:than (?:at|before|in the|among|those|that|did|had|"
        rf"(?:non-)?Linking|comparison|teachers)|among|at baseline|at the end)\b",
        rf"\b(?!(?:{NO_DIRECTION})\b)[a-z]{{3,}}(?:er|ier) (?:than|among|to give)\b",
        rf"\b(?:big|clear|large|marked|modest|sharp|slight|small|steep) (?:{THING})\b",
        rf"\b(?:an?|the) (?:much |far )?(?:{MORE}) (?:share|proportion|percentage|number) of\b",
        rf"\b(?:expressed|gave|reported|showed) (?:much |far )?(?:{MORE}) (?:[\w-]+ )?"
        r"(?:awareness|confidence|interest|ratings|scores|understanding)\b",
        rf"\b(?:an?|the|this|clear|marked|steep|sharp) (?:[\w-]+ )?(?:{THING}) "
        rf"(?:in|of|from|among|between)\b",
    )
]
# Said to be the same; what is measured must stand close by.
SAME = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bno (?:\w+ )?(?:difference|change) (?:in|between|was|is|from)\b|\bunchanged\b",
        r"\b(?:stayed|remained) (?:the same|steady|stable|flat)\b",
        r"\b(?:did|do|does) not (?:change|differ)\b",
        r"\b(?:is|was|are|were) the same as (?:that|those)\b",
    )
]
# Where one of these comes before it in its clause, the sentence says what may be, not what is.
OPEN = re.compile(
    r"\b(?:if|whether|where|wherever|whichever|unless|should|would|may|might|could|can|cannot|"
    r"how|why|what|any|so that|until|must|need not|reading is|meant|marks?|call(?:s|ed)?)\b|"
    + rf"{E} [^,;:]*?\b(?:agreed|felt|reported|said|thought) that\b",
    re.IGNORECASE,
)
# And what is named may be wished for, or be expected.
WISHED = re.compile(r"\bto (?:(?!is |are |was |were )[\w-]+ ){0,2}$")
OPEN_AFTER = re.compile(r"^[^,;:]*\b(?:means?|may|might|could|can|would)\b", re.IGNORECASE)
ASIDE = re.compile(r"^[^,;:]*, (?:if|where|wherever|whichever|whether)\b")
CLAUSE = re.compile(r"[,;:()]| but | and (?=the\b|it\b|they\b|in\b|on\b)")

VERDICT = re.compile(
    r"\b(?:(?:not |in|non-)?(?:statistical(?:ly)? )?(?:in)?significan(?:t|tly|ce)|"
    r"statistically (?!significan)\w+|p-values? (?:is|was|under|below))\b"
    r"(?! (?:verdicts|level|at these rates))",
    re.IGNORECASE,
)
GENERAL = re.compile(
    r"\b(?:if|whether|where|unless|should|would|may|might|could|calls?|called|marks?|"
    r"means? that|verdicts that are|chance)\b|measures with a|\b(?:a|any) difference that",
    re.IGNORECASE,
)
NEGATIVE = re.compile(
    r"\b(?:not|no|none|neither|nor)\b[^,;:]{0,30}$|\b(?:not |in|non-)(?:statistically )?significan|"
    r"falls? short of [^,;:]{0,30}$",
    re.IGNORECASE,
)
# Attributes of expressions that say on which, or on how many, measures something is so.
SIGNIFICANT = frozenset({"n_significant", "on_how_many", "significant"})
NOT_SIGNIFICANT = frozenset({"not_significant"})
GOES_WITH = {
    "threshold": re.compile(r"^(?:at least|at most|fewer than|less than|more than|under) \.\.\.$"),
    "majorities": re.compile(r"^more than half\b", re.IGNORECASE),
    "n_better": re.compile(r"\bbetter\b"),
}


def number_words(text: str, announces: bool = False) -> Iterator[str]:
    """Number words of a sentence about answers; `announces` says that a list follows it."""
    for said, *_ in _each(NUMBER_WORDS, text):
        if not (announces and LISTED.match(said)):
            yield said


def directions(text: str) -> Iterator[str]:
    """Words of a sentence by which something measured is more, less or the same."""
    if not MEASURED.search(text):
        return
    for said, start, end in _each([*SAID, *NAMED, *SAME], text):
        before, after = CLAUSE.split(text[:start])[-1], text[end:]
        named = any(pattern.fullmatch(text[start:end]) for pattern in NAMED)
        same = any(pattern.fullmatch(text[start:end]) for pattern in SAME)
        if OPEN.search(before) or ASIDE.search(after):
            continue
        if named and (WISHED.search(before) or OPEN_AFTER.search(after)):
            continue
        near = before + re.split("[,;:]", text[start:])[0] if same else _clause(text, start)
        if MEASURED.search(near):
            yield said.replace(SHOWN, "...")


def verdicts(text: str, attributes: frozenset[str]) -> Iterator[str]:
    """Words for what a test said, unless an expression of the sentence says where it is so."""
    for match in VERDICT.finditer(text):
        before = text[: match.end()]
        quoted = text[match.start() - 1 : match.start()] in ('"', "'")
        if GENERAL.search(re.split("[,;:]", before)[-1]) or quoted or match[0] == text.strip():
            continue
        if not attributes & (NOT_SIGNIFICANT if NEGATIVE.search(before) else SIGNIFICANT):
            yield match[0]


def goes_with(said: str, attributes: frozenset[str]) -> bool:
    """Whether an expression of the sentence makes a word true whatever the answers are."""
    return any(GOES_WITH[name].search(said) for name in attributes & set(GOES_WITH))


def _each(patterns: list[re.Pattern], text: str) -> Iterator[tuple[str, int, int]]:
    """What the patterns find, once where two of them find the same words."""
    taken: list[tuple[int, int]] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield match[0].strip(), *match.span()


def _clause(text: str, at: int) -> str:
    """The part of a sentence, up to the next ; or : on both sides, that holds a place."""
    start = max(text.rfind(mark, 0, at) for mark in ";:") + 1
    ends = [end for end in (text.find(mark, at) for mark in ";:") if end >= 0]
    return text[start : min(ends, default=len(text))]
