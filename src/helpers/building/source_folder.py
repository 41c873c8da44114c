"""Source folder: what Sphinx reads of a wave, with what the wave says of itself on its pages."""

from __future__ import annotations

import html
import shutil
from datetime import date
from pathlib import Path

import yaml

from helpers.entries import read_yaml
from helpers.printing import day
from helpers.project import TOC
from helpers.publication import Publication, read_publication

DATA_AS_DELIVERED = "The survey files are those that were delivered for this wave.\n"
NO_UPDATES = "- There have been none since it was first published."


def prepare(root: Path, wave: str, folder: Path) -> None:
    """Put pages, styles, contents and settings of a wave's book into a new folder."""
    shutil.copytree(root / "book", folder / "book", ignore=shutil.ignore_patterns("_build"))
    shutil.copy(root / TOC, folder)
    about = root / "data/waves" / wave / "about.md"
    text = about.read_text(encoding="utf-8") if about.is_file() else DATA_AS_DELIVERED
    (folder / "book/about-the-data.md").write_text(text, encoding="utf-8")
    config = _settings(read_yaml(root / "_config.yml", "_config.yml"), read_publication(root, wave))
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    (folder / "_config.yml").write_text(text, encoding="utf-8")
    (folder / "notebooks").mkdir()


def substitutions(publication: Publication) -> dict[str, str]:
    """What pages can say of their edition as `{{ name }}`, in MyST Markdown."""
    updates = [f"- **{_day(when)}:** {what}" for when, what in publication.updates]
    notice = publication.notice
    return {
        "academic_year": publication.academic_year,
        "version": publication.version,
        "published": _day(publication.published) if publication.published else "not yet",
        "updates": "\n".join(updates) or NO_UPDATES,
        "notice": (
            f"```{{admonition}} {publication.heading}\n:class: important\n\n{notice}\n```"
            if notice
            else ""
        ),
    }


def _settings(config: dict, publication: Publication) -> dict:
    config["sphinx"]["config"]["myst_substitutions"] = substitutions(publication)
    if publication.notice:
        heading = f"<strong>{publication.heading}.</strong>"
        config["html"]["announcement"] = f"{heading} {html.escape(publication.notice)}"
    return config


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
