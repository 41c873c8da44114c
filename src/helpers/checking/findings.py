"""Findings: what a check found on a page, which of them are allowed, and how they are told."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.entries import fill, read_yaml
from helpers.entry_lines import with_lines
from helpers.errors import InputError, Problem

EXCEPTIONS = "data/exceptions.yml"
ALLOWED = "exceptions"  # the check of the exceptions themselves
WIDTH = 110  # of a line in the printed table


@dataclass(frozen=True)
class Finding:
    """Something that must not be published: `line` says where on the page, in words or a number.

    `page` is a path within the project or the site; `todo` is a sentence in the imperative.
    """

    check: str
    page: str
    line: str | int
    found: str
    todo: str


@dataclass(frozen=True)
class Allowance:
    """A finding that may stand: where it is, why, and who says so.

    `found` is the finding's text; a * in it stands for any words.
    """

    check: str
    page: str
    found: str
    reason: str
    name: str

    def allows(self, finding: Finding) -> bool:
        """Whether a finding is the one, or one of those, that it speaks of."""
        if (self.check, self.page) != (finding.check, finding.page):
            return False
        return self._pattern.fullmatch(finding.found) is not None

    @cached_property
    def _pattern(self) -> re.Pattern:
        return re.compile(".*".join(map(re.escape, self.found.split("*"))))


@dataclass(frozen=True)
class Outcome:
    """Findings of a run, those that stop a publication apart from those that may stand."""

    stopping: list[Finding]
    allowed: list[tuple[Finding, Allowance]]


def read_exceptions(root: Path) -> list[Allowance]:
    """Exceptions of a project, none where it has no such file.

    Raises InputError with every entry that lacks something, has no reason, or no name.
    """
    path = root / EXCEPTIONS
    if not path.is_file():
        return []
    entries = read_yaml(path, EXCEPTIONS).get("exceptions")
    if not isinstance(entries, list):
        raise InputError(Problem(EXCEPTIONS, "has no list 'exceptions'", "begin with exceptions:"))
    problems: list[Problem] = []
    read = [_exception(entry, n, problems) for n, entry in enumerate(entries)]
    if problems:
        raise InputError(with_lines(problems, root))
    return read


def _exception(entry: Any, number: int, problems: list[Problem]) -> Allowance | None:
    what, at = f"entry {number + 1}", ("exceptions", number)
    made = fill(Allowance, entry, what, EXCEPTIONS, problems, at)
    for key in ("check", "page", "found", "reason", "name") if made else ():
        if not getattr(made, key).strip(" *"):
            found = f"{what} has an empty {key}"
            problems.append(Problem(EXCEPTIONS, found, "say it in words", at=(*at, key)))
    return made


def sort_out(findings: list[Finding], exceptions: list[Allowance], checks: list[str]) -> Outcome:
    """Findings apart from those that an exception allows.

    An exception that allows nothing is a finding itself, and so is one of no known check.
    """
    stopping, allowed, used = [], [], set()
    for finding in findings:
        of = next((x for x in exceptions if x.allows(finding)), None)
        used |= {x for x in exceptions if x.allows(finding)}
        stopping.append(finding) if of is None else allowed.append((finding, of))
    for number, exception in enumerate(exceptions, 1):
        if exception not in used:
            stopping.append(_idle(exception, number, checks))
    return Outcome(stopping, allowed)


def _idle(exception: Allowance, number: int, checks: list[str]) -> Finding:
    if exception.check in checks:
        found = f"nothing on {exception.page} is found as {exception.found!r}"
        todo = "Take the exception out, or write it as the table of findings does"
    else:
        found = f"there is no check {exception.check!r}"
        todo = f"Name one of: {', '.join(checks)}"
    return Finding(ALLOWED, EXCEPTIONS, f"entry {number}", found, todo)


def lines(outcome: Outcome, checks: list[str]) -> list[str]:
    """The table that is printed: each finding with page, line, what was found, what to do."""
    told = []
    for finding in outcome.stopping:
        told.append(f"{finding.check} | {finding.page} | {_place(finding)}")
        for text in (f"found: {finding.found}", f"to do: {finding.todo}"):
            wrapped = textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent=" " * 11)
            told += wrapped
    for exception, number in Counter(of for _, of in outcome.allowed).items():
        times = f" | {number} times" if number > 1 else ""
        told.append(f"allowed | {exception.page} | {exception.found}{times}")
        told.append(f"    because: {exception.reason} ({exception.name})")
    return [*told, *_counts(outcome, checks)]


def _place(finding: Finding) -> str:
    return f"line {finding.line}" if str(finding.line).isdigit() else str(finding.line)


def _counts(outcome: Outcome, checks: list[str]) -> list[str]:
    """How many findings each check has, in a table."""
    stopping = Counter(finding.check for finding in outcome.stopping)
    allowed = Counter(finding.check for finding, _ in outcome.allowed)
    names = [*checks, ALLOWED]
    width = max(map(len, names))
    head = f"{'check':<{width}}  found  allowed"
    return [head, *(f"{n:<{width}}  {stopping[n]:>5}  {allowed[n]:>7}" for n in names)]
