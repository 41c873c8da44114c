"""Open cells: what the annex says of answers that were worked back from print."""

from __future__ import annotations

NO_EVIDENCE = (
    "The survey files of this wave are reconstructed from print, and the verdicts in print mostly "
    "do not follow from the numbers in print. So no p-value, interval or effect size in this annex "
    "is evidence about Schools Linking: it tells of the way in which the files were filled."
)
MADE_UP = (
    "The survey files of this wave were made up as an example. So no p-value, interval or effect "
    "size in this annex is evidence about Schools Linking: it tells of what was made up."
)
AS_GIVEN = (
    "The survey files of this wave hold the answers that were given, so nothing had to be worked "
    "back from print."
)
RULE = """The tables show how far this goes, by a simple rule.
Print fixes how many teachers gave some ratings together, such as the two highest.
It leaves open how the ratings within such a set are split, and those in no set that was printed.
So all answers of a set are moved to its best rating, or to its worst.
This is done in one survey at a time, and in both in opposite directions.
Don't know and prefer not to say belong to the set of what was not printed.
Every share in print stays as it was, and so does the weight of each respondent.
A fill that misses a mean score in print is left out.

These fills are extreme, and what lies between them is possible too.
The p-values that print allows reach at least from the smallest to the largest in the table.
"""
AFTER = """For other measures the rule finds no such fill; that does not show that none is there.
Which teacher gave which answer was not printed either.
So every test that holds the profile equal, or matches by it, rests on more that is invented.
"""


def turned(found: list[tuple[str, str]]) -> str:
    """Paragraph on how many verdicts a fill turns; `found` are chapters with that in words."""
    lines = [f"- in Chapter {number}, on {words};" for number, words in found]
    listed = "\n".join(lines).removesuffix(";") + "."
    return f"A fill by this rule turns the verdict\n\n{listed}\n\n{AFTER}"
