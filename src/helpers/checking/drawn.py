"""Drawn: what a chart's drawing shows, read from the shapes and letters of its SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
TRANSLATED = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)")
CORNERS = re.compile(r"[ML] (-?[\d.]+) (-?[\d.]+)")
FILL, STROKE = re.compile(r"(?:^|[; ])fill: (#\w+)"), re.compile(r"stroke: (#\w+)")
SEPARATOR = "#ffffff"  # the edge of a segment; keys of a legend have another one
GLYPH = re.compile(r"#DejaVuSans(?:-\w+)?-([0-9a-f]+)$")
BELOW = 29  # the font has the plain letters in the order of their codes, from its third glyph on
PLAIN = range(32, 127)
BASE = re.compile(r"Base: ([\d,]+)(?: (\[low\]))?$")
CLOSE = 3.0  # points, within which the edges of one row lie


@dataclass(frozen=True)
class Word:
    """A text of a drawing with the place of its first letter, from the left and the top."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A rectangle of a drawing."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its response, the number written in it ("" for none), and its length.

    `share` is in per cent of the bar's whole length.
    """

    label: str
    number: str
    share: float


@dataclass(frozen=True)
class Bar:
    """A stacked bar: its name, its base as it is written, its segments, the text at its right."""

    name: str
    base: str
    low: bool
    segments: list[Segment]
    note: str


@dataclass(frozen=True)
class Single:
    """A bar of a chart of single bars: the number at its end and its length in points."""

    label: str
    number: str
    length: float


def words_of(root: ElementTree.Element) -> list[Word]:
    """Texts of a drawing, spelt from the letters that are drawn."""
    found = []
    for group in root.iter(f"{SVG}g"):
        moved = TRANSLATED.match(group.get("transform", ""))
        if letters := [_letter(use.get(LINK, "")) for use in group.findall(f"{SVG}use")]:
            x, y = map(float, moved.groups()) if moved else (0.0, 0.0)
            found.append(Word("".join(letters), x, y))
    return found


def _letter(link: str) -> str:
    glyph = GLYPH.match(link)
    code = int(glyph[1], 16) + BELOW if glyph else 0
    return chr(code) if code in PLAIN else "\ufffd"


def boxes_of(root: ElementTree.Element) -> list[Box]:
    """Rectangles of a drawing in their order, without its background."""
    found = []
    for path in root.iter(f"{SVG}path"):
        corners = [tuple(map(float, pair)) for pair in CORNERS.findall(path.get("d", ""))]
        style = path.get("style", "")
        fill = FILL.search(style)
        if len(corners) == 4 and fill and fill[1] != SEPARATOR:
            (left, right), (top, bottom) = (
                (min(c[i] for c in corners), max(c[i] for c in corners)) for i in (0, 1)
            )
            edge = STROKE.search(style)
            box = Box(left, top, right - left, bottom - top, fill[1], edge[1] if edge else "")
            found.append(box)
    return found


def stacked(drawing: str) -> list[Bar]:
    """Bars of a stacked chart from the top; none where the drawing is no such chart."""
    root = ElementTree.fromstring(drawing)
    words, boxes = words_of(root), boxes_of(root)
    segments = [box for box in boxes if box.edge == SEPARATOR]
    keys = [(box, _beside(box, words)) for box in boxes if box.edge != SEPARATOR]
    bases = sorted((word for word in words if BASE.match(word.text)), key=lambda word: word.y)
    whole = _whole(segments)
    bars = []
    for number, base in enumerate(bases):
        above = bases[number - 1].y if number else 0.0
        here = [box for box in segments if box.y - CLOSE < base.y < box.y + box.height + 30]
        here = [box for box in here if above < box.y + box.height + CLOSE]
        bars.append(_bar(base, above, here, keys, words, whole))
    return bars


def _whole(segments: list[Box]) -> tuple[float, float]:
    """Left and right end of the bars."""
    ends = [box.x for box in segments], [box.x + box.width for box in segments]
    return (min(ends[0]), max(ends[1])) if segments else (0.0, 0.0)


def _beside(box: Box, words: list[Word]) -> str:
    """The text at the right of a legend's key."""
    near = [w for w in words if w.x > box.x and box.y - CLOSE < w.y < box.y + box.height + CLOSE]
    return min(near, key=lambda word: word.x).text if near else ""


def _bar(base, above, boxes, keys, words, whole) -> Bar:
    left, right = whole
    # Later keys stand lower; those of this bar's own panel are the last ones above it.
    labels = {key.fill: label for key, label in keys if key.y < base.y}
    found = BASE.match(base.text)
    name = [w for w in words if abs(w.x - base.x) < CLOSE and above < w.y < base.y]
    lines = sorted(name, key=lambda word: word.y)
    segments = [
        Segment(labels.get(box.fill, ""), _within(box, words), 100 * box.width / (right - left))
        for box in sorted(boxes, key=lambda box: box.x)
    ]
    middle = boxes[0].y + boxes[0].height / 2 if boxes else base.y
    note = [w.text for w in words if w.x > right and abs(w.y - middle) < 3 * CLOSE]
    name = " ".join(line.text for line in lines)
    return Bar(name, found[1], bool(found[2]), segments, note[0] if note else "")


def _within(box: Box, words: list[Word]) -> str:
    inside = [
        word.text
        for word in words
        if box.x - CLOSE < word.x < box.x + box.width and box.y < word.y < box.y + box.height
    ]
    return inside[0] if inside else ""


def single(drawing: str) -> list[Single]:
    """Bars of a chart of single bars from the top; a label in several lines is joined."""
    root = ElementTree.fromstring(drawing)
    words, boxes = words_of(root), sorted(boxes_of(root), key=lambda box: box.y)
    bars = []
    for box in boxes:
        row = [w for w in words if box.y - 2 * CLOSE < w.y < box.y + box.height + 2 * CLOSE]
        label = sorted((w for w in row if w.x < box.x), key=lambda word: word.y)
        end = [word.text for word in row if word.x >= box.x]
        name = " ".join(word.text for word in label)
        bars.append(Single(name, end[0] if end else "", box.width))
    return bars
