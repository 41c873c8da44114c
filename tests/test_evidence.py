"""Evidence: what a wave rests on, in words, whichever surveys it has."""

import pandas as pd
import yaml
from more_waves import facts

from helpers.edition import Edition
from helpers.evidence import OUTSIDE, Evidence
from helpers.survey_names import BASELINE, COMPARISON, END


def evidence(project, **entries) -> Evidence:
    facts(project.folder, **entries)
    return Evidence(Edition("first", root=project.root))


def surveys(project, *names: str) -> dict:
    given = yaml.safe_load(project.facts.read_text())["surveys"]
    return {name: given[name] for name in names}


def test_all_is_listed(project):
    found = evidence(project)
    assert found.parts == (
        "surveys of Linking teachers before and after the year's Linking, "
        f"in-depth interviews with some of the teachers and a survey of {OUTSIDE}"
    )
    assert found.counts == (
        "6 teachers at baseline, 8 at the end of Linking and 6 in the comparison group"
    )


def test_what_is_not_there_is_not_listed(project):
    found = evidence(project, surveys=surveys(project, END), interviews=None)
    assert found.parts == "a survey of Linking teachers after the year's Linking"
    assert found.counts == "8 teachers at the end of Linking"


def test_without_a_baseline_the_first_number_has_the_noun(project):
    found = evidence(project, surveys=surveys(project, COMPARISON, END), interviews=None)
    assert found.counts == "8 teachers at the end of Linking and 6 in the comparison group"


def test_those_who_answered_twice_are_counted(project):
    answers = pd.read_csv(project.file(BASELINE), comment="#", dtype=str, keep_default_na=False)
    answers.loc[:3, "respondent"] = ["E1", "E2", "E3", "E4"]
    comment = project.file(BASELINE).read_text().splitlines(keepends=True)[0]
    project.file(BASELINE).write_text(comment + answers.to_csv(index=False))
    assert evidence(project, design="linked").linked == "4"


def test_nobody_is_counted_where_none_are_linked(project):
    assert evidence(project).linked == "none"
