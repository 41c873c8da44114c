"""Quotations on pages held against those that are kept."""

import pytest
from spoiled import chapter, report_of

from helpers.checking import consent

SAID = "We wrote to them every week and they wrote back."
QUOTES = f"""quotes:
  said:
    text: {SAID}
    attribution: Year 3 teacher
    consent: true
    reviewed_by: The editor
    reviewed_on: 2001-06-01
  made:
    text: Our class had never met anybody from the hills before.
    attribution: Primary teacher
    illustrative: true
"""
MADE = "Our class had never met anybody from the hills before."
LABEL = "(illustrative: written for this report, not said by a teacher)"


@pytest.fixture
def found(project):
    """A function: what is found of a page's text."""
    (project.root / "data/quotes.yml").write_text(QUOTES, encoding="utf-8")

    def run(text, source=None, kind="markdown"):
        context = report_of(**({"one": chapter((kind, source))} if source else {}))
        object.__setattr__(context, "root", project.root)
        object.__setattr__(context, "wave", "first")
        context.__dict__["pages"] = {"book/page.md": text}
        return [(f.line, f.found) for f in consent.findings(context)]

    return run


@pytest.mark.parametrize(
    "text",
    [
        f"> {SAID}",
        f"> {SAID}\n>\n> Year 3 teacher",
        "> *We wrote* to them every week\n> and they wrote back.",
        f"> {MADE}\n> Primary teacher {LABEL}",
        f"A teacher said: “{SAID}”",
        "A teacher said that they “wrote to them every week and” so on.",
        f"```{{epigraph}}\n{SAID}\n```",
        f"<blockquote>{SAID}</blockquote>",
        "The teacher's phase is called “Where do we live and with whom do we live?”",
        "A teacher calls it “a real connection”.",
        "The plan was “to be done by the end of the summer term”.",
        "```\n> a line of a terminal that begins so\n```",
        "5 > 4, as teachers know",
    ],
)
def test_what_is_kept_may_stand_and_so_may_what_is_no_quotation(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# Page\n\n> They came by bus.", "3", "kept nowhere"),
        (f"> {SAID.replace('week', 'day')}", "1", "kept nowhere"),
        (f"> {SAID[:20]}", "1", "kept nowhere"),
        (f"> {SAID}\n> Headteacher, Leeds", "1", "with other words after it"),
        (f"> {MADE}", "1", "without its label"),
        ("A teacher.\n\nShe wrote “They came to us by bus in spring”.", "3", "kept nowhere"),
        ("```{pull-quote}\nThey came by bus.\n```", "1", "kept nowhere"),
        ("```{note}\nText\n\n> They came by bus.\n```", "4", "kept nowhere"),
        ("Text\n<blockquote>They came.</blockquote>", "2", "kept nowhere"),
    ],
)  # fmt: skip
def test_other_quotations_are_found_with_their_line(found, text, line, said):
    ((where, told),) = found(text)
    assert where == line and said in told


def test_a_question_of_the_questionnaire_may_be_quoted(found, project):
    wording = next(
        line.partition("wording: ")[2]
        for line in project.questionnaire.read_text(encoding="utf-8").splitlines()
        if "wording: " in line and len(line.split()) > 7
    )
    assert found(f"Teachers were told: “{wording}”") == []


def test_a_cell_that_shows_what_may_not_be_shown_is_found(found):
    assert found("", 'everyone.quote("said")', "code") == []
    ((line, told),) = found("", 'everyone.quote("gone")', "code")
    assert line == "cell cell-0" and "'gone'" in told


def test_an_entry_that_may_not_be_used_is_found_with_its_page(found, project):
    path = project.root / "data/quotes.yml"
    path.write_text(QUOTES.replace("    consent: true\n", ""), encoding="utf-8")
    context = report_of(one=chapter(("code", 'everyone.quote("said")')))
    object.__setattr__(context, "root", project.root)
    object.__setattr__(context, "wave", "first")
    told = [(f.page, f.found) for f in consent.findings(context)]
    assert told[0] == ("data/quotes.yml", "the quotation said has no consent")
    assert told[1][0] == "notebooks/one.ipynb"


def test_a_block_that_only_the_site_has_is_told_once(found, project):
    for folder in ("html", "edition"):
        path = project.root / f"book/_build/{folder}/a.html"
        path.parent.mkdir(parents=True)
        path.write_text(
            f"<blockquote><p>They came by bus.</p></blockquote><blockquote>{MADE} <span "
            f'class="attribution">Primary teacher {LABEL}</span></blockquote>',
            encoding="utf-8",
        )
    ((line, told),) = found("")
    assert line == "on the page" and '"They came by bus."' in told
