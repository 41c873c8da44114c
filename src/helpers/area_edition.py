"""Area edition: one area as a notebook shows it, against all other areas of the same wave."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from IPython.display import Markdown

from helpers import exhibits, phrases, tables
from helpers.answers import Answers
from helpers.area_differences import (
    REST,
    AreaContrast,
    AreaFamily,
    AreaMeasure,
    ChangeGap,
    GapFamily,
)
from helpers.comparisons import compare
from helpers.disclosure import Disclosed, disclose, withhold, without_sizes
from helpers.edition import Edition
from helpers.estimates import MEAN, share_of
from helpers.exhibits import Exhibit
from helpers.measures import Measure
from helpers.paired_comparisons import compare_double
from helpers.printing import SUPPRESSED_MARK, decimal, whole, whole_range
from helpers.questionnaire import Item
from helpers.samples import Sample
from helpers.small_areas import Areas
from helpers.waves import BASELINE, END

EVERY_OTHER = phrases.capitalised(REST)


class AreaPart(Edition):
    """The Linking teachers of one area, or of all others: a domain of the wave's surveys."""

    def __init__(self, areas: Areas, area: str, inside: bool):
        whole = areas.whole
        super().__init__(whole.wave.name, whole.phase, whole.wave.root)
        self._areas, self.area, self._inside = areas, area, inside
        self.name = areas.names[area] if inside else REST

    @cached_property
    def samples(self) -> dict[str, Sample]:
        """Respondents of the part by survey, on the design of the whole survey."""
        return {survey: self._part(self._areas.sample(survey)) for survey in self._areas.surveys}

    def _part(self, sample: Sample) -> Sample:
        kept = self._areas.mask(sample, self.area, self._inside)
        return replace(
            sample,
            group=self.name,
            answers=sample.answers[kept],
            weights=sample.weights[kept],
            sampling=sample.sampling.domain(kept),
        )

    def hides(self, item: Item, *surveys: str, linked: bool = False) -> bool:
        """Whether an item's numbers in any of the surveys would tell of too few.

        Of too few in this area, or in another one whose numbers could be worked out from them.
        """
        return any(self.area in self._areas.withheld(s, item, linked) for s in surveys)

    def respondents(self, survey: str) -> str:
        """Number of respondents of a survey in the part, where it may be shown."""
        hidden = self.area in self._areas.withheld(survey)
        return SUPPRESSED_MARK if hidden else super().respondents(survey)

    def count(self, survey: str, **where: str) -> str:
        """Number of respondents who gave the named responses, where it may be shown."""
        found = super().count(survey, **where)
        inside = int(found.replace(",", ""))
        few = min(inside, len(self.sample(survey)) - inside) < self._areas.threshold
        return SUPPRESSED_MARK if few or self.area in self._areas.withheld(survey) else found

    def given(self, survey: str, item: str) -> str:
        """Not shown: how many wrote something is no number of an area's edition."""
        return SUPPRESSED_MARK

    def estimates(self, item: Item, survey: str, linked: bool = False) -> Disclosed:
        """Estimates of an item that may be shown."""
        found = super().estimates(item, survey, linked)
        found = without_sizes(found) if linked else found
        return withhold(found) if self.hides(item, survey, linked=linked) else found

    def tests(self, item: Item, against: str) -> Disclosed:
        """Tests of the change since another survey that may be shown."""
        linked = self.linked and against == BASELINE
        found = super().tests(item, against)
        found = without_sizes(found) if linked else found
        return withhold(found) if self.hides(item, END, against, linked=linked) else found

    def answers(self, item: Item, survey: str, linked: bool = False) -> Answers:
        """Answers to an item in one survey."""

        def together(keys: list[str]) -> Disclosed:
            sample = self.linked_pairs[survey] if linked else self.sample(survey)
            found = disclose(share_of(sample, item, keys), self.settings, linked)
            found = without_sizes(found) if linked else found
            return withhold(found) if self.estimates(item, survey, linked).hidden else found

        return Answers(item, self.estimates(item, survey, linked), together)

    def _bases_of(self, items: list[Item]) -> str:
        found = [self.estimates(item, END).frame["base"].iloc[0] for item in items]
        return whole_range([float(base) for base in found])

    def _measure(self, item: Item) -> Measure:
        answers, tests = self._of(item)
        return Measure(item, answers, tests, self.linked)

    def _of(self, item: Item):
        def answers(survey: str, linked: bool = False) -> Answers:
            return self.answers(item, survey, linked)

        return answers, lambda against: self.tests(item, against)


