"""Populations: answers whose true shares, means and effects are known, to draw samples from.

A respondent answers from a mixture of two sets of shares, `LOWER` and `HIGHER` of the scores
1 to 5; how much of the second comes from the year group or the profile of the class. So
true differences of means, shares and ranks are exact, and straight lines hold exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from helpers.items import NO_ANSWER, Band, Item, Response, Scale, Settings

SCORES = np.arange(1.0, 6.0)
LOWER, HIGHER = (0.20, 0.30, 0.30, 0.15, 0.05), (0.01, 0.04, 0.15, 0.40, 0.40)
NEAR_TOP = (0.03, 0.07, 0.15, 0.35, 0.40), (0.005, 0.01, 0.035, 0.20, 0.75)
# The order also says which numbers of a row of draws count.
OUTSIDE = {"dont_know": 0.04, "prefer_not_to_say": 0.01, NO_ANSWER: 0.02}
IN_BASE = 1 - OUTSIDE[NO_ANSWER]
OPINIONS = 1 - sum(OUTSIDE.values())
SPECIAL = ("dont_know", "prefer_not_to_say")
SETTINGS = Settings(
    0.05, 0.95, 50, 30, {}, ("minority_ethnic", "fsm", "area_type", "years_teaching")
)
CUTS = np.array([-2.5, -1.2, 0.0, 1.4])


def _item(name: str, kind: str, keys, headline=(), special=SPECIAL) -> Item:
    scored = kind == "ordinal"
    responses = {k: Response(k, n, k, float(k) if scored else None) for n, k in enumerate(keys)}
    bands = {"any": Band("any", 0, 99, "any")} if kind == "number" else {}
    scale = Scale(kind, kind, {} if bands else responses, bands)
    return Item(name, name, name, scale, {}, name, tuple(headline), special)


RATING = _item("rating", "ordinal", "54321", headline="54")
AVERAGE = ("higher", "same", "lower")
COVARIATES = [
    _item("minority_ethnic", "category", AVERAGE),
    _item("fsm", "category", AVERAGE),
    _item("area_type", "category", ("urban", "mixed", "rural")),
    _item("years_teaching", "number", ()),
]


@dataclass(frozen=True)
class Change:
    """Independent surveys before and after; profiles and lifts are by year group."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    lift: tuple[float, ...]
    bases: tuple[int, int] = (143, 77)
    lower: tuple[float, ...] = LOWER
    higher: tuple[float, ...] = HIGHER
    effect: float = 0.0


# Rare year groups pooled with their neighbours, as the program asks for where one is empty.
REPORTED = {"before": (0.13, 0.15, 0.27, 0.31, 0.14), "after": (0.08, 0.10, 0.34, 0.25, 0.23)}
SHIFTED = {"before": (0.25, 0.25, 0.25, 0.15, 0.10), "after": (0.08, 0.10, 0.22, 0.25, 0.35)}
MILD, STEEP = (0.35, 0.40, 0.50, 0.55, 0.65), (0.05, 0.20, 0.40, 0.60, 0.80)
CHANGES = {
    "change": Change(**REPORTED, lift=MILD),
    "change, shifted": Change(**SHIFTED, lift=STEEP),
    "change, near the top": Change(**REPORTED, lift=MILD, lower=NEAR_TOP[0], higher=NEAR_TOP[1]),
    "change, with an effect": Change(**REPORTED, lift=MILD, effect=0.25),
    "change, shifted, with an effect": Change(**SHIFTED, lift=STEEP, effect=0.15),
}


