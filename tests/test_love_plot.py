"""Love plot: the same bytes, a marker at each number, and words that say the same."""

import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from annex_chapters import WAVE
from book import ROOT

from helpers.annex import love_plot
from helpers.disclosure import SHOWN, SUPPRESSED, Disclosed
from helpers.figures import STYLE

WAYS = ("Before matching", "Nearest match", "Within the caliper")
ROWS = [("", "Propensity score", 1.0), ("Area", "Urban", -0.3), ("Area", "Rural", 0.21)]
NAN = float("nan")


def plotted(rows=ROWS, ways=WAYS, hidden=()) -> Disclosed:
    """Differences that halve from way to way; those of `hidden` ways are suppressed."""
    made = [
        (panel, label, way, NAN if way in hidden else value / 2**step,
         SUPPRESSED if way in hidden else SHOWN)
        for panel, label, value in rows
        for step, way in enumerate(ways)
    ]  # fmt: skip
    return Disclosed(pd.DataFrame(made, columns=["panel", "label", "way", "estimate", "status"]))


@pytest.fixture
def axes(monkeypatch):
    """A function: draw and give the axes as they were saved."""
    kept = []
    save = love_plot._svg
    monkeypatch.setattr(love_plot, "_svg", lambda figure: kept.append(figure) or save(figure))

    def draw(data):
        love_plot.love_plot(data)
        return kept[-1].axes[0]

    return draw


def markers(axes) -> dict[str, tuple[list[float], list[float]]]:
    lines = [line for line in axes.lines if line.get_linestyle() == "None"]
    return {
        line.get_label(): (np.array(line.get_xdata()).tolist(), list(line.get_ydata()))
        for line in lines
    }


def test_each_way_has_a_marker_at_each_number(axes):
    found = markers(axes(plotted()))
    assert list(found) == list(WAYS)
    assert found["Before matching"] == ([1.0, -0.3, 0.21], [0, 2, 3])
    assert found["Nearest match"] == (pytest.approx([0.5, -0.15, 0.105]), [0, 2, 3])


def test_labels_stand_in_their_rows_and_headings_above_them(axes):
    drawn = axes(plotted())
    texts = {text.get_text(): text.xy[1] for text in drawn.texts}
    assert texts == {"Propensity score": 0, "Area": 1, "Urban": 2, "Rural": 3}
    shapes = {line.get_marker() for line in drawn.lines if line.get_linestyle() == "None"}
    assert len(shapes) == len(WAYS)


def test_lines_show_no_difference_and_where_groups_are_near(axes):
    drawn = axes(plotted())
    upright = [x[0] for x in (line.get_xdata() for line in drawn.lines) if len(set(x)) == 1]
    assert sorted(upright)[:3] == [-love_plot.NEAR, 0, love_plot.NEAR]


def test_what_is_suppressed_is_neither_drawn_nor_told(axes):
    data = plotted(hidden=("Nearest match",))
    assert np.isnan(markers(axes(data))["Nearest match"][0]).all()
    assert "nearest match [c]" in love_plot.alternative_text(data)


def test_words_say_every_number_of_the_plot():
    text = love_plot.alternative_text(plotted())
    assert re.findall(r"-?\d\.\d\d", text) == [
        "1.00", "0.50", "0.25", "-0.30", "-0.15", "-0.08", "0.21", "0.11", "0.05"
    ]  # fmt: skip
    assert "Area: Urban: before matching -0.30, nearest match -0.15" in text


def test_text_in_a_label_is_text(monkeypatch):
    monkeypatch.setitem(STYLE, "svg.fonttype", "none")
    svg = love_plot.love_plot(plotted([("", "Cost in $ & <more>", 0.2)]))
    tree = ElementTree.fromstring(svg)
    texts = ["".join(t.itertext()) for t in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert "Cost in $ & <more>" in texts


SCRIPT = f"""
import hashlib
from helpers.annex.annex import Annex
from helpers.annex.annex_chapter import DRAWN
from helpers.annex.love_plot import love_plot
rows = Annex({WAVE!r}, phase="primary").chapter("5", "contrast").balance
svg = love_plot(rows.labelled(way=rows.frame["way"].map(DRAWN)))
print(hashlib.sha256(svg).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_in_another_process_with_another_hash_seed():
    given = [dict(os.environ, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    ran = [
        subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=e, capture_output=True)
        for e in given
    ]
    assert ran[0].stdout == ran[1].stdout != b"", ran[0].stderr
