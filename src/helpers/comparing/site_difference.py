"""Site difference: what differs between two built sites, page by page, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.comparing.edited_words import Edit, edits
from helpers.comparing.reasons import Reason, reasons
from helpers.comparing.sites import Drawing, Site, SitePage, read_site
from helpers.errors import InputError, Problem

HERE, GONE = "came", "went"
DOCUMENTS = "documents/"  # of a published edition


@dataclass(frozen=True)
class Cell:
    """A cell of a table that is not the same; None where a site does not have it."""

    table: str
    row: str
    column: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Figure:
    """A figure that is not the same: what of it, before and after."""

    name: str
    what: str
    old: str
    new: str


@dataclass
class PageDifference:
    """All that differs in a page that both sites have."""

    name: str
    title: str
    sentences: list[Edit] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    @property
    def is_frame_only(self) -> bool:
        """Whether only what stands around its content differs, or how that is marked up."""
        return not (self.sentences or self.cells or self.figures)


@dataclass
class SiteDifference:
    """All that differs between two sites.

    `pages` are those in both that differ, `single` pairs of "came" or "went" and the title of a
    page of one site only, `files` the same of other files, with "differs"; `built` are cells of
    the page about the build.
    """

    old: Site
    new: Site
    pages: list[PageDifference] = field(default_factory=list)
    single: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    built: list[Cell] = field(default_factory=list)
    n_same: int = 0

    @property
    def is_none(self) -> bool:
        """Whether a reader sees the same in both; the page about the build is left aside."""
        return not (self.pages or self.single or self.files)


def difference(old: Path, new: Path) -> SiteDifference:
    """Difference of the sites in two folders; raises InputError for a folder that has none."""
    problems: list[Problem] = []
    sites: list[Site] = []
    for folder in (old, new):
        try:
            sites.append(read_site(folder))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return difference_of(*sites)


def difference_of(old: Site, new: Site) -> SiteDifference:
    """Difference of two sites that were read."""
    found = SiteDifference(old, new)
    found.single = [
        (how, site.pages[path].page.title)
        for how, site, other in ((GONE, old, new), (HERE, new, old))
        for path in site.pages
        if path not in other.pages
    ]
    for path in (path for path in new.pages if path in old.pages):
        if old.pages[path].digest == new.pages[path].digest and not _drawn(old, new, path):
            found.n_same += 1
            continue
        found.pages.append(_page(old, new, path))
    found.files = list(_files(old.files, new.files))
    if old.about and new.about:
        found.built = list(_cells(old.about, new.about))
    return found


def _drawn(old: Site, new: Site, path: str) -> bool:
    """Whether a page that names the same drawings shows one that differs."""
    names = {*old.images, *new.images}
    differ = [name for name in names if old.images.get(name) != new.images.get(name)]
    text = (new.folder / path).read_text(encoding="utf-8") if differ else ""
    return any(f"/{name}" in text for name in differ)


def _page(old: Site, new: Site, path: str) -> PageDifference:
    before, after = old.pages[path], new.pages[path]
    return PageDifference(
        after.name,
        after.page.title,
        edits(before.passages, after.passages),
        list(_cells(before, after)),
        list(_figures(before, after)),
        reasons(after.name, old.made_of, new.made_of),
    )


def _cells(old: SitePage, new: SitePage) -> Iterator[Cell]:
    for name in dict.fromkeys([*new.tables, *old.tables]):
        caption = (new.tables.get(name) or old.tables[name]).caption
        ours = old.cells(name) if name in old.tables else {}
        theirs = new.cells(name) if name in new.tables else {}
        for key in dict.fromkeys([*theirs, *ours]):
            if ours.get(key) != theirs.get(key):
                yield Cell(caption, *key, ours.get(key), theirs.get(key))


def _figures(old: SitePage, new: SitePage) -> Iterator[Figure]:
    for name in dict.fromkeys([*new.drawings, *old.drawings]):
        before, after = old.drawings.get(name), new.drawings.get(name)
        if before is None or after is None:
            one = before or after
            yield Figure(name, HERE if after else GONE, *(
                (one.caption, "") if before else ("", one.caption)
            ))  # fmt: skip
        else:
            yield from _figure(before, after)


def _figure(old: Drawing, new: Drawing) -> Iterator[Figure]:
    if old.alt != new.alt:
        yield Figure(new.name, "text alternative", old.alt, new.alt)
    if old.texts != new.texts:
        gone = [text for text in old.texts if text not in new.texts]
        came = [text for text in new.texts if text not in old.texts]
        yield Figure(new.name, "texts in the drawing", ", ".join(gone), ", ".join(came))
    elif old.digest != new.digest:
        yield Figure(new.name, "drawing", "as it was", "other lines or colours")


def _files(old: dict[str, str], new: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Files that came, went or differ; documents are made of the pages, which tell it better."""
    for name in sorted({*old, *new}):
        if name not in old or name not in new:
            yield HERE if name in new else GONE, name
        elif old[name] != new[name] and not name.startswith(DOCUMENTS):
            yield "differs", name