@dataclass(frozen=True)
class Contrast:
    """Linking and comparison group; a response's shares in the two, and its lift.

    With `logit` the lifts, four times as large, move a cumulative logit in place of a mixture.
    """

    profile: dict[str, dict[str, tuple[float, float, float]]] = field(
        default_factory=lambda: {
            "minority_ethnic": {
                "higher": (0.60, 0.38, 0.35),
                "same": (0.24, 0.17, 0.20),
                "lower": (0.11, 0.40, 0.0),
                "dont_know": (0.05, 0.05, 0.10),
            },
            "fsm": {
                "higher": (0.58, 0.63, -0.10),
                "same": (0.21, 0.19, 0.0),
                "lower": (0.16, 0.13, 0.05),
                "dont_know": (0.05, 0.05, 0.0),
            },
            "area_type": {
                "urban": (0.53, 0.66, -0.05),
                "mixed": (0.30, 0.22, 0.05),
                "rural": (0.12, 0.07, 0.0),
                "dont_know": (0.05, 0.05, 0.0),
            },
        }
    )
    years: tuple[float, float] = (10.0, 11.5)
    start: float = 0.2
    lift_of_a_year: float = 0.005
    bases: tuple[int, int] = (77, 171)
    effect: float = 0.0
    logit: bool = False


CONTRASTS = {
    "contrast": Contrast(),
    "contrast, logit": Contrast(logit=True),
    "contrast, with an effect": Contrast(effect=0.15),
    "contrast, logit, with an effect": Contrast(effect=0.15, logit=True),
}


@dataclass(frozen=True)
class Linked:
    """The same respondents twice: so many repeat their answer, the others answer anew."""

    base: int = 60
    repeat: float = 0.4
    lift: float = 0.5
    effect: float = 0.0


LINKED = {"linked": Linked(), "linked, with an effect": Linked(effect=0.2)}


@dataclass(frozen=True)
class Clustered:
    """Areas, of which each raises or lowers the lift of its respondents by up to `spread`."""

    areas: tuple[int, int] = (24, 19)
    bases: tuple[int, int] = (143, 77)
    lift: float = 0.5
    spread: float = 0.4


CLUSTERED = {"clustered": Clustered()}


@dataclass(frozen=True)
class Double:
    """Both groups at both times; all change by `time`, the programme's also by `effect`."""

    before: tuple[float, ...] = REPORTED["before"]
    after: tuple[float, ...] = REPORTED["after"]
    lift: tuple[float, ...] = MILD
    programme: float = 0.10
    time: float = 0.10
    effect: float = 0.0
    bases: tuple[int, int, int, int] = (171, 171, 143, 77)
    linked: tuple[int, int] = (60, 60)
    repeat: float = 0.4


DOUBLES = {"double difference": Double(), "double difference, with an effect": Double(effect=0.1)}


@dataclass(frozen=True)
class Shares:
    """Responses of known true share, which differ by year group by up to `tilt` of it."""

    before: tuple[float, ...]
    after: tuple[float, ...]
    bases: tuple[int, int] = (143, 77)
    shares: tuple[float, ...] = (0.02, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.98)
    tilt: tuple[float, ...] = (-0.6, -0.3, 0.0, 0.2, 0.5)


SHARES = {"shares": Shares(**REPORTED), "shares, shifted": Shares(**SHIFTED)}


def shares_item(setting: Shares) -> Item:
    """A multiple response with one response for each share."""
    return _item("named", "multiple", [f"{share:.2f}" for share in setting.shares])


# --- what is true ------------------------------------------------------------------------------


def mixture(lift, lower=LOWER, higher=HIGHER) -> np.ndarray:
    """Shares of the scores 1 to 5 at one or more lifts; the last axis is the score."""
    lower, higher = np.array(lower), np.array(higher)
    return lower + np.asarray(lift)[..., None] * (higher - lower)


def change_shares(setting: Change) -> np.ndarray:
    """True shares of the scores before (weighted) and after, 2 by 5, at the profile after."""
    lift = np.array(setting.after) @ np.array(setting.lift)
    both = np.array([lift, lift + setting.effect])
    return mixture(both, setting.lower, setting.higher)


def expected_rank_shift(shares: np.ndarray) -> float:
    """Mean mid-rank of the second row less that of the first, in share: half of Cliff's delta."""
    return float(shares[1] @ (shares[0].cumsum() - shares[0] / 2) - 0.5)
