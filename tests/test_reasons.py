"""Why a page differs, from what two sites say that they are made of."""

import pytest
from two_sites import MADE, made

from helpers.comparing.reasons import BOOK, CODE, DATA, PARAMETERS, PROSE, TOOLS, UNTOLD, reasons

PAGE = "pages|notebooks/one|"


def told(*edits, page="notebooks/one") -> list[str]:
    return [str(reason) for reason in reasons(page, MADE, made(*edits))]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ((f"{PAGE}prose", "x"), f"{PROSE} (its words or drawings were edited)"),
        ((f"{PAGE}code", "x"), f"{CODE} (the cells or expressions of its notebook)"),
        (("modules|phrases", "x"), f"{CODE} (modules phrases)"),
        ((f"{PAGE}settings", "x"), f"{PARAMETERS} (settings of the questionnaire)"),
        (
            (f"{PAGE}data|answers of end_of_linking", "x"),
            f"{DATA} (answers of end of linking)",
        ),
        (("book|parameters|wave", "second"), f"{PARAMETERS} (wave: first, then second)"),
        (("book|tools|Python", "3.12.0"), f"{TOOLS} (Python 3.11.0, then 3.12.0)"),
        (("book|tools|packages", "x"), f"{TOOLS} (packages)"),
        (("book|styles and templates", "x"), f"{BOOK} (styles and templates)"),
        (("book|programs that make pages", "x"), f"{CODE} (programs that make pages)"),
    ],
)
def test_each_single_change_is_the_reason_told(edit, said):
    assert told(edit) == [said]


def test_a_module_that_a_page_does_not_use_is_no_reason():
    (only,) = told(("modules|annex.fills", "x"))
    assert only.startswith(UNTOLD)


def test_another_page_s_words_are_no_reason():
    assert told((f"{PAGE}prose", "x"), page="book/two")[0].startswith(UNTOLD)


def test_several_are_told_and_the_book_only_where_nothing_else_is():
    whole = ("book|table of contents", "x")
    both = told((f"{PAGE}prose", "x"), ("modules|estimates", "x"), whole)
    assert both == [f"{CODE} (modules estimates)", f"{PROSE} (its words or drawings were edited)"]
    assert told(whole) == [f"{BOOK} (table of contents)"]


def test_many_names_are_cut_short():
    data = {f"file {n}": "x" for n in range(9)}
    (reason,) = told((f"{PAGE}data", data | MADE["pages"]["notebooks/one"]["data"]))
    assert reason.endswith(" and 3 more)") and reason.count(",") == 5


@pytest.mark.parametrize(("old", "new", "which"), [({}, MADE, "older"), (MADE, {}, "newer")])
def test_a_site_that_does_not_say_is_named(old, new, which):
    (reason,) = reasons("notebooks/one", old, new)
    assert reason.kind == UNTOLD and f"the {which} site does not say" in reason.what
