"""Wordings: whether a delivered column asks what an item asks, word for word or nearly."""

from __future__ import annotations

from difflib import SequenceMatcher

from helpers.items import Item
from helpers.reading.delivered import Column
from helpers.reading.spellings import fold

NEAR_WORDING, NEAR_NAME = 0.6, 0.8
# How survey tools put the question and one of its several answers together.
_JOINED = ("{q} {a}", "{q} - {a}", "{q}: {a}", "{q} [{a}]", "{q} ({a})", "{a} - {q}", "{a}: {q}")


def wording_of(column: Column) -> str:
    """The question as the file has it, folded; "" where it has none beside the column's name."""
    wording = fold(column.wording)
    return "" if wording == fold(column.name) else wording


def texts_of(item: Item, response: str | None) -> set[str]:
    """Folded wordings of an item, or of one response of several."""
    if response is None:
        return {fold(item.wording)}
    answer = item.scale.responses[response].label
    return {fold(answer), *(fold(form.format(q=item.wording, a=answer)) for form in _JOINED)}


def asks(column: Column, item: Item, response: str | None) -> bool:
    """Whether the column's wording, or its name where that is a wording, is the item's.

    Where all columns of several answers have the wording of the question, the label of what
    was chosen tells the response.
    """
    texts, said = texts_of(item, response), wording_of(column) or fold(column.name)
    if said in texts:
        return True
    answers = {fold(label) for label in column.labels.values()}
    return (
        response is not None
        and said == fold(item.wording)
        and fold(item.scale.responses[response].label) in answers
    )


def nearness(column: Column, item: Item, names: set[str]) -> float:
    """How near a column is to an item, 0 to 1; 0 where it is too far to be a candidate.

    `names` are the names that a column of the item may have, folded.
    """
    if fold(column.name) in names:
        return 1.0
    said = wording_of(column)
    if not said:
        named = fold(column.name)
        return max((_ratio(named, name, NEAR_NAME) for name in names), default=0.0)
    return max(_ratio(said, fold(text), NEAR_WORDING) for text in (item.wording, item.label))


def _ratio(one: str, other: str, least: float) -> float:
    """How alike two texts are, 0 to 1; 0 where that is less than `least`."""
    # The order of the two changes the ratio a little: put them in a fixed one.
    matcher = SequenceMatcher(None, *sorted((one, other)), autojunk=False)
    # The quick ones are upper bounds, and spare most pairs of a wide file the slow one.
    for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio):
        if (found := ratio()) < least:
            return 0.0
    return found
