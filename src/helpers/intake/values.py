"""Values: what the codes and labels of a delivered column mean on an item's scale."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from helpers.items import Item, Response
from helpers.reading.delivered import Column
from helpers.reading.spellings import Meanings, fold, meanings_of

CHOICES = ("ordinal", "category", "multiple")
NEAR_LABEL = 0.6
_DIGITS, _CODE = re.compile(r"\d+"), re.compile(r"^\d+( |$)")


@dataclass
class Values:
    """What the values of a column mean; each is a cell's text with what is said of it.

    `translated` have another code than the questionnaire and a label that it knows, `against`
    a code that it knows under another label, by the key that the label means; `unknown` have
    the label that the file gives, "" where it gives none. `scale` says that no label is known.
    """

    translated: dict[str, str] = field(default_factory=dict)
    against: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    present: tuple[str, ...] = ()
    scale: bool = False

    @property
    def untold(self) -> list[str]:
        """The values whose meaning no label tells."""
        return [cell for cell in self.present if cell not in self.translated]


def values_of(
    item: Item,
    response: str | None,
    column: Column,
    special: dict[str, Response],
    declared: dict[str, str],
    counted: str | None = None,
) -> Values:
    """Meanings of the values that occur in a column.

    `declared` are folded values that wave.yml explains, `counted` the value that means yes.
    """
    meanings = meanings_of(item, response, special)
    found = Values(present=tuple(sorted({cell for cell in column.cells if cell}, key=_order)))
    if item.kind not in CHOICES:
        return found
    for cell in found.present:
        label = column.labels.get(cell, "")
        if fold(cell) not in declared and not (label and fold(label) in declared):
            _sort_in(found, cell, label, meanings, counted)
    points = {cell: text for cell, text in column.labels.items() if not _is_special(text, meanings)}
    known = [text for text in points.values() if fold(text) in meanings.spelled]
    near = [text for text in points.values() if near_answers(item, text)]
    single = item.kind != "multiple"
    found.scale = single and len(points) > 1 and not known and not near and bool(found.unknown)
    return found


def _sort_in(found: Values, cell: str, label: str, meanings: Meanings, counted: str | None) -> None:
    if counted is not None and (cell == counted or cell == "0"):
        return
    said = meanings.spelled.get(fold(label)) if label else None
    if cell not in meanings.codes:
        if said is not None:
            found.translated[cell] = meanings.codes[said]
        elif label or fold(cell) not in meanings.spelled:
            found.unknown[cell] = label
    elif label and fold(label) not in meanings.own.get(cell, ()):
        if said is not None:
            found.against[cell] = meanings.codes[said]
        else:
            found.unknown[cell] = label


def _is_special(label: str, meanings: Meanings) -> bool:
    return meanings.spelled.get(fold(label)) in meanings.special


def near_answers(item: Item, text: str) -> list[str]:
    """Keys of the responses whose label is nearly the text, best first; other numbers are not."""
    said = _bare(text)
    scores = {}
    for response in item.scale.responses.values():
        label = _bare(response.label)
        if label and said and _DIGITS.findall(label) == _DIGITS.findall(said):
            scores[response.key] = SequenceMatcher(None, said, label, autojunk=False).ratio()
    return sorted((k for k, s in scores.items() if s >= NEAR_LABEL), key=lambda k: -scores[k])


def _bare(text: str) -> str:
    """A folded label without the code before it."""
    return _CODE.sub("", fold(text))


def _order(cell: str) -> tuple[float, str]:
    try:
        return float(cell), cell
    except ValueError:
        return float("inf"), cell
