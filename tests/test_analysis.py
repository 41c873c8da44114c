"""Analysis: a wave from its files to weighted, disclosed measures, all worked by hand."""

import numpy as np
import pytest
import yaml

from helpers.analysis import Analysis
from helpers.edition import Edition
from helpers.errors import InputError
from helpers.intervals import korn_graubard_interval, logit_interval


@pytest.fixture
def primary(project):
    return Analysis("first", "primary", project.root)


@pytest.fixture
def everyone(project):
    return Analysis("first", None, project.root)


def test_weights_reproduce_the_profile_of_the_target(primary):
    """Year 3 has 4 of 6 at baseline and 3 of 6 primary teachers at the end."""
    weights = primary.weights["baseline"]
    year = primary.wave.surveys["baseline"]["year_group"]
    assert weights[year == "year_3"].tolist() == pytest.approx([0.75] * 4)
    assert weights[year == "year_4"].tolist() == pytest.approx([1.5] * 2)
    assert weights.mean() == pytest.approx(1)
    target = primary.sample("end_of_linking").answers["year_group"].value_counts(normalize=True)
    found = weights.groupby(year).sum() / weights.sum()
    assert found.to_dict() == pytest.approx(target.to_dict())


def test_the_other_surveys_are_not_weighted(everyone):
    for survey in ("end_of_linking", "comparison"):
        assert set(everyone.weights[survey]) == {1.0}
        assert not everyone.sample(survey).weighted
    assert everyone.sample("baseline").weighted


def test_without_a_target_survey_nothing_is_weighted(project):
    facts = project.facts.read_text(encoding="utf-8")
    end = facts[facts.index("  end_of_linking:") : facts.index("  comparison:")]
    project.edit(project.facts, end, "")
    assert set(Analysis("first", None, project.root).weights["baseline"]) == {1.0}


def test_an_empty_cell_of_the_weighting_stops_it(project):
    for respondent in ("B5", "B6"):
        project.answer("baseline", respondent, "year", "3")
    with pytest.raises(InputError, match="weighting of baseline by year_group.*year_4"):
        _ = Analysis("first", None, project.root).weights


def test_a_phase_leaves_only_its_respondents(primary, everyone):
    def sizes(one):
        return {name: len(sample) for name, sample in one.samples.items()}

    assert sizes(everyone) == {"baseline": 6, "end_of_linking": 8, "comparison": 6}
    assert sizes(primary) == {"baseline": 6, "end_of_linking": 6, "comparison": 5}
    assert primary.sample("end_of_linking").group == "primary"
    assert everyone.sample("end_of_linking").group == "all"
    assert set(primary.sample("comparison").answers["phase"]) == {"primary"}


def test_shares_are_weighted_at_baseline_only(primary):
    """Baseline: 4 and 5 come from B3 (weight 0.75) and B6 (1.5), of 6 in all."""
    interest = primary["interest"]
    assert interest.baseline.headline.value == pytest.approx(2.25 / 6)
    assert interest.followup.headline.value == pytest.approx(5 / 6)
    assert interest.comparison.headline.value == pytest.approx(2 / 5)
    assert (interest.baseline.base, interest.baseline.count) == ("6", "2")


def test_means_leave_out_dont_know_and_are_weighted(primary):
    mean = float(primary["interest"].baseline.mean.row["estimate"])
    scores, weights = np.array([2, 3, 4, 3, 5]), np.array([0.75, 0.75, 0.75, 1.5, 1.5])
    assert mean == pytest.approx((scores * weights).sum() / weights.sum())


def test_a_reversed_item_has_its_score_turned_and_its_share_as_answered(primary):
    """Baseline 5, 4, don't know, 4, 3, 2; end 2, 1, 3, don't know, 2, no answer."""
    found = primary["misconceptions"]
    assert found.baseline.headline.value == pytest.approx(3 * 0.75 / 6)
    assert found.followup.headline.value == 0
    assert float(found.followup.mean.row["estimate"]) == pytest.approx(np.mean([4, 5, 3, 4]))
    assert found.change.rose == "fell" and found.change.better
    assert found.followup.lower_is_better and not primary["interest"].followup.lower_is_better


