"""The annex: its notebook on the shipped wave, and on waves that lack or are something."""

import re

import pytest
from annex_chapters import WAVE, annex, chapter
from annex_notebook import data_copy, edit_wave, run
from book import ROOT
from bs4 import BeautifulSoup

from helpers.annex.annex import NOT_RUN, Annex
from helpers.annex.simulation_results import COLUMNS, FILE

CHAPTERS = [chapter(number) for number in ("3", "5", "6")]


def cells(shown: str) -> list[list[str]]:
    page = BeautifulSoup(shown, "html.parser")
    return [[c.get_text() for c in row.select("th, td")] for row in page.select("tbody tr")]


@pytest.fixture
def copy(tmp_path):
    """A function: the texts and displays of the annex on a copy with other facts."""
    folder = data_copy(tmp_path)

    def make(monkeypatch, change):
        edit_wave(folder, WAVE, change)
        return run(folder, WAVE, monkeypatch)

    return make


def drop(survey):
    return lambda facts: facts["surveys"].pop(survey)


# --- the notebook -----------------------------------------------------------------------------


def test_the_notebook_s_tables_are_numbered_in_order(tmp_path, monkeypatch):
    texts, shown = run(data_copy(tmp_path), WAVE, monkeypatch)
    captions = [c for text in shown.values() for c in re.findall(r"<caption>(.+?)</caption>", text)]
    numbers = [int(re.match(r"Table C\.(\d+): \S", caption)[1]) for caption in captions]
    simulated = 0 if texts["primary.simulation"] == NOT_RUN else 2
    assert numbers == list(range(1, 24 + simulated))
    assert all(text.strip() for text in texts.values())


@pytest.mark.parametrize(
    ("survey", "lost", "kept"),
    [
        ("comparison", ["contrast", "lead"], ["change"]),
        ("baseline", ["change"], ["contrast", "lead"]),
    ],
)
def test_a_wave_without_a_survey_says_what_is_missing(copy, monkeypatch, survey, lost, kept):
    texts, shown = copy(monkeypatch, drop(survey))
    because = f"because the wave has no {survey} survey"
    assert texts["primary.surveys_missing"] == survey
    for expression, text in texts.items():
        name = expression.partition(".")[0]
        if name in lost and expression != "change.n":
            assert text.endswith(because), expression
        if name in kept:
            assert because not in text, expression
    said = [name for name, text in shown.items() if f"Not shown: the wave has no {survey}" in text]
    assert len(said) >= 5
    last = cells(shown["table-untested"])
    assert [f"Chapter {n}" for n in {"contrast": "35", "change": "6"}[lost[0]]] == [
        row[0] for row in last if row[2] == f"the wave has no {survey} survey"
    ]


def test_without_the_end_of_linking_survey_only_weights_are_shown(copy, monkeypatch):
    texts, shown = copy(monkeypatch, drop("end_of_linking"))
    assert texts["primary.surveys_missing"] == "end of Linking"
    assert [row[0] for row in cells(shown["table-weights"])] == ["Baseline", "Comparison"]
    assert {row[0] for row in cells(shown["table-untested"])} == {
        "Chapter 3",
        "Chapter 5",
        "Chapter 6",
    }


def test_answers_as_given_are_not_called_reconstructed(copy, monkeypatch):
    def given(facts):
        facts["reconstructed"] = False

    texts, shown = copy(monkeypatch, given)
    assert "nothing had to be worked back from print" in texts["primary.evidence"]
    about_print = ("reconstruction-rule", "reconstruction-said", "table-fills")
    assert not any(text for name, text in shown.items() if name.startswith(about_print))
    assert not any("econstructed" in text for text in shown.values())


def test_a_wave_of_linked_respondents_has_their_tests(tmp_path, monkeypatch):
    folder = data_copy(tmp_path)
    path = folder / "data/waves" / WAVE / "end_of_linking.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^E(\d+),", r"B\1,", text, flags=re.M), encoding="utf-8")
    edit_wave(folder, WAVE, lambda facts: facts.update(design="linked"))
    texts, shown = run(folder, WAVE, monkeypatch)
    assert texts["primary.design"].startswith("linked respondents")
    assert "Signed-rank test" in shown["table-changes"]
    assert "Ordinal" not in shown["table-changes"] and "Ordinal" in shown["table-contrasts"]
    assert texts['change.turned("t")'].endswith("the design of the wave has no such test")
    assert (
        texts["change.least"]
        == texts["change.redrawn"]
        == "none, because the respondents are linked"
    )
    assert shown["table-choices"] == "Not shown: linked respondents are not weighted.\n"


# --- tables of the whole ----------------------------------------------------------------------


