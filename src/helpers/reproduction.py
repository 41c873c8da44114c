"""Reproduction: every printed number beside the computed one, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from helpers import published, reads
from helpers.analysis import Analysis
from helpers.phrases import number_word
from helpers.published import AS_SUM, MET, MISSED
from helpers.questionnaire import Questionnaire, load_questionnaire, read_yaml

CONTRADICTED, NOT_COMPUTABLE = "contradicted in print", "not computable"
OUTCOMES = (MET, AS_SUM, CONTRADICTED, NOT_COMPUTABLE, MISSED)
# Why no file of the project gives a number: by whom or what it is about, or for statements
# about a survey by what kind of statement it is.
WHY_NOT = {
    "qualitative": "told in interviews, which no survey file holds",
    "programme": "about the programme, which no survey asked for",
    "area_context": "about an area, from other sources",
    "national": "a figure of national statistics",
    "evaluation": "about how the evaluation was done",
    "report": "about the publication itself",
    "minutes": "how long a survey took, which its file does not say",
    "date": "a day or year that no file of the wave gives",
    "count": "how the authors counted",
    "verdict": "a statement in words that no single figure decides",
}
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: ([A-Z][a-z]+))?(?: (\d{4}))?")
NUMERIC_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
FIELDWORK = "fieldwork"
INTERVIEWS = {
    "interviews_achieved": "achieved", "interviews_target": "target", "interview_length": "minutes"
}  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """One number, date or verdict in print with the computed one, both as text.

    `computed` is "" where nothing is computed. `why` has the arithmetic of a contradiction or of
    a sum of rounded parts, or the reason why nothing is computed. `row` is its line in the file
    of printed numbers and `line` that of the publication's text; `implied` says that it follows
    from what is printed.
    """

    name: str
    chapter: str
    place: str
    what: str
    printed: str
    computed: str
    outcome: str
    why: str
    row: int
    line: str
    implied: bool


def is_published(root: Path, wave: str) -> bool:
    """Whether there are printed numbers to hold a wave to."""
    return (root / published.FOLDER / f"{wave}.csv").is_file()


def reproduction(root: Path, wave: str) -> list[Printed]:
    """Every entry of the file of printed numbers, in its order.

    Raises InputError where the wave has none, or has files that cannot be used.
    """
    reads.note("file", f"{published.FOLDER}/{wave}.csv")
    reads.note("file", f"{published.FOLDER}/{wave}-contradictions.yml")
    printed = published.read_published(root, wave)
    found = dict(tuple(published.check(root, wave).groupby("id", sort=False)))
    told = arithmetic(root, wave)
    facts = Analysis(wave, None, root).wave.facts
    here = set(facts["surveys"])
    questions = load_questionnaire(root, wave)
    made = []
    for row, entry in enumerate(printed.to_dict("records"), start=2):
        rows = found.get(entry["id"])
        result = _of_survey(rows) if rows is not None else _of_facts(entry, facts)
        what = ", ".join(_parts(entry, questions, facts["surveys"]))
        why = told.get(entry["id"], "") if result else _why_not(entry, here)
        made.append(_printed(entry, row, result, why, what))
    return made


def arithmetic(root: Path, wave: str) -> dict[str, str]:
    """What the file of contradictions says of printed numbers, by id."""
    shown = f"{published.FOLDER}/{wave}-contradictions.yml"
    lists = read_yaml(root / shown, shown).values()
    return {e["id"]: " ".join(e["arithmetic"].split()) for entries in lists for e in entries}


def _printed(entry, row: int, result, told: str, what: str) -> Printed:
    printed, computed, outcome = result or (_shown(entry), "", NOT_COMPUTABLE)
    if outcome == MISSED and told:
        outcome = CONTRADICTED
    why = told if outcome in (AS_SUM, CONTRADICTED, NOT_COMPUTABLE) else ""
    return Printed(
        name=entry["id"], chapter=entry["chapter"], place=entry["figure"] or entry["section"],
        what=what, printed=printed, computed=computed, outcome=outcome,
        why=why, row=row, line=entry["line"], implied=entry["implied"] == "yes",
    )  # fmt: skip


def _why_not(entry: dict[str, str], here: set[str]) -> str:
    if not published.surveys_of(SimpleNamespace(**entry)) <= here:
        return "of a survey that the wave does not have"
    return WHY_NOT.get(entry["population"]) or WHY_NOT[entry["statistic"]]


# --- what is computed ---------------------------------------------------------------------


def _of_survey(rows: pd.DataFrame) -> tuple[str, str, str]:
    """Printed, computed and outcome of one entry, which may be about several items."""
    unit = {"share": "%", "change": " points"}.get(rows["statistic"].iloc[0], "")
    outcomes = set(rows["outcome"])
    outcome = next(o for o in (MISSED, AS_SUM, MET) if o in outcomes)
    values = dict.fromkeys(rows["computed"])
    computed = ", ".join(f"{value}{unit}" for value in values)
    if len(values) > 1 or (len(rows) > 1 and outcome == MISSED):
        computed = ", ".join(f"{r.item}: {r.computed}{unit}" for r in rows.itertuples())
    return f"{rows['printed'].iloc[0]}{unit}", computed, outcome


def _of_facts(entry: dict[str, str], facts: dict[str, Any]) -> tuple[str, str, str] | None:
    """The same of what wave.yml says: its year, days of fieldwork, interviews; None for others."""
    if entry["item"] == "participation_year":
        year = facts["academic_year"]
        return entry["value"], year, MET if entry["value"] == year else MISSED
    known = facts.get("interviews") or {}
    if entry["survey"]:
        known = facts["surveys"].get(entry["survey"]) or {}
    elif entry["population"] != "qualitative":
        return None
    if entry["item"] == FIELDWORK and FIELDWORK in known:
        day = known[FIELDWORK][entry["detail"]]
        return entry["value"], f"{day:%d/%m/%Y}", MET if is_day(entry["value"], day) else MISSED
    key = INTERVIEWS.get(entry["item"], "")
    if entry["survey"] or key not in known:
        return None
    said = {str(known[key]), number_word(known[key])}
    return entry["value"], str(known[key]), MET if entry["value"] in said else MISSED


def is_day(printed: str, day: date) -> bool:
    """Whether a day in print ("05/07/2021", "18th August 2021", "2nd") can be that day."""
    if found := NUMERIC_DAY.fullmatch(printed):
        return tuple(map(int, found.groups())) == (day.day, day.month, day.year)
    found = DAY.fullmatch(printed)
    said = (day.day, f"{day:%B}", day.year)
    given = (int(found[1]), found[2] or said[1], int(found[3] or day.year)) if found else ()
    return given == said


# --- how it is told -----------------------------------------------------------------------


def _shown(entry: dict[str, str]) -> str:
    unit = entry["unit"]
    if unit in ("", "date", "year", "date range") or entry["statistic"] in ("verdict", "date"):
        return entry["value"]
    return entry["value"] + unit if unit == "%" else f"{entry['value']} {unit}"


def _parts(entry: dict[str, str], questions: Questionnaire, surveys: dict) -> Iterator[str]:
    """What a number is of: an item with its responses, statistic, survey, phase."""
    names, known = entry["item"].split("+"), questions.items
    if set(names) <= set(known):
        said = "; ".join(known[name].phrase or known[name].label for name in names)
    else:
        said = "; ".join(name.replace("_", " ") for name in names)
    yield f"{said}: {_answers(entry, names, known)}" if entry["response"] else said
    yield {"share": "share", "mean": "mean", "change": "change", "count": "number"}.get(
        entry["statistic"], entry["statistic"]
    )
    if entry["survey"]:
        yield f"{_survey(entry['survey'], surveys)} survey"
    if entry["phase"] == "primary":
        yield "primary teachers"
    if entry["against"]:
        yield f"against {_survey(entry['against'], surveys)}"
    if entry["detail"] and not entry["survey"]:
        yield entry["detail"]


def _survey(name: str, surveys: dict) -> str:
    return surveys[name]["label"] if name in surveys else name.replace("_", " ")


def _answers(entry: dict[str, str], names: list[str], known: dict) -> str:
    responses = known[names[0]].scale.responses if names[0] in known else {}
    keys = entry["response"].split("+")
    return " + ".join(responses[key].label if key in responses else key for key in keys)
