"""Trace: what is told of a number leads, without the report's code, to that number."""

import re

import pandas as pd
import pytest
import yaml
from book import ROOT, report, small_project
from built_book import built_book

from helpers.building import origin_words
from helpers.building.build import Progress, build
from helpers.checking.context import Context
from helpers.checking.shown_texts import shown_texts
from helpers.checking.trace import digests, quantities, reason, told, trace
from helpers.digests import file_digest
from helpers.errors import BuildError, InputError

FOLDER = "data/waves/2020-21"
COUNTS_PRINT = "ReproductionPage("  # what it counts are numbers in print, and no answers
CELLS = [
    ("code", 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")\n'
     'interest = primary["interest"]'),
    ("markdown", "It is {eval}`interest.followup` after {eval}`interest.baseline`, "
     "{eval}`interest.change`; {eval}`6 * 7` in 1999."),
    ("code", 'primary.figure_items("1.1", ["interest"], "end_of_linking", "Interest")'),
]  # fmt: skip


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    root = small_project(tmp_path_factory.mktemp("traced") / "project", *CELLS)
    with (root / "progress").open("w") as stream:
        build(root, progress=Progress(stream))
    return Context.of(root)


def lines(context, *asked) -> str:
    return "\n".join(told(context.root, trace(context, *asked)))


def test_a_change_has_both_ends_the_test_the_code_and_the_files(context):
    (found,) = trace(context, None, None, "interest.change")
    assert found.where.endswith("in notebooks/chapter.ipynb, cell cell-2")
    code, full, after, before, test, question, *_ = found.lines
    assert code == "Code: interest.change"
    assert full == "In full: Edition(wave, phase='primary')['interest'].change"
    assert re.search(r"End of Linking survey, primary .* Base \d+, unweighted\.$", after)
    assert re.search(r"Baseline survey, primary .* weighted to the year group profile", before)
    assert re.search(r"^Test: ordinal test .*: statistic \d\.\d+ on .* p .*significant\.$", test)
    assert question.startswith("Question (interest): ")
    assert found.files == (
        f"{FOLDER}/end_of_linking.csv", f"{FOLDER}/baseline.csv", "data/questionnaire.yml",
    )  # fmt: skip


def test_files_have_their_sha_256(context):
    found = digests(context.root, trace(context, None, None, "interest.followup"))
    assert found == {name: file_digest(ROOT / name) for name in found}
    assert f"{FOLDER}/end_of_linking.csv: {found[f'{FOLDER}/end_of_linking.csv']}" in lines(
        context, None, None, "interest.followup"
    )


@pytest.mark.parametrize("asked", ["interest.followup", 'primary["interest"].followup'])
def test_an_expression_may_be_written_otherwise(context, asked):
    found = trace(context, None, None, asked)
    assert [one.lines[0] for one in found] == ["Code: interest.followup"]


def test_the_same_quantity_is_found_in_sentences_and_figures(context):
    said = lines(context, None, None, "interest.followup")
    assert "interest.change (an increase" in said
    assert "notebooks/chapter.ipynb, primary.figure_items in cell cell-3" in said
    assert "interest.baseline" not in said


def test_a_number_without_an_origin_says_so(context):
    assert "no estimate, test or fact is in it" in lines(context, "42")


def test_a_typed_number_says_why_it_may_stand(context):
    (found,) = trace(context, "1999")
    assert found.lines[1] == (
        "Typed in prose: allowed as a date, the number of a part, a point of a scale or a name"
    )


def test_a_number_that_is_nowhere_names_the_nearest(context):
    with pytest.raises(InputError, match=r"no page shows '43'; nearest are: .*\b42\b"):
        trace(context, "43")
    with pytest.raises(InputError, match="no page uses 'interest.folowup'.*interest.followup"):
        trace(context, None, None, "interest.folowup")


def test_a_page_that_is_not_there_or_nothing_asked_is_refused(context):
    with pytest.raises(InputError, match="no chapter 'other'; chapters are: chapter"):
        trace(context, "42", "other")
    with pytest.raises(InputError, match="no number"):
        trace(context, " ")


def test_results_that_are_not_kept_stop_it(tmp_path):
    root = small_project(tmp_path / "project", ("markdown", "{eval}`6 * 7`"))
    with pytest.raises(BuildError, match="run `report build`"):
        trace(Context.of(root), "42")


