"""Pages: the bytes of a clean build in less time, and no fault that shows only once."""

import base64
import json
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.building import pages
from helpers.building.changes import MADE_OF
from helpers.building.memory import Memory, digests
from helpers.building.pages import look, write_site
from helpers.building.press import Press
from helpers.errors import BuildError

CONFIG = """
title: A small book
author: Its authors
copyright: "1999"
only_build_toc_files: true
execute: {execute_notebooks: "off"}
html: {use_repository_button: false}
sphinx:
  recursive_update: true
  config:
    html_static_path: [book/_static]
    html_css_files: [report.css]
    language: en
    nb_remove_code_source: true
    nb_render_markdown_format: myst
    numfig: true
    numfig_secnum_depth: 1
    html_copy_source: false
"""
TOC = """
format: jb-book
root: book/index
parts:
  - caption: First part
    numbered: 2
    chapters: [{file: book/one}, {file: notebooks/two}, {file: book/three}]
  - caption: Second part
    chapters: [{file: book/words}, {file: book/last}]
"""
INDEX = "# The book\n\nIt begins here. See {numref}`fig-a` and {doc}`last`.\n"
ONE = """(start)=
# First chapter

Prose about {term}`linking` and [](words.md). [^note]

```{figure} figures/a.svg
:name: fig-a
:alt: A square

A square
```

## A section

See [the last](#end) and {numref}`fig-b`. [Data](figures/table.csv)

[^note]: A footnote.
"""
THREE = """# Third chapter

```{include} part.txt
```

```{figure} figures/b.svg
:name: fig-b
:alt: A circle

A circle
```

$$ a = b $$ (sum)

It is {eq}`sum`, as {ref}`start` says.
"""
WORDS = "# Words\n\n```{glossary}\nlinking\n  Schools that meet.\n```\n"
LAST = "(end)=\n# The last page\n\n```{index} ending\n```\n\nAfter {numref}`fig-n` it ends.\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="{}"/></svg>'


def png(shade: int) -> str:
    def chunk(kind: bytes, data: bytes) -> bytes:
        ends = struct.pack(">I", len(data)), struct.pack(">I", zlib.crc32(kind + data))
        return ends[0] + kind + data + ends[1]

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes([0, shade])))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")).decode()


def executed(share: int = 50, picture: int | None = None) -> str:
    """An executed notebook that says a share, shows a figure from its code, maybe a picture."""
    figure = "```{figure} figures/n.svg\n:name: fig-n\n:alt: A bar\n\nA bar\n```"
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {"text/markdown": figure}}]
    if picture is not None:
        data = {"image/png": png(picture), "text/plain": "a picture"}
        outputs.append({"output_type": "display_data", "metadata": {}, "data": data})
    said = f"# Second chapter\n\nOf all, {share}% agree. See {{ref}}`end`."
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": said},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "show()", "outputs": outputs,
         "execution_count": 1},
    ]  # fmt: skip
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "papermill": {"duration": share / 7}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text, (name, old)
    put(folder, name, text.replace(old, new, 1))


def make_book(folder: Path) -> Path:
    texts = {
        "_config.yml": CONFIG, "_toc.yml": TOC, "book/index.md": INDEX,
        "book/part.txt": "A part.\n", "book/one.md": ONE, "book/three.md": THREE,
        "book/words.md": WORDS, "book/last.md": LAST, "notebooks/two.ipynb": executed(),
        "book/_static/report.css": "h1 {color: #111}\n", "book/figures/table.csv": "a\n1\n",
        "book/figures/a.svg": SVG.format(1), "book/figures/b.svg": SVG.format(2),
        "notebooks/figures/n.svg": SVG.format(3),
    }  # fmt: skip
    for name, text in texts.items():
        put(folder, name, text)
    return folder


