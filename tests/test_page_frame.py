"""Page frame: the theme's HTML mended, nothing loaded or published that is not used."""

import re

import pytest
from extended_book import page, written

from helpers.building.page_frame import tidy

MENU = "<!-- report: download menu -->"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return written(tmp_path_factory.mktemp("book"), one="# One\n\n## A part\n\nProse.\n")


def test_icons_go_and_what_is_beside_them_stays():
    assert tidy('<b><i class="fa-solid fa-list"></i> On this page</b>') == "<b>On this page</b>"
    assert tidy('<i class="other">kept</i>') == '<i class="other">kept</i>'


def test_every_page_has_one_place_for_the_download_menu(site):
    paths = [path for path in site.rglob("*.html") if path.parent != site]
    assert [path.name for path in paths if path.read_text().count(MENU) != 1] == []


def test_buttons_are_named_by_their_words(site):
    buttons = page(site, "one").select(".bd-header-article button")
    words = [" ".join(button.get_text(" ").split()) for button in buttons]
    assert words == ["Contents", "Colours: Light Dark Automatic", "Search", "On this page"]
    assert not [button for button in buttons if button.get("aria-label") or button.get("title")]


def test_what_opens_has_a_name(site):
    assert all(dialog.get("aria-label") for dialog in page(site, "one").select("dialog"))


def test_the_title_stands_once(site):
    assert [tag.get_text().rstrip("#") for tag in page(site, "one").select("h1")] == ["One"]


def test_nothing_is_loaded_from_elsewhere_and_all_that_is_loaded_is_there(site):
    for name in ("one", "index"):
        for tag in page(site, name).select("[src], link[rel=stylesheet], link[rel=preload]"):
            target = (tag.get("src") or tag["href"]).split("?")[0]
            assert not re.match(r"https?:|//", target)
            assert (site / "book" / target).resolve().is_file(), target


def test_files_that_no_page_loads_are_not_published(site):
    names = {path.name for path in (site / "_static").rglob("*")}
    assert not names & {"fontawesome.js", "togglebutton.js", "copybutton.js", "locales"}
    assert not [name for name in names if name.endswith((".map", ".ttf", "macros.html"))]
    styles = " ".join(p.read_text() for p in (site / "_static/styles").glob("*.css"))
    fonts = set(re.findall(r"[\w-]+\.woff2", styles))
    assert fonts and fonts <= names
    assert not (site / "_sources").exists()
