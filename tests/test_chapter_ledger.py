"""Chapter ledger: counts by hand, and corrections against statsmodels."""

import pandas as pd
import pytest
from annex_chapters import chapter
from statsmodels.stats.multitest import multipletests

from helpers.analysis import Analysis
from helpers.annex.chapter_ledger import adjusted, counted
from helpers.annex.chapter_tests import ChapterTests

CHAPTERS = [chapter(number) for number in ("3", "5", "6")]


@pytest.mark.parametrize(("method", "known"), [("holm", "holm"), ("bh", "fdr_bh")])
def test_corrections_are_those_of_statsmodels_in_each_chapter(method, known):
    rows = adjusted(CHAPTERS).frame
    assert rows["family"].unique().tolist() == ["3", "5", "6"]
    for _, family in rows.groupby("family"):
        kept, p = multipletests(family["p"], alpha=0.05, method=known)[:2]
        assert family[f"p_{method}"].to_numpy() == pytest.approx(p)
        assert family[f"significant_{method}"].tolist() == kept.tolist()


def test_a_family_is_the_verdicts_on_ratings_of_one_chapter():
    rows = adjusted(CHAPTERS).frame
    for found in CHAPTERS:
        family = rows[rows["family"] == found.number]
        assert family["item"].tolist() == [item.name for item in found.items]
        assert set(family["tests_run"]) == {len(found.items)}
        told = [found.difference(item).significant for item in found.items]
        assert family["significant"].tolist() == told


def test_the_ledger_counts_tests_with_a_result_and_those_that_are_told():
    rows = counted(CHAPTERS).set_index("family")
    for found in CHAPTERS:
        row, n = rows.loc[found.number], len(found.items)
        assert row["run"] == found.tests.frame["p"].notna().sum()
        # Two verdicts a measure: on the ratings, and on the mean score.
        assert row["reported"] == 2 * n
        assert row["tests_run"] + row["not_testable"] == n
        assert row["significant"] - row["lost_holm"] == row["significant_holm"]
        assert row["significant"] - row["lost_bh"] == row["significant_bh"]


def test_a_suppressed_verdict_is_no_test_of_its_family(project):
    project.edit(
        project.questionnaire,
        "flag_below: 5, suppress_below: 3",
        "flag_below: 9, suppress_below: 7",
    )
    found = ChapterTests(Analysis("first", "primary", project.root), "1", "contrast")
    row = adjusted([found]).row(item="interest")
    assert row[["p", "p_holm", "p_bh"]].isna().all()
    assert not row[["significant", "significant_holm", "significant_bh"]].any()
    (counts,) = counted([found]).to_dict("records")
    assert (counts["run"], counts["tests_run"], counts["not_testable"]) == (0, 0, 1)


def test_a_chapter_without_measures_counts_nothing(project):
    found = ChapterTests(Analysis("first", "primary", project.root), "2", "change")
    assert adjusted([found]).frame.empty
    (counts,) = counted([found]).to_dict("records")
    assert set(pd.Series(counts).drop("family")) == {0}
    rows = counted([found, CHAPTERS[0]])
    assert rows["tests_run"].tolist() == [0, 2]