class Bench:
    """A small book with a memory, built again and again by one press.

    `first` is the site that it was built as before the test began.
    """

    def __init__(self, folder: Path, press: Press):
        self.folder, self.press, self.count = folder, press, 0
        self.source, self.memory = folder / "source", folder / "memory"
        self.first = folder / "first"

    def edit(self, name: str, old: str, new: str) -> None:
        edit(self.source, name, old, new)

    def build(self, memory: str = "memory") -> pages.Written:
        """Build from a copy of the source that lies elsewhere each time, as staging does."""
        self.count += 1
        stage = self.folder / f"stage-{self.count}"
        shutil.copytree(self.source, stage)
        site = self.folder / f"site-{self.count}"
        written = write_site(stage, self.folder / memory, site, self.press)
        shutil.rmtree(stage)
        assert digests(site) == written.files
        return written

    def clean(self) -> pages.Written:
        return self.build(f"memory-{self.count}")

    def page(self, written: pages.Written, name: str) -> str:
        return (written.site / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def press():
    with Press() as press:
        yield press


@pytest.fixture(scope="module")
def built(tmp_path_factory, press):
    """The small book, built once; what is kept of it can be used in any folder."""
    folder = tmp_path_factory.mktemp("built")
    make_book(folder / "source")
    write_site(folder / "source", folder / "memory", folder / "first", press)
    return folder


@pytest.fixture
def bench(tmp_path, press, built):
    shutil.copytree(built / "source", tmp_path / "source")
    for name in ("memory", "first"):
        shutil.copytree(built / name, tmp_path / name, copy_function=os.link)
    return Bench(tmp_path, press)


def differences(one: pages.Written, other: pages.Written) -> list[str]:
    """Files that only one of two sites has, or that differ."""
    names = one.files.keys() | other.files.keys()
    return sorted(name for name in names if one.files.get(name) != other.files.get(name))


# --- what is done again -------------------------------------------------------------------

SLOW = pytest.mark.slow
ALL = ["book/index", "book/last", "book/one", "book/three", "book/words", "notebooks/two"]


@pytest.mark.parametrize(
    ("name", "old", "new", "read", "written"),
    [
        ("book/one.md", "Prose about", "More about", ["book/one"], ["book/one"]),
        pytest.param(
            "book/index.md", "begins here", "starts here", ["book/index"], ["book/index"],
            marks=SLOW,
        ),
        ("notebooks/two.ipynb", "50% agree", "51% agree", ["notebooks/two"], ["notebooks/two"]),
        ("notebooks/figures/n.svg", 'r="3"', 'r="4"', ["notebooks/two"], ["notebooks/two"]),
        ("book/part.txt", "A part", "A share", ["book/three"], ["book/three"]),
        pytest.param("book/figures/table.csv", "1", "2", ["book/one"], ["book/one"], marks=SLOW),
        ("book/one.md", "# First chapter", "# The first", ["book/one"], ALL),
        ("book/words.md", "linking\n", "linking\nmeeting\n", ["book/words"], ALL),
        ("book/_static/report.css", "#111", "#222", [], ALL),
        ("_config.yml", "A small book", "A new title", ALL, ALL),
        pytest.param("_toc.yml", "First part", "Beginning", ALL, ALL, marks=SLOW),
    ],
)  # fmt: skip
def test_an_edit_reads_and_writes_what_it_touches_as_a_clean_build_would(
    bench, name, old, new, read, written
):
    bench.edit(name, old, new)
    done = bench.build()
    assert (list(done.read), list(done.written)) == (read, written)
    assert name in done.why
    before = digests(bench.first)
    names = before.keys() | done.files.keys()
    assert set(done.changed) == {n for n in names if before.get(n) != done.files.get(n)}
    assert differences(done, bench.clean()) == []


def test_nothing_is_started_when_nothing_changed(bench, monkeypatch):
    bench.press = None
    monkeypatch.setattr(pages, "Press", lambda *given: pytest.fail("Sphinx was started"))
    again = bench.build()
    assert (again.read, again.written, again.files) == ((), (), digests(bench.first))
    assert again.why == "nothing changed"


def test_a_prose_edit_changes_its_page_and_the_search_index_only(bench):
    bench.edit("notebooks/two.ipynb", "50% agree", "Around 51% agree")
    done = bench.build()
    assert done.changed == ("notebooks/two.html", "searchindex.js")
    same = [name for name in done.files if name not in done.changed]
    first = bench.first
    assert all((done.site / n).stat().st_ino == (first / n).stat().st_ino for n in same)


def test_what_a_site_is_made_of_goes_into_it_and_no_page_is_written_for_it(bench):
    put(bench.source, MADE_OF, "{}")
    made = bench.build()
    assert (made.written, made.changed) == ((), (MADE_OF,))
    assert (made.site / MADE_OF).read_text() == "{}"
    seen = look(bench.source, bench.memory)
    assert seen.is_at(made.site) and not seen.is_at(bench.first)
    put(bench.source, MADE_OF, "{ }")
    assert not look(bench.source, bench.memory).is_at(made.site)
    bench.edit("book/one.md", "Prose about", "More about")
    done = bench.build()
    assert done.written == ("book/one",) and MADE_OF in done.changed
    assert (done.site / MADE_OF).read_text() == "{ }"
    assert differences(done, bench.clean()) == []


def test_a_new_time_of_a_file_is_no_change(bench):
    for path in bench.source.rglob("*"):
        os.utime(path, (1, 1))
    assert look(bench.source, bench.memory).plan.nothing


def test_a_page_that_came_or_went_starts_from_nothing(bench):
    put(bench.source, "book/extra.md", "# Extra\n\nText.\n")
    bench.edit("_toc.yml", "{file: book/last}", "{file: book/last}, {file: book/extra}")
    with_extra = bench.build()
    assert "book/extra.html" in with_extra.files and with_extra.why == "book/extra.md came"
    (bench.source / "book/extra.md").unlink()
    bench.edit("_toc.yml", ", {file: book/extra}", "")
    assert bench.build().files == digests(bench.first)


def test_a_figure_that_no_page_shows_any_more_goes(bench):
    assert "_images/b.svg" in digests(bench.first)
    bench.edit("book/one.md", " and {numref}`fig-b`", "")
    bench.edit("book/three.md", THREE[THREE.index("```{figure}") : THREE.index("$$ a")], "")
    done = bench.build()
    assert "_images/b.svg" not in done.files and "_images/a.svg" in done.files
    assert differences(done, bench.clean()) == []


def test_numbers_in_other_pages_follow(bench):
    more = "```{figure} figures/a.svg\n:name: fig-new\n:alt: Again\n\nAgain\n```\n\n"
    bench.edit("book/three.md", "```{figure}", more + "```{figure}")
    done = bench.build()
    assert "Fig. 3.2" in bench.page(done, "book/one.html")
    assert differences(done, bench.clean()) == []


@pytest.mark.slow
def test_figures_with_one_file_name_are_named_as_in_a_clean_build(bench):
    put(bench.source, "notebooks/figures/a.svg", SVG.format(7))
    shown = "```{figure} ../notebooks/figures/a.svg\n:alt: Other\n\nOther\n```\n"
    bench.edit("book/last.md", "After", shown + "\nAfter")
    assert {"_images/a.svg", "_images/a1.svg"} <= set(bench.build().files)
    # The first page to show one takes the plain name; without it the other page's is plain.
    bench.edit("book/last.md", shown, "")
    done = bench.build()
    assert "_images/a1.svg" not in done.files
    assert differences(done, bench.clean()) == []


def test_pictures_of_a_notebook_are_kept_in_step(bench):
    put(bench.source, "notebooks/two.ipynb", executed(picture=1))
    first = bench.build()
    assert [name for name in first.files if name.startswith("_images") and name.endswith("png")]
    bench.edit("book/one.md", "# First", "# The first")
    assert differences(bench.build(), bench.clean()) == []
    put(bench.source, "notebooks/two.ipynb", executed(picture=2))
    changed = bench.build()
    assert changed.files.keys() != first.files.keys()
    assert differences(changed, bench.clean()) == []


# --- random edits -------------------------------------------------------------------------


PAGES = {"index": INDEX, "one": ONE, "three": THREE, "words": WORDS, "last": LAST}
ORDERS = ["{file: book/last}, {file: book/words}", "{file: book/words}, {file: book/last}"]
FIGURE = "\n```{{figure}} figures/{}.svg\n:name: fig-{}\n:alt: X\n\nX {}\n```\n"


def random_edit(source: Path, dice: random.Random) -> str:
    """Make one change that leaves the book without a fault; what it was."""
    page = dice.choice(sorted(PAGES))
    path, number = f"book/{page}.md", dice.randrange(10**6)
    text = (source / path).read_text()
    additions = {
        "prose": f"\nSentence{number} with words.\n",
        "section": f"\n## Section {number}\n\nText.\n",
        "figure": FIGURE.format(dice.choice("ab"), number, number),
        "reference": "\nSee {numref}`fig-n`, {ref}`end` and {doc}`one`.\n",
        "index": f"\n```{{index}} entry{number % 7}\n```\n\nText.\n",
        "equation": f"\n$$ c = {number} $$ (eq{number})\n",
    }
    changes = {
        "title": (path, re.sub("^# ", f"# T{number} ", text, count=1, flags=re.MULTILINE)),
        "as at first": (path, PAGES[page]),
        "term": ("book/words.md", WORDS.replace("linking", f"term{number}\n  Two.\n\nlinking")),
        "share": ("notebooks/two.ipynb", executed(number % 100)),
        "picture": ("notebooks/two.ipynb", executed(7, number % 250)),
        "svg": ("book/figures/a.svg", SVG.format(number)),
        "style": ("book/_static/report.css", f"h1 {{top: {number}px}}\n"),
        "part": ("book/part.txt", f"A part {number}.\n"),
        "order": ("_toc.yml", TOC.replace(ORDERS[1], dice.choice(ORDERS))),
    } | {name: (path, text + more) for name, more in additions.items()}
    name = dice.choice(sorted(changes))
    put(source, *changes[name])
    return f"{name} {changes[name][0]}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "edits"),
    [(1, 5), *[pytest.param(seed, 20, marks=pytest.mark.slow) for seed in range(2, 6)]],
)
def test_any_row_of_edits_gives_the_bytes_of_a_clean_build(bench, seed, edits):
    dice, done = random.Random(seed), []
    for _ in range(edits):
        done += [random_edit(bench.source, dice) for _ in range(dice.choice([1, 1, 1, 2]))]
        assert differences(bench.build(), bench.clean()) == [], done


