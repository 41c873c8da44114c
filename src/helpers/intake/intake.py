"""Intake: delivered files become a wave's folder, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpers.digests import file_digest
from helpers.entries import read_yaml
from helpers.errors import InputError, Problem
from helpers.intake import table
from helpers.intake.drafts import GONE, Context, Finding, Proposal
from helpers.intake.facts import survey_facts, wave_facts
from helpers.intake.proposal import propose
from helpers.project import wave_names
from helpers.questionnaire import load_questionnaire
from helpers.reading.files import deliver
from helpers.reading.instructions import KEYS, Instructions, instructions_of
from helpers.survey_names import SURVEYS
from helpers.wave_record import UNDECIDED, undecided_problems
from helpers.workspaces import sweep, workspace

WAVES, PAGE, FACTS = "data/waves", "intake.md", "wave.yml"
DRAFT = ".new-"  # how a folder of an intake under way begins
NAME = re.compile(r"[0-9]{4}-[0-9]{2}")
HEAD = """\
# yaml-language-server: $schema=../../schemas/wave.schema.json
# The wave {wave}: what was asked of whom, when and how, and how its files are read.
# Proposed by `report wave new`. docs/new-wave.md says how to decide what is undecided.
"""


@dataclass(frozen=True)
class Intake:
    """A wave that was taken in: its folder, the rows of its table, and what is undecided, said."""

    folder: Path
    findings: list[Finding]
    undecided: list[str]


def take_in(
    root: Path, wave: str, files: dict[str, Path], given: dict[str, dict[str, Any]] | None = None
) -> Intake:
    """Folder of a new wave, made from the delivered file of each survey.

    `given` are, by survey, keys of docs/survey-files.md that are decided already. The files are
    copied unchanged. Raises InputError, with nothing written, where there is such a wave, its
    name is none, or a file cannot be read.
    """
    given = given or {}
    folder = root / WAVES / wave
    _refuse_name(folder, wave)
    _refuse_files(files, given)
    sweep_drafts(root)
    with workspace(root / WAVES, DRAFT) as draft:
        findings, undecided = _write(root, wave, files, given, draft / wave)
        # The name is free, or the folder is refused: one that is there is never replaced.
        _refuse_name(folder, wave)
        (draft / wave).rename(folder)
    shown = f"{WAVES}/{wave}/{FACTS}"
    said = undecided_problems({UNDECIDED: undecided}, shown)
    return Intake(folder, findings, [f"{one.found}; {one.todo}" for one in said])


def sweep_drafts(root: Path) -> None:
    """Take away what an intake that was killed left in data/waves/; one under way stays."""
    sweep(root / WAVES, DRAFT)


def _refuse_name(folder: Path, wave: str) -> None:
    if not NAME.fullmatch(wave):
        found = f"{wave!r} is no name of a wave"
        raise InputError(Problem(WAVES, found, "name it by its years, such as YEAR-YY"))
    if os.path.lexists(folder):
        todo = "take it away first if the files are to be taken in again"
        raise InputError(Problem(f"{WAVES}/{wave}", "is there already", todo))
    if not folder.parent.is_dir():
        raise InputError(Problem(WAVES, "there is no such folder", "restore it"))


def _refuse_files(files: dict[str, Path], given: dict[str, dict[str, Any]]) -> None:
    problems = []
    if not files:
        problems.append(Problem(WAVES, "no survey file was named", "name one or more"))
    names: dict[str, Path] = {}
    for path in files.values():
        other = names.setdefault(path.name.casefold(), path)
        if other is not path:
            found = f"has the same name as {other}" if other != path else "is named for two surveys"
            problems.append(Problem(str(path), found, "give each survey a file of its own name"))
        if "\\" in path.name or not path.name.isprintable():
            problems.append(Problem(str(path), "has a name that not every system can have"))
    for survey, keys in given.items():
        if survey not in files:
            problems.append(Problem("--read", f"no file of survey {survey!r} was named"))
        for key in [key for key in keys if key not in KEYS]:
            found = f"has the unknown key {key!r}"
            problems.append(Problem("--read", found, f"keys are: {', '.join(KEYS)}"))
        instructions_of(keys, survey, "--read", problems)
    if problems:
        raise InputError(problems)


def _write(root: Path, wave: str, files, given, folder: Path) -> tuple[list[Finding], list]:
    """Fill the folder; the rows of the table and what is undecided come back."""
    last = max((name for name in wave_names(root) if name < wave), default="")
    facts = read_yaml(root / WAVES / last / FACTS, f"{WAVES}/{last}/{FACTS}") if last else {}
    made = _proposals(root, wave, last, facts, files, given, folder)
    described, undecided = _described(wave, last, facts, files, made, folder)
    findings = [row for one in made for row in one.findings]
    findings += _since(root, last, wave) if last else []
    findings += [
        Finding(GONE, survey, "", "", f"the survey of {last} was not delivered")
        for survey in SURVEYS
        if _entry_of(facts, survey) and survey not in files
    ]
    text = yaml.safe_dump(
        described, sort_keys=False, allow_unicode=True, width=98, default_flow_style=False
    )
    (folder / FACTS).write_text(HEAD.format(wave=wave) + text, encoding="utf-8")
    page = table.markdown(wave, last, findings, undecided)
    (folder / PAGE).write_text(page, encoding="utf-8")
    _settle(folder)
    return findings, undecided


def _proposals(root, wave: str, last: str, facts, files, given, folder: Path) -> list[Proposal]:
    questionnaire, known = load_questionnaire(root, wave), load_questionnaire(root).items
    folder.mkdir()
    made, problems = [], []
    for survey in [survey for survey in SURVEYS if survey in files]:
        path, before = files[survey], _entry_of(facts, survey)
        try:
            copied = _copied(path, folder)
            how = instructions_of(given.get(survey, {}), survey, "--read", [])
            delivered = deliver(copied, str(path), how)
            context = Context(questionnaire, known, wave, last, before)
            made.append(propose(context, survey, copied, delivered, given.get(survey, {})))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return made


def _entry_of(facts: dict[str, Any], survey: str) -> dict[str, Any]:
    """A survey's entry in the last wave; {} where it has none that can be used."""
    surveys = facts.get("surveys")
    entry = surveys.get(survey) if isinstance(surveys, dict) else None
    if not isinstance(entry, dict) or instructions_of(entry, survey, "", []) == Instructions():
        keep = entry if isinstance(entry, dict) else {}
        return {key: value for key, value in keep.items() if key not in KEYS}
    return entry


