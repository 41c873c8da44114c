"""What may follow what was typed: words of a measure, items of an edition, and nothing unsafe."""

import pytest

from helpers.edition import Edition
from helpers.workshop.typed import looked_at, named, offers


@pytest.fixture(scope="module")
def names():
    primary = Edition("2020-21", phase="primary")
    return {"primary": primary, "interest": primary["interest"], "text": "some text"}


def inserted(code, names):
    found = offers(code, len(code), names)
    return found and (found[0], [offer.insert for offer in found[1]])


@pytest.mark.parametrize(
    "code", ["interest.", 'primary["interest"].', "x = primary['interest'].", "f(interest."]
)
def test_words_are_offered_after_a_dot(names, code):
    start, words = inserted(code, names)
    assert start == len(code)
    assert {"baseline", "followup", "change", "contrast"} <= set(words)
    assert not {"item", "answers", "linked"} & set(words)


def test_what_was_begun_is_gone_on_with(names):
    assert inserted("interest.ch", names) == (9, ["change"])
    assert inserted("interest.followup.ba", names) == (18, ["base"])
    assert inserted('interest.followup["5"].wo', names) == (23, ["words"])


def test_the_present_text_stands_beside_a_word(names):
    _, found = offers("interest.base", 13, names)
    assert [offer.beside for offer in found] == [str(names["interest"].baseline)]


def test_a_method_shows_what_it_takes(names):
    _, found = offers("interest.followup.of", 20, names)
    assert [offer.beside for offer in found] == ["(whom)"]


def test_words_that_this_wave_does_not_have_are_not_offered(names):
    _, words = inserted("primary['confidence'].", names)
    assert "baseline" not in words and "followup" in words


@pytest.mark.parametrize("code", ['primary["int', "primary['int", 'primary["awareness", "int'])
def test_items_are_offered_in_brackets(names, code):
    start, items = inserted(code, names)
    assert start == len(code) - 3
    assert "interest" in items
    assert all(item.startswith("int") for item in items)


@pytest.mark.parametrize(
    "code", ["text.", "nobody.", "interest", "print(", "interest.nothing.", "interest._tests.", "("]
)
def test_the_rest_is_left_to_python(names, code):
    assert offers(code, len(code), names) is None


def test_nothing_is_run_that_a_sentence_would_not_run(names):
    ran = []

    class Trap:
        def __getattr__(self, name):
            ran.append(name)

    for expression in ("trap.go", "trap['a'].b", "interest.followup.of('x').upper", "trap().x"):
        assert named(expression, names | {"trap": Trap()}) is None
    assert ran == []


@pytest.mark.parametrize(
    ("code", "cursor", "written", "word"),
    [
        ("interest.change", 15, "interest.change", "change"),
        ("interest.change", 11, "interest.change", "change"),
        ("interest.change.noun", 12, "interest.change", "change"),
        ("primary['interest'].baseline", 25, "primary['interest'].baseline", "baseline"),
        ("a = interest", 12, "interest", None),
    ],
)
def test_the_cursor_stands_on_a_word(names, code, cursor, written, word):
    found = looked_at(code, cursor, names)
    assert found[0] == written
    assert (found[2].name if found[2] else None) == word


@pytest.mark.parametrize(("code", "cursor"), [("", 0), ("text", 4), ("1 + ", 4), ("primary", 7)])
def test_the_cursor_stands_on_nothing_of_ours(names, code, cursor):
    assert looked_at(code, cursor, names) is None