def test_changes_and_contrasts_follow_their_surveys(primary):
    interest = primary["interest"]
    assert interest.change.fromto == "from 38% to 83%"
    assert interest.change.noun == "an increase of 45 percentage points"
    assert interest.contrast.position == "higher than"
    tests = primary.tests(interest.item, "comparison").frame
    assert {"ordinal", "adjusted_ordinal", "t", "adjusted_t"} <= set(tests["test"])
    assert set(tests["base"]) == {6} and set(tests["base_against"]) == {5}
    assert "adjusted_ordinal" not in set(primary.tests(interest.item, "baseline").frame["test"])


def test_flipped_answers_turn_the_words(project):
    before = Analysis("first", "primary", project.root)["interest"].change
    for respondent, code in zip(("E1", "E2", "E3", "E4", "E5", "E6"), "212132", strict=True):
        project.answer("end_of_linking", respondent, "e1", code)
    flipped = copy_of(project)
    after = Analysis("first", "primary", flipped)["interest"].change
    assert before.rose == "rose" and before.better and before.noun.startswith("an increase of 45")
    assert after.rose == "fell" and not after.better and after.noun.startswith("a decrease of 38")
    assert after.fromto == "from 38% to 0%"


def copy_of(project):
    """The project under another path: an analysis keeps the waves that it has read."""
    return project.root.rename(project.root.with_name("copy"))


def test_equal_answers_cannot_be_tested_and_say_why(project):
    for survey, column in (("baseline", "b1"), ("end_of_linking", "e1")):
        for number in range(1, 9 if survey == "end_of_linking" else 7):
            project.answer(survey, f"{survey[0].upper()}{number}", column, "4")
    found = Analysis("first", "primary", project.root)
    assert str(found["interest"].change) == (
        "no change in percentage terms, and the shift across the responses could not be tested "
        "because every answer is the same"
    )
    assert found["interest"].change.verdict == "not testable"
    assert found.changes.of("interest").not_significant == "none of the measures"
    assert found.changes.of("interest").not_testable.startswith("interest in other cultures, which")


def test_small_bases_are_suppressed_and_flagged(project):
    project.edit(
        project.questionnaire,
        "flag_below: 5, suppress_below: 3",
        "flag_below: 7, suppress_below: 6",
    )
    interest = Analysis("first", "primary", project.root)["interest"]
    assert str(interest.comparison) == "[c]"  # base 5
    assert str(interest.followup) == "83%"  # base 6
    assert interest.followup.estimates.frame["status"].unique().tolist() == ["low"]
    assert str(interest.contrast) == "not shown ([c]) because too few answered"
    assert interest.contrast.verdict == "not testable"
    assert not interest.contrast.tests.frame["significant"].any()
    assert interest.contrast.tests.frame["p"].isna().all()


def test_a_suppressed_figure_has_no_standard_error(project):
    project.edit(
        project.questionnaire,
        "flag_below: 5, suppress_below: 3",
        "flag_below: 7, suppress_below: 6",
    )
    found = Analysis("first", "primary", project.root)
    item = found.questionnaire.item("interest")
    assert found.estimates(item, "comparison").frame["error"].isna().all()
    assert found.estimates(item, "end_of_linking").row(response="headline")["error"] > 0


def test_intervals_follow_the_setting(project):
    one = Analysis("first", "primary", project.root)["interest"].baseline.headline.row
    line = "  interval_level: 0.95\n"
    project.edit(project.questionnaire, line, line + "  interval: korn_graubard\n")
    flipped = copy_of(project)
    other = Analysis("first", "primary", flipped)["interest"].baseline.headline.row
    share, error, n = (float(one[key]) for key in ("estimate", "error", "base"))
    assert (one["low"], one["high"]) == pytest.approx(logit_interval(share, error, n - 1, 0.95))
    assert (other["estimate"], other["error"]) == (share, error)
    wanted = korn_graubard_interval(share, error, n, n - 1, 0.95)
    assert (other["low"], other["high"]) == pytest.approx(wanted)


def test_an_unknown_interval_is_refused(project):
    line = "  interval_level: 0.95\n"
    project.edit(project.questionnaire, line, line + "  interval: wald\n")
    with pytest.raises(InputError, match="settings have the interval 'wald'; use logit or korn_gr"):
        Analysis("first", None, project.root)


