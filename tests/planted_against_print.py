"""Faults against print: numbers that are computed otherwise, and explanations that do not hold."""

import shutil
import tempfile
from functools import partial
from pathlib import Path

from spoiled import ROOT, report

from helpers.checking import against_print
from helpers.checking.context import Context
from helpers.checking.findings import Finding

NAME = against_print.NAME
WAVE = report().wave
PRINT, TOLD = f"data/published/{WAVE}.csv", f"data/published/{WAVE}-contradictions.yml"
END, FACTS = f"data/waves/{WAVE}/end_of_linking.csv", f"data/waves/{WAVE}/wave.yml"
ENTRY = (
    "  - {id: es.iap.launch_year, printed: '1', computed: '2', arithmetic: one and one are two}\n"
)

# A file, what stands there once, and what stands there with the fault.
EDITS = {
    "a share in print that nothing gives": (
        PRINT, "end_of_linking,interest,share,5+4,75,%,yes,baseline,142",
        "end_of_linking,interest,share,5+4,78,%,yes,baseline,142",
    ),
    "a mean in print that nothing gives": (PRINT, "interest,mean,,4.2,", "interest,mean,,4.4,"),
    "a verdict in print turned round": (
        PRINT, "interest,significance,,not significant,,no,comparison,151",
        "interest,significance,,significant,,yes,comparison,151",
    ),
    "a direction in print turned round": (
        PRINT, "opportunities,verdict,,comparison higher,,,end_of_linking,151",
        "opportunities,verdict,,comparison lower,,,end_of_linking,151",
    ),
    "a sum of rounded parts that is not listed": (
        PRINT, "end_of_linking,interest,share,5+4,75,%,yes,baseline,142",
        "end_of_linking,interest,share,5+4,76,%,yes,baseline,142",
    ),
    "a number of respondents in print": (
        PRINT, "respondents,count,,102,", "respondents,count,,103,"
    ),
    "an answer that was changed": (
        END, "E002,1,4,1,15,2,2,2,20,30,2,97", "E002,1,4,1,15,2,2,2,20,30,2,5"
    ),
    "two columns of a survey file that changed places": (
        END, "q8_interest,q8_aware", "q8_aware,q8_interest"
    ),
    "a day of fieldwork": (FACTS, "fieldwork: {start: 2021-07-05", "fieldwork: {start: 2021-07-04"),
    "a number of interviews": (FACTS, "achieved: 8", "achieved: 9"),
    "an explanation that was taken out": (
        TOLD, "  - id: ch2.qual.fieldwork.start\n    printed: 7th July\n    computed: 06/07/2021\n"
        "    arithmetic: Table 2.1 gives 06/07/2021 as the first day of the interviews; "
        "wave.yml follows the table.\n", "  []\n",
    ),
    "an explanation of what is met": (
        TOLD, "id: ch2.qual.fieldwork.start", "id: ch2.qual.fieldwork.end"
    ),
    "an explanation of another value": (TOLD, "computed: 23%", "computed: 24%"),
    "an explanation of a number that is not there": (
        TOLD, "id: ch5.fig5_5.opportunities_mix.end.5", "id: ch5.fig5_5.none",
    ),
    "an explanation of what is not computed": (TOLD, "facts:\n", f"facts:\n{ENTRY}"),
}  # fmt: skip


def edited(file: str, old: str, new: str) -> list[Finding]:
    """Findings when the first such piece of a data file is another."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(ROOT / "data", root / "data")
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} in {file}"
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return against_print.findings(Context(root, WAVE))


def untouched() -> list[Finding]:
    """Findings in the report as it stands."""
    return against_print.findings(Context(ROOT, WAVE))


FAULTS = {name: partial(edited, *edit) for name, edit in EDITS.items()}
