"""The questionnaire: what is read from its file, and every way of refusing it."""

from pathlib import Path

import pytest
from told import without_line

from helpers.errors import InputError
from helpers.questionnaire import load_questionnaire
from helpers.waves import BASELINE, COMPARISON, END, find_root

SHIPPED = find_root(Path(__file__).parent)


def refusal(root: Path) -> list[str]:
    """What is said of a questionnaire that is refused, without the file's name."""
    with pytest.raises(InputError) as refused:
        load_questionnaire(root)
    assert {problem.file for problem in refused.value.problems} == {"data/questionnaire.yml"}
    said = map(without_line, refused.value.problems)
    return [one.removeprefix("data/questionnaire.yml: ") for one in said]


def test_an_item_is_read_with_its_scale(questionnaire):
    item = questionnaire.item("misconceptions")
    assert (item.kind, item.reversed, item.headline) == ("ordinal", True, ("5", "4"))
    assert item.asked == {"phase": ("primary",)}
    assert item.scale.responses["5"].label == "5 Very much"
    assert item.scores["5"] == 1


def test_an_item_without_a_phrase_is_called_by_its_label(questionnaire):
    assert questionnaire.item("interest").phrase == "interest in other cultures"


def test_a_number_has_its_range_and_bands(questionnaire):
    scale = questionnaire.item("years_teaching").scale
    assert (scale.minimum, scale.maximum, scale.unit) == (0, 50, "years")
    assert {key: (b.low, b.high) for key, b in scale.bands.items()} == {
        "new": (0, 4),
        "experienced": (5, 50),
    }


def test_settings_are_read(questionnaire):
    settings = questionnaire.settings
    assert (settings.significance_level, settings.interval_level) == (0.05, 0.95)
    assert (settings.flag_below, settings.suppress_below) == (5, 3)
    assert settings.adjustment == ("fsm", "years_teaching")
    assert settings.weighting["among"] == {"phase": ["primary"]}


def test_a_survey_asks_its_items_in_order(questionnaire):
    asked = [item.name for item in questionnaire.of_survey("comparison")]
    assert asked == ["year_group", "phase", "fsm", "years_teaching", "interest"]
    assert questionnaire.of_survey("no_such_survey") == []


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("conceptions", "items are: misconceptions"),
        ("Interest_", "items are: interest"),
        ("zzz", "items are: year_group, phase, fsm, "),
    ],
)
def test_an_unknown_item_lists_those_with_a_near_name(questionnaire, name, listed):
    with pytest.raises(InputError) as refused:
        questionnaire.item(name)
    assert f"there is no item {name!r}; {listed}" in str(refused.value)


