"""Build: notebooks executed into staging, Sphinx run on them, the book replaced when whole."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import papermill
import yaml

from helpers import inline
from helpers.entries import read_yaml
from helpers.errors import BuildError, InputError, Problem
from helpers.waves import Wave, load_wave, wave_names

BOOK = Path("book/_build/html")
CELL_SECONDS = 120
DATA_AS_DELIVERED = "The survey files are those that were delivered for this wave.\n"
WARNING = re.compile(r"WARNING|ERROR|CRITICAL|[Ee]xception")


class Progress:
    """Says on standard error which page is at which step, and for how long the build ran."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stderr
        self.start = time.monotonic()

    def say(self, text: str) -> None:
        """One line with the elapsed seconds before it."""
        print(f"[{time.monotonic() - self.start:5.1f} s] {text}", file=self.stream, flush=True)


def build(
    root: Path, wave: str | None = None, parameters: dict[str, str] | None = None, progress=None
) -> Path:
    """Folder of the built book, after every notebook and page of it came out without a fault.

    Raises InputError for inputs that cannot be used and BuildError for a page that failed;
    the book that was there before is then left as it was.
    """
    progress = progress or Progress()
    wave = wave or _newest(root)
    progress.say(f"reading wave {wave}")
    loaded = load_wave(root, wave)
    notebooks = chapter_notebooks(root)
    given = {"wave": wave} | (parameters or {})
    check_parameters(notebooks, given)
    with staging(root) as stage:
        prepare(loaded, stage)
        execute_all(notebooks, stage / "notebooks", given, progress)
        progress.say("all pages: writing HTML")
        site = write_site(stage)
        replace(root / BOOK, site)
    progress.say("done")
    return root / BOOK


def _newest(root: Path) -> str:
    names = wave_names(root)
    if not names:
        raise InputError(Problem("data/waves", "holds no wave", "add one with its wave.yml"))
    return names[-1]


def chapter_notebooks(root: Path) -> list[Path]:
    """Notebooks that the table of contents names, in its order.

    Raises InputError where one is missing, or one of the folder is not named there.
    """
    pages = list(_toc_files(read_yaml(root / "_toc.yml", "_toc.yml")))
    named = [root / f"{page}.ipynb" for page in pages if page.startswith("notebooks/")]
    here = set((root / "notebooks").glob("*.ipynb"))
    problems = [
        Problem("_toc.yml", f"names {p.relative_to(root)}, which is not there") for p in named
        if p not in here
    ]  # fmt: skip
    problems += [
        Problem(f"notebooks/{p.name}", "is in no table of contents", "name it in _toc.yml")
        for p in sorted(here - set(named))
    ]
    if problems:
        raise InputError(problems)
    return named


def _toc_files(entry) -> Iterator[str]:
    if isinstance(entry, list):
        for part in entry:
            yield from _toc_files(part)
    elif isinstance(entry, dict):
        yield from (entry[key] for key in ("root", "file") if key in entry)
        for key in ("parts", "chapters", "sections"):
            yield from _toc_files(entry.get(key))


def check_parameters(notebooks: list[Path], given: dict[str, str]) -> None:
    """Refuse parameters that a notebook does not have: papermill would only log them."""
    problems = []
    for notebook in notebooks:
        known = _parameters(notebook)
        for name in sorted(set(given) - set(known)):
            found = f"has no parameter {name!r}"
            todo = f"its parameters are: {', '.join(known) or 'none'}"
            problems.append(Problem(f"notebooks/{notebook.name}", found, todo))
    if problems:
        raise BuildError("\n".join(map(str, problems)))


def _parameters(notebook: Path) -> list[str]:
    try:
        return list(papermill.inspect_notebook(str(notebook)))
    except Exception as error:
        raise BuildError(f"notebooks/{notebook.name}: cannot be read: {error}") from None


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """A folder inside the project for a build, removed however the build ends."""
    parent = root / BOOK.parent
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="staging-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(wave: Wave, stage: Path) -> None:
    """Copy what Sphinx reads into staging, with what the wave says of its data on every page."""
    root = wave.root
    shutil.copytree(root / "book", stage / "book", ignore=shutil.ignore_patterns("_build"))
    shutil.copy(root / "_toc.yml", stage)
    config = read_yaml(root / "_config.yml", "_config.yml")
    said = {"academic_year": wave.facts["academic_year"], "notice": ""}
    about = root / "data/waves" / wave.name / "about.md"
    text = about.read_text(encoding="utf-8") if about.is_file() else DATA_AS_DELIVERED
    (stage / "book/about-the-data.md").write_text(text, encoding="utf-8")
    if wave.facts.get("reconstructed"):
        notice = " ".join(wave.facts["notice"].split())
        config["html"]["announcement"] = (
            f"<strong>Reconstructed data.</strong> {html.escape(notice)}"
        )
        said["notice"] = f"```{{admonition}} Reconstructed data\n:class: important\n\n{notice}\n```"
    config["sphinx"]["config"]["myst_substitutions"] = said
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    (stage / "_config.yml").write_text(text, encoding="utf-8")
    (stage / "notebooks").mkdir()


def execute_all(notebooks: list[Path], folder: Path, given: dict[str, str], progress) -> None:
    """Execute every notebook into the folder, as many at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        futures = [pool.submit(execute, path, folder, given, progress) for path in notebooks]
        wait(futures, return_when=FIRST_EXCEPTION)
        for future in futures:
            future.cancel()
    for future in futures:
        if not future.cancelled():
            future.result()


def execute(notebook: Path, folder: Path, given: dict[str, str], progress) -> None:
    """Execute one notebook into the folder; raises BuildError that names it and its cell."""
    progress.say(f"{notebook.stem}: executing")
    try:
        papermill.execute_notebook(
            str(notebook),
            str(folder / notebook.name),
            parameters=given,
            engine_name=inline.NAME,
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=CELL_SECONDS,
            folder=str(folder),
        )
    except BuildError as error:
        raise BuildError(f"notebooks/{notebook.name}, {error}") from None
    progress.say(f"{notebook.stem}: executed")


def write_site(stage: Path) -> Path:
    """Folder of the HTML that Sphinx made of a staging folder, from nothing.

    Raises BuildError with every warning: one is a fault of a page.
    """
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()"]
    command += ["build", str(stage), "-n", "-W", "--keep-going", "-q"]
    ran = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"NO_COLOR": "1"}
    )
    site = stage / "_build/html"
    faults = [line for line in ran.stderr.splitlines() if WARNING.search(line)]
    if ran.returncode or faults or not (site / "index.html").is_file():
        told = faults or (ran.stderr or ran.stdout).splitlines()[-15:]
        lines = [line.replace(f"{stage}{os.sep}", "") for line in told]
        raise BuildError("the pages could not be written:\n" + "\n".join(f"  {x}" for x in lines))
    return site


def replace(target: Path, site: Path) -> None:
    """Put a whole site in the place of the last one, which stays if this fails."""
    old = target.with_name(f"{target.name}.old-{os.getpid()}")
    if target.exists():
        target.rename(old)
    try:
        site.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
