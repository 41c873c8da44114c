"""Comparison: two pages made by hand, and what of them differs, crossed or is missing."""

from dataclasses import replace

import pytest
from more_waves import add_wave, item, take_out
from two_pages import page

from helpers.comparing import comparison
from helpers.comparing.comparison import Comparison, Row
from helpers.errors import InputError
from helpers.html_table import table
from helpers.publication import Publication

OLD = Publication("Report", "Us", "en", "2001/02", "first", "1.0", "", "Made.", ())
NEW = replace(OLD, wave="second", academic_year="2002/03", is_example=True)
SAID = "# Title\n\nThe share {eval}`interest.rose` to {eval}`interest.followup`.\nIt is so."
CODE = 'interest = primary["interest"]'
ITEMS = {"interest": ("interest in others", ""), "gone": ("what is gone", "it was not asked")}
HEADER = ["Survey", "Base", "Mean"]


def before(rose="rose", share="64%", mean="4.0", more=()):
    rows = [["End", "10", mean]]
    return page(
        ("measures", CODE, ""),
        ("text", SAID, {"interest.rose": rose, "interest.followup": share}),
        ("figure", "show(interest)", table("Figure 1", HEADER, rows)),
        *more,
    )


def compared(old, new, items=ITEMS) -> Comparison:
    found = Comparison(OLD, NEW)
    comparison._compare_pages(found, [old], [new], items)
    return found


def test_every_number_stands_with_both_texts():
    found = compared(before(), before("fell", "50%", "4.2*"))
    assert found.rows == [
        Row("Title", "Title", "interest.rose", "rose", "fell"),
        Row("Title", "Title", "interest.followup", "64%", "50%"),
    ]
    assert found.cells == [
        Row("Title", "Figure 1", "End: Base", "10", "10"),
        Row("Title", "Figure 1", "End: Mean", "4.0", "4.2*"),
    ]
    assert [row.differs for row in found.everything] == [True, True, False, True]


def test_a_verdict_that_crossed_is_listed():
    found = compared(before(), before(mean="4.2*"))
    assert [row.what for row in found.crossed] == ["End: Mean"]
    assert found.crossed[0].crossed == "not significant, then significant"
    assert compared(before(mean="4.1*"), before(mean="4.2*")).crossed == []


def test_a_sentence_changed_where_its_words_did():
    assert compared(before(), before(share="50%")).sentences == []
    (told,) = compared(before(), before("fell")).sentences
    assert (told.old, told.new) == ("The share rose to 64%.", "The share fell to 64%.")


def test_numbers_of_items_that_cannot_be_compared_are_marked():
    found = compared(before(), before(), {"interest": ("interest", "its wording changed")})
    assert {row.apart for row in found.everything} == {"interest"}
    assert {row.apart for row in compared(before(), before()).everything} == {""}


def test_what_one_wave_alone_has_is_told():
    more = ("extra", "## More\n\nIt is {eval}`x`.", {"x": "1"})
    found = compared(before(), before(more=[more]))
    assert found.only == [("second", "section of Title: More")]
    assert Row("Title", "More", "x", None, "1") in found.rows
    assert not found.rows[-1].differs and not found.rows[-1].crossed
    other = page(("text", "# Another", {}), name="another")
    alone = Comparison(OLD, NEW)
    comparison._compare_pages(alone, [before()], [before(), other], ITEMS)
    assert alone.only == [("second", "page: Another")]


def test_cells_that_stand_for_each_other_are_matched_by_section():
    def worded(ident, text):
        said = f"# T\n\n## Change\n\n{text} {{eval}}`x.change` and {{eval}}`{ident}`."
        return page((ident, said, {"x.change": text, ident: "1"}))

    found = compared(worded("linked", "They"), worded("independent", "Others"))
    assert [(row.what, row.old, row.new) for row in found.rows] == [
        ("x.change", "They", "Others"),
        ("independent", None, "1"),
        ("linked", "1", None),
    ]
    assert found.only == []


def test_a_cell_is_found_again_where_code_cells_before_it_are_left_out():
    fewer = page(("text", SAID, {"interest.rose": "fell", "interest.followup": "1%"}))
    found = compared(before(), fewer)
    assert found.rows[0] == Row("Title", "Title", "interest.rose", "rose", "fell")
    assert {row.new for row in found.cells} == {None}


def test_an_asterisk_in_one_wave_only_has_crossed():
    def starred(name):
        return page(("text", "# T", {}), ("f", "f()", table("F", HEADER, [[name, "9", "x"]])))

    found = compared(starred("End"), starred("End *"))
    assert [(row.what, row.old, row.new) for row in found.crossed] == [
        ("End: asterisk", "none", "*")
    ]


def test_items_that_cannot_be_compared_come_from_the_questionnaires(project):
    add_wave(project.root, "second", "2002/03")
    item(project.root, "interest", asked_from="second")
    take_out(project.root / "data/waves/first", "b1", "e1", "c1")
    found = comparison._items_apart(project.root, "first", "second")
    assert {name: why for name, (_, why) in found.items() if why} == {
        "interest": "it was not asked in first"
    }


def test_waves_that_are_unknown_or_the_same_are_refused(project):
    with pytest.raises(InputError, match="there is no wave 'second'"):
        comparison.compare_waves(project.root, "first", "second")
    with pytest.raises(InputError, match="first cannot be compared with itself"):
        comparison.compare_waves(project.root, "first", "first")
