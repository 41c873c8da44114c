"""Trend measures: what is counted, listed and refused, and the figure with all that it needs."""

import re

import pytest
from bs4 import BeautifulSoup
from more_waves import END, add_wave, facts, item, put, take_out

from helpers.trends import Trends

LOW = [1, 2, 2, 3, 1, 2]


@pytest.fixture(autouse=True)
def root(project, tmp_path, monkeypatch):
    add_wave(project.root, "second", "2002/03", e1=LOW)
    monkeypatch.chdir(tmp_path)
    return project.root


def survey(root, name=END):
    return Trends("second", "primary", root).survey(name)


def test_families_count_and_list_by_the_verdict(root):
    end = survey(root)
    assert end.comparable == "both measures"
    assert end.significant == "interest in other cultures (83% to 0%)"
    assert end.not_significant == "misconceptions about others (0% to 0%)"
    assert end.summary == (
        "on neither of the two measures were ratings better in 2002/03 than in 2001/02; "
        "on one they were statistically significantly worse"
    )
    assert end.bullets().data.startswith("- Interest in other cultures: the share of teachers fell")


def test_what_cannot_be_compared_is_counted_and_listed_with_the_reason(root):
    item(root, "interest", asked_from="second")
    take_out(root / "data/waves/first", "b1", "e1", "c1")
    end = survey(root)
    assert end.comparable == "one of the two measures"
    assert end.not_comparable == "interest in other cultures, because it was not asked in first"
    assert end.refusals().data == "- Interest in other cultures: it was not asked in first."
    assert end.significant == "none of the measures"


def test_what_is_no_longer_asked_is_told(root):
    item(root, "misconceptions", asked_until="first")
    take_out(root / "data/waves/second", "b2", "e2")
    end = survey(root)
    assert [trend.item.name for trend in end.apart] == ["misconceptions"]
    assert "it was not asked in second" in end.not_comparable


def test_a_small_base_is_not_shown_and_not_tested(root):
    folder = root / "data/waves/second"
    put(folder / f"{END}.csv", "e1", [4, 5, 99, 99, 99, 99])
    end = survey(root)
    trend = end["interest"]
    assert trend.told == (
        "83% in 2001/02 and [c] in 2002/03, a change that is not shown ([c]) "
        "because too few answered"
    )
    assert "too few answered" in end.not_testable
    shown = end.figure("1.1", "By wave").data
    assert "2002/03 not shown because the base is too small" in shown
    assert not re.search(r"<td>\d+%</td>", shown.split("2002/03</td>")[1].split("</tr>")[0])


def test_parts_are_named_and_those_not_asked_are_passed_over(root):
    end = survey(root)
    assert [t.item.name for t in end.of("interest", "fsm").trends] == ["interest"]
    with pytest.raises(KeyError, match="intrest not in"):
        end.of("intrest")
    with pytest.raises(KeyError, match="fsm is none of the trends interest, misconceptions"):
        _ = end["fsm"]


def test_a_figure_brings_everything_along(root, tmp_path):
    shown = survey(root).figure("8.1", "Ratings by wave").data
    alt = re.search(r'^:alt: "(.+)"$', shown, re.MULTILINE)[1]
    assert "Interest in other cultures, 5 Very much or 4: 2001/02 83%, interval" in alt
    assert "2002/03 * 0%, interval" in alt and "2002/03 0%, interval 0% to 43% (base 5)" in alt
    page = BeautifulSoup(shown.split("```\n\n", 1)[1], "html.parser")
    notes = {li.strong.extract().get_text(): li.get_text() for li in page.select("li")}
    assert "My pupils are interested in other cultures" in notes["Question:"]
    assert notes["Base:"].strip().startswith("2001/02: 5 to 6 primary Linking teachers")
    assert notes["Weighting:"].strip() == "unweighted"
    assert "statistically significant at the 5% level" in notes["Note:"]
    assert notes["Source:"].count("not the answers of any teacher") == 2
    rows = [[c.get_text() for c in row.select("th, td")] for row in page.select("tr")]
    assert rows[0] == ["Measure", "Wave", "Base", "Share", "95% interval", "Change"]
    assert rows[1][:4] == ["Interest in other cultures", "2001/02", "6", "83%"]
    assert rows[2][1] == "2002/03 *"
    assert rows[2][5] == "a decrease of 83 percentage points; statistically significant"
    assert (tmp_path / "figures/fig-8-1.svg").read_bytes().startswith(b"<?xml")


def test_each_wave_says_in_the_source_what_its_answers_are(root):
    facts(root / "data/waves/second", reconstructed=None, example=True)
    shown = survey(root).figure("8.1", "Ratings by wave").data
    assert "2001/02. Reconstructed from published figures; not the answers of any teacher" in shown
    assert "2002/03. Made up as an example; not the answers of any teacher" in shown


def test_the_weighted_survey_says_so(root):
    shown = survey(root, "baseline").figure("8.2", "Before").data
    said = "in each wave weighted to the year group profile of that wave&#x27;s End of Linking"
    assert said in shown


def test_without_a_measure_there_is_no_figure_but_a_sentence(root):
    item(root, "interest", asked_from="second")
    take_out(root / "data/waves/first", "b1", "e1", "c1")
    found = survey(root).of("interest").figure("8.1", "Ratings")
    assert found.data == "There is no figure, because no measure can be compared."
