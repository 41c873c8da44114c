"""The whole book: built once as shipped and once from changed answers, read as pages."""

import csv
import re
from pathlib import Path

import pandas as pd
import pytest
import yaml
from book import ROOT, report, whole_project
from bs4 import BeautifulSoup

from helpers import published
from helpers.waves import wave_names

pytestmark = pytest.mark.slow
WAVE = wave_names(ROOT)[0]
NUMBER = re.compile(r"(?:Figure|Figures) (\d+(?:\.\d+)?)")
BRIEF = {"1"}


class Book:
    """Pages of a built book."""

    def __init__(self, folder: Path):
        self.folder = folder

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.folder / f"{name}.html").read_text("utf-8"), "html.parser")

    def text(self, name: str) -> str:
        article = self.page(name).select_one("article")
        for part in article.select("figure, .figure-notes, details"):
            part.decompose()
        return " ".join(article.get_text(" ").split())

    @property
    def pages(self) -> list[str]:
        found = [p for part in ("book", "notebooks") for p in (self.folder / part).glob("*.html")]
        return sorted(p.relative_to(self.folder).with_suffix("").as_posix() for p in found)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Data table of each figure by number, cells as text."""
        tables = {}
        for name in self.pages:
            for table in self.page(name).select("table.report-table"):
                number = NUMBER.match(table.caption.get_text())
                if number:
                    rows = [[c.get_text() for c in r.select("th,td")] for r in table.select("tr")]
                    tables[number[1]] = pd.DataFrame(rows[1:], columns=rows[0])
        return tables

    def figure(self, name: str, number: str):
        return self.page(name).find(id=f"fig-{number.replace('.', '-')}")

    def drawing(self, name: str, number: str) -> bytes:
        source = self.figure(name, number).img["src"]
        return (self.folder / name).parent.joinpath(source).resolve().read_bytes()


def build(folder: Path) -> Book:
    ran = report(folder, "build", "--wave", WAVE)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip().endswith("book/_build/html/index.html")
    return Book(folder / "book/_build/html")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    return build(whole_project(tmp_path_factory.mktemp("shipped")))


@pytest.fixture(scope="session")
def changed(tmp_path_factory):
    """Interest turned upside down at the end; locality answered as it was at baseline."""
    folder = whole_project(tmp_path_factory.mktemp("changed"))
    surveys = folder / "data/waves" / WAVE
    baseline = pd.read_csv(surveys / "baseline.csv", comment="#", dtype=str)
    path = surveys / "end_of_linking.csv"
    lines = path.read_text().splitlines(keepends=True)
    notes = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(lines[len(notes) :]))
    before = [code for code in baseline["b5_locality"] if code in "12345"]
    for number, row in enumerate(rows):
        row["q8_interest"] = {"5": "1", "4": "2", "2": "4", "1": "5"}.get(
            row["q8_interest"], row["q8_interest"]
        )
        row["q9_locality"] = before[number * 7 % len(before)]
    with path.open("w", newline="") as file:
        file.writelines(notes)
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return build(folder)


def test_every_page_says_that_the_data_is_reconstructed(shipped):
    assert len(shipped.pages) >= 15
    for name in shipped.pages:
        assert (
            "Reconstructed data."
            in shipped.page(name).select_one(".bd-header-announcement").get_text()
        ), name


def test_no_code_and_no_expression_is_left_on_a_page(shipped):
    for name in shipped.pages:
        page = (shipped.folder / f"{name}.html").read_text("utf-8")
        assert "{eval}" not in page and "Edition(" not in page, name
        assert "cell_input" not in page, name
    assert not (shipped.folder / "_sources").exists()


def test_figures_stand_where_the_questionnaire_says_and_are_numbered_so(shipped):
    items = yaml.safe_load((ROOT / "data/questionnaire.yml").read_text("utf-8"))["items"]
    wanted = {number for item in items.values() for number in item.get("figures", [])}
    found = {}
    for name in shipped.pages:
        for figure in shipped.page(name).select("article figure"):
            printed = NUMBER.search(figure.select_one(".caption-number").get_text())[1]
            assert figure["id"] == f"fig-{printed.replace('.', '-')}"
            found[printed] = figure
    assert wanted | BRIEF | {"1.1", "2.1", "2.2", "4.1"} == set(found)
    assert set(shipped.tables) == wanted | BRIEF


def test_every_figure_keeps_its_contract(shipped):
    for name in shipped.pages:
        for figure in shipped.page(name).select("article figure"):
            assert len(figure.img["alt"]) > 60 and not figure.img["alt"].endswith(".svg")
            number = NUMBER.search(figure.select_one(".caption-number").get_text())[1]
            if number not in shipped.tables:
                continue
            notes = figure.find_next("ul", class_="figure-notes").get_text()
            for part in ("Question:", "Base:", "Weighting:", "Source:", "Reconstructed"):
                assert part in notes, (number, part)


def test_alternative_texts_and_tables_give_the_same_numbers(shipped):
    for name in shipped.pages:
        for figure in shipped.page(name).select("article figure"):
            number = NUMBER.search(figure.select_one(".caption-number").get_text())[1]
            if number in shipped.tables:
                cells = shipped.tables[number].to_numpy().ravel()
                in_table = sorted(c for c in cells if re.fullmatch(r"\d+%", c))
                assert sorted(re.findall(r"\d+%", figure.img["alt"])) == in_table, number


def test_printed_shares_stand_in_the_data_tables_of_the_same_figure(shipped):
    """The book itself against print, cell by cell, not the statistics behind it."""
    checked = 0
    contradicted = published.contradictions(ROOT, WAVE)
    labels = response_labels()
    for claim in published.read_published(ROOT, WAVE).itertuples():
        number = NUMBER.match(claim.figure)
        if claim.statistic != "share" or not number or "+" in claim.response:
            continue
        if claim.id in contradicted:
            continue
        row = row_of(shipped.tables[number[1]], claim)
        assert row[labels[claim.item, claim.response]] == f"{claim.value}%", claim.id
        checked += 1
    assert checked > 80


def response_labels() -> dict[tuple[str, str], str]:
    raw = yaml.safe_load((ROOT / "data/questionnaire.yml").read_text("utf-8"))
    labels = {}
    for name, item in raw["items"].items():
        scale = raw["scales"][item["scale"]]
        for key, response in (scale.get("responses", {}) | scale.get("bands", {})).items():
            labels[name, key] = "Share" if item["scale"] in SINGLE else response["label"]
            labels[name, key, "row"] = response["label"]
    return labels


SINGLE = ("exchanges", "resources_used")


def row_of(table: pd.DataFrame, claim) -> pd.Series:
    items = yaml.safe_load((ROOT / "data/questionnaire.yml").read_text("utf-8"))["items"]
    if "Response" in table:
        label = response_labels()[claim.item, claim.response, "row"]
        return table[table["Response"] == label].iloc[0]
    names = table.iloc[:, 0]
    if items[claim.item]["label"] in set(names):
        table = table[names == items[claim.item]["label"]]
    if len(table) > 1:
        group = table["Group"] if "Group" in table else table.iloc[:, 0]
        starts = {
            "baseline": ("Baseline",),
            "end_of_linking": ("End of Linking", "Linking"),
            "comparison": ("Non-Linking",),
        }[claim.survey]
        table = table[group.str.startswith(starts)]
    assert len(table) == 1, (claim.id, table)
    return table.iloc[0]


def test_printed_verdicts_are_the_asterisks_of_the_figures(shipped):
    checked = 0
    for claim in published.read_published(ROOT, WAVE).itertuples():
        number = NUMBER.fullmatch(claim.figure)
        if claim.statistic != "significance" or not number or "+" in claim.item or claim.detail:
            continue
        table = shipped.tables[number[1]]
        if claim.item == "confidence_locality" and number[1] == "5.6":
            table = table[table["Item"] == "Others from a different kind of locality"]
        starred = table.to_numpy().astype(str).ravel()
        marked = any(cell.endswith(" *") for cell in starred)
        assert marked == (claim.significant == "yes"), claim.id
        checked += 1
    assert checked >= 10


def test_sentences_follow_the_answers(shipped, changed):
    before, after = shipped.text("notebooks/change"), changed.text("notebooks/change")
    assert "an increase of 11 percentage points, which is statistically significant" in before
    assert "an increase of 11 percentage points" not in after
    assert re.search(r"a decrease of \d+ percentage points, which is statistically signif", after)


def test_a_difference_that_is_gone_loses_its_verdict_everywhere(shipped, changed):
    phrase = "confidence mixing with others from a different kind of locality"
    for book, marked in ((shipped, True), (changed, False)):
        table = book.tables["6.4"]
        assert any(" *" in cell for cell in table.iloc[:, 0]) == marked
        notes = book.figure("notebooks/change", "6.4").find_next("ul").get_text()
        assert ("which is statistically significant" in notes) == marked
        assert ("which is not statistically significant" in notes) != marked
        listed = book.text("notebooks/change").split("not statistically significant: ")[1][:400]
        assert (phrase in listed) != marked


@pytest.mark.parametrize(
    "name",
    ["executive-summary", "brief", "outcomes", "change", "conclusions"],
)
def test_every_page_that_tells_of_the_item_changes(shipped, changed, name):
    assert shipped.text(f"notebooks/{name}") != changed.text(f"notebooks/{name}")


@pytest.mark.parametrize(("page", "number"), [("change", "6.1"), ("outcomes", "5.2")])
def test_figure_table_and_alternative_text_change_together(shipped, changed, page, number):
    name = f"notebooks/{page}"
    assert shipped.drawing(name, number) != changed.drawing(name, number)
    assert not shipped.tables[number].equals(changed.tables[number])
    before, after = (book.figure(name, number).img["alt"] for book in (shipped, changed))
    assert before != after


def test_what_has_not_changed_is_the_same(shipped, changed):
    assert shipped.drawing("notebooks/change", "6.7") == changed.drawing("notebooks/change", "6.7")
    assert shipped.text("book/introduction") == changed.text("book/introduction")
    assert shipped.text("notebooks/profile") == changed.text("notebooks/profile")


def test_the_summary_loses_a_measure_that_fell_or_vanished(shipped, changed):
    summary = shipped.text("notebooks/executive-summary")
    assert "locality" in summary
    for name in ("executive-summary", "conclusions"):
        text = changed.text(f"notebooks/{name}")
        assert "64% to 75%" not in text
