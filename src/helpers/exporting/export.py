"""Export: the edition to publish, the built site with its documents, replaced when whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from helpers.building.build import Progress, build
from helpers.building.memory import digests
from helpers.building.swap import recover, replace, sweep, workspace
from helpers.errors import BuildError, InputError, Problem
from helpers.exporting.documents import GROUPS, Document, file_name
from helpers.exporting.making import Made, Material, steps
from helpers.exporting.missing import Missing
from helpers.exporting.record import Record, key_of, present_files, read_record, write_record
from helpers.exporting.side_by_side import run
from helpers.project import MEMORY, known_wave
from helpers.publication import Publication, read_publication

EDITION = Path("book/_build/edition")
RECORD = MEMORY / "edition.json"
STAGING = "edition-"


@dataclass
class Exported:
    """An edition: its folder, its documents, which groups were made now, and what is missing."""

    edition: Path
    documents: list[Document] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    why: str = "made"


def export(
    root: Path,
    wave: str | None = None,
    only: Collection[str] = GROUPS,
    progress: Progress | None = None,
    look_at_book: Callable[[], None] | None = None,
) -> Exported:
    """The edition of a wave, after its book was built where that was not current.

    `look_at_book` is called when the book is built, and may raise BuildError to refuse it.

    `only` names the groups that are asked for. Others stay in the edition where they were made
    from the same site, and are left out where they were not. Raises InputError and BuildError;
    the edition that was there is then left as it was. A document that needs a program which is
    missing is left out, and named.
    """
    progress = progress or Progress()
    wave = known_wave(root, wave)
    publication = read_publication(root, wave)
    book = build(root, wave, progress=progress).book
    if look_at_book:
        progress.say("checking")
        look_at_book()
    edition = root / EDITION
    recover(edition)
    sweep(edition.parent, STAGING)
    last, present = read_record(root / RECORD), present_files(edition)
    kept = last.kept(key_of(root, digests(book), publication), present)
    if set(only) <= set(kept) and present == last.files:
        progress.say("documents: nothing changed")
        return Exported(edition, _documents(kept), why="nothing changed")
    with workspace(edition.parent, STAGING) as stage:
        site = stage / "site"
        shutil.copytree(book, site)
        work = Work(site, publication, progress)
        key = key_of(root, digests(site), publication)
        made = work.documents(edition, last.kept(key, present), only)
        files = digests(site)
        replace(edition, site)
    write_record(root / RECORD, Record(key, work.groups, files))
    progress.say("done")
    return Exported(edition, _documents(work.groups), made, work.missing)


class Work:
    """One export: the copy of the site that is worked on, and what it holds so far."""

    def __init__(self, site: Path, publication: Publication, progress: Progress):
        self.site, self.publication, self.progress = site, publication, progress
        self.groups: dict[str, Made] = {}
        self.missing: list[Missing] = []

    def documents(self, edition: Path, kept: dict[str, Made], only: Collection[str]) -> list[str]:
        """Bring in what is kept, make the rest of what is asked for, and link all of it."""
        # Imported here: reading pages needs libraries that an export of nothing new does not.
        from helpers.exporting.downloads import add_downloads
        from helpers.exporting.site_pages import read_pages
        from helpers.exporting.site_tables import read_tables

        self.groups = dict(kept)
        for file in (file for made in kept.values() for file in made.files):
            (self.site / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(edition / file, self.site / file)
        pages = read_pages(self.site)
        material = Material(self.site, pages, read_tables(pages), self.publication)
        wanted = [name for name in GROUPS if name in only and name not in kept]
        self.progress.say(f"documents: {', '.join(wanted) or 'all are there'}")
        results = run(steps(material, wanted), self.progress.say)
        self.missing = [one for one in results.values() if isinstance(one, Missing)]
        made = {name: one for name, one in results.items() if isinstance(one, Made)}
        self.groups |= made
        add_downloads(self.site, _documents(self.groups), material.tables)
        return [name for name in wanted if name in made]


def export_chapter(
    root: Path, name: str, wave: str | None, to: Path, progress: Progress | None = None
) -> Path:
    """One chapter of the built book as a file by itself, at `to` or in the folder `to`.

    `name` is that of its notebook or page without the ending ("outcomes"). Raises InputError
    for a chapter or a place that is not there.
    """
    _check_chapter(root, name)
    _check_place(to)
    wave = known_wave(root, wave)
    publication = read_publication(root, wave)
    book = build(root, wave, progress=progress).book
    from helpers.exporting.chapter_file import write_chapter
    from helpers.exporting.site_pages import read_pages

    pages = {PurePosixPath(page.path).stem: page for page in read_pages(book)}
    if name not in pages:
        raise BuildError(f"{name}: is no page of the book; name it in _toc.yml")
    target = to / file_name(publication, name, "html") if to.is_dir() else to
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".report-") as folder:
        draft = Path(folder, target.name)
        write_chapter(book, pages[name], publication, draft)
        os.replace(draft, target)
    return target


def _check_chapter(root: Path, name: str) -> None:
    """Refuse a chapter that has no source, before anything is built."""
    sources = [*(root / "notebooks").glob("*.ipynb"), *(root / "book").glob("*.md")]
    names = sorted(path.stem for path in sources if path.stem != "index")
    if name not in names:
        found = f"there is no chapter {name!r}"
        raise InputError(Problem("--chapter", found, f"chapters are: {', '.join(names)}"))


def _check_place(to: Path) -> None:
    if not to.is_dir() and (to.suffix != ".html" or not to.parent.is_dir()):
        todo = "name a folder that is there, or a file in one that ends with .html"
        raise InputError(Problem("--to", f"{to} is no place for a chapter", todo))


def _documents(groups: dict[str, Made]) -> list[Document]:
    """Documents in the order of their groups as readers look for them."""
    order = ("pdf", "word", "brief", "tables", "chapters")
    return [one for name in order if name in groups for one in groups[name].documents]
