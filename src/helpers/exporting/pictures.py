"""Pictures: the images of a page put into its document, as data in place of their address."""

from __future__ import annotations

import base64
from pathlib import Path

from bs4 import Tag

from helpers.errors import BuildError
from helpers.exporting.site_pages import resolve

KINDS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


def embed(section: Tag, path: str, site: Path) -> None:
    """Put each picture of the page `path` into its `src`, as a data URI.

    Raises BuildError where a picture is missing, has no text alternative or is of a kind
    that a document cannot hold.
    """
    for picture in section.find_all("img"):
        source = str(picture.get("src", ""))
        file = site / resolve(path, source)[0]
        if not str(picture.get("alt", "")).strip():
            raise BuildError(f"{path}: the picture {source} has no text alternative")
        if not file.is_file() or file.suffix not in KINDS:
            kinds = ", ".join(KINDS)
            raise BuildError(f"{path}: the picture {source} is no file of the site ({kinds})")
        data = base64.b64encode(file.read_bytes()).decode("ascii")
        picture["src"] = f"data:{KINDS[file.suffix]};base64,{data}"
