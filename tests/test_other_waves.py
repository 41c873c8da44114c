"""Other waves: the whole book for designs that the shipped wave does not have."""

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
import yaml
from book import ROOT, report, whole_project
from bs4 import BeautifulSoup
from more_waves import facts, item

WAVE, EXAMPLE = "2020-21", "data/examples/2021-22"
PATCHES = ("questionnaire.patch", "notebook.patch")
REPORT = (
    "executive-summary", "brief", "methodology", "profile", "delivery", "outcomes", "change",
    "conclusions",
)  # fmt: skip
# What the book says of a second group, or of a first time, where it says something was found.
AGAINST_OTHERS = r"(?:than|against|among) (?:the \d+% of )?non-Linking|known differences in profile"
SINCE_BEFORE = r"at baseline|(?:increase|decrease) of \d+ percentage|better at the end of Linking"
HOLES = r"\bnan\b|<NA>|\{eval\}|\[x\]"


class Book:
    """A built book, read page by page."""

    def __init__(self, folder: Path, said: str):
        self.site, self.said = folder / "book/_build/html", said

    @cache  # noqa: B019, the books live as long as the run
    def soup(self, page: str) -> BeautifulSoup:
        """What stands on a page, without its drawings."""
        text = (self.site / f"{page}.html").read_text(encoding="utf-8")
        found = BeautifulSoup(text, "lxml").find("article")
        for drawing in found.find_all(["svg", "img"]):
            drawing.decompose()
        for origins in found.select("details.origins"):
            origins.decompose()
        for number in found.select("span.traced"):
            number.unwrap()
        found.smooth()
        return found

    def text(self, page: str, tables: bool = False) -> str:
        """Words of a chapter, with or without the tables beneath its figures."""
        found = BeautifulSoup(str(self.soup(f"notebooks/{page}")), "lxml")
        for table in [] if tables else found.find_all("table"):
            table.decompose()
        return re.sub(r"\s+", " ", found.get_text(" "))

    def figures(self, page: str) -> list[str]:
        """Numbers of a chapter's figures as the book counts them, in their order."""
        found = self.soup(f"notebooks/{page}").select("figure .caption-number")
        return [n.get_text().strip() for n in found if n.get_text().strip().startswith("Figure")]

    @property
    def words(self) -> str:
        """Words of all chapters of the report."""
        return " ".join(self.text(page) for page in REPORT)


