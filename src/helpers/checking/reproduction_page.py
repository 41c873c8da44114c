"""Reproduction page: what the notebook on the numbers in print writes with."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from pathlib import Path

from IPython.display import Markdown

from helpers import html_table
from helpers.phrases import capitalised
from helpers.printing import percent
from helpers.project import find_root
from helpers.published import AS_SUM, MET, MISSED
from helpers.reproduction import CONTRADICTED, NOT_COMPUTABLE, OUTCOMES, Printed, reproduction

HEADS = ("Met", "Met as rounded parts", "Contradicted in print", "Not computable", "Not met")
OTHERS = {"ES": "Executive summary", "Front": "Title page", "App A": "Appendix A",
          "App B": "Appendix B"}  # fmt: skip


class ReproductionPage:
    """Printed numbers of a wave beside computed ones: `ReproductionPage(wave).share_met`."""

    def __init__(self, wave: str, root: Path | None = None):
        self.wave, self.root = wave, root or find_root()

    @cached_property
    def all(self) -> list[Printed]:
        """Every printed number; raises InputError where the wave has none."""
        return reproduction(self.root, self.wave)

    def _with(self, *outcomes: str) -> list[Printed]:
        return [one for one in self.all if one.outcome in outcomes]

    # --- numbers in sentences -----------------------------------------------------------

    @property
    def n(self) -> str:
        """How many printed numbers, dates and verdicts there are."""
        return f"{len(self.all):,}"

    @property
    def n_implied(self) -> str:
        """How many of them follow from what is printed and are not printed themselves."""
        return f"{sum(one.implied for one in self.all):,}"

    @property
    def n_computed(self) -> str:
        """How many of them are computed here."""
        return f"{len(self.all) - len(self._with(NOT_COMPUTABLE)):,}"

    @property
    def n_met(self) -> str:
        """How many of these are met outright."""
        return f"{len(self._with(MET)):,}"

    @property
    def n_as_sum(self) -> str:
        """How many are met only as a sum of rounded parts."""
        return f"{len(self._with(AS_SUM)):,}"

    @property
    def n_contradicted(self) -> str:
        """How many are not met because others in print contradict them."""
        return f"{len(self._with(CONTRADICTED)):,}"

    @property
    def n_missed(self) -> str:
        """How many are not met, and nothing explains it."""
        return f"{len(self._with(MISSED)):,}"

    @property
    def n_not_computable(self) -> str:
        """How many no file of the project gives."""
        return f"{len(self._with(NOT_COMPUTABLE)):,}"

    @property
    def share_met(self) -> str:
        """Share of those computed that are met, outright or as a sum of rounded parts, down.

        A share short of all of them is never shown as all of them.
        """
        computed = len(self.all) - len(self._with(NOT_COMPUTABLE))
        share = len(self._with(MET, AS_SUM)) / computed
        return f"{int(share * 1000) / 10:.1f}%" if share < 1 else percent(share)

    # --- tables --------------------------------------------------------------------------

    def table_counts(self, title: str) -> Markdown:
        """Each chapter of the publication with how many of its numbers had which outcome."""
        chapters = dict.fromkeys(one.chapter for one in self.all)
        rows = [_counts(_named(c), [o for o in self.all if o.chapter == c]) for c in chapters]
        rows.append(_counts("All", self.all))
        return _table(title, ["Part", "In print", *HEADS], rows)

    def table_places(self, title: str) -> Markdown:
        """The same by figure and table of the publication."""
        named = [one for one in self.all if one.place.startswith(("Figure", "Table"))]
        places = dict.fromkeys(one.place for one in named)
        rows = [_counts(place, [o for o in named if o.place == place]) for place in places]
        return _table(title, ["Figure or table", "In print", *HEADS], rows)

    def table_contradicted(self, title: str) -> Markdown:
        """What print contradicts, with the arithmetic."""
        return self._explained(title, "Arithmetic", CONTRADICTED)

    def table_as_sum(self, title: str) -> Markdown:
        """What is met as a sum of rounded parts, with the arithmetic."""
        return self._explained(title, "Arithmetic", AS_SUM)

    def table_reasons(self, title: str) -> Markdown:
        """Why numbers are not computed, and how many for each reason."""
        why = Counter(one.why for one in self._with(NOT_COMPUTABLE))
        rows = [[capitalised(reason), f"{number:,}"] for reason, number in why.most_common()]
        return _table(title, ["Why nothing is computed", "How many"], rows)

    def tables(self, title: str) -> Markdown:
        """A folded table a chapter of the publication, with every number in it."""
        parts = []
        for chapter in dict.fromkeys(one.chapter for one in self.all):
            rows = [_row(one) for one in self.all if one.chapter == chapter]
            header = ["Place and line", "What", "Printed", "Computed", "Outcome"]
            caption = f"{title}: {_named(chapter)}"
            inner = html_table.table(caption, header, rows)
            head = f"{_named(chapter)}: {len(rows)} in print"
            parts.append(f":::{{dropdown}} {head}\n{inner}\n:::\n")
        return Markdown("\n".join(parts))

    def _explained(self, title: str, why: str, outcome: str) -> Markdown:
        header = ["Place and line", "What", "Printed", "Computed", why]
        rows = [[*_row(one)[:4], one.why] for one in self._with(outcome)]
        return _table(title, header, rows)


def _row(one: Printed) -> list[str]:
    outcome = f"{one.outcome}: {one.why}" if one.outcome == NOT_COMPUTABLE else one.outcome
    said = f"{one.what} (follows from print)" if one.implied else one.what
    place = f"{one.place}, line {one.line}"
    return [place, capitalised(said), one.printed, one.computed or "none", capitalised(outcome)]


def _counts(name: str, rows: list[Printed]) -> list[str]:
    found = Counter(one.outcome for one in rows)
    return [name, f"{len(rows):,}", *(f"{found[outcome]:,}" for outcome in OUTCOMES)]


def _named(chapter: str) -> str:
    return f"Chapter {chapter}" if chapter.isdigit() else OTHERS.get(chapter, chapter)


def _table(title: str, header: list[str], rows: list[list[str]]) -> Markdown:
    return Markdown(html_table.table(title, header, rows or [["none"] * len(header)]))
