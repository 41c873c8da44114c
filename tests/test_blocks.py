"""Blocks of the documentation: each is run, or held against what the programs take; none is left.

Commands of the tutorials and of "Try it with the example" are run by the modules that BLOCKS
names. All others are read by the parser of `report`, or must be a target of make: they would
build whole books, or need files that only their reader has.
"""

import copy
import re
import shlex
from collections import Counter

import jsonschema
import pytest
import yaml
from book import ROOT
from documented import FENCE, commands, fences, read
from test_schemas import as_json, schema

from helpers.auditing import audit, audit_report
from helpers.checking.passages import sentences
from helpers.checking.prose import of_passage
from helpers.commands.options import parser
from helpers.quotations import read_quotations

PAGES = ["README.md", "CONTRIBUTING.md"] + [
    path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").glob("*.md"))
]
PARSED = "here, by the parser: with these names it builds whole books or needs a reader's files"
DOCS, HERE = "tests/test_docs.py", "here"
NOTHING_TO_RUN = "a drawing in letters, and nothing to run"
# By page and language: how many blocks there are, and what runs them or looks at them.
BLOCKS = {
    ("CONTRIBUTING.md", ""): (1, NOTHING_TO_RUN),
    ("docs/areas.md", "console"): (2, PARSED),
    ("docs/areas.md", "python"): (2, HERE),
    ("docs/audit.md", "text"): (1, HERE),
    ("docs/checks.md", "console"): (1, PARSED),
    ("docs/checks.md", "text"): (1, HERE),
    ("docs/checks.md", "yaml"): (1, HERE),
    ("docs/commands.md", "console"): (18, "tests/test_reference.py"),
    ("docs/compare.md", "console"): (2, PARSED),
    ("docs/compare.md", "yaml"): (1, HERE),
    ("docs/design.md", "console"): (1, PARSED),
    ("docs/design.md", "yaml"): (4, HERE),
    ("docs/example-wave.md", "{include}"): (1, "make docs"),
    ("docs/how-it-works.md", "text"): (1, NOTHING_TO_RUN),
    ("docs/lab.md", "text"): (1, "tests/test_notebook_merge.py has such a difference"),
    ("docs/new-wave.md", "console"): (6, "tests/test_next_wave.py, and here by the parser"),
    ("docs/new-wave.md", "yaml"): (2, DOCS),
    ("docs/publish.md", "console"): (2, PARSED),
    ("docs/publish.md", "yaml"): (1, HERE),
    ("docs/published-figures.md", "{include}"): (1, "make docs"),
    ("docs/questionnaire.md", "text"): (1, HERE),
    ("docs/questionnaire.md", "yaml"): (8, DOCS),
    ("docs/reconstruction.md", "console"): (1, "tests/test_reconstruction.py runs it on a copy"),
    ("docs/reviewer.md", "console"): (5, PARSED),
    ("docs/shipped-wave.md", "{include}"): (1, "make docs"),
    ("docs/survey-files.md", ""): (1, "tests/test_values.py reads such cells"),
    ("docs/survey-files.md", "yaml"): (2, "tests/test_instructions.py, and here"),
    ("docs/tutorial-first-change.md", "console"): (6, "tests/test_tutorials.py"),
    ("docs/tutorial-first-change.md", "markdown"): (1, "tests/test_tutorials.py"),
    ("docs/tutorial-next-wave.md", "console"): (8, "tests/test_next_wave.py"),
    ("docs/writing.md", ""): (1, "the build of the shipped book has such a cell"),
    ("docs/writing.md", "console"): (1, "tests/test_workshop.py runs both"),
    ("docs/writing.md", "html"): (1, "tests/test_source_folder.py has such marks"),
    ("docs/writing.md", "markdown"): (1, DOCS),
    ("docs/writing.md", "python"): (12, DOCS),
    ("docs/writing.md", "text"): (1, DOCS),
    ("docs/writing.md", "yaml"): (1, HERE),
}
RUN = [page for page in PAGES if commands(read(page))]


def test_every_block_is_listed_with_what_runs_it():
    found = Counter((page, named) for page in PAGES for _, _, named, _ in FENCE.findall(read(page)))
    assert dict(found) == {block: count for block, (count, _) in BLOCKS.items()}
    for _, why in BLOCKS.values():
        assert all((ROOT / name).is_file() for name in re.findall(r"tests/\w+\.py", why)), why


# --- commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", RUN)
def test_commands_are_some_that_can_be_typed(page):
    for command in commands(read(page)):
        program, *words = shlex.split(command)
        if program in ("report", ".venv/bin/report"):
            assert callable(parser().parse_args(words).run)
        elif program == "make":
            assert set(words) <= targets()
        else:
            assert program in ("git", "cp"), command
            assert all((ROOT / word).exists() for word in words if word.startswith("data/examples"))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


CODE = re.compile(r"`((?:\.venv/bin/)?report [a-z][^`]*)`")
CALLS = sorted({(page, call) for page in PAGES for call in CODE.findall(read(page))})
# In sentences a command may be named without what it needs: `report audit` is the command.
BARE = {"audit", "compare", "diff", "new", "new chapter", "new figure", "reconstruct", "trace",
        "wave", "wave new"}  # fmt: skip


@pytest.mark.parametrize(("page", "call"), CALLS)
def test_commands_within_sentences_can_be_typed_too(page, call):
    words = shlex.split(call)[1:]
    if " ".join(words) not in BARE and not re.search(r"[A-Z]{4}|\.\.\.|…", call):
        assert callable(parser().parse_args(words).run)


