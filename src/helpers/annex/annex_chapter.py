"""Annex chapter: the tests of one chapter as the annex shows them, in tables and in words."""

from __future__ import annotations

import html
import json
from pathlib import Path

from IPython.display import Markdown

from helpers import exhibits
from helpers.annex import annex_tables
from helpers.annex.annex_tables import Table
from helpers.annex.annex_words import AnnexWords
from helpers.annex.chapter_tests import ChapterTests
from helpers.annex.love_plot import alternative_text, love_plot
from helpers.annex.matched_samples import BEFORE, NEAREST, WITHIN
from helpers.edition import Edition
from helpers.project import DRAWINGS
from helpers.tables import table
from helpers.waves import END

GROUPS = {"treated": "Linking teachers", "control": "non-Linking teachers"}
DRAWN = {BEFORE: "Before matching", NEAREST: "Nearest match", WITHIN: "Within the caliper"}


class AnnexChapter(AnnexWords):
    """What a notebook writes with: `chapter.table_tests("C.2", "...")`, `chapter.turned("t")`.

    A table of what the wave does not have is a sentence that says so.
    """

    def __init__(self, edition: Edition, number: str, kind: str):
        super().__init__(edition, number, kind)
        self.edition = edition

    # --- tables ---------------------------------------------------------------------------

    def table_tests(self, number: str, title: str) -> Markdown:
        """All unadjusted tests of each measure side by side, p-values."""
        return self._shown(number, title, annex_tables.side_by_side)

    def table_statistics(self, number: str, title: str) -> Markdown:
        """Every number of every test, folded."""
        return self._shown(number, title, lambda c: annex_tables.statistics(c, c.tests), fold=True)

    def table_sizes(self, number: str, title: str) -> Markdown:
        """Effect sizes, and what could have shown where nothing did."""
        return self._shown(number, title, annex_tables.sizes)

    def table_ways(self, number: str, title: str) -> Markdown:
        """Raw, profile-adjusted and matched differences side by side."""
        return self._shown(number, title, annex_tables.ways)

    def table_choices(self, number: str, title: str) -> Markdown:
        """p-values by choice of variance and without weights."""
        return self._shown(number, title, annex_tables.choices, why=self._unweighted)

    def table_choices_in_full(self, number: str, title: str) -> Markdown:
        """Every number behind the choices of variance, folded."""

        def rows(chapter: ChapterTests) -> Table:
            return annex_tables.statistics(chapter, chapter.sensitivity)

        return self._shown(number, title, rows, fold=True, why=self._unweighted)

    @property
    def _unweighted(self) -> str:
        return "linked respondents are not weighted" if self.of_linked else ""

    def table_fills(self, number: str, title: str) -> Markdown | None:
        """What other fills of the cells that print leaves open would have said."""
        if not self.edition.wave.facts.get("reconstructed"):
            return None
        return self._shown(number, title, annex_tables.fills, why=self.unfilled)

    def table_balance(self, number: str, title: str, fold: bool = False) -> Markdown:
        """Standardised mean differences before and after matching."""
        return self._shown(number, title, annex_tables.balance, fold=fold, why=self.unmatched)

    def table_losses(self, number: str, title: str) -> Markdown:
        """How many matching paired, and how many it lost."""

        def rows(chapter: ChapterTests) -> Table:
            return annex_tables.losses(chapter, GROUPS)

        return self._shown(number, title, rows, why=self.unmatched)

    def figure_love(self, number: str, title: str) -> Markdown:
        """Love plot of the balance; its numbers are those of `table_balance`.

        It is no `figure` for Sphinx, which would give it a number of its own.
        """
        why = self.nothing or self.unmatched
        if why:
            return _not_shown(why)
        label = f"fig-{number.replace('.', '-').lower()}"
        path = Path(DRAWINGS) / f"{label}.svg"
        path.parent.mkdir(exist_ok=True)
        drawn = self.balance.labelled(way=self.balance.frame["way"].map(DRAWN))
        path.write_bytes(love_plot(drawn))
        alt = json.dumps(alternative_text(drawn), ensure_ascii=False)
        caption = html.escape(f"Figure {number}: {title}")
        return Markdown(
            f'<div role="figure" aria-labelledby="{label}-caption" id="{label}">\n'
            f'<p id="{label}-caption" class="caption-text">'
            f"<strong>{caption}</strong></p>\n\n"
            f"```{{image}} {path.as_posix()}\n:alt: {alt}\n:class: chart dark-light\n```\n\n"
            f"</div>\n\n{self._source()}\n"
        )

    def _shown(self, number, title, make, fold=False, why="") -> Markdown:
        if self.nothing or why:
            return _not_shown(self.nothing or why)
        text = f"{table(f'Table {number}: {title}', *make(self))}\n\n{self._source()}\n"
        if fold:
            text = f":::{{dropdown}} Table {number}: {exhibits.as_text(title)}\n{text}:::\n"
        return Markdown(text)

    def _source(self) -> str:
        return exhibits.details_list({"Source": self.edition.source([END, self.against])})


def _not_shown(why: str) -> Markdown:
    return Markdown(f"Not shown: {exhibits.as_text(why)}.\n")
