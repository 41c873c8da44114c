"""PDF: an HTML document printed by Chromium, tagged, with an outline and an imprint.

Chromium cannot print the page number that a link leads to (CSS calls it target-counter), so a
document with contents is printed, read for the page of each entry, and printed again with the
numbers in it, until they hold.
"""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from os import geteuid
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup
from pypdf import PdfReader

from helpers.errors import BuildError
from helpers.exporting.imprint import finish
from helpers.exporting.missing import Missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
# A document has all that it shows inside it: no name is looked up, so nothing can be fetched.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND"
PATIENCE = 180  # seconds for one printing; the whole book takes about five
PASSES = 5
ENTRY = re.compile(
    r'(<a href="#([^"]+)"><span class="entry">[^<]*</span><span class="number">)[^<]*'
)


def write_pdf(html: str, path: Path) -> None:
    """Print an HTML document (of `article` or `leaflet`) to a PDF file.

    The same document gives the same bytes with the same Chromium and fonts. Raises Missing
    where there is no Chromium, BuildError where it fails or prints no tags.
    """
    program = chromium()
    printed = _print(program, html)
    for _ in range(PASSES):
        numbered = _numbered(html, printed)
        if numbered == html:
            break
        html, printed = numbered, _print(program, numbered)
    path.write_bytes(finish(printed, BeautifulSoup(html, "html.parser")))


def chromium() -> str:
    """Path of the system's Chromium, or Chrome. Raises Missing where there is none."""
    for name in NAMES:
        if found := which(name):
            return found
    how = "Install it with: apt-get install chromium (on a Mac: brew install --cask chromium)."
    raise Missing("Chromium", "the PDF", how)


def _print(program: str, html: str) -> bytes:
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "document.html"), Path(folder, "document.pdf")
        source.write_text(html, encoding="utf-8")
        options = [*QUIET, OFFLINE, f"--user-data-dir={folder}/profile"]
        if geteuid() == 0:  # Chromium's sandbox refuses to start for root
            options.append("--no-sandbox")
        command = [program, *options, f"--print-to-pdf={target}", source.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            raise BuildError(f"{program}: printed no PDF in {PATIENCE} seconds") from None
        if done.returncode or not target.exists():
            said = "\n".join(done.stderr.splitlines()[-5:])
            raise BuildError(f"{program}: printed no PDF (exit code {done.returncode})\n{said}")
        return target.read_bytes()


def _numbered(html: str, printed: bytes) -> str:
    """The document with the page number of each entry of its contents, as it was printed."""
    if not ENTRY.search(html):
        return html
    reader = PdfReader(BytesIO(printed))
    pages = {
        name.removeprefix("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }
    return ENTRY.sub(lambda entry: f"{entry[1]}{pages.get(entry[2], '')}", html)
