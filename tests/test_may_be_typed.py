"""What may be typed is taken out of a sentence, and nothing else."""

import re

import pytest

from helpers.checking.may_be_typed import without


def left(text: str) -> list[str]:
    return re.findall(r"\d[\d.,]*%?", without(text))


@pytest.mark.parametrize(
    "text",
    [
        "from 2 October 2020 to 20 June 2021",
        "on 2 and 3 July, in March 2018 and on July 6",
        "in 2020/21, 2019-20 and 2005",
        "Chapters 5 and 6, Figure 2.1, Figures 1.1, 2.1 and 4.1, Table 2.1",
        "Appendix C.1, section C.9",
        "Year 5, Year 7 to Year 13, Key Stage 2 (ages 7 to 11), 7 to 9 years old",
        "COVID-19, P4C, DFE-RR090 and the Top-2-box",
        "WCAG 2.2, WCAG 2.0 to 2.2, Python 3.11, version 1.0.4, v3.0",
        "a rating of 5 or 4",
        "ratings from 1 (not at all) to 5 (very much)",
        "4 or 5 out of 5 on the scale",
        "this share a 5, and that one at 4",
        "a screen of 1280 pixels and on one of 320",
        "answers that need not add up to 100%",
        "(1 would mean that they are alike)",
        "the 1st and the 11th",
        "matched 1:1",
    ],
)
def test_what_may_be_typed_goes(text):
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("83% of teachers", ["83%"]),
        ("in 2021, 77 teachers", ["77"]),
        ("2010 teachers answered", ["2010"]),
        ("a mean score of 3.8", ["3.8"]),
        ("a rating by 5 teachers", ["5"]),
        ("a 5 percentage point rise", ["5"]),
        ("a rating of 4 or 5 came from 64 teachers", ["64"]),
        ("3 out of 5 teachers gave the highest rating", ["3", "5"]),
        ("a base of 1,234", ["1,234"]),
        ("5 gave the highest rating", ["5"]),
        ("between 4 and 6 exchanges", ["4", "6"]),
    ],
)
def test_what_may_not_be_typed_stays(text, stays):
    assert left(text) == stays
