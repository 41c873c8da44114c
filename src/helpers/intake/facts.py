"""Facts: what wave.yml says beside its files, proposed from the last wave where no file tells."""

from __future__ import annotations

import re
from typing import Any

from helpers.intake import doubts
from helpers.intake.drafts import Proposal
from helpers.survey_names import (
    BASELINE,
    COMPARISON,
    COMPARISON_BASELINE,
    DESIGNS,
    END,
    INDEPENDENT,
    LINKED,
)
from helpers.waves import TEXTS

SAME = ("label", "group", "title", "description", "mode", "population", "source")
SAMPLED = ("strata", "clusters", "nested")
_YEARS = re.compile(r"(\d{4})-(\d{2})")


def wave_facts(wave: str, last: dict[str, Any], made: list[Proposal]) -> tuple[dict, list]:
    """The facts of a wave without its surveys, and what of them is undecided.

    `last` are the facts of the wave before, {} where there is none. Whether answers are
    reconstructed or an example is never taken over.
    """
    year = "/".join(_YEARS.fullmatch(wave).groups())
    facts: dict[str, Any] = {"wave": wave, "academic_year": year}
    design, undecided = _design(last.get("design"), {one.survey: one.ids for one in made})
    if design:
        facts["design"] = design
    if last.get("interviews"):
        found = f"the wave {last.get('wave', 'before')} had interviews, and no file tells of any"
        write = "if there were interviews, describe them under interviews as that wave does"
        undecided.append(doubts.fact(None, "interviews", found, write))
    return facts, undecided


def _design(before: str | None, ids: dict[str, frozenset[str]]) -> tuple[str, list]:
    """The design where the identifiers bear the last wave's out; otherwise it is undecided."""
    both = {
        (first, second): len(ids.get(first, frozenset()) & ids.get(second, frozenset()))
        for first, second in ((BASELINE, END), (COMPARISON_BASELINE, COMPARISON))
    }
    linked = both[BASELINE, END] > 0
    if BASELINE not in ids or END not in ids or (before == INDEPENDENT and not linked):
        return INDEPENDENT, []
    if before == LINKED and linked:
        return LINKED, []
    said = "; ".join(
        f"{count} identifiers stand both in {first} and in {second}"
        for (first, second), count in both.items()
        if first in ids and second in ids
    )
    write = (
        f"write design: {LINKED} where these are the same people, design: {INDEPENDENT} where "
        "their identifiers are alike by chance"
    )
    return "", [doubts.fact(None, "design", f"{said}; designs are {', '.join(DESIGNS)}", write)]


def survey_facts(
    survey: str, file: str, digest: str, respondents: int, before: dict[str, Any], last: str
) -> tuple[dict[str, Any], list]:
    """The facts of a survey beside how its file is read, and what of them is undecided.

    `before` is its entry in the wave `last`.
    """
    facts = {"file": file, "sha256": digest}
    facts |= {key: before[key] for key in SAME if key in before}
    facts["respondents"] = respondents
    days = "write fieldwork: {start: YEAR-MONTH-DAY, end: YEAR-MONTH-DAY}"
    undecided = [doubts.fact(survey, "fieldwork", "no file tells its first and last day", days)]
    missing = [key for key in TEXTS if key not in facts]
    if missing:
        found, write = "no wave before had this survey", f"write {', '.join(missing)}"
        undecided.append(doubts.fact(survey, ", ".join(missing), found, write))
    sampled = {key: before[key] for key in SAMPLED if key in before}
    if sampled:
        found = f"{last} was sampled with {', '.join(f'{k}: {v}' for k, v in sampled.items())}"
        write = "write the same where this wave was sampled so"
        undecided.append(doubts.fact(survey, ", ".join(sampled), found, write))
    return facts, undecided
