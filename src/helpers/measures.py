"""Measures: the items that a notebook names, in all surveys, and families of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from IPython.display import Markdown

from helpers import phrases
from helpers.answers import Answers, Text
from helpers.differences import Change, Contrast
from helpers.disclosure import Disclosed
from helpers.questionnaire import Item


class Measure(Text):
    """One item in all the surveys that ask it."""

    def __init__(self, item: Item, answers: Callable[[str], Answers], tests: Callable[..., Disclosed]):
        self.item, self.answers, self._tests = item, answers, tests

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

    @cached_property
    def change(self) -> Change:
        """From baseline to the end of Linking."""
        return Change(self.followup, self.baseline, self._tests("baseline"))

    @cached_property
    def contrast(self) -> Contrast:
        """Linking teachers at the end against the comparison group."""
        return Contrast(self.followup, self.comparison, self._tests("comparison"))


class Family(Text):
    """Several measures of one kind of difference, counted and listed as the tests say."""

    kinds = {
        "change": ("ratings were better at the end of Linking than at baseline", "change"),
        "contrast": ("Linking teachers' ratings were better than non-Linking teachers'", "contrast"),
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
        """Measures whose difference is, or is not, statistically significant."""
        return [m for m in self.measures if self.difference(m).significant == significant]

    @property
    def better(self) -> list[Measure]:
        """Measures whose mean score is better on the left side of the difference."""
        return [m for m in self.measures if self.difference(m).better]

    @property
    def n(self) -> str:
        """How many measures there are, in words up to nine."""
        return phrases.number_word(len(self.measures))

    @property
    def n_significant(self) -> str:
        """How many differ statistically significantly, in words up to nine."""
        return phrases.number_word(len(self.split(True)))

    @property
    def n_better(self) -> str:
        """How many are better, in words up to nine."""
        return phrases.number_word(len(self.better))

    @property
    def significant(self) -> str:
        """Inline list of those that differ: "interest in other cultures (64% to 75%) and ..."."""
        return self._listed(self.split(True))

    @property
    def not_significant(self) -> str:
        """Inline list of those that do not differ statistically significantly."""
        return self._listed(self.split(False))

    @property
    def summary(self) -> str:
        """How many are better, and how many differ significantly which way, as a clause."""
        clause, _ = self.kinds[self.kind]
        better = [m for m in self.better if self.difference(m).significant]
        worse = [m for m in self.split(True) if m not in better]
        said = f"the difference is statistically significant on {phrases.number_word(len(better))} of them"
        if not better:
            said = "on none of them is the difference statistically significant"
        text = f"{clause} on {self._share_of_all(len(self.better))}, and {said}"
        if not self.better:
            text = f"on none of the {self.n} measures were {clause.replace(' were ', ' ')}"
        if worse:
            text += f"; on {phrases.number_word(len(worse))} they were statistically significantly worse"
        return text

    def _share_of_all(self, count: int) -> str:
        if count == len(self.measures):
            return f"all {self.n} measures"
        return f"{phrases.number_word(count)} of the {self.n} measures"

    def agreement(self, test: str) -> str:
        """Whether another test gives the verdicts of the one that the words follow."""
        apart = [
            str(m)
            for m in self.measures
            if self.difference(m).verdict_of(test) != self.difference(m).verdict
        ]
        if not apart:
            return f"agrees with that of the ordinal test on all {self.n} measures"
        same = self._share_of_all(len(self.measures) - len(apart))
        which = "the exception is" if len(apart) == 1 else "the exceptions are"
        listed = phrases.listing(apart)
        return (
            f"agrees with that of the ordinal test on {same}; {which} {listed}"
        )

    def bullets(self, significant: bool = True) -> Markdown:
        """Markdown list of the measures that do (or do not) differ, one a line."""
        measures = self.split(significant)
        if not measures:
            return Markdown("- None of the measures.")
        lines = [f"- {phrases.capitalised(str(m))}: {self._told(m)}." for m in measures]
        return Markdown("\n".join(lines))

    def _told(self, measure: Measure) -> str:
        found = self.difference(measure)
        if self.kind == "change":
            return f"the share of teachers {found.rose} {found.from_to_words}"
        return f"{found.here} of Linking teachers, {found.position} the {found.there} of non-Linking teachers"

    def _listed(self, measures: list[Measure]) -> str:
        joint = "to" if self.kind == "change" else "against"
        parts = []
        for measure in measures:
            found = self.difference(measure)
            ends = (found.there, found.here) if self.kind == "change" else (found.here, found.there)
            parts.append(f"{measure} ({ends[0]} {joint} {ends[1]})")
        return phrases.listing(parts, none="none of the measures")


class Ranking(Text):
    """Headline shares of several items in one survey, by rank."""

    def __init__(self, answers: list[Answers]):
        self.answers = sorted(answers, key=lambda a: -a.headline.value)

    def __str__(self) -> str:
        return self.ranked(1, len(self.answers))

    def ranked(self, first: int, last: int | None = None) -> str:
        """Items from the highest share: `r.ranked(2, 4)` lists the second to fourth."""
        chosen = self.answers[first - 1 : last or first]
        return phrases.listing([f"{a.item.phrase} ({a.headline})" for a in chosen])

    @property
    def range(self) -> str:
        """Lowest and highest share: "between 65% and 83%"."""
        return f"between {self.answers[-1].headline} and {self.answers[0].headline}"

    @property
    def majorities(self) -> str:
        """On how many questions more than half gave a headline answer: "all six questions"."""
        count = sum(a.headline.value > 0.5 for a in self.answers)
        n = phrases.number_word(len(self.answers))
        if count == len(self.answers):
            return f"all {n} questions"
        return f"{phrases.number_word(count)} of the {n} questions"
