"""What a difference is counted and told with."""

from two_sites import ONE, TWO, compared

from helpers.comparing.difference_words import differing, framed, named, shown, tallies


def test_tallies_count_what_there_is(tmp_path):
    found = compared(
        tmp_path,
        (ONE, "After Linking 57% trusted", "After Linking 61% trusted"),
        (ONE, "<td>11%</td>", "<td>12%</td>"),
        (TWO, "<p>Words.</p>", "<p class='x'>Words.</p>"),
    )
    counts = {what: number for what, number in tallies(found) if number != "0"}
    assert counts == {
        "Pages that are the same": "1",
        "Pages whose content differs": "1",
        "Pages that differ only around their content": "1",
        "Sentences with other numbers": "1",
        "Cells of tables that differ": "1",
    }
    assert [p.name for p in differing(found)] == ["notebooks/one"]
    assert [p.name for p in framed(found)] == ["book/two"]
    assert [which for which, _ in named(found)] == ["Old", "New"]


def test_what_is_not_there_or_empty_is_said_and_digests_are_cut():
    assert [shown(text) for text in (None, "", "5%")] == ["not there", "(empty)", "5%"]
    assert shown("a" * 64) == "a" * 12 + "..." and shown("b" * 11) == "b" * 11