class AreaEdition(AreaPart):
    """What notebooks of an area write with: `AreaEdition("...", "bradford")["interest"]`.

    Each measure has `difference` and `gap` beside what other measures have. `area` is named by
    key, label or folder. Raises InputError where the wave has no such area.
    """

    def __init__(self, wave: str, area: str, root=None):
        areas = Areas(wave, root)
        key = areas.key_of(area)
        super().__init__(areas, key, inside=True)
        self.others = AreaPart(areas, key, inside=False)

    def _measure(self, item: Item) -> AreaMeasure:
        tests = {
            "level": lambda: self.level_tests(item),
            "change": lambda: self.change_tests(item),
        }
        return AreaMeasure(item, self.name, self._of(item), self.others[item.name], tests,
                           self.linked)  # fmt: skip

    def level_tests(self, item: Item) -> Disclosed:
        """Tests of the area against all other areas at the end of Linking: two domains."""
        rows = compare(self.sample(END), self.others.sample(END), item, self.settings)
        found = disclose(rows, self.settings)
        return withhold(found) if self.hides(item, END) else found

    def change_tests(self, item: Item) -> Disclosed:
        """Tests of the area's change since baseline against that of all other areas."""
        sides = [
            tuple((part.linked_pairs if self.linked else part.samples)[s] for s in (END, BASELINE))
            for part in (self, self.others)
        ]
        found = disclose(compare_double(*sides, item, self.settings, self.linked), self.settings)
        hidden = self.hides(item, END, BASELINE, linked=self.linked)
        found = without_sizes(found) if self.linked else found
        return withhold(found) if hidden else found

    @property
    def threshold(self) -> str:
        """Fewest respondents that an area must have for a number to be shown: "30"."""
        return f"{self._areas.threshold}"

    @property
    def whom(self) -> str:
        """Whom the edition speaks of: "primary teachers"."""
        return f"{self.phase} teachers" if self.phase else "teachers"

    @property
    def change_basis(self) -> str:
        """How the change is measured: "among the teachers who answered both surveys".

        Without their number: with that of all who answered it would tell of the few others.
        """
        if self.linked:
            return "among the teachers who answered both surveys"
        before, after = self.respondents(BASELINE), self.respondents(END)
        return f"between {before} teachers at baseline and {after} others at the end of Linking"

    @cached_property
    def differences(self) -> AreaFamily:
        """All rated items of the end of Linking survey, the area against all others."""
        return AreaFamily(self._asked_in(END), self.name)

    @cached_property
    def gaps(self) -> GapFamily:
        """All rated items of both Linking surveys, the area's change against that of others."""
        return GapFamily(self._asked_in(END, BASELINE), self.name)

    # --- exhibits -------------------------------------------------------------------------

    def figure_against(self, number: str, items: list[str], title: str) -> Markdown:
        """Bars of the area and of all other areas for several items, the area's as tested.

        Items that too few in the area answered are named and not drawn.
        """
        measures = [self[name] for name in items]
        shown = [m for m in measures if not self.hides(m.item, END)]
        if not shown:
            return Markdown(self._left_out(measures))
        parts, notes, said = [], {}, []
        for measure in shown:
            data, means = self._side_by_side(measure)
            parts.append(data)
            notes |= means
            if measure.difference.tested:
                said.append(f"{measure.item.label}: {measure.difference}")
        data, heading = Disclosed.together(parts), "Mean" if notes else ""
        details = self._area_details([m.item for m in shown], "; ".join(said), measures)
        return exhibits.stacked_figure(
            Exhibit(number, title, "group of teachers", data, details, notes, heading)
        )

    def _side_by_side(self, measure: AreaMeasure):
        item, tested = measure.item, measure.difference.tested
        panel = item.label
        star = tested and measure.difference.significant
        named = {self: f"{self.name} *" if star else self.name, self.others: EVERY_OTHER}
        data = [part._bars(item, END, panel, bar) for part, bar in named.items()]
        means = {}
        if item.scores:
            for part, bar in named.items():
                mean = part.estimates(item, END).row(response=MEAN)["estimate"]
                starred = part is self and measure.difference.mean_significant
                means[panel, bar] = decimal(mean) + ("*" if starred else "")
        return Disclosed.together(data), means

    def _area_details(self, items: list[Item], said: str, measures: list) -> dict[str, str]:
        bases = [f"{part._bases_of(items)} in {part.name}" for part in (self, self.others)]
        phase = f"{self.phase} " if self.phase else ""
        details = self._details(items, [END], said)
        details["Base"] = f"{phase}Linking teachers: {', '.join(bases)}, unweighted"
        hidden = self._left_out([m for m in measures if m.item not in items])
        note = self._asterisk_note(AreaContrast) if said else ""
        details["Note"] = "; ".join(part for part in (note, hidden) if part)
        return details

    def _left_out(self, measures: list[AreaMeasure]) -> str:
        if not measures:
            return ""
        named = phrases.listing([m.item.label for m in measures])
        return (
            f"Not shown, because too few teachers in {self.name} answered or so that the numbers "
            f"of a small area cannot be worked out: {named}."
        )

    def table_against(self, item: str, title: str) -> Markdown:
        """Table of one item's responses: a row a response, the area and all other areas."""
        asked = self[item].item
        if self.hides(asked, END):
            return Markdown(self._left_out([self[item]]))
        here, there = (part._bars(asked, END, "", "").frame for part in (self, self.others))
        rows = [
            [a["label"], tables.percent(a["estimate"]), tables.percent(b["estimate"])]
            for (_, a), (_, b) in zip(here.iterrows(), there.iterrows(), strict=True)
        ]
        bases = [whole(frame["base"].iloc[0]) for frame in (here, there)]
        rows.append(["Base: teachers, unweighted", *bases])
        return self._table(["Response", self.name, EVERY_OTHER], rows, title, [END])

    def table_changes(self, title: str) -> Markdown:
        """Table of all changes in percentage points: a row a measure, and whether they differ."""
        rows = [
            [phrases.capitalised(str(m)), _points(m.change), _points(m.others.change),
             m.gap.verdict]
            for m in self.gaps.measures
        ]  # fmt: skip
        where = [f"Percentage points, {part.name}" for part in (self, self.others)]
        header = ["Measure", *where, "Difference between the changes"]
        return self._table(header, rows, title, [BASELINE, END])


def _points(change) -> str:
    if change.hidden:
        return SUPPRESSED_MARK
    return f"{change.value:+d}".replace("-", "\u2212") if change.value else "0"


__all__ = ["AreaEdition", "ChangeGap"]
