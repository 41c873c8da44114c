"""Write a sentence in JupyterLab with a browser, as an author does: `make check-lab` runs this.

In a copy of the project, with the preview beside it: opens a chapter, runs it, holds every number
in its sentences against what the expressions give outside of JupyterLab, has a measure
completed and explained, edits a sentence, saves, and looks for that sentence, and nothing
else, in `git diff` and in the preview. Prints what was seen; exits with 1 at the first that
is not so, with 2 where JupyterLab or a browser is not there.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from book import ROOT, whole_project
from lab_session import LAB, Notebook, free_port, jupyterlab, running
from site_checks.browser import chromium

CHAPTER = "notebooks/change.ipynb"
BEFORE, AFTER = "Both surveys asked teachers how", "In both surveys teachers were asked how"
EXPRESSION = re.compile(r"(?<!`)\{eval\}`([^`]+)`")
FOOTNOTE = re.compile(r"^\[\^\w+\]:.*(\n {4}.*)*", re.MULTILINE)
FAULT = Path(tempfile.gettempdir(), "lab-fault.png")
SIZE = {"width": 1280, "height": 800}
SCREEN_SECONDS, PAGE_SECONDS = 180, 600


def project_copy(folder: Path) -> Path:
    """The project in a repository of its own with one commit."""
    whole_project(folder)
    for name in ("scripts", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".gitattributes", ".gitignore", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    who = ("-c", "user.name=Author", "-c", "user.email=author@example.org")
    git(folder, *who, "commit", "-q", "-m", "The report")
    return folder


def git(folder: Path, *words: str) -> str:
    """What a git command says."""
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def expected(path: Path) -> dict[int, list[str]]:
    """Texts of the expressions of each Markdown cell by its number, worked out without a kernel.

    Without those in footnotes, which JupyterLab shows only where the pointer is on their number.
    """
    names, texts, here = {}, {}, Path.cwd()
    os.chdir(path.parent)
    try:
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                exec(compile(source, cell["id"], "exec"), names)
            else:
                shown = FOOTNOTE.sub("", source)
                texts[number] = [str(eval(e, names)) for e in EXPRESSION.findall(shown)]
    finally:
        os.chdir(here)
    return texts


class Journey:
    """One author's way through JupyterLab, with the pictures that are taken on it."""

    def __init__(self, project: Path, book: Notebook, pictures: Path | None):
        self.project, self.book, self.page = project, book, book.page
        self.pictures = pictures

    def seen(self, what: str, there: bool, found: object = "") -> None:
        """Say that something was seen; SystemExit with a picture where it was not."""
        if not there:
            self.page.screenshot(path=FAULT)
            sys.exit(f"not so: {what}. {found} (the screen is in {FAULT})")
        print(f"seen: {what}", flush=True)

    def picture(self, name: str) -> None:
        """Keep the screen for the documentation."""
        if self.pictures:
            self.page.mouse.move(0, 0)
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=str(self.pictures / f"{name}.png"), animations="disabled")

    def numbers(self) -> None:
        """Run the chapter: every sentence shows what its expressions give."""
        wanted = expected(self.project / CHAPTER)
        count = sum(map(len, wanted.values()))
        self.book.run_all()
        end = time.monotonic() + SCREEN_SECONDS
        while (shown := self.book.expressions()) != wanted and time.monotonic() < end:
            time.sleep(1)
        wrong = [(n, shown.get(n), texts) for n, texts in wanted.items() if shown.get(n) != texts]
        self.seen(f"{count} numbers and phrases in the place of expressions", not wrong, wrong[:3])
        self.book.show("Among teachers at baseline")
        self.picture("lab")

    def figures(self) -> None:
        """A figure is the same drawing as in the book, as wide as there, on white in the dark."""
        self.book.show('primary.figure_change("6.1"')
        image = self.page.locator("figure#fig-6-1 img")
        image.scroll_into_view_if_needed()
        self.picture("lab-figure")
        look = image.evaluate("i => [i.complete, i.naturalWidth, i.getBoundingClientRect().width]")
        self.seen("a figure under its cell", look[0] and look[1] > 600 and look[2] > 600, look)
        self.book.menu("Settings", "Theme", "JupyterLab Dark")
        self.page.locator("body[data-jp-theme-light=false]").wait_for(state="attached")
        ground = image.evaluate("i => getComputedStyle(i).backgroundColor")
        self.seen("the figure on white in the dark theme", ground == "rgb(255, 255, 255)", ground)
        self.picture("lab-dark")
        self.book.menu("Settings", "Theme", "JupyterLab Light")
        self.page.locator("body[data-jp-theme-light=true]").wait_for(state="attached")

    def help(self) -> None:
        """Words of a measure are offered with their present text, and explained."""
        keys = self.page.keyboard
        self.book.show('interest = primary["interest"]').locator(".cm-content").click()
        keys.press("Control+End")
        keys.press("Enter")
        keys.type('primary["interest"].', delay=30)
        keys.press("Tab")
        offered = self.page.locator(".jp-Completer:visible")
        offered.locator(".jp-Completer-docpanel", has_text=".baseline").wait_for()
        listed = offered.locator(".jp-Completer-item").all_inner_texts()
        words = [" ".join(line.split()) for line in listed]
        has = [
            any(name in word for word in words)
            for name in ("baseline 64%", "followup 75%", "change")
        ]
        self.seen("a measure's words with their present text", all(has), words)
        help_ = " ".join(offered.locator(".jp-Completer-docpanel").inner_text().split())
        self.seen("help beside them", "64%" in help_ and "Answers before Linking" in help_, help_)
        self.picture("lab-completion")
        keys.press("Escape")
        keys.type("change", delay=15)
        keys.press("Shift+Tab")
        tip = self.page.locator(".jp-Tooltip")
        tip.wait_for()
        said = " ".join(tip.inner_text().split())
        self.seen("help on a word at Shift+Tab", "an increase of 11" in said, said)
        keys.press("Escape")
        keys.press("Control+Enter")
        table = self.page.locator("table.report-table:visible", has_text="Write after it").first
        table.wait_for()
        self.seen("a table of the words under a cell", "64%" in table.inner_text())
        keys.press("Enter")
        keys.press("Control+End")
        for _ in '\nprimary["interest"].change':
            keys.press("Backspace")
        keys.press("Control+Enter")

    def edit(self) -> str:
        """Change a sentence and save: git sees that sentence and nothing else."""
        keys, path = self.page.keyboard, self.project / CHAPTER
        before = path.read_text(encoding="utf-8")
        cell = self.book.show("Among teachers at baseline")
        cell.locator(".myst p", has_text=BEFORE).first.dblclick()
        line = cell.locator(".cm-line", has_text=BEFORE)
        line.wait_for()
        self.seen(
            "the sentence to edit, with its expressions",
            "{eval}" in cell.locator(".cm-content").inner_text(),
        )
        line.click(position={"x": 4, "y": 8})
        keys.press("Home")
        for _ in BEFORE:
            keys.press("Delete")
        keys.type(AFTER, delay=10)
        self.picture("lab-edit")
        keys.press("Control+Enter")
        cell.locator(".myst p", has_text=AFTER).wait_for()
        self.book.save()
        end = time.monotonic() + 30
        while path.read_text(encoding="utf-8") == before and time.monotonic() < end:
            time.sleep(0.2)
        changed = git(self.project, "diff", "-U0").splitlines()
        lines = [x for x in changed if x[:1] in "+-" and not x.startswith(("+++", "---"))]
        alike = len(lines) == 2 and lines[1][1:] == lines[0][1:].replace(BEFORE, AFTER)
        self.seen("that sentence alone in git diff", alike, lines)
        names = git(self.project, "status", "--short").split()
        self.seen("no other file changed", names == ["M", CHAPTER], names)
        return AFTER

    def preview(self, address: str) -> None:
        """The page of the preview has the sentence as it was written."""
        page, end = (
            f"{address}/{CHAPTER.replace('.ipynb', '.html')}",
            time.monotonic() + PAGE_SECONDS,
        )
        while AFTER not in (text := fetched(page)) and time.monotonic() < end:
            time.sleep(0.5)
        self.seen("the sentence in the preview", AFTER in text, text[:200])
        drawing = re.search(r'src="([^"]*fig-6-1\.svg)"', text)
        shown = fetched(f"{address}/notebooks/{drawing[1]}") if drawing else ""
        here = (self.project / "notebooks/figures/fig-6-1.svg").read_text(encoding="utf-8")
        self.seen("the notebook's figure is the book's, byte by byte", shown == here)
        if self.pictures:
            self.page.goto(page)
            self.page.get_by_text(AFTER).first.scroll_into_view_if_needed()
            self.picture("preview")


