"""Sentences of a page."""

import pytest
from bs4 import BeautifulSoup

from helpers.comparing.site_passages import passages, sentences


def read(markup: str) -> list[tuple[str, str]]:
    return passages(BeautifulSoup(f"<article>{markup}</article>", "html.parser").article)


def test_sentences_stand_with_their_heading():
    found = read("<h1>One</h1><p>It is <b>so</b>. It <a href='#'>was</a> not.</p><h2>Two</h2>"
                 "<ul><li>a line</li><li>another<ul><li>within</li></ul></li></ul>")  # fmt: skip
    assert found == [
        ("One", "One"),
        ("One", "It is so."),
        ("One", "It was not."),
        ("Two", "Two"),
        ("Two", "a line"),
        ("Two", "another"),
        ("Two", "within"),
    ]


def test_tables_and_drawings_are_told_elsewhere():
    markup = (
        "<p>Before.</p><table><tr><td>5</td></tr></table><img alt='x'><svg><text>7</text></svg>"
    )
    assert read(markup) == [("", "Before.")]


def test_no_word_of_a_definition_or_caption_is_lost():
    markup = (
        "<dl><dt>base</dt><dd><p>asked</p></dd></dl><figure><figcaption><p><span>Figure 1</span> "
        "Trust</p></figcaption></figure><details><summary>More</summary>text</details>"
    )
    assert [text for _, text in read(markup)] == ["base", "asked", "Figure 1 Trust", "More", "text"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("It is 4.2 of 5. More", ["It is 4.2 of 5.", "More"]),
        ("He said “so.” Then", ["He said “so.” Then"]),
        ("What? “That.”", ["What?", "“That.”"]),
        ("", []),
    ],
)
def test_ends_of_sentences(text, said):
    assert sentences(text) == said
