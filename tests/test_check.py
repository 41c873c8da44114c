"""All checks over a report, from the command line too."""

import json
import re

import pytest
from book import report, whole_project
from spoiled import ROOT, chapter, report_of

from helpers.building.chapters import place
from helpers.building.inline_text import EXPRESSION
from helpers.checking import check as checking
from helpers.checking.context import Context
from helpers.checking.findings import EXCEPTIONS, Finding
from helpers.checking.passages import sentences
from helpers.checking.prose import of_passage


def test_every_check_has_a_name_of_its_own():
    assert len(set(checking.names())) == len(checking.CHECKS) >= 2


def test_findings_of_all_checks_come_together(monkeypatch, tmp_path):
    def finds(name):
        return lambda context: [Finding(name, "book/a.md", 1, f"{name} in {context.root}", "Mend")]

    monkeypatch.setattr(checking, "CHECKS", [("one", finds("one")), ("two", finds("two"))])
    context = report_of(change=chapter(("markdown", "Text")))
    object.__setattr__(context, "root", tmp_path)
    found = checking.check(context).stopping
    assert [finding.found for finding in found] == [f"one in {tmp_path}", f"two in {tmp_path}"]


def test_the_exceptions_of_the_project_have_known_checks_and_pages():
    exceptions = checking.read_exceptions(ROOT)
    assert {exception.check for exception in exceptions} <= set(checking.names())
    assert all((ROOT / exception.page).is_file() for exception in exceptions)


def add_to(path, line):
    content = json.loads(path.read_text(encoding="utf-8"))
    cell = {"cell_type": "markdown", "id": "planted", "metadata": {}, "source": line}
    content["cells"].append(cell)
    path.write_text(json.dumps(content), encoding="utf-8")


RESULT = re.compile(
    r"\.(?:baseline|change|comparison|contrast|count|followup|given|majorities|n_better|n_significant|"
    r"not_significant|on_how_many|range|ranked|respondents|significant|summary|turned)\b"
)


def frozen(context) -> tuple[int, list[str]]:
    """How many expressions there are, and those whose text would not be found if it were typed."""
    planted, missed = 0, []
    for page, notebook in context.chapters.items():
        for before, cell in notebook.cells:
            if cell["cell_type"] == "markdown":
                for match in EXPRESSION.finditer(cell["source"]):
                    text = context.results[page].texts[place(before, match[1])]
                    planted += 1
                    missed += [] if is_found(cell["source"], match, text) else [match[1]]
    return planted, missed


def is_found(source: str, match, text: str) -> bool:
    typed = source[: match.start()] + text + source[match.end() :]
    was, now = ([f for p in sentences("", "", s) for f in of_passage(p)] for s in (source, typed))
    return len(now) > len(was)


@pytest.mark.slow
def test_a_book_is_checked_by_command_before_it_is_published(tmp_path):
    root = whole_project(tmp_path / "project")
    early = report(root, "check")
    assert early.returncode == 1 and "run `report build`" in early.stderr
    good = report(root, "build", "--publish")
    assert good.returncode == 0, good.stdout + good.stderr
    assert "No check speaks against publishing" in good.stdout

    planted, missed = frozen(Context.of(root))
    assert planted > 300
    assert [expression for expression in missed if RESULT.search(expression)] == []

    add_to(root / "notebooks/change.ipynb", "Interest rose to 83%.")
    stopped = report(root, "build", "--publish")
    assert stopped.returncode == 1 and "must not be published" in stopped.stderr
    assert 'a typed number: "83%" in "Interest rose to 83%."' in stopped.stdout
    assert "prose | notebooks/change.ipynb | cell planted, line 1" in stopped.stdout

    (root / EXCEPTIONS).write_text("exceptions: []\n", encoding="utf-8")
    more = report(root, "build", "--publish")
    assert more.returncode == 1
    assert more.stdout.count("to do:") > stopped.stdout.count("to do:") == 2
