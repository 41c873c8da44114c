"""Word: the article as a .docx file to comment on, by pandoc."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
from bs4 import BeautifulSoup

from helpers.errors import BuildError
from helpers.exporting.article import language, subtitle, version_line
from helpers.exporting.missing import Missing
from helpers.exporting.word_finish import finish
from helpers.exporting.word_reference import write_reference
from helpers.exporting.word_source import word_source
from helpers.publication import Publication

PATIENCE = 180  # seconds; the whole book takes about five
# Nothing but the files that are named here is read, and the title of a page is of level 1.
OPTIONS = (
    "--sandbox --from=html --to=docx --shift-heading-level-by=-1 --figure-caption-position=above"
)


def write_word(html: str, path: Path, publication: Publication) -> None:
    """Write the HTML of `article` as a Word file; the same article gives the same bytes.

    Raises Missing where there is no pandoc, BuildError where pandoc fails.
    """
    pandoc = _pandoc()
    source = word_source(html)
    with TemporaryDirectory() as folder:
        page, made, styles = (Path(folder, name) for name in ("a.html", "a.docx", "styles.docx"))
        page.write_text(source, encoding="utf-8")
        write_reference(styles, pandoc, publication.title)
        files = [page.name, f"--output={made.name}", f"--reference-doc={styles.name}"]
        _run([pandoc, *OPTIONS.split(), *files, *_title_page(publication)], folder)
        tables = BeautifulSoup(source, "html.parser").find_all("table")
        headed = [bool(table.select("tbody th")) for table in tables]
        finish(made.read_bytes(), path, publication.published, headed)


def _pandoc() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        how = "It comes with the Python package pypandoc-binary: pip install pypandoc-binary."
        raise Missing("pandoc", "the Word file", how) from None


def _run(command: list[str], folder: str) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise BuildError(f"pandoc: made no Word file in {PATIENCE} seconds") from None
    if done.returncode:
        raise BuildError(f"pandoc: made no Word file\n{done.stderr.strip()}")


def _title_page(publication: Publication) -> list[str]:
    """Options of pandoc with the words of the title page, which it takes as plain text."""
    words = {
        "title": publication.title,
        "lang": language(publication),
        "subtitle": subtitle(publication),
        "author": publication.author,
        "date": version_line(publication),
    }
    if publication.notice:
        words |= {"abstract-title": publication.heading, "abstract": publication.notice}
    return [f"--metadata={key}={value}" for key, value in words.items()]
