"""Paired comparisons: the design that the wave declares decides what is tested and said."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy import stats

from helpers.analysis import Analysis
from helpers.differences import Contrast, DoubleContrast, LinkedChange
from helpers.errors import InputError
from helpers.paired_comparisons import (
    DOUBLE,
    MCNEMAR,
    PAIRED_SHARE,
    PAIRED_T,
    SIGNED_RANK,
    STUART_MAXWELL,
    compare_double,
    compare_linked,
    linked_samples,
)

ROOT = Path(__file__).parents[1]
BEFORE = ["5", "4", "3", "2", "3", "1", "2", "4", "3", "2"]
AFTER = ["5", "5", "4", "4", "2", "3", "3", "4", "5", "4"]


def named(make_sample, keys, survey, names=None):
    sample = make_sample(keys, survey=survey)
    sample.answers.index = sample.weights.index = pd.Index(names or range(len(keys)), name="who")
    return sample


@pytest.fixture
def pair(make_sample):
    return (
        named(make_sample, AFTER, "end_of_linking"),
        named(make_sample, BEFORE, "baseline"),
    )


def by_test(frame):
    return frame.set_index("test")


def test_paired_tests_agree_with_scipy(pair, five_point, questionnaire):
    rows = by_test(compare_linked(*pair, five_point, questionnaire.settings))
    before, after = (np.array(list(map(int, keys)), float) for keys in (BEFORE, AFTER))
    t = stats.ttest_rel(after, before)
    assert rows.loc[PAIRED_T, "estimate"] == pytest.approx((after - before).mean())
    assert rows.loc[PAIRED_T, "p"] == pytest.approx(t.pvalue, rel=1e-9)
    rank = stats.wilcoxon(after, before, correction=False, mode="approx")
    assert rows.loc[SIGNED_RANK, "p"] == pytest.approx(rank.pvalue, rel=1e-9)
    # Better 7, worse 1, the same 2 of 10.
    assert rows.loc[SIGNED_RANK, "estimate"] == pytest.approx(0.6)
    share = stats.ttest_rel((after >= 4) * 1.0, (before >= 4) * 1.0)
    assert rows.loc[PAIRED_SHARE, "p"] == pytest.approx(share.pvalue, rel=1e-9)
    # Four went up over the line and none down: (4 - 0)^2 / 4 = 4 on 1 df.
    assert rows.loc[MCNEMAR, "statistic"] == pytest.approx(4)
    assert 0 < rows.loc[STUART_MAXWELL, "p"] < 1


def test_the_order_of_respondents_is_of_no_matter(make_sample, five_point, questionnaire, pair):
    order = [3, 1, 4, 0, 9, 5, 8, 2, 7, 6]
    turned = named(make_sample, [BEFORE[i] for i in order], "baseline", order)
    again = compare_linked(*linked_samples(pair[0], turned), five_point, questionnaire.settings)
    first = compare_linked(*linked_samples(*pair), five_point, questionnaire.settings)
    pd.testing.assert_frame_equal(again, first)


def test_only_those_in_both_are_linked(make_sample):
    end = named(make_sample, ["5", "4", "3"], "end_of_linking", ["a", "b", "c"])
    start = named(make_sample, ["1", "2", "3"], "baseline", ["c", "x", "a"])
    after, before = linked_samples(end, start)
    assert list(after.answers.index) == list(before.answers.index) == ["c", "a"]
    assert list(after.answers["y"]) == ["3", "5"] and list(before.answers["y"]) == ["1", "3"]


@pytest.mark.parametrize(("names", "said"), [(["a", "a"], "'a'"), (["x", "y"], "none of its id")])
def test_identifiers_that_link_nobody_or_twice_are_refused(make_sample, names, said):
    end = named(make_sample, ["5", "4"], "end_of_linking", ["a", "b"])
    with pytest.raises(InputError) as refused:
        linked_samples(end, named(make_sample, ["1", "2"], "baseline", names))
    assert said.strip("'") in str(refused.value)


def test_nobody_who_changed_cannot_be_tested(make_sample, five_point, questionnaire):
    one = named(make_sample, BEFORE, "end_of_linking"), named(make_sample, BEFORE, "baseline")
    rows = compare_linked(*one, five_point, questionnaire.settings)
    assert rows["p"].isna().all() and rows["reason"].ne("").all()
    assert not rows["significant"].any()


def test_a_double_difference_is_that_of_four_means(make_sample, five_point, questionnaire, pair):
    others = (
        named(make_sample, ["3", "4", "3", "2"], "comparison"),
        named(make_sample, ["3", "3", "2", "2"], "comparison_baseline"),
    )
    rows = by_test(compare_double(pair, others, five_point, questionnaire.settings))
    mean = [np.mean(list(map(int, s.answers["y"]))) for s in (*pair, *others)]
    step = mean[0] - mean[1] - mean[2] + mean[3]
    assert rows.loc[f"{DOUBLE}t", "estimate"] == pytest.approx(step)
    assert rows.loc[f"{DOUBLE}t", "df"] == 10 + 10 + 4 + 4 - 4
    linked = by_test(compare_double(pair, others, five_point, questionnaire.settings, linked=True))
    assert linked.loc[f"{DOUBLE}t", "estimate"] == pytest.approx(step)
    assert linked.loc[f"{DOUBLE}t", "df"] == 10 + 4 - 2


def declared(project, design: str):
    project.edit(project.facts, "design: independent", f"design: {design}")
    if design == "linked":
        text = project.file("baseline").read_text()
        ends = project.file("end_of_linking").read_text().splitlines()
        names = [line.split(",")[0] for line in ends if not line.startswith("#")][1:]
        lines = text.splitlines()
        start = next(i for i, line in enumerate(lines) if not line.startswith("#")) + 1
        for place, name in zip(range(start, len(lines)), names, strict=False):
            lines[place] = ",".join([name, *lines[place].split(",")[1:]])
        project.file("baseline").write_text("\n".join(lines) + "\n")
    return Analysis(project.wave, root=project.root)


def rated(analysis):
    return analysis.changes.measures[0]


def test_a_linked_wave_is_tested_as_linked(project):
    change = rated(declared(project, "linked")).change
    assert isinstance(change, LinkedChange) and "same respondents" in change.basis
    assert set(change.tests.frame["test"]) >= {SIGNED_RANK, PAIRED_T, STUART_MAXWELL}
    assert change.here.base == change.there.base or change.here.base != "0"


def test_an_independent_wave_is_not(project):
    change = rated(declared(project, "independent")).change
    assert not isinstance(change, LinkedChange) and "independent samples" in change.basis


def test_a_comparison_group_with_a_baseline_is_compared_by_its_change(tmp_path):
    """The shipped wave with its comparison survey once more, as if asked a year before."""
    folder = tmp_path / "data/waves/2020-21"
    shutil.copytree(ROOT / "data", tmp_path / "data")
    facts = yaml.safe_load((folder / "wave.yml").read_text("utf-8"))
    entry = facts["surveys"]["comparison"]
    facts["surveys"]["comparison_baseline"] = entry | {"file": "before.csv"}
    (folder / "wave.yml").write_text(yaml.safe_dump(facts), "utf-8")
    shutil.copy(folder / "comparison.csv", folder / "before.csv")
    raw = yaml.safe_load((tmp_path / "data/questionnaire.yml").read_text("utf-8"))
    for item in raw["items"].values():
        if "comparison" in item["columns"]:
            item["columns"]["comparison_baseline"] = item["columns"]["comparison"]
    (tmp_path / "data/questionnaire.yml").write_text(yaml.safe_dump(raw, sort_keys=False), "utf-8")
    measure = Analysis("2020-21", phase="primary", root=tmp_path)["interest"]
    contrast = measure.contrast
    assert type(contrast) is DoubleContrast
    # Nothing changed in the comparison group, so its change is that of Linking teachers alone.
    steps = contrast.tests.row(test=f"{DOUBLE}t")["estimate"]
    means = [answers.mean.row["estimate"] for answers in (measure.followup, measure.baseline)]
    assert steps == pytest.approx(means[0] - means[1])
    assert contrast.significant and "the changes since baseline" in str(contrast)


def test_a_comparison_group_without_a_baseline_is_adjusted(project):
    measure = declared(project, "independent").contrasts.measures[0]
    assert type(measure.contrast) is Contrast and "profile" in measure.contrast.basis
    assert DoubleContrast.basis.endswith("the changes in the two groups")
