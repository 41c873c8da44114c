"""What was printed, held against what the survey files give: one row a printed number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.analysis import Analysis
from helpers.answers import Answers
from helpers.differences import Change
from helpers.errors import InputError, Problem
from helpers.phrases import times
from helpers.printing import half_up, whole_percent
from helpers.questionnaire import read_yaml
from helpers.survey_names import SURVEYS
from helpers.waves import BASELINE

FOLDER = "data/published"
COLUMNS = ["id", "section", "figure", "item", "statistic", "printed", "computed", "outcome"]
MET, AS_SUM, MISSED = "met", "met as the sum of rounded parts", "not met"
SIDES = {
    "higher": 1, "lower": -1, "improved": 1, "comparison higher": -1, "comparison lower": 1,
    "comparison": 1,
}  # fmt: skip


def read_published(root: Path, wave: str) -> pd.DataFrame:
    """Printed numbers of a wave, one a row, as text.

    Raises InputError where there is no such file.
    """
    path = root / FOLDER / f"{wave}.csv"
    if not path.is_file():
        found = f"there is no {wave}.csv"
        raise InputError(Problem(FOLDER, found, "a wave without print has nothing to be held to"))
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def contradictions(root: Path, wave: str) -> dict[str, dict]:
    """Printed numbers that contradict others in print, by id, with their arithmetic."""
    shown = f"{FOLDER}/{wave}-contradictions.yml"
    return {entry["id"]: entry for entry in read_yaml(root / shown, shown)["not_met"]}


def check(root: Path, wave: str) -> pd.DataFrame:
    """Every printed survey number with the computed one and its outcome, columns COLUMNS.

    Numbers that no survey file gives (dates, programme facts) are left out, and those of a survey
    that the wave does not have.
    """
    analyses = {"primary": Analysis(wave, "primary", root), "all": Analysis(wave, None, root)}
    here = set(analyses["all"].wave.surveys)
    rows = []
    for claim in read_published(root, wave).itertuples():
        verdicts = CHECKS.get(claim.statistic)
        if verdicts is None or not claim.survey or not surveys_of(claim) <= here:
            continue
        for item in claim.item.split("+"):
            found = verdicts(analyses[claim.phase or "all"], claim, item)
            if found is not None:
                rows.append(_row(claim, item, *found))
    return pd.DataFrame(rows, columns=COLUMNS)


def surveys_of(claim) -> set[str]:
    """Names of the surveys that a printed number is from, one or both ends of a difference."""
    against = BASELINE if claim.statistic == "change" else claim.against
    return {claim.survey, against} & set(SURVEYS)


def _row(claim, item: str, printed: str, computed: str, outcome: str | None = None) -> list:
    outcome = outcome or (MET if printed == computed else MISSED)
    place = [claim.id, claim.section, claim.figure, item, claim.statistic]
    return [*place, printed, computed, outcome]


def _answers(analysis: Analysis, item: str, survey: str) -> Answers:
    return analysis[item].answers(survey)


def _share(analysis: Analysis, claim, item: str):
    keys = tuple(claim.response.split("+"))
    answers = _answers(analysis, item, claim.survey)
    computed = str(whole_percent(answers[keys].value))
    if computed == claim.value or len(keys) == 1:
        return claim.value, computed
    parts = str(sum(answers[key].percent for key in keys))
    return claim.value, computed, AS_SUM if parts == claim.value else MISSED


def _mean(analysis: Analysis, claim, item: str):
    return claim.value, str(_answers(analysis, item, claim.survey).mean)


def _change(analysis: Analysis, claim, item: str):
    keys = tuple(claim.response.split("+"))
    ends = [_answers(analysis, item, survey) for survey in (claim.survey, "baseline")]
    computed = str(int(half_up((ends[0][keys].value - ends[1][keys].value) * 100)))
    if computed == claim.value:
        return claim.value, computed
    later, earlier = (sum(end[key].percent for key in keys) for end in ends)
    return claim.value, computed, AS_SUM if str(later - earlier) == claim.value else MISSED


def _count(analysis: Analysis, claim, item: str):
    sample = analysis.sample(claim.survey).answers
    if item == "respondents":
        computed = len(sample)
    elif item in sample and claim.response:
        computed = int((sample[item] == claim.response).sum())
    elif item in sample:
        computed = int((sample[item].notna() & (sample[item] != "no_answer")).sum())
    elif item == "source":
        usual = analysis.wave.facts["surveys"][claim.survey]["source"]
        computed = len(sample) if usual == claim.response else 0
    else:
        return None
    outcome = MET if str(computed) in claim.value.split(" or ") else MISSED
    return claim.value, str(computed), outcome


def _areas(analysis: Analysis, claim, item: str):
    return claim.value, str(analysis.sample(claim.survey).answers[item].nunique())


def _difference(analysis: Analysis, claim, item: str) -> Change:
    measure = analysis[item]
    return measure.change if claim.against == "baseline" else measure.contrast


def _significance(analysis: Analysis, claim, item: str):
    tested = _difference(analysis, claim, item)
    found = tested.mean_significant if claim.detail == "mean" else tested.significant
    if not claim.significant:
        return "as the ordinal test", _said(found), MET if found == tested.significant else MISSED
    return _said(claim.significant == "yes"), _said(found)


def _said(significant: bool) -> str:
    return "significant" if significant else "not significant"


def _verdict(analysis: Analysis, claim, item: str):
    side = claim.value.split(" than ")[0]
    known = item in analysis.questionnaire.items
    if side not in SIDES or not known or not claim.against:
        return None
    if claim.phase == "primary" or analysis.questionnaire.item(item).kind == "category":
        tested = _difference(analysis, claim, item)
    else:
        return None
    ahead = (
        tested.value > 0 if analysis.questionnaire.item(item).kind == "category" else tested.better
    )
    here = 1 if ahead else -1
    if claim.survey == "comparison" and not claim.value.startswith("comparison"):
        here = -here
    told = {1: "higher", -1: "lower"}
    if claim.value.startswith("comparison"):
        told = {1: "comparison lower", -1: "comparison higher"}
    computed = told[here]
    return claim.value, computed, MET if here == SIDES[side] else MISSED


def _ratio(analysis: Analysis, claim, item: str):
    tested = _difference(analysis, claim, item)
    words = {"twice": "twice", "almost doubled": "almost twice"}
    computed = times(tested.here.headline.value, tested.there.headline.value)
    printed = claim.value.lower()
    return printed, computed, MET if words.get(printed) == computed else MISSED


CHECKS: dict[str, Callable] = {
    "share": _share,
    "mean": _mean,
    "change": _change,
    "count": _count,
    "areas": _areas,
    "significance": _significance,
    "verdict": _verdict,
    "ratio": _ratio,
}
