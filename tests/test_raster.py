"""Drawings as dots: size, colour and letters, the same each time."""

import base64
from io import BytesIO

from PIL import Image

from helpers.exporting.raster import SCALE, SVG, rasterise

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt" viewBox="0 0 72 36">'
    '<rect width="36" height="36" fill="#12436d"/>{}</svg>'
)


def picture(source: str) -> Image.Image:
    kind, data = source.split(",")
    assert kind == "data:image/png;base64"
    return Image.open(BytesIO(base64.b64decode(data))).convert("RGB")


def data(drawing: str) -> str:
    return SVG + base64.b64encode(drawing.encode()).decode()


def test_a_drawing_keeps_its_size_in_points_and_its_colours_on_white():
    made = picture(rasterise(data(DRAWING.format(""))))
    assert made.size == (96 * SCALE, 48 * SCALE)
    assert made.getpixel((10, 60)) == (0x12, 0x43, 0x6D)
    assert made.getpixel((230, 60)) == (255, 255, 255)


def test_letters_are_drawn_whatever_font_the_drawing_asks_for():
    words = '<text x="38" y="20" font-family="No such font" font-size="10">57%</text>'
    made = picture(rasterise(data(DRAWING.format(words))))
    right = made.crop((122, 0, *made.size))
    assert right.getcolors() is None or len(right.getcolors()) > 1


def test_the_same_drawing_gives_the_same_dots():
    source = data(DRAWING.format('<text x="38" y="20">é</text>'))
    assert rasterise(source) == rasterise(source)


def test_a_picture_of_dots_stays_as_it_is():
    assert rasterise("data:image/png;base64,AAAA") == "data:image/png;base64,AAAA"
