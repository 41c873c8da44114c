"""Edition: facts, figures, tables and quotations as a notebook shows them."""

import re

import pytest
import yaml
from bs4 import BeautifulSoup

from helpers.edition import Edition
from helpers.errors import InputError

NOTICE = "Reconstructed from published figures; not the answers of any teacher"


@pytest.fixture(autouse=True)
def notebooks(project, monkeypatch):
    folder = project.root / "notebooks"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def everyone(project):
    return Edition("first", root=project.root)


@pytest.fixture
def primary(project):
    return Edition("first", phase="primary", root=project.root)


class Shown:
    """A displayed figure, taken apart."""

    def __init__(self, markdown):
        text = markdown.data
        self.head, rest = text.split("```\n\n", 1)
        self.title = self.head.rstrip().rsplit("\n", 1)[-1]
        self.alt = re.search(r'^:alt: "(.+)"$', self.head, re.MULTILINE)[1]
        page = BeautifulSoup(rest, "html.parser")
        self.notes = {
            entry.strong.extract().get_text().rstrip(":"): entry.get_text().strip()
            for entry in page.select("ul.figure-notes li")
        }
        self.caption = page.caption.get_text()
        self.rows = [[c.get_text() for c in row.select("th, td")] for row in page.select("tr")]

    @property
    def shares(self) -> list[str]:
        return [cell for row in self.rows for cell in row if re.fullmatch(r"\d+%", cell)]


def figures(primary, everyone) -> dict:
    return {
        "change": primary.figure_change("1.1", "interest", "Interest"),
        "contrast": primary.figure_contrast("1.2", "interest", "Interest"),
        "profile": everyone.figure_profile("1.3", ["fsm", "phase"], "end_of_linking", "Profile"),
        "items": everyone.figure_items("1.4", ["interest"], "end_of_linking", "Items"),
        "multiple": everyone.figure_bars("1.5", "resources", "end_of_linking", "Resources"),
        "bands": everyone.figure_bars("1.6", "years_teaching", "comparison", "Years"),
    }


# --- facts -----------------------------------------------------------------------------


def test_numbers_of_respondents(everyone, primary):
    surveys = ("baseline", "end_of_linking", "comparison")
    assert [everyone.respondents(s) for s in surveys] == ["6", "8", "6"]
    assert [primary.respondents(s) for s in surveys] == ["6", "6", "5"]
    assert everyone.count("end_of_linking", phase="secondary") == "2"
    assert everyone.count("end_of_linking", phase="primary", fsm="higher") == "3"
    assert everyone.count("end_of_linking", fsm="dont_know") == "1"
    assert everyone.given("end_of_linking", "example") == "2"


def test_what_is_no_longer_asked_is_listed(everyone, project):
    assert everyone.dropped == "none"
    for name in ("interest", "example"):
        project.edit(
            project.questionnaire, f"  {name}:\n", f"  {name}:\n    asked_until: 2000-01\n"
        )
    listed = [everyone.questionnaire.item(name).phrase for name in ("interest", "example")]
    assert everyone.dropped == " and ".join(listed)


def test_dates_and_settings(everyone):
    assert everyone.fieldwork("baseline") == "3 September 2001 to 28 September 2001"
    assert (everyone.academic_year, everyone.level) == ("2001/02", "5%")
    talks = everyone.interviews
    assert (talks.achieved, talks.target, talks.minutes) == ("two", "three", "30")
    assert talks.fieldwork == "22 July 2002 to 31 July 2002"


def test_the_design_effect_is_that_of_the_weights(everyone):
    """Four weights of 0.75 and two of 1.5: 6 x 6.75 / 36."""
    assert everyone.design_effect == "1.13"
    assert everyone.effective_base == "5"