# --- faults -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("book/one.md", "Prose", "See {numref}`fig-none`. Prose", "book/one.md:"),
        ("book/one.md", "## A section", "#### A section", "Non-consecutive header level"),
        ("book/three.md", "(sum)", "(other)", "sum"),
        ("book/last.md", "(end)=\n", "", "end"),
        ("book/one.md", "figures/a.svg", "figures/gone.svg", "gone.svg"),
    ],
)
def test_a_warning_fails_each_time_until_it_is_mended(bench, name, old, new, said):
    bench.edit(name, old, new)
    for _ in range(2):
        with pytest.raises(BuildError) as caught:
            bench.build()
        assert said in str(caught.value)
        assert str(bench.folder) not in str(caught.value)
    bench.edit(name, new, old)
    assert bench.build().files == digests(bench.first)


def test_a_fault_in_a_page_that_did_not_change_names_that_page(bench):
    bench.edit("book/three.md", ":name: fig-b\n", "")
    with pytest.raises(BuildError, match=r"book/one\.md.*fig-b"):
        bench.build()


def test_settings_that_do_not_exist_are_told(bench):
    bench.edit("_config.yml", "title: A small book", "title: [1, 2]")
    with pytest.raises(BuildError, match="is not of type 'string'"):
        bench.build()


