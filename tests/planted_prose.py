"""Faults of prose: sentences that say what answers were, typed into pages of the report."""

from functools import cache, partial

from spoiled import only, report

from helpers.checking import prose
from helpers.checking.check import names
from helpers.checking.findings import Finding, read_exceptions, sort_out

NAME = prose.NAME

# Page by page: each of these lines, put at the end of a page, is a fault.
LINES = {
    "notebooks/executive-summary.ipynb": """
Of primary Linking teachers, 83% saw more respect.
Two-thirds of teachers saw an interest.
More than half of the teachers saw a change.
Interest rose from {eval}`interest.baseline` to {eval}`interest.followup`.
The change is statistically significant.
Most teachers saw a change for the better.
Eight teachers were interviewed.
The difference is significant on eight of the eleven measures.
- **interest**: 64% to 75%
Of those asked, 83 percent saw more respect.
At the end of Linking, 3 in 4 teachers saw interest.
Respect is where most teachers saw a gain.
A change of {eval}`interest.change.points` is a large rise.
""",
    "notebooks/brief.ipynb": """
Around 83 per cent of teachers saw it.
A fifth of teachers saw none.
The share doubled over the year.
Ratings were higher at the end of Linking.
In all, 143 teachers answered.
Ratings were better on all measures.
There was no significant difference between the two groups.
Statistically significant: {eval}`changes.not_significant`.
More than {eval}`interest.followup` saw it.
Some sixty teachers took part in the end of Linking survey.
On all eleven measures the ratings at the end are better.
No measure got worse.
Half said so.
""",
    "notebooks/profile.ipynb": """
About a quarter gave a rating of 5.
On average, teachers had ten years of teaching.
Some 40% of schools were urban.
The base is 77.
Linking teachers were more confident than non-Linking teachers.
Nine out of ten teachers found the training useful.
A total of 186 comparison teachers took part.
Among teachers, 5 gave a rating of 1.
""",
    "notebooks/delivery.ipynb": """
Nearly all teachers found the training useful.
The training was useful to 9 in 10.
3 out of 5 teachers agreed.
Almost all respondents said that the CPD was useful.
One in five respondents did not know.
Interviews were held with 8 teachers.
""",
    "notebooks/outcomes.ipynb": """
Linking teachers gave lower ratings than non-Linking teachers.
The share among Linking teachers was lower than among non-Linking teachers.
There was no difference between the two groups of teachers.
Confidence is significantly lower among Linking teachers.
Opportunities to mix were scarcer among Linking teachers.
Linking teachers' ratings trail those of the comparison group.
Non-Linking teachers rated their pupils higher.
The two groups did not differ in their ratings.
The gap was 14 points.
The gap has narrowed.
Confidence on religion was 19 points better.
None of the differences is significant.
The test found a significant effect.
It was a statistically reliable difference.
The p-value is 0.03.
| Interest | 64% | 75% |
""",
    "notebooks/change.ipynb": """
The share fell over the year.
Confidence increased between the two surveys.
Twice as many teachers saw it at the end.
The share is twice the share at baseline.
The mean score went from 3.8 to 4.2.
Interest went up by 11 percentage points.
More teachers saw an interest at the end than before.
Fewer teachers gave the lowest ratings than at baseline.
Confidence stayed the same.
Interest fell, which may reflect the lockdowns.
When Linking ended, ratings were better than at baseline.
At the end of Linking a larger share of teachers saw an interest.
Misconceptions decreased among pupils.
The rise in interest was striking.
Of the measures, eight improved.
Ratings were up {eval}`interest.change.points`.
{eval}`interest.change.rose` significantly.
Awareness is about three times as high at the end.
Pupils' awareness was weaker before Linking than afterwards.
In 2021, 77 teachers answered.
""",
    "notebooks/conclusions.ipynb": """
Teachers reported higher confidence after Linking.
Pupils showed greater interest in other cultures after Linking.
The majority of teachers saw a change.
Two of the three questions show a change.
Neither measure shows a significant change.
Fewer than one in twenty disagreed.
Only a few per cent disagreed.
""",
    "book/introduction.md": """
In the survey, 75% of teachers saw an interest.
Three-quarters of the teachers saw it after Linking.
Ratings have improved.
""",
    "book/index.md": """
Confidence rose significantly.
Six in ten teachers agreed.
The share reached three-quarters.
""",
}


TITLES = {
    "notebooks/change.ipynb": 'primary.figure_change("6.1", "interest", "Interest rose by half")',
    "notebooks/brief.ipynb": 'everyone.table_surveys("2.1", "Surveys of 143 teachers")',
}
ALT = "```{figure} ../book/figures/figure-2-1.svg\n:alt: Interest of 83% of teachers.\n\nTitle\n```"


def line_of(page: str, line: str, kind: str = "markdown") -> list[Finding]:
    """Findings on a page with one line more at its end, beside those that it has."""
    if chapter := report().notebooks.get(page):
        cells = chapter.content["cells"]
        last = {"cell_type": kind, "id": "planted", "metadata": {}, "source": line}
        spoiled = only(page, type(chapter)(chapter.path, {"cells": [*cells, last]}))
    else:
        spoiled = only(page, text=f"{report().pages[page]}\n{line}\n")
    return prose.findings(spoiled)[_before(page) :]


@cache
def _before(page: str) -> int:
    context = report()
    one = only(page, context.notebooks.get(page), context.pages.get(page))
    return len(prose.findings(one))


def untouched() -> list[Finding]:
    """Findings in the report as it stands that no exception allows."""
    found = sort_out(prose.findings(report()), read_exceptions(report().root), names())
    return [finding for finding in found.stopping if finding.check == NAME]


FAULTS = {
    f"{page}: {line}": partial(line_of, page, line)
    for page, lines in LINES.items()
    for line in lines.strip().splitlines()
}
FAULTS |= {
    f"{page}: {title}": partial(line_of, page, title, "code") for page, title in TITLES.items()
}
FAULTS["a drawing's text alternative"] = partial(line_of, "book/index.md", ALT)
