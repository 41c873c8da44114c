"""Items page: complete without its script, with its script a list that words cut down."""

import json
import shutil
import subprocess

import pytest
from book import ROOT, small_project
from bs4 import BeautifulSoup

from helpers.errors import BuildError
from helpers.workshop.item_list import ItemList
from helpers.workshop.items_page import items_page, made_apart


@pytest.fixture(scope="module")
def page():
    return items_page(ItemList(ROOT))


@pytest.fixture(scope="module")
def read(page):
    return BeautifulSoup(page, "html.parser")


def test_every_item_is_there_with_its_wording_and_bases(read):
    shown = {item["id"]: item.get_text(" ", strip=True) for item in read.select("details.item")}
    listed = ItemList(ROOT).all()
    assert list(shown) == [one.item.name for one in listed]
    for one in listed:
        assert " ".join(one.item.wording.split()) in shown[one.item.name]
        assert all(f"{survey} {base}" in shown[one.item.name] for survey, base in one.bases.items())


def test_an_item_has_its_expressions_and_figures(read):
    text = read.find(id="interest").get_text("\n", strip=True)
    assert '{eval}`primary["interest"].change`' in text
    assert "an increase of 11 percentage points, which is statistically significant" in text
    assert 'primary.figure_change("' in text


def test_it_says_that_the_answers_are_no_record(read):
    assert "reconstructed" in read.select_one(".notice").get_text().lower()


def test_nothing_of_the_template_is_left(page):
    for name in ("wave", "warning", "count", "items"):
        assert f"<!-- {name} -->" not in page


def test_it_can_be_read_without_the_script(read):
    box = read.find(id="search")
    assert box.has_attr("hidden"), "a box that does nothing is not to be seen"
    assert not [item for item in read.select("details.item") if item.has_attr("hidden")]
    assert read.find("label")["for"] == box.find("input")["id"]
    assert read.html["lang"] == "en" and read.title.get_text(strip=True)
    assert read.find(role="status").get_text() == f"{len(read.select('details.item'))} items"


def test_names_are_written_as_text(project):
    (project.root / "_config.yml").write_text("title: T\nauthor: A\nsphinx: {config: {}}\n")
    project.edit(project.questionnaire, "label: Example\n", "label: <b>Example</b> & more\n")
    made = items_page(ItemList(project.root))
    assert "&lt;b&gt;Example&lt;/b&gt; &amp; more" in made and "<b>" not in made


@pytest.mark.slow
def test_it_is_made_in_a_process_of_its_own(tmp_path):
    folder = small_project(tmp_path)
    assert made_apart(folder, "2020-21").startswith("<!doctype html>")
    with pytest.raises(BuildError, match="there is no wave '1999-00'"):
        made_apart(folder, "1999-00")


DRIVE = """
import json, sys
from playwright.sync_api import sync_playwright

found = {}
with sync_playwright() as play:
    browser = play.chromium.launch(executable_path=sys.argv[2])
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto("file://" + sys.argv[1] + "#interest")
    visible = "[...document.querySelectorAll('.item')].filter(i => !i.hidden).map(i => i.id)"
    found["opened"] = page.evaluate("document.getElementById('interest').open")
    page.fill("#words", "other CULTURES")
    found["left"] = page.evaluate(visible)
    found["said"] = page.inner_text("#shown")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.fill("#words", "")
    found["wide"] = page.evaluate("document.documentElement.scrollWidth")
    browser.close()
print(json.dumps(found))
"""


@pytest.mark.slow
def test_words_cut_it_down_and_it_fits_a_narrow_screen(page, tmp_path):
    python, browser = ROOT / ".venv-check/bin/python", shutil.which("chromium")
    if not python.exists() or browser is None:
        pytest.skip("needs the browser of `make check-site`")
    (tmp_path / "items.html").write_text(page, encoding="utf-8")
    command = [str(python), "-c", DRIVE, str(tmp_path / "items.html"), browser]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["opened"] and found["left"] == ["interest"]
    assert found["said"].startswith("1 of ")
    assert found["wide"] <= 320
