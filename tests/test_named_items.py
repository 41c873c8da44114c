"""Named items: which items an expression is about, through the names that code gave them."""

import pytest
from two_pages import page

from helpers.comparing.named_items import NamedItems

ITEMS = {"interest", "awareness", "misconceptions", "fsm"}
CODE = """wave = "2020-21"
interest, seen = primary["interest", "awareness"]
mixing = primary.changes.of("misconceptions", "fsm")
both = mixing, seen
x, y = two()"""


@pytest.mark.parametrize(
    "code, items",
    [
        ("interest.change", {"interest"}),
        ("seen.baseline.words", {"awareness"}),
        ("mixing.summary", {"misconceptions", "fsm"}),
        ("both[0]", {"misconceptions", "fsm", "awareness"}),
        ('everyone["fsm"].followup', {"fsm"}),
        ('primary.figure_change("6.1", "interest", "Title")', {"interest"}),
        ("primary.changes.n", set()),
        ("x.words", set()),
    ],
)
def test_items_of_code(code, items):
    assert NamedItems(page(("setup", CODE, "")).chapter, ITEMS).of(code) == items


def test_a_cell_that_only_a_notebook_understands_names_nothing():
    magic = page(("timed", "%time primary['interest']", ""), ("setup", CODE, ""))
    found = NamedItems(magic.chapter, ITEMS)
    assert found.of("%time primary['interest']") == set()
    assert found.of("interest.change") == {"interest"}
