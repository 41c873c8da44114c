"""Faults that a check of a built site found, and the table that tells of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing wrong: by which check, on which page, at which element, and what it is."""

    check: str
    page: str
    selector: str
    what: str


@dataclass
class Found:
    """Which checks looked at how many pages (or links, or documents), and what they found."""

    looked: Counter = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def look(self, check: str, page: str, pairs=(), count: int = 1) -> None:
        """Count one look of a check, with its faults as pairs of selector and what is wrong."""
        self.looked[check] += count
        for selector, what in pairs:
            self.faults.append(Fault(check, page, selector, what))

    def add(self, other: Found) -> None:
        """Take in what another part of the work found."""
        self.looked += other.looked
        self.faults += other.faults

    def table(self) -> str:
        """One line a check: its name, how much it looked at, how many faults it found."""
        faults = Counter(fault.check for fault in self.faults)
        checks = list(dict.fromkeys([*self.looked, *faults]))
        rows = [("check", "looked at", "faults")]
        rows += [(check, str(self.looked[check]), str(faults[check])) for check in checks]
        width = max(len(row[0]) for row in rows)
        lines = [f"{name:<{width}}  {seen:>9}  {bad:>6}" for name, seen, bad in rows]
        return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])

    def report(self) -> str:
        """The table, and under it each fault on a line of its own, each once."""
        lines = [f"{f.page}: {f.check}: {f.selector}: {f.what}" for f in self.faults]
        return "\n".join([self.table(), *dict.fromkeys(lines)])