def _copied(path: Path, folder: Path) -> Path:
    if not path.is_file():
        found = "is a folder" if path.is_dir() else "there is no such file"
        raise InputError(Problem(str(path), found, "name the file as it was delivered"))
    try:
        shutil.copyfile(path, folder / path.name)
    except PermissionError:
        raise InputError(Problem(str(path), "may not be read", "ask for its rights")) from None
    return folder / path.name


def _described(wave: str, last: str, facts, files, made, folder: Path) -> tuple[dict, list]:
    """Content of wave.yml, and what of it is undecided."""
    described, undecided = wave_facts(wave, facts, made)
    surveys = {}
    for one in made:
        name, before = files[one.survey].name, _entry_of(facts, one.survey)
        rows = one.respondents
        digest = file_digest(folder / name)
        told, unknown = survey_facts(one.survey, name, digest, rows, before, last)
        surveys[one.survey] = told | one.entry
        undecided += [*unknown, *one.undecided]
    described["surveys"] = surveys
    if undecided:
        described[UNDECIDED] = undecided
    return described, undecided


def _since(root: Path, last: str, wave: str) -> list[Finding]:
    old, new = (load_questionnaire(root, name).items for name in (last, wave))
    return table.since(last, wave, old, new)


def _settle(folder: Path) -> None:
    """Write the files through to the disk, so that a power cut leaves no half folder."""
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
