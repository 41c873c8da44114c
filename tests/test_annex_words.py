"""Annex words: planted tests, and sentences that stay right whatever they say."""

import pandas as pd
import pytest
from annex_chapters import chapter
from annex_notebook import edit_wave

from helpers.analysis import Analysis
from helpers.annex.annex_words import AnnexWords
from helpers.comparisons import COLUMNS
from helpers.disclosure import SHOWN, SUPPRESSED, Disclosed

NAN = float("nan")
ITEMS = ("interest", "awareness", "assumption")


def planted(p_by_test: dict[str, tuple], status=SHOWN, signs=(1, 1, 1)) -> AnnexWords:
    """Three measures of chapter 6 with these p-values by test; "ordinal" is the report's."""
    shipped = chapter("6").analysis
    words = AnnexWords(shipped, "6", "change")
    words.__dict__["items"] = [shipped.questionnaire.item(name) for name in ITEMS]
    rows = []
    for test, values in p_by_test.items():
        for item, p, sign in zip(ITEMS, values, signs, strict=True):
            row = dict.fromkeys(COLUMNS, NAN) | {"item": item, "test": test, "p": p}
            row |= {"base": 100, "base_against": 100}
            row |= {"estimate": 0.1 * (sign if test != "ordinal" else 1), "reason": ""}
            rows.append(row | {"significant": bool(p < 0.05), "status": status})
    tests = Disclosed(pd.DataFrame(rows))
    words.__dict__["tests"] = tests
    words.__dict__["verdicts"] = tests.only(test="ordinal")
    words.__dict__["sensitivity"] = Disclosed(tests.frame[:0])
    return words


def test_a_planted_verdict_is_named_with_what_it_becomes():
    words = planted({"ordinal": (0.01, 0.20, 0.04), "t": (0.02, 0.03, 0.06)})
    assert words.n == "three measures"
    assert words.turned("t") == (
        "two of the three measures (awareness of similarities with others from different "
        "backgrounds, then significant; the assumption that others from different backgrounds "
        "and places are the same as them, then not significant)"
    )
    assert words.turned("ordinal") == "none of the three measures"
    assert words.turned("mcnemar") == "no measure, because the design of the wave has no such test"


def test_a_verdict_that_turns_round_is_another_one():
    words = planted({"ordinal": (0.01, 0.2, 0.04), "t": (0.01, 0.2, 0.01)}, signs=(-1, -1, 1))
    assert (
        words.turned("t")
        == "one of the three measures (interest in other cultures, then significant)"
    )
    assert words.turned_by_any == "one of the three measures (interest in other cultures)"


def test_the_check_of_proportional_odds_is_no_test_of_the_difference():
    words = planted({"ordinal": (0.3, 0.3, 0.3), "proportional_odds_check": (0.01, NAN, 0.4)})
    assert words.turned_by_any == "none of the three measures"
    assert words.odds_doubtful == "one of the three measures (interest in other cultures)"
    assert words.odds_unchecked.startswith("one of the three measures (awareness")


@pytest.mark.parametrize(
    ("p", "holm", "bh"),
    [
        ((0.001, 0.002, 0.003), "all", "all"),
        # 3 x 0.02 and 2 x 0.03 are over 0.05, and 3 x 0.04 / 3 is not.
        ((0.02, 0.03, 0.04), "none of three (lost: {0}; {1}; {2})", "all"),
        ((0.001, 0.03, 0.5), "one of two (lost: {1})", "both"),
        ((0.2, 0.3, 0.5), "none, because there is none to begin with", None),
    ],
)  # fmt: skip
def test_what_outlasts_the_number_of_tests(p, holm, bh):
    words = planted({"ordinal": p})
    names = [item.phrase for item in words.items]
    assert words.kept("holm") == holm.format(*names)
    assert words.kept("bh") == (bh or holm)


def test_nothing_hidden_is_told():
    words = planted({"ordinal": (NAN, NAN, NAN), "t": (NAN, NAN, NAN)}, status=SUPPRESSED)
    assert words.turned("t") == "none of the three measures"
    assert words.kept("holm") == "none, because there is none to begin with"


def test_what_the_shipped_wave_says_follows_its_frames():
    words = chapter("6")
    least = words.detectable.only(effect="detectable_d").frame["estimate"]
    assert words.least == f"d = {least.min():.2f}" and f"{least.max():.2f}" == f"{least.min():.2f}"
    others = chapter("5").detectable.only(effect="detectable_d").frame["estimate"]
    assert chapter("5").least == f"d = {others.min():.2f} to {others.max():.2f}"
    empty = words.sensitivity.frame["with_empty_cell"].astype(int)
    assert (
        words.redrawn
        == f"999 replicates ({empty.min()} to {empty.max()} of them with an empty cell)"
    )


def test_balance_counts_what_is_within_a_tenth():
    words = chapter("5")
    for way in ("before", "nearest", "caliper"):
        rows = words.balance.only(way=way).frame
        near = (rows["estimate"].abs() < 0.1).sum()
        assert words.balanced(way) == f"{near} of the {len(rows)}"
    pairs = len(words.matched.pairs("caliper"))
    assert words.paired("caliper") == f"{pairs} of the 77 Linking teachers"
    assert words.paired("nearest") == "77 of the 77 Linking teachers"


def test_the_undetermined_are_those_whose_fills_disagree():
    words = chapter("6")
    rows = words.fills.frame
    signs = rows["significant"] * rows["estimate"].map(lambda x: 1 if x > 0 else -1)
    several = signs.groupby(rows["item"], sort=False).nunique() > 1
    assert words.undetermined.startswith("eight of the 11 measures (")
    named = words.undetermined.partition("(")[2].removesuffix(")").split("; ")
    items = words.analysis.questionnaire.items
    assert named == [items[name].phrase for name in several.index[several]]


@pytest.mark.parametrize("kind", ["change", "contrast"])
def test_a_wave_without_its_surveys_gets_a_reason_for_everything(project, kind):
    survey = {"change": "baseline", "contrast": "comparison"}[kind]
    edit_wave(project.root, "first", lambda facts: facts["surveys"].pop(survey))
    words = AnnexWords(Analysis("first", "primary", project.root), "1", kind)
    because = f"because the wave has no {survey} survey"
    assert words.n == "no measures"
    said = [words.turned("t"), words.turned_by_any, words.odds_doubtful, words.odds_unchecked]
    said += [words.kept("holm"), words.undetermined]
    assert set(said) == {f"no measure, {because}"}
    assert {words.least, words.redrawn, words.balanced("nearest")} == {f"none, {because}"}
    assert words.paired("nearest") == f"no Linking teachers, {because}"


def test_a_chapter_without_figures_says_so(project):
    words = AnnexWords(Analysis("first", "primary", project.root), "7", "change")
    said = "no measure, because no figure of Chapter 7 shows a rating that both surveys ask for"
    assert words.turned("t") == said
