"""Bars as they are drawn, read from drawings of the report's own kinds."""

import pandas as pd
import pytest

from helpers import figures
from helpers.checking import drawn
from helpers.disclosure import Disclosed


def data(shares, bars=("Baseline", "End of Linking *"), base=75, status=""):
    rows = [
        {"panel": "", "bar": bar, "key": str(n), "label": label, "base": base, "estimate": share,
         "status": status}
        for bar in bars
        for n, (label, share) in enumerate(shares.items())
    ]  # fmt: skip
    return Disclosed(pd.DataFrame(rows))


SHARES = {"Very much": 0.315, "Some": 0.67, "Not at all": 0.015}


def test_stacked_bars_have_their_numbers_and_lengths():
    notes = {("", "Baseline"): "3.8", ("", "End of Linking *"): "4.2*"}
    svg = figures.stacked_bars(data(SHARES), notes, "Mean").decode()
    first, second = drawn.stacked(svg)
    assert (first.name, first.base, first.low, first.note) == ("Baseline", "75", False, "3.8")
    assert second.name.startswith("End of Linking") and second.name.endswith("*")
    assert second.note == "4.2*"
    assert [(s.label, s.number) for s in first.segments] == [
        ("Very much", "32"), ("Some", "67"), ("Not at all", ""),
    ]  # fmt: skip
    assert [s.share for s in first.segments] == pytest.approx([31.5, 67, 1.5], abs=0.01)


def test_a_low_base_is_seen():
    svg = figures.stacked_bars(data(SHARES, ("Baseline",), 24, "low"), {}).decode()
    assert [(bar.base, bar.low) for bar in drawn.stacked(svg)] == [("24", True)]


def test_single_bars_have_lengths_in_proportion():
    svg = figures.plain_bars(
        data({"None": 0.2, "1 to 3": 0.5, "More": 0.3}, ("Teachers",))
    ).decode()
    bars = drawn.single(svg)
    assert [(bar.label, bar.number) for bar in bars] == [
        ("None", "20%"), ("1 to 3", "50%"), ("More", "30%"),
    ]  # fmt: skip
    assert bars[1].length / bars[0].length == pytest.approx(2.5)
