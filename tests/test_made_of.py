"""What a site says that it is made of, and what it must not let anybody find out."""

import json
import shutil
from pathlib import Path

import pytest
from book import notebook, small_project

from helpers.building.changes import MADE_OF
from helpers.building.chapters import Chapter, Results
from helpers.building.made_of import LEAST_ANSWERS, made_of, write_made_of
from helpers.building.sources import Sources

WAVE = "2020-21"
PAGE = "notebooks/chapter"
MANY = tuple(f"column end_of_linking {n}" for n in (
    "interest", "awareness", "assumption", "opportunities", "confidence", "reflection", "phase",
    "year_group", "gender", "fsm",
))  # fmt: skip
READS = (
    "respondents end_of_linking", "respondents baseline", "settings", "questions", "facts",
    "item interest", "file data/exceptions.yml", "module estimates", *MANY,
)  # fmt: skip


@pytest.fixture
def root(tmp_path):
    made = small_project(tmp_path / "project", ("markdown", "It is {eval}`6 * 7` now."))
    (made / "requirements.lock").write_text("package==1\n")
    return made


def told(root: Path, reads=READS, given=None, facts: str = "facts") -> dict:
    """What a site of the project's one chapter says of itself."""
    source = root.parent / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(root / "book", source / "book")
    for name in ("_config.yml", "_toc.yml"):
        shutil.copy(root / name, source)
    (source / "book/build-facts.md").write_text(facts)
    chapter = Chapter.read(root / "notebooks/chapter.ipynb")
    sources = Sources(root, WAVE, root / "memory")
    found = [(chapter, Results([], {}, {}, tuple(reads)))]
    return json.loads(made_of(source, found, sources, given or {"wave": WAVE}))


