"""Charts: the bars of a published chart, told by its table, its text alternative, its drawing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree

from helpers.checking import drawn
from helpers.checking.published import Figure, Published

MEAN, STAR = "Mean", "*"
WAVES = ("Measure", "Wave", "Base", "Share")  # first columns of the table of a dot plot
TOLD = re.compile(r"(?P<bar>.+?) \(base (?P<base>[\d,]+)(?P<low>, a low base)?\): (?P<shares>.+)")
SHARE = re.compile(r"(?P<label>.+?) (?P<share>\d+%|\[[a-z]+\])(?:, |$)")
BASE = re.compile(r"(?P<base>[\d,]+|\[[a-z]\])(?P<low> \[low\])?$")


@dataclass(frozen=True)
class Bar:
    """A bar as one of its tellings has it: texts of shares by response, base "" where untold."""

    name: str
    base: str
    low: bool
    shares: dict[str, str] = field(default_factory=dict)
    mean: str = ""

    @property
    def plain_name(self) -> str:
        """Name without the asterisk of a tested difference."""
        return self.name.removesuffix(STAR).rstrip()

    @property
    def marked(self) -> bool:
        """Whether an asterisk marks it."""
        return self.name.endswith(STAR)

    @property
    def hidden(self) -> bool:
        """Whether no share of it is shown."""
        return not any(text.endswith("%") for text in self.shares.values())


@dataclass(frozen=True)
class Chart:
    """A chart with a data table. `single` says that each response is a bar of its own."""

    figure: Figure

    @property
    def page(self) -> str:
        return self.figure.page

    @property
    def name(self) -> str:
        """What readers call it: "Figure 6.1"."""
        return f"Figure {self.figure.number}"

    @property
    def single(self) -> bool:
        return self.figure.table.header[0] == "Response"

    @property
    def of_waves(self) -> bool:
        """Whether it is a dot plot over waves."""
        return tuple(self.figure.table.header[:4]) == WAVES

    @cached_property
    def bars(self) -> list[Bar]:
        """Bars as the data table has them; a chart of single bars is one bar."""
        if self.single:
            return [self._single()]
        if self.of_waves:
            return []
        return [self._bar(row) for row in self.figure.table.rows]

    def _single(self) -> Bar:
        rows = self.figure.table.rows
        base, low = _base(rows[0][2]) if rows else ("", False)
        return Bar("", base, low, {label: share for label, share, _ in rows})

    def _bar(self, row: list[str]) -> Bar:
        header = self.figure.table.header
        at = header.index("Base")
        cells = dict(zip(header, row, strict=True))
        base, low = _base(cells["Base"])
        shares = {label: cells[label] for label in header[at + 1 :] if label != MEAN}
        shares = {label: text for label, text in shares.items() if text != "[z]"}
        return Bar(", ".join(row[:at]), base, low, shares, cells.get(MEAN, ""))

    @cached_property
    def told(self) -> list[Bar]:
        """Bars as the text alternative tells them, without those that it says are not shown."""
        bars = []
        for sentence in re.split(r"(?<=[%\]])\. ", self.figure.alt.partition(". ")[2]):
            if found := TOLD.match(sentence.removesuffix(".")):
                shares = {m["label"]: m["share"] for m in SHARE.finditer(found["shares"])}
                bar = found["bar"].rpartition("too small. ")[2]
                bars.append(Bar(bar, found["base"], bool(found["low"]), shares))
        return [bar for bar in bars if not bar.hidden]

    @cached_property
    def stacked(self) -> list[drawn.Bar]:
        """Bars as they are drawn, of a stacked chart."""
        return [] if self.single or not self._is_drawn else drawn.stacked(self.figure.drawing)

    @cached_property
    def singles(self) -> list[drawn.Single]:
        """Bars as they are drawn, of a chart of single bars."""
        return drawn.single(self.figure.drawing) if self.single and self._is_drawn else []

    @cached_property
    def _is_drawn(self) -> bool:
        try:
            return bool(ElementTree.fromstring(self.figure.drawing).tag)
        except ElementTree.ParseError:
            return False


def charts(published: Published) -> list[Chart]:
    """Every chart of the pages that has a data table with bases."""
    found = [figure for figure in published.figures if figure.table]
    return [Chart(figure) for figure in found if "Base" in figure.table.header]


def _base(text: str) -> tuple[str, bool]:
    found = BASE.match(text)
    return (found["base"], bool(found["low"])) if found else (text, False)
