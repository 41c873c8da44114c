"""Marks around computed texts: put, cut at, and taken away."""

from hypothesis import given
from hypothesis import strategies as st

from helpers.building.number_marks import marked, pieces, plain

TEXT = st.text(st.characters(exclude_categories=["Co", "Cs"]), max_size=20)


def test_text_is_cut_at_its_marks():
    text = f"It is {marked('83%', 12)} and {marked('two', 3)}."
    assert pieces(text) == [("It is ", None), ("83%", 12), (" and ", None), ("two", 3), (".", None)]


def test_a_mark_whose_end_is_elsewhere_is_no_mark():
    begun = marked("83%", 1)[:-1]
    assert pieces(begun) == [("83%", None)]
    assert pieces(marked("83%", 1)[-1] + " so") == [(" so", None)]


@given(TEXT, TEXT.filter(bool), TEXT, st.integers(0, 99999))
def test_what_is_marked_reads_as_before(before, text, after, number):
    whole = f"{before}{marked(text, number)}{after}"
    assert plain(whole) == before + text + after
    assert (text, number) in pieces(whole)
    assert "".join(piece for piece, _ in pieces(whole)) == before + text + after
