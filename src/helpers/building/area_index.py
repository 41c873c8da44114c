"""Area index: one page that lists the editions of all areas, and needs no other file."""

from __future__ import annotations

import html
import os
from dataclasses import dataclass
from pathlib import Path

from helpers.html_table import table
from helpers.publication import Publication
from helpers.small_areas import CHANGE_PART, FOLLOWUP_PART

TITLE = "Schools Linking by area"
STYLE = """
body { font: 1.1rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff;
  max-width: 60rem; margin: 0 auto; padding: 1rem; }
a { color: #1d5695; text-underline-offset: 0.15em; }
a:focus-visible, .table-scroll:focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; }
.notice { border-left: 0.3rem solid #12436d; padding: 0.1rem 1rem; background: #f3f2f1; }
.table-scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
th, td { text-align: left; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid #b1b4b6;
  vertical-align: top; }
"""


@dataclass(frozen=True)
class Entry:
    """One line of the index: `folder` is "" where there is no edition, `parts` what it shows."""

    name: str
    folder: str
    respondents: str
    parts: set[str]
    failed: bool = False


def write_index(path: Path, publication: Publication, entries: list[Entry]) -> None:
    """Put the index of the editions at a path, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(index_page(publication, entries), encoding="utf-8")
    os.replace(draft, path)


def index_page(publication: Publication, entries: list[Entry]) -> str:
    """HTML page with a row an area: its name, how many answered, and what is shown."""
    header = ["Area", "Teachers at the end of Linking", "What is shown"]
    rows = [[entry.name, entry.respondents, _shown(entry)] for entry in entries]
    listed = table(f"Editions of {publication.academic_year} by area", header, rows)
    for entry in filter(lambda entry: entry.folder, entries):
        name = html.escape(entry.name)
        plain = f'<th scope="row">{name}</th>'
        link = f'<th scope="row"><a href="{entry.folder}/index.html">{name}</a></th>'
        listed = listed.replace(plain, link, 1)
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(publication.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{TITLE}, {html.escape(publication.academic_year)}</title>\n"
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{TITLE}</h1>\n"
        f"{_notice(publication)}"
        "<p>Each edition sets the answers of teachers in one area beside those of Linking "
        f"teachers in all other areas, in the school year "
        f"{html.escape(publication.academic_year)}. Where an area has too few teachers, the "
        "edition says so and shows no numbers.</p>\n"
        f"{listed}\n</main>\n</body>\n</html>\n"
    )


def _notice(publication: Publication) -> str:
    if not publication.notice:
        return ""
    heading, notice = html.escape(publication.heading), html.escape(publication.notice)
    return f'<div class="notice">\n<h2>{heading}</h2>\n<p>{notice}</p>\n</div>\n'


def _shown(entry: Entry) -> str:
    if not entry.folder:
        return "No edition: it could not be built" if entry.failed else "No edition was built"
    shown = "No numbers: too few teachers, or hidden to protect a small area"
    if FOLLOWUP_PART in entry.parts:
        change = CHANGE_PART in entry.parts
        shown = f"End of Linking{' and change since baseline' if change else ''}"
    return f"{shown} (an earlier edition: it could not be built again)" if entry.failed else shown
