"""Quotations with their consent and reviewer."""

import pytest

from helpers.errors import InputError
from helpers.quotations import quotation_files, quotations, read_quotations

MADE = "quotes:\n  made: {text: We met., attribution: A teacher, illustrative: true}\n"
SAID = {
    "text": "They wrote back.",
    "attribution": "Year 3 teacher",
    "consent": "true",
    "reviewed_by": "The editor",
    "reviewed_on": "2001-06-01",
}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "data/waves/first").mkdir(parents=True)
    (tmp_path / "data/quotes.yml").write_text(MADE, encoding="utf-8")
    return tmp_path


def say(root, without=(), **other):
    entry = {key: value for key, value in (SAID | other).items() if key not in without}
    lines = [f"    {key}: {value}\n" for key, value in entry.items()]
    path = root / "data/waves/first/quotes.yml"
    path.write_text("quotes:\n  said:\n" + "".join(lines), encoding="utf-8")


def test_quotations_of_a_wave_come_after_the_illustrative_ones(root):
    say(root)
    found = quotations(root, "first")
    assert list(found) == ["made", "said"]
    assert found["said"].kept_in == "data/waves/first/quotes.yml"
    assert "not said by a teacher" in found["made"].label and found["said"].label == ""


def test_another_wave_has_none_of_them(root):
    say(root)
    assert list(quotations(root, "second")) == ["made"]
    assert quotation_files(root, "second") == ["data/quotes.yml"]


@pytest.mark.parametrize(
    ("without", "other", "found"),
    [
        (["consent"], {}, "the quotation said has no consent"),
        ([], {"consent": "false"}, "the quotation said has no consent"),
        (["reviewed_by"], {}, "the quotation said has no reviewer"),
        (["reviewed_on"], {}, "the quotation said has no day of review"),
        ([], {"reviewed_on": "soon"}, "the quotation said has the day 'soon'"),
        ([], {"illustrative": "true"}, "is illustrative, and has consent or a reviewer too"),
        ([], {"text": '" "'}, "the quotation said has an empty text"),
        (["attribution"], {}, "the quotation said has no 'attribution'"),
        ([], {"source": "interview"}, "the quotation said has the unknown key 'source'"),
    ],
)
def test_what_may_not_be_quoted_is_refused_by_file_and_entry(root, without, other, found):
    say(root, without, **other)
    with pytest.raises(InputError) as raised:
        quotations(root, "first")
    (problem,) = raised.value.problems
    assert problem.file == "data/waves/first/quotes.yml" and found in problem.found


def test_all_reasons_come_at_once_and_the_others_can_be_used(root):
    say(root, ["consent", "reviewed_by", "reviewed_on"])
    found, problems = read_quotations(root, "first")
    assert list(found) == ["made"] and len(problems) == 3


def test_a_name_stands_once(root):
    (root / "data/waves/first/quotes.yml").write_text(MADE, encoding="utf-8")
    with pytest.raises(InputError, match="made, which data/quotes.yml has too"):
        quotations(root, "first")


def test_a_file_without_quotes_says_so(root):
    (root / "data/waves/first/quotes.yml").write_text("said: 1\n", encoding="utf-8")
    with pytest.raises(InputError, match="has no 'quotes'"):
        quotations(root, "first")