def test_the_command_tells_it_and_leaves_with_2_where_there_is_none(context):
    done = report(context.root, "trace", "42", "--page", "chapter")
    assert done.returncode == 0 and "Code: 6 * 7" in done.stdout
    done = report(context.root, "trace", "43")
    assert done.returncode == 2 and "nearest are" in done.stderr and "Traceback" not in done.stderr
    bare = report(context.root, "trace")
    assert bare.returncode == 2 and "--expression" in bare.stderr


def test_the_page_shows_each_number_and_its_entry(context):
    text = (context.site / "notebooks/chapter.html").read_text(encoding="utf-8")
    assert re.search(r'<span class="traced" id="number-1">\d+%</span>', text)
    assert len(re.findall(r'<dt id="origin-\d+">', text)) == 4


# --- the shipped book ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def book():
    return Context.of(built_book())


@pytest.mark.slow
def test_every_text_of_the_book_has_an_origin_or_an_honest_reason(book):
    sentences = [one for one in shown_texts(book) if not one.part]
    assert len(sentences) > 400
    without = [one for one in sentences if not one.notes]
    assert [one.where for one in without if not one.resolved.startswith(COUNTS_PRINT)] == []
    assert all("no estimate, test or fact is in it" in reason(one) for one in without)


@pytest.mark.slow
def test_every_number_in_a_table_of_estimates_has_an_origin(book):
    cells = [one for one in shown_texts(book) if one.part and "figure_" in one.expression]
    numbers = [one for one in cells if re.fullmatch(r"\d+%|\d\.\d\*?", one.text)]
    assert len(numbers) > 300
    assert [one.where for one in numbers if not quantities(one.notes)] == []


TOLD = re.compile(
    r"^Share of (?P<responses>.+): .+ \((?P<item>\w+)\)\. (?P<survey>.+) survey, (?P<group>.+), "
    r"2020/21\. Base (?P<base>\d+)(?:, a low base)?, (?P<weight>.+)\.$"
)
SURVEYS = {"Baseline": "baseline", "End of Linking": "end_of_linking", "Comparison": "comparison"}
NO_ANSWER, PRIMARY = "99", "1"


def questions() -> dict:
    return yaml.safe_load((ROOT / "data/questionnaire.yml").read_text(encoding="utf-8"))


def answers(survey: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / FOLDER / f"{survey}.csv", comment="#", dtype=str)


def by_hand(found: re.Match, known: dict) -> tuple[int, float]:
    """Base and percentage from the survey file, by what a told line says and nothing else."""
    survey = SURVEYS[found["survey"]]
    entry = known["items"][found["item"]]
    responses = known["scales"][entry["scale"]]["responses"] | known["special"]
    codes = {str(r["code"]) for r in responses.values()
             if r["label"] in found["responses"].split(" or ")}  # fmt: skip
    frame = answers(survey)
    weights = pd.Series(1.0, frame.index)
    if found["weight"] == "weighted to the year group profile of End of Linking":
        end = answers("end_of_linking")
        wanted = end[end["phase"] == PRIMARY]["year"].value_counts(normalize=True)
        weights = frame["year"].map(wanted / frame["year"].value_counts(normalize=True))
    given = frame[entry["columns"][survey]]
    kept = given.notna() & (given != NO_ANSWER)
    if found["group"] == "primary teachers":
        kept &= frame["phase"] == PRIMARY
    chosen = given[kept].isin(codes)
    return int(kept.sum()), 100 * weights[kept][chosen].sum() / weights[kept].sum()


@pytest.mark.slow
def test_what_is_told_leads_to_the_number_in_the_survey_file(book):
    known, checked = questions(), set()
    for shown in shown_texts(book):
        percentages = re.findall(r"(\d+)%", shown.text)
        if shown.part or len(shown.notes) != 1 or len(percentages) != 1:
            continue
        found = TOLD.match(origin_words.lines(shown.names, list(shown.notes))[0])
        scale = found and known["scales"][known["items"][found["item"]]["scale"]]["kind"]
        if scale not in ("ordinal", "category"):
            continue
        base, percentage = by_hand(found, known)
        assert base == int(found["base"]), shown.where
        assert abs(percentage - int(percentages[0])) <= 0.5 + 1e-9, (shown.where, percentage)
        checked.add((shown.page, shown.expression))
    assert len(checked) > 100


@pytest.mark.slow
def test_nothing_that_is_suppressed_is_in_an_origin(book):
    least = questions()["settings"]["base"]["suppress_below"]
    for results in book.results.values():
        for note in results.origins["notes"]:
            assert note.get("base", least) >= least and note.get("base_against", least) >= least