def test_a_table_of_contents_that_names_nothing_is_told(bench):
    bench.edit("_toc.yml", "book/three", "book/four")
    with pytest.raises(BuildError, match="book/four"):
        bench.build()


# --- the memory ---------------------------------------------------------------------------


def generation(bench) -> Path:
    return Memory(bench.memory).recall().folder


def spoil(path: Path, text: str) -> None:
    """Write a file anew, without touching others that share its place on the disk."""
    path.unlink(missing_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: spoil(kept / "html/book/one.html", "damaged"),
        lambda kept: (kept / "html/searchindex.js").unlink(),
        lambda kept: spoil(kept / "doctrees/environment.pickle", "damaged"),
        lambda kept: (kept / "doctrees/book/one.doctree").unlink(),
        lambda kept: spoil(kept / "manifest.json", "{}"),
        lambda kept: spoil(kept / "more.txt", "more"),
        lambda kept: spoil(kept.parent / "current", '{"name": "../..", "seal": 1}'),
        lambda kept: spoil(kept.parent / "current", "[]"),
        lambda kept: shutil.rmtree(kept),
        lambda kept: shutil.rmtree(kept.parent),
    ],
)
def test_a_damaged_memory_is_not_used(bench, damage):
    damage(generation(bench))
    assert look(bench.source, bench.memory).plan.why == "no whole earlier build is kept"


def test_a_build_after_damage_is_as_good_as_the_first(bench):
    good = digests(bench.first)
    spoil(generation(bench) / "doctrees/environment.pickle", "damaged")
    assert bench.build().files == good
    assert look(bench.source, bench.memory).plan.nothing


def test_writing_into_the_published_site_does_not_come_back(bench):
    good = bench.clean()
    with (good.site / "book/one.html").open("a") as page:
        page.write("by hand")
    assert not look(bench.source, bench.folder / "memory-0").is_at(good.site)
    assert bench.build("memory-0").files == good.files


