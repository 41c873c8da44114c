"""Trends: rated items in all waves of the project up to one, tested from wave to wave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import cached_property
from pathlib import Path

from IPython.display import Markdown

from helpers import exhibits, phrases
from helpers.answers import Answers
from helpers.comparable_waves import is_barrier, rated, why_apart
from helpers.comparisons import compare
from helpers.disclosure import Disclosed, disclose, withhold
from helpers.edition import Edition
from helpers.errors import InputError, Problem
from helpers.estimates import share_of
from helpers.printing import day
from helpers.project import find_root, known_wave, wave_names
from helpers.publication import FILE, read_publication
from helpers.questionnaire import Item
from helpers.reads import note
from helpers.suppression import leaves_few
from helpers.trend_measures import QUESTIONS, SurveyTrends, Trend, WaveChange

CONFIG = "_config.yml"


class Trends:
    """What a chapter across waves writes with: `Trends("...").survey("end_of_linking")`.

    `whole` names the items that each wave's own edition shows of all phases together: of a
    phase they are hidden in a wave where the two would tell of the few of the other phases.
    Raises InputError where the files of the wave, or of an earlier one, cannot be used.
    """

    def __init__(
        self,
        wave: str,
        phase: str | None = None,
        root: Path | None = None,
        whole: Collection[str] = (),
    ):
        self.root, self.whole = find_root(root), whole
        wave = known_wave(self.root, wave)
        names = [name for name in wave_names(self.root) if name <= wave]
        self.editions = {name: Edition(name, phase, self.root) for name in names}
        _refuse_same_years(self.editions)
        self._note_files()

    def _note_files(self) -> None:
        """Note what the build does not see as this wave's own: other waves, and all items."""
        note("waves")
        note("file", QUESTIONS)
        for edition in list(self.editions.values())[:-1]:
            for file in edition.wave.inputs:
                note("file", file)

    @property
    def years(self) -> str:
        """Academic years of the waves: "2020/21 and 2021/22"."""
        return phrases.listing([edition.academic_year for edition in self.editions.values()])

    @property
    def n(self) -> str:
        """How many waves there are, in words."""
        return phrases.number_word(len(self.editions))

    @cached_property
    def not_real(self) -> str:
        """Which waves hold no teacher's answers, as a sentence; says so where all do."""
        made = {"reconstructed": "reconstructed from published figures", "example": "an example"}
        parts = [
            f"the answers of {edition.academic_year} are {what}"
            for edition in self.editions.values()
            for key, what in made.items()
            if edition.wave.facts.get(key)
        ]
        said = phrases.capitalised(phrases.listing(parts))
        return f"{said}." if parts else "All answers are those that teachers gave."

    def earlier_editions(self) -> Markdown:
        """Markdown list of the editions of the earlier waves, linked where they have an address."""
        note("file", CONFIG)
        lines = [self._edition(name) for name in list(self.editions)[:-1]]
        return Markdown("\n".join(lines) or "- There is no earlier edition.")

    def _edition(self, name: str) -> str:
        note("file", f"data/waves/{name}/{FILE}")
        found = read_publication(self.root, name)
        title = exhibits.as_text(f"{found.title}, {found.academic_year}")
        linked = f"[{title}](<{found.address}>)" if found.address else title
        if not found.published:
            return f"- {linked} (a draft)"
        published = day(date.fromisoformat(found.published))
        return f"- {linked} (version {found.version}, {published})"

    def survey(self, survey: str) -> SurveyTrends:
        """Trends of all rated items that a survey asks now or asked in the wave before."""
        *_, now = self.editions.values()
        asked = {item.name: item for item in rated(now, survey)}
        before = list(self.editions.values())[-2:-1]
        gone = [i for edition in before for i in rated(edition, survey) if i.name not in asked]
        trends = [self._trend(item, survey) for item in [*asked.values(), *gone]]
        return SurveyTrends(self.editions, survey, trends)

    def _trend(self, item: Item, survey: str) -> Trend:
        *earlier, now = self.editions.values()
        run, wave, why = [now], "", "there is no earlier wave"
        for edition in reversed(earlier):
            reason = why_apart(edition, now, item, survey)
            if not reason:
                run.insert(0, edition)
            elif len(run) == 1:
                # The nearest wave says why, as long as none further back can be compared.
                wave, why = (wave, why) if wave else (edition.wave.name, reason)
            if reason and is_barrier(edition, now, item):
                break
        if len(run) == 1:
            return Trend(item, {}, [], wave, why)
        answers = {e.academic_year: self._answers(e, item, survey) for e in run}
        pairs = list(zip(run[1:], run[:-1], strict=True))
        steps = [_step(later, before, item, survey, answers) for later, before in pairs]
        return Trend(item, answers, steps)

    def _answers(self, edition: Edition, item: Item, survey: str) -> Answers:
        hidden = self._leaves_few(edition, item, survey)

        def shown(found: Disclosed) -> Disclosed:
            return withhold(found) if hidden else found

        def together(keys: list[str]) -> Disclosed:
            rows = share_of(edition.sample(survey), item, keys)
            return shown(disclose(rows, edition.settings))

        return Answers(item, shown(edition.estimates(item, survey)), together)

    def _leaves_few(self, edition: Edition, item: Item, survey: str) -> bool:
        """Whether an item's numbers of the phase would tell of too few in the other phases."""
        if item.name not in self.whole or edition.phase is None:
            return False
        everyone = Edition(edition.wave.name, None, self.root)
        bases = [e.estimates(item, survey).frame["base"].iloc[0] for e in (everyone, edition)]
        return leaves_few(*bases, edition.settings.suppress_below)


def _refuse_same_years(editions: dict[str, Edition]) -> None:
    """Raise InputError where two waves would stand under one name in sentences and figures."""
    years = Counter(edition.academic_year for edition in editions.values())
    problems = [
        Problem(f"data/waves/{name}/wave.yml", f"has the academic year {year!r} of another wave")
        for name, edition in editions.items()
        if years[year := edition.academic_year] > 1
    ]
    if problems:
        raise InputError(problems)


def _step(later: Edition, before: Edition, item: Item, survey: str, answers) -> WaveChange:
    rows = compare(later.sample(survey), before.sample(survey), item, later.settings)
    ends = answers[later.academic_year], answers[before.academic_year]
    tests = disclose(rows, later.settings)
    hidden = any(end.estimates.hidden for end in ends)
    return WaveChange(*ends, withhold(tests) if hidden else tests)
