"""Raster: drawings as pictures of dots, for programs that do not show SVG."""

from __future__ import annotations

import base64
from importlib.util import find_spec
from pathlib import Path

from resvg_py import svg_to_bytes

SVG = "data:image/svg+xml;base64,"
SCALE = 2.5  # a drawing across a page of A4 gets about 250 dots to the inch
# matplotlib brings this font along, so that letters look the same on every machine.
FONT = "DejaVu Sans"


def rasterise(source: str) -> str:
    """Data URI of a PNG picture, on white, for that of an SVG drawing; any other as it is."""
    if not source.startswith(SVG):
        return source
    drawing = base64.b64decode(source.removeprefix(SVG)).decode("utf-8")
    picture = svg_to_bytes(
        svg_string=drawing,
        zoom=SCALE,
        dpi=96,  # what a point is measured by, as in a browser
        background="#ffffff",
        skip_system_fonts=True,
        font_dirs=[str(_fonts())],
        font_family=FONT,
        sans_serif_family=FONT,
        serif_family=FONT,  # what stands in for a font that is not there
    )
    return "data:image/png;base64," + base64.b64encode(bytes(picture)).decode("ascii")


def _fonts() -> Path:
    package = find_spec("matplotlib")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("matplotlib, which brings the font of the drawings")
    return Path(package.origin).parent / "mpl-data" / "fonts" / "ttf"
