"""Tallies: the summary of a comparison, a line a kind of difference."""

from __future__ import annotations

from helpers.comparing.comparison import Comparison, Row


def tallies(found: Comparison) -> list[tuple[str, str]]:
    """What was counted and the count, in the order in which a reader asks."""
    return [
        ("Numbers and clauses in sentences", _differ(found.rows)),
        ("Cells of tables", _differ(found.cells)),
        ("Verdicts that crossed significance", _crossed(found)),
        ("Sentences whose words changed, beyond numbers", f"{len(found.sentences):,}"),
        ("Items that could not be compared", f"{len(found.apart):,}"),
        ("Surveys, pages and sections of one wave only", f"{len(found.only):,}"),
    ]


def notices(found: Comparison) -> list[tuple[str, str]]:
    """Wave and notice of each whose answers no teacher gave."""
    return [(one.wave, one.warning) for one in (found.old, found.new) if one.warning]


def shown(text: str | None) -> str:
    """A text of one wave, or that the wave does not have it."""
    return "not in this wave" if text is None else text or "(empty)"


def remark(row: Row) -> str:
    """What must be known of a row beside its two texts; "" where there is nothing."""
    parts = [f"crossed: {row.crossed}"] if row.crossed else []
    parts += [f"about what is not comparable: {row.apart}"] if row.apart else []
    return "; ".join(parts)


def _differ(rows: list[Row]) -> str:
    both = sum(row.in_both for row in rows)
    differ, single = sum(row.differs for row in rows), len(rows) - both
    return f"{both:,} in both waves, {differ:,} of them differ; {single:,} in one wave only"


def _crossed(found: Comparison) -> str:
    said = sum(bool(row.crossed) for row in found.rows)
    return f"{said:,} in sentences, {len(found.crossed) - said:,} in cells of tables"
