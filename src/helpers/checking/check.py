"""Check: every check that a report has to pass, run over a built report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.checking import (
    against_print,
    bases,
    consent,
    differences,
    documents,
    everywhere,
    identifiers,
    marks,
    output_search,
    page_claims,
    prose,
    share_words,
    small_cells,
    sums,
    tellings,
    verdict_counts,
)
from helpers.checking.context import Context
from helpers.checking.findings import Finding, Outcome, lines, read_exceptions, sort_out

# Name of each check, and the function that gives its findings.
CHECKS: list[tuple[str, Callable[[Context], list[Finding]]]] = [
    (prose.NAME, prose.findings),
    (page_claims.NAME, page_claims.findings),
    (sums.NAME, sums.findings),
    (differences.NAME, differences.findings),
    (everywhere.NAME, everywhere.findings),
    (tellings.NAME, tellings.findings),
    (marks.NAME, marks.findings),
    (verdict_counts.NAME, verdict_counts.findings),
    (bases.NAME, bases.findings),
    (share_words.NAME, share_words.findings),
    (documents.NAME, documents.findings),
    (against_print.NAME, against_print.findings),
    (identifiers.NAME, identifiers.findings),
    (consent.NAME, consent.findings),
    (output_search.NAME, output_search.findings),
    (small_cells.NAME, small_cells.findings),
]


def check(context: Context) -> Outcome:
    """Findings of all checks, apart from those that data/exceptions.yml allows."""
    exceptions = read_exceptions(context.root)
    found = [finding for _, function in CHECKS for finding in function(context)]
    return sort_out(found, exceptions, names())


def names() -> list[str]:
    """Names of the checks, in the order in which they run."""
    return [name for name, _ in CHECKS]


def report(
    root: Path, wave: str | None = None, parameters: dict[str, str] | None = None
) -> tuple[bool, list[str]]:
    """Whether a built report may be published, and the table that says why not.

    The table says too what was not looked at because it is not there.
    """
    context = Context.of(root, wave, parameters)
    outcome, unchecked = check(context), documents.unchecked(context)
    told = [f"{documents.NAME}: {unchecked}"] if unchecked else []
    return not outcome.stopping, [*lines(outcome, names()), *told]