ITEM = "    label: Interest in other cultures\n"
SPOILT = [
    # An item's keys
    (ITEM, "    lable: Interest\n", "item interest has the unknown key 'lable'"),
    (ITEM, "    lable: Interest\n", "item interest has no 'label'"),
    (ITEM, "    label: 5\n", "item interest has the label 5; put text there"),
    (ITEM, ITEM + "    reversed: maybe\n", "item interest has the reversed 'maybe'"),
    ("scale: phase\n", "scale: phse\n", "item phase names the unknown scale 'phse'"),
    ("scale: phase\n", "scale: [phase]\n", "item phase names the unknown scale ['phase']"),
    ("headline: [primary]", "headline: [primry]", "item phase names the unknown response 'primry'"),
    ("headline: [primary]", "headline: primary", "item phase has the headline 'primary'"),
    ("    headline: [primary]\n", "", "item phase has no 'headline'"),
    ("special: [dont_know]\n", "special: [dunno]\n", "names the unknown response 'dunno'"),
    # Columns
    ("columns: {end_of_linking: e4}", "columns: {end_of_linking: 4}", "the columns 4; name its"),
    ("columns: {end_of_linking: e4}", "columns: e4", "item example has the columns 'e4'"),
    (", none_of_these: e3_3}", "}", "columns than its scale has responses: none_of_these"),
    ("games: e3_2", "gmaes: e3_2", "columns than its scale has responses: games, gmaes"),
    ("{books: e3_1, games: e3_2, none_of_these: e3_3}", "e3", "the columns 'e3'"),
    # Scales
    ("kind: text", "kind: txt", "scale text has kind 'txt'; use ordinal, category"),
    ("kind: text", "knid: text", "scale text has the unknown key 'knid'"),
    ("kind: text", "kind: text\n    minimum: low", "scale text has the minimum 'low'"),
    ("{code: 2, label: Lower than", "{code: 1, label: Lower than", "one code to two responses"),
    ("{code: 2, label: Lower than", "{label: Lower than", "against_average: lower has no 'code'"),
    ("{code: 2, label: Lower than", '{code: "2", label: Lower', "lower has the code '2'"),
    ("{code: 2, label: Lower than", "{code: 97, label: Lower", "item fsm has the code 97 both"),
    ("{code: 2, label: Lower than", "{code: 99, label: Lower", "an answer and as 'no_answer'"),
    ('"5": {code', "5: {code", "scale extent has the response 5, which YAML reads as a number"),
    ("      lower: {", "      no: {", "the response False, which YAML reads as yes or no"),
    ("    minimum: 0\n", "", "scale years is a number and has no minimum and maximum"),
    ("    maximum: 50\n", "    maximum: 99\n", "item years_teaching has the code 98 both"),
    ("{low: 0, high: 4, ", "{low: 0, ", "scale years: new has no 'high'"),
    ("  text:\n    kind: text", "  text: text", "scale text is 'text'; put keys with values"),
    ("kind: text", "kind: text\n    responses: none", "scale text holds 'none'"),
    ("    scale: text\n", "    scale: text\n    reversed: true\n", "scale has no scores"),
    ("    kind: text\n", "    kind: ordinal\n", "scale text is ordinal and has fewer than two"),
    # Conditions
    ("{phase: [primary]}\n    columns: {base", "{phse: [primary]}\n    columns: {base",
     "item misconceptions is asked where phse is 'primary'"),
    ("{phase: [primary]}\n    columns: {base", "{phase: [first]}\n    columns: {base",
     "item misconceptions is asked where phase is 'first'"),
    ("{phase: [primary]}\n    columns: {base", "{phase: primary}\n    columns: {base",
     "item misconceptions has the asked {'phase': 'primary'}"),
    ("{phase: [primary]}\n    columns: {base", "{resources: [books]}\n    columns: {base",
     "item misconceptions is asked where resources is 'books'; name an item"),
    ("    columns: {baseline: year,",
     "    asked: {phase: [primary]}\n    columns: {baseline: year,",
     "item year_group stands before phase, on which it depends; move it below phase"),
    # Special answers and settings
    ("  no_answer: {code: 99, label: No answer}\n", "", "special has no 'no_answer'"),
    ("no_answer: {code: 99,", "no_answer: {cod: 99,", "no_answer has the unknown key 'cod'"),
    ("  significance_level: 0.05\n", "", "settings has no 'significance_level'"),
    ("significance_level: 0.05", "significance_level: 5", "have the significance_level 5; put a"),
    ("suppress_below: 3}", "suppress_under: 3}", "settings has the unknown key 'suppress_under'"),
    ("{flag_below: 5, suppress_below: 3}", "5", "settings has the unknown key 'base'"),
    ("adjustment: [fsm,", "adjustment: [fms,", "settings name the unknown item 'fms'"),
    ("adjustment: [fsm,", "adjustment: [example,", "settings name example, which is no single"),
    ("variable: year_group", "variable: year", "settings name the unknown item 'year'"),
    ("    survey: baseline\n", "    survey: basline\n", "the survey 'basline', which no item has"),
    ("    variable: year_group\n", "", "weighting has no 'variable'"),
    ("among: {phase: [primary]}", "among: {phase: [first]}", "at those where phase is 'first'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), SPOILT)
def test_a_spoilt_questionnaire_says_what_is_wrong(project, old, new, said):
    project.edit(project.questionnaire, old, new)
    assert any(said in text for text in refusal(project.root)), refusal(project.root)


@pytest.mark.parametrize("part", ["settings", "special", "scales", "items"])
def test_a_part_that_is_missing_is_named(project, part):
    project.edit(project.questionnaire, f"\n{part}:\n", f"\nother_{part}:\n")
    told, unknown = refusal(project.root)
    assert told == f"has no {part!r}; restore it from version control"
    assert unknown.startswith(f"has the unknown key 'other_{part}'; keys are: settings, special")


def test_all_that_is_wrong_is_said_at_once(project):
    for old, new in [
        ("scale: phase\n", "scale: phse\n"),
        ("kind: text", "kind: txt"),
        (ITEM, "    lable: Interest\n"),
        ("no_answer: {code: 99,", "no_answer: {cod: 99,"),
    ]:
        project.edit(project.questionnaire, old, new)
    said = "\n".join(refusal(project.root))
    for word in ("'phse'", "'txt'", "'lable'", "'cod'"):
        assert word in said


def test_a_missing_questionnaire_is_named(project):
    project.questionnaire.unlink()
    assert refusal(project.root) == ["there is no such file; restore it from version control"]


def test_the_shipped_questionnaire_gives_each_column_one_item():
    shipped = load_questionnaire(SHIPPED)
    for survey in (BASELINE, END, COMPARISON):
        items = shipped.of_survey(survey)
        columns = [c for item in items for c in item.file_columns(survey).values()]
        assert len(columns) == len(set(columns)) > 10


def test_the_shipped_questionnaire_names_only_surveys_that_there_are():
    shipped = load_questionnaire(SHIPPED)
    named = {survey for item in shipped.items.values() for survey in item.columns}
    assert named == {BASELINE, END, COMPARISON}


def test_misconceptions_alone_are_reversed_in_the_shipped_questionnaire():
    shipped = load_questionnaire(SHIPPED)
    assert [i.name for i in shipped.items.values() if i.reversed] == ["misconceptions"]
    assert shipped.item("misconceptions").scores["5"] == 1


AREA = "  area: {item: phase, surveys: [baseline, end_of_linking], phase: primary}\n"


def test_the_area_is_read(project):
    project.edit(project.questionnaire, "  adjustment:", f"{AREA}  adjustment:")
    area = load_questionnaire(project.root).settings.area
    assert area == {"item": "phase", "surveys": ["baseline", "end_of_linking"], "phase": "primary"}


def test_without_an_area_there_is_none(questionnaire):
    assert questionnaire.settings.area == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "item: phase",
            "item: county",
            "area names 'county' as its item; name an item of the kind",
        ),
        ("item: phase", "item: interest", "area names 'interest' as its item; name an item of the"),
        ("item: phase, ", "", "area has no 'item'"),
        ("phase: primary}", "phase: infant}", "area looks at those where phase is 'infant'; name"),
        ("phase: primary}", "year: primary}", "area has the unknown key 'year'; keys are: item,"),
        ("surveys: [baseline, end_of_linking]", "surveys: []", "area names no surveys; name those"),
        ("end_of_linking]", "wales]", "area names the survey 'wales', which does not ask phase"),
        (
            "[baseline, end_of_linking]",
            "baseline",
            "area has the surveys 'baseline'; put a list of",
        ),
    ],
)
def test_a_bad_area_is_refused(project, old, new, said):
    changed = AREA.replace(old, new)
    project.edit(project.questionnaire, "  adjustment:", f"{changed}  adjustment:")
    [found] = refusal(project.root)
    assert found.startswith(said)
