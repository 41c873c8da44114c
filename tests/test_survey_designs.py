"""Survey designs: the strata and clusters of wave.yml, read from answers or refused."""

import numpy as np
import pytest
from told import without_line

from helpers.analysis import Analysis
from helpers.errors import InputError
from helpers.waves import load_wave

FACT = "    label: End of Linking\n"


def declare(project, *facts: str) -> None:
    project.edit(project.facts, FACT, FACT + "".join(f"    {fact}\n" for fact in facts))


def refusal(project, *facts: str) -> list[str]:
    declare(project, *facts)
    with pytest.raises(InputError) as refused:
        load_wave(project.root, project.wave)
    return [without_line(p).removeprefix("data/waves/first/") for p in refused.value.problems]


def test_without_the_keys_respondents_were_sampled_one_by_one(project):
    design = Analysis("first", None, project.root).sample("end_of_linking").design
    assert (design.n, design.degf, design.sampled.strata) == (8, 7, (None,))
    assert not len(design.sampled.clusters)


def test_clusters_are_those_of_the_item(project):
    declare(project, "clusters: year_group")
    design = Analysis("first", None, project.root).sample("end_of_linking").design
    assert sorted(cluster for _, cluster in design.sampled.clusters) == [
        f"year_{year} (year_group)" for year in (3, 4, 7)
    ]
    assert design.degf == 3 - 1


@pytest.fixture
def by_phase(project):
    """A project whose end of Linking survey has its phases as strata."""
    declare(project, "strata: phase")
    return project


def test_a_phase_keeps_the_design_of_its_survey(by_phase):
    everyone, primary = (Analysis("first", phase, by_phase.root) for phase in (None, "primary"))
    whole, part = (one.sample("end_of_linking").design for one in (everyone, primary))
    assert (whole.n, whole.degf) == (8, 8 - 2)
    assert (part.n, part.degf) == (6, 6 - 1)
    assert part.sampled.sizes.tolist() == whole.sampled.sizes.tolist() == [6, 2]


def test_the_design_stands_behind_the_errors(by_phase):
    everyone = Analysis("first", None, by_phase.root)
    answers = everyone.sample("end_of_linking").answers
    chosen = answers["interest"].isin(["4", "5"]).to_numpy(float)
    phase = answers["phase"].to_numpy()
    parts = [np.var(chosen[phase == p], ddof=1) * (phase == p).sum() / 8**2 for p in set(phase)]
    item = everyone.questionnaire.item("interest")
    found = everyone.estimates(item, "end_of_linking").row(response="headline")["error"]
    assert float(found) == pytest.approx(sum(parts) ** 0.5, rel=1e-12)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("strata: area", "wave.yml: survey end_of_linking has as strata 'area'; name an item of"),
        ("clusters: [fsm]", "wave.yml: survey end_of_linking has as clusters ['fsm']; name an"),
        ("strata:", "wave.yml: survey end_of_linking has as strata None; name an item"),
        ("clusters: resources", "wave.yml: survey end_of_linking has as clusters resources, which "
         "is of the kind multiple; name an item of the kind category, ordinal, text"),
        ("strata: years_teaching", "wave.yml: survey end_of_linking has as strata years_teaching, "
         "which is of the kind number"),
        ("nested: sure", "wave.yml: survey end_of_linking has the nested 'sure'; put true or"),
        ("strata: fsm", "end_of_linking.csv: respondents in no stratum: E5"),
        ("clusters: example", "end_of_linking.csv: respondents in no cluster: E2, E4, E5, E6"),
    ],
)  # fmt: skip
def test_what_cannot_be_strata_or_clusters_is_named(project, fact, said):
    (told, *_) = refusal(project, fact)
    assert told.startswith(said)


def test_an_item_of_another_survey_is_named(project):
    label = "    label: Baseline\n"
    project.edit(project.facts, label, label + "    strata: fsm\n")
    with pytest.raises(
        InputError, match="survey baseline has as strata fsm, which it does not ask"
    ):
        load_wave(project.root, project.wave)


def test_a_stratum_with_one_respondent_is_named(project):
    project.answer("end_of_linking", "E7", "year", "4")
    (said,) = refusal(project, "strata: year_group")
    assert said.startswith(
        "end_of_linking.csv: strata with one respondent only: year_7 (year_group)"
    )


def test_clusters_may_share_names_where_they_are_nested(project):
    facts = ["strata: phase", "clusters: year_group"]
    project.answer("end_of_linking", "E7", "year", "3")
    assert refusal(project, *facts)[0].startswith(
        "end_of_linking.csv: clusters lie in more than one stratum: year_3 (year_group); mend them"
    )
    project.edit(
        project.facts, "    clusters: year_group\n", "    clusters: year_group\n    nested: true\n"
    )
    sample = Analysis("first", None, project.root).sample("end_of_linking")
    assert len(sample.design.sampled.clusters) == 4
