"""Names in notebooks, resolved to what they stand for."""

import pytest
from spoiled import chapter

from helpers.checking.resolved import uses


def keys(*cells) -> list[str]:
    """What the expressions of a notebook stand for, after a parameter cell."""
    return [use.key for use in uses(chapter(*cells))[0]]


def key(code: str, expression: str = "x") -> str:
    return keys(("code", code), ("markdown", f"It is {{eval}}`{expression}`."))[-1]


@pytest.mark.parametrize(
    ("code", "expression", "stands_for"),
    [
        ("x = Edition(wave)", "x.level", "Edition(wave).level"),
        ("e = Edition(wave)\nx = e['a']", "x.change", "Edition(wave)['a'].change"),
        ("e = Edition(wave)\ny, x = e['a', 'b']", "x", "Edition(wave)['b']"),
        ("y, x = f(1), g(2)", "x", "g(2)"),
        ("y, x = h()", "x", "h()[1]"),
        ("i = 'a', 'b'\ni += 'c', 'd'\n_, _, x, _ = e[i]", "x", "e['c']"),
        ("k = ['b', 'a']\nx = e.of('c', *k)", "x", "e.of('a', 'b', 'c')"),
        ("x = e.shares(['b', 'a'], 'end')", "x.range", "e.shares(['a', 'b'], 'end').range"),
        ("x = e.ranked(2, 1)", "x", "e.ranked(2, 1)"),
        ("x = 1", "no python", ""),
    ],
)
def test_a_name_is_replaced_by_what_it_was_given(code, expression, stands_for):
    assert key(code, expression) == stands_for


def test_the_same_family_is_the_same_in_any_order_and_under_any_name():
    assert key("x = p.changes.of('a', 'b')") == key("k = ['b']\ny = p.changes.of(*k, 'a')", "y")


def test_a_name_means_what_it_was_given_last():
    cells = (
        ("code", "x = 1"),
        ("markdown", "{eval}`x`"),
        ("code", "x = 2"),
        ("markdown", "{eval}`x`"),
    )
    assert keys(*cells) == ["1", "2"]


def test_places_are_cell_and_line():
    found, _ = uses(chapter(("code", "x = 1\n\nshow(x)"), ("markdown", "A\n\n{eval}`x`")))
    assert [use.place for use in found] == ["cell cell-0, line 3", "cell cell-1, line 3"]
    assert [(use.shown, use.before) for use in found] == [(True, 0), (False, 1)]


@pytest.mark.parametrize(
    ("code", "idle"),
    [
        ("x = 1\nshow(x)", []),
        ("x = 1", [("x", "cell cell-0, line 1")]),
        ("x, y = 1, 2\nshow(x)", [("y", "cell cell-0, line 1")]),
        ("x = 1\nx = 2\nshow(x)", [("x", "cell cell-0, line 1")]),
        ("x = 1,\nx += 2,\nshow(x)", []),
        ("x = 1\nx = x + 1\nshow(x)", []),
    ],
)
def test_names_that_nobody_uses(code, idle):
    assert uses(chapter(("code", code)))[1] == idle


def test_a_parameter_may_be_idle():
    made = chapter(("code", 'wave = "first"'))
    made.content["cells"][0]["metadata"] = {"tags": ["parameters"]}
    assert uses(made) == ([], [])


def test_only_the_last_line_of_a_cell_is_shown():
    found, _ = uses(chapter(("code", "a.b\na.c")))
    assert [(use.written, use.lost, use.shown) for use in found] == [
        ("a.b", True, False),
        ("a.c", False, True),
    ]


def test_code_that_cannot_be_read_is_left_to_the_build():
    assert uses(chapter(("code", "x = = 1"))) == ([], [])
