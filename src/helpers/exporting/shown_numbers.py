"""Shown numbers: what a cell's text is as a number, and the format that shows it so again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from helpers.printing import LOW_MARK, NONE_MARK, NOT_APPLICABLE_MARK, SUPPRESSED_MARK

# Cells that stand for a number which is not there; [low] stands beside one that is.
MARKS = (SUPPRESSED_MARK, NONE_MARK, NOT_APPLICABLE_MARK)
SHORTHAND = (*MARKS, LOW_MARK)
# A code such as 007 is no number, nor is one that a spreadsheet could not hold exactly.
TEXT = re.compile(
    r"(?P<whole>-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*))(?:\.(?P<part>\d+))?(?P<per>%?)"
)
DIGITS = 15


@dataclass(frozen=True)
class ShownNumber:
    """A number (a share from 0 to 1 for a percentage) and how many decimals it is shown with."""

    value: Decimal
    decimals: int
    percent: bool
    grouped: bool

    @property
    def format(self) -> str:
        """Number format of spreadsheets and of CSV on the Web: "0%", "#,##0", "0.0"."""
        whole = "#,##0" if self.grouped else "0"
        part = "." + "0" * self.decimals if self.decimals else ""
        return whole + part + ("%" if self.percent else "")


def shown_number(text: str) -> ShownNumber | None:
    """The number that a text is, or None where it is more or less than a number.

    "83%" is 0.83 and "1,234" is 1234; "4.2*", "45 [low]", "<0.001" and "[c]" stay text, so
    that no reader loses the mark.
    """
    found = TEXT.fullmatch(text)
    if not found or sum(letter.isdigit() for letter in text) > DIGITS:
        return None
    part, percent = found["part"] or "", bool(found["per"])
    value = Decimal(f"{found['whole'].replace(',', '')}.{part or 0}")
    if not part:
        value = value.to_integral_value()
    return ShownNumber(
        value=value / 100 if percent else value,
        decimals=len(part),
        percent=percent,
        grouped="," in found["whole"],
    )
