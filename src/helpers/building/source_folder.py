"""Source folder: what Sphinx reads of a wave, with what the wave says of itself on its pages."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import yaml

from helpers.building.left_out import passage_problems, passages, unlinked, without_pages
from helpers.entries import read_yaml
from helpers.errors import BuildError
from helpers.printing import day
from helpers.project import TOC
from helpers.publication import Publication, read_publication
from helpers.wave_parts import known_parts, parts_of

DATA_AS_DELIVERED = "The survey files are those that were delivered for this wave.\n"
NO_UPDATES = "- There have been none since it was first published."


def prepare(
    root: Path, wave: str, folder: Path, left_out: Iterable[str] = (), toc: str = TOC,
    title: str = "", said: Mapping[str, str] = MappingProxyType({}),
) -> None:  # fmt: skip
    """Put pages, styles, contents and settings of a wave's book into a new folder.

    `left_out` names chapters that the wave does not have, such as "notebooks/change": neither
    the contents nor a link leads to them. Passages of pages that need what it lacks are gone.
    Another book of the wave has its own contents, title, and substitutions that are `said`.
    """
    shutil.copytree(root / "book", folder / "book", ignore=shutil.ignore_patterns("_build"))
    contents = (root / toc).read_text(encoding="utf-8")
    if left_out:
        kept = without_pages(yaml.safe_load(contents), left_out)
        contents = yaml.safe_dump(kept, sort_keys=False)
    (folder / TOC).write_text(contents, encoding="utf-8")
    _fit_pages(folder, parts_of(root, wave), known_parts(root), left_out)
    about = root / "data/waves" / wave / "about.md"
    text = about.read_text(encoding="utf-8") if about.is_file() else DATA_AS_DELIVERED
    (folder / "book/about-the-data.md").write_text(text, encoding="utf-8")
    config = _settings(read_yaml(root / "_config.yml", "_config.yml"), read_publication(root, wave))
    config["title"] = title or config["title"]
    config["sphinx"]["config"]["myst_substitutions"] |= said
    text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
    (folder / "_config.yml").write_text(text, encoding="utf-8")
    (folder / "notebooks").mkdir()


def _fit_pages(folder: Path, parts: set[str], known: set[str], left_out: Iterable[str]) -> None:
    problems = []
    for path in sorted((folder / "book").rglob("*.md")):
        page, text = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
        problems += passage_problems(text, page, known)
        path.write_text(unlinked(passages(text, parts), page, left_out), encoding="utf-8")
    if problems:
        raise BuildError("\n".join(map(str, problems)))


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
