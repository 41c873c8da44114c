"""Faults between pages: claims without a chapter, numbers with two values, idle names."""

from functools import cache, partial

from spoiled import report, with_cell, with_text, with_value

from helpers.checking import page_claims
from helpers.checking.check import names
from helpers.checking.findings import Finding, read_exceptions, sort_out

NAME = page_claims.NAME
SUMMARY, BRIEF = "notebooks/executive-summary.ipynb", "notebooks/brief.ipynb"
CONCLUSIONS, CHANGE = "notebooks/conclusions.ipynb", "notebooks/change.ipynb"

SAID = {
    "a contrast that no chapter makes": (BRIEF, '{eval}`everyone["gender"].contrast`'),
    "a survey that no chapter tells of": (SUMMARY, '{eval}`primary["reflection"].comparison`'),
    "all teachers where chapters take primary": (SUMMARY, '{eval}`everyone["interest"].followup`'),
    "a family that no chapter has": (CONCLUSIONS, '{eval}`primary.changes.of("send").summary`'),
    "a range over other questions": (
        BRIEF, '{eval}`primary.shares(["change_respect"], "end_of_linking").range`',
    ),
    "a count that no chapter gives": (SUMMARY, '{eval}`everyone.count("baseline", phase="none")`'),
    "a fact that no chapter gives": (BRIEF, '{eval}`everyone.given("comparison", "reason")`'),
    "a measure that no chapter has": (CONCLUSIONS, '{eval}`primary["sleep"].followup.words`'),
}  # fmt: skip
CODE = {
    "a figure of what no chapter shows": (
        BRIEF, 'primary.figure_contrast("1", "misconceptions", "Title")',
    ),
    "a quotation that no chapter has": (SUMMARY, 'everyone.quote("nobody")'),
    "a name that nobody uses": (CHANGE, 'spare = primary["interest"]'),
    "one of several names that nobody uses": (
        CHANGE, 'spare, other = primary["interest", "awareness"]\nother.change',
    ),
    "a name given twice before it is used": (
        CHANGE, 'spare = primary["interest"]\nspare = primary["awareness"]\nspare.change',
    ),
    "an expression that no cell shows": (CHANGE, "interest.change\nawareness.change"),
}  # fmt: skip
VALUES = {
    "a share that the brief gives another value": (BRIEF, "respect.followup", "84%"),
    "a number of measures with two values": (CONCLUSIONS, "contrasts.n_significant", "nine"),
    "a share in words with another percentage": (SUMMARY, "belonging.followup.words", "most (99%)"),
    "another count of respondents": (BRIEF, 'everyone.respondents("end_of_linking")', "144"),
    "another direction": (SUMMARY, "interest.change", "a decrease of no point"),
    "another verdict": (SUMMARY, "changes.summary", "not better"),
}
TEXTS = {
    "a claim whose chapter was changed": (
        "notebooks/outcomes.ipynb", "{eval}`reported.range`", "much", SUMMARY,
    ),
    "another item under the same name": (
        SUMMARY, 'primary["confidence_religion", "confidence_locality"]',
        'primary["sleep", "food"]', SUMMARY,
    ),
}  # fmt: skip


@cache
def _before() -> list[Finding]:
    return page_claims.findings(report())


def _new(spoiled) -> list[Finding]:
    return [finding for finding in page_claims.findings(spoiled) if finding not in _before()]


def said(page: str, expression: str) -> list[Finding]:
    """New findings when a summary says one thing more."""
    return _new(with_cell(page, "markdown", f"And {expression} too."))


def computed(page: str, source: str) -> list[Finding]:
    """New findings when a notebook has one code cell more."""
    return _new(with_cell(page, "code", source))


def valued(page: str, expression: str, value: str) -> list[Finding]:
    """New findings when an expression has another value on one page."""
    return _new(with_value(page, expression, value))


def replaced(page: str, old: str, new: str, at: str) -> list[Finding]:
    """New findings on page `at` when a notebook's text is changed."""
    return [finding for finding in _new(with_text(page, old, new)) if finding.page == at]


def untouched() -> list[Finding]:
    """Findings in the report as it stands that no exception allows."""
    found = sort_out(page_claims.findings(report()), read_exceptions(report().root), names())
    return [finding for finding in found.stopping if finding.check == NAME]


FAULTS = {
    name: partial(plant, *fault)
    for plant, faults in ((said, SAID), (computed, CODE), (valued, VALUES), (replaced, TEXTS))
    for name, fault in faults.items()
}
