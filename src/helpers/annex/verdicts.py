"""Verdicts: results of tests as cells of a table, and where two tests part."""

from __future__ import annotations

import math

import pandas as pd

from helpers import phrases
from helpers.disclosure import SUPPRESSED, Disclosed
from helpers.printing import NONE_MARK, SUPPRESSED_MARK, decimal

SMALLEST = 0.001


def p_value(p: float) -> str:
    """A p-value with four decimals: "0.0496", "<0.001"."""
    return f"<{SMALLEST}" if p < SMALLEST else f"{p:.4f}"


def why_not(row: pd.Series) -> str:
    """Why there is no result, as a clause; empty where there is one."""
    if row["status"] == SUPPRESSED:
        return phrases.TOO_FEW
    return row["reason"] or ("" if not math.isnan(row["p"]) else "no reason was given")


def cell(row: pd.Series, column: str, decimals: int = 2) -> str:
    """One number of a row; the mark for a suppressed one, or for one that cannot be had."""
    value = float(row[column])
    if math.isnan(value):
        return SUPPRESSED_MARK if row["status"] == SUPPRESSED else NONE_MARK
    return p_value(value) if column == "p" else decimal(value, decimals)


def statistic(row: pd.Series, symbol: str) -> str:
    """The statistic with its degrees of freedom: "t(212) 2.95", or "z 2.82" without."""
    if why_not(row):
        return cell(row, "statistic")
    df = float(row["df"])
    given = f"({decimal(df, 0 if df.is_integer() else 1)})" if math.isfinite(df) else ""
    return f"{symbol}{given} {cell(row, 'statistic')}"


def starred(row: pd.Series) -> str:
    """The p-value, with an asterisk where it is significant: "0.0123*"."""
    return f"{cell(row, 'p')}*" if row["significant"] else cell(row, "p")


def verdict(row: pd.Series) -> str:
    """Verdict of a row: "significant", "not significant" or "not testable: ..." and why."""
    reason = why_not(row)
    if reason:
        return f"not testable: {reason}"
    return "significant" if row["significant"] else "not significant"


def differ(row: pd.Series, reference: pd.Series) -> bool:
    """Whether two tests of one difference say different things.

    They do where the verdicts differ, or both are significant and point opposite ways.
    """
    if phrases.verdict(row) != phrases.verdict(reference):
        return True
    return bool(row["significant"] and row["estimate"] * reference["estimate"] < 0)


def turned(tests: Disclosed, test: str, verdicts: Disclosed) -> pd.DataFrame:
    """Rows of a test whose verdict is not that of `verdicts` (one row an item), in their order.

    An item that does not have the test is left out.
    """
    others = tests.frame[tests.frame["test"] == test].set_index("item", drop=False)
    rows = [
        others.loc[row["item"]]
        for _, row in verdicts.frame.iterrows()
        if row["item"] in others.index and differ(others.loc[row["item"]], row)
    ]
    return pd.DataFrame(rows, columns=tests.frame.columns).reset_index(drop=True)
