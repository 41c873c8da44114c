"""Facts: what the pages print of each quantity, in charts, sentences and lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.auditing.rounding_rules import Interval
from helpers.checking import rounded
from helpers.checking.charts import Bar, Chart, charts
from helpers.checking.context import Context
from helpers.checking.quantities import (
    ENDS,
    HEADLINE,
    Quantity,
    Shown,
    listed_of,
    quantity_of,
    shown_of,
)
from helpers.checking.resolved import uses
from helpers.checking.sayings import Saying, sayings
from helpers.questionnaire import Item, Questionnaire, load_questionnaire

LINKED = "only those who answered both"
PERCENT = re.compile(r"(\d+)%")
# "interest in other cultures (64% to 75%)", and a line of a list of measures.
PAIR = re.compile(r"\((?P<left>\d+)% (?:to|against) (?P<right>\d+)%[^()]*\)")
BULLET = re.compile(r"(?P<phrase>[^:]+): .*?(?P<left>\d+)%.*?(?:\b(?P<right>\d+)%|$)")


@dataclass(frozen=True)
class Row:
    """A bar of a chart with what it is about."""

    chart: Chart
    shown: Shown
    item: str
    survey: str
    bar: Bar

    @property
    def linked(self) -> bool:
        """Whether only those who answered both surveys are in it."""
        return LINKED in self.chart.figure.notes.get("Weighting", "")

    @property
    def unweighted(self) -> bool:
        """Whether its respondents count alike, by the note under the chart."""
        note = self.chart.figure.notes.get("Weighting", "")
        of_all = note == "unweighted" or note.startswith("unweighted;")
        return of_all or f"{self.bar.plain_name.split(', ')[-1]} unweighted" in note

    @property
    def counted(self) -> int | None:
        """Number of respondents where they count alike, None where they are weighted."""
        digits = self.bar.base.replace(",", "")
        return int(digits) if self.unweighted and digits.isdigit() and int(digits) else None


@dataclass(frozen=True)
class Said:
    """A percentage that a sentence or list prints for the headline, a box or a response."""

    page: str
    line: str
    quantity: Quantity
    percent: int
    sentence: str


@dataclass(frozen=True)
class Listed:
    """A measure in a list of those that differ, or do not: the family, item and both shares."""

    page: str
    line: str
    family: Quantity
    item: str
    shares: tuple[int, int]  # as they are printed, the left one first
    text: str

    @property
    def ends(self) -> tuple[int, int]:
        """Shares of what is compared with, and of the end of Linking."""
        return self.shares if self.family.survey == "change" else self.shares[::-1]


@dataclass(frozen=True)
class Facts:
    """Everything that the pages print of items; made once for all checks of a context."""

    context: Context

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return load_questionnaire(self.context.root, self.context.wave)

    @cached_property
    def charts(self) -> list[Chart]:
        return charts(self.context.published)

    @cached_property
    def sayings(self) -> list[tuple[Saying, Quantity | None]]:
        """Every expression with what it is about."""
        return [(saying, quantity_of(saying.use.resolved)) for saying in sayings(self.context)]

    @cached_property
    def shown(self) -> dict[tuple[str, str], Shown]:
        """Charts that the notebooks ask for, by page and number."""
        found = {}
        for page, chapter in self.context.chapters.items():
            for use in uses(chapter)[0]:
                if use.shown and (shown := shown_of(use.resolved)):
                    found[page, shown.number] = shown
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """Bars of the charts whose notebooks say what they are about."""
        found = []
        for chart in self.charts:
            shown = self.shown.get((chart.page, chart.figure.number))
            if shown and len(shown.bars) == len(chart.bars):
                found += [
                    Row(chart, shown, item, survey, bar)
                    for (item, survey), bar in zip(shown.bars, chart.bars, strict=True)
                ]
        return found

    @cached_property
    def by_key(self) -> dict[tuple, list[Row]]:
        found = defaultdict(list)
        for row in self.rows:
            found[row.shown.edition, row.item, row.survey, row.linked].append(row)
        return found

    @cached_property
    def is_linked(self) -> bool:
        """Whether changes of this wave are of the same respondents."""
        return any(row.linked for row in self.rows)

    def rows_of(self, quantity: Quantity) -> list[Row]:
        """Bars that show a share's item and survey."""
        linked = quantity.linked and self.is_linked
        return self.by_key.get((quantity.edition, quantity.item, quantity.survey, linked), [])

    def item(self, name: str) -> Item:
        return self.questionnaire.item(name)

    def measure(self, row: Row) -> str:
        """What the annex calls the measure of a bar: "6.1 Interest in other cultures"."""
        label = self.item(row.item).label.replace("\u2019", "'")
        return f"{row.chart.figure.number} {label}"

    def labels(self, item: str, part: tuple[str, ...]) -> list[str]:
        """Labels of the responses that a part of an item holds."""
        asked = self.item(item)
        scores = sorted(asked.scores, key=asked.scores.get) if asked.scores else []
        keys = {HEADLINE: asked.headline, "top2": scores[-2:], "bottom2": scores[:2]}.get(
            part[0] if len(part) == 1 else "", part
        )
        named = {**asked.scale.responses, **asked.scale.bands, **self.questionnaire.special}
        return [named[key].label for key in keys if key in named]

    def exact(self, row: Row, labels: list[str]) -> Interval | None:
        """Exact shares that the printed ones of a bar leave for some responses together."""
        parts = []
        for label in labels:
            percent = rounded.percentage(row.bar.shares.get(label, ""))
            share = None if percent is None else rounded.share_of(percent, row.counted)
            if share is None:
                return None
            parts.append(share)
        return rounded.total(parts) if parts else None

    def exact_of(self, quantity: Quantity) -> Interval | None:
        """Exact shares that the charts leave for a quantity, None where no chart shows it."""
        labels = self.labels(quantity.item, quantity.part)
        found = (self.exact(row, labels) for row in self.rows_of(quantity))
        return next((exact for exact in found if exact), None)

    @cached_property
    def said(self) -> list[Said]:
        """Percentages of sentences and lists that are about one share."""
        found = []
        for saying, quantity in self.sayings:
            if quantity and quantity.of == "share":
                numbers = PERCENT.findall(saying.text)
                if len(numbers) == 1:
                    place = saying.page, saying.line
                    found.append(Said(*place, quantity, int(numbers[0]), saying.sentence))
        return [*found, *(said for listed in self.listed for said in self._ends(listed))]

    def _ends(self, listed: Listed) -> Iterator[Said]:
        of = listed.family
        for survey, percent in zip(ENDS[of.survey], listed.ends, strict=True):
            linked = of.survey == "change"
            share = Quantity("share", of.edition, (listed.item,), survey, linked=linked)
            yield Said(listed.page, listed.line, share, percent, listed.text)

    @cached_property
    def listed(self) -> list[Listed]:
        """Measures in sentences and bullets that list a family's."""
        found = []
        for saying, quantity in self.sayings:
            if quantity and quantity.of == "family":
                found += self._in_sentence(saying, quantity)
        for page, families in self._bullets.items():
            found += self._in_bullets(page, families)
        return found

    def _in_sentence(self, saying: Saying, family: Quantity) -> Iterator[Listed]:
        start = 0
        for pair in PAIR.finditer(saying.text):
            phrase = saying.text[start : pair.start()].removeprefix(", ").removeprefix(" and ")
            start = pair.end()
            if item := self.by_phrase.get(folded(phrase), ""):
                ends = int(pair["left"]), int(pair["right"])
                yield Listed(saying.page, saying.line, family, item, ends, pair[0])

    @cached_property
    def _bullets(self) -> dict[str, list[tuple[str, Quantity]]]:
        found = defaultdict(list)
        for page, chapter in self.context.chapters.items():
            for use in uses(chapter)[0]:
                if use.shown and (family := listed_of(use.resolved)):
                    found[page].append((use.place, family))
        return found

    def _in_bullets(self, page: str, families: list[tuple[str, Quantity]]) -> Iterator[Listed]:
        published = self.context.published.pages.get(page)
        for block in published.blocks if published else []:
            bullet = BULLET.match(block)
            item = self.by_phrase.get(folded(bullet["phrase"])) if bullet else None
            kind = "contrast" if " of Linking teachers, " in block else "change"
            for place, family in families:
                if item and family.survey == kind and item in (family.items or (item,)):
                    left = int(bullet["left"])
                    right = int(bullet["right"]) if bullet["right"] else left
                    yield Listed(page, place, family, item, (left, right), block)

    @cached_property
    def by_phrase(self) -> dict[str, str]:
        """Names of items by how sentences call them."""
        return {folded(item.phrase): name for name, item in self.questionnaire.items.items()}


def facts_of(context: Context) -> Facts:
    """The facts of a context, read once."""
    return context.__dict__.setdefault("facts", Facts(context))


def folded(phrase: str) -> str:
    """A phrase as it may stand at the beginning of a line or within a sentence."""
    return " ".join(phrase.casefold().replace("\u2019", "'").split()).strip(" ,")