def built(folder: Path) -> Book:
    done = report(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return Book(folder, done.stderr)


def without(folder: Path, *surveys: str, facts: tuple[str, ...] = ()) -> Path:
    """A copy of the project whose wave has no such surveys, and no such facts."""
    path = whole_project(folder) / f"data/waves/{WAVE}/wave.yml"
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name in surveys:
        del found["surveys"][name]
    for name in facts:
        del found[name]
    path.write_text(yaml.safe_dump(found, sort_keys=False), encoding="utf-8")
    return folder


def with_example(folder: Path) -> Path:
    """A copy of the project with the example wave, put there as its README says."""
    whole_project(folder)
    patches = [f"{EXAMPLE}/{name}" for name in PATCHES]
    subprocess.run(["git", "apply", *patches], cwd=folder, check=True)
    shutil.copytree(ROOT / EXAMPLE, folder / "data/waves/2021-22")
    return folder


def with_pupils(folder: Path) -> Path:
    """A copy of the project whose wave has a survey of 40 pupils too, made up by hand."""
    root = whole_project(folder)
    rated = {"scale": "extent", "headline": ["5", "4"], "special": ["dont_know"]}
    new = {
        "pupil_year": {
            "wording": "Which year are you in?", "label": "Pupils' year group",
            "scale": "year_group", "headline": ["year_3"], "columns": {"pupils": "year"},
        },
        "pupil_meeting": {
            "wording": "I like to meet children of other schools",
            "label": "Meeting children of other schools",
            "phrase": "liking to meet children of other schools",
            "columns": {"pupils": "p1"},
        } | rated,
        "pupil_friends": {
            "wording": "I have friends at another school", "label": "Friends at another school",
            "phrase": "having friends at another school",
            "columns": {"pupils": "p2"},
        } | rated,
    }  # fmt: skip
    for name, entry in new.items():
        item(root, name, asked_from=WAVE, **entry)
    path = root / f"data/waves/{WAVE}/wave.yml"
    surveys = yaml.safe_load(path.read_text(encoding="utf-8"))["surveys"]
    surveys["pupils"] = surveys["comparison"] | {
        "file": "pupils.csv", "label": "Pupils", "group": "pupils", "respondents": 40,
        "title": "Survey of pupils", "description": "Made-up survey of pupils, on paper",
    }  # fmt: skip
    facts(path.parent, surveys=surveys)
    # Of the 40, 30 give the first a 5 or 4, and 14 the second; the last does not know.
    likes, friends = [5] * 20 + [4] * 10 + [2] * 10, [4] * 14 + [1] * 25 + [97]
    answers = enumerate(zip(likes, friends, strict=True))
    rows = [f"P{number},{3 + number % 2},{one},{two}" for number, (one, two) in answers]
    text = "\n".join(["respondent,year,p1,p2", *rows]) + "\n"
    (path.parent / "pupils.csv").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def pupils(tmp_path_factory):
    return built(with_pupils(tmp_path_factory.mktemp("pupils")))


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    return built(with_example(tmp_path_factory.mktemp("example")))


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The shipped wave with neither a comparison survey nor interviews."""
    folder = tmp_path_factory.mktemp("alone")
    return built(without(folder, "comparison", facts=("interviews",)))


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The shipped wave without a baseline."""
    return built(without(tmp_path_factory.mktemp("once"), "baseline"))


def test_the_patches_fit_the_files_that_they_are_for(tmp_path):
    with_example(tmp_path)
    undone = [f"{EXAMPLE}/{name}" for name in PATCHES]
    subprocess.run(["git", "apply", "-R", *undone], cwd=tmp_path, check=True)
    for name in ("data/questionnaire.yml", "notebooks/outcomes.ipynb"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["example", "alone", "once", "pupils"])
def test_no_book_has_a_hole_in_it(name, request):
    book = request.getfixturevalue(name)
    for page in REPORT:
        assert not re.search(HOLES, book.text(page, tables=True)), page
        assert "[z]" not in book.text(page), page


@pytest.mark.slow
@pytest.mark.parametrize("name", ["example", "alone", "once", "pupils"])
def test_figures_are_numbered_as_they_are_called(name, request):
    book = request.getfixturevalue(name)
    for page, chapter in (("profile", 3), ("delivery", 4), ("outcomes", 5), ("change", 6)):
        found = book.figures(page)
        numbers = [int(name.removeprefix(f"Figure {chapter}.")) for name in found]
        assert numbers == sorted(set(numbers)), page
        # The title of each table has the number that stands under the drawing.
        tables = re.findall(r"Data table for (Figure \d+\.\d+)", book.text(page))
        assert [name for name in found if name in tables] == tables, page
        assert bool(tables) == bool(found), page


@pytest.mark.slow
def test_without_a_comparison_survey_nobody_is_compared_with_others(alone):
    assert not re.search(AGAINST_OTHERS, alone.words)
    for page in ("executive-summary", "brief", "methodology", "conclusions", "profile"):
        assert "eachers outside Schools Linking were" in alone.text(page) or (
            "eachers outside Linking were" in alone.text(page)
        ), page
    assert "no others were surveyed for this edition" in alone.text("outcomes")
    assert alone.figures("outcomes")[-1] == "Figure 5.7" and len(alone.figures("change")) == 11
    assert "an increase of 11 percentage points" in alone.text("change")


@pytest.mark.slow
def test_without_a_comparison_survey_there_is_no_list_of_its_areas(alone):
    assert not (alone.site / "notebooks/appendix-a.html").exists()
    assert "appendix-a" not in (alone.site / "book/index.html").read_text(encoding="utf-8")
    assert "Appendix A" in alone.soup("book/references").get_text()


@pytest.mark.slow
def test_without_interviews_nobody_is_quoted(alone):
    assert "o teacher was interviewed" in alone.text("executive-summary")
    for page in REPORT:
        assert not alone.soup(f"notebooks/{page}").find("blockquote"), page
    assert not re.search(r"[Tt]eachers (?:who were )?interviewed|the interviews", alone.words)


@pytest.mark.slow
def test_without_a_baseline_no_change_is_told(once):
    assert not re.search(SINCE_BEFORE, once.words)
    for page in ("executive-summary", "brief", "change"):
        assert "This edition has no survey of teachers before Linking" in once.text(page), page
    assert "this edition has no baseline survey" in once.text("conclusions")
    assert once.figures("change") == []
    assert re.search(AGAINST_OTHERS, once.text("outcomes"))


@pytest.mark.slow
def test_chapters_keep_their_numbers_where_one_has_no_results(once):
    heads = [once.soup(f"notebooks/{p}").h1.get_text() for p in ("change", "conclusions")]
    assert [head.split(".")[0] for head in heads] == ["6", "7"]


@pytest.mark.slow
def test_the_example_tells_of_those_who_answered_twice(example):
    for page in ("executive-summary", "brief", "methodology", "change"):
        assert "473" in example.text(page), page
    assert "different teachers" not in example.words.lower()
    assert "weighted to" not in example.text("change")
    assert "signed-rank test" in example.text("change")
    rows = example.soup("notebooks/change").select_one("table:-soup-contains('Mean')").select("tr")
    bases = [int(row.select("th, td")[1].get_text()) for row in rows[1:]]
    assert all(460 <= base <= 473 for base in bases)


@pytest.mark.slow
def test_the_example_tests_the_changes_of_both_groups(example):
    for page in ("executive-summary", "outcomes", "conclusions"):
        assert "changes since baseline" in example.text(page), page
    assert "comparison group has no baseline" not in example.words
    assert "as a difference between the changes since baseline" in example.text("outcomes")
    assert "held twice" in example.text("methodology")


@pytest.mark.slow
def test_the_example_says_nothing_of_the_year_before(example):
    for page in ("brief", "profile", "delivery", "outcomes", "change"):
        text = example.text(page)
        assert not re.search(r"COVID|lockdown|2020/21|face to face", text), page
        assert not example.soup(f"notebooks/{page}").find("blockquote"), page
    assert "Delivery of Schools Linking" in example.soup("notebooks/delivery").h1.get_text()


@pytest.mark.slow
def test_a_new_question_has_its_figure_and_a_dropped_one_has_none(example):
    assert example.figures("outcomes")[-1] == "Figure 5.8"
    assert re.search(r"Among primary Linking teachers, .*\(\d+%\) gave", example.text("outcomes"))
    assert "enjoy meeting pupils of another school" in example.text("outcomes")
    assert "exchanged before" not in example.text("delivery")
    assert "three kinds of preparation" in example.text("delivery")


@pytest.mark.slow
def test_a_scale_that_changed_is_called_by_its_new_ends(example):
    text = example.text("change")
    assert "‘ never ’ is the ‘better’" in text or "‘never’ is the ‘better’" in text
    assert "‘very often’ counts one" in text or "‘ very often ’ counts one" in text


@pytest.mark.slow
def test_a_survey_of_pupils_has_a_section_of_its_own(pupils):
    text = re.sub(r" ([.;,])", r"\1", pupils.text("outcomes"))
    assert "the number of pupils who answered is 40." in text
    assert "the share who gave these answers is between 35% and 75%" in text
    assert "more than half gave them on one of the two questions" in text
    assert "The highest is for liking to meet children of other schools (75%)." in text
    (table,) = pupils.soup("notebooks/outcomes").select("table:-soup-contains('Friends at')")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tr")[1:]]
    assert [[row[0], row[2], row[4]] for row in rows] == [
        ["Pupils' year group", "50%", "40"],
        ["Meeting children of other schools", "75%", "40"],
        ["Friends at another school", "35%", "40"],
    ]
    assert "Survey of pupils" in pupils.text("methodology", tables=True)


@pytest.mark.slow
def test_without_a_survey_of_pupils_nothing_is_said_of_one(alone):
    assert "What pupils said" not in alone.text("outcomes", tables=True)
