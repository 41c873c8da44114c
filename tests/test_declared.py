"""Declared designs: what is wrong with weights, strata and clusters is named, all at once."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.declared import declared
from helpers.errors import InputError

NAMES = ["B1", "B2", "B3", "B4"]


def series(values, name=None) -> pd.Series:
    return pd.Series(list(values), index=NAMES[: len(values)], name=name)


def refusal(*args, **kwargs) -> list[str]:
    with pytest.raises(InputError) as refused:
        declared(*args, shown="first.csv", **kwargs)
    return [str(problem).removeprefix("first.csv: ") for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("bad", "shown"), [(0.0, "0"), (-2.5, "-2.5"), (np.nan, "nan"), (np.inf, "inf")]
)
def test_weights_that_are_none_name_their_respondents(bad, shown):
    (said,) = refusal(series([1.0, bad, 2.0, bad]))
    assert said == (
        "weights that are zero, negative, missing or infinite: "
        f"B2 ({shown}), B4 ({shown}); give each a number above zero"
    )


def test_of_many_respondents_some_are_named():
    (said,) = refusal(pd.Series(np.zeros(9), index=[f"R{i}" for i in range(9)]))
    assert "infinite: R0 (0), R1 (0), R2 (0), R3 (0), R4 (0) and 4 more;" in said


@pytest.mark.parametrize("what", ["strata", "clusters"])
def test_respondents_without_a_stratum_or_cluster_are_named(what):
    (said,) = refusal(np.ones(4), **{what: series(["a", None, "a", np.nan], "school")})
    one = {"strata": "stratum", "clusters": "cluster"}[what]
    assert said == f"respondents in no {one}: B2, B4; fill school for each respondent"


def test_a_stratum_with_one_respondent_is_named():
    (said,) = refusal(np.ones(4), strata=series("aabc", "area"))
    assert said.startswith("strata with one respondent only: b (area), c (area); pool it")


def test_a_stratum_with_one_cluster_is_named():
    (said,) = refusal(np.ones(4), strata=list("aabb"), clusters=list("pqrr"))
    assert said.startswith("strata with one cluster only: b; pool it")


def test_one_cluster_is_no_design():
    (said,) = refusal(np.ones(4), clusters=["p"] * 4)
    assert said.startswith("all respondents are in one cluster")


def test_the_stratum_with_one_cluster_that_r_refuses_is_refused():
    frame = pd.read_csv(Path(__file__).parent / "reference/lonely.csv")
    (said,) = refusal(frame["w"], strata=frame["stratum"], clusters=frame["cluster"], nested=True)
    assert said.startswith("strata with one cluster only: D (stratum)")


def test_clusters_that_cross_strata_are_named():
    strata, clusters = list("aabb"), series("pqpr", "school")
    assert refusal(np.ones(4), strata=strata, clusters=clusters) == [
        "clusters lie in more than one stratum: p (school); mend them, or say 'nested: true' where "
        "strata share names"
    ]
    assert declared(np.ones(4), strata, clusters, nested=True).degf == 4 - 2


def test_everything_that_is_wrong_is_said_at_once():
    strata, clusters = ["a", "a", None, "b"], ["p", None, "q", "q"]
    assert [said.partition(":")[0] for said in refusal([1, 0, 1, 1], strata, clusters)] == [
        "weights that are zero, negative, missing or infinite",
        "respondents in no stratum",
        "respondents in no cluster",
    ]
    said = refusal(np.ones(5), strata=list("aabbc"), clusters=list("pqprs"))
    assert [text.partition(":")[0] for text in said] == [
        "clusters lie in more than one stratum",
        "strata with one cluster only",
    ]


def test_labels_may_be_of_any_kind():
    by_number = declared(np.ones(4), strata=[1, 1, 2, 2])
    assert by_number.sampled.strata == ("1", "2")
    by_category = declared(np.ones(4), strata=pd.Series(list("xxyy"), dtype="category"))
    assert by_category.sampled.sizes.tolist() == [2, 2]


def test_strata_of_two_items_are_not_the_same():
    here = declared(np.ones(4), strata=series("1122", "area"))
    there = declared(np.ones(4), strata=series("1122", "year"))
    assert here.pooled(there).sampled.strata == ("1 (area)", "2 (area)", "1 (year)", "2 (year)")


def test_without_strata_and_clusters_there_are_weights_only():
    design = declared(series([1.0, 2.0]))
    assert design.sampled.strata == (None,) and design.sampled.sizes.tolist() == [2]
    assert design.weights.tolist() == [1, 2]
