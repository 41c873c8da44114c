"""The shipped survey files: made by the program, with the margins and verdicts in print."""

import math
from pathlib import Path
from shutil import copytree

import pandas as pd
import pytest
import yaml

from helpers.analysis import Analysis
from helpers.errors import InputError
from helpers.reconstruction.plan import load_plan
from helpers.reconstruction.reconstruction import reconstruct, survey_files, write
from helpers.reconstruction.rounding import Printed, bases
from helpers.waves import find_root, load_wave
from helpers.weighting import design_effect

ROOT = find_root(Path(__file__).parent)
FOLDER = ROOT / "data/published"
WAVES = [p.name.removesuffix("-reconstruction.yml") for p in FOLDER.glob("*-reconstruction.yml")]
SURVEYS = ["baseline", "end_of_linking", "comparison"]


@pytest.fixture(scope="module", params=WAVES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def files(name):
    return survey_files(ROOT, name)


@pytest.fixture(scope="module")
def wave(name):
    return load_wave(ROOT, name)


@pytest.fixture(scope="module")
def printed(name):
    return pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def contradictions(name):
    return yaml.safe_load((FOLDER / f"{name}-contradictions.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rules(name):
    return yaml.safe_load((FOLDER / f"{name}-reconstruction.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def weights(wave):
    """Baseline weights computed here once more, from counts by year group."""
    end = wave.surveys["end_of_linking"]
    end = end[end["phase"] == "primary"]["year_group"].value_counts()
    baseline = wave.surveys["baseline"]["year_group"]
    start = baseline.value_counts()
    return baseline.map(lambda g: (end[g] / end.sum()) / (start[g] / start.sum()))


def half_up(value: float) -> int:
    return math.floor(value + 0.5)


def sample_of(wave, row) -> pd.DataFrame:
    sample = wave.surveys[row.survey]
    return sample[sample["phase"] == "primary"] if row.phase == "primary" else sample


def share(wave, weights, row, responses) -> float:
    """Weighted per cent of those who answered that gave one of the responses."""
    sample, item = sample_of(wave, row), wave.questionnaire.item(row.item)
    if item.kind == "multiple":
        values = sample[f"{item.name}.{responses[0]}"].replace({"yes": responses[0]})
    elif item.kind == "number":
        (band,) = (item.scale.bands[key] for key in responses)
        values = sample[item.name].between(band.low, band.high).map({True: responses[0], False: ""})
    else:
        values = sample[item.name]
    values = values[values.notna() & (values != "no_answer")]
    w = weights[values.index] if row.survey == "baseline" else pd.Series(1.0, values.index)
    return 100 * w[values.isin(responses)].sum() / w.sum()


def rows_of(printed, statistic) -> list:
    rows = printed[(printed["statistic"] == statistic) & printed["survey"].isin(SURVEYS)]
    return list(rows.itertuples())


def test_the_program_gives_the_shipped_bytes(files):
    assert [path.name for path, content in files.items() if path.read_bytes() != content] == []
    assert len(files) == 3


def test_each_file_says_first_what_it_is(files):
    for content in files.values():
        start = content.decode("utf-8").splitlines()[:3]
        assert all(line.startswith("# ") for line in start)
        assert "Reconstructed from the figures printed" in start[0]
        assert "Not the answers of any teacher. Not evidence about Schools Linking." in start[1]


def test_written_files_are_read_as_what_was_reconstructed(name, tmp_path):
    copytree(ROOT / "data", tmp_path / "data")
    for path in write(tmp_path, name):
        assert path.is_file()
    made, read = reconstruct(tmp_path, name), load_wave(tmp_path, name).surveys
    for survey, sample in made.items():
        again = pd.DataFrame(read[survey])[sample.columns].fillna("")
        pd.testing.assert_frame_equal(sample.fillna(""), again, check_dtype=False)


def test_every_printed_share_is_met_or_listed(wave, weights, printed, contradictions):
    """By its own rounding, or (listed) by the sum of its rounded parts."""
    missed, added_up = {}, {}
    for row in rows_of(printed, "share"):
        responses = row.response.split("+")
        found = half_up(share(wave, weights, row, responses))
        if found != int(row.value):
            parts = sum(half_up(share(wave, weights, row, [one])) for one in responses)
            together = len(responses) > 1 and parts == int(row.value)
            (added_up if together else missed)[row.id] = f"{found}%"
    assert missed == {c["id"]: c["computed"] for c in contradictions["not_met"]}
    assert added_up == {c["id"]: c["computed"] for c in contradictions["sums_of_rounded_parts"]}


def test_every_printed_change_is_met(wave, weights, printed):
    rows = rows_of(printed, "change")
    assert len(rows) > 10
    for row in rows:
        responses = row.response.split("+")
        later = share(wave, weights, row, responses)
        earlier = share(wave, weights, row._replace(survey="baseline"), responses)
        assert half_up(later - earlier) == int(row.value), row.id


def test_every_printed_mean_is_met(wave, weights, printed):
    rows = rows_of(printed, "mean")
    assert len(rows) == 6
    for row in rows:
        item, values = wave.questionnaire.item(row.item), sample_of(wave, row)[row.item]
        scores = (values.map(item.scores) if item.scores else values).astype(float).dropna()
        w = weights[scores.index] if row.survey == "baseline" else pd.Series(1.0, scores.index)
        assert half_up(10 * (w * scores).sum() / w.sum()) / 10 == float(row.value), row.id


def test_every_printed_count_is_met(wave, printed):
    for row in rows_of(printed, "count"):
        sample = sample_of(wave, row)
        if row.item == "respondents":
            assert str(len(sample)) in row.value.split(" or "), row.id
        elif row.item in sample and row.response:
            assert sample[row.item].isin(row.response.split("+")).sum() == int(row.value), row.id
        elif row.item in sample:
            assert (sample[row.item].dropna() != "no_answer").sum() == int(row.value), row.id
    for row in rows_of(printed, "areas"):
        assert sample_of(wave, row)[row.item].nunique() == int(row.value), row.id


def test_every_printed_verdict_comes_out(name, printed):
    """The ordinal test for a change, the adjusted one for a contrast; t-tests of the means."""
    checked = 0
    for row in printed[printed["statistic"] == "significance"].itertuples():
        against = "baseline" if row.against == "baseline" else "comparison"
        analysis = Analysis(name, phase="primary" if row.phase == "primary" else None, root=ROOT)
        test = ("" if against == "baseline" else "adjusted_") + (
            "t" if row.detail == "mean" else "ordinal"
        )
        for item in row.item.split("+") if row.significant else []:
            rows = analysis.tests(analysis.questionnaire.item(item), against).frame
            (verdict,) = rows[rows["test"] == test]["significant"]
            assert bool(verdict) == (row.significant == "yes"), (row.id, item)
            checked += 1
    assert checked >= 20


def test_means_and_chi_squared_tests_of_changes_agree_with_the_ordinal_ones(name):
    analysis = Analysis(name, phase="primary", root=ROOT)
    for measure in analysis.changes.measures:
        rows = analysis.tests(measure.item, "baseline").frame.set_index("test")["significant"]
        same = {rows["ordinal"], rows["t"], rows["chi_squared_with_dont_know"]}
        assert len(same) == 1, measure.item.name


def test_contradictions_cannot_be_met_at_any_base(name, printed, contradictions):
    plan = load_plan(ROOT, name)
    listed = {c["id"] for c in contradictions["not_met"]}
    for row in printed[printed["id"].isin(listed)].itertuples():
        kept = plan.shares(plan.questionnaire.item(row.item), row.survey, row.phase)
        left_out = Printed(frozenset(row.response.split("+")), int(row.value))
        assert list(bases(kept, 200))
        assert not list(bases([*kept, left_out], 200)), row.id


def test_bases_are_those_recorded(wave, rules):
    found = {}
    for survey, sample in wave.surveys.items():
        for item in wave.questionnaire.of_survey(survey):
            if item.kind != "ordinal":
                continue
            primary = sample[sample["phase"] == "primary"][item.name].dropna()
            everybody = sample[item.name].dropna()
            for key, asked in ((survey, everybody), (f"{survey}_primary", primary)):
                if (asked == "no_answer").any():
                    found.setdefault(key, {})[item.name] = int((asked != "no_answer").sum())
    recorded = rules["bases"]
    assert {key: {i: found[key][i] for i in items} for key, items in recorded.items()} == recorded
    named = {item for items in recorded.values() for item in items}
    assert {item for items in found.values() for item in items} == named


def test_the_weighting_has_work_to_do(wave, weights):
    assert 1.1 <= design_effect(weights) <= 1.3
    assert weights.mean() == pytest.approx(1)


def test_identifiers_are_unique_across_surveys(wave):
    ids = [respondent for sample in wave.surveys.values() for respondent in sample.index]
    assert len(set(ids)) == len(ids)


def test_open_answers_are_labelled(wave):
    texts = wave.surveys["end_of_linking"]["misconception_example"].dropna()
    given = texts[texts != "no_answer"]
    assert len(given) == 12 and given.str.startswith("[Illustrative] ").all()


def test_a_figure_that_no_count_gives_is_an_error_with_its_place(name, tmp_path):
    copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / f"data/published/{name}.csv"
    text = path.read_text(encoding="utf-8")
    found = (
        "ch5.fig5_2.interested_other_cultures.end.5,5,5.2.1,Figure 5.2,linking,primary,"
        "end_of_linking,interest,share,5,51,"
    )
    assert found in text
    path.write_text(text.replace(found, found.replace(",51,", ",81,")), encoding="utf-8")
    with pytest.raises(InputError, match="interest of end_of_linking: no base up to 77 meets"):
        reconstruct(tmp_path, name)
