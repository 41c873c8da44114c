"""Audit report: what `report audit` prints of a file of claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers.auditing.audit import Audit
from helpers.auditing.findings import KINDS, Finding, runs
from helpers.auditing.shared_bases import Search
from helpers.auditing.text_numbers import TextNumber, numbers_in
from helpers.errors import InputError, Problem

INDENT = "    "
LARGEST = 5  # how many of the bases that fit are named


def lines(audit: Audit) -> Iterator[str]:
    """The report, line by line."""
    made = sum(number for number, _ in audit.results.values())
    yield f"{audit.claims.name}: {len(audit.claims.all):,} claims, {made:,} checks"
    yield from _findings("What cannot be", audit.findings)
    yield from _findings("What cannot be if something else holds", audit.questions)
    yield from _bases(audit)
    yield ""
    yield "What was checked (checks made, findings)"
    for name, (number, found) in audit.results.items():
        yield f"{INDENT}{name}: {number:,}, {len(found)}"
    weighted, statements = len(audit.weighted), len(audit.statements)
    yield ""
    yield f"Not held against whole respondents, because they are weighted: {weighted:,}"
    yield f"Statements, of which nothing is worked out: {statements:,}"


def _findings(title: str, found: list[Finding]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(found) or 'nothing'}"
    for finding in found:
        where = f"line {runs(finding.lines).replace(' or ', ' and ')}: " if finding.lines else ""
        yield f"  {where}{finding.claim.id}: {KINDS[finding.kind]}"
        yield f"{INDENT}printed: {finding.printed}"
        yield f"{INDENT}{finding.arithmetic}"
        if finding.fits:
            yield f"{INDENT}{finding.fits}"
        if finding.assumption:
            yield f"{INDENT}if {finding.assumption}"


def _bases(audit: Audit) -> Iterator[str]:
    smaller, unknown = audit.smaller_bases, audit.unknown_bases
    if smaller or unknown:
        yield ""
        yield "Bases that could be meant"
    for search in smaller:
        yield f"{INDENT}{search.name}: {smaller_base(search)}"
    for claim, bases in unknown:
        said = runs(bases) or "none"
        yield f"{INDENT}{claim.id}: {claim.said} is {claim['count']} of {said}"


def smaller_base(search: Search) -> str:
    """Largest bases at which a group fits, where it does not at that of all who were asked."""
    last, others = runs(search.fits[-LARGEST:]), len(search.fits) - LARGEST
    more = f", and {others} smaller one{'s' if others > 1 else ''}" if others > 0 else ""
    return f"not {search.high:,}; {last}{more}"


def without_claim(audit: Audit, text: Path) -> list[TextNumber]:
    """Numbers of a text on lines where no claim prints them; raises InputError without a text."""
    try:
        numbers = numbers_in(text.read_text(encoding="utf-8"))
    except FileNotFoundError:
        todo = "name the text of the publication"
        raise InputError(Problem(text.name, "there is no such file", todo)) from None
    except UnicodeDecodeError:
        raise InputError(Problem(text.name, "is not UTF-8 text", "save it as UTF-8")) from None
    claimed = {
        (claim.whole("line"), found.number.lower())
        for claim in audit.claims.all
        for column in ("value", "count", "base")
        for found in numbers_in(claim[column])
    }
    return [found for found in numbers if (found.line, found.number.lower()) not in claimed]