def test_the_commands_within_sentences_were_found():
    assert len(CALLS) > 40


# --- what stands in YAML files --------------------------------------------------------------------


def parts_of(name: str) -> dict:
    """A schema that takes a part of a file: keys and values as always, and none is needed."""

    def loosened(part):
        if isinstance(part, dict):
            left_out = {"required", "minProperties", "allOf", "if", "then", "maxItems"}
            return {k: loosened(v) for k, v in part.items() if k not in left_out or k == "items"}
        return [loosened(each) for each in part] if isinstance(part, list) else part

    return loosened(copy.deepcopy(schema(name)))


PARTS = [
    ("docs/checks.md", "exceptions"),
    ("docs/compare.md", "edition"),
    ("docs/design.md", "wave"),
    ("docs/publish.md", "edition"),
]


@pytest.mark.parametrize(("page", "name"), PARTS)
def test_examples_have_keys_and_values_that_their_files_may_have(page, name):
    for block in fences(read(page), "yaml"):
        jsonschema.validate(as_json(block), parts_of(name))


def test_a_key_that_the_files_may_not_have_would_be_seen():
    with pytest.raises(jsonschema.ValidationError, match="strat"):
        wrong = as_json("surveys: {end_of_linking: {strat: linking_area}}")
        jsonschema.validate(wrong, parts_of("wave"))


def test_an_exception_and_an_imprint_are_those_that_are_shipped():
    (exception,) = yaml.safe_load(fences(read("docs/checks.md"), "yaml")[0])["exceptions"]
    assert exception in yaml.safe_load(read("data/exceptions.yml"))["exceptions"]
    (imprint,) = fences(read("docs/publish.md"), "yaml")
    assert yaml.safe_load(imprint) == yaml.safe_load(read("data/waves/2020-21/edition.yml"))


def test_the_comparison_baseline_is_that_of_the_example():
    *_, block = fences(read("docs/design.md"), "yaml")
    shown = yaml.safe_load(block)["surveys"]["comparison_baseline"]
    whole = yaml.safe_load(read("data/examples/2021-22/wave.yml"))["surveys"]["comparison_baseline"]
    assert shown.items() <= whole.items()


def test_the_shorter_example_of_a_survey_file_names_a_multiple_response():
    block = yaml.safe_load(fences(read("docs/survey-files.md"), "yaml")[1])
    jsonschema.validate({"surveys": {"end_of_linking": block}}, parts_of("wave"))
    questionnaire = yaml.safe_load(read("data/questionnaire.yml"))
    scale = questionnaire["items"][next(iter(block["columns"]))]["scale"]
    assert questionnaire["scales"][scale]["kind"] == "multiple"


def test_the_example_of_a_revision_is_one_that_an_item_may_have():
    (block,) = fences(read("docs/questionnaire.md"), "text")
    item = as_json(block)
    jsonschema.validate({"items": {"interest": item}}, parts_of("questionnaire"))
    definition = schema("questionnaire")["definitions"]["revision"]
    assert set(item["revisions"][0]) == set(definition["required"])


def test_the_example_of_a_quotation_may_be_quoted(tmp_path):
    (block,) = fences(read("docs/writing.md"), "yaml")
    for name in ("data/quotes.yml", "data/waves/2020-21/quotes.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "data/quotes.yml").write_text("quotes: {}\n")
    (tmp_path / "data/waves/2020-21/quotes.yml").write_text(block)
    found, problems = read_quotations(tmp_path, "2020-21")
    assert problems == [] and found["parcel"].consent and found["parcel"].label == ""


# --- other blocks ---------------------------------------------------------------------------------


def test_the_set_up_of_an_area_runs_and_measures_have_what_the_page_lists(monkeypatch):
    monkeypatch.chdir(ROOT)
    names: dict = {}
    for block in fences(read("docs/areas.md"), "python"):
        exec(block, names)
    assert str(names["here"].name) == "Bradford"
    table = re.findall(r"^\| `(.+)` \| [A-Z].* \|$", read("docs/areas.md"), re.MULTILINE)
    expressions = [code for cell in table for code in cell.split("`, `")]
    assert len(expressions) > 6
    for expression in expressions:
        assert str(getattr(shown := eval(expression, names), "data", shown)).strip(), expression


def test_the_audit_finds_in_the_example_what_the_page_says(tmp_path):
    (block,) = fences(read("docs/audit.md"), "text")
    (tmp_path / "claims.csv").write_text(block, encoding="utf-8")
    found = audit.audit(tmp_path / "claims.csv")
    told = " ".join(" ".join(audit_report.lines(found)).split())
    assert len(found.findings) == 1
    for said in ("38.63%", "39%", "159 to 162", "424 to 434"):
        assert said in told and said in read("docs/audit.md"), told


def test_a_finding_is_told_as_the_page_of_checks_shows_it():
    (block,) = fences(read("docs/checks.md"), "text")
    sentence = "Before Linking, 64% of Linking teachers gave the highest ratings."
    (passage,) = sentences("notebooks/outcomes.ipynb", "cell interest, line ", sentence)
    (finding,) = of_passage(passage)
    told = " ".join(block.split())
    assert told.startswith(f"prose | {finding.page} | cell interest, line 5 found: ")
    assert f"found: {finding.found} to do: {finding.todo}" in told