def test_weights_and_their_price_are_those_of_the_samples():
    rows = {row[0]: row[1:] for row in cells(annex().table_weights("C.1", "x").data)}
    weights = annex().sample("baseline").weights
    effect = len(weights) * (weights**2).sum() / weights.sum() ** 2
    assert rows["Baseline"][:2] == ["143", "year group of End of Linking"]
    assert rows["Baseline"][2:] == [
        f"{weights.min():.2f}", f"{weights.max():.2f}", f"{effect:.2f}", f"{143 / effect:.0f}"
    ]  # fmt: skip
    assert rows["Comparison"] == ["171", "[z]", "1.00", "1.00", "1.00", "171"]


def test_the_ledger_shows_the_counts_and_the_family_each_verdict():
    rows = cells(annex().table_ledger("C.1", "x", *CHAPTERS).data)
    for found, row in zip(CHAPTERS, rows, strict=True):
        n = len(found.items)
        assert row[0] == found.number and row[3] == str(n) and row[2] == str(2 * n)
        assert int(row[5]) == sum(found.difference(item).significant for item in found.items)
    family = cells(annex().table_family("C.1", "x", *CHAPTERS).data)
    assert len(family) == 23
    stars = [[cell.endswith("*") for cell in row[1:4]] for row in family]
    assert sum(alone for alone, _, _ in stars) == sum(int(row[5]) for row in rows)
    assert sum(holm for _, holm, _ in stars) == sum(int(row[6]) for row in rows)
    assert sum(bh for _, _, bh in stars) == sum(int(row[7]) for row in rows)


def test_what_could_not_be_tested_is_listed_or_there_is_none():
    rows = cells(annex().table_untested("C.1", "x", *CHAPTERS).data)
    assert annex().untested(*CHAPTERS) == "two" and len(rows) == 2
    assert {row[1] for row in rows} == {"Check of proportional odds"}
    assert cells(annex().table_untested("C.1", "x", chapter("5")).data) == [["none"] * 3]
    assert annex().untested(chapter("5")) == "none"


def test_facts_of_the_wave_in_words():
    found = annex()
    assert (found.power, found.caliper, found.surveys_missing) == ("80%", "0.2", "none")
    assert found.covariates.endswith("type of area and years of teaching experience")
    assert "not the same" in found.design


# --- the simulation ---------------------------------------------------------------------------


@pytest.fixture
def simulated(tmp_path):
    """A function: the annex of a copy of the project with these lines of results."""
    folder = data_copy(tmp_path)

    def make(*lines: str) -> Annex:
        path = folder / FILE
        path.unlink(missing_ok=True)
        if lines:
            path.parent.mkdir(exist_ok=True)
            path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
        return Annex(WAVE, phase="primary", root=folder)

    return make


def test_a_simulation_that_was_not_run_is_one_sentence(simulated):
    found = simulated()
    assert found.simulation == "The simulation has not been run; `make simulate` runs it."
    assert found.simulation_table("C.1", "x") is found.simulation_in_full("C.1", "x") is None
    assert found.false_alarms("t") == "a rate that was not simulated"


def test_simulated_rates_are_counted_and_deviations_stated(simulated):
    found = simulated(
        "t,type I error,shifted,0.05,0.0512,0.0022,10000,yes",
        "t,type I error,equal,0.05,0.0701,0.0022,10000,no",
        "exact,coverage,rare,0.95,,,0,not testable",
        "not used: Welch,type I error,equal,0.05,0.41,0.0022,10000,no",
    )
    assert found.simulation == (
        "Of 3 rates of the tests and intervals in use, one lies further from the nominal rate "
        "than chance explains."
    )
    assert found.false_alarms("t") == "5.12% to 7.01%"
    assert found.false_alarms("exact") == "a rate that was not simulated"
    rows = cells(found.simulation_table("C.1", "x").data)
    assert rows == [["t", "type I error", "equal", "5.00%", "7.01%"]]
    full = cells(found.simulation_in_full("C.2", "x").data)
    assert full[1] == ["t", "type I error", "equal", "5.00%", "7.01%", "0.22%", "10,000", "no"]
    assert full[2][4:] == ["[x]", "[x]", "0", "not testable"] and len(full) == 4


def test_no_deviation_is_said_to_be_none(simulated):
    found = simulated("t,type I error,shifted,0.05,0.0512,0.0022,10000,yes")
    assert "none lie further" in found.simulation and found.false_alarms("t") == "5.12%"
    assert cells(found.simulation_table("C.1", "x").data) == [["none"] * 5]


def test_the_annex_stands_in_the_table_of_contents_after_appendix_b():
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert "      - file: book/appendix-b\n      - file: notebooks/annex\n" in contents
