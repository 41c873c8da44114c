"""Mean scores of a made report."""

from made_report import NOTES, report

from helpers.checking.facts import facts_of
from helpers.checking.mean_scores import of_means


def told(*given, **parts):
    return [found.found for found in of_means(facts_of(report(*given, **parts)), "check")]


def test_sentences_have_the_means_of_the_bars():
    sentence = "The mean went {eval}`interest.change.mean`."
    assert told(sentence, "from 3.8 to 4.2 out of 5, a difference that is not") == []
    (finding,) = told(sentence, "from 3.4 to 4.2 out of 5, a difference that is not")
    assert finding == "mean 3.4 here, 3.8 in Figure 6.1, bar 'Baseline'"


def test_notes_have_them_too():
    note = NOTES["Difference"].replace("to 4.2", "to 4.4")
    (finding,) = told(notes={"Difference": note})
    assert finding.startswith("mean 4.4 here, 4.2* in Figure 6.1")
