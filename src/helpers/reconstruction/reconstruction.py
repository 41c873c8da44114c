"""Reconstruction: survey files that give back what was printed about surveys not public.

Margins come from the printed figures and a stated plan, respondents from the margins.
The files are no record of what anybody answered.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from helpers.errors import InputError, Problem
from helpers.questionnaire import Item, read_yaml
from helpers.reconstruction.margins import (
    NoSuchCounts,
    counts_from_print,
    responses_from_print,
    shared_out,
)
from helpers.reconstruction.plan import Plan, load_plan
from helpers.reconstruction.respondents import Respondents
from helpers.reconstruction.rounding import Printed
from helpers.reconstruction.weighted_margins import Window, mean_of, weighted_counts
from helpers.waves import ID
from helpers.weighting import post_stratify

Groups = dict[str, dict[str, int]]


def reconstruct(root: Path, wave: str) -> dict[str, pd.DataFrame]:
    """Sample of each survey: index respondent, response keys, NA where not asked.

    The weighted survey is made last, since its weights depend on the survey that it is
    weighted to. Raises InputError where the rules cannot meet the printed figures.
    """
    plan, made = load_plan(root, wave), {}
    surveys = list(plan.rules["respondents"])
    for survey in sorted(surveys, key=lambda s: s == plan.weighted_survey):
        made[survey] = _survey(plan, survey, made)
    return {survey: made[survey] for survey in surveys}


def survey_files(root: Path, wave: str) -> dict[Path, bytes]:
    """Content of each survey file of the wave by its path; the same inputs, the same bytes."""
    plan, folder = load_plan(root, wave), root / "data/waves" / wave
    facts = read_yaml(folder / "wave.yml", f"data/waves/{wave}/wave.yml")
    return {
        folder / facts["surveys"][survey]["file"]: _as_csv(plan, survey, sample)
        for survey, sample in reconstruct(root, wave).items()
    }


def write(root: Path, wave: str) -> list[Path]:
    """Paths of the survey files of the wave, written anew."""
    files = survey_files(root, wave)
    for path, content in files.items():
        path.write_bytes(content)
    return list(files)


def _survey(plan: Plan, survey: str, made: dict[str, pd.DataFrame]) -> pd.DataFrame:
    items = plan.questionnaire.of_survey(survey)
    people = Respondents(plan, survey)
    people.deal_profile()
    for item in items:
        if item.name in plan.rules["effects"] and item.name not in people.frame:
            people.deal_answers(item, *_margins(plan, item, people, made), factor="setting")
    people.settle_outlook()
    for item in items:
        if item.kind == "multiple":
            people.deal_responses(item, _responses(plan, item, people))
        elif item.kind == "text":
            people.deal_texts(item)
        elif item.name not in people.frame:
            people.deal_answers(item, *_margins(plan, item, people, made), factor="outlook")
    return people.frame[[c for item in items for c in item.file_columns(survey)]]


def _margins(plan: Plan, item: Item, people: Respondents, made: dict) -> tuple[str | None, Groups]:
    """The item whose responses are the groups (None: one group), and the counts in each."""
    try:
        if people.survey == plan.weighted_survey:
            return _weighted(plan, item, people.frame, made)
        if plan.shares(item, people.survey, "primary"):
            return "phase", _by_phase(plan, item, people)
        return None, {"": _counts(plan, item, people.survey, "all", len(people.asked(item)))}
    except NoSuchCounts as problem:
        found = f"{item.name} of {people.survey}: {problem}"
        todo = "change its fill, or list the contradiction"
        raise InputError(Problem(plan.file, found, todo)) from None


def _counts(plan: Plan, item: Item, survey: str, phase: str, asked: int) -> dict[str, int]:
    printed, mean = plan.shares(item, survey, phase), plan.mean(item, survey, phase)
    return counts_from_print(printed, asked, plan.fill(item, survey), item.scores, mean)


def _by_phase(plan: Plan, item: Item, people: Respondents) -> Groups:
    """Primary as printed; other phases in the same proportions, which nothing printed says."""
    groups = people.groups("phase", item)
    primary = _counts(plan, item, people.survey, "primary", len(groups["primary"]))
    shape = {key: count for key, count in primary.items() if key != "no_answer"}
    others = {g: shared_out(len(m), shape) for g, m in groups.items() if g != "primary"}
    return {"primary": primary, **others}


def _weighted(plan: Plan, item: Item, frame: pd.DataFrame, made: dict) -> tuple[str, Groups]:
    weighting, survey = plan.questionnaire.settings.weighting, plan.weighted_survey
    by, target = weighting["variable"], made[weighting["target"]]
    for name, allowed in weighting["among"].items():
        target = target[target[name].isin(allowed)]
    weights = post_stratify(frame[by], target[by]).groupby(frame[by]).first().to_dict()
    order = [g for g in plan.questionnaire.item(by).scale.responses if g in weights]
    sizes = {group: int((frame[by] == group).sum()) for group in order}
    windows = _windows(plan.shares(item, survey, "primary"), plan.changes(item), target[item.name])
    tilt = _tilt(plan, item, order)
    counts = weighted_counts(sizes, weights, windows, plan.fill(item, survey), tilt)
    printed = plan.mean(item, survey, "primary")
    if printed is not None and mean_of(counts, weights, item.scores) != printed:
        raise NoSuchCounts(f"the weighted mean is not the printed {printed}")
    return by, counts


def _tilt(plan: Plan, item: Item, groups: list[str]) -> dict[tuple[str, str], float]:
    gradient = plan.rules["gradient"]
    middle = groups.index(gradient["from"])
    return {
        (group, key): gradient["a_year"] * (place - middle) * score
        for place, group in enumerate(groups)
        for key, score in item.scores.items()
    }


def _windows(printed: list[Printed], changes: dict, later: pd.Series) -> list[Window]:
    """Room of each printed share, narrowed so that the change to the later survey prints too."""
    answers = later[later.notna() & (later != "no_answer")]
    windows = []
    for entry in printed:
        low, high = entry.percent - 0.5, entry.percent + 0.5
        if entry.responses in changes:
            start = 100 * answers.isin(entry.responses).mean() - changes[entry.responses]
            low, high = max(low, start - 0.5), min(high, start + 0.5)
        windows.append(Window(entry.responses, low, high))
    return windows


def _responses(plan: Plan, item: Item, people: Respondents) -> dict[str, int]:
    printed = plan.shares(item, people.survey, "all")
    stated = plan.rules["unprinted_responses"][item.name]
    counts = responses_from_print(printed, len(people.asked(item))) | stated
    return {key: counts[key] for key in item.scale.responses}


def _as_csv(plan: Plan, survey: str, sample: pd.DataFrame) -> bytes:
    """Comment lines, header, one line a respondent with codes; empty where not asked."""
    columns = {ID: list(sample.index)}
    for item in plan.questionnaire.of_survey(survey):
        codes = _codes(plan, item)
        for name, column in item.file_columns(survey).items():
            columns[column] = [_cell(value, codes) for value in sample[name]]
    text = io.StringIO()
    text.writelines(f"# {line}\n" for line in plan.rules["comment"])
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue().encode("utf-8")


def _codes(plan: Plan, item: Item) -> dict[str, int]:
    codes = {key: response.code for key, response in plan.questionnaire.special.items()}
    if item.kind == "multiple":
        return codes | {"yes": 1, "no": 0}
    return codes | {key: response.code for key, response in item.scale.responses.items()}


def _cell(value: object, codes: dict[str, int]) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(codes.get(value, value))
