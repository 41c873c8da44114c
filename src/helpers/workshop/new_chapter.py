"""New chapter: a small complete notebook, named in the contents, that builds and can be checked."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from helpers.errors import InputError, Problem
from helpers.exhibits import as_text
from helpers.project import TOC, known_wave
from helpers.questionnaire import load_questionnaire
from helpers.survey_names import BASELINE, END
from helpers.workshop.contents import with_page
from helpers.workshop.notebook_file import (
    code,
    create_file,
    markdown,
    new_notebook,
    replace_file,
)
from helpers.workshop.notebook_state import as_stored

GUIDE = "docs/writing.md says how a chapter is written"


def new_chapter(root: Path, title: str) -> Path:
    """Path of the notebook that was written; _toc.yml names it last of the numbered chapters.

    Raises InputError where the title cannot be one, or a chapter has its name already; then
    nothing is written.
    """
    title = " ".join(title.split())
    name = name_of(title)
    path, toc = root / f"notebooks/{name}.ipynb", root / TOC
    if path.exists():
        found = f"notebooks/{name}.ipynb is there already"
        raise InputError(Problem("TITLE", found, "choose another title, or write in that one"))
    contents = with_page(toc.read_text(encoding="utf-8"), f"notebooks/{name}")
    wave = known_wave(root)
    made = new_notebook(_cells(title, wave, _phase(root, wave)))
    create_file(path, as_stored(made))
    try:
        replace_file(toc, contents)
    except BaseException:
        path.unlink()  # a notebook that no contents name would stop each build
        raise
    return path


def name_of(title: str) -> str:
    """Name of a chapter's file: "teachers-and-time" for "Teachers and time"."""
    if re.match(r"\d", title) or not title:
        found = f"{title!r} is no title of a chapter"
        todo = f"begin with a word: the book gives chapters their numbers; {GUIDE}"
        raise InputError(Problem("TITLE", found, todo))
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if not re.match(r"[a-z]", name):
        found = f"{title!r} makes no name of a file"
        raise InputError(Problem("TITLE", found, "use some letters from a to z"))
    return name


def _phase(root: Path, wave: str) -> str | None:
    """Phase to which the weighted survey is weighted, of whose teachers changes are told."""
    among = load_questionnaire(root, wave).settings.weighting["among"].get("phase") or ()
    return among[0] if len(among) == 1 and str(among[0]).isidentifier() else None


def _cells(title: str, wave: str, phase: str | None) -> list[dict[str, Any]]:
    editions = ["everyone = Edition(wave)"]
    editions += [f'{phase} = Edition(wave, phase="{phase}")'] if phase else []
    teller = phase or "everyone"
    both = [f"needs-{BASELINE}", f"needs-{END}"]
    return [
        markdown("title", [f"# {as_text(title)}"]),
        code("parameters", [f"wave = {json.dumps(wave)}"], ["parameters"]),
        code("setup", ["from helpers.edition import Edition", "", *editions]),
        markdown(
            "introduction",
            [
                "Say here what this chapter asks, and why it matters.",
                "It rests on the answers of {eval}"
                f'`everyone.respondents("{END}")` Linking teachers, whose survey was open from '
                f'{{eval}}`everyone.fieldwork("{END}")`.',
            ],
            [f"needs-{END}"],
        ),
        markdown(
            "change",
            [
                "## How the ratings moved",
                "Some questions were asked before Linking and again at its end.",
                f"Judged by the mean score, {{eval}}`{teller}.changes.summary`.",
                "What that means for schools is for this chapter to discuss.",
            ],
            both,
        ),
    ]