def test_a_published_site_is_current_until_something_changes(bench):
    site = bench.first
    assert look(bench.source, bench.memory).is_at(site)
    (site / "extra.txt").write_text("extra")
    assert not look(bench.source, bench.memory).is_at(site)
    (site / "extra.txt").unlink()
    bench.edit("book/one.md", "Prose", "Text")
    assert not look(bench.source, bench.memory).is_at(site)
    assert not look(bench.source, bench.memory).is_at(bench.folder / "nowhere")


@pytest.mark.slow
def test_two_builds_at_once_are_both_right(bench):
    bench.edit("book/one.md", "Prose", "Text")

    def build(number: int) -> pages.Written:
        return write_site(bench.source, bench.memory, bench.folder / f"both-{number}")

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(build, range(2))
    assert differences(one, other) == []
    assert differences(one, bench.clean()) == []
    assert look(bench.source, bench.memory).plan.nothing
    assert len(list(bench.memory.iterdir())) == 2


def test_nothing_is_left_beside_site_and_memory(bench):
    bench.edit("book/one.md", "Prose", "Text")
    bench.build()
    bench.edit("book/one.md", "# First", "#### First")
    with pytest.raises(BuildError):
        bench.build()
    kept = {"source", "memory", "first"}
    assert {p.name for p in bench.folder.iterdir()} - kept == {"site-1", "stage-2"}
    assert len(list(bench.memory.iterdir())) == 2


def test_a_site_that_was_forgotten_meanwhile_is_written_again(bench, monkeypatch):
    def forget(source, seen, site):
        site.mkdir()
        raise FileNotFoundError

    monkeypatch.setattr(pages, "_again", forget)
    done = bench.build()
    assert done.why == "no whole earlier build is kept"
    assert done.files == digests(bench.first)


FILLED = """
import resource, signal, sys
from pathlib import Path
from helpers.errors import BuildError
from helpers.building.pages import write_site
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
try:
    write_site(*map(Path, sys.argv[1:4]))
except BuildError as error:
    print(error)
"""


def filled(source: Path, memory: Path, site: Path, limit: int = 2**30) -> str:
    """What a build says in a process that may not write files larger than the limit."""
    command = [sys.executable, "-c", FILLED, source, memory, site, limit]
    ran = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=120)
    assert ran.stderr == ""
    return ran.stdout


@pytest.mark.parametrize(
    "limit", [20_000, *(pytest.param(n, marks=pytest.mark.slow) for n in (100, 500_000))]
)
def test_files_that_cannot_be_written_fail_and_leave_nothing(bench, limit):
    bench.edit("book/_static/report.css", "#111", "#222")
    folder = bench.folder / "full"
    folder.mkdir()
    assert "could not be written" in filled(bench.source, bench.memory, folder / "site", limit)
    assert list(folder.iterdir()) == []
    done = bench.build()
    assert done.why == "changed: book/_static/report.css"
    assert differences(done, bench.clean()) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", ["400k", "3m", "6m"])
def test_a_full_disk_fails_and_leaves_nothing(bench, size):
    disk = bench.folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        said = filled(bench.source, disk / "memory", disk / "site")
        assert "could not be written" in said
        assert [path.name for path in disk.iterdir() if path.name != "memory"] == []
        subprocess.run(["mount", "-o", "remount,size=90m", str(disk)], check=True)
        assert filled(bench.source, disk / "memory", disk / "site") == ""
        assert digests(disk / "site") == digests(bench.first)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


# --- Sphinx in a process of its own -------------------------------------------------------


@pytest.mark.slow
def test_what_was_left_out_is_loaded_where_it_is_needed(bench):
    code = "import requests\n\ndef setup(app):\n    requests.Session()\n"
    put(bench.source, "book/local.py", code)
    bench.edit("_config.yml", "sphinx:\n", "sphinx:\n  local_extensions: {local: book}\n")
    done = bench.build()
    assert "left out" in done.why
    bench.edit("book/one.md", "Prose", "Text")
    assert differences(bench.build(), bench.clean()) == []


def test_a_module_of_the_book_is_an_input(bench):
    put(bench.source, "book/local.py", "def setup(app):\n    pass\n")
    bench.edit("_config.yml", "sphinx:\n", "sphinx:\n  local_extensions: {local: book}\n")
    bench.build()
    assert look(bench.source, bench.memory).plan.nothing
    bench.edit("book/local.py", "pass", "app.config.html_show_sphinx = False")
    assert look(bench.source, bench.memory).plan.why == "book/local.py changed"


