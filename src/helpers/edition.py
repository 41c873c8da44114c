"""Edition: one wave as a notebook shows it: measures, facts, figures, tables, quotations."""

from __future__ import annotations

from functools import partial

import pandas as pd
from IPython.display import Markdown

from helpers import exhibits, origins, phrases, tables
from helpers.analysis import Analysis
from helpers.differences import Change
from helpers.disclosure import Disclosed
from helpers.errors import InputError, Problem
from helpers.estimates import MEAN
from helpers.exhibits import Exhibit
from helpers.interviews import Interviews
from helpers.measures import Ranking
from helpers.origin_names import know_item
from helpers.printing import day, decimal, whole_range
from helpers.questionnaire import Item, load_questionnaire
from helpers.quotations import quotation_files, quotations
from helpers.reads import note
from helpers.waves import BASELINE, COMPARISON, END
from helpers.weighting import design_effect, effective_base

QUESTIONS = "data/questionnaire.yml"


class Edition(Analysis):
    """What notebooks write with: `Edition("...", phase="primary")["interest"].change`.

    Measures come by item name; every attribute prints as text for an expression, and the
    methods `figure_...`, `table_...` and `quote` show an exhibit in a cell.
    """

    # --- facts of the wave ------------------------------------------------------------

    def respondents(self, survey: str) -> str:
        """Number of respondents of a survey in the edition's phase."""
        self._note_respondents(survey)
        return f"{len(self.sample(survey)):,}"

    def _note_respondents(self, survey: str, **more) -> None:
        group = self.phase or "all"
        origins.note("respondents", wave=self.wave.name, survey=survey, group=group, **more)

    def _note_fact(self, kind: str, what: str, **more) -> None:
        origins.note(kind, wave=self.wave.name, what=what, **more)

    def count(self, survey: str, **where: str) -> str:
        """Number of respondents who gave the named responses: `count(s, source="iap")`."""
        answers = self.sample(survey).answers
        self._note_respondents(survey, where=where, items=list(where))
        for name, response in where.items():
            item = self._asked(name, survey)
            if response not in (known := [*item.scale.responses, *item.special]):
                found = f"{name} has no response {response!r}"
                raise InputError(Problem(QUESTIONS, found, f"it has {', '.join(known)}"))
            answers = answers[answers[name] == response]
        return f"{len(answers):,}"

    def _asked(self, name: str, survey: str) -> Item:
        """The item of that name; raises InputError where it is no single column of the survey."""
        item = self.questionnaire.item(name)
        if name not in self.sample(survey).answers:
            found = f"{name} is no single question of the survey {survey!r}"
            raise InputError(Problem(QUESTIONS, found, f"it is asked in {', '.join(item.columns)}"))
        know_item(item, self.questionnaire.special)
        return item

    def given(self, survey: str, item: str) -> str:
        """Number of respondents who wrote something in a free text item."""
        values = self.sample(survey).answers[self._asked(item, survey).name]
        self._note_respondents(survey, wrote=True, items=[item])
        return f"{int((values.notna() & (values != 'no_answer')).sum()):,}"

    def shares(self, items: list[str], survey: str) -> Ranking:
        """Headline shares of several items in one survey, by rank."""
        return Ranking([self[name].answers(survey) for name in items])

    def ratings(self, survey: str) -> Ranking:
        """Headline shares of all rated questions of a survey, by rank; raises InputError."""
        measures = [one for one in self._asked_in(survey) if one.item.headline]
        if not measures:
            found = f"the survey {survey!r} asks no rated question with a headline"
            raise InputError(Problem(QUESTIONS, found, "put a headline at one of its items"))
        return Ranking([one.answers(survey) for one in measures])

    def areas(self, survey: str) -> str:
        """Number of local authorities that respondents of a survey teach in."""
        answers = self._area_answers(survey)
        self._note_respondents(survey, areas=True, items=[answers.name])
        return f"{answers.nunique():,}"

    def _area_answers(self, survey: str) -> pd.Series:
        answers = self.sample(survey).answers
        names = [name for name in ("linking_area", "comparison_area") if name in answers]
        if not names:
            raise InputError(Problem(QUESTIONS, f"the survey {survey!r} does not ask for the area"))
        return answers[names[0]]

    @property
    def dropped(self) -> str:
        """What earlier waves asked about and this one does not, as a list."""
        items, name = load_questionnaire(self.wave.root).items, self.wave.name
        note("file", QUESTIONS)
        return phrases.listing(
            [one.phrase for one in items.values() if one.asked_until and one.asked_until < name]
        )

    def fieldwork(self, survey: str) -> str:
        """First and last day of a survey's fieldwork, in words."""
        self._note_fact("fact", "fieldwork", survey=survey)
        return self._days(self._facts(survey)["fieldwork"])

    def _facts(self, survey: str) -> dict:
        return self.wave.facts["surveys"][self.sample(survey).survey]

    @staticmethod
    def _days(period: dict) -> str:
        return f"{day(period['start'])} to {day(period['end'])}"

    @property
    def academic_year(self) -> str:
        """Academic year of the wave: "2020/21"."""
        self._note_fact("fact", "academic_year")
        return self.wave.facts["academic_year"]

    @property
    def level(self) -> str:
        """Significance level of the report: "5%"."""
        self._note_fact("setting", "significance_level")
        return f"{self.settings.significance_level * 100:g}%"

    @property
    def design_effect(self) -> str:
        """Kish's design effect of the weighted survey."""
        return decimal(design_effect(self._weighted), 2)

    @property
    def effective_base(self) -> str:
        """Effective base of the weighted survey."""
        return decimal(effective_base(self._weighted), 0)

    @property
    def _weighted(self) -> pd.Series:
        survey = self.settings.weighting["survey"]
        self._note_fact("weights", "weighting", survey=survey)
        return self.weights[survey]

    @property
    def interviews(self) -> Interviews:
        """Interviews beside the surveys: achieved, target, minutes, fieldwork."""
        entry = dict(self.wave.facts["interviews"])
        entry["fieldwork"] = self._days(entry["fieldwork"])
        return Interviews(partial(self._note_fact, "fact"), entry)

    # --- figures ------------------------------------------------------------------------

    def figure_change(self, number: str, item: str, title: str) -> Markdown:
        """Baseline and end of Linking bars of an item, with the verdict and mean scores."""
        measure = self[item]
        names = {BASELINE: self._label(BASELINE), END: self._label(END)}
        data, notes = self._survey_bars(measure.item, "", names, measure.change)
        said = f"{measure.change}; mean score {measure.change.mean}"
        details = self._details([measure.item], [BASELINE, END], said, measure.change)
        return exhibits.stacked_figure(
            Exhibit(number, title, "survey", data, details, notes, "Mean")
        )

    def figure_contrast(self, number: str, items: str | list[str], title: str) -> Markdown:
        """Bars of Linking and non-Linking teachers for an item or several, with verdicts."""
        names = [items] if isinstance(items, str) else items
        parts, notes, said = [], {}, []
        for measure in (self[name] for name in names):
            panel = measure.item.label if len(names) > 1 else ""
            groups = {survey: self._who(survey) for survey in (END, COMPARISON)}
            data, means = self._survey_bars(measure.item, panel, groups, measure.contrast)
            parts.append(data)
            notes |= means
            said.append(
                f"{measure.item.label}: {measure.contrast}" if panel else str(measure.contrast)
            )
        asked = [self[name].item for name in names]
        details = self._details(asked, [END, COMPARISON], "; ".join(said), measure.contrast)
        data = Disclosed.together(parts)
        return exhibits.stacked_figure(
            Exhibit(number, title, "group of teachers", data, details, notes, "Mean")
        )

    def figure_profile(self, number: str, items: list[str], survey: str, title: str) -> Markdown:
        """One survey's bars for items with responses of their own, a panel each."""
        parts = [self._bars(self[name].item, survey, "", self[name].item.label) for name in items]
        together = [part.labelled(panel=part.frame["bar"]) for part in parts]
        respondents = self._who(survey)
        data = Disclosed.together([part.labelled(bar=respondents) for part in together])
        details = self._details([self[name].item for name in items], [survey])
        return exhibits.stacked_figure(Exhibit(number, title, "item", data, details, {}))

    def figure_items(self, number: str, items: list[str], survey: str, title: str) -> Markdown:
        """One survey's bars for several items on one scale."""
        parts = [self._bars(self[name].item, survey, "", self[name].item.label) for name in items]
        details = self._details([self[name].item for name in items], [survey])
        return exhibits.stacked_figure(
            Exhibit(number, title, "item", Disclosed.together(parts), details, {})
        )

    def figure_bars(self, number: str, item: str, survey: str, title: str) -> Markdown:
        """One bar a band of a number, or a response of a multiple response item."""
        asked = self[item].item
        data = self._bars(asked, survey, "", self._who(survey))
        if asked.kind == "multiple":
            order = data.frame.sort_values("estimate", ascending=False, kind="stable")
            data = Disclosed(order)
        details = self._details([asked], [survey])
        return exhibits.bar_figure(Exhibit(number, title, "response", data, details, {}))

    def _bars(self, item: Item, survey: str, panel: str, bar: str, linked=False) -> Disclosed:
        special = {key: r.label for key, r in self.questionnaire.special.items()}
        return exhibits.bars_of(item, self.estimates(item, survey, linked), special, panel, bar)

    def _survey_bars(self, item: Item, panel: str, names: dict[str, str], tested: Change):
        """Bars of several surveys and their mean scores, the end of Linking marked as tested."""
        parts, means, linked = [], {}, self._of_linked(names)
        for survey, name in names.items():
            here = survey == END
            bar = f"{name} *" if here and tested.significant else name
            parts.append(self._bars(item, survey, panel, bar, linked))
            mean = self.estimates(item, survey, linked).row(response=MEAN)["estimate"]
            star = "*" if here and tested.mean_significant else ""
            means[panel, bar] = decimal(mean) + star
        return Disclosed.together(parts), means

    def _of_linked(self, surveys) -> bool:
        """Whether an exhibit of these surveys shows only those who answered both."""
        return self.linked and BASELINE in surveys

    def _label(self, survey: str) -> str:
        return self._facts(survey)["label"]

    def _who(self, survey: str) -> str:
        return phrases.capitalised(self._facts(survey)["group"])

    def _details(
        self, items: list[Item], surveys: list[str], said: str = "", tested: Change | None = None
    ) -> dict[str, str]:
        """Question, base, weighting, difference, rule of the asterisk and source."""
        return {
            "Question": " ".join(f"\u201c{' '.join(item.wording.split())}\u201d" for item in items),
            "Base": "; ".join(self._base(items, survey, surveys) for survey in surveys),
            "Weighting": self._weighting_note(surveys),
            "Difference": said,
            "Note": self._asterisk_note(tested) if tested else "",
            "Source": self.source(surveys),
        }

    def _base(self, items: list[Item], survey: str, surveys: list[str]) -> str:
        linked = self._of_linked(surveys)
        frames = [self.estimates(item, survey, linked).frame for item in items]
        # A mean has fewer: who said "Don't know" to a number is in the base of its shares.
        shares = [frame[frame["response"] != MEAN] for frame in frames]
        shown = [part if len(part) else frame for part, frame in zip(shares, frames, strict=True)]
        number = whole_range([float(frame["base"].iloc[0]) for frame in shown])
        group = self._facts(survey)["group"]
        who = f"{self.phase} {group}" if self.phase else group
        return f"{self._label(survey)}: {number} {who}, unweighted"

    def _weighting_note(self, surveys: list[str]) -> str:
        rule = self.settings.weighting
        if self._of_linked(surveys):
            return "unweighted; only those who answered both surveys"
        if rule["survey"] not in surveys:
            return "unweighted"
        by = self.questionnaire.item(rule["variable"]).label.lower()
        weighted, target = self._label(rule["survey"]), self._label(rule["target"])
        return f"{weighted} weighted to the {by} profile of {target}; {target} unweighted"

    def _asterisk_note(self, tested: Change) -> str:
        return (
            f"* marks a difference that is statistically significant at the {self.level} level "
            f"by {tested.basis}; the mean score leaves out don't know and prefer not to say"
        )

    def source(self, surveys: list[str]) -> str:
        """Source line of an exhibit, which says so where the answers are no teacher's."""
        titles = [self._facts(survey)["title"] for survey in surveys]
        line = f"{phrases.listing(titles)}, {self.academic_year}"
        if self.wave.facts.get("reconstructed"):
            line += ". Reconstructed from published figures; not the answers of any teacher"
        if self.wave.facts.get("example"):
            line += ". Made up as an example; not the answers of any teacher"
        return line

    # --- tables and quotations ------------------------------------------------------------

    def table_surveys(self, number: str, title: str) -> Markdown:
        """Parts of the evaluation with what each achieved and when."""
        rows = []
        for survey, entry in self.wave.facts["surveys"].items():
            achieved = f"{len(self.wave.surveys[survey]):,}"
            rows.append([entry["title"], achieved, entry["description"], self.fieldwork(survey)])
        talks = self.wave.facts.get("interviews")
        if talks:
            days = self._days(talks["fieldwork"])
            rows.append([talks["title"], str(talks["achieved"]), talks["description"], days])
        header = ["Part of the evaluation", "Completed", "What it was", "Fieldwork"]
        return self._table(header, rows, f"Table {number}: {title}", list(self.wave.surveys))

    def table_sources(self, title: str) -> Markdown:
        """Respondents of the baseline and end of Linking surveys by questionnaire."""
        end = self.sample(END).answers["source"]
        responses = self.questionnaire.item("source").scale.responses
        usual = self._facts(BASELINE)["source"]
        total = len(self.sample(BASELINE))
        rows = [
            [r.label, f"{total if key == usual else 0:,}", f"{int((end == key).sum()):,}"]
            for key, r in responses.items()
        ]
        rows.append(["Total", f"{total:,}", f"{len(end):,}"])
        return self._table(["Questionnaire", "Baseline", "Follow-up"], rows, title, [BASELINE, END])

    def table_areas(self, title: str) -> Markdown:
        """Local authorities that respondents of the comparison survey teach in."""
        item = self.questionnaire.item("comparison_area")
        taught = self.sample(COMPARISON).answers[item.name].value_counts()
        rows = [[r.label] for key, r in item.scale.responses.items() if key in taught.index]
        return self._table(["Local authority"], rows, title, [COMPARISON])

    def table_answers(self, survey: str, title: str) -> Markdown:
        """Headline share, or mean of a number, of every question of a survey."""
        asked = self.questionnaire.of_survey(survey)
        rows = [
            self._answers_row(item, survey)
            for item in asked
            if item.headline or item.kind == "number"
        ]
        level = f"{self.settings.interval_level * 100:g}% confidence interval"
        header = ["Question", "Answers counted", "Share or mean", level, "Base, unweighted"]
        return self._table(header, rows, title, [survey])

    def _answers_row(self, item: Item, survey: str) -> list[str]:
        answers, responses = self[item.name].answers(survey), item.scale.responses
        if item.kind == "number":
            counted, told = "mean", answers.mean
        else:
            counted = ", ".join(responses[key].label for key in item.headline)
            told = answers.headline
        return [item.label, counted, str(told), told.interval, answers.base]

    def _table(self, header, rows, caption: str, surveys: list[str]) -> Markdown:
        source = exhibits.details_list({"Source": self.source(surveys)})
        return Markdown(f"{tables.table(caption, header, rows)}\n\n{source}\n")

    def quote(self, name: str) -> Markdown:
        """A quotation by its name in quotes.yml as a block, an illustrative one labelled so."""
        known = quotations(self.wave.root, self.wave.name)
        if name not in known:
            files = " and ".join(quotation_files(self.wave.root, self.wave.name))
            found = f"there is no quotation {name!r}"
            raise InputError(Problem(files, found, f"there are {', '.join(known)}"))
        note("quote", name)
        said = known[name]
        label = f" ({said.label})" if said.label else ""
        return Markdown(
            f"> {exhibits.as_text(said.text)}\n>\n"
            f'> <span class="attribution">{exhibits.as_text(said.attribution)}{label}</span>\n'
        )
