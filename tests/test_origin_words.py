"""Notes as lines: what a reader is told of a number, and what not."""

import ast
from pathlib import Path

import pytest

from helpers import comparisons, paired_comparisons
from helpers.building.origin_words import TESTS, WAYS, Names, lines, name_of_test

ITEMS = {
    name: {
        "label": label, "wording": f"Which {name}?", "phrase": name,
        "responses": {"5": "5 Very much", "4": "4", "1": "1 Not at all"},
        "boxes": {"headline": ["5", "4"]},
    }
    for name, label in (("one", "First"), ("two", "Second"), ("three", "Third"), ("four", "Fourth"))
}  # fmt: skip
WAVES = {
    "w": {
        "year": "2020/21", "weighting": "age profile of End", "phases": ["primary"],
        "surveys": {"end": "End", "before": "Before"}, "groups": {},
    }
}  # fmt: skip
NAMES = Names({"items": ITEMS, "waves": WAVES, "notes": []})
WHERE = {"wave": "w", "survey": "end", "group": "primary"}
ESTIMATE = {"kind": "estimate", "item": "one", "response": "headline", "base": 80} | WHERE
TEST = {
    "kind": "test", "item": "one", "response": "all", "against": "before", "test": "ordinal",
    "base": 80, "base_against": 60, "statistic": 2.346, "df": 138.0, "p": 0.0204,
    "significant": True,
} | WHERE  # fmt: skip


def test_a_share_has_item_responses_survey_group_base_and_weight():
    assert lines(NAMES, [ESTIMATE]) == [
        "Share of 5 Very much or 4: First (one). End survey, primary teachers, 2020/21. "
        "Base 80, unweighted."
    ]
    weighted = ESTIMATE | {"weighted": True, "survey": "before", "status": "low", "base": 40}
    assert lines(NAMES, [weighted]) == [
        "Share of 5 Very much or 4: First (one). Before survey, primary teachers, 2020/21. "
        "Base 40, a low base, weighted to the age profile of End."
    ]


def test_responses_that_are_taken_together_are_named():
    assert lines(NAMES, [ESTIMATE | {"response": "4+1"}])[0].startswith("Share of 4 or 1 Not")
    assert lines(NAMES, [ESTIMATE | {"response": "mean"}])[0].startswith("Mean: First (one).")


def test_linked_respondents_are_said():
    assert "those who answered both surveys" in lines(NAMES, [ESTIMATE | {"linked": True}])[0]


def test_a_base_that_is_too_small_is_not_told():
    hidden = {k: v for k, v in ESTIMATE.items() if k != "base"} | {"status": "suppressed"}
    (line,) = lines(NAMES, [hidden])
    assert line.endswith("2020/21. Not shown, because the base is too small.")
    none = {"kind": "test", "item": "one", "against": "before", "test": "ordinal"} | WHERE
    (line,) = lines(NAMES, [none | {"status": "suppressed"}])
    assert line.endswith("First (one): not shown, because a base is too small.")


def test_a_test_has_its_statistic_and_what_it_said():
    assert lines(NAMES, [TEST]) == [
        "Test: ordinal test on mid-ranks, End survey, primary teachers, 2020/21, against Before. "
        "Bases 80 and 60. First (one): statistic 2.35 on 138 degrees of freedom, p = 0.020, "
        "significant."
    ]
    small = lines(NAMES, [TEST | {"p": 0.0004, "significant": False}])[0]
    assert small.endswith("p below 0.001, not significant.")


def test_a_test_without_a_result_says_why():
    without = {k: v for k, v in TEST.items() if k not in ("p", "statistic", "df")}
    (line,) = lines(NAMES, [without | {"reason": "all gave one answer"}])
    assert line.endswith("First (one): not testable, because all gave one answer.")


def test_bases_that_are_not_known_are_left_out():
    unknown = {k: v for k, v in TEST.items() if not k.startswith("base")}
    assert "Bases" not in lines(NAMES, [unknown])[0]
    unknown = {k: v for k, v in ESTIMATE.items() if k != "base"}
    assert lines(NAMES, [unknown])[0].endswith("2020/21. Unweighted.")


