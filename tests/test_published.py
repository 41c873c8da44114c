"""The computed numbers against print: all met but those that contradict one another."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from helpers import published
from helpers.errors import InputError
from helpers.waves import wave_names

ROOT = Path(__file__).parents[1]
WAVE = wave_names(ROOT)[0]


@pytest.fixture(scope="module")
def checked():
    return published.check(ROOT, WAVE)


def test_every_survey_number_is_met_but_the_listed_contradictions(checked):
    missed = checked[checked["outcome"] == published.MISSED]
    listed = published.contradictions(ROOT, WAVE)
    assert set(missed["id"]) == set(listed)
    for row in missed.itertuples():
        assert listed[row.id]["printed"] == f"{row.printed}%"
        assert listed[row.id]["computed"] == f"{row.computed}%"
        assert len(listed[row.id]["arithmetic"]) > 30


def test_most_numbers_of_every_kind_are_checked(checked):
    counts = checked.drop_duplicates(["id"])["statistic"].value_counts()
    assert counts["share"] >= 178
    assert counts["change"] == 13 and counts["mean"] == 6
    assert counts["significance"] >= 20 and counts["count"] >= 15 and counts["verdict"] >= 10


def test_sums_of_rounded_parts_are_those_listed(checked):
    path = ROOT / published.FOLDER / f"{WAVE}-contradictions.yml"
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))["sums_of_rounded_parts"]
    found = checked[checked["outcome"] == published.AS_SUM]
    assert set(found["id"]) == {entry["id"] for entry in listed}


def test_no_printed_share_is_skipped(checked):
    printed = published.read_published(ROOT, WAVE)
    wanted = printed[
        printed["survey"].ne("") & printed["statistic"].isin(["share", "change", "mean"])
    ]
    assert set(wanted["id"]) <= set(checked["id"])


@pytest.mark.parametrize(
    ("column", "statistic", "wrong"),
    [("value", "share", "1"), ("value", "mean", "1.1"), ("value", "change", "60")],
)
def test_a_wrong_print_is_found(tmp_path, column, statistic, wrong):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/published" / f"{WAVE}.csv"
    printed = pd.read_csv(path, dtype=str, keep_default_na=False)
    row = printed[(printed["statistic"] == statistic) & (printed["survey"] != "")].index[0]
    printed.loc[row, column] = wrong
    printed.loc[[row]].to_csv(path, index=False)
    found = published.check(tmp_path, WAVE)
    assert list(found["outcome"]) == [published.MISSED]


def test_a_flipped_verdict_in_print_is_found(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / "data/published" / f"{WAVE}.csv"
    printed = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows = printed[(printed["statistic"] == "significance") & (printed["significant"] != "")].copy()
    rows["significant"] = rows["significant"].map({"yes": "no", "no": "yes"})
    rows.to_csv(path, index=False)
    assert set(published.check(tmp_path, WAVE)["outcome"]) == {published.MISSED}


def test_a_wave_without_print_is_named(tmp_path):
    with pytest.raises(InputError, match="there is no 1999-00.csv"):
        published.read_published(tmp_path, "1999-00")
