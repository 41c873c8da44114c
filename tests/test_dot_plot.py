"""Dot plot: a dot and a line at each number, the same bytes, nothing of what is suppressed."""

from xml.etree import ElementTree

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers import dot_plot
from helpers.disclosure import LOW, SHOWN, SUPPRESSED, Disclosed
from helpers.figures import STYLE
from helpers.tables import interval_table

NAN = float("nan")
COLUMNS = ["panel", "bar", "label", "base", "estimate", "low", "high", "status"]
ROWS = [
    ("Interest", "2001/02", "5 or 4", 143, 0.64, 0.55, 0.72, SHOWN),
    ("Interest", "2002/03 *", "5 or 4", 40, 0.25, 0.1, 0.4, LOW),
    ("Awareness", "2001/02", "5 or 4", 9, NAN, NAN, NAN, SUPPRESSED),
    ("Awareness", "2002/03", "5 or 4", 1200, 0.5, 0.48, 0.52, SHOWN),
]
DATA = Disclosed(pd.DataFrame(ROWS, columns=COLUMNS))


@pytest.fixture
def axes(monkeypatch):
    """The axes as they were saved."""
    kept = []
    save = dot_plot._svg
    monkeypatch.setattr(dot_plot, "_svg", lambda figure: kept.append(figure) or save(figure))
    dot_plot.dot_plot(DATA)
    return kept[0].axes[0]


def words(monkeypatch, data=DATA) -> list[str]:
    monkeypatch.setitem(STYLE, "svg.fonttype", "none")
    tree = ElementTree.fromstring(dot_plot.dot_plot(data))
    return ["".join(t.itertext()) for t in tree.iter("{http://www.w3.org/2000/svg}text")]


def test_a_dot_stands_at_each_share_in_the_row_of_its_wave(axes):
    dots = [line for line in axes.lines if line.get_linestyle() == "None"]
    places = [(float(dot.get_xdata()[0]), dot.get_ydata()[0]) for dot in dots]
    assert places == [(64, 1), (25, 2), (50, 5)]  # headings stand in rows 0 and 3
    latest = [dot.get_marker() == "o" for dot in dots]
    assert latest == [False, True, True]


def test_a_line_runs_from_end_to_end_of_each_interval(axes):
    lines = [tuple(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 2]
    flat = [pytest.approx(pair) for pair in ((55, 72), (10, 40), (48, 52))]
    drawn = [tuple(map(float, pair)) for pair in lines if len(set(pair)) == 2]
    assert drawn == flat


def test_texts_name_the_wave_its_base_and_its_share(monkeypatch):
    found = words(monkeypatch)
    assert "2001/02 (base 143)" in found and "2002/03 * (base 40 [low])" in found
    assert "2002/03 (base 1,200)" in found
    assert found.count("64%") == 1
    assert found.count("25%") == found.count("50%") == 2  # a share, and a mark of the axis
    assert "not shown: small base" in found


def test_a_long_name_is_wrapped_and_kept_whole(monkeypatch):
    name = "Comfort talking to young people who have views and opinions that they disagree with"
    found = words(monkeypatch, DATA.labelled(panel=name))
    assert name in " ".join(text for text in found if text[0].isalpha())
    assert max(len(text) for text in found) <= dot_plot.LETTERS


def test_the_same_bytes_twice_and_others_for_other_numbers():
    other = Disclosed(DATA.frame.assign(estimate=[0.65, 0.25, NAN, 0.5]))
    assert dot_plot.dot_plot(DATA) == dot_plot.dot_plot(DATA) != dot_plot.dot_plot(other)


def test_words_say_every_number_and_nothing_of_what_is_suppressed():
    assert dot_plot.alternative_text(DATA) == (
        "Dot chart with confidence intervals, one panel for each measure and one dot a wave. "
        "Interest, 5 or 4: 2001/02 64%, interval 55% to 72% (base 143); "
        "2002/03 * 25%, interval 10% to 40% (base 40, a low base). "
        "Awareness, 5 or 4: 2001/02 not shown because the base is too small; "
        "2002/03 50%, interval 48% to 52% (base 1,200)."
    )


def test_the_table_has_every_number_too():
    notes = {("Interest", "2002/03 *"): "a decrease"}
    markup = interval_table(DATA, "Caption", notes, "Change", "95% interval")
    page = BeautifulSoup(markup, "html.parser")
    rows = [[cell.text for cell in row.select("th, td")] for row in page.find_all("tr")]
    assert rows == [
        ["Measure", "Wave", "Base", "Share", "95% interval", "Change"],
        ["Interest", "2001/02", "143", "64%", "55% to 72%", "[z]"],
        ["Interest", "2002/03 *", "40 [low]", "25%", "10% to 40%", "a decrease"],
        ["Awareness", "2001/02", "9", "[c]", "[c]", "[z]"],
        ["Awareness", "2002/03", "1,200", "50%", "48% to 52%", "[z]"],
    ]
