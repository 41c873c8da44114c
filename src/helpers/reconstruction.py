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
from helpers.margins import NoSuchCounts, counts_from_print, shared_out
from helpers.plan import Plan, load_plan
from helpers.questionnaire import Item
from helpers.respondents import Respondents
from helpers.rounding import percent
from helpers.waves import ID
from helpers.weighted_margins import Window, weighted_counts
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
    """The item whose responses are the groups, and the count of each answer by group."""
    try:
        if people.survey == plan.weighted_survey:
            return _weighted(plan, item, people.frame, made)
        if not plan.shares(item, people.survey, "primary"):
            return None, {"": _printed(plan, item, people.survey, "all", len(people.asked(item)))}
        groups = people.groups("phase", item)
        primary = _printed(plan, item, people.survey, "primary", len(groups["primary"]))
        shape = {key: count for key, count in primary.items() if key != "no_answer"}
        others = {g: shared_out(len(m), shape) for g, m in groups.items() if g != "primary"}
        return "phase", {"primary": primary, **others}
    except NoSuchCounts as problem:
        found = f"{item.name} of {people.survey}: {problem}"
        todo = "change its fill, or list the contradiction"
        raise InputError(Problem(plan.file, found, todo)) from None


def _printed(plan: Plan, item: Item, survey: str, phase: str, asked: int) -> dict[str, int]:
    printed, mean = plan.shares(item, survey, phase), plan.mean(item, survey, phase)
    return counts_from_print(printed, asked, plan.fill(item, survey), item.scores, mean)


def _weighted(plan: Plan, item: Item, frame: pd.DataFrame, made: dict) -> tuple[str, Groups]:
    weighting = plan.questionnaire.settings.weighting
    by, target = weighting["variable"], made[weighting["target"]]
    target = target[target["phase"].isin(set(frame["phase"]))]
    weights = post_stratify(frame[by], target[by]).groupby(frame[by]).first().to_dict()
    sizes = {g: int((frame[by] == g).sum()) for g in _order(plan, by) if g in weights}
    printed = plan.shares(item, plan.weighted_survey, "primary")
    windows = _windows(printed, plan.changes(item), target[item.name])
    tilt = _tilt(plan, item, list(sizes))
    fill = plan.fill(item, plan.weighted_survey)
    return by, weighted_counts(sizes, weights, windows, fill, tilt)


def _order(plan: Plan, name: str) -> list[str]:
    return list(plan.questionnaire.item(name).scale.responses)


def _tilt(plan: Plan, item: Item, groups: list[str]) -> dict[tuple[str, str], float]:
    gradient = plan.rules["gradient"]
    middle = groups.index(gradient["from"])
    return {
        (group, key): gradient["a_year"] * (place - middle) * score
        for place, group in enumerate(groups)
        for key, score in item.scores.items()
    }


def _windows(printed: list, changes: dict, later: pd.Series) -> list[Window]:
    """Room of each printed share, narrowed so that the change to the later survey prints too."""
    answers = later[later.notna() & (later != "no_answer")]
    windows = []
    for entry in printed:
        low, high = entry.percent - 0.5, entry.percent + 0.5
        if entry.responses in changes:
            end = 100 * answers.isin(entry.responses).mean() - changes[entry.responses]
            low, high = max(low, end - 0.5), min(high, end + 0.5)
        windows.append(Window(entry.responses, low, high))
    return windows


def _responses(plan: Plan, item: Item, people: Respondents) -> dict[str, int]:
    """Respondents who gave each response of a multiple response, printed or stated."""
    base = len(people.asked(item))
    printed = plan.shares(item, people.survey, "all")
    stated = plan.rules["unprinted_responses"][item.name]
    counts = {next(iter(p.responses)): round(base * p.percent / 100) for p in printed} | stated
    missed = [p for p in printed if percent(counts[next(iter(p.responses))], base) != p.percent]
    if missed:
        raise NoSuchCounts(f"a base of {base} does not meet {missed}")
    return {key: counts[key] for key in item.scale.responses}


def write(samples: dict[str, pd.DataFrame], plan: Plan, folder: Path) -> list[Path]:
    """Survey files as the wave reads them; the same samples give the same bytes."""
    paths = []
    for survey, sample in samples.items():
        path = folder / f"{survey}.csv"
        path.write_bytes(survey_file(sample, plan, survey).encode("utf-8"))
        paths.append(path)
    return paths


def survey_file(sample: pd.DataFrame, plan: Plan, survey: str) -> str:
    """Text of one survey file: comment lines, header, one line a respondent with codes."""
    columns = {ID: pd.Series(sample.index, index=sample.index)}
    for item in plan.questionnaire.of_survey(survey):
        codes = _codes(plan, item)
        for name, column in item.file_columns(survey).items():
            columns[column] = sample[name].map(lambda value, codes=codes: _cell(value, codes))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return "".join(f"# {line}\n" for line in plan.rules["comment"]) + text.getvalue()


def _codes(plan: Plan, item: Item) -> dict[str, int]:
    codes = {key: r.code for key, r in plan.questionnaire.special.items()}
    if item.kind == "multiple":
        return codes | {"yes": 1, "no": 0}
    return codes | {key: r.code for key, r in item.scale.responses.items()}


def _cell(value: object, codes: dict[str, int]) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(codes.get(value, value))
