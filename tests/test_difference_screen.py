"""A difference as lines of text."""

from two_sites import ONE, compared, made

from helpers.comparing.difference_page import page
from helpers.comparing.difference_screen import lines


def test_the_same_site_is_told_in_a_line(tmp_path):
    said = list(lines(compared(tmp_path)))
    assert len(said) == 3 and said[-1] == "Nothing differs that a reader sees."


def test_everything_stands_under_its_page_with_the_reason(tmp_path):
    found = compared(
        tmp_path,
        (ONE, "After Linking 57% trusted others.", "After Linking 61% trusted others."),
        (ONE, "<td>11%</td>", "<td>12%</td>"),
        ("_images/fig.svg", "57%", "61%"),
        of=made(("pages|notebooks/one|code", "x"), ("modules|phrases", "y")),
    )
    text = "\n".join(lines(found))
    for part in (
        "1. One & all [notebooks/one]\n  Why: code (the cells or expressions of its notebook)",
        "       code (modules phrases)",
        "    - After Linking 57% trusted others.[1]\n    + After Linking 61% trusted others.[1]",
        "    in: Figure 1.1: Trust, per cent\n      =1+1: Share: 11% -> 12%",
        "    Figure 1.1, texts in the drawing\n    - 57%\n    + 61%",
    ):
        assert part in text, text
    assert all(len(line) <= 100 for line in text.splitlines())


BANNER = "<header><div class='bd-header-announcement__content'>Made up.</div>"


def test_what_the_sites_say_of_their_data_stands_first(tmp_path):
    found = compared(tmp_path, ("book/index.html", "<header>", BANNER))
    assert list(lines(found))[2] == "New: Made up."
    assert '<p class="notice"><strong>New.</strong> Made up.</p>' in page(found)
