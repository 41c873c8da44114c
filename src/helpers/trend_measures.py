"""Trend measures: the rated items of one survey, wave by wave, with what changed between waves."""

from __future__ import annotations

from IPython.display import Markdown

from helpers import exhibits, phrases
from helpers.answers import Answers, Text
from helpers.differences import Change
from helpers.disclosure import Disclosed
from helpers.edition import Edition
from helpers.exhibits import Exhibit
from helpers.measures import Family
from helpers.origins import note
from helpers.printing import whole_range
from helpers.questionnaire import Item, load_questionnaire

QUESTIONS = "data/questionnaire.yml"


class WaveChange(Change):
    """Change of one survey from a wave to the next one that can be compared with it."""

    basis = "an ordinal test of two independent samples, one a wave"


class Trend(Text):
    """One item of one survey, wave by wave, back to the last wave that can be compared.

    `answers` holds the waves' answers under their academic years, the newest last, and `steps`
    the changes between them; where there is none, `why` says why, and `wave` with which wave.
    """

    def __init__(
        self,
        item: Item,
        answers: dict[str, Answers],
        steps: list[WaveChange],
        wave: str = "",
        why: str = "",
    ):
        self.item, self.answers, self.steps = item, answers, steps
        self.wave, self.why = wave, why

    def __str__(self) -> str:
        return self.item.phrase

    @property
    def change(self) -> WaveChange:
        """Change since the wave before; raises AttributeError where there is none."""
        if not self.steps:
            raise AttributeError(f"{self.item.name} {self.refusal}")
        return self.steps[-1]

    @property
    def refusal(self) -> str:
        """ "cannot be compared with 2020-21, because ..."; empty where it can be."""
        return f"cannot be compared with {self.wave}, because {self.why}" if self.why else ""

    @property
    def told(self) -> str:
        """Shares wave by wave with the latest change, or why there are none, as a clause."""
        if not self.steps:
            return self.refusal
        shown = phrases.listing([f"{answers} in {year}" for year, answers in self.answers.items()])
        since = f"; since {list(self.answers)[-2]} " if len(self.steps) > 1 else ", "
        return f"{shown}{since}{self.change}"


