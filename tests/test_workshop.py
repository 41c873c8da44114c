"""Commands of the workshop: what a person reads, and exit codes."""

import re

import pytest
from book import ROOT, small_project

from helpers.__main__ import main
from helpers.workshop import doctor
from helpers.workshop.doctor import Checked


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return small_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(autouse=True)
def here(folder, monkeypatch):
    monkeypatch.chdir(folder)


@pytest.mark.parametrize(
    "command", [["items"], ["new"], ["new", "chapter"], ["new", "figure"], ["doctor"]]
)
def test_each_help_has_an_example(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    assert f"Example: report {' '.join(command)}" in capsys.readouterr().out


def test_items_are_listed_with_wording_and_bases(capsys):
    assert main(["items"]) == 0
    told = capsys.readouterr().out
    entry = re.search(r"^interest: (.*)\n    (“.*”)\n    (.*)$", told, re.MULTILINE)
    assert entry[1] == "Interest in other cultures"
    assert entry[3].startswith("unweighted bases: baseline 143, end_of_linking ")


def test_what_can_be_written_of_an_item_is_ready_to_paste(capsys):
    assert main(["items", "interest", "--wave", "2020-21"]) == 0
    told = capsys.readouterr().out
    assert '{eval}`primary["interest"].followup`\n    75%\n' in told
    assert 'primary.figure_change("' in told


def test_another_phase_can_be_asked_for(capsys):
    assert main(["items", "interest", "--phase", "everyone"]) == 0
    assert '{eval}`everyone["interest"].followup`' in capsys.readouterr().out
    assert main(["items", "interest", "--phase", "nursery"]) == 2
    assert "there is no phase 'nursery'" in capsys.readouterr().err


def test_an_unknown_item_is_answered_with_the_nearest(capsys):
    assert main(["items", "intrest"]) == 2
    assert "there is no item 'intrest'; near it are: interest" in capsys.readouterr().err


def test_the_page_of_items_is_written(tmp_path, capsysbinary):
    assert main(["items", "--html", str(tmp_path / "a.html")]) == 0
    page = (tmp_path / "a.html").read_bytes()
    assert capsysbinary.readouterr().out.startswith(b"The items are at ")
    assert main(["items", "--html", "-"]) == 0
    assert capsysbinary.readouterr().out == page


def test_a_chapter_and_a_figure_are_begun(folder, capsys):
    assert main(["new", "chapter", "Teachers and time"]) == 0
    assert "Wrote notebooks/teachers-and-time.ipynb and named it in _toc.yml" in (
        capsys.readouterr().out
    )
    assert main(["new", "figure", "interest"]) == 0
    told = capsys.readouterr().out
    assert "Added Figure 2.1 at the end of notebooks/teachers-and-time.ipynb" in told
    assert "docs/writing.md" in told
    assert main(["new", "chapter", "Teachers and time"]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize("fine", [True, False])
def test_the_doctor_says_what_is_not_in_order(monkeypatch, capsys, fine):
    found = [Checked("Python", True, "3.11"), Checked("Disk", fine, "1 MB", "make clean")]
    monkeypatch.setattr(doctor, "examine", lambda root: found)
    assert main(["doctor"]) == (0 if fine else 1)
    told = capsys.readouterr().out
    assert "fine  Python: 3.11" in told
    assert ("Run or do: make clean" in told) is not fine
    assert ("All is in order." in told) is fine


def test_what_the_words_point_to_is_there():
    source = (ROOT / "src/helpers").rglob("workshop*/*.py")
    named = {page for path in source for page in re.findall(r"docs/[\w-]+\.md", path.read_text())}
    assert named and all((ROOT / page).is_file() for page in named)