def test_families_hold_the_rated_items_of_both_surveys(everyone):
    assert [m.item.name for m in everyone.changes.measures] == ["interest", "misconceptions"]
    assert [m.item.name for m in everyone.contrasts.measures] == ["interest"]


def test_measures_come_by_name_one_or_several_and_are_made_once(everyone):
    interest, resources = everyone["interest", "resources"]
    assert interest is everyone["interest"]
    assert str(resources.followup["games"]) == "43%"  # 3 of 7 who answered
    with pytest.raises(KeyError, match="resources takes one response at a time"):
        resources.followup["books", "games"]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda one: one["intrest"], "no item 'intrest'"),
        (lambda one: one["resources"].baseline, "resources is not asked in the survey 'baseline'; "
         "it is asked in: end_of_linking"),
        (lambda one: one["resources"].change, "resources is not asked in the survey 'baseline'"),
        (lambda one: one["misconceptions"].contrast, "not asked in the survey 'comparison'; it is "
         "asked in: baseline, end_of_linking"),
        (lambda one: one.sample("follow_up"), "no survey 'follow_up'; surveys are: baseline, "
         "end_of_linking, comparison"),
        (lambda one: one["interest"].answers("follow_up"), "'follow_up'"),
        (lambda one: Analysis("second", None, one.wave.root), "there is no wave 'second'; waves "
         "are: first"),
        (lambda one: Analysis("first", "primry", one.wave.root), "there is no phase 'primry'; "
         "phases are: primary, secondary"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_named_with_what_does(everyone, ask, said):
    with pytest.raises(InputError, match=said):
        ask(everyone)


def test_a_wave_is_found_from_a_folder_within_the_project(project, monkeypatch):
    folder = project.root / "notebooks"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert Analysis("first").wave.root == project.root


def test_the_ends_of_a_scale_are_named_as_they_count(primary):
    interest, misconceptions = primary["interest", "misconceptions"]
    assert (interest.best, interest.worst) == ("very much", "not at all")
    assert (misconceptions.best, misconceptions.worst) == ("not at all", "very much")


PUPILS = """
  enjoyed:
    wording: Did you like meeting the other class?
    label: Liking to meet the other class
    scale: extent
    headline: ["5", "4"]
    columns: {pupils: p1}
"""


@pytest.fixture
def with_pupils(project):
    """The small project with a survey of eight pupils, of whom six chose a 4 or a 5."""
    text = project.questionnaire.read_text(encoding="utf-8")
    project.questionnaire.write_text(text + PUPILS, encoding="utf-8")
    answers = enumerate((5, 5, 4, 4, 4, 5, 2, 1), start=1)
    rows = "".join(f"P{number},{answer}\n" for number, answer in answers)
    project.file("pupils").write_text(f"# Made up for the tests.\nrespondent,p1\n{rows}")
    facts = yaml.safe_load(project.facts.read_text(encoding="utf-8"))
    facts["surveys"]["pupils"] = facts["surveys"]["comparison"] | {
        "file": "pupils.csv", "label": "Pupils", "group": "pupils", "title": "Survey of pupils",
        "respondents": 8,
    }  # fmt: skip
    project.facts.write_text(yaml.safe_dump(facts, sort_keys=False), encoding="utf-8")
    return project


def test_a_survey_of_pupils_is_one_like_the_others(with_pupils, monkeypatch):
    monkeypatch.chdir(with_pupils.root)
    everyone = Edition("first", root=with_pupils.root)
    assert everyone.respondents("pupils") == "8"
    assert str(everyone["enjoyed"].answers("pupils")) == "75%"
    shown = everyone.figure_items("1.1", ["enjoyed"], "pupils", "What pupils said").data
    assert "Pupils: 8 pupils, unweighted" in shown and "Survey of pupils, 2001/02" in shown


def test_a_phase_is_not_asked_of_pupils(with_pupils):
    primary = Edition("first", phase="primary", root=with_pupils.root)
    assert primary.respondents("baseline") == str(len(primary.sample("baseline")))
    with pytest.raises(InputError, match="the survey 'pupils' does not ask for the phase"):
        primary.sample("pupils")
