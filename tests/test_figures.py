"""Figures: the same bytes, all numbers, readable labels, and nothing of what is suppressed."""

import hashlib
import itertools
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from helpers import figures
from helpers.disclosure import LOW, SHOWN, SUPPRESSED, Disclosed

FIVE = ["5 Very much", "4", "3", "2", "1 Not at all"]
SPECIAL = {"dont_know": "Don't know", "prefer_not_to_say": "Prefer not to say"}
NAN = float("nan")
LONG = "Comfort talking to young people who have views and opinions that they disagree with *"


def bar(
    name, shares, labels=FIVE, panel="", base=100, status=SHOWN, special=(0, 0)
) -> pd.DataFrame:
    """Rows of one bar: a row a response, then don't know and prefer not to say."""
    keys = [str(n) for n in range(len(labels))] + list(SPECIAL)
    shares = [NAN] * len(keys) if status == SUPPRESSED else [*shares, *special]
    rows = {"key": keys, "label": [*labels, *SPECIAL.values()], "estimate": shares}
    return pd.DataFrame(rows).assign(panel=panel, bar=name, base=base, status=status)


def together(*bars) -> Disclosed:
    return Disclosed(pd.concat(bars, ignore_index=True))


BEFORE = bar("Baseline", [0.27, 0.37, 0.25, 0.07, 0.02], base=1143, special=(0.02, 0))
AFTER = bar("End of Linking *", [0.51, 0.25, 0.17, 0.04, 0.03], base=40, status=LOW)
NOTES = {("", "Baseline"): "3.8", ("", "End of Linking *"): "4.2*"}


@pytest.fixture
def drawn(monkeypatch):
    """A function: draw and give the matplotlib figure as it was saved."""
    kept = []
    save = figures._svg
    monkeypatch.setattr(figures, "_svg", lambda figure: kept.append(figure) or save(figure))

    def draw(make, *arguments):
        make(*arguments)
        return kept[-1]

    return draw


@pytest.fixture
def words(monkeypatch):
    """A function: the texts of a drawing, kept as text and not as outlines."""
    monkeypatch.setitem(figures.STYLE, "svg.fonttype", "none")

    def read(svg: bytes) -> list[str]:
        tree = ElementTree.fromstring(svg)
        return ["".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]

    return read


def segments(figure) -> dict[float, list]:
    """Segments of each bar by its place down the page, without the legend's swatches."""
    rows = {}
    for patch in figure.axes[0].patches:
        if patch.get_height() == pytest.approx(figures.BAR):
            rows.setdefault(round(patch.get_y(), 3), []).append(patch)
    return rows


