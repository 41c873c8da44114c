"""ODS styles: the looks of cells and columns of the OpenDocument workbook, one element each."""

from __future__ import annotations

from odfdo import Element

from helpers.exporting.shown_numbers import ShownNumber

TEXT, INSET, RIGHT, LINE, WRAPPED = "text", "inset", "right", "line", "wrapped"
TITLE, PART, LINK = "title", "part", "link"
HEAD, HEAD_INSET, HEAD_RIGHT = "head", "head_inset", "head_right"
ROW = "row"
LETTER = 0.24  # width of a letter of 12 points, in centimetres
_WRAP = 'fo:wrap-option="wrap"'
_RULE = 'fo:border-bottom="0.75pt solid #000000"'
_BOLD = 'fo:font-weight="bold"'
_BLUE = 'fo:color="#0000ff" style:text-underline-style="solid"'
_END = 'fo:text-align="end"'
_START = 'fo:text-align="start"'
_INSET = f'{_START} fo:margin-left="0.3cm"'


def text_styles() -> list[Element]:
    """Styles of cells that hold text, and of rows, which are as high as their text."""
    return [
        Element.from_tag(
            f'<style:style style:name="{ROW}" style:family="table-row">'
            '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
        ),
        _cell(TEXT, _WRAP, _START),
        _cell(INSET, _WRAP, _INSET),
        _cell(RIGHT, _WRAP, _END),
        _cell(LINE, "", _START),
        _cell(WRAPPED, _WRAP, _START),
        _cell(TITLE, "", _START, _BOLD, "16pt"),
        _cell(PART, "", _START, _BOLD, "14pt"),
        _cell(HEAD, f"{_WRAP} {_RULE}", _START, _BOLD),
        _cell(HEAD_INSET, f"{_WRAP} {_RULE}", _INSET, _BOLD),
        _cell(HEAD_RIGHT, f"{_WRAP} {_RULE}", _END, _BOLD),
        _cell(LINK, _WRAP, _START, _BLUE),
    ]


def number_style(number: ShownNumber) -> str:
    """Name of the style of cells with such a number: "percent_0", "number_1"."""
    kind = "percent" if number.percent else "grouped" if number.grouped else "number"
    grouped = "_grouped" if number.percent and number.grouped else ""
    return f"{kind}{grouped}_{number.decimals}"


def number_styles(number: ShownNumber) -> list[Element]:
    """Format of such a number, and the style of cells that have it."""
    name = number_style(number)
    kind = "percentage" if number.percent else "number"
    grouping = ' number:grouping="true"' if number.grouped else ""
    sign = "<number:text>%</number:text>" if number.percent else ""
    return [
        Element.from_tag(
            f'<number:{kind}-style style:name="format_{name}"><number:number '
            f'number:decimal-places="{number.decimals}" '
            f'number:min-decimal-places="{number.decimals}" '
            f'number:min-integer-digits="1"{grouping}/>{sign}</number:{kind}-style>'
        ),
        _cell(name, "", _END, data=f' style:data-style-name="format_{name}"'),
    ]


def column_style(width: int) -> Element:
    """Style of a column of that many letters."""
    return Element.from_tag(
        f'<style:style style:name="{column_name(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * LETTER:.2f}cm"/>'
        "</style:style>"
    )


def column_name(width: int) -> str:
    """Name of the style of a column of that many letters."""
    return f"letters_{width}"


def _cell(name: str, box: str, lines: str, letters: str = "", size: str = "12pt", data: str = ""):
    return Element.from_tag(
        f'<style:style style:name="{name}" style:family="table-cell"{data}>'
        f'<style:table-cell-properties style:vertical-align="top" {box}/>'
        f"<style:paragraph-properties {lines}/>"
        f'<style:text-properties style:font-name="Arial" fo:font-size="{size}" {letters}/>'
        "</style:style>"
    )
