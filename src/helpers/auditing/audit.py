"""Audit: every check made of a publication's claims, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from helpers.auditing import ends, means, percentages, repeats, shared_bases, sums
from helpers.auditing.claim_files import read_claims
from helpers.auditing.claims import MEAN, PERCENTAGE, STATEMENT, Claim, Claims
from helpers.auditing.findings import Checked, Finding, made
from helpers.auditing.shared_bases import Search

CHECKS: dict[str, Callable[[Claims], Iterator[Checked]]] = {
    "percentages with their count and base": percentages.against_counts,
    "percentages between 0 and 100": percentages.within_hundred,
    "wholes with the sum of their parts": sums.against_parts,
    "parts with their whole": sums.against_wholes,
    "counts with their base": sums.against_bases,
    "changes and ratios with their ends": ends.against_ends,
    "means of whole numbers with their base": means.against_bases,
    "the same quantity in several places": repeats.against_one_another,
    "fractions in words with their figure": repeats.words_against_figures,
    "orders that may not fall": repeats.in_order,
}
BASES = "percentages with the bases they can have"


@dataclass(frozen=True)
class Audit:
    """The claims of a publication with the results of all checks."""

    claims: Claims

    @cached_property
    def results(self) -> dict[str, tuple[int, list[Finding]]]:
        """By check, how often it was made and what it found."""
        found = {name: made(check(self.claims)) for name, check in CHECKS.items()}
        taken = {c.id for _, told in found.values() for f in told for c in f.claims}
        search = partial(shared_bases.against_bases, contradicted=taken)
        return found | {BASES: made(search(self.claims))}

    @property
    def all(self) -> list[Finding]:
        """Every finding, in the order of the publication."""
        told = [finding for _, found in self.results.values() for finding in found]
        return sorted(told, key=lambda f: ((f.lines or [0])[0], f.claim.row))

    @property
    def findings(self) -> list[Finding]:
        """What cannot be, whatever else holds."""
        return [finding for finding in self.all if not finding.assumption]

    @property
    def questions(self) -> list[Finding]:
        """What cannot be if the assumption that stands beside it holds."""
        return [finding for finding in self.all if finding.assumption]

    @cached_property
    def searches(self) -> list[Search]:
        """Groups of percentages with the bases that fit, without those in a finding."""
        taken = {claim.id for finding in self.all for claim in finding.claims}
        return [
            search
            for search in shared_bases.searches(self.claims)
            if not taken & {claim.id for claim in search.claims}
        ]

    @property
    def smaller_bases(self) -> list[Search]:
        """Searches in which the largest base does not fit and another does."""
        return [s for s in self.searches if s.low < s.high and s.fits and not s.nominal_fits]

    @property
    def unknown_bases(self) -> list[tuple[Claim, range]]:
        """Percentages that stand with a count but no base, and the bases that fit."""
        return shared_bases.without_base(self.claims)

    @property
    def weighted(self) -> list[Claim]:
        """Percentages and means that are not held against whole respondents."""
        return [c for c in self.claims.all if c.weighted and c.kind in (PERCENTAGE, MEAN)]

    @property
    def statements(self) -> list[Claim]:
        """Claims of which nothing is worked out."""
        return [c for c in self.claims.all if c.kind == STATEMENT]


def audit(path: Path, shown: str | None = None) -> Audit:
    """The audit of a file of claims; raises InputError with every problem in it."""
    return Audit(read_claims(path, shown))
