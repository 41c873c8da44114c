"""Comparable waves: whether a survey's item can be compared with an earlier wave, or why not."""

from __future__ import annotations

from helpers.edition import Edition
from helpers.harmonisation import why_not_comparable
from helpers.questionnaire import Item


def why_apart(old: Edition, new: Edition, item: Item, survey: str) -> str:
    """Why an item's answers in two waves' surveys cannot be compared, as a clause; "" if they can.

    `item` is that of the later wave. Beside what the questionnaire says, both waves must have
    the survey, the same scored responses, and have asked the same respondents.
    """
    then, now = old.wave.name, new.wave.name
    if said := why_not_comparable(item, then, now):
        return said
    for edition in (old, new):
        if survey not in edition.samples:
            return f"the wave {edition.wave.name} has no such survey"
        if all(asked.name != item.name for asked in rated(edition, survey)):
            return f"it was not asked in {edition.wave.name}"
    before, after = old.questionnaire.item(item.name), new.questionnaire.item(item.name)
    if before.scores != after.scores:
        return f"its responses in {then} are not those in {now}"
    if _conditions(before, old) != _conditions(after, new):
        return f"other respondents were asked in {then} than in {now}"
    return ""


def is_barrier(old: Edition, new: Edition, item: Item) -> bool:
    """Whether a revision stands between two waves, so that no wave further back is comparable."""
    return any(old.wave.name < r.wave <= new.wave.name and not r.comparable for r in item.revisions)


def _conditions(item: Item, edition: Edition) -> dict[str, tuple[str, ...]]:
    """Who of the edition's phase is asked; a phase that is asked as a whole is no condition."""
    phases = item.asked.get("phase", ())
    return {k: v for k, v in item.asked.items() if k != "phase" or edition.phase not in phases}


def rated(edition: Edition, survey: str) -> list[Item]:
    if survey not in edition.samples:
        return []
    return [item for item in edition.questionnaire.of_survey(survey) if item.kind == "ordinal"]
