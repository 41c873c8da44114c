"""Published rows: what anybody can read off built pages, drawings measured too, for the attack."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html

HIDDEN, NONE = "[c]", "[z]"
SEGMENT = re.compile(
    r'<path d="M ([\d.]+) ([\d.]+) \nL ([\d.]+) [\d.]+ \nL [\d.]+ ([\d.]+) \nL [\d.]+ [\d.]+ \nz\n"'
    r' style="fill: (#\w+)'
)
NUMBER = r"(\d[\d,]*)"
ANSWERED = re.compile(rf"{NUMBER} [\w ]*teachers in ([^.;:,]+) answered the survey at the end")
OTHERS = re.compile(rf"In all other areas with Schools Linking, {NUMBER} did")
PRECISE = 0.001  # per cent, to which a drawing can be measured


@dataclass
class Row:
    """One bar: of whom it is, how many answered, and between which counts each answer lies.

    `who` is "" for everybody of the phase, the name of an area, or "others" than `area`;
    `shares` gives per cent by answer, with how far each may be off; a hidden row has none.
    `several` answers may be given, or one; `complete` rows have don't know among them.
    """

    wave: str
    survey: str
    phase: str
    linked: bool
    weighted: bool
    item: str
    who: str
    area: str
    base: int | None
    shares: dict[str, tuple[float, float]] = field(default_factory=dict)
    mean: float | None = None
    several: bool = False
    complete: bool = False

    def counts(self, answer: str) -> tuple[float, float]:
        """Fewest and most who can have given an answer, as whole numbers where unweighted."""
        share, off = self.shares[answer]
        low, high = ((share + sign * off) * self.base / 100 for sign in (-1, 1))
        return math.ceil(low - 1e-6), math.floor(high + 1e-6)


@dataclass
class Published:
    """All rows of some pages; respondents by wave, survey, phase and `who`; areas by wave.

    Changes in points are left out: how many answered both surveys is told of no area, so that
    one number is known of two unknown shares on an unknown base.
    """

    rows: list[Row] = field(default_factory=list)
    respondents: dict[tuple, int] = field(default_factory=dict)
    areas: dict[str, set[str]] = field(default_factory=dict)

    def site(self, folder: Path) -> Published:
        """These and what the pages of a site show."""
        for page in sorted(folder.rglob("*.html")):
            self.page(html.parse(str(page)).getroot(), page.parent)
        return self

    def page(self, tree, folder: Path) -> Published:
        """These and what one page shows."""
        for table in tree.iter("table"):
            head, *body = [[_text(cell) for cell in row] for row in table.iter("tr")]
            caption = _text(table.find("caption")) if table.find("caption") is not None else ""
            notes = _notes(table)
            if "Source" in notes:
                self._table(head, body, notes, _drawing(table, caption, folder))
            elif head[0] == "Area":
                wave = re.search(r"\d{4}/\d\d", caption)[0]
                self.areas[wave] = {row[0] for row in body}
                for name, number, _ in body:
                    if re.fullmatch(NUMBER, number):
                        self.respondents[wave, "end", "primary", name, ""] = _whole(number)
        self._told(tree)
        return self

    def _told(self, tree) -> None:
        """How many answered in an area and in all others, as its edition's sentences say."""
        text = _text(tree)
        here, there = ANSWERED.search(text), OTHERS.search(text)
        if here and there:
            wave = re.search(r"end of Linking in (\d{4}/\d\d)", text)[1]
            key = wave, "end", "primary"
            self.respondents[*key, here[2], ""] = _whole(here[1])
            self.respondents[*key, "others", here[2]] = _whole(there[1])

    def _table(self, head, body, notes, drawn) -> None:
        surveys = _surveys(notes["Source"])
        if head[:2] == ["Part of the evaluation", "Completed"]:
            wave = _waves(notes["Source"])[0]
            for row in body:
                if survey := _survey(row[0]):
                    self.respondents[wave, survey, "all", "", ""] = _whole(row[1])
        elif head[:2] == ["Measure", "Wave"]:
            self._waves_table(body, notes, surveys)
        elif head[0] == "Response":
            self._responses(head, body, notes, surveys)
        elif "Base" in head and "Question" in notes:
            self._bars(head, body, notes, surveys, drawn)

    def _waves_table(self, body, notes, surveys) -> None:
        answers = notes["Shown"].split("share of those who answered ")[1].replace(" or ", "+")
        questions, seen = _questions(notes), []
        for name, wave, base, share, *_ in body:
            if name not in seen:
                seen.append(name)
            row = self._row(wave.strip(" *"), surveys[0], notes, questions[len(seen) - 1], base)
            row.weighted = "weighted to" in notes["Weighting"]
            if share != HIDDEN:
                row.shares = {answers: (_percent(share), 0.5)}
            self.rows.append(row)

    def _responses(self, head, body, notes, surveys) -> None:
        """Single bars, and the table of an area's resources beside those of all others."""
        if head[1] == "Share":
            groups = {"": ([line[1] for line in body], body[0][2])}
        else:
            groups = {head[1]: ([line[1] for line in body[:-1]], body[-1][1])}
            groups["others"] = ([line[2] for line in body[:-1]], body[-1][2])
            body = body[:-1]
        area = head[1] if head[1] != "Share" else ""
        for who, (shares, base) in groups.items():
            row = self._row(_waves(notes["Source"])[0], surveys[0], notes, "", base)
            row.item = "|".join(sorted(line[0] for line in body))
            row.who, row.area = who, area if who == "others" else ""
            row.phase = "primary" if who else row.phase
            if HIDDEN not in shares:
                row.shares = {b[0]: (_percent(s), 0.5) for b, s in zip(body, shares, strict=True)}
                row.several = sum(share for share, _ in row.shares.values()) > 106
            self.rows.append(row)

    def _bars(self, head, body, notes, surveys, drawn) -> None:
        place = head.index("Base")
        answers = [a for a in head[place + 1 :] if a != "Mean"]
        questions, seen, drawn = _questions(notes), [], iter(drawn)
        of_area = re.search(r"in (.+?), [\d, to\[c\]]+ in all other areas", notes["Base"])
        for line in body:
            panel, bar = (line[0], line[1]) if place == 2 else ("", line[0])
            if head[0] == "Item" and place == 1:
                panel, bar = line[0], ""
            if panel not in seen:
                seen.append(panel)
                at = 0
            else:
                at += 1
            survey = surveys[at] if len(surveys) > 1 else surveys[0]
            row = self._row(_waves(notes["Source"])[0], survey, notes,
                            questions[len(seen) - 1], line[place])  # fmt: skip
            if of_area:
                row.who = "others" if bar == "All other areas" else bar.strip(" *")
                row.area = of_area[1] if row.who == "others" else ""
            cells = dict(zip(answers, line[place + 1 :], strict=False))
            cells = {a: c for a, c in cells.items() if c != NONE}
            if HIDDEN not in cells.values():
                precise = next(drawn, None)
                row.shares = _measured(cells, None if row.weighted else precise, row.base)
                row.complete = True
                if head[-1] == "Mean" and re.fullmatch(r"[\d.]+\*?", line[-1]):
                    row.mean = float(line[-1].strip("*"))
            self.rows.append(row)

    def _row(self, wave, survey, notes, item, base) -> Row:
        phase = "primary" if "primary" in notes.get("Base", "") else "all"
        weighting = notes.get("Weighting", "")
        weighted = survey == "baseline" and "weighted to" in weighting
        number = re.match(NUMBER, base)
        linked = "both surveys" in weighting
        return Row(wave, survey, phase, linked, weighted, item, "", "",
                   _whole(number[1]) if number else None)  # fmt: skip