def boxes(figure) -> dict[str, object]:
    """Bounding box of each text in inches."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    found = {}
    for number, text in enumerate(figure.axes[0].texts):
        if text.get_text():
            box = text.get_window_extent(renderer)
            found[f"{number} {text.get_text()}"] = box.transformed(
                figure.dpi_scale_trans.inverted()
            )
    return found


def contrast(one, other) -> float:
    """Contrast ratio of two colours. Source: WCAG 2.2."""

    def luminance(colour):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# --- bytes -----------------------------------------------------------------------------


def test_the_same_bytes_twice():
    data = together(BEFORE, AFTER)
    assert figures.stacked_bars(data, NOTES, "Mean") == figures.stacked_bars(data, NOTES, "Mean")
    assert figures.plain_bars(Disclosed(BEFORE)) == figures.plain_bars(Disclosed(BEFORE))


def test_the_same_bytes_in_another_process():
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import test_figures as t;"
        "print(hashlib.sha256(t.both()).hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C"}
    ran = subprocess.run(
        [sys.executable, "-c", code, os.path.dirname(__file__)],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert ran.stdout.strip() == hashlib.sha256(both()).hexdigest(), ran.stderr


def both() -> bytes:
    data = together(BEFORE, AFTER)
    return figures.stacked_bars(data, NOTES, "Mean") + figures.plain_bars(Disclosed(BEFORE))


def test_other_numbers_give_another_drawing():
    other = BEFORE.assign(estimate=BEFORE["estimate"].to_numpy()[::-1])
    assert figures.plain_bars(Disclosed(BEFORE)) != figures.plain_bars(Disclosed(other))


def test_a_drawing_is_whole_xml_without_a_date_or_a_version():
    for svg in (figures.stacked_bars(together(BEFORE), {}), figures.plain_bars(Disclosed(BEFORE))):
        assert ElementTree.fromstring(svg).tag.endswith("svg")
        text = svg.decode("utf-8")
        assert "<dc:date>" not in text and "<dc:creator>" not in text


# --- stacked bars ----------------------------------------------------------------------


def test_every_number_of_every_bar_is_there(words):
    found = words(figures.stacked_bars(together(BEFORE, AFTER), NOTES, "Mean"))
    numbers = [text for text in found if re.fullmatch(r"\d+", text)]
    scale = ["4", "3", "2"]  # labels of responses, once each in the legend
    in_bars = ["27", "37", "25", "7", "51", "25", "17", "4", "3"]  # 2% is too narrow for a number
    assert sorted(numbers) == sorted(in_bars + scale)
    assert {"Baseline", "Base: 1,143", "Base: 40 [low]", "3.8", "4.2*", "Mean"} <= set(found)


def test_segments_fill_the_bar_without_gap_or_overlap(drawn):
    rows = segments(drawn(figures.stacked_bars, together(BEFORE, AFTER), NOTES, "Mean"))
    assert len(rows) == 2
    for patches in rows.values():
        edges = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in patches]
        assert edges[0][0] == 0 and edges[-1][1] == pytest.approx(100)
        assert all(a[1] == pytest.approx(b[0]) for a, b in itertools.pairwise(edges))
        assert {patch.get_edgecolor() for patch in patches} == {(1, 1, 1, 1)}
    widths = [patch.get_width() for patch in next(iter(rows.values()))]
    assert widths == pytest.approx([27, 37, 25, 7, 2, 2])


def test_responses_that_nobody_gave_have_no_segment_and_no_special_key(words, drawn):
    data = together(bar("All", [1, 0, 0, 0, 0]))
    (patches,) = segments(drawn(figures.stacked_bars, data, {})).values()
    assert [patch.get_width() for patch in patches] == [100]
    found = words(figures.stacked_bars(data, {}))
    assert "100" in found and "1 Not at all" in found
    assert "Don't know" not in found and "Prefer not to say" not in found


@pytest.mark.parametrize("count", range(1, 15))
def test_numbers_stand_out_from_their_segment(drawn, count):
    labels = [f"Response {n}" for n in range(count)]
    special = (0.1, 0.1) if count < 6 else (0, 0)
    data = together(bar("All", [(1 - sum(special)) / count] * count, labels, special=special))
    figure = drawn(figures.stacked_bars, data, {})
    (patches,) = segments(figure).values()
    numbers = [text for text in figure.axes[0].texts if text.get_ha() == "center"]
    assert len(numbers) == len(patches)
    for patch, text in zip(patches, numbers, strict=True):
        assert contrast(to_rgb(text.get_color()), patch.get_facecolor()) >= 4.5


@pytest.mark.parametrize("count", range(2, 6))
def test_no_two_responses_share_a_colour(count):
    assert len(set(figures.SEQUENCE[count])) == count
    assert not set(figures.SEQUENCE[count]) & set(figures.GREYS.values())


def test_a_suppressed_bar_says_so_and_leaks_nothing(words, drawn):
    data = together(BEFORE, bar("After", [], base=7, status=SUPPRESSED))
    assert len(segments(drawn(figures.stacked_bars, data, {}))) == 1
    found = words(figures.stacked_bars(data, {("", "After"): "[c]"}, "Mean"))
    place = found.index("After")
    assert found[place + 1 : place + 4] == ["Base: 7", "not shown: small base", "[c]"]


def test_all_bars_suppressed(words):
    data = together(*(bar(name, [], base=3, status=SUPPRESSED) for name in "ab"))
    found = words(figures.stacked_bars(data, {}))
    assert found.count("not shown: small base") == 2
    assert not [text for text in found if re.fullmatch(r"\d\d+", text)]


def test_a_bar_without_answers(words):
    data = together(bar("Nobody", [NAN] * 5, base=0, special=(NAN, NAN)))
    assert "no answers" in words(figures.stacked_bars(data, {}))


def test_a_single_response(drawn):
    (patches,) = segments(
        drawn(figures.stacked_bars, together(bar("All", [1], ["Yes"])), {})
    ).values()
    assert [patch.get_width() for patch in patches] == [100]


def test_panels_of_one_scale_share_a_legend_and_others_do_not(words):
    one = bar("Linking", [0.2] * 5, panel="Religion")
    same = bar("Linking", [0.2] * 5, panel="Ethnicity")
    other = bar("Linking", [0.5, 0.5], ["Urban", "Rural"], panel="Area")
    found = words(figures.stacked_bars(together(one, same), {}))
    assert found.count("5 Very much") == 1
    found = words(figures.stacked_bars(together(one, same, other), {}))
    assert found.count("5 Very much") == 2 and found.count("Urban") == 1
    assert {"Religion", "Ethnicity", "Area"} <= set(found)
    # The same keys with other labels are another scale.
    renamed = bar("Linking", [0.2] * 5, [f"{n} times" for n in range(5)], panel="Times")
    found = words(figures.stacked_bars(together(one, renamed), {}))
    assert "5 Very much" in found and "3 times" in found


def crowded() -> tuple:
    labels = ["A great deal more often than before", "About as often as before", "Less often", "No"]
    bars = [bar(LONG, [0.25] * 4, labels, panel, special=(0, 0)) for panel in (LONG * 2, "Short")]
    bars += [bar("Next *", [0.2] * 4, labels, "Short", special=(0.1, 0.1))]
    return figures.stacked_bars, together(*bars), {("Short", LONG): "4.2*"}, "Mean"


def test_no_text_leaves_the_drawing_or_runs_into_another(drawn):
    figure = drawn(*crowded())
    width, height = figure.get_size_inches()
    found = boxes(figure)
    for name, box in found.items():
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, name
    for (name, a), (other, b) in itertools.combinations(found.items(), 2):
        apart = a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0
        assert apart, (name, other)


def test_long_labels_wrap_beside_the_bar_and_keep_their_asterisk(drawn):
    figure = drawn(*crowded())
    left = [text.get_text() for text in figure.axes[0].texts if text.get_position()[0] < 0]
    whole = " ".join(left).replace("\u00a0", " ")
    assert whole.count(LONG) == 4  # twice in the long panel title
    assert "*" not in left
    beside = [text for text in figure.axes[0].texts if text.get_weight() != "bold"]
    beside = {text.get_text() for text in beside if text.get_position()[0] < 0}
    for name, box in boxes(figure).items():
        if name.split(" ", 1)[1] in beside:
            assert box.x1 < figures.LEFT, name


def test_a_legend_wraps_within_the_width():
    responses = {str(n): f"A response of some length {n}" for n in range(9)}
    rows = figures._legend_rows(responses)
    assert [entry for row in rows for entry in row] == list(responses.items())
    room = figures.WIDTH - figures.LEFT
    assert len(rows) > 1
    assert all(sum(figures._entry_width(label) for _, label in row) <= room for row in rows)


def test_dollars_and_underscores_are_not_mathematics(words):
    data = together(bar("Paid $5 or $10_a", [0.5, 0.5], ["$x$ & <b>", "^{2}"]))
    found = words(figures.stacked_bars(data, {}))
    assert {"Paid $5 or $10_a", "$x$ & <b>", "^{2}"} <= set(found)


# --- plain bars ------------------------------------------------------------------------


def responses(shares, labels=None, status=SHOWN) -> Disclosed:
    labels = labels or [f"Response {n}" for n in range(len(shares))]
    return Disclosed(
        pd.DataFrame(
            {"label": labels, "key": labels, "estimate": shares, "base": 100, "status": status}
        )
    )


def test_plain_bars_are_as_long_as_their_shares(drawn, words):
    data = responses([0.57, 0.505, 0.0, 0.004])
    figure = drawn(figures.plain_bars, data)
    widths = [patch.get_width() for patch in figure.axes[0].patches]
    assert widths == pytest.approx([57, 50.5, 0, 0.4])
    found = words(figures.plain_bars(data))
    assert [text for text in found if text.endswith("%")] == ["57%", "51%", "0%", "0%"]
    assert {"Response 0", "Response 3"} <= set(found)


@pytest.mark.parametrize(
    ("shares", "status", "said"),
    [
        ([0.0, 0.0], SHOWN, "0%"),
        ([NAN, NAN], SUPPRESSED, "not shown: small base"),
        ([NAN, NAN], SHOWN, "no answers"),
        ([1.0], SHOWN, "100%"),
    ],
)
def test_plain_bars_of_nothing_or_everything(words, shares, status, said):
    found = words(figures.plain_bars(responses(shares, status=status)))
    assert found.count(said) == len(shares)
    if status == SUPPRESSED:
        assert not any("%" in text for text in found)


def test_plain_labels_wrap_and_stay_in_the_drawing(drawn):
    long = "Exchanging messages, photographs and video clips with the other class " * 2
    figure = drawn(figures.plain_bars, responses([0.9, 0.1, 1.0], [long, f"{long} too", "Short"]))
    renderer = FigureCanvasAgg(figure).get_renderer()
    labels = figure.axes[0].get_yticklabels()
    assert labels[0].get_text().split() == long.split() and "\n" in labels[0].get_text()
    boxes = [label.get_window_extent(renderer) for label in labels]
    whole = figure.bbox
    for box in [*boxes, *(text.get_window_extent(renderer) for text in figure.axes[0].texts)]:
        assert box.x0 >= whole.x0 and box.x1 <= whole.x1
        assert box.y0 >= whole.y0 and box.y1 <= whole.y1
    boxes.sort(key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 for low, high in itertools.pairwise(boxes))
