"""Pictures in a document: inside it, each with a text alternative."""

import base64

import pytest
from bs4 import BeautifulSoup

from helpers.errors import BuildError
from helpers.exporting.pictures import embed


def section(html: str):
    return BeautifulSoup(f"<section>{html}</section>", "html.parser").section


def test_a_picture_becomes_data(tmp_path):
    (tmp_path / "_images").mkdir()
    (tmp_path / "_images/a b.png").write_bytes(b"\x89PNG dots")
    made = section('<img alt="Dots" src="../_images/a%20b.png">')
    embed(made, "book/index.html", tmp_path)
    kind, data = made.img["src"].split(",")
    assert (kind, base64.b64decode(data)) == ("data:image/png;base64", b"\x89PNG dots")
    assert made.img["alt"] == "Dots"


@pytest.mark.parametrize("alt", ["", 'alt=""', 'alt="  "'])
def test_a_picture_without_a_text_alternative_is_refused(tmp_path, alt):
    (tmp_path / "a.svg").write_text("<svg/>")
    with pytest.raises(BuildError, match="index.html: the picture a.svg has no text alternative"):
        embed(section(f'<img {alt} src="a.svg">'), "index.html", tmp_path)


@pytest.mark.parametrize("source", ["none.svg", "a.exe", "https://example.org/a.svg", ""])
def test_a_picture_that_is_no_file_of_the_site_is_refused(tmp_path, source):
    (tmp_path / "a.exe").write_text("x")
    with pytest.raises(BuildError, match="is no file of the site"):
        embed(section(f'<img alt="x" src="{source}">'), "index.html", tmp_path)
