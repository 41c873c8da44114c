"""A small book with the report's own extensions, and its pages as they were written."""

from __future__ import annotations

from pathlib import Path

import yaml
from bs4 import BeautifulSoup

from helpers.building.pages import write_site

ROOT = Path(__file__).parents[1]
PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


def extended_book(folder: Path, **pages: str) -> Path:
    """Write the sources of a book: an index page, and pages of Markdown by their names."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["sphinx"]["config"]["templates_path"] = [str(ROOT / "book/_templates")]
    texts = {f"book/{name}.md": text for name, text in pages.items()}
    texts |= {"book/index.md": "# The book\n", "book/pixel.svg": PIXEL}
    texts["_config.yml"] = yaml.safe_dump(config, sort_keys=False)
    listed = "".join(f"  - file: book/{name}\n" for name in pages)
    texts["_toc.yml"] = f"format: jb-book\nroot: book/index\nchapters:\n{listed}"
    for name in ("report.css", "publication.css", "report.js"):
        texts[f"book/_static/{name}"] = (ROOT / "book/_static" / name).read_text(encoding="utf-8")
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def written(folder: Path, **pages: str) -> Path:
    """The site of such a book, made in a folder of its own."""
    source = extended_book(folder / "source", **pages)
    return write_site(source, folder / "memory", folder / "site").site


def page(site: Path, name: str) -> BeautifulSoup:
    """A written page."""
    text = (site / f"book/{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")
