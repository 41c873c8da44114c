"""The command `report diff`: what it prints, writes and ends with."""

import pytest
from two_sites import ONE, site

from helpers.__main__ import main

EDIT = (ONE, "After Linking 57% trusted", "After Linking 61% trusted")


def ran(capsys, *arguments) -> tuple[int, str, str]:
    code = main(["diff", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def old(tmp_path):
    return site(tmp_path / "old")


def test_the_same_site_ends_with_none(capsys, tmp_path, old):
    code, out, err = ran(capsys, old, site(tmp_path / "new"))
    assert (code, err) == (0, "") and "Nothing differs that a reader sees." in out


def test_a_difference_ends_with_one_and_is_written_as_a_page_too(capsys, tmp_path, old):
    new, page = site(tmp_path / "new", EDIT), tmp_path / "diff.html"
    code, out, err = ran(capsys, old, new, "--html", page)
    assert (code, err) == (1, "")
    assert "- After Linking 57% trusted" in out and f"The page is at {page}" in out
    assert "After Linking 61% trusted" in page.read_text(encoding="utf-8")


def test_folders_that_are_no_sites_end_with_two_and_are_all_told(capsys, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_text("<h1>A site</h1>")
    code, out, err = ran(capsys, tmp_path / "none", tmp_path / "other")
    assert (code, out) == (2, "")
    assert err.startswith("The sites were not compared:\n")
    assert "none: is not there; name the folder of a built site" in err
    assert "other: is no site that this program built" in err


def test_a_page_that_cannot_be_written_is_told(capsys, tmp_path, old):
    code, out, err = ran(capsys, old, old, "--html", tmp_path / "none/diff.html")
    assert code == 2 and "diff.html: cannot be written" in err
