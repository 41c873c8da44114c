"""Evidence: what a wave's findings rest on, as sentences list it."""

from __future__ import annotations

from helpers import phrases
from helpers.edition import Edition
from helpers.origins import note
from helpers.survey_names import BASELINE, COMPARISON, COMPARISON_BASELINE, END, PUPILS

OUTSIDE = "a comparison group whose schools had no part in Schools Linking"


class Evidence:
    """Words for the surveys and interviews of an edition, whichever the wave has."""

    def __init__(self, edition: Edition):
        self.edition, self.surveys = edition, set(edition.wave.surveys)

    @property
    def parts(self) -> str:
        """What was held: "surveys of Linking teachers ..., in-depth interviews ... and ..."."""
        note("fact", wave=self.edition.wave.name, what="surveys and interviews")
        parts = [*self._linking(), *self._interviews(), *self._comparison()]
        parts += ["a survey of pupils"] * (PUPILS in self.surveys)
        return phrases.listing(parts)

    def _linking(self) -> list[str]:
        if {BASELINE, END} <= self.surveys:
            return ["surveys of Linking teachers before and after the year's Linking"]
        when = {BASELINE: "before", END: "after"}
        held = [word for survey, word in when.items() if survey in self.surveys]
        return [f"a survey of Linking teachers {word} the year's Linking" for word in held]

    def _interviews(self) -> list[str]:
        held = bool(self.edition.wave.facts.get("interviews"))
        return ["in-depth interviews with some of the teachers"] * held

    def _comparison(self) -> list[str]:
        if COMPARISON_BASELINE in self.surveys:
            return [f"two surveys of {OUTSIDE}"]
        return [f"a survey of {OUTSIDE}"] * (COMPARISON in self.surveys)

    @property
    def counts(self) -> str:
        """Respondents of each survey: "143 teachers at baseline and 102 at the end of Linking"."""
        double = COMPARISON_BASELINE in self.surveys
        where = {
            BASELINE: "at baseline",
            END: "at the end of Linking",
            COMPARISON_BASELINE: "in the comparison group's first survey",
            COMPARISON: "in its second" if double else "in the comparison group",
        }
        held = [survey for survey in where if survey in self.surveys]
        noun = dict.fromkeys(held[:1], " teachers")
        parts = [
            f"{self.edition.respondents(survey)}{noun.get(survey, '')} {where[survey]}"
            for survey in held
        ]
        return phrases.listing(parts)

    @property
    def linked(self) -> str:
        """Number of respondents who answered before and after: "none" where none are linked."""
        note("fact", wave=self.edition.wave.name, what="design")
        return f"{len(self.edition.linked_pairs[END]):,}" if self.edition.linked else "none"
