"""Respondents of a reconstructed survey: who they are, and who gives which answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.questionnaire import Band, Item
from helpers.reconstruction.dealing import blend, deal, normal, settled, spread, uniform
from helpers.reconstruction.plan import Plan
from helpers.waves import ID


def best_first(item: Item) -> list[str]:
    """Responses of an item from the best score, the highest number or the first one down."""
    by_score = sorted(item.scores, key=item.scores.get, reverse=True)
    return by_score or list(item.scale.bands)[::-1] or list(item.scale.responses)


class Respondents:
    """One survey while its answers are dealt, item after item, into `frame`.

    Everybody has two factors, so that answers hang together: `setting` orders the profile
    of the class, and `outlook`, which the profile shifts, orders the ratings.
    """

    def __init__(self, plan: Plan, survey: str):
        self.plan, self.survey, self.rules = plan, survey, plan.rules
        entry = plan.rules["respondents"][survey]
        ids = [f"{entry['prefix']}{number:03d}" for number in range(1, entry["count"] + 1)]
        self.frame = pd.DataFrame(index=pd.Index(ids, name=ID))
        self.factors = {"setting": {r: self._normal("setting", r) for r in ids}}

    def _normal(self, *words: str) -> float:
        return normal(self.rules["seed"], self.survey, *words)

    def _uniform(self, *words: str) -> float:
        return uniform(self.rules["seed"], self.survey, *words)

    def asked(self, item: Item) -> pd.Index:
        """Respondents of whom the item is asked."""
        asked = pd.Series(True, index=self.frame.index)
        for condition, allowed in item.asked.items():
            if condition in self.frame:
                asked &= self.frame[condition].isin(allowed)
        return self.frame.index[asked]

    def groups(self, by: str | None, item: Item | None = None) -> dict[str, pd.Index]:
        """Respondents (of whom the item is asked) by their response to `by`, or all as one."""
        ids = self.frame.index if item is None else self.asked(item)
        if by is None:
            return {"": ids}
        answers = self.frame.loc[ids, by]
        return {key: ids[answers == key] for key in dict.fromkeys(answers)}

    def _write(self, name: str, answers: dict[str, Any]) -> None:
        if name not in self.frame:
            self.frame[name] = pd.Series(None, index=self.frame.index, dtype=object)
        self.frame.loc[list(answers), name] = list(answers.values())

    def deal_profile(self) -> None:
        """Answers whose counts the plan gives outright, then years of teaching."""
        for name, entry in self.rules["profile"][self.survey].items():
            by, counts = entry.get("by"), entry["counts"]
            for group, members in self.groups(by).items():
                wanted = counts[group] if by else counts
                self._write(name, deal(members, wanted, lambda r, n=name: self._normal(n, r)))
        if self.survey in self.plan.questionnaire.item(self.rules["years"]["of"]).columns:
            self._deal_years()

    def _deal_years(self) -> None:
        rules, size = self.rules["years"], len(self.frame)
        items = [self.plan.questionnaire.item(rules[key]) for key in ("of", "at_school")]
        means = [self.plan.mean(item, self.survey, "all") for item in items]
        ids = sorted(self.frame.index, key=lambda r: self._uniform("years", r))
        taught = spread(size, means[0], rules["longest"])
        stayed = [
            max(1, round(t * self._uniform("stayed", r) ** 0.5))
            for t, r in zip(taught, ids, strict=True)
        ]
        stayed = settled(stayed, round(means[1] * size), [1] * size, taught)
        for item, years in zip(items, (taught, stayed), strict=True):
            self._write(item.name, dict(zip(ids, map(float, years), strict=True)))

    def settle_outlook(self) -> None:
        """Outlook of everybody: a standard normal number and what the profile adds."""
        self.factors["outlook"] = {
            r: self._normal("outlook", r) + sum(self._effects(r)) for r in self.frame.index
        }

    def _effects(self, respondent: str) -> list[float]:
        found = []
        for name, effect in self.rules["effects"].items():
            if name in self.frame:
                value = self.frame.at[respondent, name]
                found.append(effect.get(value, 0.0) if isinstance(effect, dict) else effect * value)
        return found

    def deal_answers(
        self, item: Item, by: str | None, counts: dict[str, dict[str, int]], factor: str
    ) -> None:
        """Answers to an item by group; those outside its scale fall to anybody alike."""
        for group, members in self.groups(by, item).items():
            outside = self._deal_outside(item, members, counts[group])
            inside = [r for r in members if r not in outside]
            ranks = {r: self._rank(item.name, r, factor) for r in inside}
            scale = {key: counts[group].get(key, 0) for key in best_first(item)}
            self._write(item.name, outside | deal(inside, scale, ranks.get))
        if item.scale.bands:
            self._write(item.name, {r: self._number(item, r) for r in self.asked(item)})

    def _deal_outside(
        self, item: Item, members: pd.Index, counts: dict[str, int]
    ) -> dict[str, str]:
        wanted = {key: counts[key] for key in self.plan.questionnaire.special if key in counts}
        wanted[""] = len(members) - sum(wanted.values())
        drawn = deal(members, wanted, lambda r: self._uniform("outside", item.name, r))
        return {r: key for r, key in drawn.items() if key}

    def _rank(self, name: str, respondent: str, factor: str) -> float:
        loadings = self.rules["loadings"]
        loading = loadings["items"].get(name.split(".")[0], loadings[factor])
        return blend(self.factors[factor][respondent], loading, self._normal(name, respondent))

    def _number(self, item: Item, respondent: str) -> float | str:
        """A whole number of the band that was dealt; every one is as likely."""
        key = self.frame.at[respondent, item.name]
        if key not in item.scale.bands:
            return key
        band: Band = item.scale.bands[key]
        high = min(band.high, self.rules["open_band_ends"])
        return float(band.low + int(self._uniform("number", respondent) * (high - band.low + 1)))

    def deal_responses(self, item: Item, counts: dict[str, int]) -> None:
        """Responses of a multiple response; an exclusive one goes to the poorest outlook."""
        ids = list(self.asked(item))
        chosen: dict[str, set[str]] = {}
        exclusive = [key for key in counts if item.scale.responses[key].exclusive]
        left = sorted(ids, key=self.factors["outlook"].get)
        for key in exclusive:
            chosen[key], left = set(left[: counts[key]]), left[counts[key] :]
        for key in [k for k in counts if k not in exclusive]:
            ranks = {r: self._rank(f"{item.name}.{key}", r, "outlook") for r in left}
            chosen[key] = set(sorted(left, key=ranks.get, reverse=True)[: counts[key]])
        _give_everybody_one({k: v for k, v in chosen.items() if k not in exclusive}, left)
        for key, givers in chosen.items():
            self._write(f"{item.name}.{key}", {r: "yes" if r in givers else "no" for r in ids})

    def deal_texts(self, item: Item) -> None:
        """Open answers; they fall to those who gave the poorest rating of a related item."""
        rules, ids = self.rules["texts"][item.name], self.asked(item)
        related = self.plan.questionnaire.item(rules["follows"])
        ratings = self.frame[related.name].map(related.scores).fillna(max(related.scores.values()))
        order = sorted(ids, key=lambda r: (ratings[r], self._uniform(item.name, r)))
        answers = rules["answers"] + ["no_answer"] * (len(ids) - len(rules["answers"]))
        self._write(item.name, dict(zip(order, answers, strict=True)))


def _give_everybody_one(chosen: dict[str, set[str]], ids: list[str]) -> None:
    """Swap responses so that nobody is without one; the counts stay."""

    def how_many(r: str) -> int:
        return sum(r in givers for givers in chosen.values())

    for empty in [r for r in ids if not how_many(r)]:
        richest = max(ids, key=how_many)
        key = next(key for key, givers in chosen.items() if richest in givers)
        chosen[key].remove(richest)
        chosen[key].add(empty)
