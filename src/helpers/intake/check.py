"""Check: what a wave has, said in lines, once all of its files are read without a problem."""

from __future__ import annotations

from pathlib import Path

from helpers.digests import file_digest
from helpers.intake.intake import sweep_drafts
from helpers.publication import NO_RECORD
from helpers.questionnaire import load_questionnaire
from helpers.survey_names import (
    BASELINE,
    COMPARISON,
    COMPARISON_BASELINE,
    END,
    LINKED,
    SURVEYS,
)
from helpers.wave_record import SHA
from helpers.waves import Wave, load_wave


def check(root: Path, name: str) -> list[str]:
    """Lines that say what a wave has; raises InputError with every problem of every file."""
    sweep_drafts(root)
    wave = load_wave(root, name)
    lines = [f"Wave {name} ({wave.facts['academic_year']}), design {wave.facts['design']}"]
    lines += [_survey_line(wave, survey) for survey in wave.surveys]
    missing = [survey for survey in SURVEYS if survey not in wave.surveys]
    lines += [f"surveys that this wave does not have: {', '.join(missing)}"] * bool(missing)
    lines += _linked_lines(wave)
    asked = {i.name for survey in wave.surveys for i in wave.questionnaire.of_survey(survey)}
    others = [item for item in load_questionnaire(root).items if item not in asked]
    if others:
        lines.append(f"items that this wave does not ask: {', '.join(others)}")
    if not wave.facts.get("interviews"):
        lines.append("interviews: none")
    for said in NO_RECORD:
        if wave.facts.get(said):
            lines.append(f"answers: {said}, and no record of what any teacher answered")
    return lines


def _survey_line(wave: Wave, survey: str) -> str:
    entry, frame = wave.facts["surveys"][survey], wave.surveys[survey]
    count = len(wave.questionnaire.of_survey(survey))
    path = wave.root / "data/waves" / wave.name / entry["file"]
    kept = f"SHA-256 {file_digest(path)}, {'as' if SHA in entry else 'not'} recorded"
    return f"{survey}: {entry['file']}, {len(frame)} respondents, {count} items, {kept}"


def _linked_lines(wave: Wave) -> list[str]:
    lines = []
    for first, second in ((BASELINE, END), (COMPARISON_BASELINE, COMPARISON)):
        if first in wave.surveys and second in wave.surveys:
            both = wave.surveys[first].index.intersection(wave.surveys[second].index)
            used = "" if wave.facts["design"] == LINKED or not len(both) else ", which is not used"
            lines.append(f"in {first} and in {second}: {len(both)} identifiers{used}")
    return lines
