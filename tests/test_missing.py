"""Missing: its words, and that it comes whole out of another process."""

import pickle

from helpers.exporting.missing import Missing


def test_it_says_what_is_missing_for_what_and_how_to_install_it():
    missing = Missing("Chromium", "the PDF", "Install it with: apt-get install chromium")
    said = (
        "Chromium is not installed, which the PDF needs. Install it with: apt-get install chromium"
    )
    assert str(missing) == said


def test_it_can_be_sent_from_one_process_to_another():
    sent = pickle.loads(pickle.dumps(Missing("pandoc", "the Word file", "Install pandoc.")))
    assert (sent.program, sent.purpose, sent.how) == ("pandoc", "the Word file", "Install pandoc.")
