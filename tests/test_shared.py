"""What pages share: the same text for equal things, another one where a page could show it."""

import copy
from types import SimpleNamespace

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from helpers.building.shared import canonical, digest, has_glue, has_renamed_images, put_in_order

WORDS = st.text(max_size=3)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.binary(max_size=3),
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner) | st.sets(WORDS),
    max_leaves=10,
)


def title(text: str, **attributes) -> nodes.title:
    return nodes.title("", text, **attributes)


def environment(**changes) -> SimpleNamespace:
    """An environment of two pages, as far as what they share goes."""
    env = SimpleNamespace(
        titles={"a": title("A"), "b": title("B")},
        metadata={"a": {"wordcount": {"words": 3}}, "b": {}},
        domaindata={"std": {"labels": {"x": ("a", "x", "A")}}},
        all_docs={"a": 1, "b": 2},
        images={"f/x.svg": ({"a"}, "x.svg")},
        _search_index_titles={},
        config=SimpleNamespace(root_doc="a"),
        get_doctree=lambda page: nodes.document(None, None),
    )
    for name, value in changes.items():
        setattr(env, name, value)
    return env


@given(VALUES)
def test_equal_values_have_one_text(value):
    assert canonical(value) == canonical(copy.deepcopy(value))


@given(st.dictionaries(WORDS, st.integers(1)))
def test_the_order_in_which_things_were_put_in_does_not_matter(value):
    assert canonical(value) == canonical(dict(reversed(value.items())))
    backwards = set()
    for name in reversed(value):
        backwards.add(name)
    assert canonical(set(value)) == canonical(backwards)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        ([1, 2], [2, 1]),
        ({"a": 1}, {"a": 2}),
        ({"a": False}, {"a": None}),
        ([["a"], "b"], [["a", "b"]]),
        (title("A"), title("B")),
        (title("A"), title("A", secnumber=[1])),
        (SimpleNamespace(a=1), SimpleNamespace(a=2)),
        (nodes.Text("a"), "a b"),
    ],
)
def test_different_values_have_different_texts(one, other):
    assert canonical(one) != canonical(other)


def test_what_holds_itself_has_a_text():
    loop = SimpleNamespace(name="loop")
    loop.me = [loop]
    other = SimpleNamespace(name="loop")
    other.me = [other]
    assert canonical(loop) == canonical(other)


def test_empty_entries_are_no_entries():
    assert canonical({"a": {}, "b": 1}) == canonical({"b": 1})


@pytest.mark.parametrize(
    "change",
    [
        {"titles": {"a": title("A"), "b": title("C")}},
        {"metadata": {"a": {"tocdepth": 1}, "b": {}}},
        {"domaindata": {"std": {"labels": {"y": ("a", "x", "A")}}}},
        {"something_new": {"a": 1}},
    ],
)
def test_what_other_pages_show_is_shared(change):
    assert digest(environment(**change)) != digest(environment())


@pytest.mark.parametrize(
    "change",
    [
        {"metadata": {"a": {"wordcount": {"words": 9}}, "b": {}}},
        {"all_docs": {"a": 3, "b": 2}},
        {"images": {"f/x.svg": ({"a", "b"}, "x.svg")}},
        {"_search_index_titles": {"a": "A"}},
    ],
)
def test_what_only_the_page_itself_shows_is_not_shared(change):
    assert digest(environment(**change)) == digest(environment())


def test_pages_are_put_in_the_order_of_their_names():
    labels = {"std": {"labels": {"y": 1, "x": 2}, "objects": {("b", 1): 0, ("a", 1): 0}}}
    env = SimpleNamespace(tocs={"b": 1, "a": 2}, domaindata=labels, srcdir="x")
    put_in_order(env)
    assert list(env.tocs.items()) == [("a", 2), ("b", 1)]
    assert list(env.domaindata["std"]["labels"]) == ["x", "y"]
    assert list(env.domaindata["std"]["objects"]) == [("b", 1), ("a", 1)]


def test_images_of_one_name_are_noticed():
    assert not has_renamed_images(environment())
    both = {"f/x.svg": ({"a"}, "x.svg"), "g/x.svg": ({"b"}, "x1.svg")}
    assert has_renamed_images(environment(images=both))


def test_values_for_other_notebooks_are_noticed():
    assert not has_glue(environment())
    assert not has_glue(environment(nb_metadata={"a": {}}))
    assert has_glue(environment(nb_metadata={"a": {"glue": ["share"]}}))