def fetched(address: str) -> str:
    """Text at an address; nothing where there is none yet."""
    try:
        with urlopen(address, timeout=10) as reply:
            return reply.read().decode()
    except OSError:
        return ""


def travel(pictures: Path | None = None) -> None:
    """Go all the way; pictures are taken where a folder for them is named."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder).resolve()
        project = project_copy(scratch / "report")
        port = free_port()
        preview = [sys.executable, "-m", "helpers", "preview", "--port", str(port)]
        with (
            running(preview, project, scratch / "preview.log"),
            jupyterlab(project, scratch) as address,
            chromium() as browser,
        ):
            page = browser.new_context(viewport=SIZE, device_scale_factor=1).new_page()
            journey = Journey(project, Notebook(page, address, CHAPTER), pictures)
            try:
                journey.numbers()
                journey.figures()
                journey.help()
                journey.edit()
                journey.preview(f"http://127.0.0.1:{port}")
            except Exception as error:
                page.screenshot(path=FAULT)
                sys.exit(f"{error}\n(the screen is in {FAULT})")
    print(f"An author's way through JupyterLab: {time.monotonic() - start:.0f} seconds")


def main() -> None:
    """Go the way where JupyterLab is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the screen")
    pictures = parser.parse_args().pictures
    if not LAB.exists():
        print("JupyterLab is not there: run `make check-lab`, which installs it.", file=sys.stderr)
        sys.exit(2)
    if pictures:
        pictures = pictures.resolve()
        pictures.mkdir(parents=True, exist_ok=True)
    travel(pictures)


if __name__ == "__main__":
    main()
