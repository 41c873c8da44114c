"""Expressions: each gives the text beside it, and none that chapters can write is left out."""

import csv
import re
from pathlib import Path

import pytest

from helpers.answers import Answers
from helpers.edition import Edition
from helpers.waves import find_root
from helpers.workshop.expressions import Expression, expressions_of, phase_of

ROOT = find_root(Path(__file__).parent)
WRITING = (ROOT / "docs/writing.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shipped():
    return {phase: Edition("2020-21", phase, ROOT) for phase in ("primary", None)}


def codes(found: list[Expression]) -> dict[str, str]:
    return {one.code: one.text for one in found}


@pytest.mark.parametrize("item", ["interest", "resources", "years_teaching", "fsm", "example"])
def test_what_stands_beside_an_expression_is_what_it_gives(project, item):
    everyone = Edition("first", None, project.root)
    found = expressions_of(everyone, item)
    assert found
    for one in found:
        assert str(eval(one.code, {"everyone": everyone})) == one.text != ""


def test_counts_worked_by_hand_are_among_them(project):
    # Six of the eight at the end of Linking are primary; the files say who answered what.
    found = codes(expressions_of(Edition("first", "primary", project.root), "interest"))
    lines = project.file("end_of_linking").read_text().splitlines()[1:]
    own = list(csv.DictReader(lines))
    primary = [row for row in own if row["phase"] == "1" and row["e1"] not in ("", "99")]
    high = [row for row in primary if row["e1"] in ("4", "5")]
    assert found['primary["interest"].followup.base'] == str(len(primary))
    assert found['primary["interest"].followup.count'] == str(len(high))


def test_the_documentation_of_writing_says_the_same(shipped):
    found = codes(expressions_of(shipped["primary"], "interest"))
    rows = re.findall(r"^\| `interest(\.[\w.]+|\.\w+\.of\(.+?\))` \| (.*) \|$", WRITING, re.M)
    assert len(rows) > 15
    gone = [tail for tail, _ in rows if f'primary["interest"]{tail}' not in found]
    assert gone == []
    for tail, text in rows:
        assert found[f'primary["interest"]{tail}'] == text


def test_what_is_not_there_is_left_out(shipped):
    found = codes(expressions_of(shipped[None], "years_teaching"))
    assert 'everyone["years_teaching"].followup.mean' in found
    assert not [code for code in found if "baseline" in code or "change" in code or "top2" in code]


def test_what_is_no_text_is_left_out(shipped):
    found = codes(expressions_of(shipped["primary"], "interest"))
    names = {code.rpartition(".")[2] for code in found}
    assert not names & {"significant", "hidden", "value", "item", "testable", "better"}


def test_help_is_the_first_line_of_the_docstring(shipped):
    found = {one.code: one.help for one in expressions_of(shipped["primary"], "interest")}
    assert found['primary["interest"].baseline.words'] == Answers.words.__doc__
    assert all(one and "\n" not in one for one in found.values())


def test_a_new_attribute_is_found_by_itself(shipped, monkeypatch):
    monkeypatch.setattr(Answers, "shouted", property(lambda a: f"{a}!", doc="Loud."), raising=False)
    found = expressions_of(shipped["primary"], "interest")
    assert Expression('primary["interest"].followup.shouted', "Loud.", "75%!") in found


def test_single_responses_have_their_labels(shipped):
    found = {one.code: one for one in expressions_of(shipped[None], "fsm")}
    one = found['everyone["fsm"].followup["higher"]']
    assert (one.help, one.text) == ("Higher than average", "59%")
    assert one.role == '{eval}`everyone["fsm"].followup["higher"]`'


@pytest.mark.parametrize(
    ("item", "phase"),
    [("misconceptions", "primary"), ("interest", "primary"), ("fsm", None), ("resources", None)],
)
def test_the_phase_is_that_of_whom_chapters_speak(project, item, phase):
    edition = Edition("first", None, project.root)
    assert phase_of(edition, edition.questionnaire.item(item)) == phase
