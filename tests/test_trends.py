"""Trends: a second and third wave of the small project, with shares and tests worked by hand."""

import math

import pytest
from more_waves import END, add_wave, facts, item

from helpers import reads
from helpers.errors import InputError
from helpers.trends import Trends

LOW = [1, 2, 2, 3, 1, 2]  # no 4 or 5 among the six primary teachers; five of six had one in "first"


@pytest.fixture
def root(project):
    add_wave(project.root, "second", "2002/03", e1=LOW)
    return project.root


def trends(root, wave="second", phase="primary") -> Trends:
    return Trends(wave, phase, root)


def test_shares_are_those_of_each_wave_and_the_change_is_between_them(root):
    trend = trends(root).survey(END)["interest"]
    shares = {year: answers.headline.value for year, answers in trend.answers.items()}
    assert shares == pytest.approx({"2001/02": 5 / 6, "2002/03": 0})
    assert trend.change.value == -83 and trend.change.significant
    assert trend.told == (
        "83% in 2001/02 and 0% in 2002/03, a decrease of 83 percentage points, "
        "which is statistically significant"
    )
    assert str(trend) == "interest in other cultures"


def test_the_test_is_that_of_two_independent_samples(root):
    """Both waves: six primary teachers of eight respondents, squared deviations 17/6 in sum.

    They are a domain of 16 respondents, so a mean's variance is 16/15 of 17/6 over 6 squared.
    """
    change = trends(root).survey(END)["interest"].change
    row = change.tests.row(test="t")
    error = math.sqrt(2 * 16 / 15 * (17 / 6) / 36)
    assert row["estimate"] == pytest.approx(11 / 6 - 25 / 6)
    assert row["statistic"] == pytest.approx((11 / 6 - 25 / 6) / error)
    assert (row["base"], row["base_against"]) == (6, 6)


def test_the_same_answers_twice_are_no_change(root):
    trend = trends(root).survey(END)["misconceptions"]
    assert trend.change.value == 0 and not trend.change.significant
    assert "no change in percentage terms" in trend.told


def test_each_survey_has_its_own_trends(root):
    found = trends(root)
    assert [t.item.name for t in found.survey("baseline").trends] == ["interest", "misconceptions"]
    assert [t.item.name for t in found.survey("comparison").trends] == ["interest"]
    before = found.survey("baseline")["interest"].change
    assert not before.significant  # nobody's baseline answers were changed
    assert str(before.here) == str(before.there) == "38%"  # 2.25 of 6, weighted


def test_three_waves_have_two_steps(root):
    add_wave(root, "third", "2003/04", e1=[4, 4, 4, 4, 4, 3])
    trend = trends(root, "third").survey(END)["interest"]
    assert [step.value for step in trend.steps] == [-83, 83]
    assert trend.told.startswith("83% in 2001/02, 0% in 2002/03 and 83% in 2003/04; since 2002/03 ")
    assert list(trends(root, "second").editions) == ["first", "second"]


def test_a_revision_ends_what_can_be_compared(root):
    add_wave(root, "third", "2003/04")
    was = {"wording": "My pupils are curious"}
    revision = {
        "wave": "second",
        "what": "wording",
        "comparable": False,
        "why": "it is",
        "was": was,
    }
    item(root, "interest", revisions=[revision | {"was": was}])
    now, then = trends(root, "third").survey(END), trends(root, "second").survey(END)
    assert list(now["interest"].answers) == ["2002/03", "2003/04"]
    assert then["interest"].steps == []
    assert then["interest"].told == (
        "cannot be compared with first, because its wording changed in second (it is)"
    )
    with pytest.raises(AttributeError, match="interest cannot be compared with first"):
        _ = then["interest"].change


def test_a_wave_without_the_item_is_passed_over(root):
    add_wave(root, "third", "2003/04", e1=[5] * 6)
    gone = root / "data/waves/second"
    found = dict(trends(root, "second").editions["second"].wave.facts["surveys"])
    facts(gone, surveys={name: entry for name, entry in found.items() if name != END})
    trend = trends(root, "third").survey(END)["interest"]
    assert list(trend.answers) == ["2001/02", "2003/04"]
    assert "83% in 2001/02 and 100% in 2003/04" in trend.told


def test_a_single_wave_has_nothing_to_be_compared_with(root):
    found = trends(root, "first")
    assert found.years == "2001/02" and found.n == "one"
    assert found.earlier_editions().data == "- There is no earlier edition."
    end = found.survey(END)
    assert end.summary == "none of the measures can be compared with an earlier wave"
    assert "there is no earlier wave" in end.not_comparable


def test_waves_without_records_are_named(root):
    facts(root / "data/waves/second", reconstructed=None, example=True)
    assert trends(root).not_real == (
        "The answers of 2001/02 are reconstructed from published figures and the answers of "
        "2002/03 are an example."
    )
    for name in ("first", "second"):
        facts(root / "data/waves" / name, reconstructed=None, example=None)
    assert trends(root).not_real == "All answers are those that teachers gave."


def test_earlier_editions_are_linked_where_their_address_is_known(root):
    imprint = root / "data/waves/first/edition.yml"
    assert trends(root).earlier_editions().data.endswith("2001/02 (a draft)")
    imprint.write_text('version: "1.0"\npublished: 2003-02-01\nupdates: []\n')
    assert trends(root).earlier_editions().data.endswith("(version 1.0, 1 February 2003)")
    with imprint.open("a") as file:
        file.write("address: https://example.org/linking/\n")
    linked = trends(root).earlier_editions().data
    assert "2001/02](<https://example.org/linking/>) (version 1.0" in linked


def test_an_address_that_is_none_is_refused(root):
    imprint = root / "data/waves/first/edition.yml"
    imprint.write_text('version: "1.0"\npublished: 2003-02-01\nupdates: []\naddress: here\n')
    with pytest.raises(InputError, match="has the address 'here'"):
        trends(root).earlier_editions()


def test_two_waves_of_one_year_are_refused(root):
    facts(root / "data/waves/second", academic_year="2001/02")
    with pytest.raises(InputError, match="'2001/02' of another wave") as refused:
        trends(root)
    assert len(refused.value.problems) == 2


def test_what_other_waves_gave_is_noted(root):
    reads.forget()
    trends(root).earlier_editions()
    noted = set(reads.noted())
    files = {"baseline.csv", "comparison.csv", f"{END}.csv", "wave.yml", "edition.yml"}
    assert {f"file data/waves/first/{file}" for file in files} <= noted
    assert {"waves", "file data/questionnaire.yml", "file _config.yml"} <= noted
    assert not [name for name in noted if "waves/second" in name]


def test_a_phase_is_hidden_beside_a_whole_that_would_tell_of_the_others(root):
    """Six of eight are primary: where the eight are shown elsewhere, the six give away the two."""
    trend = Trends("second", "primary", root, whole=["interest"]).survey(END)["interest"]
    assert [str(answers) for answers in trend.answers.values()] == ["[c]", "[c]"]
    assert [answers.base for answers in trend.answers.values()] == ["[c]", "[c]"]
    assert str(trend.answers["2002/03"][4, 5]) == "[c]"
    assert trend.change.hidden and not trend.change.significant
    for phase, whole in ((None, ["interest"]), ("primary", ["misconceptions"])):
        shown = Trends("second", phase, root, whole=whole).survey(END)["interest"]
        assert "[c]" not in shown.told
