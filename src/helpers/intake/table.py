"""Table: what a new wave's files have in common with the questionnaire and with the last wave."""

from __future__ import annotations

from helpers.intake.drafts import CHANGED, GONE, MATCHES, NEW, Finding
from helpers.items import Item

HEADINGS = {
    MATCHES: "Matches",
    CHANGED: "Changed",
    NEW: "New",
    GONE: "Gone",
}
COLUMNS = ("Survey", "Item", "Column", "What")


def since(last: str, wave: str, old: dict[str, Item], new: dict[str, Item]) -> list[Finding]:
    """Rows for what data/questionnaire.yml already says of the items since the last wave."""
    rows = [
        Finding(GONE, "", name, "", f"asked until {item.asked_until or last}")
        for name, item in old.items()
        if name not in new
    ]
    for name, item in new.items():
        if name not in old:
            rows.append(Finding(NEW, "", name, "", f"asked from {item.asked_from or wave}"))
        for one in item.revisions:
            if last < one.wave <= wave:
                may = "may be compared" if one.comparable else "is not compared"
                text = f"{one.what} since {one.wave}, {may} with {last}: {one.why}"
                rows.append(Finding(CHANGED, "", name, "", text))
    return rows


def lines(findings: list[Finding]) -> list[str]:
    """The table as lines of text, a part for each kind of row."""
    made = []
    for kind, heading in HEADINGS.items():
        rows = [_cells(one) for one in findings if one.kind == kind]
        made += [f"{heading}: {len(rows)}"]
        if kind != MATCHES:
            widths = [max(map(len, cells), default=0) for cells in list(zip(*rows, strict=True))]
            for row in rows:
                cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
                made.append(f"  {'  '.join(cells)}".rstrip())
    return made


def markdown(wave: str, last: str, findings: list[Finding], undecided: list[dict]) -> str:
    """The table as a page of Markdown, with what is undecided."""
    against = f" and with the wave {last}" if last else ""
    page = [
        f"# The wave {wave} as it was taken in",
        f"Compared with the questionnaire{against}. Written once by `report wave new`; "
        "no program reads it.",
    ]
    for kind, heading in HEADINGS.items():
        rows = [_cells(one) for one in findings if one.kind == kind]
        page += [f"## {heading}: {len(rows)}", *([_table(COLUMNS, rows)] if rows else [])]
    page.append(f"## Undecided: {len(undecided)}")
    page += [
        _table(
            ("Survey", "Item", "Column", "What was found", "What to write"),
            [_doubt_cells(one) for one in undecided],
        )
    ] * bool(undecided)
    return "\n\n".join(page) + "\n"


def _cells(one: Finding) -> tuple[str, ...]:
    return (one.survey, one.item, one.column, " ".join(one.text.split()))


def _doubt_cells(one: dict) -> tuple[str, ...]:
    column = one.get("column", one.get("candidates", ""))
    column = ", ".join(map(str, column)) if isinstance(column, list) else column
    item = one.get("item", one.get("key", ""))
    return (one.get("survey", ""), item, column, one["found"], one["write"])


def _table(heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    ruled = [heading, tuple("---" for _ in heading), *rows]
    return "\n".join("| " + " | ".join(map(_escaped, row)) + " |" for row in ruled)


def _escaped(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|").replace("<", "&lt;")
