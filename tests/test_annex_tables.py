"""Annex tables: each cell is the number of its frame, and says why where there is none."""

import pandas as pd
import pytest
from annex_chapters import chapter

from helpers.analysis import Analysis
from helpers.annex import annex_tables
from helpers.annex.chapter_tests import ChapterTests
from helpers.annex.verdicts import p_value
from helpers.disclosure import SHOWN, SUPPRESSED

NAN = float("nan")


def as_frame(table) -> pd.DataFrame:
    header, rows = table
    assert all(len(row) == len(header) for row in rows)
    assert all(isinstance(cell, str) and cell for row in rows for cell in row)
    return pd.DataFrame(rows, columns=header).set_index(header[0])


@pytest.mark.parametrize("number", ["3", "5", "6"])
def test_side_by_side_are_the_p_values_of_the_frame(number):
    found = chapter(number)
    cells = as_frame(annex_tables.side_by_side(found))
    assert cells.shape == (len(found.items), 7)
    for item in found.items:
        row = cells.loc[f"{found.figure_of(item)} {item.label}"]
        for column, test in (("Ordinal test", "ordinal"), ("Headline share", "share")):
            made = found.tests.row(item=item.name, test=test)
            assert row[column] == p_value(made["p"]) + "*" * bool(made["significant"])


def test_the_check_of_proportional_odds_holds_does_not_or_was_not_made():
    checks = as_frame(annex_tables.side_by_side(chapter("6")))["Check of odds"]
    rows = chapter("6").tests.only(test="proportional_odds_check").frame
    for cell, (_, row) in zip(checks, rows.iterrows(), strict=True):
        if row["reason"]:
            assert cell == f"not testable: {row['reason']}"
        else:
            said = "does not hold" if row["p"] < 0.05 else "holds"
            assert cell == f"{p_value(row['p'])}, {said}"


def test_ways_have_a_difference_and_a_p_value_each():
    cells = as_frame(annex_tables.ways(chapter("5")))
    assert list(cells) == [
        "Raw", "Profile held equal", "Matched, nearest", "Matched within the caliper"
    ]  # fmt: skip
    row = chapter("5").tests.row(item="confidence", test="adjusted_ordinal")
    cell = cells["Profile held equal"].iloc[0]
    assert cell == f"{row['estimate']:.3f}; p {p_value(row['p'])}*"


def test_all_statistics_have_a_row_for_every_test():
    found = chapter("5")
    cells = as_frame(annex_tables.statistics(found, found.tests))
    assert len(cells) == len(found.tests.frame)
    first = cells.iloc[0]
    row = found.tests.frame.iloc[0]
    assert first["Statistic"] == f"t({row['df']:.0f}) {row['statistic']:.2f}"
    assert first["Difference"] == f"{row['estimate']:.3f} ({row['low']:.3f} to {row['high']:.3f})"
    assert (cells[cells["Test"] == "Chi-squared, ratings"]["Difference"] == "[z]").all()
    assert set(cells["Verdict"]) <= {"significant", "not significant", "holds", "does not hold"}


def test_what_would_have_shown_stands_beside_not_significant_and_nowhere_else():
    cells = as_frame(annex_tables.sizes(chapter("6")))
    plain = cells["Verdict"] == "not significant"
    assert (cells["Would have shown"] == "[z]").tolist() == (~plain).tolist()
    assert (
        cells[plain]["Would have shown"]
        .str.match(
            r"d \d\.\d\d, or \d+% to \d+%; bases \d+ and \d+, design effects 1\.00 and 1\.1\d"
        )
        .all()
    )
    row = chapter("6").sizes.row(item="awareness", effect="points")
    shown = cells.loc["6.7 Awareness of similarities with others", "Percentage points"]
    assert shown.startswith(f"{100 * row['estimate']:.1f} (")


def test_choices_stand_beside_the_report_s_own():
    cells = as_frame(annex_tables.choices(chapter("6")))
    tests = as_frame(annex_tables.side_by_side(chapter("6")))
    assert cells["Weights fixed"].tolist() == tests["Ordinal test"].tolist()
    assert list(cells) == ["Weights fixed", "Post-stratified residuals", "Bootstrap", "Unweighted"]


def test_balance_has_a_row_for_each_response_and_losses_for_each_group():
    found = chapter("5")
    cells = as_frame(annex_tables.balance(found))
    row = found.balance.row(item="fsm", response="higher", way="caliper")
    name = "Pupils receiving free school meals: Higher than average"
    assert cells.loc[name, "Matched within the caliper"] == f"{row['estimate']:.2f}"
    cells = annex_tables.losses(found, {"treated": "Linking", "control": "others"})
    shown = [row[:5] for row in cells[1]]
    assert shown[0] == ["Matched, nearest", "Linking", "77", "77", "0"]
    assert shown[3] == ["Matched within the caliper", "others", "171", "72", "99"]


def test_fills_show_the_smallest_and_the_largest_p():
    found = chapter("6")
    cells = as_frame(annex_tables.fills(found))
    rows = found.fills.only(item="reflection").frame
    row = cells.loc["6.10 Ability to reflect on similarities and differences"]
    assert row["Largest p"] == p_value(rows["p"].max())
    assert row["Smallest p"] == "<0.001*" and row["Fills"] == "7"
    # Towards both directions, and neither.
    assert row["Verdicts found"] == "significantly better; significantly worse; not significant"


@pytest.fixture
def hidden(project) -> dict[str, ChapterTests]:
    """Chapters of the small project in which every base is too small to be shown."""
    project.edit(
        project.questionnaire,
        "flag_below: 5, suppress_below: 3",
        "flag_below: 9, suppress_below: 7",
    )
    analysis = Analysis("first", "primary", project.root)
    return {kind: ChapterTests(analysis, "1", kind) for kind in ("change", "contrast")}


def test_small_bases_show_marks_and_no_numbers(hidden):
    change, contrast = hidden["change"], hidden["contrast"]
    tables = [annex_tables.side_by_side(change), annex_tables.choices(change)]
    tables += [annex_tables.ways(contrast), annex_tables.side_by_side(contrast)]
    for _, rows in tables:
        for row in rows:
            assert set(row[1:]) == {"not testable: too few answered"}
    for found in hidden.values():
        for row in annex_tables.statistics(found, found.tests)[1]:
            assert row[3:] == ["[c]", "[c]", "[c]", "not testable: too few answered"]
        (row,) = annex_tables.sizes(found)[1]
        assert row[1:] == ["[c]"] * 4 + ["not testable: too few answered", "[z]"]


def test_a_direction_needs_significance():
    row = pd.Series({"significant": True, "estimate": -0.1, "status": SHOWN})
    assert annex_tables.direction(row) == "significantly worse"
    assert annex_tables.direction(row.replace({-0.1: 0.1})) == "significantly better"
    plain = pd.Series({"significant": False, "estimate": 0.3, "status": SUPPRESSED})
    assert annex_tables.direction(plain) == "not significant"