def changed(one: dict, other: dict, at: str = "") -> set[str]:
    """Paths of what is not the same in two of them."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {*one, *other}
        return set().union(*(changed(one.get(k), other.get(k), f"{at}|{k}") for k in keys))
    return set() if one == other else {at.removeprefix("|")}


def replace(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")


def test_twice_is_the_same(root):
    assert told(root) == told(root)


def test_words_between_the_numbers_are_prose(root):
    before = told(root)
    replace(root / "notebooks/chapter.ipynb", " now.", " then.")
    assert changed(before, told(root)) == {f"pages|{PAGE}|prose"}


def test_an_expression_is_code_and_no_prose(root):
    before = told(root)
    replace(root / "notebooks/chapter.ipynb", "6 * 7", "6 * 8")
    assert changed(before, told(root)) == {f"pages|{PAGE}|code"}


def test_a_page_s_own_words_and_what_it_includes_are_its_prose(root):
    (root / "book/part.md").write_text("A part.\n\n![](a.svg)\n\n```{figure} a.svg\n```\n")
    (root / "book/a.svg").write_text("<svg/>")
    replace(root / "book/index.md", "Its first page.", "```{include} part.md\n```")
    before = told(root)
    (root / "book/a.svg").write_text("<svg> </svg>")
    assert changed(before, told(root)) == {"pages|book/index|prose", "pages|book/part|prose"}


def test_the_facts_of_the_build_are_no_prose(root):
    replace(root / "book/index.md", "Its first page.", "```{include} build-facts.md\n```")
    before = told(root)
    assert "book/build-facts" not in before["pages"]
    assert told(root, facts="other facts") == before


def one_answer(root: Path, column: str) -> None:
    path = root / f"data/waves/{WAVE}/end_of_linking.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next(n for n, line in enumerate(lines) if line.startswith("respondent,"))
    place = lines[head].split(",").index(column)
    cells = lines[head + 1].split(",")
    cells[place] = "4" if cells[place] != "4" else "3"
    lines[head + 1] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_an_answer_that_was_read_is_data(root):
    before = told(root)
    one_answer(root, "q8_interest")
    assert changed(before, told(root)) == {f"pages|{PAGE}|data|answers of end_of_linking"}


def test_the_same_answers_in_another_file_are_the_same_data(root):
    before = told(root)
    folder = root / f"data/waves/{WAVE}"
    (folder / "baseline.csv").rename(folder / "before.csv")
    replace(folder / "wave.yml", "file: baseline.csv", "file: before.csv")
    assert told(root) == before


def test_an_answer_that_was_not_read_is_no_reason(root):
    before = told(root)
    one_answer(root, "q2_respond")
    assert changed(before, told(root)) == set()


def test_where_few_answers_were_read_all_of_the_survey_stand_for_them(root):
    few = tuple(name for name in READS if name not in MANY[1:])
    assert 102 < LEAST_ANSWERS < 102 * len(MANY)
    before = told(root, few)
    one_answer(root, "q2_respond")
    after = told(root, few)
    assert changed(before, after) == {f"pages|{PAGE}|data|answers of end_of_linking"}
    # The digest of few answers could be found by trying: it is in no file.
    digests = Sources(root, WAVE, root / "memory")
    assert digests.digest_of("column end_of_linking interest")[:16] not in json.dumps(after)


def test_who_answered_is_told_without_any_answer(root):
    """A survey of which no answer was read changes with its respondents only."""
    before = told(root)
    path = root / f"data/waves/{WAVE}/baseline.csv"
    replace(path, "B001,3,", "B001,2,")
    assert changed(before, told(root)) == set()
    replace(path, "B001,", "B901,")
    assert changed(before, told(root)) == {f"pages|{PAGE}|data|answers of baseline"}


@pytest.mark.parametrize(
    ("file", "was", "now", "what"),
    [
        ("data/questionnaire.yml", "flag_below: 50", "flag_below: 51", "settings"),
        ("data/questionnaire.yml", "My pupils are interested in other cultures", "Other words",
         "data|questionnaire"),
        (f"data/waves/{WAVE}/wave.yml", "achieved: 8", "achieved: 9",
         "data|description of the wave"),
        ("data/exceptions.yml", "exceptions:", "exceptions: ", "data|data/exceptions.yml"),
    ],
)  # fmt: skip
def test_other_data_and_settings(root, file, was, now, what):
    before = told(root)
    replace(root / file, was, now)
    assert changed(before, told(root)) == {f"pages|{PAGE}|{what}"}


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("_config.yml", "settings of the book"),
        ("_toc.yml", "table of contents"),
        ("book/_static/report.css", "styles and templates"),
        ("requirements.lock", "tools|packages"),
    ],
)
def test_what_all_pages_share(root, file, what):
    before = told(root)
    with (root / file).open("a") as opened:
        opened.write("\n")
    assert changed(before, told(root)) == {f"book|{what}"}


def test_parameters_are_said(root):
    before = told(root)
    after = told(root, given={"wave": WAVE, "reader": "all"})
    assert changed(before, after) == {"book|parameters|reader"}
    assert after["modules"].keys() == {"estimates"}


def test_only_a_book_with_a_page_about_the_build_says_it(root):
    sources = Sources(root, WAVE, root / "memory")
    source = root.parent / "source"
    told(root)
    write_made_of(source, [], sources, {})
    assert not (source / MADE_OF).exists()
    (source / "book/about-this-build.md").write_text("# About")
    write_made_of(source, [], sources, {})
    assert json.loads((source / MADE_OF).read_text())["form"] == 1


def test_a_tag_that_hides_a_cell_is_prose(root):
    before = told(root)
    path = root / "notebooks/chapter.ipynb"
    content = json.loads(path.read_text())
    content["cells"][-1]["metadata"]["tags"] = ["remove-cell"]
    path.write_text(json.dumps(content))
    assert changed(before, told(root)) == {f"pages|{PAGE}|prose"}
    notebook(path, ("markdown", "# A chapter"), ("markdown", "It is {eval}`6 * 7` now."))
    assert told(root) == before
