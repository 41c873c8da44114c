"""Difference words: what a difference of two sites is told with, on the screen and on a page."""

from __future__ import annotations

import re

from helpers.comparing.edited_words import CAME, MOVED, NUMBERS, WENT, WORDS
from helpers.comparing.site_difference import Cell, PageDifference, SiteDifference

KINDS = {
    NUMBERS: "Sentences with other numbers",
    WORDS: "Sentences with other words",
    CAME: "Sentences that came",
    WENT: "Sentences that went",
    MOVED: "Sentences that moved",
}
DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{28,52}\b")
NOTHING = "Nothing differs that a reader sees."
FRAME = (
    "Only what stands around the content of these pages differs (banner, contents, footer), or "
    "how the content is marked up"
)


def tallies(found: SiteDifference) -> list[tuple[str, str]]:
    """What was counted and the count."""
    edits = [edit for page in found.pages for edit in page.sentences]
    counts = {
        "Pages that are the same": found.n_same,
        "Pages whose content differs": len(differing(found)),
        "Pages that differ only around their content": len(framed(found)),
        "Pages that came": sum(how == CAME for how, _ in found.single),
        "Pages that went": sum(how == WENT for how, _ in found.single),
        **{said: sum(edit.kind == kind for edit in edits) for kind, said in KINDS.items()},
        "Cells of tables that differ": sum(len(page.cells) for page in found.pages),
        "Differences in figures": sum(len(page.figures) for page in found.pages),
        "Other files that differ": len(found.files),
    }
    return [(what, f"{number:,}") for what, number in counts.items()]


def differing(found: SiteDifference) -> list[PageDifference]:
    """Pages whose content differs."""
    return [page for page in found.pages if not page.is_frame_only]


def framed(found: SiteDifference) -> list[PageDifference]:
    """Pages that differ, but not in their content."""
    return [page for page in found.pages if page.is_frame_only]


def told(page: PageDifference) -> list[str]:
    """Why a page differs, a text for each reason."""
    return [str(reason) for reason in page.reasons]


def shown(text: str | None) -> str:
    """A text of one site, digests by their beginning, or that the site does not have it."""
    return "not there" if text is None else DIGEST.sub(r"\1...", text) or "(empty)"


def where(cell: Cell) -> str:
    """A cell's place in its table."""
    return f"{cell.row}: {cell.column}"


def named(found: SiteDifference) -> list[tuple[str, str]]:
    """Which site is which: its folder and title."""
    sites = ("Old", found.old), ("New", found.new)
    return [(which, f"{site.folder} ({site.title})") for which, site in sites]


def notices(found: SiteDifference) -> list[tuple[str, str]]:
    """Which site says what over every page about its data, without those that say nothing."""
    sites = ("Old", found.old), ("New", found.new)
    return [(which, site.notice) for which, site in sites if site.notice]
