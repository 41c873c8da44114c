"""Given names are names, and no other words."""

from helpers.checking.given_names import NAMES


def test_names_are_written_as_names():
    assert all(name.isalpha() and name.istitle() for name in NAMES)
    assert len(NAMES) > 300


def test_words_places_and_those_that_lessons_are_about_are_left_out():
    others = {"Grace", "Mark", "May", "Chester", "Lincoln", "Max", "Mary", "Noah", "Will", "April"}
    assert not others & NAMES
    assert {"Aisha", "Sarah", "Gareth", "Mohammed"} <= NAMES
