"""check-site: a planted fault of each kind is found, and a good page has none."""

import subprocess
from pathlib import Path

import pytest
from site_checks.faults import Found
from site_checks.internal_links import check_links
from site_checks.served import pages_of

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / ".venv-check/bin/python"
ADDRESS = "http://127.0.0.1:1/"


def page(ids: list[str], *links: str, frames: int = 0) -> dict:
    hrefs = [(f"a:nth-of-type({n})", f"{ADDRESS}{link}") for n, link in enumerate(links, 1)]
    return {"ids": ids, "links": hrefs, "frames": frames}


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("a.html", "b.html", "data.csv"):
        (tmp_path / name).write_text("<p>There</p>")
    return tmp_path


def faults(folder, pages, leading=None) -> list[tuple[str, str]]:
    found = check_links(folder, ADDRESS, pages, leading or {})
    return [(fault.page, fault.what) for fault in found.faults]


def test_links_to_pages_places_and_files_that_are_there_are_right(folder):
    pages = {
        "a.html": page(["top"], "b.html#end", "#top", "data.csv", "a.html?q=1"),
        "b.html": page(["end", "ä"], "b.html#%C3%A4"),
    }
    pages["a.html"]["links"].append(("a", "https://elsewhere.example/x"))
    pages["a.html"]["links"][1] = ("a", f"{ADDRESS}a.html#top")
    assert faults(folder, pages) == []
    assert check_links(folder, ADDRESS, pages, {}).looked["links"] == 5


@pytest.mark.parametrize(
    ("link", "what"),
    [
        ("gone.html", "leads to gone.html, which is not there"),
        ("b.html#gone", "leads to b.html#gone, and there is no such place on the page"),
        ("gone.csv#x", "leads to gone.csv, which is not there"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(folder, link, what):
    pages = {"a.html": page([], link), "b.html": page(["end"])}
    assert faults(folder, pages) == [("a.html", what)]


def test_a_page_that_leads_on_must_lead_somewhere(folder):
    assert faults(folder, {}, {"index.html": "a.html"}) == []
    wrong = [("index.html", "leads to c.html, which is not there")]
    assert faults(folder, {}, {"index.html": "c.html"}) == wrong


def test_frames_are_faults(folder):
    assert len(faults(folder, {"a.html": page([], frames=1)})) == 1


def test_pages_are_told_from_those_that_lead_on_and_from_the_themes(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static/x.html").write_text("x")
    (tmp_path / "index.html").write_text('<meta http-equiv="Refresh" content="0; url=a.html" />')
    (tmp_path / "a.html").write_text("a")
    assert pages_of(tmp_path) == (["a.html"], {"index.html": "a.html"})


def test_the_table_counts_looks_and_faults():
    found, other = Found(), Found()
    found.look("axe", "a.html", [("img", "no text")])
    other.look("axe", "b.html")
    other.look("links", "b.html", [("a", "gone"), ("a", "gone")], count=3)
    found.add(other)
    lines = found.report().splitlines()
    assert [line.split() for line in lines[2:4]] == [["axe", "2", "1"], ["links", "3", "2"]]
    assert lines[4:] == ["a.html: axe: img: no text", "b.html: links: a: gone"]


GOOD = """<!DOCTYPE html><html lang="en"><head><title>{name}</title>
<meta name="viewport" content="width=device-width"></head><body>
<a class="skip-link" href="#main-content">Skip to main content</a>
<main id="main-content" style="display: flex; flex-direction: column"><h1>A planted page</h1>
{body}</main></body></html>"""
PLANTED = {
    "images": '<img alt="x.svg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "axe, dark, 320 px": '<p style="color: #ccc; background: #fff">Pale</p>',
    "reflow, 320 px": '<p style="width: 900px">Wide</p>',
    "reflow, 400 %": '<div style="position: fixed; width: 100%; height: 200px">Over all</div>',
    "tables": "<table><tr><td>1</td></tr></table>",
    "keyboard": '<button style="outline: none; box-shadow: none">No ring</button>',
    "requests": '<img alt="Elsewhere" src="https://elsewhere.example/x.png">',
    "links": '<a href="gone.html">Gone</a>',
}


def look_at(folder: Path) -> subprocess.CompletedProcess:
    if not PYTHON.exists():
        pytest.skip("the environment of `make check-site` is not there")
    command = [PYTHON, ROOT / "tests/check_site.py", folder]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_each_planted_fault_is_found_and_a_good_page_has_none(tmp_path):
    (tmp_path / "good.html").write_text(GOOD.format(name="Good", body="<p>Well</p>"))
    for number, body in enumerate(PLANTED.values()):
        path = tmp_path / f"bad{number}.html"
        path.write_text(GOOD.format(name=path.stem, body=body))
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/report.pdf").write_text("no PDF")
    done = look_at(tmp_path)
    lines = done.stdout.splitlines()
    assert done.returncode == 1, done.stderr
    # The last checks need a theme switch, a search and so on, and these pages have none.
    own = [line for line in lines if line.startswith("good.html")]
    journeys = ("theme switch", "contents", "details", "search")
    assert [line for line in own if not line.split(": ")[1].startswith(journeys)] == []
    for number, check in enumerate(PLANTED):
        assert any(line.startswith(f"bad{number}.html: {check}: ") for line in lines), check
    assert any(line.startswith("documents/: documents: report.pdf") for line in lines)
    assert any(": theme switch: " in line for line in lines)


@pytest.mark.slow
def test_a_folder_without_a_site_is_told(tmp_path):
    done = look_at(tmp_path)
    assert done.returncode == 2 and "There is no site" in done.stderr