def test_rankings_of_several_items(everyone):
    assert str(everyone.shares(["misconceptions", "interest"], "end_of_linking")) == (
        "interest in other cultures (63%) and misconceptions about others (0%)"
    )


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda one: one.respondents("after"), "no survey 'after'; surveys are: baseline"),
        (lambda one: one.fieldwork("after"), "no survey 'after'"),
        (lambda one: one.count("comparison", fms="higher"), "no item 'fms'"),
        (lambda one: one.count("comparison", fsm="high"), "fsm has no response 'high'; it has "
         "higher, lower, dont_know, prefer_not_to_say"),
        (lambda one: one.count("baseline", fsm="higher"), "fsm is no single question of the survey "
         "'baseline'; it is asked in end_of_linking, comparison"),
        (lambda one: one.count("end_of_linking", resources="books"), "resources is no single"),
        (lambda one: one.given("comparison", "example"), "example is no single question"),
        (lambda one: one.areas("baseline"), "'baseline' does not ask for the area"),
        (lambda one: one.shares(["interst"], "baseline"), "no item 'interst'"),
        (lambda one: one.figure_change("1.1", "interst", "T"), "no item 'interst'"),
        (lambda one: one.figure_change("1.1", "resources", "T"), "resources is not asked in"),
        (lambda one: one.figure_contrast("1.1", "misconceptions", "T"), "misconceptions is not"),
        (lambda one: one.figure_items("1.1", ["interest"], "after", "T"), "'after'"),
        (lambda one: one.figure_bars("1.1", "resources", "comparison", "T"), "resources is not"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_named_for_people(everyone, ask, said):
    with pytest.raises(InputError, match=said):
        ask(everyone)


# --- figures ---------------------------------------------------------------------------


def test_every_figure_keeps_its_contract(primary, everyone, notebooks):
    for number, (kind, markdown) in enumerate(figures(primary, everyone).items(), start=1):
        shown = Shown(markdown)
        assert f"```{{figure}} figures/fig-1-{number}.svg\n:name: fig-1-{number}\n" in shown.head
        assert (notebooks / f"figures/fig-1-{number}.svg").stat().st_size > 2000
        assert shown.caption == f"Figure 1.{number}: {shown.title}, per cent"
        assert {"Question", "Base", "Weighting", "Source"} <= set(shown.notes), kind
        assert shown.notes["Question"].startswith("\u201c")
        assert shown.notes["Source"].endswith(NOTICE)
        assert "unweighted" in shown.notes["Base"]
        assert re.findall(r"\d+%", shown.alt) == shown.shares, kind
        assert len(shown.shares) >= 2 and "nan" not in markdown.data


def test_a_change_in_full(primary):
    shown = Shown(primary.figure_change("1.1", "interest", "Interest in other cultures"))
    change = primary["interest"].change
    star = " *" if change.significant else ""
    assert shown.rows[0][:2] == ["Survey", "Base"] and shown.rows[0][-1] == "Mean"
    baseline, end = shown.rows[1:]
    assert baseline == ["Baseline", "6", "25%", "13%", "38%", "13%", "0%", "13%", "0%", "3.6"]
    assert end[:-1] == [
        f"End of Linking{star}", "6", "33%", "50%", "17%", "0%", "0%", "0%", "0%",
    ]  # fmt: skip
    assert end[-1] == "4.2" + ("*" if change.mean_significant else "")
    assert shown.alt.startswith("Stacked bar chart, one bar for each survey. Baseline (base 6): 5 ")
    assert shown.notes["Question"] == "\u201cMy pupils are interested in other cultures\u201d"
    assert shown.notes["Base"] == (
        "Baseline: 6 primary Linking teachers before Linking, unweighted; "
        "End of Linking: 6 primary Linking teachers, unweighted"
    )
    assert shown.notes["Weighting"] == (
        "Baseline weighted to the year group profile of End of Linking; End of Linking unweighted"
    )
    assert shown.notes["Difference"] == f"{change}; mean score {change.mean}"
    assert "at the 5% level by an ordinal test of two independent samples;" in shown.notes["Note"]
    assert shown.notes["Source"] == (
        f"Baseline survey and End of Linking survey, 2001/02. {NOTICE}"
    )


def test_a_contrast_in_full(everyone):
    shown = Shown(everyone.figure_contrast("1.2", "interest", "Interest"))
    star = " *" if everyone["interest"].contrast.significant else ""
    assert shown.rows[0][0] == "Group"
    assert [row[:2] for row in shown.rows[1:]] == [
        [f"Linking teachers{star}", "8"],
        ["Non-Linking teachers", "6"],
    ]
    assert shown.notes["Weighting"] == "unweighted"
    assert shown.notes["Difference"] == str(everyone["interest"].contrast)
    assert "takes known differences in profile into account" in shown.notes["Note"]


def test_asterisks_stand_where_the_tests_say_so(primary, monkeypatch):
    class Change(type(primary["interest"].change)):
        significant, mean_significant = True, False

    for verdicts in ((True, False), (False, True)):
        Change.significant, Change.mean_significant = verdicts
        monkeypatch.setattr(primary["interest"].change, "__class__", Change)
        shown = Shown(primary.figure_change("1.1", "interest", "Interest"))
        assert (shown.rows[2][0].endswith(" *"), shown.rows[2][-1].endswith("*")) == verdicts
        assert not shown.rows[1][0].endswith("*") and not shown.rows[1][-1].endswith("*")


def test_several_items_have_a_panel_each(project):
    project.edit(
        project.questionnaire, 'columns: {baseline: b2, end_of_linking: e2}',
        'columns: {baseline: b2, end_of_linking: e2, comparison: c2}',
    )  # fmt: skip
    path = project.file("comparison")
    lines = path.read_text(encoding="utf-8").splitlines()
    answers = iter(["c2", "1", "2", "3", "2", "4", ""])
    lines[1:] = [f"{line},{next(answers)}" for line in lines[1:]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    both = Edition("first", phase="primary", root=project.root)
    shown = Shown(both.figure_contrast("1.2", ["interest", "misconceptions"], "Both"))
    assert shown.rows[0][:3] == ["Item", "Group", "Base"]
    assert [row[0] for row in shown.rows[1:]] == ["Interest in other cultures"] * 2 + [
        "Misconceptions about others"
    ] * 2
    assert "Interest in other cultures: " in shown.notes["Difference"]
    assert "; Misconceptions about others: " in shown.notes["Difference"]
    assert re.findall(r"\d+%", shown.alt) == shown.shares
    assert "5 to 6 primary Linking teachers" in shown.notes["Base"]


def test_a_profile_has_the_responses_of_each_item(everyone):
    shown = Shown(everyone.figure_profile("1.3", ["fsm", "phase"], "end_of_linking", "Profile"))
    assert shown.rows[0] == [
        "Item", "Group", "Base", "Higher than average", "Lower than average", "Don't know",
        "Prefer not to say", "Primary", "Secondary",
    ]  # fmt: skip
    assert shown.rows[1] == [
        "Pupils receiving free school meals", "Linking teachers", "8",
        "38%", "38%", "13%", "13%", "[z]", "[z]",
    ]  # fmt: skip
    assert shown.rows[2][-2:] == ["75%", "25%"]
    assert "Note" not in shown.notes and "Difference" not in shown.notes


def test_items_on_one_scale_are_called_items(everyone):
    shown = Shown(
        everyone.figure_items("1.4", ["interest", "misconceptions"], "end_of_linking", "Both")
    )
    assert [row[0] for row in shown.rows] == [
        "Item", "Interest in other cultures", "Misconceptions about others",
    ]  # fmt: skip
    assert shown.notes["Base"] == "End of Linking: 5 to 8 Linking teachers, unweighted"


def test_responses_of_a_multiple_response_item_stand_by_rank(project):
    """Seven answered: books 2, games 3, none of these 2."""
    project.answer("end_of_linking", "E2", "e3_1", "0")
    everyone = Edition("first", root=project.root)
    shown = Shown(everyone.figure_bars("1.5", "resources", "end_of_linking", "Resources"))
    assert shown.rows == [
        ["Response", "Share", "Base"],
        ["Games", "43%", "7"],
        ["Books", "29%", "7"],
        ["None of these", "29%", "7"],
    ]


def test_bands_of_a_number_stand_in_their_order(everyone):
    """Comparison: 1, 12, 7, no answer, 30, 4."""
    shown = Shown(everyone.figure_bars("1.6", "years_teaching", "comparison", "Years"))
    assert shown.rows[1:] == [["Up to 4 years", "40%", "5"], ["5 years or more", "60%", "5"]]


def test_figures_of_a_suppressed_base_leak_nothing(project):
    project.edit(
        project.questionnaire,
        "flag_below: 5, suppress_below: 3",
        "flag_below: 50, suppress_below: 30",
    )
    hidden = Edition("first", phase="primary", root=project.root)
    everyone = Edition("first", root=project.root)
    for kind, markdown in figures(hidden, everyone).items():
        shown = Shown(markdown)
        assert not shown.shares and not re.search(r"\d+%", shown.alt), kind
        assert "[c]" in {cell for row in shown.rows for cell in row}
        assert "not shown because the base is too small" in shown.alt
        assert not re.search(r"\d%|\d percentage|which is", shown.notes.get("Difference", ""))


def test_the_same_edition_gives_the_same_figures(primary, everyone, notebooks):
    first = {kind: made.data for kind, made in figures(primary, everyone).items()}
    drawn = {path.name: path.read_bytes() for path in notebooks.glob("figures/*.svg")}
    assert {kind: made.data for kind, made in figures(primary, everyone).items()} == first
    assert {path.name: path.read_bytes() for path in notebooks.glob("figures/*.svg")} == drawn
    assert len(drawn) == 6


def test_a_wave_that_is_not_reconstructed_does_not_say_so(project):
    project.edit(project.facts, "reconstructed: true\n", "")
    plain = Edition("first", root=project.root)
    assert plain.source(["baseline"]) == "Baseline survey, 2001/02"


def test_an_example_says_so_in_every_source_line(project):
    project.edit(project.facts, "reconstructed: true\n", "example: true\n")
    example = Edition("first", root=project.root)
    assert example.source(["baseline"]) == (
        "Baseline survey, 2001/02. Made up as an example; not the answers of any teacher"
    )


# --- tables and quotations ---------------------------------------------------------------


def table(markdown) -> tuple[str, list[list[str]], str]:
    page = BeautifulSoup(markdown.data, "html.parser")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tr")]
    return page.caption.get_text(), rows, page.li.get_text()


def test_the_table_of_surveys(everyone):
    caption, rows, source = table(everyone.table_surveys("2.1", "Parts & surveys"))
    assert caption == "Table 2.1: Parts & surveys"
    assert rows[0] == ["Part of the evaluation", "Completed", "What it was", "Fieldwork"]
    assert [row[:2] for row in rows[1:]] == [
        ["Baseline survey", "6"],
        ["End of Linking survey", "8"],
        ["Comparison survey", "6"],
        ["Interviews", "2"],
    ]
    assert rows[1][2:] == ["Survey before Linking", "3 September 2001 to 28 September 2001"]
    assert source.endswith(NOTICE)


@pytest.fixture
def with_areas(project):
    """The project with the items that the other two tables are about."""
    raw = yaml.safe_load(project.questionnaire.read_text(encoding="utf-8"))
    raw["scales"]["source"] = {
        "kind": "category",
        "responses": {
            "iap": {"code": 1, "label": "IAP survey"},
            "tln": {"code": 2, "label": "TLN survey"},
        },
    }
    areas = {name: {"code": n, "label": name.title()} for n, name in enumerate("xyz", start=1)}
    raw["scales"]["area"] = {"kind": "category", "responses": areas}
    shared = {"wording": "Which?", "label": "Which"}
    raw["items"]["source"] = shared | {
        "scale": "source", "headline": ["iap"], "columns": {"end_of_linking": "source"},
    }  # fmt: skip
    raw["items"]["comparison_area"] = shared | {
        "scale": "area", "headline": ["x"], "columns": {"comparison": "area"},
    }  # fmt: skip
    project.questionnaire.write_text(yaml.safe_dump(raw, sort_keys=False), encoding="utf-8")
    project.edit(
        project.facts, "    respondents: 6\n  end_", "    respondents: 6\n    source: tln\n  end_"
    )
    for survey, cells in {"end_of_linking": "11122211", "comparison": "331113"}.items():
        path = project.file(survey)
        lines = path.read_text(encoding="utf-8").splitlines()
        column = ["source" if survey == "end_of_linking" else "area", *cells]
        lines[1:] = [f"{line},{cell}" for line, cell in zip(lines[1:], column, strict=True)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return project.root


def test_the_table_of_sources_counts_the_phase(with_areas):
    primary = Edition("first", phase="primary", root=with_areas)
    caption, rows, source = table(primary.table_sources("Sources"))
    assert caption == "Sources"
    assert rows == [
        ["Questionnaire", "Baseline", "Follow-up"],
        ["IAP survey", "0", "3"],
        ["TLN survey", "6", "3"],
        ["Total", "6", "6"],
    ]
    assert source.startswith("Source: Baseline survey and End of Linking survey, 2001/02")


def test_the_table_of_areas_names_those_with_a_respondent(with_areas):
    everyone = Edition("first", root=with_areas)
    _, rows, _ = table(everyone.table_areas("Areas"))
    assert rows == [["Local authority"], ["X"], ["Z"]]
    assert everyone.areas("comparison") == "2"


def test_the_ratings_of_one_survey_are_all_its_rated_questions(everyone):
    # Two of six gave a 4 or 5; the number and the categories are no ratings.
    found = everyone.ratings("comparison")
    assert [one.item.name for one in found.answers] == ["interest"]
    assert (found.range, found.majorities) == ("33%", "none of the questions")
    assert {one.item.name for one in everyone.ratings("baseline").answers} == {
        "interest", "misconceptions",
    }  # fmt: skip


def test_a_survey_without_a_rated_question_has_no_ratings(project):
    text = "columns: {baseline: b1, end_of_linking: e1, comparison: c1}"
    kept = text.replace(", comparison: c1", "")
    project.edit(project.questionnaire, text, kept)
    path = project.file("comparison")
    lines = [line.rpartition(",")[0] for line in path.read_text().splitlines()[1:]]
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(InputError, match="'comparison' asks no rated question with a headline"):
        Edition("first", root=project.root).ratings("comparison")


def test_the_table_of_answers_has_every_question_of_a_survey(everyone):
    caption, rows, source = table(everyone.table_answers("comparison", "What they said"))
    assert caption == "What they said" and NOTICE in source
    assert rows[0][3:] == ["95% confidence interval", "Base, unweighted"]
    # Years: (1 + 12 + 7 + 30 + 4) / 5, without the one who gave none.
    assert [[*row[:3], row[4]] for row in rows[1:]] == [
        ["Year group", "Year 3", "33%", "6"],
        ["Phase", "Primary", "83%", "6"],
        ["Pupils receiving free school meals", "Higher than average", "50%", "6"],
        ["Years of teaching experience", "mean", "10.8", "5"],
        ["Interest in other cultures", "5 Very much, 4", "33%", "6"],
    ]
    end = everyone.table_answers("end_of_linking", "What they said").data
    assert "Resources used" in end and "Example" not in end  # what they wrote is no share


QUOTES = """
quotes:
  plain:
    text: "We   met\\n on *Zoom* <b>twice</b>."
    attribution: "Year 3 teacher, <i>Derby</i>"
    illustrative: true
"""


def test_a_quotation_is_labelled_illustrative_and_shown_as_written(project, everyone):
    (project.root / "data/quotes.yml").write_text(QUOTES, encoding="utf-8")
    lines = everyone.quote("plain").data.splitlines()
    assert all(line.startswith(">") for line in lines)
    assert lines[0] == r"> We met on \*Zoom\* \<b\>twice\</b\>."
    assert r"Year 3 teacher, \<i\>Derby\</i\>" in lines[2]
    assert "illustrative" in lines[2] and "not said by a teacher" in lines[2]


def test_an_unknown_quotation_is_named_with_those_there_are(project, everyone):
    (project.root / "data/quotes.yml").write_text(QUOTES, encoding="utf-8")
    with pytest.raises(InputError, match="there is no quotation 'nobody'; there are plain"):
        everyone.quote("nobody")


def test_what_a_teacher_said_has_no_label(project, everyone):
    (project.root / "data/quotes.yml").write_text("quotes: {}\n", encoding="utf-8")
    (project.folder / "quotes.yml").write_text(
        """
quotes:
  said:
    text: We met twice.
    attribution: Year 3 teacher
    consent: true
    reviewed_by: The editor
    reviewed_on: 2001-06-01
""",
        encoding="utf-8",
    )
    shown = everyone.quote("said").data
    assert shown == '> We met twice.\n>\n> <span class="attribution">Year 3 teacher</span>\n'


def test_a_project_without_quotations_says_so(everyone):
    with pytest.raises(InputError, match=r"data/quotes.yml"):
        everyone.quote("plain")
