"""Measures: the items that a notebook names, in all surveys, and families of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property

from IPython.display import Markdown

from helpers import phrases
from helpers.answers import Answers, Text
from helpers.differences import Change, Contrast, DoubleContrast, LinkedChange
from helpers.disclosure import Disclosed
from helpers.origins import note
from helpers.printing import SUPPRESSED_MARK
from helpers.questionnaire import Item


class Measure(Text):
    """One item in all the surveys that ask it."""

    def __init__(
        self,
        item: Item,
        answers: Callable[..., Answers],
        tests: Callable[..., Disclosed],
        linked: bool = False,
        double: bool = False,
    ):
        self.item, self.answers, self._tests = item, answers, tests
        self.linked, self.double = linked, double

    def __str__(self) -> str:
        return self.item.phrase

    @cached_property
    def baseline(self) -> Answers:
        """Answers before Linking, weighted to the profile of the end of Linking survey."""
        return self.answers("baseline")

    @cached_property
    def followup(self) -> Answers:
        """Answers of Linking teachers at the end of Linking."""
        return self.answers("end_of_linking")

    @cached_property
    def comparison(self) -> Answers:
        """Answers of the comparison group."""
        return self.answers("comparison")

    @property
    def best(self) -> str:
        """Label of the response with the highest score, in small letters: "not at all"."""
        note("label", items=[self.item.name], what="highest score")
        return self._label_of(max)

    @property
    def worst(self) -> str:
        """Label of the response with the lowest score, in small letters: "very much"."""
        note("label", items=[self.item.name], what="lowest score")
        return self._label_of(min)

    def _label_of(self, end: Callable) -> str:
        scores = self.item.scores
        label = self.item.scale.responses[end(scores, key=scores.get)].label
        return (label.lstrip("0123456789 ") or label).lower()

    @cached_property
    def change(self) -> Change:
        """From baseline to the end of Linking; of the same respondents where they are linked."""
        kind, ends = Change, (self.followup, self.baseline)
        if self.linked:
            ends = tuple(self.answers(s, linked=True) for s in ("end_of_linking", "baseline"))
            kind = LinkedChange
        return kind(*ends, self._tests("baseline"))

    @cached_property
    def contrast(self) -> Contrast:
        """Linking teachers at the end against the comparison group.

        Where that group has a baseline of its own, the verdict is on the two changes.
        """
        kind = DoubleContrast if self.double else Contrast
        return kind(self.followup, self.comparison, self._tests("comparison"))


class Family(Text):
    """Several measures of one kind of difference, counted and listed as the tests say."""

    kinds = {
        "change": "ratings were better at the end of Linking than at baseline",
        "contrast": "Linking teachers' ratings were better than non-Linking teachers'",
        "double": "Linking teachers' changes since baseline were better than non-Linking teachers'",
        "mixed": "Linking teachers' ratings (their changes since baseline, where both groups "
        "have one) were better than non-Linking teachers'",
    }

    def __init__(self, measures: list[Measure], kind: str):
        self.measures, self.kind = measures, kind

    def __str__(self) -> str:
        return self.summary

    def of(self, *names: str) -> Family:
        """The family cut down to the items named."""
        by_name = {measure.item.name: measure for measure in self.measures}
        missing = [name for name in names if name not in by_name]
        if missing:
            raise KeyError(f"{', '.join(missing)} not in the family of {', '.join(by_name)}")
        return Family([by_name[name] for name in names], self.kind)

    def difference(self, measure: Measure) -> Change:
        """The measure's difference of this family's kind."""
        return measure.change if self.kind == "change" else measure.contrast

    def split(self, significant: bool) -> list[Measure]:
        """Measures whose difference is, or is not, statistically significant; only those tested."""
        return [m for m in self._tested(True) if self.difference(m).significant == significant]

    def _tested(self, tested: bool) -> list[Measure]:
        return [m for m in self.measures if self.difference(m).testable == tested]

    @property
    def better(self) -> list[Measure]:
        """Measures whose mean score is better on the left side of the difference."""
        return [m for m in self.measures if self.difference(m).better]

    @property
    def n(self) -> str:
        """How many measures there are, in words up to nine."""
        self._note()
        return phrases.number_word(len(self.measures))

    def _note(self) -> None:
        items = [measure.item.name for measure in self.measures]
        note("measures", of=self.kind, items=items)

    @property
    def n_significant(self) -> str:
        """How many differ statistically significantly, in words up to nine."""
        return phrases.number_word(len(self.split(True)))

    def on_how_many(self, noun: str = "measure") -> str:
        """On how many the difference is statistically significant: "both measures"."""
        return phrases.count_of(len(self.split(True)), len(self.measures), noun)

    @property
    def n_better(self) -> str:
        """How many are better, in words up to nine."""
        return phrases.number_word(len(self.better))

    @property
    def significant(self) -> str:
        """Inline list of those that differ: "interest in other cultures (64% to 75%) and ..."."""
        self._note()
        return self._listed(self.split(True))

    @property
    def not_significant(self) -> str:
        """Inline list of those that were tested and do not differ statistically significantly."""
        self._note()
        return self._listed(self.split(False))

    @property
    def not_testable(self) -> str:
        """Inline list of those without a verdict, each with the reason."""
        self._note()
        parts = [f"{m}, which {self.difference(m).why_not_testable}" for m in self._tested(False)]
        return "; ".join(parts) or "none of the measures"

    @property
    def summary(self) -> str:
        """How many are better, and how many differ significantly which way, as a clause."""
        self._note()
        shown = [m for m in self.measures if not self.difference(m).hidden]
        if not shown:
            none = phrases.count_of(0, len(self.measures))
            return f"{none} can be shown ({SUPPRESSED_MARK})"
        rest = "" if shown == self.measures else " that can be shown"
        where = phrases.count_of(len(self.better), len(shown), "measure", rest)
        clause = self._clause(shown)
        text = f"on {where} were {clause.replace(' were ', ' ')}"
        if self.better:
            text = f"{clause} on {where}, {self._said_of_better()}"
        return text + self._worse_and_untested()

    def _clause(self, shown: list[Measure]) -> str:
        doubles = [isinstance(self.difference(m), DoubleContrast) for m in shown]
        if all(doubles):
            return self.kinds["double"]
        return self.kinds["mixed" if any(doubles) else self.kind]

    def _said_of_better(self) -> str:
        count = len([m for m in self.better if self.difference(m).significant])
        if len(self.better) == 1:
            return f"where the difference is {'' if count else 'not '}statistically significant"
        them = phrases.quantity(count, len(self.better))
        return f"and the difference is statistically significant on {them} of them"

    def _worse_and_untested(self) -> str:
        shown = len([m for m in self.measures if not self.difference(m).hidden])
        worse = len([m for m in self.split(True) if m not in self.better])
        untested, text = len(self._tested(False)), ""
        if worse:
            on = phrases.number_word(worse)
            if worse == shown > 1:
                on = f"{phrases.quantity(worse, shown)} of them"
            text += f"; on {on} they were statistically significantly worse"
        if untested:
            text += f"; {phrases.number_word(untested)} could not be tested"
        return text

    def agreement(self, test: str) -> str:
        """Whether another test gives the verdicts of the one that the words follow.

        Says so where the wave's design does not have that test.
        """
        self._note()
        if not self.measures:
            return "has no measure to be compared on"
        first = self.difference(self.measures[0])
        if not any(self.difference(m).has(test) for m in self.measures):
            return f"is not there, because that test is not made{first.whose}"
        apart = [
            str(m)
            for m in self.measures
            if self.difference(m).verdict_of(test) != self.difference(m).verdict
        ]
        same = phrases.count_of(len(self.measures) - len(apart), len(self.measures))
        text = f"agrees with that of {first.test_name} on {same}"
        if not apart:
            return text
        which = "the exception is" if len(apart) == 1 else "the exceptions are"
        return f"{text}; {which} {phrases.listing(apart)}"

    def bullets(self, significant: bool = True) -> Markdown:
        """Markdown list of the measures that do (or do not) differ, one a line."""
        measures = self.split(significant)
        if not measures:
            return Markdown("- None of the measures.")
        lines = [f"- {phrases.capitalised(str(m))}: {self._told(m)}." for m in measures]
        return Markdown("\n".join(lines))

    def _told(self, measure: Measure) -> str:
        found = self.difference(measure)
        lower = found.here.lower_is_better
        aside = ", and a lower share is the better outcome here" if lower else ""
        aside += self._turned(found)
        if self.kind == "contrast":
            here, there = (
                f"{found.here} of Linking teachers",
                f"{found.there} of non-Linking teachers",
            )
            return f"{here}, {found.position} the {there}{aside}"
        moved = f"{found.rose} {found.from_to_words}"
        if found.value == 0 and not found.hidden:
            moved = f"stayed at {found.here.words}"
        return f"the share of teachers {moved}{aside}"

    def _listed(self, measures: list[Measure]) -> str:
        joint = "to" if self.kind == "change" else "against"
        parts = []
        for measure in measures:
            found = self.difference(measure)
            ends = (found.there, found.here) if self.kind == "change" else (found.here, found.there)
            parts.append(f"{measure} ({ends[0]} {joint} {ends[1]}{self._turned(found)})")
        return phrases.listing(parts, none="none of the measures")

    def _turned(self, found: Change) -> str:
        verb = "moved" if self.kind == "change" else "differ"
        return f", while the ratings as a whole {verb} the other way" if found.turned else ""


class Ranking(Text):
    """Headline shares of several items in one survey, by rank; suppressed ones have no rank."""

    def __init__(self, answers: list[Answers]):
        shown = [a for a in answers if not math.isnan(a.headline.value)]
        self.answers = sorted(shown, key=lambda a: -a.headline.value)
        self.answers += [a for a in answers if a not in shown]
        self._shown = self.answers[: len(shown)]

    def __str__(self) -> str:
        return self.ranked(1, len(self.answers))

    def ranked(self, first: int, last: int | None = None) -> str:
        """Items from the highest share: `r.ranked(2, 4)` lists the second to fourth."""
        chosen = self.answers[first - 1 : last or first]
        parts = [f"{a.item.phrase} ({a.headline})" for a in chosen if a in self._shown]
        return phrases.listing(parts + [phrases.NOT_SHOWN] * (len(parts) < len(chosen)))

    @property
    def range(self) -> str:
        """Lowest and highest share: "between 65% and 83%"."""
        if not self._shown:
            return SUPPRESSED_MARK
        low, high = self._shown[-1].headline, self._shown[0].headline
        return str(low) if low.percent == high.percent else f"between {low} and {high}"

    @property
    def majorities(self) -> str:
        """On how many questions more than half gave a headline answer: "all six questions"."""
        if not self._shown:
            return f"{SUPPRESSED_MARK} of the {phrases.number_word(len(self.answers))} questions"
        count = sum(a.headline.value > 0.5 for a in self._shown)
        rest = "" if len(self._shown) == len(self.answers) else " that can be shown"
        return phrases.count_of(count, len(self._shown), "question", rest)