def _measured(cells: dict[str, str], widths: list[float] | None, base) -> dict:
    """Shares as printed, or as the drawing's widths say where they can be told apart."""
    shares = {answer: (_percent(cell), 0.5) for answer, cell in cells.items()}
    if not widths or not base:
        return shares
    found, rest = {}, list(widths)
    for answer, (share, _) in shares.items():
        if rest and abs(rest[0] - share) <= 0.5 + PRECISE and (share >= 1 or rest[0] < 0.5):
            found[answer] = (rest.pop(0), PRECISE)
        elif share == 0:
            found[answer] = (0.0, PRECISE)
        else:
            return shares
    return found if not rest else shares


def _drawing(table, caption: str, folder: Path) -> list[list[float]]:
    """Widths of the segments of each bar of the figure that a table belongs to, in per cent."""
    number = re.match(r"Figure ([\dA-Z.]+)[:.]", caption)
    if not number:
        return []
    name = f"fig-{number[1].replace('.', '-')}.svg"
    found = [p for f in (folder, *folder.parents[:3]) for p in (f / "_images" / name, f / name)]
    path = next((path for path in found if path.is_file()), None)
    bars: dict[str, list[tuple[float, float]]] = {}
    for left, top, right, bottom, _ in SEGMENT.findall(path.read_text() if path else ""):
        if float(bottom) - float(top) > 20 and float(left) > 0:
            bars.setdefault(top, []).append((float(left), float(right)))
    widths = []
    for parts in bars.values():
        whole = parts[-1][1] - parts[0][0]
        widths.append([100 * (right - left) / whole for left, right in parts])
    return widths


def _notes(table) -> dict[str, str]:
    """What the list under or above a table says."""
    folded = bool(table.xpath("ancestor::details"))
    way = "preceding" if folded else "following"
    lists = table.xpath(f"{way}::ul[@class='figure-notes'][1]")
    lines = (_text(line).partition(": ") for line in (lists[0].iter("li") if lists else ()))
    return {name: said for name, _, said in lines}


def _questions(notes: dict[str, str]) -> list[str]:
    return re.findall("\u201c(.*?)\u201d", notes["Question"])


def _surveys(source: str) -> list[str]:
    return list(filter(None, (_survey(part) for part in re.split(r" and |, (?=[A-Z])", source))))


def _survey(title: str) -> str:
    title = title.lower()
    if "first comparison" in title or "comparison survey, before" in title:
        return "comparison_baseline"
    for name in ("baseline", "comparison", "end of linking"):
        if name in title:
            return name.partition(" ")[0]
    return ""


def _waves(source: str) -> list[str]:
    return re.findall(r"\d{4}/\d\d", source)


def _text(node) -> str:
    return " ".join("".join(node.itertext()).split())


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _percent(text: str) -> float:
    return float(text.removesuffix("%"))
