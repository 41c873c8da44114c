"""Chapter tests: which items belong, what stands beside what, and nothing of a small base."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from annex_chapters import chapter
from annex_notebook import edit_wave
from scipy import stats

from helpers.analysis import Analysis
from helpers.annex.chapter_tests import ChapterTests
from helpers.disclosure import SUPPRESSED, disclose

NUMBERS = ["estimate", "low", "high", "statistic", "df", "p"]


def small(project, kind, phase="primary", number="1") -> ChapterTests:
    return ChapterTests(Analysis("first", phase, project.root), number, kind)


def test_items_belong_to_a_chapter_by_their_figures():
    assert [item.name for item in chapter("3").items] == ["lead_diverse", "respond_questions"]
    assert len(chapter("5").items) == 10 and len(chapter("6").items) == 11
    interest = chapter("5").analysis.questionnaire.item("interest")
    assert chapter("5").figure_of(interest) == "5.2" and chapter("6").figure_of(interest) == "6.1"
    assert chapter("3").figure_of(interest) == ""


def test_an_item_without_a_figure_of_the_chapter_does_not_belong(project):
    assert [item.name for item in small(project, "change").items] == ["interest"]
    assert small(project, "change", number="2").items == []


@pytest.mark.parametrize("number", ["3", "5", "6"])
def test_the_report_s_own_tests_stand_unchanged_among_the_others(number):
    found = chapter(number)
    for item in found.items:
        rows = found.tests.only(item=item.name).frame.set_index("test")
        made = found.analysis.tests(item, found.against).frame.set_index("test")
        pd.testing.assert_frame_equal(rows.loc[made.index, NUMBERS], made[NUMBERS])
        assert rows.loc[found.difference(item).test, "p"] == found.told(item)["p"]
        assert len(rows) > len(made)


@pytest.mark.parametrize("name", [item.name for item in chapter("5").items])
def test_an_unweighted_t_test_is_nearly_that_of_welch(name):
    found = chapter("5")
    item = found.analysis.questionnaire.item(name)
    scores, group = found.pooled.scores(item), found.pooled.group
    kept = ~np.isnan(scores)
    welch = stats.ttest_ind(
        scores[kept & (group == 1)], scores[kept & (group == 0)], equal_var=False
    )
    row = found.tests.row(item=name, test="t")
    # Welch divides by n - 1 in each group and has other degrees of freedom.
    assert row["statistic"] == pytest.approx(welch.statistic, rel=0.01)
    assert row["p"] == pytest.approx(welch.pvalue, abs=0.01)


def test_what_could_have_shown_stands_beside_each_that_is_not_significant():
    for number in ("3", "5", "6"):
        verdicts = chapter(number).verdicts.frame
        plain = set(verdicts["item"][~verdicts["significant"]])
        assert set(chapter(number).detectable.frame["item"]) == plain


def test_small_bases_leave_no_number_in_any_frame(project):
    project.edit(
        project.questionnaire,
        "flag_below: 5, suppress_below: 3",
        "flag_below: 9, suppress_below: 7",
    )
    for kind in ("change", "contrast"):
        found = small(project, kind)
        for frame in (found.tests, found.sizes, found.detectable, found.sensitivity):
            rows = frame.frame
            assert (rows["status"] == SUPPRESSED).all()
            numbers = [name for name in NUMBERS if name in rows]
            assert rows[numbers].isna().all(axis=None)
        assert not found.tests.frame["significant"].any()
        assert len(found.untested.frame) == sum(
            len(part.frame) for part in (found.tests, found.sizes, found.sensitivity)
        )


def test_a_matched_row_is_shown_or_not_by_its_pairs():
    found = chapter("5")
    rows = found.tests.only(item="confidence")
    pairs = [rows.row(test=f"{way}_ordinal")["base"] for way in ("nearest", "caliper")]
    assert rows.row(test="ordinal")["base"] >= pairs[0] > pairs[1]
    between = replace(found.settings, suppress_below=int(pairs[0]))
    shown = disclose(rows.frame, between)
    assert shown.row(test="nearest_ordinal")["p"] == rows.row(test="nearest_ordinal")["p"]
    assert np.isnan(shown.row(test="caliper_ordinal")["p"])


@pytest.mark.parametrize(
    ("survey", "kind", "said"),
    [
        ("comparison", "contrast", "the wave has no comparison survey"),
        ("baseline", "change", "the wave has no baseline survey"),
        ("end_of_linking", "contrast", "the wave has no end of Linking survey"),
    ],
)
def test_a_wave_that_lacks_a_survey_has_empty_frames(project, survey, kind, said):
    edit_wave(project.root, "first", lambda facts: facts["surveys"].pop(survey))
    found = small(project, kind)
    assert (found.missing, found.items) == (said, [])
    for frame in (found.tests, found.verdicts, found.sizes, found.detectable, found.sensitivity):
        assert frame.frame.empty
    assert found.balance.frame.empty and found.losses.frame.empty and found.fills.frame.empty
    assert found.unmatched == found.unfilled == said


def test_without_a_plan_nothing_is_filled(project):
    found = small(project, "change")
    assert found.unfilled == "no plan says what print fixes" and found.fills.frame.empty


def test_a_change_matches_nobody(project):
    assert small(project, "change").unmatched == "only groups at one time are matched"


def test_what_separates_the_groups_is_the_reason_for_each_matched_test(project):
    found = small(project, "contrast")
    assert found.unmatched == "the covariates separate the two groups: fsm (not_stated)"
    matched = found.untested.frame["test"].str.startswith(("nearest", "caliper"))
    assert matched.sum() == 6 and set(found.untested.frame["reason"]) == {found.unmatched}


@pytest.fixture
def linked(project) -> ChapterTests:
    """The small wave as one of linked respondents: E1 to E6 answered as B1 to B6 before."""
    edit_wave(project.root, "first", lambda facts: facts.update(design="linked"))
    path = project.file("end_of_linking")
    path.write_text(path.read_text(encoding="utf-8").replace("\nE", "\nB"), encoding="utf-8")
    return small(project, "change")


def test_linked_respondents_have_paired_tests_only(linked):
    assert linked.of_linked and linked.told(linked.items[0])["test"] == "signed_rank"
    tests = set(linked.tests.frame["test"])
    assert {"signed_rank", "paired_t", "mcnemar"} <= tests
    assert not tests & {"ordinal", "t", "chi_squared", "proportional_odds"}
    assert set(linked.sizes.frame["effect"]) == {"points"}
    assert linked.sensitivity.frame.empty and linked.detectable.frame.empty
    assert linked.unfilled.endswith("from linked respondents")