class SurveyTrends(Family):
    """The rated items of one survey as trends: those that can be compared, and the `apart`."""

    def __init__(self, editions: dict[str, Edition], survey: str, trends: list[Trend]):
        super().__init__([trend for trend in trends if trend.steps], "change")
        self.editions, self.survey, self.trends = editions, survey, trends
        self.apart = [trend for trend in trends if not trend.steps]
        self.kinds = {"change": f"ratings were better in {self._year} than in {self._before}"}

    @property
    def _year(self) -> str:
        return list(self.editions.values())[-1].academic_year

    @property
    def _before(self) -> str:
        before = {list(trend.answers)[-2] for trend in self.measures}
        return before.pop() if len(before) == 1 else "the wave before"

    def __getitem__(self, name: str) -> Trend:
        """Trend of an item by its name; raises KeyError that lists those there are."""
        by_name = {trend.item.name: trend for trend in self.trends}
        if name not in by_name:
            raise KeyError(f"{name} is none of the trends {', '.join(by_name)}")
        return by_name[name]

    def of(self, *names: str) -> SurveyTrends:
        """Those of the items named that the survey asks now or asked in the wave before.

        Raises KeyError for a name that no item of the questionnaire has.
        """
        root = next(iter(self.editions.values())).wave.root
        known = load_questionnaire(root).items
        if missing := [name for name in names if name not in known]:
            raise KeyError(f"{', '.join(missing)} not in {QUESTIONS}")
        by_name = {trend.item.name: trend for trend in self.trends}
        chosen = [by_name[name] for name in names if name in by_name]
        return SurveyTrends(self.editions, self.survey, chosen)

    @property
    def comparable(self) -> str:
        """How many can be compared with an earlier wave: "nine of the 11 measures"."""
        self._note_trends()
        return phrases.count_of(len(self.measures), len(self.trends))

    def _note_trends(self) -> None:
        items = [trend.item.name for trend in self.trends]
        note("measures", of="trend", survey=self.survey, items=items, waves=list(self.editions))

    @property
    def summary(self) -> str:
        """On how many ratings were better, and on how many of them significantly, as a clause."""
        if not self.measures:
            return "none of the measures can be compared with an earlier wave"
        return super().summary

    @property
    def not_comparable(self) -> str:
        """Inline list of those that cannot be compared, each with the reason."""
        self._note_trends()
        parts = [f"{trend}, because {trend.why}" for trend in self.apart]
        return "; ".join(parts) or "none of the measures"

    def refusals(self) -> Markdown:
        """Markdown list of those that cannot be compared and why, one a line."""
        lines = [f"- {exhibits.as_text(_sentence(trend))}" for trend in self.apart]
        return Markdown("\n".join(lines) or "- None of the measures.")

    def figure(self, number: str, title: str) -> Markdown:
        """A panel a measure, and in it a dot with its confidence interval a wave."""
        if not self.measures:
            return Markdown("There is no figure, because no measure can be compared.")
        data, notes = self._dots()
        exhibit = Exhibit(number, title, "wave", data, self._details(), notes, "Change")
        return exhibits.dot_figure(exhibit, f"{self._settings.interval_level:.0%} interval")

    @property
    def _settings(self):
        return list(self.editions.values())[-1].settings

    def _dots(self) -> tuple[Disclosed, dict[tuple[str, str], str]]:
        """Headline shares, a row a measure and wave; and what changed since the wave before."""
        parts, notes = [], {}
        for trend in self.measures:
            label = phrases.capitalised(str(trend))
            for place, (year, answers) in enumerate(trend.answers.items()):
                step = trend.steps[place - 1] if place else None
                bar = f"{year} *" if step is not None and step.significant else year
                row = answers.estimates.only(response="headline")
                parts.append(row.labelled(panel=label, bar=bar, label=_responses(trend.item)))
                notes[label, bar] = f"{step.noun}; {step.verdict}" if step is not None else ""
        return Disclosed.together(parts), notes

    def _details(self) -> dict[str, str]:
        items = [trend.item for trend in self.measures]
        asked = {" ".join(item.wording.split()): None for item in items}
        shares = {_responses(item): None for item in items}
        level = list(self.editions.values())[-1].level
        used = [e for e in self.editions.values() if self._bases(e.academic_year)]
        return {
            "Question": " ".join(f"\u201c{wording}\u201d" for wording in asked),
            "Shown": f"share of those who answered {phrases.listing(list(shares))}",
            "Base": "; ".join(self._base(edition) for edition in used),
            "Weighting": self._weighting,
            "Difference": "; ".join(
                f"{phrases.capitalised(str(t))}: {t.told}" for t in self.measures
            ),
            "Note": f"* marks a change since the wave before that is statistically significant "
            f"at the {level} level by {WaveChange.basis}; lines are confidence intervals",
            "Source": ". ".join(edition.source([self.survey]) for edition in used),
        }

    @property
    def _weighting(self) -> str:
        rule, now = self._settings.weighting, list(self.editions.values())[-1]
        if rule["survey"] != self.survey:
            return "unweighted"
        by = now.questionnaire.item(rule["variable"]).label.lower()
        target = now.wave.facts["surveys"].get(rule["target"])
        if target is None:
            return "unweighted"
        return f"in each wave weighted to the {by} profile of that wave's {target['label']} survey"

    def _bases(self, year: str) -> list[float]:
        found = [trend.answers[year] for trend in self.measures if year in trend.answers]
        return [float(answers.estimates.row(response="headline")["base"]) for answers in found]

    def _base(self, edition: Edition) -> str:
        number = whole_range(self._bases(edition.academic_year))
        group = edition.wave.facts["surveys"][self.survey]["group"]
        who = f"{edition.phase} {group}" if edition.phase else group
        return f"{edition.academic_year}: {number} {who}, unweighted"


def _responses(item: Item) -> str:
    """Labels of the headline responses: "5 Very much or 4"."""
    return " or ".join(item.scale.responses[key].label for key in item.headline)


def _sentence(trend: Trend) -> str:
    return f"{phrases.capitalised(str(trend))}: {trend.why}."
