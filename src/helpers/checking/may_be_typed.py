"""What may be typed: numbers in prose that are no results, such as dates and chapters."""

from __future__ import annotations

import re

GONE = "·"  # stands where something was that may be typed
MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
YEAR = r"(?:1[89]|20)\d\d"
PEOPLE = "(?:teachers|respondents|pupils|people|interviews|schools|answers)"
LIST = r"[A-Z]?\.?\d+(?:\.\d+)*[a-z]?"
PARTS = (
    "[Aa]ppendix|[Aa]nnex|[Aa]rticle|[Cc]hapter|[Ee]ssay|[Ff]igure|[Ff]ootnote|[Ii]ssue|[Ll]evel|"
    "[Ll]ine|[Nn]o\\.|[Pp]age|[Pp]art|[Pp]hase|[Qq]uestion|[Ss]ection|[Ss]heet|[Ss]tep|[Tt]able|"
    "[Tt]heme|[Vv]ersion|[Vv]olume|Year|Key Stage|WCAG|PDF|Python|CC BY"
)
SCALE = r"[1-9](?:s\b)?"
SCORED = re.compile(
    r"\b(?:rat(?:e|ed|ing|ings)|scor(?:e|ed|es)|scale|lowest|highest|point)\b", re.I
)
COUNTED = (
    rf"(?!\s*(?:%|per cent|percentage|points?\b|times\b|in \d|out of|(?:\w+ )?{PEOPLE}|"
    r"(?:agreed|answered|chose|did|disagreed|felt|gave|had|said|saw|thought|were)\b))"
)

ALWAYS = [
    re.compile(pattern)
    for pattern in (
        # Dates: days, months, years, school years, ages.
        rf"\b\d{{1,2}}(?:(?: to | and |, |-|–)\d{{1,2}})? {MONTH}(?: {YEAR})?\b",
        rf"\b{MONTH} \d{{1,2}}\b(?!%)(?:,? {YEAR})?",
        rf"\b{YEAR}[/–-]\d{{2,4}}\b",
        rf"\b{YEAR}\b(?! ?%)(?! (?:\w+ )?{PEOPLE})",
        r"\b[Aa]ge[sd]? (?:of )?\d{1,2}(?:(?: to | and |-|–)\d{1,2})?\b",
        r"\b\d{1,2}(?:(?: to | and |-|–)\d{1,2})? years? old\b",
        r"\b\d{1,2}[:.]\d\d ?(?:am|pm)\b",
        # Parts of a publication, and versions.
        rf"\b(?:{PARTS})s? {LIST}(?:(?:, | and | to | or |-|–){LIST})*(?![\d%])",
        r"\b[A-Z]\.\d+(?:\.\d+)*\b",
        r"\bv?\d+\.\d+\.\d+\b|\bv\d+(?:\.\d+)*\b",
        r"^\[?\d+\. ",
        # Names: COVID-19, P4C, DFE-RR090, top-2-box.
        r"\b[A-Za-z][\w.]*-\d+[\w-]*|\b[A-Za-z]+\d+\w*",
        r"\b\d+(?:st|nd|rd|th)\b",
        # Measures of a screen or a file, a ratio of one to one, all of a whole.
        r"\b\d[\d,]* (?:pixels|bytes|kB|MB)\b(?: and on one of \d+)?|\bbeyond \d+ pixels",
        r"\b1:1\b",
        r"\badds? up to 100%",
        r"\b(?:add|adding|sum|sums) to 100%",
        # What a number would mean, in a definition.
        r"\b[01] (?:would mean|means|is all|stands for)\b",
    )
]
# Dates that the wave's own file has.
FIELDWORK = re.compile(
    rf"(?<=open from )\d{{1,2}} {MONTH}(?: {YEAR})?|(?<=ran from )\d{{1,2}} {MONTH}(?: {YEAR})?"
)
# Points of a scale, in a sentence that speaks of ratings.
POINTS = [
    re.compile(pattern)
    for pattern in (
        rf"\b{SCALE}(?:(?:,| or| and| to) {SCALE})* out of (?:5|7|10|five|seven|ten)\b{COUNTED}",
        rf"(?<![\d.,]){SCALE}(?:(?:, |-|–| or | and | to | (?:\([^()]*\) )?(?:down )?to )"
        rf"{SCALE})*(?![\d.,]\d|\w){COUNTED}",
    )
]
ONE_POINT = re.compile(rf"(?:\ba|\bat) [1-9](?:s\b)?(?![\d.,]\d|\w){COUNTED}")


def without(text: str) -> str:
    """Text of a sentence with GONE in the place of every number that may be typed."""
    for pattern in ALWAYS:
        text = pattern.sub(GONE, text)
    text = ONE_POINT.sub(GONE, text)
    if SCORED.search(text):
        for pattern in POINTS:
            text = pattern.sub(GONE, text)
    return text
