"""Items: what one question is, how it is answered, and the settings beside the items."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

KINDS = ("ordinal", "category", "multiple", "number", "text")
NO_ANSWER = "no_answer"
INTERVALS = ("logit", "korn_graubard")


@dataclass(frozen=True)
class Response:
    """One answer that can be given: its key, code in the files, label and score.

    `exclusive` marks an answer such as "None of these" that is no answer among others.
    """

    key: str
    code: int
    label: str
    score: float | None = None
    exclusive: bool = False


@dataclass(frozen=True)
class Band:
    """A range of a number, both ends included."""

    key: str
    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Scale:
    """How an item is answered."""

    name: str
    kind: str
    responses: dict[str, Response] = field(default_factory=dict)
    bands: dict[str, Band] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 1
    unit: str = ""


@dataclass(frozen=True)
class Revision:
    """A change of an item from one wave on: of its wording, its scale or who is asked it.

    `comparable` says whether answers before and after may be compared, `why` why (not), and
    `was` holds the item's keys as they were before.
    """

    wave: str
    what: str
    comparable: bool
    why: str
    was: dict[str, Any]


@dataclass(frozen=True)
class Item:
    """One question of the surveys.

    It is asked in the waves from `asked_from` to `asked_until`, both included; "" is no limit.
    """

    name: str
    wording: str
    label: str
    scale: Scale
    columns: dict[str, Any]
    phrase: str = ""
    headline: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reversed: bool = False
    figures: tuple[str, ...] = ()
    published: str = ""
    asked_from: str = ""
    asked_until: str = ""
    revisions: tuple[Revision, ...] = ()

    @property
    def kind(self) -> str:
        return self.scale.kind

    @cached_property
    def scores(self) -> dict[str, float]:
        """Score of each response key; a reversed item counts from the other end."""
        given = {k: r.score for k, r in self.scale.responses.items() if r.score is not None}
        if not self.reversed or not given:
            return given
        turn = max(given.values()) + min(given.values())
        return {key: turn - score for key, score in given.items()}

    @property
    def top2(self) -> tuple[str, ...]:
        """The two response keys with the highest scores."""
        return tuple(sorted(self.scores, key=self.scores.get, reverse=True)[:2])

    @property
    def bottom2(self) -> tuple[str, ...]:
        """The two response keys with the lowest scores."""
        return tuple(sorted(self.scores, key=self.scores.get)[:2])

    def file_columns(self, survey: str) -> dict[str, str]:
        """Column of the survey's file by name in the sample (`item` or `item.response`)."""
        columns = self.columns.get(survey)
        if columns is None:
            return {}
        if self.kind == "multiple":
            return {f"{self.name}.{response}": name for response, name in columns.items()}
        return {self.name: columns}


@dataclass(frozen=True)
class Weighting:
    """Which survey gets the profile of which one in what item, and among whom there."""

    survey: str
    variable: str
    target: str
    among: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class AreaRule:
    """Which item says the area of Linking respondents, in which surveys, and of what phase."""

    item: str
    surveys: tuple[str, ...]
    phase: str = ""


@dataclass(frozen=True)
class Settings:
    """What the statistics follow: levels, base thresholds, weighting, adjustment, interval.

    `area` is there where editions of single areas are made.
    """

    significance_level: float
    interval_level: float
    flag_below: int
    suppress_below: int
    weighting: dict[str, Any]
    adjustment: tuple[str, ...]
    interval: str = INTERVALS[0]
    area: dict[str, Any] = field(default_factory=dict)
