"""Named tests: what the annex calls each test and each way to make it."""

from __future__ import annotations

from helpers.annex.alternatives import ODDS, ODDS_CHECK
from helpers.annex.effect_sizes import DELTA, HEDGES, ODDS_RATIO, POINTS
from helpers.annex.matched_samples import NEAREST, WITHIN
from helpers.annex.sensitivity import UNWEIGHTED
from helpers.comparisons import ADJUSTED, CHI_SQUARED, CHI_SQUARED_ALL, ORDINAL, SHARE, T_TEST
from helpers.paired_comparisons import (
    DOUBLE,
    MCNEMAR,
    PAIRED_SHARE,
    PAIRED_T,
    SIGNED_RANK,
    STUART_MAXWELL,
)
from helpers.variance_choices import BOOTSTRAP, POST_STRATIFIED, WEIGHTS_FIXED

TESTS = {
    ORDINAL: "Ordinal test on mid-ranks",
    T_TEST: "t-test of the mean score",
    ODDS: "Proportional odds",
    ODDS_CHECK: "Check of proportional odds",
    CHI_SQUARED: "Chi-squared, ratings",
    CHI_SQUARED_ALL: "Chi-squared, all answers",
    SHARE: "Headline share",
    SIGNED_RANK: "Signed-rank test",
    PAIRED_T: "Paired t-test of the mean score",
    STUART_MAXWELL: "Stuart-Maxwell, ratings",
    PAIRED_SHARE: "Headline share, paired",
    MCNEMAR: "McNemar, headline share",
    POINTS: "Percentage points",
    DELTA: "Cliff's delta",
    HEDGES: "Hedges' g",
    ODDS_RATIO: "Odds ratio",
}
WAYS = {
    ADJUSTED: "profile held equal",
    DOUBLE: "difference of the changes",
    f"{NEAREST}_": "matched, nearest",
    f"{WITHIN}_": "matched within the caliper",
    f"{WEIGHTS_FIXED}_": "weights fixed",
    f"{POST_STRATIFIED}_": "post-stratified residuals",
    f"{BOOTSTRAP}_": "bootstrap",
    f"{UNWEIGHTED}_": "unweighted",
}
STATISTICS = {
    ODDS: "z", ODDS_CHECK: "X²", CHI_SQUARED: "F", CHI_SQUARED_ALL: "F",
    SIGNED_RANK: "V", STUART_MAXWELL: "X²", MCNEMAR: "X²",
}  # fmt: skip
# Columns beside one another have little room.
SHORT = {
    ORDINAL: "Ordinal test",
    T_TEST: "t-test",
    ODDS: "Proportional odds",
    ODDS_CHECK: "Check of odds",
    CHI_SQUARED_ALL: "Chi-squared, all",
}
SIDE_BY_SIDE = (
    ORDINAL, T_TEST, ODDS, ODDS_CHECK, CHI_SQUARED, CHI_SQUARED_ALL, SHARE,
    SIGNED_RANK, PAIRED_T, STUART_MAXWELL, PAIRED_SHARE, MCNEMAR,
)  # fmt: skip


def name_of_test(test: str) -> str:
    """A test in words: "t-test of the mean score, profile held equal"."""
    plain, way = parted(test)
    return f"{TESTS[plain]}, {WAYS[way]}" if way else TESTS[plain]


def parted(test: str) -> tuple[str, str]:
    """A test's name without its way, and the way: ("t", "adjusted_")."""
    way = next((prefix for prefix in WAYS if test.startswith(prefix)), "")
    return test.removeprefix(way), way
