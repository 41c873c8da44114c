"""Charts whose drawing or text alternative differs from the table."""

import pandas as pd
import pytest
from made_report import HEADER, ROWS, alternative, report, rows

from helpers import figures
from helpers.checking import tellings
from helpers.disclosure import Disclosed


def drawing(rows=ROWS):
    bars = [
        {"panel": "", "bar": row[0], "key": label, "label": label, "base": int(row[1]),
         "estimate": int(text[:-1]) / 100, "status": ""}
        for row in rows
        for label, text in zip(HEADER[2:-1], row[2:-1], strict=True)
    ]  # fmt: skip
    means = {("", row[0]): row[-1] for row in rows}
    return figures.stacked_bars(Disclosed(pd.DataFrame(bars)), means, "Mean").decode()


def found(**parts):
    made = tellings.findings(report(**({"drawing": drawing()} | parts)))
    return [finding.found for finding in made]


def test_three_tellings_of_the_same_numbers():
    assert found() == []


@pytest.mark.parametrize(("place", "column", "text"), [
    (0, "4", "40%"), (1, "2", "9%"), (0, "Survey", "Before"), (1, "Survey", "End of Linking"),
])  # fmt: skip
def test_a_text_alternative_of_another_number(place, column, text):
    assert len(found(alt=alternative(rows(place, column, text)))) == 1


@pytest.mark.parametrize(("place", "column", "text"), [
    (0, "5 Very much", "30%"), (1, "Mean", "4.2"), (0, "Mean", "3.9"), (1, "Survey", "End"),
])  # fmt: skip
def test_a_drawing_of_another_number(place, column, text):
    assert found(drawing=drawing(rows(place, column, text)))


def test_a_drawing_with_another_number_of_bars():
    assert found(drawing=drawing(ROWS[:1])) == ["the drawing has 1 bars, and the table 2"]
