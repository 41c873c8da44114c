"""Audit page: what the notebook on the printed figures writes with."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cached_property
from pathlib import Path

from IPython.display import Markdown

from helpers import html_table, reads
from helpers.auditing.audit import Audit, audit
from helpers.auditing.audit_report import smaller_base
from helpers.auditing.findings import KINDS, Finding, runs
from helpers.origins import note
from helpers.project import find_root

FOLDER = "data/audits"


class AuditPage:
    """The audit of one shipped publication: `AuditPage("research-brief").n_findings`."""

    def __init__(self, name: str, root: Path | None = None):
        self.name, self.root = name, root or find_root()

    def _file(self, ending: str) -> Path:
        shown = f"{FOLDER}/{self.name}{ending}"
        reads.note("file", shown)
        return self.root / shown

    @property
    def audit(self) -> Audit:
        """The claims with the results of all checks; raises InputError as audit does."""
        note("file", what=f"{FOLDER}/{self.name}.csv")
        return self._audit

    @cached_property
    def _audit(self) -> Audit:
        return audit(self._file(".csv"), f"{FOLDER}/{self.name}.csv")

    @property
    def numbers(self) -> list[dict[str, str]]:
        """Every number of the publication's text, with its claims or why it is in none."""
        note("file", what=f"{FOLDER}/{self.name}-numbers.csv")
        return self._numbers

    @cached_property
    def _numbers(self) -> list[dict[str, str]]:
        with self._file("-numbers.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    # --- numbers in sentences -----------------------------------------------------------

    @property
    def n_claims(self) -> str:
        """How many claims there are."""
        return f"{len(self.audit.claims.all):,}"

    @property
    def n_derived(self) -> str:
        """How many of them follow from what is printed and are not printed themselves."""
        return f"{sum(claim.derived for claim in self.audit.claims.all):,}"

    @property
    def n_checks(self) -> str:
        """How many checks were made of them."""
        return f"{sum(number for number, _ in self.audit.results.values()):,}"

    @property
    def n_findings(self) -> str:
        """How many things cannot be, whatever else holds."""
        return f"{len(self.audit.findings):,}"

    @property
    def n_questions(self) -> str:
        """How many cannot be if the assumption beside them holds."""
        return f"{len(self.audit.questions):,}"

    @property
    def n_numbers(self) -> str:
        """How many numbers the text of the publication has."""
        return f"{len(self.numbers):,}"

    @property
    def n_in_claims(self) -> str:
        """How many of these numbers are in a claim."""
        return f"{sum(bool(row['claims']) for row in self.numbers):,}"

    @property
    def n_weighted(self) -> str:
        """How many percentages and means are weighted."""
        return f"{len(self.audit.weighted):,}"

    @property
    def n_searched(self) -> str:
        """For how many groups of percentages bases were looked for."""
        return f"{len(self.audit.searches):,}"

    @property
    def n_smaller(self) -> str:
        """How many of these groups fit a smaller base only."""
        return f"{len(self.audit.smaller_bases):,}"

    # --- tables ----------------------------------------------------------------------------

    def table_findings(self, title: str) -> Markdown:
        """What cannot be: lines, what is printed, the arithmetic, what would be consistent."""
        header = ["Line and place", "Printed", "Arithmetic", "What would fit"]
        return _table(title, header, [_row(f, f.fits) for f in self.audit.findings])

    def table_questions(self, title: str) -> Markdown:
        """What cannot be only if an assumption holds, with that."""
        header = ["Line and place", "Printed", "Arithmetic", "Only if"]
        return _table(title, header, [_row(f, f.assumption) for f in self.audit.questions])

    def table_bases(self, title: str) -> Markdown:
        """Groups of percentages that whole respondents give on a smaller base only."""
        header = ["Percentages", "Asked", "Bases that give all of them"]
        rows = [
            [s.name, f"at most {s.high:,}", smaller_base(s).partition("; ")[2]]
            for s in self.audit.smaller_bases
        ]
        return _table(title, header, rows)

    def table_unknown_bases(self, title: str) -> Markdown:
        """Percentages that stand with a count but no base, and the bases that give them."""
        header = ["Line", "Printed", "Bases that give it"]
        rows = [
            [claim["line"], f"{claim['count']} are {claim.said} ({claim['about']})", runs(bases)]
            for claim, bases in self.audit.unknown_bases
        ]
        return _table(title, header, rows)

    def table_checks(self, title: str) -> Markdown:
        """Each kind of check with how often it was made and what it found."""
        header = ["What was held against what", "Checks", "Findings"]
        rows = [
            [name[0].upper() + name[1:], f"{number:,}", str(len(found))]
            for name, (number, found) in self.audit.results.items()
        ]
        return _table(title, header, rows)

    def table_numbers(self, title: str) -> Markdown:
        """How many numbers of the text are in claims, and why the others are not."""
        why = Counter(row["not_a_claim"] or "in a claim" for row in self.numbers)
        rows = [[name[0].upper() + name[1:], f"{count:,}"] for name, count in why.most_common()]
        rows.append(["All numbers", f"{len(self.numbers):,}"])
        return _table(title, ["Numbers of the text", "How many"], rows)


def _row(finding: Finding, last: str) -> list[str]:
    lines = ", ".join(map(str, finding.lines))
    places = f" ({', '.join(finding.places)})" if finding.places else ""
    said = f"{KINDS[finding.kind]}: {finding.arithmetic}"
    return [
        lines + places,
        finding.printed,
        said[0].upper() + said[1:],
        last or "print does not tell",
    ]


def _table(title: str, header: list[str], rows: list[list[str]]) -> Markdown:
    return Markdown(html_table.table(title, header, rows or [["none"] * len(header)]))