@pytest.mark.slow
def test_sites_have_the_same_bytes_whoever_builds_them_when_and_where(tmp_path):
    """Hash seed, time zone, language, clock, folder and times of files all differ."""
    made = []
    for number, (seed, zone, epoch) in enumerate([("1", "UTC", "1"), ("2", "Asia/Tokyo", "1e9")]):
        folder = tmp_path / ("deep/" * number) / f"b{number}"
        source = make_book(folder / "source")
        for path in source.rglob("*"):
            os.utime(path, (10**9 * number, 10**9 * number))
        order = f"{str(source)!r}, {str(folder / 'm')!r}, {str(folder / 'site')!r}"
        code = f"from helpers.building.pages import *; write_site(*map(Path, ({order})))"
        seen = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": ["C", "de_DE.UTF-8"][number]}
        seen |= {"SOURCE_DATE_EPOCH": str(int(float(epoch))), "HOME": str(folder)}
        subprocess.run([sys.executable, "-c", code], env=os.environ | seen, check=True)
        made.append(folder / "site")
    assert digests(made[0]) == digests(made[1])
    for path in made[0].rglob("*"):
        assert path.is_dir() or str(tmp_path).encode() not in path.read_bytes(), path
    assert not [p for p in made[0].rglob("*") if p.suffix == ".pickle" or p.name == ".buildinfo"]


def stock(source: Path) -> Path:
    """The site of a clean build by Jupyter Book itself."""
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()"]
    command += ["build", str(source), "-n", "-W", "--keep-going", "-q"]
    subprocess.run(command, check=True, capture_output=True)
    return source / "_build/html"


@pytest.mark.slow
def test_the_text_of_every_page_is_that_of_jupyter_book(bench):
    from bs4 import BeautifulSoup

    def article(path: Path) -> str:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for part in soup.select("script, link"):
            part.decompose()
        return soup.prettify()

    ours = bench.build().site
    theirs = stock(bench.source)
    names = {p.relative_to(ours).as_posix() for p in ours.rglob("*.html")}
    assert names == {p.relative_to(theirs).as_posix() for p in theirs.rglob("*.html")}
    for name in sorted(names - {"_static/webpack-macros.html", "_static/sbt-webpack-macros.html"}):
        assert article(ours / name) == article(theirs / name), name
    missing = {p.name for p in theirs.rglob("*")} - {p.name for p in ours.rglob("*")}
    assert missing == {".buildinfo", "sphinx-thebe.css", "sphinx-thebe.js", "play-solid.svg"}


def children(number: int) -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == number and fields[0] != "Z":
            found.add(int(path.parent.name))
    return found | {n for child in found for n in children(child)}


def alive(numbers: set[int]) -> set[int]:
    found = set()
    for number in numbers:
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state != "Z":
            found.add(number)
    return found


def kill_one(bench: Bench, after: float, victim: str) -> None:
    """Start a build, kill a process of it some seconds after there are helpers, wait for all."""
    place = f"{str(bench.source)!r}, {str(bench.memory)!r}, {str(bench.folder / 'stage/site')!r}"
    code = f"from helpers.building.pages import *; write_site(*map(Path, ({place})))"
    building = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    while not children(building.pid) and building.poll() is None:
        time.sleep(0.005)
    time.sleep(after)
    family = children(building.pid) | {building.pid}
    chosen = {"parent": building.pid, "server": sorted(family)[:2][-1], "worker": max(family)}
    if building.poll() is None:
        os.kill(chosen[victim], signal.SIGKILL)
    building.wait(60)
    until = time.monotonic() + 5
    while alive(family):
        assert time.monotonic() < until, "a process is left"
        time.sleep(0.02)
    shutil.rmtree(bench.folder / "stage", ignore_errors=True)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are read from /proc")
@pytest.mark.parametrize(
    "victim", ["parent", *(pytest.param(v, marks=pytest.mark.slow) for v in ("server", "worker"))]
)
def test_no_process_outlives_a_kill_and_the_next_build_is_right(bench, victim):
    good = digests(bench.first)
    bench.edit("book/one.md", "# First chapter", "# Chapter the first")
    kill_one(bench, 0.8, victim)
    assert digests(bench.first) == good
    assert "Chapter the first" in bench.page(bench.build(), "book/one.html")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are read from /proc")
def test_killed_at_any_moment_the_next_build_is_right(bench):
    dice = random.Random(1)
    for _ in range(15):
        random_edit(bench.source, dice)
        kill_one(bench, dice.uniform(0, 2), dice.choice(["parent", "server", "worker"]))
        assert differences(bench.build(), bench.clean()) == []
        assert len(list(bench.memory.iterdir())) == 2
