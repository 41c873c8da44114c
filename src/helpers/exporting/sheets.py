"""Sheets: cover, contents, notes and one sheet a table, as both workbook writers lay them out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.exporting.shown_numbers import SHORTHAND, ShownNumber, shown_number
from helpers.exporting.site_tables import SiteTable
from helpers.printing import LOW_MARK, NONE_MARK, NOT_APPLICABLE_MARK, SUPPRESSED_MARK
from helpers.publication import Publication

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
OWN = (COVER, CONTENTS, NOTES)
LONGEST_LABEL = 31  # letters that Excel allows
LICENCE = (
    "The facts and figures of the strand report are Crown copyright. Contains public sector "
    "information licensed under the Open Government Licence v3.0: "
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)
MEANINGS = {
    SUPPRESSED_MARK: "Confidential: too few respondents to show the number",
    LOW_MARK: "Low: the base beside it is small, so read the numbers of its row with caution",
    NONE_MARK: "Not available: there is no number",
    NOT_APPLICABLE_MARK: "Not applicable: the column does not apply to the row",
    "*": "Asterisk: a difference that is statistically significant, at the level and by the test "
    "that the table's note or page names. A number with an asterisk is a text cell",
    "Base": "Respondents who were asked and are in the table, counted without weights",
    "Weighting": "What the percentages are weighted to, where they are weighted",
    "Per cent": "Percentages are rounded half up and need not add up to 100. A cell that shows "
    "83% holds the value 0.83: the rounded number, not more decimals",
    "Mean": "Mean score on the question's scale, without don't know and prefer not to say",
}


@dataclass(frozen=True)
class Cell:
    """What a cell shows; its number, if it is one; the sheet that it leads to, if any."""

    text: str
    number: ShownNumber | None = None
    leads_to: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table on a sheet: `lines` stand above it; `name` is the table's own."""

    label: str
    name: str
    title: str
    lines: list[str]
    header: list[str]
    rows: list[list[Cell]]
    back: bool = True  # whether a link leads back to the contents

    def numeric(self, column: int) -> bool:
        """Whether a column holds numbers, and so stands on the right."""
        return any(row[column].number for row in self.rows)


@dataclass(frozen=True)
class Cover:
    """Title, and the paragraphs under each heading."""

    title: str
    parts: dict[str, list[str]]


def cover(publication: Publication) -> Cover:
    """The first sheet: which edition this is, what its data is, and whom to ask."""
    issued = publication.published or "not yet: this is a draft"
    about = [publication.warning, publication.notice] if publication.notice else []
    return Cover(
        f"{publication.title}: data tables",
        {
            "Introductory information": [
                "Every table of the report and the data of every figure, as the report shows them.",
                f"Academic year: {publication.academic_year}",
                f"Version: {publication.version}",
                f"Published: {issued}",
            ],
            "About these data": [
                *about,
                f"Shorthand, bases and weighting are explained on the sheet {NOTES}.",
                LICENCE,
            ],
            "Contact": [
                f"Ask {publication.author}, through the place where this report is published, if "
                "you have a question about the tables or need them in another format."
            ],
        },
    )


def sheets(tables: list[SiteTable]) -> list[Sheet]:
    """Contents, notes, and a sheet a table in the order of the book."""
    used = {label.lower() for label in OWN}
    made = [_table_sheet(table, _label(table, used)) for table in tables]
    return [_contents(tables, made), _notes(), *made]


def _contents(tables: list[SiteTable], made: list[Sheet]) -> Sheet:
    rows = [[Cell(NOTES, leads_to=NOTES), Cell("Shorthand and terms"), Cell("All")]]
    for table, sheet in zip(tables, made, strict=True):
        link = Cell(sheet.label, leads_to=sheet.label)
        rows.append([link, Cell(table.title), Cell(table.page.title)])
    return Sheet(
        CONTENTS,
        "contents",
        "Contents",
        ["This worksheet contains one table: the sheets of this workbook, with links."],
        ["Sheet", "Table", "Page of the report"],
        rows,
        back=False,
    )


def _notes() -> Sheet:
    rows = [[Cell(sign), Cell(meaning)] for sign, meaning in MEANINGS.items()]
    lines = ["This worksheet contains one table: the shorthand and the terms of all tables."]
    return Sheet(NOTES, "notes", "Notes", lines, ["Shorthand or term", "Meaning"], rows)


def _table_sheet(table: SiteTable, label: str) -> Sheet:
    rows = [[_cell(text) for text in row] for row in table.rows]
    none = [Cell(NOT_APPLICABLE_MARK) for _ in table.header]
    return Sheet(
        label,
        table.name,
        table.caption,
        [
            f"This worksheet contains one table, from the page “{table.page.title}”.",
            *_shorthand(table),
            *(f"{name}: {text}" for name, text in table.notes.items()),
        ],
        unique_header(table.header),
        rows or [none],  # a marked-up table has at least one row
    )


def _cell(text: str) -> Cell:
    """A cell of the page; an empty one says that it is not applicable, as no cell may be empty."""
    return Cell(text or NOT_APPLICABLE_MARK, shown_number(text))


def _shorthand(table: SiteTable) -> list[str]:
    shown = " ".join(text for row in table.rows for text in row)
    used = [mark for mark in SHORTHAND if mark in shown]
    return [f"Shorthand in this table, explained on the sheet {NOTES}: {', '.join(used)}"] * bool(
        used
    )


def unique_header(header: list[str]) -> list[str]:
    """Names of columns, none empty and none twice, whether capital or small."""
    used: set[str] = set()
    names = []
    for place, text in enumerate(header, start=1):
        names.append(_free(text or f"Column {place}", used, longest=255))
    return names


def _label(table: SiteTable, used: set[str]) -> str:
    """Name of a sheet: "Figure 6.1", or the start of the title without what Excel forbids."""
    text = " ".join(re.sub(r"[\[\]:*?/\\']", " ", table.number or table.title).split())
    text = f"{text} of the page" if text in OWN else text
    return _free(text or "Table", used, LONGEST_LABEL)


def _free(text: str, used: set[str], longest: int) -> str:
    """Text that is not used yet, cut at a word to the length, numbered where it must be."""
    number = 1
    found = _cut(text, longest)
    while found.lower() in used:
        number += 1
        found = f"{_cut(text, longest - len(str(number)) - 1)} {number}"
    used.add(found.lower())
    return found


def _cut(text: str, longest: int) -> str:
    """Start of a text, without the words such as "of the" that it would end in."""
    if len(text) <= longest:
        return text
    words = text[: longest + 1].rsplit(" ", 1)[0][:longest].split()
    while len(words) > 1 and len(words[-1]) <= 3:
        words.pop()
    return " ".join(words)
