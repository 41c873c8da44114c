"""Answers to an item in one survey, as text: shares, means, ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import pandas as pd

from helpers import phrases
from helpers.disclosure import Disclosed
from helpers.estimates import MEAN
from helpers.origins import note_row
from helpers.printing import decimal, percent, whole, whole_percent
from helpers.questionnaire import Item


class Text:
    """Something that stands in a sentence: str and repr are its words."""

    def __repr__(self) -> str:
        return str(self)


class Share(Text):
    """Share of one or more responses: "51%"."""

    def __init__(self, row: pd.Series):
        self._row = row

    @property
    def row(self) -> pd.Series:
        """The estimate that the share is; whoever takes it rests on it."""
        note_row(self._row)
        return self._row

    def __str__(self) -> str:
        return percent(self.value)

    @property
    def value(self) -> float:
        """The share itself, 0 to 1; NaN where it is suppressed."""
        return float(self.row["estimate"])

    @property
    def percent(self) -> int:
        """The share as it is printed, in whole per cent."""
        return whole_percent(self.value)

    @property
    def words(self) -> str:
        """In words: "around 8 in 10 (83%)"."""
        return phrases.share_words(self.value)

    @property
    def Words(self) -> str:
        """In words, to start a sentence: "Around 8 in 10 (83%)"."""
        return phrases.capitalised(self.words)

    def of(self, whom: str) -> str:
        """With those who hold it: "three-quarters (75%) of teachers"."""
        return phrases.share_of_whom(self.value, whom)

    def Of(self, whom: str) -> str:
        """With those who hold it, to start a sentence."""
        return phrases.capitalised(self.of(whom))

    @property
    def count(self) -> str:
        """Unweighted number of respondents behind the share."""
        return whole(self.row["count"])

    @property
    def base(self) -> str:
        """Unweighted number of respondents in the base."""
        return whole(self.row["base"])

    @property
    def interval(self) -> str:
        """Confidence interval: "56% to 71%"."""
        return f"{percent(self.row['low'])} to {percent(self.row['high'])}"


class Mean(Text):
    """Mean of a score or a number: "3.8"."""

    def __init__(self, row: pd.Series, decimals: int = 1):
        self._row, self.decimals = row, decimals

    @property
    def row(self) -> pd.Series:
        """The estimate that the mean is; whoever takes it rests on it."""
        note_row(self._row)
        return self._row

    def __str__(self) -> str:
        return decimal(float(self.row["estimate"]), self.decimals)

    @property
    def interval(self) -> str:
        """Confidence interval: "3.6 to 4.0"."""
        ends = (decimal(float(self.row[end]), self.decimals) for end in ("low", "high"))
        return " to ".join(ends)


class Answers(Text):
    """Answers to one item in one survey; prints the headline share, or the mean of a number."""

    def __init__(self, item: Item, estimates: Disclosed, share_of: Callable[..., Disclosed]):
        self.item, self.estimates, self._share_of = item, estimates, share_of

    def __str__(self) -> str:
        return str(self.mean if self.item.kind == "number" else self.headline)

    def __getitem__(self, responses) -> Share:
        """Share of a response, or of several together: `a["5"]`, `a[5]`, `a[1, 2]`."""
        keys = [str(key) for key in (responses if isinstance(responses, tuple) else (responses,))]
        if len(keys) == 1:
            return self._share(keys[0])
        if self.item.kind not in ("ordinal", "category"):
            raise KeyError(f"{self.item.name} takes one response at a time, not {', '.join(keys)}")
        for key in keys:
            self._known(key, [*self.item.scale.responses, *self.item.special])
        return Share(self._share_of(keys).row())

    def _share(self, response: str) -> Share:
        self._known(response, self._responses)
        return Share(self.estimates.row(response=response))

    @cached_property
    def _responses(self) -> list[str]:
        return list(dict.fromkeys(self.estimates.frame["response"]))

    def _known(self, response: str, known: Iterable[str]) -> None:
        known = list(known)
        if response not in known:
            found = f"{self.item.name} has no response {response!r}"
            raise KeyError(f"{found}; it has {', '.join(known)}")

    @property
    def headline(self) -> Share:
        """Share of the item's headline responses (the top two of most)."""
        if not self.item.headline:
            raise AttributeError(f"{self.item.name} has no headline in data/questionnaire.yml")
        if self.item.kind in ("multiple", "number"):
            return self._share(self.item.headline[0])
        return self._share("headline")

    @property
    def lower_is_better(self) -> bool:
        """Whether the headline responses are the worse end of the scale."""
        scores = pd.Series(self.item.scores)
        return bool(scores[list(self.item.headline)].mean() < scores.mean())

    @property
    def words(self) -> str:
        """Headline share in words: "around two-thirds (64%)"."""
        return self.headline.words

    @property
    def Words(self) -> str:
        """Headline share in words, to start a sentence."""
        return self.headline.Words

    def of(self, whom: str) -> str:
        """Headline share with those who hold it: "around 8 in 10 (83%) teachers"."""
        return self.headline.of(whom)

    def Of(self, whom: str) -> str:
        """The same, to start a sentence."""
        return self.headline.Of(whom)

    @property
    def base(self) -> str:
        """Unweighted number of respondents in the base: "143"."""
        return whole(self.estimates.row(response=self._responses[0])["base"])

    @property
    def interval(self) -> str:
        """Confidence interval of the headline share."""
        return self.headline.interval

    @property
    def count(self) -> str:
        """Unweighted number of respondents behind the headline share."""
        return self.headline.count

    @property
    def top2(self) -> Share:
        """Share of the two highest scores."""
        return self._share("top2")

    @property
    def bottom2(self) -> Share:
        """Share of the two lowest scores."""
        return self._share("bottom2")

    @property
    def mean(self) -> Mean:
        """Mean score, or mean of a number."""
        self._known(MEAN, self._responses)
        return Mean(self.estimates.row(response=MEAN))

    def ranked(self, first: int, last: int | None = None) -> str:
        """Responses by rank of their share: `a.ranked(2, 4)` lists the second to fourth."""
        responses = {k: r for k, r in self.item.scale.responses.items() if not r.exclusive}
        rows = self.estimates.frame[self.estimates.frame["response"].isin(list(responses))]
        rows = rows.sort_values("estimate", ascending=False, kind="stable")
        chosen = rows.iloc[first - 1 : last or first]
        for response in chosen["response"]:
            self._share(response)
        if chosen["estimate"].isna().any():
            return phrases.NOT_SHOWN
        return phrases.listing(
            [
                f"{self._in_sentence(responses[row.response].label)} ({percent(row.estimate)})"
                for row in chosen.itertuples()
            ]
        )

    @staticmethod
    def _in_sentence(label: str) -> str:
        second = label.split()[1:2]
        proper = bool(second) and second[0][:1].isupper()
        proper = proper or label[1:2].isupper()
        return label if proper else label[:1].lower() + label[1:]