def test_of_an_area_neither_bases_nor_statistics_are_told():
    (line,) = lines(NAMES, [TEST | {"group": "Bradford"}])
    assert line.endswith("First (one): significant.")
    assert not [number for number in ("2.35", "0.020", "80", "60") if number in line]
    assert lines(NAMES, [ESTIMATE | {"group": "Bradford"}])[0].endswith("2020/21. Unweighted.")


def test_notes_that_differ_in_their_item_share_a_line():
    many = [ESTIMATE | {"item": name, "base": 80 - n} for n, name in enumerate(ITEMS)]
    assert lines(NAMES, many) == [
        "Share of the headline responses: 4 items (one, two, three, four). End survey, "
        "primary teachers, 2020/21. Base 77 to 80, unweighted."
    ]
    both = lines(NAMES, [*many, ESTIMATE | {"survey": "before"}])
    assert len(both) == 2


def test_counts_facts_and_settings_say_where_they_stand():
    gave = {"kind": "respondents", "where": {"one": "5"}, "items": ["one"]} | WHERE
    said = "Number of respondents for whom First (one) is 5 Very much: End survey, primary teachers"
    assert lines(NAMES, [gave]) == [f"{said}, 2020/21."]
    fact = {"kind": "fact", "wave": "w", "what": "academic_year"}
    assert lines(NAMES, [fact]) == ["Said in data/waves/w/wave.yml: academic year."]
    setting = {"kind": "setting", "wave": "w", "what": "significance_level"}
    assert lines(NAMES, [setting]) == ["Setting of data/questionnaire.yml: significance level."]


def test_items_that_are_counted_are_left_out_where_their_shares_are_told():
    counted = {"kind": "measures", "of": "change", "items": ["one", "two"]}
    assert lines(NAMES, [counted]) == ["2 items of the questionnaire: one, two."]
    assert len(lines(NAMES, [counted, ESTIMATE])) == 1


def test_the_surveys_and_files_behind_notes_are_named_once():
    notes = [ESTIMATE, TEST, {"kind": "fact", "wave": "w", "what": "x", "survey": "other"}]
    assert NAMES.surveys(notes) == [("w", "end"), ("w", "before")]
    assert NAMES.files(notes) == ["data/questionnaire.yml", "data/waves/w/wave.yml"]
    assert NAMES.survey("w", "end") == "End, 2020/21"


def kinds_noted() -> set[str]:
    """First arguments of all calls of `note` and its like in the modules."""
    found = set()
    for path in (Path(__file__).parents[1] / "src/helpers").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "helpers.origins import" not in source and "import exhibits, origins" not in source:
            continue
        calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and n.args]
        noting = ("note", "_note_fact", "_note_respondents")
        named = [c for c in calls if getattr(c.func, "attr", getattr(c.func, "id", "")) in noting]
        found |= {c.args[0].value for c in named if isinstance(c.args[0], ast.Constant)}
    return found


def test_every_kind_of_note_has_its_line():
    from helpers.building.origin_words import _SAID

    reads = {"file", "waves", "quote"}  # of helpers.reads, which some of these modules note too
    assert kinds_noted() - reads <= set(_SAID)


@pytest.mark.parametrize("module", [comparisons, paired_comparisons])
def test_every_test_of_the_report_has_a_name(module):
    names = ("ORDINAL", "T_TEST", "SHARE", "CHI_SQUARED", "CHI_SQUARED_ALL", "SIGNED_RANK",
             "PAIRED_T", "PAIRED_SHARE", "MCNEMAR", "STUART_MAXWELL")  # fmt: skip
    keys = {getattr(module, name) for name in names if hasattr(module, name)}
    assert keys and keys <= set(TESTS)
    ways = {getattr(module, name) for name in ("ADJUSTED", "DOUBLE") if hasattr(module, name)}
    assert ways <= set(WAYS)
    assert name_of_test("adjusted_ordinal") == (
        "ordinal test on mid-ranks, with known differences in profile held equal"
    )
