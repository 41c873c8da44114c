"""Numbers in two places of a made report."""

from made_report import HEADER, PAGE, ROWS, found, report, rows

from helpers.checking import everywhere
from helpers.html_table import table

SHARE = "It is {eval}`interest.followup[5]` of them."


def output(rows):
    text = f"Before\n{table('Figure 6.1: Interest, per cent', HEADER, rows)}\n"
    return [{"data": {"text/markdown": text}}]


def test_a_report_that_says_what_was_computed_has_no_finding():
    assert found(everywhere, SHARE, "51%", outputs=output(ROWS)) == []


def test_a_sentence_that_says_something_else():
    assert "the page says '15%'" in found(everywhere, SHARE, "51%", "It is 15% of them.")[0]
    assert "no such sentence" in found(everywhere, SHARE, "51%", "Nothing.")[0]


def test_a_sentence_and_a_cell():
    (finding,) = found(everywhere, SHARE, "52%")
    assert finding == "52% here, 51% in Figure 6.1, bar 'End of Linking', '5 Very much'"


def test_a_table_and_its_output():
    (finding,) = found(everywhere, outputs=output(rows(0, "4", "38%")))
    assert finding == "row 'Baseline', column '4': '37%', computed as '38%'"


def test_a_mean_and_its_bar():
    (finding,) = found(everywhere, "It is {eval}`interest.followup.mean`.", "4.1")
    assert finding.startswith("mean 4.1 here, 4.2* in Figure 6.1")


def test_a_drawing_that_was_not_computed():
    context = report(drawing="<svg>1</svg>")
    context.results[PAGE].drawings["figures/fig-6-1.svg"] = "<svg>2</svg>"
    (finding,) = everywhere.findings(context)
    assert finding.found == "its drawing is not the one that was computed"


def test_a_page_that_is_not_there():
    context = report()
    del context.published.pages[PAGE]
    (finding,) = everywhere.findings(context)
    assert finding.found == "the built book has no such page"
